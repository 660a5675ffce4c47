package page

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
)

// What the curve page shows beside the rest while the contracts are the
// user's own: their product, and a name and an expiry in every row.

// product is how the product is called.
func (c *curve) product() string {
	if !c.chain.Own() {
		return c.chain.Product()
	}
	if name := strings.TrimSpace(c.chain.Text("name")); name != "" {
		return name
	}
	return c.w.Inputs.Own
}

// spotLabel names the index level.
func (c *curve) spotLabel() string {
	index := c.w.Index[c.chain.Product()]
	if c.chain.Own() {
		if index = strings.TrimSpace(c.chain.Text("name")); index == "" {
			return c.w.Label("spot")
		}
	}
	return c.words().Spot.With("index", index)
}

// called is how a contract is called, even before it has a name.
func (c *curve) called(i int, r curveRow) string {
	if name := strings.TrimSpace(r.typed.Contract); name != "" {
		return name
	}
	return c.words().Numbered.With("n", strconv.Itoa(i+1))
}

// ownAsks are the inputs of the product.
func (c *curve) ownAsks() []app.UI {
	if !c.chain.Own() {
		return nil
	}
	return []app.UI{
		c.textNamed("name", c.words().Name, 40, false),
		c.number("multiplier", c.w.Units.YuanPoint.With("n", ""), true), c.number("tick", c.w.Units.Point, true),
	}
}

func (c *curve) contractHead() part.Column {
	head := part.Column{Label: c.words().Contract}
	if c.chain.Own() {
		head.Second = c.w.Label("expiry")
	}
	return head
}

// ownHead begins the row of an own contract: its name, its expiry, what
// follows from them, and the button that removes it.
func (c *curve) ownHead(i int, code string, tag *part.Tag, days string) part.Cell {
	w := c.words()
	if c.chain.Blank(i) {
		tag = nil // nothing has been typed yet, so nothing is left out
	}
	return part.Cell{Body: part.Beside(
		c.textNamed(scenario.ContractPath(i, "contract"), w.Numbered.With("n", strconv.Itoa(i+1)), 20, true),
		c.textNamed(scenario.ContractPath(i, "expiry"), w.Cell.With("contract", code, "what", c.w.Label("expiry")), 40, true),
		app.If(len(c.view.rows) > scenario.MinOwn, func() app.UI {
			return part.Button{Name: "remove-contract", Value: strconv.Itoa(i), Icon: part.Trash, Label: w.Remove.With("contract", code),
				Kind: part.Bare, OnClick: c.onRemove}.UI()
		}),
		app.If(days != "", func() app.UI { return app.Small().Class("nw").Text(days) }),
		app.If(tag != nil, func() app.UI { return tag.UI() }))}
}

// textNamed is a text field, within the table a bare one.
func (c *curve) textNamed(path, label string, longest int, bare bool) app.UI {
	return part.TextField{ID: path, Label: label, Text: c.chain.Text(path), Max: longest, Bare: bare, Err: c.fault(path),
		OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onFieldKey}.UI()
}

func (c *curve) addButton() app.UI {
	return app.If(c.chain.Own(), func() app.UI {
		return app.Div().Body(part.Button{ID: "add-contract", Text: c.words().Add, Icon: part.Plus,
			Off: len(c.view.rows) >= scenario.MaxContracts, OnClick: c.onAdd}.UI())
	})
}

func (c *curve) onAdd(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	n := len(c.chain.Rows())
	c.edit(ctx, "", (*scenario.Chain).AddRow)
	c.lasting(ctx).Defer(func(app.Context) { focus(scenario.ContractPath(n, "contract")) })
}

func (c *curve) onRemove(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if i, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil {
		c.edit(ctx, "", func(x *scenario.Chain) bool { return x.RemoveRow(i) })
	}
}
