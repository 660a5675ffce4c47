package page

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/library"
	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/dividend"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/table"
	"fairbasis/core/unit"
)

// stock is what the files hold of one product: all bars of its contracts and
// chains, which complete each other, and its index.
type stock struct {
	product     string
	futures     []market.Source
	index       *market.Source // nil where the index stands beside the futures, or nowhere
	beside      bool           // the index stands beside the futures
	settle      bool           // there are settlement prices
	first, last string         // days
	intraday    bool           // bars of less than a day
}

// beside are the columns of files chosen to go with the series, by what they
// are for: "IF.index", "IF.valuation", "IF.dividends", "IF.yield", "rate". The
// value is that of a list: a file, a series and a column.
type beside map[string]string

// Columns that can be chosen.
const (
	besideIndex     = ".index"
	besideValuation = ".valuation"
	besideDividends = ".dividends"
	besideYield     = ".yield"
	besideRate      = "rate"
)

// recall takes over what the device kept.
func (b *beside) recall() {
	*b = beside{}
	for line := range strings.SplitSeq(recall(keyBasisBeside), "\n") {
		if name, value, ok := strings.Cut(line, "="); ok {
			(*b)[name] = value
		}
	}
}

func (b beside) keep() {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(b)) {
		lines = append(lines, name+"="+b[name])
	}
	keep(keyBasisBeside, strings.Join(lines, "\n"))
}

// columnOf is the value of a list for a column of a series, and back.
func columnOf(ref, symbol, column string) string { return ref + "\t" + symbol + "\t" + column }

func splitColumn(value string) (ref, symbol, column string) {
	ref, rest, _ := strings.Cut(value, "\t")
	symbol, column, _ = strings.Cut(rest, "\t")
	return ref, symbol, column
}

// stocks lists the products there are futures of, in the usual order. Bars of
// less than a day are taken of products without daily ones alone: the last of
// each day counts.
func (c *basisPage) stocks() []stock {
	var out []stock
	for _, product := range study.Products() {
		s := stock{product: product}
		for _, intraday := range [...]bool{false, true} {
			for _, kind := range [...]market.Kind{market.FutureContract, market.Continuous} { // contracts say more than chains
				for _, e := range c.files {
					if e.Facts == nil {
						continue
					}
					for _, x := range e.Facts.Series {
						if x.Product == product && x.Kind == string(kind) && (x.Minutes != market.Daily) == intraday {
							s.add(e.Ref, x)
						}
					}
				}
			}
			if len(s.futures) > 0 {
				s.intraday = intraday
				s.index = c.indexFor(&s)
				out = append(out, s)
				break
			}
		}
	}
	return out
}

func (s *stock) add(ref string, x table.Series) {
	s.futures = append(s.futures, market.Source{Ref: ref, Symbol: x.Symbol})
	first, last := dayOf(x.First), dayOf(x.Last)
	if s.first == "" || first < s.first {
		s.first = first
	}
	s.last = max(s.last, last)
	s.beside = s.beside || slices.Contains(x.Roles, string(table.Spot))
	s.settle = s.settle || slices.Contains(x.Roles, string(table.Settle))
}

// indexFor is the index of a product: the series chosen, else that of the index
// that has the most days in common with the futures, a daily one where two have
// as many. What stands beside the futures fills its gaps, and serves alone
// where there is no daily one.
func (c *basisPage) indexFor(s *stock) *market.Source {
	if ref, symbol, _ := splitColumn(c.beside[s.product+besideIndex]); c.entry(ref) != nil {
		return &market.Source{Ref: ref, Symbol: symbol}
	}
	var found *market.Source
	longest := 0.0
	for _, e := range c.files {
		if e.Facts == nil {
			continue
		}
		for _, x := range e.Facts.Series {
			if x.Product != s.product || x.Kind != string(market.Index) || s.beside && x.Minutes != market.Daily {
				continue
			}
			if common := stampOf(min(dayOf(x.Last), s.last)) - stampOf(max(dayOf(x.First), s.first)); common >= 0 && (common > longest || found == nil || x.Minutes == market.Daily && common == longest) {
				found, longest = &market.Source{Ref: e.Ref, Symbol: x.Symbol}, common
			}
		}
	}
	return found
}

