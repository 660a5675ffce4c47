package api

import (
	"slices"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// The string behind the # of a link of the calculator page is a query of every
// operation that asks about a contract on a date. Such a link holds all that
// the page asks with, so an operation ignores those of its names that it does
// not ask for itself. Any other name it does not know is refused.

// linkNames are those names, and the starts of those names, that end in a dot.
var linkNames = []string{
	"own", "expiry", "multiplier", "tick", "spot", "futures", "rate", "day_count", "hurdle", "convention", "waterfall",
	"dividends", "dividends.", "costs.", "break_even.", "sensitivity.",
}

func isLinkName(path string) bool {
	return slices.ContainsFunc(linkNames, func(name string) bool {
		return path == name || strings.HasSuffix(name, ".") && strings.HasPrefix(path, name)
	})
}

// ofLink leaves of a query what the operation asks for. Two names are switches
// of the page: with own=false the exchange's contract is meant, whatever was
// once typed of another; dividends=points, yield or cash says which of the
// three counts.
func ofLink(o op.Op, pairs []op.Pair) ([]op.Pair, error) {
	members := o.Members()
	has := func(name string) bool { return slices.Contains(members, name) }
	if !has("contract") || !has("date") {
		return pairs, nil
	}
	var fs fault.Fields
	var off []string // what the switches turn off, starts with a dot behind
	for _, p := range pairs {
		if p.Text == "" { // a form with this not filled in
			continue
		}
		switch p.Path {
		case "own":
			if p.Text == "false" {
				off = append(off, "expiry", "multiplier", "tick")
			}
			fs.OneOf("own", clip(p.Text), "true", "false")
		case "dividends":
			kinds := []string{"points", "yield", "cash"}
			fs.OneOf("dividends", clip(p.Text), kinds...)
			for _, k := range kinds {
				if k != p.Text {
					off = append(off, "dividends."+k)
				}
			}
		}
	}
	var kept []op.Pair
	for _, p := range pairs {
		first, _, _ := strings.Cut(p.Path, ".")
		switch {
		case p.Path == "own", p.Path == "dividends", !has(first) && isLinkName(p.Path):
		case slices.ContainsFunc(off, func(name string) bool { return p.Path == name || strings.HasPrefix(p.Path, name+".") }):
		default:
			kept = append(kept, p)
		}
	}
	return kept, fs.Err()
}
