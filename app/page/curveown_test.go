package page

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"

	"fairbasis/app/engine"
	"fairbasis/app/scenario"
	"fairbasis/core/catalog/instant"
)

// ownLink are contracts of no exchange of the mainland: 7 CNY a point.
const ownLink = "product=own&date=2024-09-13&spot=13000&name=A50&multiplier=7&tick=1" +
	"&contracts.0.contract=A50+Sep&contracts.0.expiry=2024-09-27&contracts.0.futures=12980&contracts.0.open_interest=300" +
	"&contracts.1.contract=A50+Dec&contracts.1.expiry=2024-12-30&contracts.1.futures=12890&contracts.1.open_interest=100"

func openCurveLink(t *testing.T, lang, link string) curvePage {
	t.Helper()
	engine.Link(instant.All)
	c := NewCurve(lang).(*curve)
	chain, notes := scenario.ChainFromFragment(link)
	if len(notes) > 0 {
		t.Fatalf("the link is not understood: %v", notes)
	}
	c.chain = chain
	c.compute()
	doc, err := html.Parse(strings.NewReader(app.HTMLString(c)))
	if err != nil {
		t.Fatal(err)
	}
	return curvePage{c, doc}
}

func TestCurveOfOwnContracts(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		p := openCurveLink(t, lang, ownLink)
		if len(p.view.faults) != 0 || p.view.stale {
			t.Fatalf("%s: faults %v", lang, p.view.faults)
		}
		for id, want := range map[string]string{
			"name": "A50", "multiplier": "7", "tick": "1", "contracts.1.contract": "A50 Dec", "contracts.1.expiry": "2024-12-30",
		} {
			if got := p.field(t, id); got != want {
				t.Errorf("%s: %s holds %q, want %q", lang, id, got, want)
			}
		}
		// By hand: 14 days; repo (12980 / 13000 - 1) x 365 / 14 = -4.01 %.
		rows := all(p.id(t, "contracts"), func(n *html.Node) bool { return n.Data == "tr" })
		if got := textOf(rows[1]); !strings.Contains(got, "14 ") || !strings.HasSuffix(got, "−4.01%") {
			t.Errorf("%s: the first row is %q", lang, got)
		}
		// 100 m CNY over 12890 x 7 is 1108.28 lots; 12 % of 1108 of them is 11.997 m.
		row := p.row(t, "roll-table", "A50 Dec")
		if row[3] != "1,108" || row[4] != "1,200" {
			t.Errorf("%s: the roll is %q", lang, row)
		}
		if got := textOf(p.id(t, "main-table")); !strings.Contains(got, "A50 Sep") {
			t.Errorf("%s: main contracts %q", lang, got)
		}
		if lang == "en" {
			// The names of the houses and the other language's own name aside.
			for _, n := range all(p.doc, func(n *html.Node) bool { return n.Data == "main" }) {
				if s := textOf(n); strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
					t.Errorf("the English page holds Chinese: %q", s)
				}
			}
		}
	}
}

func TestCurveOwnFaultsStandAtTheirFields(t *testing.T) {
	for _, w := range []struct{ path, text string }{
		{"contracts.1.expiry", "2024-09-12"}, {"contracts.1.expiry", "soon"}, {"contracts.1.expiry", ""}, {"contracts.1.contract", ""},
		{"contracts.1.contract", "A50 Sep"}, {"contracts.1.futures", "x"}, {"multiplier", "-7"}, {"multiplier", "x"}, {"tick", "0"},
	} {
		c := openCurveLink(t, "en", ownLink).curve
		c.chain.Set(w.path, w.text)
		c.compute()
		if _, wrong := c.view.faults[w.path]; !wrong || len(c.view.faults) != 1 {
			t.Errorf("%s = %q: faults %v", w.path, w.text, c.view.faults)
		}
		if !c.view.ok || c.view.weighted == nil {
			t.Errorf("%s = %q took the page down", w.path, w.text)
		}
		if !strings.HasPrefix(w.path, "contracts") && c.view.stale {
			t.Errorf("%s = %q made the curve old", w.path, w.text)
		}
	}
}

