package page

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"

	"fairbasis/app/engine"
	"fairbasis/app/scenario"
	"fairbasis/core/catalog/instant"
)

// curvePage is a curve page as it is sent, after edits given as path, text pairs.
type curvePage struct {
	*curve
	doc *html.Node
}

func openCurve(t *testing.T, lang string, edits ...string) curvePage {
	t.Helper()
	engine.Link(instant.All)
	c := NewCurve(lang).(*curve)
	for i := 0; i+1 < len(edits); i += 2 {
		if !c.chain.Set(edits[i], edits[i+1]) {
			t.Fatalf("the chain does not take %s = %q", edits[i], edits[i+1])
		}
		c.compute()
	}
	doc, err := html.Parse(strings.NewReader(app.HTMLString(c)))
	if err != nil {
		t.Fatal(err)
	}
	return curvePage{c, doc}
}

// all returns the elements below n that fit, in order.
func all(n *html.Node, fits func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && fits(d) {
			out = append(out, d)
		}
	}
	return out
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// id returns the element with an id.
func (p curvePage) id(t *testing.T, id string) *html.Node {
	t.Helper()
	found := all(p.doc, func(n *html.Node) bool { return attr(n, "id") == id })
	if len(found) != 1 {
		t.Fatalf("%d elements have the id %q", len(found), id)
	}
	return found[0]
}

// marked reports whether a field is said to be wrong. Server rendering leaves
// the value "true" of an attribute out.
func marked(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "aria-invalid" })
}

// textOf is the text of an element with single spaces.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// row returns the texts of the cells of a body row whose head starts with name.
func (p curvePage) row(t *testing.T, table, name string) []string {
	t.Helper()
	for _, tr := range all(p.id(t, table), func(n *html.Node) bool { return n.Data == "tr" }) {
		var cells []string
		for _, c := range all(tr, func(n *html.Node) bool { return n.Data == "td" || n.Data == "th" && attr(n, "scope") == "row" }) {
			cells = append(cells, textOf(c))
		}
		if len(cells) > 0 && strings.HasPrefix(cells[0], name) {
			return cells
		}
	}
	t.Fatalf("table %s has no row %q", table, name)
	return nil
}

func (p curvePage) field(t *testing.T, id string) string {
	t.Helper()
	return attr(p.id(t, id), "value")
}

func TestCurveShowsGoldenOneAndEight(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		p := openCurve(t, lang)
		// Golden case 1 gives closes, open interest, N and days; case 8 the
		// annualised rates and their weighted mean, to four digits.
		for _, w := range []struct{ code, futures, interest, days, n, annual string }{
			{"IC2409", "4,444.8", "73,474", "7", "3", "−8.72%"},
			{"IC2410", "4,419.0", "30,292", "35", "18", "−9.52%"},
			{"IC2412", "4,376.6", "98,105", "98", "63", "−6.58%"},
			{"IC2503", "4,322.4", "44,654", "189", "121", "−5.97%"},
		} {
			row := p.row(t, "contracts", w.code)
			if row[6] != w.annual {
				t.Errorf("%s %s: annualised %q, want %q", lang, w.code, row[6], w.annual)
			}
			if !strings.Contains(row[0], " "+w.days+" ") || !strings.HasSuffix(row[0], "N = "+w.n) {
				t.Errorf("%s %s: days in %q, want %s and N = %s", lang, w.code, row[0], w.days, w.n)
			}
			i := slices.IndexFunc(p.view.rows, func(r curveRow) bool { return r.typed.Contract == w.code })
			if got := p.field(t, scenario.ContractPath(i, "futures")); got != w.futures {
				t.Errorf("%s %s: futures %q, want %q", lang, w.code, got, w.futures)
			}
			if got := p.field(t, scenario.ContractPath(i, "open_interest")); got != w.interest {
				t.Errorf("%s %s: open interest %q, want %q", lang, w.code, got, w.interest)
			}
		}
		foot := all(p.id(t, "contracts"), func(n *html.Node) bool { return n.Data == "tfoot" })
		if len(foot) != 1 || !strings.Contains(textOf(foot[0]), "246,525 −7.47%") {
			t.Errorf("%s: the total row is %q", lang, textOf(foot[0]))
		}
		figures := all(p.id(t, "answer"), func(n *html.Node) bool { return n.Data == "dd" })
		if got := textOf(figures[0]); got != "−7.47%" {
			t.Errorf("%s: the first figure is %q", lang, got)
		}
		if got := textOf(figures[2]); got != "4,450.959" {
			t.Errorf("%s: the spot is %q", lang, got)
		}
	}
	if got, want := textOf(openCurve(t, "zh-CN").id(t, "verdict")), "四个合约全部贴水"; got != want {
		t.Errorf("verdict %q, want %q", got, want)
	}
	if got, want := textOf(openCurve(t, "en").id(t, "verdict")), "All four contracts at a discount"; got != want {
		t.Errorf("verdict %q, want %q", got, want)
	}
}