// values is the column chosen for something, or nil.
func (c *basisPage) values(name string) *study.Values {
	ref, symbol, column := splitColumn(c.beside[name])
	if ref == "" || c.entry(ref) == nil {
		return nil
	}
	return &study.Values{Source: market.Source{Ref: ref, Symbol: symbol}, Column: column}
}

// dataOf is the data of one product, with its dividends.
func (c *basisPage) dataOf(s *stock) study.Data {
	d := study.Data{Product: s.product, Futures: s.futures, Index: s.index, Dividends: c.reading.Dividends[s.product], From: c.reading.From, To: c.reading.To}
	if c.state.Is(scenario.DividendPath(s.product), scenario.DividendsFile) {
		if v := c.values(s.product + besideDividends); v != nil {
			d.Dividends = &dividend.Given{File: &v.Source, Column: v.Column}
		}
	}
	return d
}

// stockOf is what there is of a product, or nil.
func (c *basisPage) stockOf(product string) *stock {
	for i := range c.stock {
		if c.stock[i].product == product {
			return &c.stock[i]
		}
	}
	return nil
}

// request puts together the questions of what was typed and the files.
func (c *basisPage) request() studies {
	r := c.reading
	q := studies{r.Overview, r.History, r.Basis, r.Spread, r.Stages, r.Volatility, r.Seasonality, r.Events, r.Drivers}
	for i := range c.stock {
		s := &c.stock[i]
		q.overview.Products = append(q.overview.Products, study.OverviewData{Data: c.dataOf(s), Valuation: c.values(s.product + besideValuation)})
	}
	s := c.stockOf(c.product)
	if s == nil { // something to check the settings with
		s = &stock{product: c.product, futures: []market.Source{{}}}
		q.overview.Products = []study.OverviewData{{Data: study.Data{Product: c.product, Futures: s.futures}}}
	}
	d := c.dataOf(s)
	for _, at := range [...]*study.Data{&q.history.Data, &q.level.Data, &q.spread.Data, &q.stages.Data, &q.volatility.Data, &q.seasonality.Data, &q.events.Data, &q.drivers.Data} {
		*at = d
	}
	measure := unit.Rate(1)
	if c.state.Is("drivers.percent", "true") {
		measure = 0.01
	}
	if q.drivers.DividendYield = c.values(s.product + besideYield); q.drivers.DividendYield != nil {
		q.drivers.DividendYield.Unit = measure
	}
	if q.drivers.InterestRate = c.values(besideRate); q.drivers.InterestRate != nil {
		q.drivers.InterestRate.Unit = measure
	}
	q.drivers.On = slices.DeleteFunc(slices.Clone(r.Drivers.On), func(d string) bool { return c.without(d) != "" })
	return q
}

// without says why a driver cannot be used now; empty where it can.
func (c *basisPage) without(driver string) string {
	switch {
	case driver == study.DriverYield && c.values(c.product+besideYield) == nil, driver == study.DriverRate && c.values(besideRate) == nil:
		return c.words().DriverNeedsFile
	case driver == study.DriverExpiry && c.reading.Measure.Of == study.Weighted:
		return c.words().DriverNeedsContract
	}
	return ""
}

// compute reads the texts. What is refused is answered for by its last
// accepted value, and named at its field.
func (c *basisPage) compute() {
	c.faults = map[string]fault.Field{}
	if now := c.stocks(); !reflect.DeepEqual(now, c.stock) { // the old one is faster to compare questions by
		c.stock = now
	}
	c.product = c.state.Text("product")
	if len(c.stock) > 0 && c.stockOf(c.product) == nil {
		c.product = c.stock[0].product
	}
	c.ready = len(c.stock) > 0
	var refused []string
	note := func(f fault.Field) bool {
		if _, known := c.faults[f.Path]; known || f.Path == "" {
			return false
		}
		c.faults[f.Path] = f
		refused = append(refused, f.Path)
		return true
	}
	for range attempts {
		c.reading = c.state.Read(refused...)
		c.reading.Product = c.product
		for _, f := range c.reading.Faults {
			note(f)
		}
		c.input = c.request()
		more := false
		for _, s := range c.sections() {
			err := s.in.Validate()
			if err == nil {
				continue
			}
			for _, f := range fault.From(err).Fields {
				f.Path = c.reading.Typed(s.part, f.Path)
				more = note(f) || more
			}
		}
		if !more {
			break
		}
	}
	c.kept = len(refused) > 0
	if c.editing != "" { // half of a text is not what answers for the other half
		refused = append(refused, c.editing)
	}
	c.state.Accept(refused...)
	for path := range c.faults {
		c.unfold(path)
	}
}

