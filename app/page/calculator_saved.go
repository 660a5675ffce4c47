package page

import (
	"context"
	"errors"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/engine"
	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/arb"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// loadSaved reads what is saved on the device, joined with what this tab
// holds. A document that cannot be read is kept aside.
func (c *calculator) loadSaved() {
	document := recall(keySaved)
	st, err := scenario.Load(document)
	var f *fault.Error
	if errors.As(err, &f) && len(f.Fields) > 0 {
		if f.Fields[0].Code == "store_newer" {
			c.notices = append(c.notices, c.w.Frame.StorageNewer)
			return
		}
		keep(keyDamaged, document)
		forget(keySaved)
		c.notices = append(c.notices, c.w.Frame.StorageAside)
	}
	c.saved = scenario.Merge(c.saved, st)
}

// storeSaved writes the saved scenarios, joined with what another tab may have
// written meanwhile.
func (c *calculator) storeSaved() {
	if st, err := scenario.Load(recall(keySaved)); err == nil {
		c.saved = scenario.Merge(st, c.saved)
	} else {
		return // a later version's document is never overwritten
	}
	if app.IsServer {
		return
	}
	if !keep(keySaved, c.saved.Document()) {
		for _, n := range c.notices {
			if n == c.w.Frame.StorageFull {
				return
			}
		}
		c.notices = append(c.notices, c.w.Frame.StorageFull)
	}
}

func (c *calculator) onSave(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.save(ctx)
}

func (c *calculator) save(ctx app.Context) {
	s, ok := c.saved.Add(c.defaultName(), c.typed.Fragment())
	if !ok {
		c.say(ctx, c.w.Saved.Full, false)
		return
	}
	c.storeSaved()
	c.say(ctx, c.w.Answer.SavedAs.With("name", s.Name), false)
}

// defaultName is the contract and what its costs are called.
func (c *calculator) defaultName() string {
	chosen := c.presetChosen()
	name := c.w.Inputs.Custom
	if p, ok := c.w.Inputs.Presets[chosen]; ok {
		name = p
	}
	return c.got.arb.Contract + " · " + name
}

// onCompare saves the present state, unless it is saved, and goes to the comparison.
func (c *calculator) onCompare(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	link := c.typed.Fragment()
	found := false
	for _, s := range c.saved.List() {
		if s.Fragment == link {
			found = true
			if !s.Compare {
				c.saved.Compare(s.ID, true)
				c.storeSaved()
			}
		}
	}
	if !found {
		c.save(ctx)
	}
	ctx.ScrollTo("h-saved")
}

func (c *calculator) onLoad(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	id := ctx.JSSrc().Get("value").String()
	for _, s := range c.saved.List() {
		if s.ID == id {
			next, notes := scenario.FromFragment(s.Fragment)
			c.linkNotes(notes)
			c.replace(ctx, next, true)
			c.say(ctx, c.w.Answer.Loaded, true)
		}
	}
}

func (c *calculator) onDelete(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if was, ok := c.saved.Delete(ctx.JSSrc().Get("value").String()); ok {
		c.storeSaved()
		c.say(ctx, c.w.Saved.Deleted.With("name", was.Name), false)
	}
}

func (c *calculator) onRename(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	if c.saved.Rename(trimPrefix(src.Get("id").String(), "name-"), src.Get("value").String()) {
		c.storeSaved()
	}
}

func (c *calculator) onShow(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	on := src.Get("checked").Bool()
	if c.saved.Compare(trimPrefix(src.Get("id").String(), "show-"), on) {
		c.storeSaved()
	} else if on {
		src.Set("checked", false)
		c.say(ctx, c.w.Saved.CompareFull, false)
	}
}

func trimPrefix(s, prefix string) string {
	if len(s) > len(prefix) && s[:len(prefix)] == prefix {
		return s[len(prefix):]
	}
	return s
}

// savedUI sets up to four saved scenarios side by side and lists them all.
func (c *calculator) savedUI() app.UI {
	w := c.w.Saved
	list := c.saved.List()
	body := []app.UI{}
	if len(list) == 0 {
		body = append(body, part.Empty{Title: w.Empty, Text: w.EmptyHint}.UI())
	} else {
		body = append(body, c.compareUI(list), c.listUI(list))
	}
	return part.Panel{ID: "h-saved", Title: w.Title, Body: body, Side: []app.UI{
		part.Button{ID: "add-scenario", Text: w.Add, Icon: part.Plus, Kind: part.Bare, OnClick: c.onSave}.UI()}}.UI()
}

func (c *calculator) compareUI(list []scenario.Saved) app.UI {
	w := c.w.Saved
	t := part.CompareTable{Label: w.Table, Item: w.Item, Lines: []part.CompareLine{
		{Label: w.Contract}, {Label: w.Date}, {Label: c.w.Answer.FairValue}, {Label: w.Band}, {Label: w.Forward}, {Label: w.Reverse},
		{Label: w.Holder}, {Label: w.Capital}, {Label: w.Verdict, Strong: true}}}
	for _, s := range list {
		if !s.Compare || len(t.Scenarios) == scenario.MaxCompare {
			continue
		}
		t.Scenarios = append(t.Scenarios, string(rune('A'+len(t.Scenarios)))+" "+s.Name)
		for i, v := range c.column(s) {
			t.Lines[i].Values = append(t.Lines[i].Values, v)
		}
	}
	if len(t.Scenarios) == 0 {
		return part.Note(part.Words(w.EmptyHint)...)
	}
	return t.UI()
}

// column answers a saved scenario.
func (c *calculator) column(s scenario.Saved) []string {
	typed, _ := scenario.FromFragment(s.Fragment)
	r := typed.Read()
	a, err := engine.Do(context.Background(), arb.Key, r.Input)
	if err != nil || len(r.Faults) > 0 {
		out := make([]string, 9)
		for i := range out {
			out[i] = "—"
		}
		out[8] = c.w.Saved.Unreadable
		return out
	}
	capital := a.Reverse.Capital
	if a.Mispricing > 0 {
		capital = a.Forward.Capital
	}
	return []string{
		a.Contract, a.Date.String(), points(a.FairValue), c.bandText(a.Reverse.Bound, a.Forward.Bound),
		maybe(c.w, a.Forward.Return, signedPercent[unit.Rate]), maybe(c.w, a.Reverse.Return, signedPercent[unit.Rate]),
		signed(a.Holder.Gain), points(capital), c.w.Saved.Verdicts[a.Verdict],
	}
}

func (c *calculator) listUI(list []scenario.Saved) app.UI {
	w := c.w.Saved
	rows := make([]part.Row, 0, len(list))
	for _, s := range list {
		rows = append(rows, part.Row{Cells: []part.Cell{
			{Body: part.TextField{ID: "name-" + s.ID, Label: w.RenameNamed.With("name", s.Name), Text: s.Name, Bare: true, Max: scenario.MaxName, OnChange: c.onRename}.UI()},
			{Body: part.Toggle{ID: "show-" + s.ID, Label: w.Show, On: s.Compare, OnChange: c.onShow}.UI()},
			{Body: part.Button{Name: "load", Value: s.ID, Text: w.Load, Label: w.LoadNamed.With("name", s.Name), Kind: part.Link, OnClick: c.onLoad}.UI()},
			{Body: part.Button{Name: "delete", Value: s.ID, Icon: part.Trash, Label: w.DeleteNamed.With("name", s.Name), Kind: part.Bare, OnClick: c.onDelete}.UI()},
		}})
	}
	return part.More{ID: "more-saved", Summary: w.List, Open: true, Body: []app.UI{
		part.Table{Label: w.List, Rows: rows, Compact: true, Columns: []part.Column{
			{Label: w.Name}, {Label: w.Show, Hide: true}, {Label: w.Load, Hide: true}, {Label: w.Delete, Hide: true}}}.UI(),
		part.Button{ID: "export-saved", Text: w.Export, Icon: part.Download, Kind: part.Bare, OnClick: c.onExportSaved}.UI()}}.UI()
}

func (c *calculator) onExportSaved(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	download("fairbasis-scenarios.json", "application/json", c.saved.Document())
}