// The figures of the reference page, which were computed apart from this code.
func TestCurveRollAndSpreads(t *testing.T) {
	p := openCurve(t, "en")
	for _, w := range [][]string{
		{"IC2410", "25.8", "7.56%", "113", "1,198"},
		{"IC2412", "68.2", "6.15%", "114", "1,197"},
		{"IC2503 lowest", "122.4", "5.52%", "116", "1,203"},
	} {
		row := p.row(t, "roll-table", w[0])
		for i := 1; i < len(w); i++ {
			if first, _, _ := strings.Cut(row[i], " "); first != w[i] {
				t.Errorf("roll into %s: cell %d is %q, want %q", w[0], i, row[i], w[i])
			}
		}
	}
	for _, w := range [][]string{
		{"2409 − 2410", "25.8 −10.24", "+36.04 ±2.45", "above band"},
		{"2409 − 2412", "68.2 −33.29", "+101.49"},
		{"2409 − 2503", "122.4 −66.58", "+188.98"},
		{"2410 − 2412", "42.4 −23.05", "+65.45"},
		{"2412 − 2503", "54.2 −33.29", "+87.49"},
	} {
		row := p.row(t, "spread-table", w[0])
		if len(w) == 3 { // the band of this pair is not among the figures of the reference page
			row[2], _, _ = strings.Cut(row[2], " ")
		}
		if !slices.Equal(row[:len(w)], w) {
			t.Errorf("spread: got %q, want %q", row, w)
		}
	}
	// Implied and forward repo of the reference page.
	for _, w := range [][]string{
		{"Spot → IC2409", "7", "−7.22%", "−7.22%"},
		{"IC2409 → IC2410", "28", "−7.49%", "−7.57%"},
		{"IC2410 → IC2412", "63", "−6.22%", "−5.56%"},
		{"IC2412 → IC2503", "91", "−5.58%", "−4.97%"},
	} {
		if row := p.row(t, "repo-table", w[0]); !slices.Equal(row, w) {
			t.Errorf("repo: got %q, want %q", row, w)
		}
	}
	// 2024-09-13: IC2409 traded most, IC2412 had the most open interest on both days.
	for rule, want := range map[string]string{"Highest volume": "IC2409", "Highest open interest": "IC2412", "Highest open interest the day before": "IC2412", "Current month": "IC2409"} {
		if row := p.row(t, "main-table", rule); row[1] != want {
			t.Errorf("main contract by %s: %q, want %q", rule, row[1], want)
		}
	}
}

func TestCurveLongSideTurnsTheSign(t *testing.T) {
	p := openCurve(t, "zh-CN", "roll.side", "long", "roll.horizon_days", "180")
	row := p.row(t, "roll-table", "IC2410")
	if !strings.HasPrefix(row[1], "−25.8") || !strings.HasPrefix(row[2], "−7.56%") {
		t.Errorf("a long side receives what a short one gives up: %q", row)
	}
	if len(row) != 6 {
		t.Errorf("with a horizon there is a column for its cost: %q", row)
	}
}

