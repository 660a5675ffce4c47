package page

import (
	"os"
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

func TestMain(m *testing.M) {
	engine.Link(instant.All)
	os.Exit(m.Run())
}

func newTest(lang string) *calculator { return NewCalculator(lang).(*calculator) }

// do types into a field as the handlers would.
func (c *calculator) do(path, text string) { c.edit(app.Context{}, path, text) }

// shown is the page as it is sent.
func shown(t *testing.T, c app.Composer) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(app.HTMLString(c)))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// pick returns the elements that have a tag, an id or a class: "dd", "#spot", ".figs".
func pick(root *html.Node, selector string) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch name := selector[1:]; selector[0] {
		case '#':
			if attr(n, "id") == name {
				out = append(out, n)
			}
		case '.':
			if slices.Contains(strings.Fields(attr(n, "class")), name) {
				out = append(out, n)
			}
		default:
			if n.Data == selector {
				out = append(out, n)
			}
		}
	}
	return out
}

func one(t *testing.T, root *html.Node, selector string) *html.Node {
	t.Helper()
	found := pick(root, selector)
	if len(found) != 1 {
		t.Fatalf("%d elements for %s, want 1", len(found), selector)
	}
	return found[0]
}

func content(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// tableIn returns the rows of the table in the region of that name.
func tableIn(t *testing.T, root *html.Node, panel string) [][]string {
	t.Helper()
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || attr(n, "aria-labelledby") != panel {
			continue
		}
		var rows [][]string
		for _, body := range pick(n, "tbody") {
			for _, tr := range pick(body, "tr") {
				var row []string
				for d := range tr.ChildNodes() {
					if d.Type == html.ElementNode {
						row = append(row, content(d))
					}
				}
				rows = append(rows, row)
			}
		}
		return rows
	}
	t.Fatalf("no panel %s", panel)
	return nil
}

// Golden case 11 and the figures of the design pages, worked out by hand there.
func TestWorkedExample(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		t.Run(lang, func(t *testing.T) {
			root := shown(t, newTest(lang))
			var figures []string
			for _, n := range pick(one(t, root, ".figs"), "dd") {
				figures = append(figures, content(n))
			}
			for _, want := range []string{"4,448.73", "4,242.06 – 4,489.00", "−136.73", "−101.19"} {
				if !slices.Contains(figures, want) {
					t.Errorf("figures %q lack %s", figures, want)
				}
			}
			trades := content(one(t, root, ".trades"))
			for _, want := range []string{"−7.46%", "−3.51%", "+132.19", "177.00", "69.94", "+11.16%"} {
				if !strings.Contains(trades, want) {
					t.Errorf("trades %q lack %s", trades, want)
				}
			}
			verdict := content(one(t, root, ".verdict"))
			for _, want := range []string{"136.73", "10.6%", "−3.51%", "5%"} {
				if !strings.Contains(verdict, want) {
					t.Errorf("verdict %q lacks %s", verdict, want)
				}
			}
			if !strings.Contains(content(root), "4,258.44 – 4,460.44") {
				t.Error("the band at the risk-free rate is missing")
			}
		})
	}
}

// What each input would have to be (design pages: 4,242.06, 4,485.94, 4.68 %,
// 56 days, dividends of −70.13).
func TestWorkedExampleBreakEven(t *testing.T) {
	rows := tableIn(t, shown(t, newTest("en")), "h-need")
	for _, want := range [][]string{
		{"Futures price", "4,312.0", "≤ 4,242.06", "−69.94"}, {"Spot index", "4,413.187", "≥ 4,485.94", "+72.76"},
		{"Stock-loan fee", "10.60%", "≤ 4.68%", "−5.92%"}, {"Days to expiry", "98", "≤ 56", "−42"},
		{"Dividends to expiry", "0.00", "none", "would need −70.13"},
	} {
		if !slices.ContainsFunc(rows, func(r []string) bool { return slices.Equal(r[:len(want)], want) }) {
			t.Errorf("no row %q in %q", want, rows)
		}
	}
}

// Golden case 1: IM2409 of 2024-09-13 by every convention.
func TestAnnualisationsOfIM2409(t *testing.T) {
	c := newTest("en")
	c.change(app.Context{}, func(s *scenario.Scenario) { s.SetContract("IM2409") })
	var got []string
	for _, r := range tableIn(t, shown(t, c), "h-annual") {
		got = append(got, r[3])
	}
	if want := []string{"+0.08%", "+6.88%", "+5.16%", "+4.27%", "−4.21%"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The printed steps of a waterfall add up to the printed total.
func TestWaterfallAddsUpAsPrinted(t *testing.T) {
	c := newTest("en")
	c.do("costs.stamp_duty", "0.05")
	c.do("costs.delivery_fee", "1")
	for _, f := range c.got.arb.Waterfalls {
		to, ok := f.To.Get()
		if !ok {
			t.Fatalf("%s %s has no bound", f.Band, f.Side)
		}
		w := c.waterfall(f, to)
		sum := 0
		for _, s := range w.Steps {
			sum += cents(t, s.Value)
		}
		if got := cents(t, w.Total); sum != got {
			t.Errorf("%s %s: steps add up to %d, total is %d", f.Band, f.Side, sum, got)
		}
	}
}

func cents(t *testing.T, printed string) int {
	t.Helper()
	n, sign := 0, 1
	for _, r := range printed {
		switch {
		case r == '−':
			sign = -1
		case r >= '0' && r <= '9':
			n = n*10 + int(r-'0')
		}
	}
	return sign * n
}

// No Chinese stands on the English page and no English sentence on the
// Chinese one, but for the names of languages, codes and symbols.
func TestPagesSpeakOneLanguage(t *testing.T) {
	for n := range shown(t, newTest("en")).Descendants() {
		if n.Type == html.TextNode && strings.IndexFunc(n.Data, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 && strings.TrimSpace(n.Data) != "中文" {
			t.Errorf("Chinese on the English page: %q", strings.TrimSpace(n.Data))
		}
		for _, a := range n.Attr {
			if strings.IndexFunc(a.Val, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
				t.Errorf("Chinese in %s: %q", a.Key, a.Val)
			}
		}
	}
	for n := range shown(t, newTest("zh-CN")).Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		for _, word := range []string{" the ", " of ", "rate", "fee", "band", "Apply", "none", "Forward", "Reverse"} {
			if strings.Contains(n.Data, word) {
				t.Errorf("English on the Chinese page: %q", strings.TrimSpace(n.Data))
			}
		}
	}
}

func TestNoIDStandsTwice(t *testing.T) {
	c := newTest("en")
	c.typed.Set("dividends", "cash")
	c.typed.AddRow()
	c.typed.AddRow()
	c.save(app.Context{})
	c.save(app.Context{})
	c.compute()
	seen := map[string]bool{}
	for n := range shown(t, c).Descendants() {
		if id := attr(n, "id"); id != "" {
			if seen[id] {
				t.Errorf("id %q stands twice", id)
			}
			seen[id] = true
		}
		if attr(n, "style") != "" {
			t.Errorf("style attribute on %s", n.Data)
		}
	}
	for _, f := range scenario.Fields() {
		if f.Kind == scenario.Rate && f.Path != "dividends.yield" && !seen[f.Path] {
			t.Errorf("no field for %s", f.Path)
		}
	}
}
