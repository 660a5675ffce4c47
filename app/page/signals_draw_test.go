package page

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// minutes are n stamps a minute apart, the first one given as text.
func minutes(t *testing.T, first string, n int) op.Column {
	out := make(op.Column, n)
	for i := range out {
		out[i] = stampAt(t, first) + 60_000*float64(i)
	}
	return out
}

// level is a column of n equal values.
func level(n int, v float64) op.Column { return op.Column(slices.Repeat([]float64{v}, n)) }

// tenBars is a view of ten minutes with three in view, a restart and a fit that
// runs through five of them.
func tenBars(t *testing.T) func(*signals) {
	return func(c *signals) {
		time := minutes(t, "2021-08-20 10:00", 10)
		v := &signal.View{Symbol: "IF2108", Product: "IF", Minutes: 1, Bars: 4000, Days: 17, Decimals: 1, Shown: 10, Merged: 1,
			Plan:  signal.Plan{Kernel: "int64", Tick: 0.1, Spread: 1234, Bound: 98765},
			Count: signal.Count{UpAccelerating: 1000, UpSlowing: 500, DownAccelerating: 1200, DownSlowing: 800, Neutral: 50, None: 450},
			Restarts: []signal.Restart{{Bar: 0, Time: time[0], Day: "2021-08-20", Why: "start", Bars: 4, Ready: 0},
				{Bar: 4, Time: time[4], Day: "2021-08-20", Why: "hole", Bars: 3996, Ready: 3547}},
			Restarted: 5, Notes: []fault.Field{{Code: "rounded_prices", Message: "prices were rounded"}},
			Time: time, Bar: op.Column{100, 101, 102, 103, 104, 105, 106, 107, 108, 109}, Open: level(10, 4800), High: level(10, 4810), Low: level(10, 4790), Close: level(10, 4805),
			Value: level(10, 4801.23456789), Slope: level(10, -1.4581), Curvature: level(10, 0.01402), Regime: op.Column{-1, -1, 0, 1, 2, 3, 4, 4, 4, 4}, Gap: op.Column{4}}
		v.Low[6], v.High[7] = 4777.7, 4822.2
		c.view.got, c.from, c.to, c.first, c.last = v, time[5], time[7], time[0]-1e9, time[9]
		c.fitted.got = &signal.Window{Time: time[6], Regime: signal.DownSlowing, Times: append(op.Column{time[0] - 60_000}, time[:7]...), Curve: op.Column{1, 2, 3, 4, 5, 6, 7, 8}}
		c.test.got = &hedge.Backtest{Trades: hedge.Trades{All: 3, Side: op.Column{1, -1, 1}, Entry: op.Column{time[0] - 120_000, time[5], time[9] + 60_000}, Exit: op.Column{time[0] - 60_000, time[8], time[9] + 120_000},
			In: op.Column{1, 4800.2, 3}, Out: op.Column{1, 4790.4, 3}, Lots: level(3, 1), Gross: level(3, 1), Costs: level(3, 1), Net: level(3, 1), Return: op.Column{0, 0.0019, 0}, Why: op.Column{0, 4, 6}}}
	}
}

