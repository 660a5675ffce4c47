package reference

import (
	"slices"

	"fairbasis/core/op"
)

// subjects are the headings in their order, each with what is found under it.
// Which operations there are, the catalog says; one that is named nowhere
// comes under the last.
var subjects = []struct {
	id    string
	names []string
}{
	{"pricing", []string{"fair_value", "basis", "curve", "basis_weighted", "spread", "contract", "rules"}},
	{"arbitrage", []string{"arb", "break_even", "sensitivity", "surface", "cost_presets"}},
	{"hedging", []string{"hedge_lots", "roll_plan"}},
	{"signals", []string{"signals", "window", "backtest", "backtest_file", "sweep", "evidence"}},
	{"studies", []string{"overview", "history", "distribution", "stages", "volatility", "seasonality", "events", "drivers", "study_report"}},
	{"files", []string{"load", "rejected", "export", "bars", "rows", "join", "paste", "demo"}},
	{"mathematics", []string{"fit"}},
}

// bySubject sorts the operations of a set.
func bySubject(set op.Set) [][]op.Op {
	out := make([][]op.Op, len(subjects))
	for _, o := range set.Ops() {
		at := slices.IndexFunc(subjects, func(s struct {
			id    string
			names []string
		}) bool {
			return slices.Contains(s.names, o.Name)
		})
		if at < 0 {
			at = len(subjects) - 1
		}
		out[at] = append(out[at], o)
	}
	for i, s := range subjects {
		slices.SortStableFunc(out[i], func(a, b op.Op) int {
			return slices.Index(s.names, a.Name) - slices.Index(s.names, b.Name)
		})
	}
	return out
}
