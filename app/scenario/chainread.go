package scenario

import (
	"math"
	"net/url"
	"slices"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Curve views and roll choices.
const (
	Stripped = "stripped" // implied repo with the dividends taken out
	Raw      = "raw"      // implied repo of the bare prices
)

// chainFields is the one list of inputs of a chain beside its contracts.
var chainFields = []Field{
	choice("product", ExampleProduct, append(Products(), Own)...),
	{Path: "date", Kind: Day, Default: ExampleDate},
	{Path: "spot", Kind: Number, Decimals: 2, Default: "4450.959"},
	{Path: "name", Kind: Name, Optional: true},
	{Path: "multiplier", Kind: Number, Optional: true, step: whole},
	{Path: "tick", Kind: Number, Optional: true, step: tenth},
	{Path: "rate", Kind: Rate, Measure: unit.Percent, Decimals: 2, Default: "3.00", step: hundredth},
	choice("day_count", "act365", ids(calendar.DayCounts(), func(c calendar.DayCount) string { return c.ID })...),
	choice("convention", "huatai", ids(calendar.Conventions(), func(c calendar.Convention) string { return c.ID })...),
	choice("repo", Stripped, Stripped, Raw),
	choice("roll.side", "short", "short", "long"),
	{Path: "roll.from", Kind: Name, Optional: true},
	{Path: "roll.portfolio", Kind: Number, Default: "10000", step: unit.NewDecimal(100, 0)}, // 10,000 CNY
	{Path: "roll.beta", Kind: Number, Decimals: 2, Default: "1.00", step: hundredth},
	{Path: "roll.margin", Kind: Rate, Measure: unit.Percent, Decimals: 1, Default: "12.0", step: whole},
	choice("roll.rounding", "nearest", "nearest", "down", "up"),
	{Path: "roll.horizon_days", Kind: Number, Optional: true, step: whole},
	{Path: "costs.futures_fee", Kind: Rate, Measure: unit.TenThousandths, Decimals: 3, Default: "0.230", step: hundredth},
	{Path: "costs.futures_margin", Kind: Rate, Measure: unit.Percent, Decimals: 1, Default: "20.0", step: whole},
}

// contractFields are the inputs of one contract; their paths are the names.
var contractFields = []Field{
	{Path: "contract", Kind: Name},
	{Path: "expiry", Kind: Day},
	{Path: "futures", Kind: Number, Decimals: 1},
	{Path: "dividends", Kind: Number, Decimals: 2, step: whole},
	{Path: "open_interest", Kind: Number, Optional: true, step: unit.NewDecimal(100, 0)},
	{Path: "prev_open_interest", Kind: Number, Optional: true, step: unit.NewDecimal(100, 0)},
	{Path: "volume", Kind: Number, Optional: true, step: unit.NewDecimal(100, 0)},
}

// ChainFields lists every input of a chain beside its contracts, in the order of the URL fragment.
func ChainFields() []Field { return chainFields }

// ChainFieldAt returns the input at a path of a chain and whether there is one.
func ChainFieldAt(path string) (Field, bool) { return chainFieldAt(path) }

// chainFieldAt returns the field of a path, contracts included.
func chainFieldAt(path string) (Field, bool) {
	list, name := chainFields, path
	if _, n, ok := contractPath(path); ok {
		list, name = contractFields, n
	}
	i := slices.IndexFunc(list, func(f Field) bool { return f.Path == name })
	if i < 0 {
		return Field{Path: path}, false
	}
	f := list[i]
	f.Path = path
	return f, true
}

// ChainReading is what the typed text of a chain means.
type ChainReading struct {
	Chain      carry.Chain // contracts that have no price are left out
	Rows       []int       // for each contract of Chain, the row it stands in
	Convention string
	Faults     fault.Fields // fields that cannot be read, at their paths

	Side, From, Rounding    string // From "" is the nearest contract
	Portfolio               unit.Yuan
	Beta                    float64
	Margin                  unit.Rate // of the hedge
	HorizonDays             int       // 0 where not given
	FuturesFee, FuturesHold unit.Rate // fee a side, margin of a spread
}

// Row returns the place in Chain of the contract in row i, or -1.
func (r ChainReading) Row(i int) int { return slices.Index(r.Rows, i) }

// Typed turns a path of a request made from the reading into the path of the field it came from.
// All contracts of the user's own share the multiplier of their product.
func (r ChainReading) Typed(path string) string {
	if strings.HasPrefix(path, "contracts.") && strings.HasSuffix(path, ".multiplier") {
		return "multiplier"
	}
	if i, name, ok := contractPath(path); ok && i < len(r.Rows) {
		return ContractPath(r.Rows[i], name)
	}
	return path
}

// Read turns the text into requests. Fields that cannot be read, and those
// whose paths are refused, are answered for by their last accepted value; a
// contract whose own path or name is refused, or that has no price, is left
// out. Everything else still computes.
func (c *Chain) Read(refused ...string) ChainReading {
	var r ChainReading
	given := func(path string) (value, bool) {
		f, _ := chainFieldAt(path)
		return settle(f, c.Text(path), c.accepted(path), slices.Contains(refused, path), &r.Faults)
	}
	number := func(path string) float64 { v, _ := given(path); return v.number }
	text := func(path string) string { v, _ := given(path); return v.text }

	text("product")
	text("repo")
	day, _ := given("date")
	r.Chain.Date = day.date
	r.Chain.Spot = unit.Points(number("spot"))
	r.Chain.Rate = unit.Rate(number("rate"))
	if count := text("day_count"); count != "act365" {
		r.Chain.DayCount = count
	}
	r.Convention = text("convention")
	r.Side, r.From, r.Rounding = text("roll.side"), text("roll.from"), text("roll.rounding")
	r.Portfolio = unit.Yuan(number("roll.portfolio") * 10_000)
	r.Beta, r.Margin = number("roll.beta"), unit.Rate(number("roll.margin"))
	if days := number("roll.horizon_days"); days == math.Trunc(days) && math.Abs(days) < 1e6 {
		r.HorizonDays = int(days)
	} else {
		r.Faults.Add("roll.horizon_days", "not_whole", "must be whole calendar days, such as 90")
	}
	r.FuturesFee, r.FuturesHold = unit.Rate(number("costs.futures_fee")), unit.Rate(number("costs.futures_margin"))

	multiplier := 0.0
	if c.Own() {
		multiplier = number("multiplier")
		if tick, given := given("tick"); given && tick.number <= 0 {
			r.Faults.Add("tick", "not_positive", "must be above 0 points, or left out")
		}
	}
	for i, row := range c.rows {
		if c.Own() && row.blank() {
			continue
		}
		at := func(name string) string { return ContractPath(i, name) }
		if slices.Contains(refused, at("contract")) || slices.Contains(refused, strings.TrimSuffix(at(""), ".")) {
			continue
		}
		price, ok := given(at("futures"))
		x := carry.Listed{
			Contract: text(at("contract")), Futures: unit.Points(price.number), Dividends: unit.Points(number(at("dividends"))),
			OpenInterest: number(at("open_interest")), PrevInterest: number(at("prev_open_interest")), Volume: number(at("volume")),
		}
		if c.Own() {
			last, known := given(at("expiry"))
			x.Expiry, x.Multiplier, ok = last.date, multiplier, ok && known
		}
		if !ok {
			continue
		}
		r.Chain.Contracts = append(r.Chain.Contracts, x)
		r.Rows = append(r.Rows, i)
	}
	return r
}

// Fragment returns the chain as the part of a URL behind the #: product, date,
// spot and every contract with its price always, and whatever else differs
// from the worked example.
func (c *Chain) Fragment() string {
	var b strings.Builder
	write := func(path string, f Field) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		text, _ := plain(f, c.Text(path))
		b.WriteString(path + "=" + url.QueryEscape(text))
	}
	for i, f := range chainFields {
		text, _ := plain(f, c.Text(f.Path))
		was, _ := plain(f, f.Default)
		if i < 3 || text != was {
			write(f.Path, f)
		}
	}
	for i, r := range c.rows {
		for _, f := range contractFields {
			text := *r.cell(f.Path)
			usual := text == "" || f.Path == "dividends" && text == "0.00"
			if f.Path == "contract" || f.Path == "futures" || !usual {
				write(ContractPath(i, f.Path), f)
			}
		}
	}
	return b.String()
}

