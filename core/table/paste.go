package table

import (
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// PasteKey is the operation that makes a file of what was pasted from a
// spreadsheet.
const PasteKey = op.Key[PasteInput, Pasted]("paste")

// MaxPaste is the longest text that is taken, in bytes.
const MaxPaste = 16 << 20

// PasteInput is what was pasted. Text with dates or times becomes a file as it
// is. Bare prices have one column, closes, or four: open, high, low and close
// unless a line above them names another order.
type PasteInput struct {
	Text     string `json:"text" doc:"prices, one bar a line; cells apart by tabs, commas, semicolons or blanks"`
	Minutes  int    `json:"minutes,omitempty" doc:"length of a bar of bare prices: 1, 2, 3, 5, ... up to 120, or 1440 for days; 1 if left out"`
	FirstDay string `json:"first_day,omitempty" doc:"first day of bare prices, YYYY-MM-DD, or the first trading day after it; 2026-01-05 if left out"`
}

// Validate checks the request. What is wrong with the text is found in reading.
func (in PasteInput) Validate() error {
	var fs fault.Fields
	if len(in.Text) > MaxPaste {
		return fault.About(fault.TooLarge, "text", "too_long_text", "is longer than "+strconv.Itoa(MaxPaste>>20)+" MB; save it as a file and drop that",
			"max", strconv.Itoa(MaxPaste>>20))
	}
	if m := in.Minutes; m != 0 && m != market.Daily && (m < 0 || m > 120 || 120%m != 0) {
		fs.Add("minutes", "bar_length", "must divide a session of 120 minutes, or be 1440 for days", "got", strconv.Itoa(m))
	}
	if in.FirstDay != "" {
		if _, err := calendar.Parse(in.FirstDay); err != nil {
			fs.Merge("first_day", err)
		}
	}
	return fs.Err()
}

// Pasted is the file that came of it, to be read like any other.
type Pasted struct {
	Export
	Stamped bool   `json:"stamped" doc:"the prices had no dates and the file has made-up ones: the bars of consecutive trading days"`
	First   string `json:"first,omitempty" doc:"first of the made-up stamps"`
	Last    string `json:"last,omitempty"`
}
