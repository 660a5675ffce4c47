package page

import (
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"

	"fairbasis/app/library"
	"fairbasis/app/scenario"
	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/table"
)

// daily is what is known of a file of daily bars of all products, IM from its
// listing, with the index beside them.
func daily() *table.Loaded {
	f := &table.Loaded{Ref: "d1", Name: "cffex_daily.csv", Minutes: market.Daily, PerDay: 1, Rows: 40}
	for _, s := range []struct{ symbol, product, first, last string }{
		{"IF2406", "IF", "2023-10-23", "2024-06-21"}, {"IF2407", "IF", "2024-05-20", "2024-06-28"}, {"IC2407", "IC", "2024-05-20", "2024-06-28"}, {"IM2407", "IM", "2024-05-20", "2024-06-28"},
	} {
		f.Series = append(f.Series, table.Series{Symbol: s.symbol, Kind: "future", Product: s.product, First: s.first, Last: s.last, Rows: 10, Minutes: market.Daily, Days: 10, Roles: []string{"close", "volume", "open_interest", "spot"}})
	}
	return f
}

// chain300 is a chain of IF and its index in a file of their own, without a
// column of the index; with settlement prices.
func chain300() *table.Loaded {
	return &table.Loaded{Ref: "d2", Name: "IF00.csv", Minutes: market.Daily, PerDay: 1, Rows: 20,
		Series: []table.Series{{Symbol: "IF00", Kind: "continuous", Product: "IF", First: "2017-03-07", Last: "2025-06-03", Rows: 10, Minutes: market.Daily, Roles: []string{"close", "settle"}},
			{Symbol: "000300", Kind: "index", Product: "IF", First: "2005-01-04", Last: "2023-12-22", Rows: 10, Minutes: market.Daily, Roles: []string{"close", "volume", "pe_ttm"}}}}
}

// openBasis is openForm of this page.
func openBasis(t *testing.T, lang string, change func(*basisPage), files []*table.Loaded, edits ...string) (*basisPage, curvePage) {
	t.Helper()
	c := NewBasis(lang).(*basisPage)
	return c, openForm(t, c, &c.form, func() {
		if change != nil {
			change(c)
		}
	}, files, edits)
}

func TestBasisWithoutFiles(t *testing.T) {
	for lang, want := range map[string]string{"zh-CN": "用自己的行情做基差分析", "en": "The basis, from your own prices"} {
		_, p := openBasis(t, lang, nil, nil)
		if got := textOf(p.id(t, "verdict")); got != want {
			t.Errorf("%s: title %q", lang, got)
		}
		if got := all(p.doc, func(n *html.Node) bool {
			return n.Data == "button" && attr(n, "name") == "sample" && attr(n, "value") == "daily"
		}); len(got) != 1 {
			t.Errorf("%s: %d buttons for simulated data, want 1", lang, len(got))
		}
		if drop := all(p.doc, func(n *html.Node) bool {
			return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "data-drop" })
		}); len(drop) != 1 {
			t.Errorf("%s: %d drop zones, want 1", lang, len(drop))
		}
		current := all(p.doc, func(n *html.Node) bool { return n.Data == "a" && attr(n, "aria-current") == "page" })
		if len(current) != 1 || !strings.HasSuffix(attr(current[0], "href"), "basis") {
			t.Errorf("%s: the page is not marked in the navigation", lang)
		}
	}
}

