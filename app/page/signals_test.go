package page

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"

	"fairbasis/app/library"
	"fairbasis/app/scenario"
	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/table"
	"fairbasis/core/unit"
)

// openSignals is openForm of this page.
func openSignals(t *testing.T, lang string, change func(*signals), files []*table.Loaded, edits ...string) (*signals, curvePage) {
	t.Helper()
	c := NewSignals(lang).(*signals)
	return c, openForm(t, c, &c.form, func() {
		if change != nil {
			change(c)
		}
	}, files, edits)
}

// stampAt is a stamp typed as text.
func stampAt(t *testing.T, text string) float64 {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return float64(at.UnixMilli())
}

// shortDay is 20 August 2021 on IF2108: short at 4,826.2 at 09:34, closed at
// 4,766.8 at 10:52 on take-profit, +1.19 % after costs.
func shortDay(t *testing.T) func(*signals) {
	return func(c *signals) {
		c.view.got = &signal.View{Symbol: "IF2108", Product: "IF", Minutes: 1, Decimals: 1, Bars: 21483, Days: 91,
			Time: op.Column{stampAt(t, "2021-08-20 11:28")}, Bar: op.Column{15000}, Open: op.Column{4765}, High: op.Column{4768}, Low: op.Column{4760}, Close: op.Column{4762}, Value: op.Column{4761.5}, Regime: op.Column{3}, Slope: op.Column{-1.458}, Curvature: op.Column{-0.0140}}
		c.fitted.got = &signal.Window{Time: stampAt(t, "2021-08-20 11:28"), Regime: signal.DownAccelerating, Slope: -1.458, Curvature: -0.0140}
		c.test.got = &hedge.Backtest{Overlay: hedge.Metrics{Cumulative: 0.0119}, Trading: hedge.Trading{Trades: 1, Wins: 1}, Trades: hedge.Trades{All: 1,
			Side: op.Column{-1}, Entry: op.Column{stampAt(t, "2021-08-20 09:34")}, Exit: op.Column{stampAt(t, "2021-08-20 10:52")},
			In: op.Column{4826.2}, Out: op.Column{4766.8}, Return: op.Column{0.0119}, Why: op.Column{0},
			Lots: op.Column{1}, Gross: op.Column{1}, Costs: op.Column{0}, Net: op.Column{1}}}
	}
}

func TestSignalsWithoutFiles(t *testing.T) {
	for lang, want := range map[string][2]string{"zh-CN": {"多项式信号与主动对冲", "用模拟数据"}, "en": {"Polynomial signals and the active hedge", "simulated"}} {
		_, p := openSignals(t, lang, nil, nil)
		if got := textOf(p.id(t, "verdict")); got != want[0] {
			t.Errorf("%s: title %q", lang, got)
		}
		if got := all(p.doc, func(n *html.Node) bool { return n.Data == "button" && attr(n, "name") == "sample" }); len(got) != 1 {
			t.Errorf("%s: %d buttons for simulated data, want 1", lang, len(got))
		}
		if drop := all(p.doc, func(n *html.Node) bool {
			return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "data-drop" })
		}); len(drop) != 1 {
			t.Errorf("%s: %d drop zones, want 1", lang, len(drop))
		}
		for path, want := range map[string]string{"order": "4", "window": "450", "take_profit": "1.10", "stop_loss": "−1.30", "portfolio.share": "70.0"} {
			if got := p.field(t, path); got != want {
				t.Errorf("%s: %s shows %q, want %q", lang, path, got, want)
			}
		}
		if go_ := all(p.doc, func(n *html.Node) bool { return strings.Contains(attr(n, "class"), "btn go") }); len(go_) > 2 {
			t.Errorf("%s: %d filled buttons", lang, len(go_))
		}
	}
}

