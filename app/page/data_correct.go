package page

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/core/table"
)

// Corrections: what the user says about the open file. Each reads the file
// again in the engine, which still has its bytes, and is kept with it.

func corrected(c table.Choices) bool { return !reflect.DeepEqual(c, table.Choices{}) }

// correct changes what was said about the open file and reads it again.
func (c *data) correct(ctx app.Context, change func(*table.Choices)) {
	e := c.opened()
	if e == nil {
		return
	}
	choices := e.Choices
	choices.Roles = slices.Clone(choices.Roles)
	change(&choices)
	if len(choices.Roles) == 0 {
		choices.Roles = nil
	}
	if reflect.DeepEqual(choices, e.Choices) {
		return
	}
	c.readWith(ctx, *e, choices, c.words().Corrected)
}

// onChoice takes a list, a field or a box: its id says which choice.
func (c *data) onChoice(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	name, value := strings.TrimPrefix(src.Get("id").String(), "choice-"), strings.TrimSpace(src.Get("value").String())
	on := src.Get("checked").Truthy()
	c.correct(ctx, func(x *table.Choices) { choose(x, name, value, on) })
}

// choose puts one choice into x; on is for boxes.
func choose(x *table.Choices, name, value string, on bool) {
	switch name {
	case "encoding":
		x.Encoding = value
	case "stamp":
		x.Stamp = value
	case "zone":
		x.Zone = value
	case "units":
		x.Units = value
	case "kind":
		x.Kind = value
	case "symbol":
		x.Symbol = value
	case "date":
		x.Date = value
	case "date_order":
		x.DateOrder = value
	case "part":
		x.Part = value
	case "keep_zeros":
		x.KeepZeros = on
	}
}

// onRole takes the meaning of a column: the id holds its place.
func (c *data) onRole(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	index, err := strconv.Atoi(strings.TrimPrefix(src.Get("id").String(), "role-"))
	if err != nil {
		return
	}
	role := table.Role(src.Get("value").String())
	c.correct(ctx, func(x *table.Choices) {
		x.Roles = slices.DeleteFunc(x.Roles, func(r table.RoleChoice) bool { return r.Index == index })
		x.Roles = append(x.Roles, table.RoleChoice{Index: index, Role: role})
	})
}

func (c *data) onReset(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if e := c.opened(); e != nil && corrected(e.Choices) {
		c.readWith(ctx, *e, table.Choices{}, c.words().ResetDone)
	}
}

// resync puts the controls back to what holds, after a correction was refused
// or canceled: the page drew them so all the time, and only the browser shows
// what the user chose.
func (c *data) resync(ctx app.Context) {
	if app.IsServer {
		return
	}
	c.lasting(ctx).Defer(func(app.Context) {
		e := c.opened()
		if e == nil || e.Facts == nil {
			return
		}
		set := func(id, value string) {
			if at := app.Window().GetElementByID(id); at.Truthy() {
				at.Set("value", value)
			}
		}
		for _, k := range e.Facts.Columns {
			set("role-"+strconv.Itoa(k.Index), string(k.Role))
		}
		x := e.Choices
		for id, value := range map[string]string{"encoding": x.Encoding, "stamp": x.Stamp, "zone": x.Zone, "units": x.Units, "kind": x.Kind,
			"symbol": x.Symbol, "date": x.Date, "date_order": x.DateOrder, "part": x.Part} {
			set("choice-"+id, value)
		}
		if box := app.Window().GetElementByID("choice-keep_zeros"); box.Truthy() {
			box.Set("checked", x.KeepZeros)
		}
	})
}