// TestBasisTakesAllThereIs: contracts and chains of all files complete each
// other, contracts first; the index is found or chosen.
func TestBasisTakesAllThereIs(t *testing.T) {
	c, _ := openBasis(t, "en", nil, []*table.Loaded{daily(), sina()})
	if c.input.history.Index != nil {
		t.Errorf("index %v beside the spot column", c.input.history.Index)
	}
	c, p := openBasis(t, "en", nil, []*table.Loaded{chain300(), daily(), sina()})
	if got, want := c.input.history.Futures, []market.Source{{Ref: "d1", Symbol: "IF2406"}, {Ref: "d1", Symbol: "IF2407"}, {Ref: "d2", Symbol: "IF00"}}; !slices.Equal(got, want) {
		t.Errorf("futures %v, want %v", got, want)
	}
	if x := c.input.history.Index; x == nil || x.Symbol != "000300" || c.input.overview.Products[1].Index != nil {
		t.Errorf("index %v, whose gaps the spot column fills", x)
	}
	var products []string
	for _, p := range c.input.overview.Products {
		products = append(products, p.Product)
	}
	if !slices.Equal(products, []string{"IF", "IC", "IM"}) {
		t.Errorf("overview of %v", products)
	}
	c.beside = beside{"IF.index": columnOf("d2", "000300", ""), "IF.valuation": columnOf("d2", "000300", "pe_ttm")}
	c.compute()
	if x := c.input.history.Index; x == nil || *x != (market.Source{Ref: "d2", Symbol: "000300"}) {
		t.Errorf("chosen index: %v", x)
	}
	if v := c.input.overview.Products[0].Valuation; v == nil || v.Column != "pe_ttm" || c.input.overview.Products[1].Valuation != nil {
		t.Errorf("valuation %+v", v)
	}
	var columns []string
	for _, o := range all(p.id(t, "IF.valuation"), func(n *html.Node) bool { return n.Data == "option" }) {
		columns = append(columns, textOf(o))
	}
	if want := []string{"None", "000300 close · IF00.csv", "000300 pe_ttm · IF00.csv"}; !slices.Equal(columns, want) {
		t.Errorf("columns %q, want %q", columns, want)
	}
	c, _ = openBasis(t, "en", nil, []*table.Loaded{chain300()})
	if x := c.input.history.Index; x == nil || x.Symbol != "000300" {
		t.Errorf("found index: %v", x)
	}
}

// TestBasisProduct: a product without data gives way to the first that has
// some; what was chosen is kept.
func TestBasisProduct(t *testing.T) {
	c, p := openBasis(t, "en", nil, []*table.Loaded{daily()}, "product", "IH")
	if c.product != "IF" || c.input.history.Product != "IF" || c.state.Text("product") != "IH" {
		t.Errorf("studied %s, asked %s", c.product, c.input.history.Product)
	}
	off := all(p.doc, func(n *html.Node) bool { return attr(n, "name") == "product" && attr(n, "value") == "IH" })
	if len(off) != 1 || !slices.ContainsFunc(off[0].Attr, func(a html.Attribute) bool { return a.Key == "disabled" }) {
		t.Error("a product without data can be chosen")
	}
	if c.nextProduct(app.Context{}, 1); c.product != "IC" {
		t.Errorf("after IF: %s", c.product)
	}
	if c.nextProduct(app.Context{}, -1); c.product != "IF" {
		t.Errorf("before IC: %s", c.product)
	}
	c, p = openBasis(t, "en", nil, []*table.Loaded{sina()})
	if len(c.input.history.Futures) != 3 || !strings.Contains(textOf(p.id(t, "price-note")), "last of each day") {
		t.Error("minute bars are not taken, or not named")
	}
}

// TestBasisData: dividends are those of each product, the dates cut all.
func TestBasisData(t *testing.T) {
	c, _ := openBasis(t, "en", nil, []*table.Loaded{daily(), chain300()}, "from", "2024-06-01", "dividends.IF", "points", "dividends.IF.points", "2024-06-17 10.5", "dividends.IC", "file")
	d := c.input.history.Data
	if d.From != calendar.MustOf(2024, 6, 1) || d.Dividends == nil || len(d.Dividends.Points) != 1 || d.Dividends.Points[0].Points != 10.5 {
		t.Errorf("got %+v", d)
	}
	o := c.input.overview.Products
	if o[0].Dividends == nil || o[1].Dividends != nil || o[1].From != d.From {
		t.Errorf("overview %+v", o)
	}
	c.beside = beside{"IC.dividends": columnOf("d2", "000300", "")}
	if c.compute(); c.input.overview.Products[1].Dividends == nil || c.input.overview.Products[1].Dividends.File.Symbol != "000300" {
		t.Error("dividends of a file are not taken")
	}
}