func TestSignalsVerdict(t *testing.T) {
	for lang, want := range map[string][]string{
		"zh-CN": {"IF2108 · 2021-08-20 11:28", "下跌加速，今日已交易，空仓", "09:34 开空 4,826.2，10:52 止盈平仓 4,766.8，扣费后 +1.19%", "斜率 f′ = −1.458 点/分钟，曲率 f″ = −0.01400。"},
		"en": {"IF2108 · 2021-08-20 11:28", "Falling and speeding up; already traded today, flat",
			"Short at 4,826.2 at 09:34, closed at 4,766.8 at 10:52 on take-profit, +1.19%", "Slope f′ = −1.458 points a minute, curvature f″ = −0.01400."},
	} {
		_, p := openSignals(t, lang, shortDay(t), []*table.Loaded{sina()})
		got := textOf(p.id(t, "answer"))
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is not in %q", lang, w, got)
			}
		}
	}
}

// TestSignalsPosition: what is held at the close of the bar under the cursor.
func TestSignalsPosition(t *testing.T) {
	for at, want := range map[string]string{
		"2021-08-20 09:33": "flat", "2021-08-20 09:34": "short", "2021-08-20 10:51": "short", "2021-08-20 10:52": "already traded today, flat", "2021-08-23 09:31": "flat",
	} {
		_, p := openSignals(t, "en", func(c *signals) {
			shortDay(t)(c)
			c.fitted.got.Time = stampAt(t, at)
		}, []*table.Loaded{sina()})
		if got := textOf(p.id(t, "verdict")); got != "Falling and speeding up; "+want {
			t.Errorf("%s: %q, want %s", at, got, want)
		}
	}
}

func TestSignalsFindsTheIndex(t *testing.T) {
	index := index300()
	index.Series[0].Product = "IF"
	early := index300() // ends before the futures begin
	early.Ref, early.Series[0].Product, early.Series[0].Last = "c3", "IF", "2017-09-21"
	c, p := openSignals(t, "en", nil, []*table.Loaded{early, index, sina()})
	if c.input.Index == nil || *c.input.Index != (market.Source{Ref: "b2", Symbol: "000300"}) {
		t.Errorf("index %+v", c.input.Index)
	}
	if len(c.input.Futures) != 3 || c.input.Roll != market.ByCurrentMonth {
		t.Errorf("futures %+v by %q, want the three contracts chained", c.input.Futures, c.input.Roll)
	}
	if got := textOf(p.id(t, "index")); !strings.Contains(got, "000300") {
		t.Errorf("the list of indices is %q", got)
	}
	c.source.index = noIndex
	if c.compute(); c.input.Index != nil {
		t.Error("an index although none was wanted")
	}
	c.source = source{value: "a1 IF2005"}
	if c.compute(); len(c.input.Futures) != 1 || c.input.Roll != "" || c.input.Index == nil {
		t.Errorf("one contract: %+v by %q", c.input.Futures, c.input.Roll)
	}
}

func TestSignalsFaultsStandAtTheirFields(t *testing.T) {
	for _, c := range []struct{ path, text, says string }{
		{"window", "45o", "Not a number"}, {"window", "5", "10"}, {"order", "7", "6"}, {"order", "2.5", "whole"}, {"take_profit", "−1", "above 0"},
		{"stop_loss", "1.3", "negative"}, {"sweep.windows", "60 x", "Not a number"}, {"sweep.orders", "3 9", "From 1 to 6; read 9"}, {"sweep.windows", "60 5", "read 5"}, {"first_day", "2024-02-31", "29"}, {"portfolio.share", "120", "From 1% to 100%; read 120"}, {"portfolio.capital", "0", "100,000,000,000"},
	} {
		x, p := openSignals(t, "en", nil, []*table.Loaded{sina()}, c.path, c.text)
		if note := textOf(p.id(t, c.path+"-note")); !strings.Contains(note, c.says) {
			t.Errorf("%s %q: note %q, want %q in it", c.path, c.text, note, c.says)
		}
		if got := p.field(t, c.path); got != c.text {
			t.Errorf("%s: typed %q, shown %q", c.path, c.text, got)
		}
		if x.input.Window != 450 || x.input.Order != 4 || x.input.Rules != hedge.Preset001 || x.input.Portfolio != hedge.Portfolio001 {
			t.Errorf("%s %q: asked %+v", c.path, c.text, x.input)
		}
		if kept := !strings.HasPrefix(c.path, "sweep."); x.kept != kept {
			t.Errorf("%s %q: kept %v", c.path, c.text, x.kept)
		}
	}
}

