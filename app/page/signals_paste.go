package page

import (
	"context"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/library"
	"fairbasis/app/part"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// paste is what was pasted from a spreadsheet, until it is read.
type paste struct {
	minutes int // length of a bar, where the text does not say
}

// pasteID is the id of the field that prices are pasted into.
const pasteID = "paste"

// pasteLengths are the lengths of bars on offer.
var pasteLengths = [...]int{1, 5, 15, 60, market.Daily}

// pasteUI is the field to paste prices into.
func (c *signals) pasteUI() app.UI {
	w := c.words()
	lengths := make([]part.Option, 0, len(pasteLengths))
	for _, n := range pasteLengths {
		label := w.MinutesBar.With("n", strconv.Itoa(n))
		if n == market.Daily {
			label = w.DailyBar
		}
		lengths = append(lengths, part.Option{Value: strconv.Itoa(n), Label: label})
	}
	return c.more("more-paste", w.Paste,
		part.TextArea{ID: pasteID, Label: w.PasteLabel, Hint: w.PasteHint, Rows: 5}.UI(),
		part.Select{ID: "paste-minutes", Label: w.PasteMinutes, Value: strconv.Itoa(max(c.pasted.minutes, 1)), Options: lengths, OnChange: c.onPasteMinutes}.UI(),
		app.Div().Body(part.Button{ID: "paste-read", Text: w.PasteRead, OnClick: c.onPaste}.UI()))
}

func (c *signals) onPasteMinutes(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.pasted.minutes, _ = strconv.Atoi(ctx.JSSrc().Get("value").String())
}

// onPaste makes a file of what was pasted. The text stays until it was read.
func (c *signals) onPaste(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	at := app.Window().GetElementByID(pasteID)
	if !at.Truthy() {
		return
	}
	text := at.Get("value").String()
	in := table.PasteInput{Text: text, Minutes: max(c.pasted.minutes, 1)}
	c.add(ctx, c.words().Pasted, int64(len(text)), true, func(work context.Context, _ func(done, total int64)) (library.Entry, bool, error) {
		made, err := inquire(work, table.PasteKey, in)
		if err != nil {
			return library.Entry{}, false, err
		}
		return library.AddBytes(work, made.File)
	})
}