func TestBasisFaultsStandAtTheirFields(t *testing.T) {
	for _, x := range []struct{ path, text, says, touches string }{
		{"history.average", "5x", "Not a number", "history"}, {"history.average", "0", "From 1 to 250; read 0", "history"}, {"history.band", "3000", "From 20 to 2,500; read 3000", "history"},
		{"history.hurdle", "300%", "From −100% to 100%; read 300%", "history"}, {"spread.bins", "201", "From 1 to 200", "spread"}, {"basis.bins", "0", "From 1 to 200; read 0", "basis"},
		{"volatility.threshold", "0", "From 0.01% to 100%", "volatility"}, {"events.before", "61", "From 0 to 60", "events"}, {"stages.1.to", "2014-01-01", "Must not be before", "stages"}, {"events.0.date", "soon", "Not a date", "events"},
		{"drivers.window", "1", "From 2 to 250", "drivers"}, {"overview.date", "2024-13-01", "", "overview"}, {"from", "x", "Not a date", "history"},
	} {
		c, p := openBasis(t, "en", nil, []*table.Loaded{daily()}, x.path, x.text)
		if note := textOf(p.id(t, x.path+"-note")); !strings.Contains(note, x.says) || x.says == "" && x.path == "overview.date" && note == "" {
			t.Errorf("%s %q: note %q, want %q in it", x.path, x.text, note, x.says)
		}
		if c.touched(x.touches) != (c.faults[x.path].Code != "") {
			t.Errorf("%s %q: %s is touched: %v", x.path, x.text, x.touches, c.touched(x.touches))
		}
		if other := map[bool]string{true: "events", false: "seasonality"}[x.path != "from" && x.touches != "events"]; x.path != "from" && c.touched(other) {
			t.Errorf("%s %q touches %s", x.path, x.text, other)
		}
		if c.input.history.Average != 5 || len(c.input.stages.Stages) != 4 || c.input.events.Before != 2 {
			t.Errorf("%s %q: asked %+v", x.path, x.text, c.input)
		}
	}
}