func TestSignalsWarnings(t *testing.T) {
	for _, c := range []struct{ path, text, at, says string }{
		{"window", "450", "window", "spans 1.9 sessions"}, {"window", "200", "window", "spans lunch"}, {"window", "100", "window", ""},
		{"days", "same_day", "window", "a day has 240 bars"}, {"slippage", "0.3", "slippage", "not a multiple of the tick"}, {"slippage", "0.4", "slippage", ""},
		{"closing", "lock", "closing", "closes both later"}, {"fill", "this_close", "fill", "nobody can"},
	} {
		_, p := openSignals(t, "en", nil, []*table.Loaded{sina()}, c.path, c.text)
		note := ""
		for _, n := range all(p.doc, func(n *html.Node) bool { return attr(n, "id") == c.at+"-note" }) {
			note = textOf(n)
		}
		if c.says == "" && note != "" || !strings.Contains(note, c.says) {
			t.Errorf("%s %q: note %q, want %q", c.path, c.text, note, c.says)
		}
	}
}

// TestSignalsSearchCells: the place of a cell and its settings are the same
// thing, by the order documented at hedge.Sweep.
func TestSignalsSearchCells(t *testing.T) {
	c, _ := openSignals(t, "en", nil, []*table.Loaded{sina()})
	c.swept = c.sweepInput()
	n := c.swept.Cells()
	if n != 1000 {
		t.Fatalf("%d cells", n)
	}
	for cell := range n {
		w, o, x, s := c.axesOf(cell)
		if c.cellAt(w, o, x, s) != cell {
			t.Fatalf("cell %d is at %d %d %d %d", cell, w, o, x, s)
		}
	}
	// 450 is the 7th of ten windows, 4 the 2nd of four orders, 1.10 and −1.30 the 3rd of five: ((6*4+1)*5+2)*5+2.
	if cell, ok := c.cellNow(); !ok || cell != 637 {
		t.Errorf("the report's settings are cell %d, %v, want 637", cell, ok)
	}
	if !c.sweptNow() {
		t.Error("a search that has just been made is old")
	}
	c.state.Set("window", "600")
	c.state.Set("portfolio.capital", "500")
	if c.compute(); !c.sweptNow() {
		t.Error("another cell of the search makes it old")
	}
	c.state.Set("slippage", "0.2")
	if c.compute(); c.sweptNow() {
		t.Error("a search without slippage answers one with it")
	}
}

// TestSignalsPartsMakeTheWhole: the parts of a search hold its windows in
// their order, and are put together behind one another.
func TestSignalsPartsMakeTheWhole(t *testing.T) {
	for _, windows := range [][]int{{60}, {60, 120, 180}, {10, 20, 30, 40, 50, 60, 70, 80, 90, 100}} {
		in := hedge.SweepInput{Windows: windows, Orders: []int{3, 4}, TakeProfits: []unit.Rate{0.01}, StopLosses: []unit.Rate{-0.01}, Warmup: 100}
		var got []int
		var outs []hedge.Sweep
		for _, p := range partsOf(in) {
			got = append(got, p.Windows...)
			var out hedge.Sweep
			for _, w := range p.Windows {
				for _, o := range p.Orders {
					out.Net = append(out.Net, float64(w+o))
					out.Sum = append(out.Sum, float64(w), float64(o))
				}
			}
			if len(p.Windows) == 0 || p.Warmup != 100 {
				t.Errorf("%v: part %+v", windows, p)
			}
			outs = append(outs, out)
		}
		whole := joinParts(outs)
		if !slices.Equal(got, windows) || len(whole.Net) != 2*len(windows) || len(whole.Sum) != 4*len(windows) || whole.Net[len(whole.Net)-1] != float64(windows[len(windows)-1]+4) {
			t.Errorf("%v: %v, %v", windows, got, whole.Net)
		}
	}
}

