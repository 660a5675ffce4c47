package scenario

import (
	"slices"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

// Own is the product of contracts of the user's own: each has its name and
// expiry, and all share the name, multiplier and tick of their product.
const Own = "own"

// MinOwn is the smallest number of own contracts: below it there is no curve.
const MinOwn = 2

// side is what is kept of a chain while another is looked at.
type side struct {
	product, spot, from string
	rows                []ChainRow
}

func (s side) clone() side {
	s.rows = slices.Clone(s.rows)
	return s
}

// Own reports whether the contracts are the user's own.
func (c *Chain) Own() bool { return c.Product() == Own }

// turn changes between the contracts of the exchange and the user's own after
// the product has been set. Either is found as it was left; the first own
// contracts are a copy of those on the page.
func (c *Chain) turn(before string) {
	found := c.aside
	c.aside = side{before, c.Text("spot"), c.Text("roll.from"), slices.Clone(c.rows)}
	switch {
	case found.rows == nil && c.Own():
		c.copied(before)
		return
	case found.rows == nil:
		example := ExampleOf(c.Product())
		found = side{c.Product(), example.Text("spot"), "", example.rows}
	}
	c.rows = found.rows
	c.Set("spot", found.spot)
	c.Set("roll.from", found.from)
	if !c.Own() {
		c.exchange(found.product, c.Product())
		c.list()
	}
}

// copied makes own contracts of the listed ones of a product.
func (c *Chain) copied(product string) {
	for i := range c.rows {
		if k, err := market.ReadContract(c.rows[i].Contract, calendar.Date{}); err == nil && c.rows[i].Expiry == "" {
			c.rows[i].Expiry = k.LastTradingDay.Date.String()
		}
	}
	p, err := market.ProductNamed(product)
	if err != nil {
		return
	}
	for path, x := range map[string]float64{"multiplier": p.Multiplier, "tick": float64(p.Tick)} {
		if strings.TrimSpace(c.Text(path)) == "" {
			c.Set(path, unit.Shortest(x, unit.Plain, 0))
		}
	}
}

// AddRow appends an empty own contract, unless MaxContracts are there.
func (c *Chain) AddRow() bool {
	if !c.Own() || len(c.rows) >= MaxContracts {
		return false
	}
	c.rows = append(c.rows, ChainRow{Dividends: "0.00"})
	return true
}

// RemoveRow removes an own contract, unless only MinOwn are there.
func (c *Chain) RemoveRow(i int) bool {
	if !c.Own() || i < 0 || i >= len(c.rows) || len(c.rows) <= MinOwn {
		return false
	}
	c.renamed(c.rows[i].Contract, "")
	c.rows = slices.Delete(c.rows, i, i+1)
	if i < len(c.sound) {
		c.sound = slices.Delete(c.sound, i, i+1)
	}
	return true
}

// renamed keeps the roll at its contract when that gets another name.
func (c *Chain) renamed(from, to string) {
	if from = strings.TrimSpace(from); from != "" && strings.EqualFold(from, c.Text("roll.from")) {
		c.Set("roll.from", strings.TrimSpace(to))
	}
}

// Blank reports whether nothing has been typed yet about the contract in row i.
func (c *Chain) Blank(i int) bool { return i < len(c.rows) && c.rows[i].blank() }

func (r ChainRow) blank() bool {
	return strings.TrimSpace(r.Contract+r.Expiry+r.Futures) == ""
}

// tick is the price step of the product.
func (c *Chain) tick() unit.Decimal {
	if c.Own() {
		return tickOf(c.Text("tick"))
	}
	return exchangeTick
}
