package scenario

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// MaxContracts is the largest number of contracts a chain holds.
const MaxContracts = 12

// ChainRow is one contract of a chain as typed.
type ChainRow struct {
	Contract     string
	Expiry       string // last trading day of a contract of the user's own; the exchange's rule gives the others
	Futures      string // index points
	Dividends    string // index points of ex-dates in (date, expiry]
	OpenInterest string // lots
	PrevInterest string // yesterday's open interest, lots
	Volume       string // lots
}

// Chain is what the user typed about all listed contracts of one product on
// one day, and the last text of each field that was accepted. The zero value
// is not usable; start from ExampleOf.
type Chain struct {
	text  map[string]string // only what differs from the defaults of chainFields
	rows  []ChainRow
	valid map[string]string // last accepted text, likewise
	sound []ChainRow        // last accepted rows

	// gone holds what was typed about contracts that another date put away:
	// while a date is being typed it passes through other days.
	gone map[string]ChainRow

	// aside is the chain not looked at: the exchange's while the user's own is, and the other way round.
	aside side
}

// ExampleProduct is the product of the worked example.
const ExampleProduct = "IC"

// ExampleOf is the worked example of a product: its contracts at the closes of
// 2024-09-13. A product without shipped closes gives that of ExampleProduct.
func ExampleOf(product string) *Chain {
	if _, ok := spots[product]; !ok {
		product = ExampleProduct
	}
	c := &Chain{text: map[string]string{}, gone: map[string]ChainRow{}}
	c.Set("product", product)
	c.Set("spot", shippedSpot(product))
	for _, x := range chains[product] {
		c.rows = append(c.rows, shippedRow(x.Contract))
	}
	c.Accept()
	return c
}

// Clone returns an independent copy.
func (c *Chain) Clone() *Chain {
	return &Chain{maps.Clone(c.text), slices.Clone(c.rows), maps.Clone(c.valid), slices.Clone(c.sound), maps.Clone(c.gone), c.aside.clone()}
}

// answering is a copy whose last accepted texts are those of now.
func (c *Chain) answering(now *Chain) *Chain {
	out, last := c.Clone(), now.Clone()
	out.valid, out.sound = last.valid, last.sound
	return out
}

// Text returns the text of a field as it was typed. Paths of contracts are
// contracts.N.NAME as in the request.
func (c *Chain) Text(path string) string { return chainText(c.text, c.rows, path) }

func (c *Chain) accepted(path string) string {
	i, name, ok := contractPath(path)
	if !ok {
		return chainText(c.valid, nil, path)
	}
	// What was accepted for another contract in the same place is no answer.
	if i < len(c.sound) && i < len(c.rows) && (c.sound[i].Contract == c.rows[i].Contract || c.Own() && c.valid["product"] == Own) {
		return *c.sound[i].cell(name)
	}
	return ""
}

// Set takes over typed text. It reports whether the path is an input and the
// text is new. A date that can be read brings the contracts listed on it; a
// product brings its own.
func (c *Chain) Set(path, text string) bool {
	if c.Text(path) == text {
		return false
	}
	if i, name, ok := contractPath(path); ok {
		if i >= len(c.rows) {
			return false
		}
		if name == "contract" {
			c.renamed(c.rows[i].Contract, text)
		}
		*c.rows[i].cell(name) = text
		return true
	}
	f, ok := chainFieldAt(path)
	if !ok {
		return false
	}
	before := c.Text("product")
	put(c.text, f, text)
	switch path {
	case "product":
		_, listed := spots[text]
		switch {
		case text == Own, listed && before == Own:
			c.turn(before)
		case listed:
			c.exchange(before, text)
		}
	case "date":
		c.list()
	}
	return true
}

// Is reports whether a choice stands at a value.
func (c *Chain) Is(path, value string) bool { return c.Text(path) == value }

// Product returns the product chosen: one of Products, or Own.
func (c *Chain) Product() string { return c.Text("product") }

// Rows returns the contracts as typed.
func (c *Chain) Rows() []ChainRow { return slices.Clone(c.rows) }

// Reformat writes the text of a readable field in the standard form and
// reports whether anything changed.
func (c *Chain) Reformat(path string) bool {
	f, ok := chainFieldAt(path)
	return ok && c.Set(path, Display(f, c.Text(path)))
}

// Step moves a field by tenths/10 presses of its stepper and reports whether
// it could. An unreadable or empty field starts from its last accepted value.
func (c *Chain) Step(path string, tenths int) bool {
	f, ok := chainFieldAt(path)
	if !ok {
		return false
	}
	text, ok := stepped(f, c.Text(path), c.accepted(path), c.tick(), tenths)
	return ok && c.Set(path, text)
}

