package arb

import (
	"testing"

	"fairbasis/core/op/optest"
)

// The kernels allocate nothing, whatever the row.
func TestKernelsDoNotAllocate(t *testing.T) {
	row, us, lines := make([]float64, 1000), make([]float64, 1000), make([]line, 1000)
	for i := range us {
		us[i], lines[i] = float64(i)/999, line{1, 2, 3, 4}
	}
	for name, f := range map[string]func(){
		"along":             func() { fillAlong(row, us, line{1, 2, 3, 4}) },
		"along, one number": func() { fillAlong(row, us, line{1, 2, 3, 0}) },
		"across":            func() { fillAcross(row, lines, 0.5) },
	} {
		if n := testing.AllocsPerRun(10, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
		// u = 1/2 gives (1 + 1)/(3 + 2), or 2/3 without a slope below.
		fillAcross(row, lines, 0.5)
		optest.Near(t, name, row[7], 2.0/5, 1e-16)
	}
	fillAlong(row, us, line{1, 2, 3, 4})
	optest.Near(t, "along end", row[999], 3.0/7, 1e-16)
	fillAlong(row, us, line{1, 2, 3, 0})
	optest.Near(t, "along without division", row[999], 1, 1e-16)
	// A deal is evaluated without allocating, too.
	d := deal{s: 1, f: 1, tau: 1}
	v, _ := variableNamed("spot")
	if n := testing.AllocsPerRun(10, func() {
		v.set(&d, 2)
		row[0] = outputs[1].ratio(&d).num
	}); n != 0 {
		t.Errorf("evaluation: %v allocations", n)
	}
}
