package table

import "fairbasis/core/op"

// The program that reads files answers these requests. All others are about
// bars and answered by a program that computes, which gets the bars from it.

// Program says who answers.
func (LoadInput) Program() op.Program { return op.Reader }

// Anew is the file that is read anew: its bars are other ones afterwards.
func (in LoadInput) Anew() string { return in.Ref }

// Program says who answers.
func (ExportInput) Program() op.Program { return op.Reader }

// Program says who answers.
func (RejectedInput) Program() op.Program { return op.Reader }

// Program says who answers.
func (PasteInput) Program() op.Program { return op.Reader }