// relisted takes over a new list of files. What is shown is asked for again
// where a file was read anew, as after a correction in another tab.
func (c *basisPage) relisted(ctx app.Context, files []library.Entry) {
	before := c.files
	c.files = files
	for _, was := range before {
		if now := c.entry(was.Ref); now != nil && was.Facts != nil && now.Facts != nil && !sameFacts(was.Facts, now.Facts) {
			c.want = studies{}
		}
	}
	c.refresh(ctx)
}

// arrived: whatever a file holds completes what is there.
func (c *basisPage) arrived(ctx app.Context, _ library.Entry, _ bool) { c.refresh(ctx) }

// asked: a question about a file is answered on the data page.
func (c *basisPage) asked(_ app.Context, e library.Entry, err error) { c.refuse(e.Name, err) }

func (c *basisPage) reread(ctx app.Context, e library.Entry, err error) {
	if err != nil {
		c.refuse(e.Name, err)
	}
	c.want = studies{} // it may mean something else now
	c.refresh(ctx)
}

func (c *basisPage) resync(app.Context) {}

// onBeside takes a list of columns; its id says what for.
func (c *basisPage) onBeside(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	name, value := src.Get("id").String(), src.Get("value").String()
	if c.beside == nil {
		c.beside = beside{}
	}
	if value == "" {
		delete(c.beside, name)
	} else {
		c.beside[name] = value
	}
	c.beside.keep()
	c.refresh(ctx)
}

// columnField is a list of the columns of all files that hold numbers by day,
// for what name says.
func (c *basisPage) columnField(name, label, none, hint string) app.UI {
	options := []part.Option{{Label: none}}
	for _, e := range c.files {
		if e.Facts == nil {
			continue
		}
		for _, x := range e.Facts.Series {
			if x.Minutes != market.Daily || x.Kind == string(market.FutureContract) || x.Kind == string(market.Continuous) {
				continue
			}
			for _, role := range x.Roles {
				column, shown := role, role
				switch table.Role(role) {
				case table.Close:
					column, shown = "", c.w.Data.RoleNames[role]
				case table.Open, table.High, table.Low, table.Settle, table.PreClose, table.PreSettle, table.Volume, table.Amount, table.OpenInterest, table.Spot:
					continue
				}
				if x.Symbol != "" {
					shown = x.Symbol + " " + shown
				}
				options = append(options, part.Option{Value: columnOf(e.Ref, x.Symbol, column), Label: c.w.Data.OneOf.With("symbol", shown, "file", e.Name)})
			}
		}
	}
	return part.Select{ID: name, Label: label, Value: c.beside[name], Options: options, Hint: hint, OnChange: c.onBeside}.UI()
}

// indexField is the list of indices for the product.
func (c *basisPage) indexField() app.UI {
	w := c.words()
	name := c.product + besideIndex
	found := w.FindIndex
	if s := c.stockOf(c.product); s != nil && s.index == nil {
		found = w.NoIndex
		if s.beside {
			found = w.IndexBeside
		}
	}
	options := []part.Option{{Label: found}}
	for _, e := range c.files {
		if e.Facts == nil {
			continue
		}
		for _, x := range e.Facts.Series {
			if x.Kind == string(market.Index) || x.Kind == string(market.Other) {
				options = append(options, part.Option{Value: columnOf(e.Ref, x.Symbol, ""), Label: c.w.Data.OneOf.With("symbol", c.seriesName(x.Symbol), "file", e.Name)})
			}
		}
	}
	return part.Select{ID: name, Label: w.Index, Value: c.beside[name], Options: options, OnChange: c.onBeside}.UI()
}

// nextProduct goes to another product there is something of.
func (c *basisPage) nextProduct(ctx app.Context, by int) {
	products := study.Products()
	at := slices.Index(products, c.product)
	for range products {
		at = (at + by + len(products)) % len(products)
		if !c.ready || c.stockOf(products[at]) != nil {
			break
		}
	}
	c.edit(ctx, "", func(x *scenario.Basis) bool { return x.Set("product", products[at]) })
}
