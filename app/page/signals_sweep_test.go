package page

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// smallSearch has two windows, three orders, two take-profits and two stops;
// the net return of a cell is its place less 10, in tenths of a per cent, and
// before costs a whole per cent more.
func smallSearch(c *signals) {
	in := hedge.SweepInput{BacktestInput: c.input, Windows: []int{360, 450}, Orders: []int{3, 4, 5}, TakeProfits: []unit.Rate{0.008, 0.011}, StopLosses: []unit.Rate{-0.013, -0.01}}
	in.Index, in.Portfolio, in.Warmup = nil, hedge.Portfolio001, 450
	c.swept = in
	s := &hedge.Sweep{First: "2020-04-15", Last: "2021-12-17", Days: 84, Months: []string{"2020-04", "2020-05"}, Length: op.Column{40, 44}}
	for i := range in.Cells() {
		s.Net, s.Gross = append(s.Net, float64(i-10)/1000), append(s.Gross, float64(i)/1000)
	}
	c.sweep.got = s
	c.input.Window, c.input.Order, c.input.TakeProfit, c.input.StopLoss = 450, 4, 0.011, -0.013
}

// cells are the texts of the cells of a row of a map, without what is only heard.
func (p curvePage) cells(t *testing.T, id, head string) (texts, classes []string) {
	t.Helper()
	for _, tr := range all(p.id(t, id), func(n *html.Node) bool { return n.Data == "tr" }) {
		if th := all(tr, func(n *html.Node) bool { return n.Data == "th" && attr(n, "scope") == "row" }); len(th) != 1 || textOf(th[0]) != head {
			continue
		}
		for _, td := range all(tr, func(n *html.Node) bool { return n.Data == "td" }) {
			text, _, _ := strings.Cut(textOf(td), " ")
			texts, classes = append(texts, text), append(classes, attr(td, "class"))
		}
		return texts, classes
	}
	t.Fatalf("%s has no row %q", id, head)
	return nil, nil
}

func TestMapsOfTheSearch(t *testing.T) {
	_, p := openSignals(t, "en", smallSearch, nil)
	// Cells of take-profit 1.1 % and stop −1.3 %: place ((w*3+o)*2+1)*2.
	if got, _ := p.cells(t, "map-orders", "4"); !slices.Equal(got, []string{"−0.4", "+0.8"}) {
		t.Errorf("order 4: %q, want places 6 and 18", got)
	}
	got, classes := p.cells(t, "map-orders", "3")
	if !slices.Equal(got, []string{"−0.8", "+0.4"}) || !strings.Contains(classes[0], "er") {
		t.Errorf("order 3: %q %q, want the border of zero between its cells", got, classes)
	}
	if got, _ := p.cells(t, "map-stops", "1.1%"); !slices.Equal(got, []string{"+0.8", "+0.9"}) {
		t.Errorf("take-profit 1.1 %%: %q", got)
	}
	pressed := all(p.doc, func(n *html.Node) bool {
		return n.Data == "button" && attr(n, "aria-pressed") == "true" && attr(n, "value") == "18"
	})
	if len(pressed) != 2 {
		t.Errorf("%d buttons of the present cell are pressed, want one in each map", len(pressed))
	}
	if says := textOf(pressed[0]); says != "+0.8 order 4, window 450, 1.1% / −1.3% above zero present settings" {
		t.Errorf("the present cell says %q", says)
	}
	under := p.under(t, "sweep-title")
	for _, want := range []string{"24 settings", "84 trading days", "after costs", "with take-profit 1.1% and stop-loss −1.3%", "with order 4 and window 450"} {
		if !strings.Contains(under, want) {
			t.Errorf("%q is missing: %s", want, under)
		}
	}
	if strings.Contains(under, "cells are shown") {
		t.Error("a whole map is said to be a part")
	}
	_, p = openSignals(t, "en", func(c *signals) { smallSearch(c); c.drawn.gross = true }, nil)
	if got, _ := p.cells(t, "map-orders", "4"); !slices.Equal(got, []string{"+0.6", "+1.8"}) || !strings.Contains(p.under(t, "sweep-title"), "before costs") {
		t.Errorf("before costs: %q", got)
	}
}

func TestLargeMapsShowThePresentCell(t *testing.T) {
	_, p := openSignals(t, "en", func(c *signals) {
		smallSearch(c)
		c.swept.Windows = nil
		for w := 10; w <= 1000; w += 10 {
			c.swept.Windows = append(c.swept.Windows, w)
		}
		n := c.swept.Cells()
		c.sweep.got.Net, c.sweep.got.Gross = level(n, 0.01), level(n, 0.02)
	}, nil)
	got, classes := p.cells(t, "map-orders", "4")
	if len(got) != mostColumns || !slices.ContainsFunc(classes, func(s string) bool { return strings.Contains(s, "now") }) {
		t.Errorf("%d columns, %q", len(got), classes)
	}
	if under := p.under(t, "sweep-title"); !strings.Contains(under, "48 of 300 cells are shown") {
		t.Errorf("it is not said that cells are missing: %s", under)
	}
}

func TestAround(t *testing.T) {
	for _, k := range [][5]int{{0, 5, 16, 0, 5}, {50, 100, 16, 42, 58}, {99, 100, 16, 84, 100}, {0, 100, 16, 0, 16}, {2, 3, 3, 0, 3}} {
		if from, to := around(k[0], k[1], k[2]); from != k[3] || to != k[4] {
			t.Errorf("around %d of %d: %d to %d, want %d to %d", k[0], k[1], from, to, k[3], k[4])
		}
	}
}