func TestPriceChart(t *testing.T) {
	c, p := openSignals(t, "en", tenBars(t), nil)
	var got struct {
		Kind                  string
		Daily                 bool
		Decimals, Start, End  int
		Time, Low, Value, Gap []float64
		Regime                []int
		Curve                 struct {
			From  int
			Value []float64
		}
		Trades struct {
			In, Out          []*int
			Entry, Exit, Net []float64
			Side, Why        []int
		}
		Words map[string]any
	}
	if err := json.Unmarshal([]byte(c.priceChart()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Kind != "signals" || got.Daily || got.Decimals != 1 || got.Start != 5 || got.End != 7 {
		t.Errorf("kind %q, daily %v, %d decimals, from %d to %d", got.Kind, got.Daily, got.Decimals, got.Start, got.End)
	}
	if !slices.Equal(got.Time, c.view.got.Time) || got.Low[6] != 4777.7 || got.Regime[3] != 1 || got.Gap[0] != 4 || math.Abs(got.Value[0]-4801.2346) > 1e-4 {
		t.Errorf("columns: %v %v %v %v %v", got.Time, got.Low, got.Regime, got.Gap, got.Value)
	}
	// The window begins a bar before the points and ends at the seventh of them.
	if got.Curve.From != 0 || !slices.Equal(got.Curve.Value, []float64{2, 3, 4, 5, 6, 7, 8}) {
		t.Errorf("curve %+v", got.Curve)
	}
	// Trades before and after the points are not marked.
	if tr := got.Trades; len(tr.In) != 1 || *tr.In[0] != 5 || *tr.Out[0] != 8 || tr.Entry[0] != 4800.2 || tr.Exit[0] != 4790.4 || tr.Side[0] != -1 || tr.Why[0] != 4 || tr.Net[0] != 0.0019 {
		t.Errorf("trades %+v", got.Trades)
	}
	if got.Words["slope"] != "f′ pt/min" || got.Words["fit"] != "fit of order 4" || len(got.Words["regimes"].([]any)) != 6 || len(got.Words["why"].([]any)) != len(hedge.Why) {
		t.Errorf("words %v", got.Words)
	}
	says := attr(p.id(t, priceID), "aria-label")
	for _, want := range []string{"IF2108, 3 bars from 2021-08-20 10:05 to 2021-08-20 10:07, low 4,777.7, high 4,822.2", "slope f′ −1.458, curvature f″ +0.01402", "1 trades"} {
		if !strings.Contains(says, want) {
			t.Errorf("the chart says %q, without %q", says, want)
		}
	}
	if r := p.row(t, "price-table", "2021-08-20 10:05"); r[3] != "4,790.0" || r[5] != "4,801.23" || r[6] != "−1.458" || r[7] != "+0.01402" || r[8] != "Falling and speeding up" && !strings.Contains(strings.ToLower(r[8]), "falling") {
		t.Errorf("row of the table %q", r)
	}
	if r := p.row(t, "regimes", "▲▲"); r[1] != "1,000" || r[2] != "25.0%" {
		t.Errorf("count %q", r)
	}
	if r := p.row(t, "restarts", "2021-08-20 10:04"); r[1] != "bars are missing before it" || r[2] != "3,996" || r[3] != "3,547" {
		t.Errorf("restart %q", r)
	}
	for _, want := range []string{"Windows began anew: 5", "3 more are not listed", "int64", "1,234 ticks of 0.1 points", "98,765"} {
		if got := p.under(t, "price-title"); !strings.Contains(got, want) {
			t.Errorf("%q is not under the chart: %s", want, got)
		}
	}
}

func TestPriceChartWithoutTrades(t *testing.T) {
	c, _ := openSignals(t, "en", tenBars(t), nil)
	for _, x := range []struct {
		name   string
		change func()
	}{{"none", func() { c.test.got.Trades = hedge.Trades{} }}, {"old", func() { c.test.stale = true }}, {"no answer", func() { c.test.got = nil }}} {
		x.change()
		if got := c.priceChart(); !strings.Contains(got, `"trades":{"in":[],"out":[],`) {
			t.Errorf("%s: the chart is given %.300s", x.name, got)
		}
	}
}

func TestCurveWithoutWindow(t *testing.T) {
	c, _ := openSignals(t, "en", tenBars(t), nil)
	for name, change := range map[string]func(){
		"no window": func() { c.fitted.got = &signal.Window{Regime: signal.None, Missing: 12} },
		"old":       func() { tenBars(t)(c); c.fitted.stale = true },
		"none":      func() { c.fitted.got = nil },
		"elsewhere": func() {
			tenBars(t)(c)
			c.fitted.got.Times, c.fitted.got.Curve = minutes(t, "2022-01-04 09:31", 20), level(20, 1)
		},
	} {
		change()
		var got struct{ Curve struct{ Value []float64 } }
		if err := json.Unmarshal([]byte(c.curvePatch()), &got); err != nil || len(got.Curve.Value) != 0 {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// Points of several bars: a trade belongs to the point its bar was merged into.
func TestTradesOfMergedPoints(t *testing.T) {
	v := &signal.View{Time: op.Column{300, 600, 900}}
	for stamp, want := range map[float64]int{240: -1, 300: 0, 301: 1, 600: 1, 899: 2, 900: 2, 901: -1} {
		got := -1
		if i := pointOf(v, stamp); i != nil {
			got = *i
		}
		if got != want {
			t.Errorf("a bar of %v is in point %d, want %d", stamp, got, want)
		}
	}
}

// threeDays is a back-test of IF with an index; its amounts add up by hand.
func threeDays(c *signals) {
	c.test.got = &hedge.Backtest{First: "2021-08-18", Last: "2021-08-20", Days: 3, Product: "IF", Multiplier: 300,
		Overlay: hedge.Metrics{Cumulative: 0.0110, Annualised: unit.None[unit.Rate]("too_short"), Volatility: unit.Some(unit.Rate(0.0667)), Sharpe: unit.None[unit.Rate]("too_short"), Drawdown: 0, Week: 0.011, Year: 0.011},
		Passive: &hedge.Metrics{Cumulative: -0.0058, Annualised: unit.Some(unit.Rate(-0.0215)), Volatility: unit.Some(unit.Rate(0.0268)), Sharpe: unit.Some(unit.Rate(-1.92)), Drawdown: 0.0133, Peak: "2021-08-18", Trough: "2021-08-20"},
		Execute: &hedge.Metrics{Cumulative: 0.0052, Annualised: unit.Some(unit.Rate(0.0057)), Volatility: unit.Some(unit.Rate(0.0667)), Sharpe: unit.Some(unit.Rate(-0.53)), Drawdown: 0.01, Peak: "2021-08-18", Trough: "2021-08-19", Recovered: "2021-08-20"},
		Trading: hedge.Trading{Trades: 3, Long: 1, Wins: 2, Best: 0.0119, Worst: -0.0034, Mean: unit.Some(unit.Rate(0.0041)), Bars: 77.5, Turnover: unit.Some(unit.Rate(105.4)),
			Reasons: []hedge.Reason{{Why: "take_profit", Trades: 2, Net: 1500000.25}, {Why: "day_end", Trades: 1, Net: -238000}}},
		Costs:   hedge.Costs{Opening: 1610.5, Closing: 0, CloseToday: 24150.25, Slippage: 100, Rolling: 3220},
		Account: hedge.Account{Stock: -350000.5, Hedge: -250000, Gross: 1149080.25, Costs: 29080.75, Change: 519999},
		Months:  []hedge.Month{{Month: "2021-08", Days: 3, Overlay: 0.011, Passive: ptr(unit.Rate(-0.0058)), Execute: ptr(unit.Rate(0.0052)), Trades: 3, Wins: 2, Costs: 25860.75}},
		Daily:   hedge.Daily{Time: op.Column{1629244800000, 1629331200000, 1629417600000}, Overlay: op.Column{1, 1.011, 1.011}, Passive: op.Column{0.99, 1.01, 0.9942}, Execute: op.Column{1.002, 0.99, 1.0052}},
		Trades: hedge.Trades{All: 3, Side: op.Column{1, -1, -1}, Entry: op.Column{1629279240000, 1629365640000, 1629452040000}, Exit: op.Column{1629283920000, 1629370320000, 1629456720000},
			In: op.Column{4871.2, 4850, 4826.2}, Out: op.Column{4834, 4840.5, 4766.8}, Lots: op.Column{47.9, 48, 48.25}, Gross: op.Column{-240000, 500000, 889080.25}, Costs: op.Column{8000, 9000, 8860.75},
			Net: op.Column{-248000, 491000, 880219.5}, Return: op.Column{-0.0034, 0.0038, 0.0119}, Why: op.Column{4, 0, 0}},
		Notes: []fault.Field{{Code: "unknown_note", Message: "one day has no index"}}}
}

func ptr[T any](v T) *T { return &v }

func TestMetricsBesideTheReport(t *testing.T) {
	c, p := openSignals(t, "en", threeDays, nil)
	if r := p.row(t, "metrics", "With signals"); !slices.Equal(r[1:], []string{"+0.52% +0.57%", "6.67%", "−0.53", "1.00%", "0.00% 0.00%"}) {
		t.Errorf("executing %q", r)
	}
	if r := p.row(t, "metrics", "Trades alone"); !strings.HasPrefix(r[1], "+1.10% "+c.w.Undefined+": ") || !strings.HasPrefix(r[3], c.w.Undefined+" ") || len(r[3]) < len(c.w.Undefined)+4 {
		t.Errorf("an undefined value gives no reason: %q", r)
	}
	// Golden case 12: the figures of the report for the same product, as printed.
	rows := 0
	for _, tr := range all(p.id(t, "metrics"), func(n *html.Node) bool { return n.Data == "tr" }) {
		text := textOf(tr)
		if !strings.Contains(text, "report 001") {
			continue
		}
		rows++
		if want := map[bool]string{false: "−12.04% −2.15% 2.68% −1.92 12.73% +0.08% −1.98%", true: "−3.30% −0.57% 6.67% −0.53 24.21% +0.12% −9.59%"}[strings.HasPrefix(text, "With")]; !strings.HasSuffix(text, want) {
			t.Errorf("%q, want %q", text, want)
		}
	}
	if rows != 2 {
		t.Errorf("%d rows of the report, want 2", rows)
	}
	under := p.under(t, "metrics-title")
	for _, want := range []string{"2021-08-18 to 2021-08-20 · 3 trading days", "(252/3)", "one day has no index", "3%",
		"With signals 2021-08-18 to 2021-08-19, made up on 2021-08-20", "Hedge only 2021-08-18 to 2021-08-20, not made up yet", "Trades alone —"} {
		if !strings.Contains(under, want) {
			t.Errorf("%q is missing: %s", want, under)
		}
	}
}

func TestPublishedFiguresWithoutData(t *testing.T) {
	for lang, names := range map[string][2]string{"zh-CN": {"IF 不执行", "国金证券"}, "en": {"IF Hedge only", "Sinolink"}} {
		_, p := openSignals(t, lang, nil, nil)
		if r := p.row(t, "published", names[0]); !slices.Equal(r[1:], []string{"−12.04% −2.15%", "2.68%", "−1.92", "12.73%", "+0.08% −1.98%"}) {
			t.Errorf("%s: %q", lang, r)
		}
		if got := p.under(t, "metrics-title"); !strings.Contains(got, names[1]) {
			t.Errorf("%s: no source: %s", lang, got)
		}
		for _, id := range []string{"price-title", "equity-title", "trades-title", "months-title", "evidence-title"} {
			if got := all(p.doc, func(n *html.Node) bool { return attr(n, "id") == id }); len(got) != 0 {
				t.Errorf("%s: %s is there without data", lang, id)
			}
		}
	}
}

func TestTradesAndAccount(t *testing.T) {
	_, p := openSignals(t, "en", threeDays, nil)
	trading := p.under(t, "trading-title")
	for _, want := range []string{"Trades 3", "of them long 1 (33.3%)", "Won after costs 2 (66.7%)", "Mean return +0.41%", "Best +1.19%", "Worst −0.34%", "Held on average 77.5 bars", "Turnover a year 10540%"} {
		if !strings.Contains(strings.ReplaceAll(trading, ",", ""), want) {
			t.Errorf("%q is missing: %s", want, trading)
		}
	}
	if r := p.row(t, "reasons", "take-profit"); r[1] != "2" || r[2] != "+1,500,000.25" {
		t.Errorf("reason %q", r)
	}
	// 1,610.50 + 24,150.25 + 100 + 3,220 = 29,080.75
	if r := p.row(t, "costs", "Total"); r[1] != "29,080.75" {
		t.Errorf("total of costs %q", r)
	}
	// −350,000.50 − 250,000 + 1,149,080.25 − 29,080.75 = 519,999
	if r := p.row(t, "account", "Change"); r[1] != "+519,999.00" {
		t.Errorf("account %q", r)
	}
	if r := p.row(t, "trades", "2021-08-20"); r[1] != "open short take-profit" || r[2] != "4,826.2 4,766.8" || r[3] != "48.25" || r[4] != "+889,080.25 −8,860.75" || r[5] != "+880,219.50 +1.19%" {
		t.Errorf("trade %q", r)
	}
	if r := p.row(t, "months", "2021-08"); !slices.Equal(r[1:], []string{"3", "+0.52%", "−0.58%", "+1.10%", "3", "2", "25,860.75"}) {
		t.Errorf("month %q", r)
	}
}

// Without an index there is no portfolio, only trades.
func TestOverlayAlone(t *testing.T) {
	_, p := openSignals(t, "en", func(c *signals) {
		threeDays(c)
		b := c.test.got
		b.Passive, b.Execute, b.Daily.Passive, b.Daily.Execute = nil, nil, nil, nil
		b.Months[0].Passive, b.Months[0].Execute = nil, nil
		b.Account = hedge.Account{Gross: 1149080.25, Costs: 25860.75, Change: 1123219.5}
	}, nil)
	if got := p.under(t, "metrics-title"); !strings.Contains(got, "Without the index") || strings.Contains(textOf(p.id(t, "metrics")), "Hedge only") {
		t.Errorf("metrics: %s", got)
	}
	if r := p.row(t, "costs", "Total"); r[1] != "25,860.75" {
		t.Errorf("costs %q", r)
	}
	if r := p.row(t, "account", "Trades"); r[1] != "+1,149,080.25" {
		t.Errorf("account %q", r)
	}
	if r := p.row(t, "months", "2021-08"); len(r) != 6 {
		t.Errorf("month %q", r)
	}
}

func TestPortfolioCharts(t *testing.T) {
	c, p := openSignals(t, "en", func(c *signals) { threeDays(c); c.ready = true }, nil)
	var got struct {
		Kind       string
		Rate, Ends bool
		Clock      []float64
		Series     []struct {
			Name  string
			Close []float64
		}
	}
	if err := json.Unmarshal([]byte(linesChart(c.test.got.Daily.Time, changed(c.portfolios(), falls), true)), &got); err != nil {
		t.Fatal(err)
	}
	if got.Kind != "lines" || !got.Rate || !got.Ends || len(got.Clock) != 3 || len(got.Series) != 3 || got.Series[0].Name != "With signals" {
		t.Fatalf("%+v", got)
	}
	// The beginning, 1, counts as a peak; 0.99 is 1.198 % below 1.002.
	if s := got.Series[0].Close; s[0] != 0 || math.Abs(s[1]-(0.99/1.002-1)) > 1e-7 || s[2] != 0 {
		t.Errorf("falls %v", s)
	}
	if s := got.Series[1].Close; math.Abs(s[0]+0.01) > 1e-7 || math.Abs(s[2]-(0.9942/1.01-1)) > 1e-7 {
		t.Errorf("falls of the hedge %v", s)
	}
	if got := attr(p.id(t, equityID), "aria-label"); got != "Value since 2021-08-18, to 2021-08-20: With signals +0.52%, Hedge only −0.58%, Trades alone +1.10%" {
		t.Errorf("equity says %q", got)
	}
	if r := p.row(t, "equity-table", "2021-08-20"); !slices.Equal(r[1:], []string{"+0.52%", "−0.58%", "+1.10%"}) {
		t.Errorf("the last day is not in the table: %q", r)
	}
}

func TestLongListsOfTrades(t *testing.T) {
	long := func(c *signals) {
		threeDays(c)
		tr := &c.test.got.Trades
		n := 450
		tr.All, tr.From = 1450, 1000
		tr.Side, tr.Entry, tr.Exit, tr.In, tr.Out = level(n, 1), level(n, 1629279240000), level(n, 1629283920000), level(n, 4800), level(n, 4801)
		tr.Lots, tr.Gross, tr.Costs, tr.Net, tr.Return, tr.Why = level(n, 1), level(n, 1), level(n, 1), level(n, 1), level(n, 0.01), level(n, 0)
	}
	rows := func(p curvePage) int {
		return len(all(p.id(t, "trades"), func(n *html.Node) bool { return n.Data == "th" && attr(n, "scope") == "row" }))
	}
	_, p := openSignals(t, "en", long, nil)
	if got := p.under(t, "trades-title"); rows(p) != lastTrades || !strings.Contains(got, "the last 10 of 1,450") || !strings.Contains(got, "The last 450 of 1,450 trades are here") {
		t.Errorf("%d rows: %s", rows(p), got[:200])
	}
	_, p = openSignals(t, "en", func(c *signals) { long(c); c.drawn.allTrades, c.drawn.page = true, 8 }, nil)
	if got := p.under(t, "trades-title"); rows(p) != 50 || !strings.Contains(got, "1,401 to 1,450 of 1,450") {
		t.Errorf("last page: %d rows, %s", rows(p), got[:200])
	}
}