func TestSignalsSaysWhatFailed(t *testing.T) {
	_, p := openSignals(t, "en", func(c *signals) {
		shortDay(t)(c)
		c.test.why, c.test.stale = "no such bars", true
		c.kept = true
		c.refusedAt(&fault.Error{Code: fault.Invalid, Fields: []fault.Field{fault.Note("fees.dated", "unknown_product", "state the fees", "got", "X")}})
	}, []*table.Loaded{sina()})
	got := textOf(p.id(t, "answer"))
	if !strings.Contains(got, "No result: no such bars") || !strings.Contains(got, "last valid result") {
		t.Errorf("got %q", got)
	}
}

// TestSignalsFirstStretch: what is shown of a series at first holds a whole
// window and ends with the series.
func TestSignalsFirstStretch(t *testing.T) {
	day := float64(market.DayMillis)
	for _, c := range []struct {
		perDay, minutes, window int
		least, most             float64 // days
	}{{240, 1, 450, 4, 8}, {240, 1, 2000, 16, 30}, {1, market.Daily, 20, 28, 70}, {48, 5, 90, 3, 9}} {
		from, to := begin(&seriesChoice{first: "2000-01-03", last: "2021-12-17 15:00", perDay: c.perDay, minutes: c.minutes}, c.window)
		if days := (to - from) / day; to != stampAt(t, "2021-12-17 15:00") || days < c.least || days > c.most {
			t.Errorf("%+v: %.1f days", c, days)
		}
	}
	if from, _ := begin(&seriesChoice{first: "2021-12-17 09:31", last: "2021-12-17 15:00", perDay: 240, minutes: 1}, 450); from != stampAt(t, "2021-12-17 09:31") {
		t.Errorf("begins before the series: %v", from)
	}
}

// TestSignalsSpeaksOneLanguage: no Chinese on the English page, no style
// attribute and no id twice, with and without an answer.
func TestSignalsSpeaksOneLanguage(t *testing.T) {
	for _, files := range [][]*table.Loaded{nil, {sina()}} {
		change := shortDay(t)
		if files == nil {
			change = nil
		}
		_, p := openSignals(t, "en", change, files)
		seen := inEnglish(t, p)
		for _, f := range scenario.StudyFields() {
			if (f.Kind == scenario.Rate || f.Kind == scenario.Number) && !seen[f.Path] {
				t.Errorf("no field for %s", f.Path)
			}
		}
	}
}

// TestSignalsFollowsCorrections: a file that was read anew with another meaning
// is asked about again, one that stays as it was is not.
func TestSignalsFollowsCorrections(t *testing.T) {
	c, _ := openSignals(t, "en", nil, []*table.Loaded{sina()})
	c.want = wanted{series: c.input.Series}
	again := c.files[0]
	c.relisted(app.Context{}, []library.Entry{again})
	if len(c.want.series.Futures) == 0 {
		t.Error("an untouched file is asked about again")
	}
	other := *sina()
	other.Stamp.Value = "begin"
	again.Facts = &other
	if c.relisted(app.Context{}, []library.Entry{again}); len(c.want.series.Futures) != 0 {
		t.Error("a corrected file is not asked about again")
	}
}

// The panel of one-off fits is there without any data.
func TestSignalsFits(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		_, p := openSignals(t, lang, nil, nil)
		p.id(t, fitTextID)
		p.id(t, fitOrderID)
	}
}
