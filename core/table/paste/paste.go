package paste

import (
	"context"
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/unit"
)

// usualDay is the first day of made-up stamps: the first trading day of 2026.
var usualDay = calendar.MustOf(2026, 1, 5)

// Paste is the operation table.PasteKey.
func Paste(ctx context.Context, in table.PasteInput) (table.Pasted, error) {
	text := strings.ToValidUTF8(strings.TrimPrefix(in.Text, "\uFEFF"), "\uFFFD")
	lines, err := split(ctx, text)
	if err != nil {
		return table.Pasted{}, err
	}
	if len(lines) == 0 {
		return table.Pasted{}, refuse("no_prices", "holds no prices; paste one bar a line")
	}
	if rows := stamped(lines); rows > 0 {
		return table.Pasted{Export: table.Export{Rows: rows,
			File: op.File{Name: "pasted.txt", Type: "text/plain;charset=utf-8", Bytes: []byte(text)}}}, nil
	}
	columns, first, err := heads(lines)
	if err != nil {
		return table.Pasted{}, err
	}
	cells, err := read(ctx, lines[first:], len(columns))
	if err != nil {
		return table.Pasted{}, err
	}
	return write(ctx, columns, cells, in)
}

// heads returns the names of the columns and the first line of prices.
func heads(lines []line) (columns []string, first int, err error) {
	names := lines[0].cells
	if isHead(names) {
		first = 1
	}
	if first == len(lines) {
		return nil, 0, refuse("no_prices", "holds no prices; paste one bar a line")
	}
	switch n := len(lines[first].cells); n {
	case 1:
		return []string{"close"}, first, nil
	case 4:
		columns = []string{"open", "high", "low", "close"}
		if first == 1 && len(names) == 4 {
			columns = order(names, columns)
		}
		return columns, first, nil
	default:
		at := strconv.Itoa(lines[first].number)
		return nil, 0, refuse("paste_columns", "line "+at+" has "+strconv.Itoa(n)+" columns and no date; prices without dates have one column, closes, or four: open, high, low and close",
			"line", at, "got", strconv.Itoa(n))
	}
}

// maxFields is how many lines are refused by name.
const maxFields = 20

// read turns the cells into numbers, row by row.
func read(ctx context.Context, lines []line, columns int) ([]unit.Decimal, error) {
	out := make([]unit.Decimal, 0, len(lines)*columns)
	var fs fault.Fields
	wrong := 0
	for i, l := range lines {
		if i%chunk == 0 {
			if err := op.Tick(ctx, len(lines)+i, 3*len(lines)); err != nil {
				return nil, err
			}
		}
		at := strconv.Itoa(l.number)
		refused := false
		add := func(code, message string, params ...string) {
			if refused {
				return // one remark a line
			}
			refused = true
			if wrong++; wrong <= maxFields {
				fs.Add("text", code, "line "+at+": "+message, append([]string{"line", at}, params...)...)
			}
		}
		if len(l.cells) != columns {
			add("line_columns", strconv.Itoa(len(l.cells))+" columns, the first line of prices has "+strconv.Itoa(columns),
				"got", strconv.Itoa(len(l.cells)), "want", strconv.Itoa(columns))
			continue
		}
		for _, c := range l.cells {
			d, err := unit.ReadPoints(c)
			switch {
			case err != nil:
				add("line_number", err.Error(), "got", clip(c))
			case d.Mantissa() <= 0:
				add("line_not_positive", "prices are above 0; read "+clip(c), "got", clip(c))
			}
			out = append(out, d.Trim())
		}
	}
	if more := wrong - maxFields; more > 0 {
		fs.Add("text", "more_lines", "and "+strconv.Itoa(more)+" lines more cannot be read", "lines", strconv.Itoa(more))
	}
	return out, fs.Err()
}

// write makes a file of bars that follow one another on the clock of the
// exchange.
func write(ctx context.Context, columns []string, cells []unit.Decimal, in table.PasteInput) (table.Pasted, error) {
	minutes, day := max(in.Minutes, 1), usualDay
	if in.FirstDay != "" {
		day, _ = calendar.Parse(in.FirstDay) // Validate has read it
		day = calendar.OnOrAfter(day).Date
	}
	rows := len(cells) / len(columns)
	out := table.Pasted{Stamped: true}
	text := append(make([]byte, 0, 32+rows*(17+10*len(columns))), "datetime,"+strings.Join(columns, ",")+"\n"...)
	for i, end := 0, 0; i < rows; i++ {
		if i%chunk == 0 {
			if err := op.Tick(ctx, 2*rows+i, 3*rows); err != nil {
				return out, err
			}
		}
		at := len(text)
		if minutes == market.Daily {
			text = market.AppendStamp(text, int64(day.UnixDay())*market.DayMillis, true)
			day = calendar.Next(day).Date
		} else {
			end += minutes
			clock := 9*60 + 30 + end
			if end > 120 {
				clock += 90
			}
			text = market.AppendStamp(text, int64(day.UnixDay())*market.DayMillis+int64(clock)*60_000, false)
			if end == 240 {
				end, day = 0, calendar.Next(day).Date
			}
		}
		if len(text) == at {
			return out, refuse("past_calendar", "is longer than the calendar; begin on an earlier day")
		}
		if i == 0 {
			out.First = string(text[at:])
		}
		if i == rows-1 {
			out.Last = string(text[at:])
		}
		for _, d := range cells[i*len(columns) : (i+1)*len(columns)] {
			text = append(append(text, ','), d.String()...)
		}
		text = append(text, '\n')
	}
	out.Export = table.Export{Rows: rows, File: op.File{Name: "pasted-made-up-times.csv", Type: "text/csv;charset=utf-8", Bytes: text}}
	return out, op.Tick(ctx, 3*rows, 3*rows)
}

// refuse refuses the text as a whole.
func refuse(code, message string, params ...string) error {
	var fs fault.Fields
	fs.Add("text", code, message, params...)
	return fs.Err()
}

// clip keeps a quoted cell short.
func clip(text string) string {
	if len(text) > 40 {
		return strings.ToValidUTF8(text[:40], "") + "..."
	}
	return text
}
