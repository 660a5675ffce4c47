package poly

// The int64 kernels are made by go generate: one function per order, with the
// moments in variables. See gen/main.go.
//
//go:generate go run ./gen

// signsKernel slides over the bars in, as those of out leave, and writes their
// signs to dst, until it is done or a sum is too near zero for the floats to
// tell. It returns the number of bars written; the moments include the one
// after them, if there is one.
type signsKernel func(p *Plan, c *cursor, ref int64, in, out []int64, dst []Pair) int

// allKernel is a signsKernel for all orders up to the plan's. A bar at which
// one of them is in doubt counts as not written.
type allKernel func(p *Plan, c *cursor, ref int64, in, out []int64, dst *[terms][]Pair) int

// seriesKernel slides over the bars in, as those of out leave, and writes the
// three figures of each.
//
// A numerator N is known modulo 2^64 from integers, as n, and to within 2^62
// from floats, as f. h is the multiple of 2^64 nearest to f - n, so N = h + n,
// exactly. Where N is known to lie within 2^62, f is not needed. n is split into
// two floats, both exact. So N (1+fix) is rounded once, with the summand
// of the size of n when that is smaller than h: by less than 1.5 units of 2^-53, and
// once more, by half a unit in the last place, as it is multiplied by recip.
type seriesKernel func(p *Plan, c *cursor, ref int64, in, out []int64, value, slope, curvature []float64)

const (
	small = 1<<11 - 1             // the bits of an int64 beyond the 53 of a float
	turns = 1.5 * (1 << 52 << 64) // added and taken away again, rounds to multiples of 2^64
	near  = 1 << 61
	// gramFrom is the order from which Series sums over the G_n, of which floats
	// tell what they cannot of the S_k.
	gramFrom = 5
)
