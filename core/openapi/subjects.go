package openapi

import (
	"slices"
	"strings"

	"fairbasis/core/op"
)

// Subject is a group of operations of one field.
type Subject struct {
	Name, About string
	packages    []string // of core, whose operations belong to it
}

// Subjects are all of them, in order.
var Subjects = []Subject{
	{"contracts", "Facts and rules of contracts on a day, with their sources", []string{"listing"}},
	{"fair value", "Theoretical prices and what prices imply", []string{"carry"}},
	{"basis", "The basis of contracts by every convention", []string{"basis"}},
	{"arbitrage", "Bands, returns, break-evens and grids under named costs", []string{"arb"}},
	{"spreads and rolls", "Calendar spreads, lots of a hedge and its rolls", []string{"spread", "roll"}},
	{"bars", "Files of bars: read, cleaned, shown, joined, written", []string{"table", "market", "demo"}},
	{"signals", "Rolling polynomials and what they say of every bar", []string{"fit", "signal"}},
	{"active hedge", "Back-tests of an active hedge and what they are worth", []string{"hedge"}},
	{"studies", "The basis through time: tables, distributions, stages, seasons, events, drivers, reports", []string{"study"}},
}

// SubjectOf is the name of the subject of an operation.
func SubjectOf(o op.Op) string {
	folders := strings.Split(o.RequestType().PkgPath(), "/")
	for _, folder := range slices.Backward(folders) {
		for _, s := range Subjects {
			if slices.Contains(s.packages, folder) {
				return s.Name
			}
		}
	}
	panic("openapi: operation " + o.Name + " belongs to no subject")
}