// Stop-losses that are not used make no map of their own.
func TestSearchWithoutStops(t *testing.T) {
	_, p := openSignals(t, "en", func(c *signals) {
		smallSearch(c)
		c.swept.NoStops = true
	}, nil)
	if got := all(p.doc, func(n *html.Node) bool { return attr(n, "id") == "map-stops" }); len(got) != 0 {
		t.Error("there is a map of stops that are not used")
	}
}

func weighed(code string) func(*signals) {
	return func(c *signals) {
		smallSearch(c)
		c.weighed = 18
		c.evidence.got = &hedge.Evidence{Cells: 24, Positive: 13, Best: 23,
			Chosen: hedge.Cell{Net: 0.008, Sharpe: unit.Some(unit.Rate(0.61)), Rank: 6}, BestCell: hedge.Cell{Net: 0.013, Sharpe: unit.None[unit.Rate](unit.NoVariation), Rank: 1},
			Around:   hedge.Around{Cells: 6, Positive: 4, Median: 0.002, Worst: -0.004},
			Deflated: hedge.Deflated{Trials: 24, Days: 84, Sharpe: unit.Some(unit.Rate(0.0421)), Threshold: unit.Some(unit.Rate(0.1132)), Skew: unit.Some(unit.Rate(-3)), Kurtosis: unit.Some(unit.Rate(10)), Probability: unit.Some(unit.Rate(0.412))},
			Overfit:  hedge.Overfit{Blocks: 12, Splits: 924, Probability: unit.Some(unit.Rate(0.553)), Loss: unit.Some(unit.Rate(0.61)), Histogram: op.Column{100, 90, 80, 70, 60, 104, 105, 106, 107, 102}},
			Walk: hedge.Walk{Steps: []hedge.Step{{From: "2021-04", To: "2021-06", Cell: 23, Promised: 0.004, Net: -0.011}, {From: "2021-07", To: "2021-07", Cell: 0, Promised: 0.003, Net: 0.002}},
				Net: unit.Some(unit.Rate(-0.009)), Promised: unit.Some(unit.Rate(0.015)), Sharpe: unit.None[unit.Rate](unit.TooShort)},
			Verdict: hedge.Verdict{Code: code}}
	}
}

func TestEvidence(t *testing.T) {
	c, p := openSignals(t, "en", weighed("no_better_than_luck"), nil)
	under := p.under(t, "evidence-title")
	for _, want := range []string{"No better than luck", "13 of 24 settings", "+1.30%", "best of 24 settings", "41.2%"} {
		if !strings.Contains(under, want) {
			t.Errorf("%q is missing: %s", want, under)
		}
	}
	if r := p.row(t, "cells", "Present"); r[0] != "Present order 4, window 450, 1.1% / −1.3%" || r[1] != "+0.80%" || r[2] != "0.61" || r[3] != "6 / 24" {
		t.Errorf("present %q", r)
	}
	if r := p.row(t, "cells", "Best"); r[2] != c.w.Undefined+" "+c.w.Why(unit.NoVariation) {
		t.Errorf("an undefined ratio gives no reason: %q", r)
	}
	if r := p.row(t, "cells", "One step away"); r[0] != "One step away 6 settings, 4 above zero" || r[1] != "+0.20% Worst −0.40%" {
		t.Errorf("around %q", r)
	}
	for id, want := range map[string][]string{
		"deflated":     {"Probability that it is real 41.2%", "Trials 24", "without skill 0.1132", "Skewness −3.00", "(normal: 3) 10.00"},
		"overfit":      {"Probability of overfitting 55.3%", "other 61.0%", "Blocks 12", "Splits 924"},
		"walk-forward": {"Earned −0.90%", "Promised over the same days +1.50%", "Sharpe a year " + c.w.Undefined + ": " + c.w.Why(unit.TooShort)},
	} {
		for _, text := range want {
			if got := textOf(p.id(t, id)); !strings.Contains(got, text) {
				t.Errorf("%q is not in %s: %s", text, id, got)
			}
		}
	}
	hist := all(p.doc, func(n *html.Node) bool { return attr(n, "class") == "hist" })
	if len(hist) != 1 || !strings.HasSuffix(attr(hist[0], "aria-label"), "400 below the median, 524 above") {
		t.Errorf("histogram: %v", hist)
	}
	if r := p.row(t, "walk", "2021-04"); r[0] != "2021-04 – 2021-06" || r[1] != "order 5, window 450, 1.1% / −1%" || r[2] != "+0.40%" || r[3] != "−1.10%" {
		t.Errorf("step %q", r)
	}
	if r := p.row(t, "walk", "2021-07"); r[0] != "2021-07" {
		t.Errorf("a step of one month %q", r)
	}
}

func TestEveryVerdictHasItsFigures(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		for code := range NewSignals(lang).(*signals).w.Hedge.Verdicts {
			_, p := openSignals(t, lang, weighed(code), nil)
			said := p.under(t, "evidence-title")
			if strings.ContainsAny(said, "{}*") {
				t.Errorf("%s %s: %s", lang, code, said)
			}
		}
	}
}
