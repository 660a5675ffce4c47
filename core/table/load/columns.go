package load

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/table/check"
	"fairbasis/core/table/scan"
)

// maxFaults is how many mistakes of one series are named; the others are counted.
const maxFaults = 20

// Columns implements market.Inline. Columns are read more strictly than files,
// as a program wrote them: lists of one length, times that ascend and are the
// ends of bars, numbers of JSON and no texts, prices above 0 that do not
// contradict each other. What the bars are of, their length, their digits and
// their unbroken stretches come out as from a file that holds the same.
func (l *Library) Columns(ctx context.Context, c *market.Columns, symbol string) (*market.Bars, error) {
	r := &inline{}
	r.open(c.Tree)
	if r.count == 0 {
		if err := op.SpendBars(ctx, "columns.time", len(r.stamps), nil); err != nil {
			return nil, err
		}
		r.times()
	}
	if r.count == 0 || len(r.time) == len(r.stamps) {
		r.numbers()
	}
	if r.count > 0 {
		return nil, r.refusal()
	}
	b := r.bars(identify(symbol, ""))
	check.Series(b, check.Options{})
	return b, nil
}

// inline is the work on the columns of one series.
type inline struct {
	stamps  []any // of the member time
	lists   []list
	minutes int // as the request says, or 0

	time  []int64
	dated bool // days without a time
	frame frame

	faults fault.Fields
	count  int // of all mistakes, those not named among them
}

// list is one column as it was sent.
type list struct {
	path, name string
	role       table.Role
	cells      []any
}

func (r *inline) refuse(path, code, message string, params ...string) {
	if r.count++; r.count <= maxFaults {
		r.faults.Add(fault.Join("columns", path), code, message, params...)
	}
}

func (r *inline) refusal() error {
	if more := r.count - maxFaults; more > 0 {
		r.faults.Add("columns", "more_faults", "and "+many(more, "mistake")+" more", "count", number(more))
	}
	return r.faults.Err()
}

// open finds the lists.
func (r *inline) open(tree any) {
	object, ok := tree.(map[string]any)
	if !ok {
		r.refuse("", "wrong_kind", "must be an object of lists: time, and close or others of "+strings.Join(market.ColumnNames(), ", "))
		return
	}
	known := market.ColumnNames()
	for _, name := range known { // in this order, whatever that of the request is
		if v, given := object[name]; given {
			r.list(name, name, table.Role(name), v)
		}
	}
	for _, name := range names(object) {
		switch v := object[name]; {
		case name == "time":
			r.stamps, ok = v.([]any)
			if !ok {
				r.refuse(name, "wrong_kind", "must be a list of texts, such as 2024-09-13 or 2024-09-13 09:31")
			}
		case name == "minutes":
			r.length(v)
		case name == "extra":
			extra, ok := v.(map[string]any)
			if !ok {
				r.refuse(name, "wrong_kind", "must be an object of lists by name")
			}
			for _, own := range names(extra) {
				path := fault.Join(name, own)
				if own == "" || own == "time" || slices.Contains(known, own) {
					r.refuse(path, "unknown_field", "this name has a meaning of its own; its list stands beside time")
					continue
				}
				r.list(path, own, table.Value, extra[own])
			}
		case !slices.Contains(known, name):
			r.refuse(name, "unknown_field", "no such list; known are time, "+strings.Join(known, ", ")+", and minutes; lists of any other name stand in extra")
		}
	}
	if _, given := object["time"]; !given {
		r.refuse("time", "missing", "the times of the bars are missing; write them as 2024-09-13, or 2024-09-13 09:31 for the end of a bar")
	} else if ok && r.count == 0 && len(r.stamps) == 0 {
		r.refuse("time", "no_bars", "must hold at least one bar")
	}
	if len(r.lists) == 0 && r.count == 0 {
		r.refuse("", "no_lists", "must hold at least one list of numbers beside time, such as close")
	}
	for _, l := range r.lists {
		if n, want := len(l.cells), len(r.stamps); n != want && want > 0 {
			r.refuse(l.path, "length", "must be as long as time, "+number(want)+", got "+number(n), "want", number(want), "got", number(n))
		}
	}
}