func TestCurveNonsenseStaysAlive(t *testing.T) {
	p := openCurve(t, "zh-CN", "contracts.0.futures", "4,44o", "spot", "-3", "roll.beta", "x")
	for _, path := range []string{"contracts.0.futures", "spot", "roll.beta"} {
		if !marked(p.id(t, path)) {
			t.Errorf("%s is not marked", path)
		}
		if note := textOf(p.id(t, path+"-note")); note == "" {
			t.Errorf("%s has no message", path)
		}
	}
	if got := p.field(t, "contracts.0.futures"); got != "4,44o" {
		t.Errorf("the text became %q", got)
	}
	if row := p.row(t, "contracts", "IC2412"); row[6] != "−6.58%" {
		t.Errorf("the last valid answer stays: got %q", row)
	}
	if !p.view.stale {
		t.Error("old answers are not marked as old")
	}
	if other := openCurve(t, "en", "roll.beta", "x", "costs.futures_margin", "300%"); other.view.stale {
		t.Error("a wrong input of the roll made the curve old")
	}
	if p.view.plan == nil || p.view.spreads == nil {
		t.Error("a beta that cannot be read took the roll or the spreads away")
	}
}

func TestCurveExpiryDayAndEmptyWeights(t *testing.T) {
	p := openCurve(t, "en", "date", "2024-09-20", "convention", "sinolink")
	row := p.row(t, "contracts", "IC2409")
	if row[6] != "n/a" || row[7] != "n/a" || !strings.Contains(row[0], "N = 0") {
		t.Errorf("on the last trading day: %q", row)
	}
	if notes := textOf(p.id(t, "row-notes")); !strings.Contains(notes, "IC2409") || strings.Count(notes, "undefined") != 2 {
		t.Errorf("why: %q", notes)
	}
	if row := p.row(t, "contracts", "IC2412"); row[6] == "n/a" || row[6] == "—" {
		t.Errorf("the other contracts: %q", row)
	}
	none := openCurve(t, "en", "contracts.0.open_interest", "0", "contracts.1.open_interest", "0", "contracts.2.open_interest", "0", "contracts.3.open_interest", "")
	figures := all(none.id(t, "answer"), func(n *html.Node) bool { return n.Data == "dd" })
	if got := textOf(figures[0]); got != "n/a" {
		t.Errorf("weighted by nothing: %q", got)
	}
	if row := none.row(t, "contracts", "IC2409"); row[6] != "−8.72%" {
		t.Errorf("each contract keeps its own: %q", row)
	}
}

func TestCurveWithoutPrices(t *testing.T) {
	p := openCurve(t, "zh-CN", "date", "2026-03-02")
	if got := textOf(p.id(t, "verdict")); got != "四个合约全部贴水" || !p.view.stale {
		t.Errorf("a day without prices keeps the last answer, greyed: %q, stale %v", got, p.view.stale)
	}
	if !marked(p.id(t, "contracts.0.futures")) {
		t.Error("the missing price is not marked")
	}
	p = openCurve(t, "zh-CN", "date", "2026-03-02", "contracts.0.futures", "5000", "contracts.1.futures", "4990", "spot", "5010")
	if got := textOf(p.id(t, "verdict")); got != "两个合约都贴水" {
		t.Errorf("with two prices: %q", got)
	}
	if row := p.row(t, "contracts", "IC2606"); !strings.Contains(row[0], "未计入") || row[6] != "—" {
		t.Errorf("a contract without a price: %q", row)
	}
	if p.view.stale {
		t.Error("what is missing does not make the rest old")
	}
}

func TestCurvePastTheKnownCalendar(t *testing.T) {
	// The exchange calendar is known to the end of 2026; IC2703 expires after it.
	p := openCurve(t, "en", "date", "2026-12-21", "contracts.0.futures", "5000", "contracts.1.futures", "4990", "contracts.2.futures", "4980", "spot", "5010")
	row := p.row(t, "contracts", "IC2703")
	if !strings.Contains(row[0], "estimate") || !strings.Contains(row[0], "N ≈ ") {
		t.Errorf("an estimate is not marked: %q", row)
	}
	if notes := textOf(p.id(t, "row-notes")); !strings.Contains(notes, "IC2703") || !strings.Contains(notes, "calendar") {
		t.Errorf("nor explained: %q", notes)
	}
	if p.view.stale && len(p.view.faults) == 1 {
		t.Errorf("faults: %v", p.view.faults)
	}
}

