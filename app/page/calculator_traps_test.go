package page

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/scenario"
)

// at returns the message that stands at a field of the rendered page, and the
// class it has.
func at(t *testing.T, c *calculator, path string) (message, class string) {
	t.Helper()
	for _, n := range pick(shown(t, c), "#"+path+"-note") {
		return content(n), attr(n, "class")
	}
	return "", ""
}

// The traps of formula sheet A.0: each gives its message at its field, and the
// rest of the page lives on.
func TestTraps(t *testing.T) {
	for _, c := range []struct {
		name   string
		typed  map[string]string
		path   string
		zh, en string
		class  string
	}{
		{"nonsense", map[string]string{"spot": "44l3.1"}, "spot", "不是数字：“44l3.1”。请写成 4413.1", "Not a number: “44l3.1”. Write 4413.1", "hint err"},
		{"empty", map[string]string{"futures": ""}, "futures", "没有填写", "Empty", "hint err"},
		{"no price", map[string]string{"spot": "0"}, "spot", "必须大于 0", "Must be above 0", "hint err"},
		{"negative price", map[string]string{"spot": "-5"}, "spot", "必须大于 0", "Must be above 0", "hint err"},
		{"expired", map[string]string{"contract": "IM2408"}, "contract", "IM2408 已于 2024-08-16 到期，早于估值日 2024-09-13", "IM2408 expired on 2024-08-16, before 2024-09-13", "hint err"},
		{"expired by date", map[string]string{"date": "2025-01-06"}, "contract", "IM2412 已于 2024-12-20 到期", "IM2412 expired on 2024-12-20", "hint err"},
		{"wild rate", map[string]string{"rate": "500"}, "rate", "范围是 −100% 到 100%，读到 500%", "From −100% to 100%; read 500%", "hint err"},
		{"negative fee", map[string]string{"costs.stock_loan_fee": "-1"}, "costs.stock_loan_fee", "不能为负，读到 −1%", "Must not be negative; read −1%", "hint err"},
		{"no such month", map[string]string{"contract": "IM2413"}, "contract", "“IM2413”：没有这个月份", "“IM2413”: no such month", "hint err"},
		{"margin below the rule", map[string]string{}, "costs.short_margin", "2024-07-22 起至少 100%", "At least 100% since 2024-07-22", "hint warn"},
		{"off tick", map[string]string{"futures": "4312.1"}, "futures", "不是最小变动 0.2 的整数倍", "Not a multiple of the tick 0.2", "hint warn"},
		{"low hurdle", map[string]string{"hurdle": "0"}, "hurdle", "低于无风险利率 3%", "Below the risk-free rate 3%", "hint warn"},
	} {
		for _, lang := range []string{"zh-CN", "en"} {
			t.Run(c.name+" "+lang, func(t *testing.T) {
				p, want := newTest(lang), c.zh
				if lang == "en" {
					want = c.en
				}
				for path, text := range c.typed {
					p.do(path, text)
				}
				message, class := at(t, p, c.path)
				if !strings.Contains(message, want) || class != c.class {
					t.Errorf("got %q (%s), want %q (%s)", message, class, want, c.class)
				}
				if stale := c.class == "hint err"; p.got.stale != stale {
					t.Errorf("stale: got %v, want %v", p.got.stale, stale)
				}
				// The rest lives: another number still changes the answer, unless
				// it is the field that is wrong.
				before := p.got.arb.FairValue
				if c.path != "rate" {
					p.do("rate", "4")
					if p.got.arb.FairValue == before {
						t.Error("the page no longer answers")
					}
				}
				if len(pick(shown(t, p), ".figs")) != 1 {
					t.Error("the figures are gone")
				}
			})
		}
	}
}

// The last trading day: N = 0. Rates have no meaning and say so; points do.
func TestExpiryDay(t *testing.T) {
	c := newTest("en")
	c.do("date", "2024-12-20")
	root := shown(t, c)
	if c.got.stale || c.got.arb.CalendarDays != 0 || c.got.arb.TradingDays != 0 {
		t.Fatalf("stale %v, %d days, N %d", c.got.stale, c.got.arb.CalendarDays, c.got.arb.TradingDays)
	}
	verdict := content(one(t, root, ".verdict"))
	if !strings.Contains(verdict, "No annual return") || !strings.Contains(verdict, "last trading day") || !strings.Contains(verdict, "101.19 points") {
		t.Errorf("verdict: %q", verdict)
	}
	if trades := content(one(t, root, ".trades")); !strings.Contains(trades, "n/a") || !strings.Contains(trades, "no time left") {
		t.Errorf("trades: %q", trades)
	}
	figures := content(one(t, root, ".figs"))
	if !strings.Contains(figures, "4,413.19") || !strings.Contains(figures, "no trading day left (N = 0)") {
		t.Errorf("figures: %q", figures)
	}
	// Huatai's + 1 exists for this day: -2.2929 % x 252/1.
	rows := tableIn(t, root, "h-annual")
	if rows[2][3] != "−577.79%" {
		t.Errorf("Huatai: got %q, want −577.79%%", rows[2][3])
	}
	for _, bad := range []string{"NaN", "Inf", "%!"} {
		if strings.Contains(content(root), bad) {
			t.Errorf("%s stands on the page", bad)
		}
	}
}