// Accept notes the present texts as good, but for those of the refused paths:
// from now on they answer for a field that becomes unreadable or is refused.
func (c *Chain) Accept(refused ...string) {
	valid, sound := maps.Clone(c.text), slices.Clone(c.rows)
	for _, path := range refused {
		if i, name, ok := contractPath(path); ok {
			if i < len(sound) && name != "contract" {
				*sound[i].cell(name) = c.accepted(path)
			}
			continue
		}
		delete(valid, path)
		if t, ok := c.valid[path]; ok {
			valid[path] = t
		}
	}
	c.valid, c.sound = valid, sound
}

// Same reports whether two chains hold the same typed text.
func (c *Chain) Same(o *Chain) bool {
	return maps.Equal(c.text, o.text) && slices.Equal(c.rows, o.rows)
}

// exchange turns the contracts into those of another product, month by month.
// Figures that are still the shipped ones become those of the new product;
// typed ones stay, as they do on the calculator.
func (c *Chain) exchange(from, to string) {
	if c.Text("spot") == shippedSpot(from) {
		c.Set("spot", shippedSpot(to))
	}
	for i, r := range c.rows {
		month, ok := strings.CutPrefix(r.Contract, from)
		if !ok {
			continue
		}
		was, next := shippedRow(r.Contract), shippedRow(to+month)
		r.Contract = to + month
		for _, name := range [...]string{"futures", "open_interest", "prev_open_interest", "volume"} {
			if new := *next.cell(name); new != "" && *r.cell(name) == *was.cell(name) {
				*r.cell(name) = new
			}
		}
		c.rows[i] = r
	}
	if month, ok := strings.CutPrefix(c.Text("roll.from"), from); ok && from != "" {
		c.Set("roll.from", to+month)
	}
}

// list replaces the contracts by those listed on the date. A contract that
// stays keeps what was typed about it; one that is new has no price until the
// user gives it, except on the day whose closes are shipped. Contracts of the
// user's own are listed by the user.
func (c *Chain) list() {
	d, err := calendar.Parse(c.Text("date"))
	if err != nil || c.Own() {
		return
	}
	for _, r := range c.rows {
		c.gone[r.Contract] = r
	}
	var rows []ChainRow
	for _, m := range calendar.ListedMonths(d) {
		code := c.Product() + m.Code()
		row := ChainRow{Contract: code, Dividends: "0.00"}
		if d.String() == ExampleDate {
			row = shippedRow(code)
		}
		if r, typed := c.gone[code]; typed {
			row = r
		}
		rows = append(rows, row)
	}
	c.rows = rows
	if from := c.Text("roll.from"); from != "" && !slices.ContainsFunc(rows, func(r ChainRow) bool { return r.Contract == from }) {
		c.Set("roll.from", "")
	}
}

// shippedRow is a contract at the shipped close; without one only its name is known.
func shippedRow(code string) ChainRow {
	row := ChainRow{Contract: code, Dividends: "0.00"}
	if len(code) < 2 {
		return row
	}
	for _, x := range chains[code[:2]] {
		if x.Contract == code {
			row.Futures = unit.Print(x.Futures, 1)
			row.OpenInterest = unit.Print(x.OpenInterest, 0)
			row.PrevInterest = unit.Print(x.PrevInterest, 0)
			row.Volume = unit.Print(x.Volume, 0)
		}
	}
	return row
}

func shippedSpot(product string) string {
	s, ok := spots[product]
	if !ok {
		return ""
	}
	return unit.Print(s, 3)
}

func chainText(m map[string]string, rows []ChainRow, path string) string {
	if i, name, ok := contractPath(path); ok {
		if i >= len(rows) {
			return ""
		}
		return *rows[i].cell(name)
	}
	if t, ok := m[path]; ok {
		return t
	}
	f, _ := chainFieldAt(path)
	return Display(f, f.Default)
}

// cell returns the place of one text of the row, or nil for a name there is not.
func (r *ChainRow) cell(name string) *string {
	switch name {
	case "contract":
		return &r.Contract
	case "expiry":
		return &r.Expiry
	case "futures":
		return &r.Futures
	case "dividends":
		return &r.Dividends
	case "open_interest":
		return &r.OpenInterest
	case "prev_open_interest":
		return &r.PrevInterest
	case "volume":
		return &r.Volume
	}
	return nil
}

// ContractPath is the path of one text of a contract: contracts.2.futures.
func ContractPath(i int, name string) string { return "contracts." + strconv.Itoa(i) + "." + name }

// contractPath splits contracts.N.NAME.
func contractPath(path string) (i int, name string, ok bool) {
	rest, found := strings.CutPrefix(path, "contracts.")
	if !found {
		return 0, "", false
	}
	index, name, _ := strings.Cut(rest, ".")
	i, err := strconv.Atoi(index)
	if err != nil || i < 0 || i >= MaxContracts || strconv.Itoa(i) != index || (&ChainRow{}).cell(name) == nil {
		return 0, "", false
	}
	return i, name, true
}