// TestBasisConcerns: a field touches the parts whose answers it changes, no
// others.
func TestBasisConcerns(t *testing.T) {
	for path, want := range map[string]string{
		"rank.window": "overview history basis spread", "of": "history basis stages volatility seasonality events drivers", "spread.pair": "overview spread", "spread.bins": "spread",
		"overview.date": "overview", "stages.2.from": "stages", "dividends.IF.yield": "overview history basis spread stages volatility seasonality events drivers", "dividends.IC.yield": "overview",
		"from": strings.Join(scenario.BasisParts(), " "), "report.history": "", "drivers.lags": "drivers",
	} {
		var got []string
		for _, part := range scenario.BasisParts() {
			if concerns(path, part, "IF") {
				got = append(got, part)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", path, got, want)
		}
	}
}

// TestBasisAsksAnewOnlyWhatChanged: a field leaves the questions alone whose
// answers it does not change.
func TestBasisAsksAnewOnlyWhatChanged(t *testing.T) {
	for _, x := range []struct{ path, text, want string }{
		{"history.average", "20", "history"}, {"spread.definition", "points", "overview spread"}, {"overview.date", "2024-06-14", "overview"}, {"events.0.name", "virus", "events"},
		{"rank.window", "3", "overview history basis spread"}, {"of", "volume", "history basis spread stages volatility seasonality events drivers"}, {"report.drivers", "false", ""}, {"dividends.IH", "yield", ""},
	} {
		c, _ := openBasis(t, "en", nil, []*table.Loaded{daily()})
		c.want = c.input
		c.edit(app.Context{}, "", func(s *scenario.Basis) bool { return s.Set(x.path, x.text) })
		c.compute()
		var got []string
		for _, s := range c.sections() {
			if s.other() {
				got = append(got, s.part)
			}
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s: %v, want %s", x.path, got, x.want)
		}
	}
}

func TestBasisDriversThatCannotBe(t *testing.T) {
	c, _ := openBasis(t, "en", nil, []*table.Loaded{daily()})
	if got := c.input.drivers.On; !slices.Equal(got, []string{study.DriverVolatility, study.DriverReturn, study.DriverOpenInterest}) {
		t.Errorf("weighted, without files: %v", got)
	}
	c, _ = openBasis(t, "en", func(c *basisPage) {
		c.beside = beside{"rate": columnOf("d2", "000300", "pe_ttm")}
		c.compute()
	}, []*table.Loaded{daily(), chain300()}, "of", "volume")
	if got := c.input.drivers; !slices.Equal(got.On, []string{study.DriverRate, study.DriverVolatility, study.DriverReturn, study.DriverOpenInterest, study.DriverExpiry}) || got.InterestRate.Unit != 0.01 {
		t.Errorf("with a rate: %v", got.On)
	}
}

func TestBasisSaysWhatFailed(t *testing.T) {
	c, p := openBasis(t, "en", func(c *basisPage) {
		c.history.why, c.level.why = "no such bars", "no such bars"
		for _, s := range c.sections() {
			if s.part == "events" {
				sectionAsker{c, s}.refusedAt(&fault.Error{Code: fault.Invalid, Fields: []fault.Field{fault.Note("events.events.1.date", "bad_date", "no", "got", "x")}})
			}
		}
	}, []*table.Loaded{daily()})
	got := textOf(p.id(t, "answer"))
	if strings.Count(got, "No result: no such bars") != 1 {
		t.Errorf("got %q", got)
	}
	if !strings.Contains(textOf(p.id(t, "events.1.date-note")), "Not a date") || !c.fold("set-events").open {
		t.Error("the refusal does not stand at its field")
	}
}

// TestBasisReport: a report holds the parts chosen, with the questions of the
// page.
func TestBasisReport(t *testing.T) {
	c, p := openBasis(t, "zh-CN", nil, []*table.Loaded{daily()}, "report.stages", "false", "report.basis", "false")
	in := c.paper(c.reading.Report)
	if in.Lang != "zh" || in.Stages != nil || in.Overview == nil || len(in.Distribution) != 1 || in.Distribution[0].Spread == nil || in.Drivers == nil {
		t.Errorf("got %+v", in)
	}
	in.As = "md"
	if err := in.Validate(); err != nil {
		t.Error(err)
	}
	weekly := c.paper(weeklyParts)
	if err := weekly.Validate(); err != nil || weekly.Overview == nil || weekly.History == nil || len(weekly.Distribution) != 1 {
		t.Errorf("the weekly: %+v, %v", weekly, err)
	}
	for _, id := range []string{"report-md", "report-csv", "report-xlsx", "report-print", "weekly-md", "weekly-csv", "weekly-xlsx"} {
		p.id(t, id)
	}
}

// TestBasisSpeaksOneLanguage: no Chinese on the English page, no style
// attribute, no id twice, every id referred to is there, and a field for every
// input.
func TestBasisSpeaksOneLanguage(t *testing.T) {
	for _, files := range [][]*table.Loaded{nil, {daily(), chain300()}} {
		_, p := openBasis(t, "en", nil, files, "dividends.IF", "points")
		seen := inEnglish(t, p)
		if files == nil {
			continue
		}
		for _, f := range scenario.BasisFields() {
			if !seen[f.Path] && f.Path != "product" && !strings.HasPrefix(f.Path, "dividends.") {
				t.Errorf("no field for %s", f.Path)
			}
		}
		for _, path := range []string{"stages.3.to", "events.1.date", "dividends.IF", "dividends.IF.points", "IF.index", "IF.valuation", "IF.yield", "rate"} {
			if !seen[path] {
				t.Errorf("no field for %s", path)
			}
		}
	}
}

// TestBasisFollowsCorrections: a file that was read anew with another meaning
// is asked about again, one that stays as it was is not.
func TestBasisFollowsCorrections(t *testing.T) {
	c, _ := openBasis(t, "en", nil, []*table.Loaded{daily()})
	c.want = c.input
	again := c.files[0]
	c.relisted(app.Context{}, []library.Entry{again})
	if c.want.history.Product == "" {
		t.Error("an untouched file is asked about again")
	}
	other := *daily()
	other.Stamp.Value = "begin"
	again.Facts = &other
	if c.relisted(app.Context{}, []library.Entry{again}); c.want.history.Product != "" {
		t.Error("a corrected file is not asked about again")
	}
}
