package op

// Program is one of the programs that answer beside the page in a browser. A
// request that another one than Engine answers says so with a method
//
//	Program() op.Program
//
// Front ends that have every operation in one program need not ask.
type Program int

// The programs.
const (
	Engine  Program = iota // computes over bars and grids
	Reader                 // has the files: reads them and makes files
	Analyst                // studies the basis of a product
)
