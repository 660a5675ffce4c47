package check

import (
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// Set returns the findings that need several series of one file: the same
// bars under two names, and a contract among those of another product.
func Set(list []*market.Bars) []table.Problem {
	var out []table.Problem
	for i, b := range list {
		same, other := false, false
		for _, a := range list[max(0, i-8):i] { // neighbours; all pairs of a wide file would be too many
			if a.Kind != market.FutureContract || b.Kind != market.FutureContract {
				continue
			}
			together, equal, far := overlap(a, b)
			if !same && together >= 20 && equal == together {
				same = true
				out = append(out, table.Problem{Code: table.SameBars, Severity: table.Warning, Count: together, Symbol: b.Symbol, Action: "kept",
					Message: b.Symbol + " and " + a.Symbol + " have the same closes in all " + many(together, "bar") + " that both have; one name may be wrong",
					Params:  map[string]string{"other": a.Symbol, "bars": number(together)}})
			}
			if !other && a.Product == b.Product && together > 0 && far*2 > together {
				other = true
				out = append(out, table.Problem{Code: table.MixedContracts, Severity: table.Warning, Count: far, Symbol: b.Symbol, Action: "kept",
					Message: "the closes of " + b.Symbol + " are more than 30 % from those of " + a.Symbol + "; they are not of one product",
					Params:  map[string]string{"other": a.Symbol, "blocks": "2"}})
			}
		}
	}
	return out
}

// overlap walks the stamps that two series share, at most the first thousand:
// how many there are, at how many the closes are equal, and at how many they
// are more than 30 % apart.
func overlap(a, b *market.Bars) (together, equal, far int) {
	if a.Close.Len() != a.Len() || b.Close.Len() != b.Len() || a.Minutes != b.Minutes || a.Len() == 0 || b.Len() == 0 ||
		a.Time[a.Len()-1] < b.Time[0] || b.Time[b.Len()-1] < a.Time[0] {
		return 0, 0, 0
	}
	for i, j := 0, 0; i < a.Len() && j < b.Len() && together < 1000; {
		switch x, y := a.Time[i], b.Time[j]; {
		case x < y:
			i++
		case y < x:
			j++
		default:
			p, ok := a.Close.At(i)
			q, ok2 := b.Close.At(j)
			if i, j = i+1, j+1; !ok || !ok2 || p <= 0 || q <= 0 {
				continue
			}
			together++
			if p == q {
				equal++
			}
			if p > 1.3*q || q > 1.3*p {
				far++
			}
		}
	}
	return together, equal, far
}
