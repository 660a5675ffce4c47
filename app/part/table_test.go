package part

import "testing"

func TestTableMarkup(t *testing.T) {
	d := draw(t, sampleTable(false).UI())
	d.has(".scroll[tabindex=0]", "aria-label", "Contracts")
	d.says("caption", "Four contracts")
	d.count("thead th[scope=col]", 5)
	d.count("tbody th[scope=row]", 2)
	d.says("tr.on th .tag.on", "lowest")
	d.says("tr.on th .l2", "7 d")
	d.says("td .l2.down", "−8.72")
	d.count("td.n .cell input", 1)
	d.has("td[colspan]", "colspan", "2")
	d.says("thead th .vh", "Action")
	d.count("tfoot tr.sum", 1)
	d.count("[data-label]", 0)
	d.count("[role=row]", 0)
	// head, one body cell and one foot cell; the spanning cell begins in the column too
	d.count("th.lo", 1)
	d.count("td.lo", 3)
}

// Laid out as blocks a table would lose its meaning, so a wide one spells out
// its roles, and each cell carries the label its column head shows elsewhere.
func TestWideTableStacks(t *testing.T) {
	d := draw(t, sampleTable(true).UI())
	d.count("table.st[role=table]", 1)
	d.count("tr[role=row]", 4)
	d.count("th[role=columnheader]", 5)
	d.count("th[role=rowheader]", 3)
	d.count("td[data-label=Futures]", 3)
	d.has("tr.on td[data-label=Futures]", "role", "cell")
	d.count("tbody td.void", 1)
	d.count("tfoot td.void", 3)
}

func TestCompareTable(t *testing.T) {
	d := draw(t, samples()["compare"])
	d.count("thead th", 4)
	d.count("tbody td[data-label=B]", 1)
	d.says("tbody td[data-label=B]", "2")
}

func TestHeatContour(t *testing.T) {
	d := draw(t, sampleHeat().UI())
	d.count("tbody td", 9)
	d.says("td.now", "−3.5 current inputs")
	d.count("td.h3", 2) // 11.7 and 10.5 are at least twice 5
	d.count("td.h2", 2) // 8.7 and 6.1
	// The hurdle runs right of the first column in rows one and two, right of
	// the second in row three, and between rows two and three in the second.
	d.count("td.er", 3)
	d.says("td.eb", "4.8")
	d.count("td .vh", 5)
}

func TestLevelOf(t *testing.T) {
	for _, c := range []struct {
		value, hurdle float64
		want          HeatLevel
	}{
		{-5.1, 5, HeatFar}, {-5, 5, HeatLow}, {-0.1, 5, HeatLow}, {0, 5, HeatSome}, {4.9, 5, HeatSome},
		{5, 5, HeatMeet}, {9.9, 5, HeatMeet}, {10, 5, HeatHigh},
		{1, 0, HeatMeet}, {-1, 0, HeatFar}, {-1, -2, HeatFar}, {0, 0, HeatMeet},
	} {
		if got := LevelOf(c.value, c.hurdle); got != c.want {
			t.Errorf("level of %v against %v is %d, want %d", c.value, c.hurdle, got, c.want)
		}
	}
}
