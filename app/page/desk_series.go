package page

import (
	"slices"
	"strconv"

	"fairbasis/core/market"
	"fairbasis/core/table"
)

// seriesChoice is one or several series that are worked on together.
type seriesChoice struct {
	value, label string
	kind         string
	product      string
	sources      []market.Source

	first, last   string // stamps
	minutes, rows int
	days          int // of several series, of the longest
	perDay        int // bars of a full day
}

func (s *seriesChoice) add(ref string, x table.Series) {
	s.sources = append(s.sources, market.Source{Ref: ref, Symbol: x.Symbol})
	if s.first == "" || x.First < s.first {
		s.first = x.First
	}
	s.last = max(s.last, x.Last)
	s.minutes, s.rows, s.days = x.Minutes, s.rows+x.Rows, max(s.days, x.Days)
}

// choices are the series of all files that were read: every series of a file
// with few, and all contracts of a product of a file together.
func (c *desk) choices() []seriesChoice {
	w := &c.w.Data
	var out []seriesChoice
	for _, e := range c.files {
		if e.Facts == nil {
			continue
		}
		for _, product := range market.Products() {
			all := seriesChoice{value: e.Ref + " *" + product.ID, kind: string(market.FutureContract), product: product.ID, perDay: e.Facts.PerDay}
			for _, s := range e.Facts.Series {
				if s.Product == product.ID && s.Kind == string(market.FutureContract) {
					all.add(e.Ref, s)
				}
			}
			if n := len(all.sources); n > 1 {
				all.label = w.AllOf.With("product", product.ID, "n", strconv.Itoa(n), "file", e.Name)
				out = append(out, all)
			}
		}
		if len(e.Facts.Series) > 2*few {
			continue
		}
		for _, s := range e.Facts.Series {
			one := seriesChoice{value: e.Ref + " " + s.Symbol, label: w.OneOf.With("symbol", c.seriesName(s.Symbol), "file", e.Name),
				kind: s.Kind, product: s.Product, perDay: e.Facts.PerDay}
			one.add(e.Ref, s)
			out = append(out, one)
		}
	}
	return out
}

// chosen finds a choice by its value.
func chosen(all []seriesChoice, value string) *seriesChoice {
	if i := slices.IndexFunc(all, func(s seriesChoice) bool { return s.value == value }); i >= 0 {
		return &all[i]
	}
	return nil
}

// seriesName is what a series is called where it may have no symbol.
func (c *desk) seriesName(symbol string) string {
	if symbol == "" {
		return c.w.Data.Unnamed
	}
	return symbol
}