func TestCurveExpiredContractOfALink(t *testing.T) {
	engine.Link(instant.All)
	c := NewCurve("en").(*curve)
	link := strings.Replace(c.chain.Fragment(), "IC2409", "IC2408", 1)
	c.chain, _ = scenario.ChainFromFragment(link)
	c.compute()
	doc, err := html.Parse(strings.NewReader(app.HTMLString(c)))
	if err != nil {
		t.Fatal(err)
	}
	p := curvePage{c, doc}
	if row := p.row(t, "contracts", "IC2408"); !strings.Contains(row[0], "expired") || row[6] != "—" {
		t.Errorf("the expired contract: %q", row)
	}
	if notes := textOf(p.id(t, "row-notes")); !strings.Contains(notes, "IC2408") {
		t.Errorf("it is not said why: %q", notes)
	}
	if row := p.row(t, "contracts", "IC2410"); row[6] != "−9.52%" {
		t.Errorf("the others: %q", row)
	}
}

func TestCurveExports(t *testing.T) {
	p := openCurve(t, "en")
	csv := p.sheet().csv()
	if !strings.HasPrefix(csv, "\ufeff") || !strings.Contains(csv, "IC2409,2024-09-20,7,3,4444.8,0,73474,") {
		t.Errorf("csv:\n%s", csv)
	}
	if m := regexp.MustCompile(`(^|,)[\x{2212}+][0-9]`).FindString(csv); m != "" {
		t.Errorf("%q is text to a spreadsheet", m)
	}
	var s sheet
	s.add(said("=1+1"), said("@x"), said(`say "a,b"`), exact(-1.5))
	if got, want := s.csv(), "\ufeff'=1+1,'@x,\"say \"\"a,b\"\"\",-1.5\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := s.tabbed(), "'=1+1\t'@x\tsay \"a,b\"\t-1.5\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if lines := strings.Count(p.repoSheet().csv(), "\r\n"); lines != 6 {
		t.Errorf("the chart exports %d lines, want 6", lines)
	}
}

func TestCurveChartOnPaperAndOnScreenAgree(t *testing.T) {
	p := openCurve(t, "zh-CN")
	var spec repoChart
	if err := json.Unmarshal([]byte(p.repoChart().json()), &spec); err != nil {
		t.Fatal(err)
	}
	// The axes of the reference picture.
	near := func(a, b float64) bool { return a-b < 1e-12 && b-a < 1e-12 }
	if x, y := spec.Axis.X, spec.Axis.Y; !near(x.Max, 200) || !near(x.Step, 50) || !near(y.Min, -0.10) || !near(y.Max, 0.04) || !near(y.Step, 0.02) {
		t.Errorf("axes: %+v", spec.Axis)
	}
	still := p.repoChart().still()
	d := xml.NewDecoder(strings.NewReader(still))
	dots := 0
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("the still is not well formed: %v\n%s", err, still)
		}
		if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "circle" {
			dots++
		}
	}
	if dots != 4 || strings.Contains(still, "style=") || strings.Contains(still, "NaN") {
		t.Errorf("%d dots in %s", dots, still)
	}
}

func TestCurveChartWithoutRates(t *testing.T) {
	p := openCurve(t, "en", "date", "2024-09-20")
	k := p.repoChart()
	if k.Repo[0] != nil || k.Forward.Rate[0] != nil {
		t.Errorf("an undefined rate is drawn: %v %v", k.Repo[0], k.Forward.Rate[0])
	}
	if dots := strings.Count(k.still(), "<circle"); dots != 3 {
		t.Errorf("%d dots, want 3", dots)
	}
	for _, a := range []chartAxis{newAxis(0, 0, 5), newAxis(-1e-9, 1e-9, 7), newAxis(-30, 2, 7), newAxis(0, 1, 5)} {
		if marks := a.marks(); a.Step <= 0 || len(marks) < 2 || len(marks) > 12 || a.share(a.Min) != 0 {
			t.Errorf("axis %+v has marks %v", a, marks)
		}
	}
}