// ChainFromFragment reads a fragment, with or without its #, under the same
// rules as FromFragment. Contracts the link names replace the listed ones; a
// link without any shows those of its product and date. A link that gives a
// contract its expiry is about contracts of the user's own.
func ChainFromFragment(fragment string) (*Chain, []fault.Field) {
	given, rows, dated := map[string]string{}, map[int]*ChainRow{}, false
	notes := eachPair(fragment, func(path, text string) bool {
		f, ok := chainFieldAt(path)
		if !ok {
			return false
		}
		i, name, ok := contractPath(path)
		if !ok {
			given[path] = Display(f, text)
			return true
		}
		if rows[i] == nil {
			rows[i] = &ChainRow{Dividends: "0.00"}
		}
		*rows[i].cell(name) = Display(f, text)
		dated = dated || name == "expiry" && text != ""
		return true
	})
	if dated && given["product"] != Own {
		if given["name"] == "" {
			given["name"] = given["product"]
		}
		given["product"] = Own
	}
	c := ExampleOf(given["product"])
	if given["product"] == Own && len(rows) > 0 {
		c.rows, c.aside = nil, side{} // not a copy of the example
		c.text["product"] = Own
	}
	for _, f := range chainFields {
		if text, ok := given[f.Path]; ok && f.Path != "roll.from" {
			c.Set(f.Path, text)
		}
	}
	if len(rows) > 0 {
		c.rows = nil
		for i := range MaxContracts {
			if rows[i] != nil {
				c.rows = append(c.rows, *rows[i])
			}
		}
	}
	c.Set("roll.from", given["roll.from"])
	return c, notes
}
