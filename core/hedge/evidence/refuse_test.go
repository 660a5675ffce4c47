package evidence

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
)

// TestRefusals: everything a request can have wrong, named by its path.
func TestRefusals(t *testing.T) {
	good := noise(rand.New(rand.NewPCG(1, 1)), 4, 6).input(2, 2, 1, 1)
	with := func(c op.Column, i int, v float64) op.Column {
		c = slices.Clone(c)
		c[i] = v
		return c
	}
	for _, c := range []struct {
		want string
		edit func(*hedge.EvidenceInput)
	}{
		{"", func(*hedge.EvidenceInput) {}},
		{"shape:out_of_range", func(in *hedge.EvidenceInput) { in.Shape = []int{4, 1, 1} }},
		{"shape:out_of_range", func(in *hedge.EvidenceInput) { in.Shape = []int{4, 1, 1, 0} }},
		{"shape:out_of_range", func(in *hedge.EvidenceInput) { in.Shape = []int{-4, -1, 1, 1} }},
		{"shape:out_of_range", func(in *hedge.EvidenceInput) { in.Shape = []int{1 << 40, 1 << 40, 1 << 40, 1 << 40} }},
		{"months:empty length:length sum:length square:length", func(in *hedge.EvidenceInput) { in.Months = nil }},
		{"net:length cube:length fourth:length", func(in *hedge.EvidenceInput) { in.Net, in.Cube, in.Fourth = nil, nil, nil }},
		{"length.2:out_of_range", func(in *hedge.EvidenceInput) { in.Length = with(in.Length, 2, 0) }},
		{"sum.3:not_finite square.0:not_finite", func(in *hedge.EvidenceInput) {
			in.Sum, in.Square = with(in.Sum, 3, math.NaN()), with(in.Square, 0, math.Inf(1))
		}},
		{"chosen:out_of_range", func(in *hedge.EvidenceInput) { in.Chosen = 4 }},
		{"chosen:out_of_range", func(in *hedge.EvidenceInput) { in.Chosen = -1 }},
		{"blocks:odd", func(in *hedge.EvidenceInput) { in.Blocks = 5 }},
		{"blocks:out_of_range", func(in *hedge.EvidenceInput) { in.Blocks = 18 }},
		{"learn:out_of_range apply:out_of_range", func(in *hedge.EvidenceInput) { in.Learn, in.Apply = -1, 121 }},
	} {
		in := good
		c.edit(&in)
		if got := optest.Refused(t, in.Validate()); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
