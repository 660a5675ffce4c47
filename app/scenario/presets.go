package scenario

import (
	"strings"

	"fairbasis/core/arb"
	"fairbasis/core/unit"
)

// SetCosts writes a cost model into the cost fields, each as it would be typed.
func (s *Scenario) SetCosts(m arb.CostModel) {
	texts := costTexts(m)
	for i, f := range costs {
		s.Set(f.Path, texts[i])
	}
}

// SetNumber writes a plain number (0.03 for 3 %) into a field.
func (s *Scenario) SetNumber(path string, x float64) bool {
	f, ok := FieldAt(path)
	if !ok || f.Kind != Number && f.Kind != Rate {
		return false
	}
	return s.Set(path, unit.Shortest(x, f.measure(), f.Decimals))
}

// CostTexts are all fields of a cost model in one string, for comparing two.
func CostTexts(m arb.CostModel) string { return strings.Join(costTexts(m), "\n") }

// costTexts are the texts of the cost fields, in their order; a rate that is
// left out is empty.
func costTexts(m arb.CostModel) []string {
	out := make([]string, len(costs))
	for i, f := range costs {
		p := f.of(&arb.Input{Costs: m})
		switch v := p.(type) {
		case bool:
			out[i] = map[bool]string{true: "true", false: "false"}[v]
		case float64:
			out[i] = unit.Shortest(v, f.measure(), f.Decimals)
		}
	}
	return out
}