func (r *inline) list(path, name string, role table.Role, v any) {
	cells, ok := v.([]any)
	if !ok {
		r.refuse(path, "wrong_kind", "must be a list of numbers, null where there is none")
		return
	}
	r.lists = append(r.lists, list{path, name, role, cells})
}

func (r *inline) length(v any) {
	n, _ := v.(json.Number)
	minutes, err := n.Int64()
	if err != nil || minutes < 1 || minutes > market.Daily {
		r.refuse("minutes", "out_of_range", "must be a whole number from 1 to 1440", "got", clipped(string(n)), "min", "1", "max", "1440")
		return
	}
	r.minutes = int(minutes)
}

// names are the members of an object in their order, however it was written.
func names(object map[string]any) []string {
	list := make([]string, 0, len(object))
	for name := range object {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

// numbers reads the lists into columns and holds each bar against itself.
func (r *inline) numbers() {
	n := len(r.stamps)
	some := make([]bool, n)
	for _, l := range r.lists {
		at := func(i int) string { return fault.Join(l.path, strconv.Itoa(i)) }
		c := scan.Numbers(n, func(i int) string {
			if l.cells[i] == nil {
				return ""
			}
			number, ok := l.cells[i].(json.Number)
			if !ok {
				r.refuse(at(i), "wrong_kind", "must be a number, or null where there is none")
			}
			return string(number)
		}, func(i int) { r.refuse(at(i), "too_large", "is beyond the range of a double") })
		col := column{role: l.role, name: l.name, Column: c}
		price, own := isPrice(l.role), l.role == table.Value
		for i := range n {
			if !col.has(i) {
				continue
			}
			some[i] = some[i] || price || own
			switch x, _ := c.At(i); {
			case own:
			case price && !(x > 0):
				r.refuse(at(i), "not_positive", "must be above 0, got "+c.Text(i)+"; write null where there is no price", "got", c.Text(i))
			case x < 0:
				r.refuse(at(i), "negative", "must not be negative, got "+c.Text(i), "got", c.Text(i))
			}
		}
		r.frame.cols = append(r.frame.cols, col)
	}
	if r.count > 0 {
		return
	}
	for i, ok := range some {
		if !ok {
			r.refuse(fault.Join("time", strconv.Itoa(i)), "no_price", "has no price; leave out bars without any")
		}
	}
	r.extremes()
}

// extremes holds highs and lows against the other prices of their bars.
func (r *inline) extremes() {
	high, low := r.frame.column(table.High), r.frame.column(table.Low)
	beyond := func(c *column, sign float64, than string) {
		if c == nil {
			return
		}
		for _, role := range []table.Role{table.Open, table.Close, table.High} {
			other := r.frame.column(role)
			if other == nil || other == c {
				continue
			}
			for i := range len(r.time) {
				x, ok := c.At(i)
				y, also := other.At(i)
				if ok && also && sign*x < sign*y {
					r.refuse(fault.Join(c.name, strconv.Itoa(i)), table.OHLCViolation, "is "+c.Text(i)+", "+than+" the "+string(role)+" "+other.Text(i)+" of its bar",
						"got", c.Text(i), "other", other.Text(i))
				}
			}
		}
	}
	beyond(high, 1, "below")
	beyond(low, -1, "above")
}

// bars hands over what was read.
func (r *inline) bars(as identity) *market.Bars {
	r.frame.time = r.time
	r.frame.row = make([]int32, len(r.time))
	for i := range r.frame.row {
		r.frame.row[i] = int32(i + 1)
	}
	s := series{frame: &r.frame, tempo: measure(r.time)}
	b := r.frame.bars(as)
	switch b.Minutes = r.minutes; {
	case r.minutes > 0:
	case r.dated || s.tempo.daily():
		s.floor()
		b.Minutes = s.tempo.dayLength()
	default:
		b.Minutes, _ = s.tempo.minutes()
	}
	return b
}