// A dividend after the expiry is left out, with a remark at its row.
func TestDividendAfterExpiry(t *testing.T) {
	c := newTest("en")
	c.change(app.Context{}, func(s *scenario.Scenario) {
		s.Set("dividends", "cash")
		s.AddRow()
		s.AddRow()
		s.Set(scenario.RowPath(0, "ex_date"), "2024-10-10")
		s.Set(scenario.RowPath(0, "points"), "10")
		s.Set(scenario.RowPath(1, "ex_date"), "2025-01-10")
		s.Set(scenario.RowPath(1, "points"), "99")
	})
	if c.got.stale || c.got.price.DividendPoints != 10 {
		t.Errorf("stale %v, dividends %v", c.got.stale, c.got.price.DividendPoints)
	}
	if message, class := at(t, c, scenario.RowPath(1, "ex_date")); !strings.Contains(message, "left out") || class != "hint warn" {
		t.Errorf("got %q (%s)", message, class)
	}
	// A wrong row leaves the other in force and keeps the remark in its place.
	c.do(scenario.RowPath(0, "points"), "ten")
	if message, _ := at(t, c, scenario.RowPath(0, "points")); !strings.Contains(message, "“ten”") {
		t.Errorf("got %q", message)
	}
	if message, _ := at(t, c, scenario.RowPath(1, "ex_date")); !strings.Contains(message, "left out") {
		t.Errorf("the remark moved: %q", message)
	}
}

// Trading days of 2027 are not known: the page says that it estimates.
func TestContractPastTheCalendar(t *testing.T) {
	c := newTest("en")
	c.do("contract", "IM2703")
	if c.got.stale || !c.got.arb.Estimated {
		t.Fatalf("stale %v, estimated %v: %+v", c.got.stale, c.got.arb.Estimated, c.got.errs)
	}
	root := shown(t, c)
	text := content(root)
	for _, want := range []string{"(estimated)", "the exchange calendar is known to 2026-12-31", "not listed on 2024-09-13"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// Nothing typed makes the page fail: every answer is there, or its reason.
func TestNoNonsenseBreaksThePage(t *testing.T) {
	for _, f := range scenario.Fields() {
		for _, text := range []string{"", "x", "-1", "0", "1e400", "999999999999", "-0.0000001", "%", "true", "2099-12-31", "IF9912"} {
			c := newTest("zh-CN")
			c.do(f.Path, text)
			if len(c.notices) > 0 {
				t.Fatalf("%s %q: %v", f.Path, text, c.notices)
			}
			s := app.HTMLString(c)
			if strings.Contains(s, "NaN") || strings.Contains(s, "+Inf") || strings.Contains(s, "%!") {
				t.Errorf("%s %q: the page shows a number that is none", f.Path, text)
			}
		}
	}
}

func TestUndoRedoApplyAndPresets(t *testing.T) {
	ctx := app.Context{}
	c := newTest("en")
	c.do("spot", "4")
	c.do("spot", "44")
	c.do("spot", "4400")
	c.commit(ctx, "spot")
	if got := c.typed.Text("spot"); got != "4,400.00" {
		t.Errorf("after leaving the field: %s", got)
	}
	c.undo(ctx)
	if got := c.typed.Text("spot"); got != "4,413.187" {
		t.Errorf("undone: %s", got)
	}
	c.redo(ctx)
	if got := c.typed.Text("spot"); got != "4,400.00" {
		t.Errorf("redone: %s", got)
	}
	c.undo(ctx)

	for _, s := range c.got.need.Solutions {
		if s.Variable == "costs.stock_loan_fee" {
			c.apply(ctx, s.Variable, s.Needed.Or(0), s.Relation)
		}
	}
	// Design pages: at a loan fee of 4.68 % the reverse trade earns 5 %.
	if c.typed.Text("costs.stock_loan_fee") != "4.68" || c.got.arb.Verdict != "reverse" {
		t.Errorf("applied: %s, verdict %s", c.typed.Text("costs.stock_loan_fee"), c.got.arb.Verdict)
	}
	if c.presetChosen() != "custom" {
		t.Errorf("preset after the change: %s", c.presetChosen())
	}
	c.undo(ctx)
	if c.presetChosen() != "sinolink2024" {
		t.Errorf("preset after undo: %s", c.presetChosen())
	}
	if c.got.arb.Verdict != "none" {
		t.Errorf("verdict: %s", c.got.arb.Verdict)
	}
}

func TestOwnContract(t *testing.T) {
	c := newTest("en")
	c.setProduct(app.Context{}, "own")
	if c.got.stale || c.typed.Text("expiry") != "2024-12-20" || c.typed.Text("multiplier") != "200" {
		t.Errorf("stale %v, expiry %s, multiplier %s: %+v", c.got.stale, c.typed.Text("expiry"), c.typed.Text("multiplier"), c.got.errs)
	}
	c.do("contract", "MINE")
	c.do("multiplier", "50")
	// -136.7342 x 50 = -6,836.7
	if got := content(one(t, shown(t, c), ".figs")); !strings.Contains(got, "per lot −6,837 CNY") || c.got.arb.Contract != "MINE" {
		t.Errorf("figures: %q, contract %s", got, c.got.arb.Contract)
	}
	c.setProduct(app.Context{}, "IF")
	if c.typed.Text("contract") != "IF2409" || c.typed.Is("own", "true") {
		t.Errorf("back to the exchange: %s", c.typed.Text("contract"))
	}
}

// While a text is half typed it answers; once it cannot be read, what stood
// there before answers, not the half.
func TestHalfTypedTextIsNotTheLastValidValue(t *testing.T) {
	c := newTest("en")
	c.editing = "spot"
	for _, text := range []string{"4", "44", "44x"} {
		c.do("spot", text)
	}
	if got := c.got.reading.Input.Spot; !c.got.stale || got != 4413.187 {
		t.Errorf("stale %v, answered for spot %v; want 4413.187", c.got.stale, got)
	}
	c.do("spot", "4500")
	c.commit(app.Context{}, "spot")
	c.do("spot", "x")
	if got := c.got.reading.Input.Spot; got != 4500 {
		t.Errorf("answered for spot %v; want 4500", got)
	}
}