func TestCurveOwnWithoutMultiplierSaysWhatTheRollLacks(t *testing.T) {
	p := openCurveLink(t, "en", strings.Replace(ownLink, "&multiplier=7", "", 1))
	if !marked(p.id(t, "multiplier")) || p.view.plan != nil {
		t.Errorf("faults %v", p.view.faults)
	}
	roll := all(p.doc, func(n *html.Node) bool { return attr(n, "aria-labelledby") == "roll" })
	if got := textOf(roll[0]); !strings.Contains(got, "Multiplier: Missing") || strings.Contains(got, "no later contract") {
		t.Errorf("the roll says %q", got)
	}
	if row := p.row(t, "spread-table", "A50 Sep − A50 Dec"); !strings.HasPrefix(row[1], "90.0 ") {
		t.Errorf("the spreads need none: %q", row)
	}
}

func TestCurveOwnStartsFromWhatIsShown(t *testing.T) {
	p := openCurve(t, "zh-CN", "product", "own")
	if got := textOf(p.id(t, "verdict")); got != "四个合约全部贴水" || len(p.view.faults) != 0 {
		t.Errorf("verdict %q, faults %v", got, p.view.faults)
	}
	if got := p.field(t, "contracts.2.expiry"); got != "2024-12-20" {
		t.Errorf("IC2412 expires on %q", got)
	}
	figures := all(p.id(t, "answer"), func(n *html.Node) bool { return n.Data == "dd" })
	if got := textOf(figures[0]); got != "−7.47%" {
		t.Errorf("the same contracts have another weighted basis: %q", got)
	}
	// An added row is empty and no mistake.
	p.chain.AddRow()
	p.compute()
	if len(p.view.faults) != 0 || len(p.view.rows) != 5 {
		t.Errorf("an added row: faults %v", p.view.faults)
	}
}

func TestCurveEscBringsBackWhatStoodThere(t *testing.T) {
	c := openCurve(t, "en").curve
	var ctx app.Context
	write := func(path, text string) {
		c.begin(path, c.chain.Text(path))
		c.edit(ctx, path, func(x *scenario.Chain) bool { return x.Set(path, text) })
	}
	const path = "contracts.1.futures"
	write(path, "44")
	write(path, "44x")
	if p, ok := c.view.faults[path]; !ok {
		t.Fatalf("no fault: %v", p)
	}
	c.restore(ctx, path)
	if got := c.chain.Text(path); got != "4,419.0" || len(c.view.faults) != 0 {
		t.Errorf("Esc brought %q back, faults %v", got, c.view.faults)
	}
	// What was committed is where the next editing begins.
	write(path, "4400")
	c.commit(ctx, path)
	c.restore(ctx, path)
	if got := c.chain.Text(path); got != "4,400.0" {
		t.Errorf("Esc after Enter brought %q back", got)
	}
	write(path, "1")
	c.restore(ctx, path)
	if got := c.chain.Text(path); got != "4,400.0" {
		t.Errorf("Esc brought %q back, want what was committed", got)
	}
	// Half a number answers for nothing: the text before the editing does.
	write(path, "4")
	write(path, "4.")
	write(path, "4..")
	if got := c.view.reading.Chain.Contracts[1].Futures; got != 4400 {
		t.Errorf("an unreadable price is answered for by %v, want 4400", got)
	}
}

func TestCurveNamesOnPaperWhatWasChosen(t *testing.T) {
	onPaper := func(p curvePage) (said []string) {
		for _, n := range all(p.doc, func(n *html.Node) bool { return slices.Contains(strings.Fields(attr(n, "class")), "print") }) {
			said = append(said, textOf(n))
		}
		return said
	}
	for _, w := range []struct{ lang, side, repo, one, two string }{
		{"zh-CN", "short", "stripped", "空头", "扣分红"}, {"en", "long", "raw", "Long hedge", "Raw"},
	} {
		said := onPaper(openCurveLink(t, w.lang, "roll.side="+w.side+"&repo="+w.repo))
		if !slices.Contains(said, w.one) || !slices.Contains(said, w.two) {
			t.Errorf("%s: on paper stands %q", w.lang, said)
		}
	}
}

func TestCurveSpreadsStayATable(t *testing.T) {
	table := openCurve(t, "zh-CN").id(t, "spread-table")
	if class := attr(table, "class"); strings.Contains(class, "st") {
		t.Errorf("on a phone the spreads become blocks: class %q", class)
	}
}
