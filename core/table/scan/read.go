package scan

import (
	"bytes"
	"context"
	"math"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// chunk is how many rows are read between two ticks.
const chunk = 8192

// Read reads the rows of a text. Time comes from the first field of kind
// Stamp, else from the first of kind Date and the first of kind Clock; a Clock
// alone counts from 1970-01-01, and without any of them Time is nil. Rows with
// fewer cells than there are fields up to the last that is not skipped are
// refused, as are rows whose stamp does not read. It reports bytes done of
// bytes in all, and its error is a limit reached (code fault.TooLarge) or a
// canceled context.
func Read(ctx context.Context, text []byte, p Plan) (*Rows, error) {
	return read(ctx, text, p, false)
}

// read is Read; careful leaves out the fast way, which must make no difference.
func read(ctx context.Context, text []byte, p Plan, careful bool) (*Rows, error) {
	for clocks := free; ; clocks = seconds {
		r := newReader(text, p)
		if r.clocks = clocks; careful {
			r.fields = nil
		}
		if err := r.run(ctx); err != nil {
			return nil, err
		}
		// Once more if a time with seconds came after ones taken for hours and
		// minutes.
		if !r.restart {
			return r.finish(), nil
		}
	}
}

// reader is the state of one scan.
type reader struct {
	plan Plan
	text []byte // up to the end of the data
	out  Rows
	cur  *Cursor

	stamp, date, clock int // places, -1 if there is none
	need               int // cells of a whole row
	numbers            []column
	index              map[string]int32 // of Words
	last               []int32          // by place: the word before
	n, size            int              // rows kept, room
	from               int              // where the rows begin

	fields []lane // for the fast way; nil if there is none
	seen   seen
	long   int // rows of more bytes are looked at for limits

	clocks  width // what bare clocks were so far
	restart bool
	timed   bool // a stamp was not midnight
	zoned   bool // stamps have offsets, if any was read
	buf     []byte
}

func newReader(text []byte, p Plan) *reader {
	if p.End > 0 && p.End < len(text) {
		text = text[:p.End]
	}
	p.Row = max(p.Row, 1)
	r := &reader{plan: p, text: text, stamp: -1, date: -1, clock: -1, need: p.need()}
	k := len(p.Kinds)
	r.numbers = make([]column, k)
	r.last = make([]int32, k)
	r.out = Rows{Numbers: make([]market.Column, k), Texts: make([][]int32, k), Percent: make([]int, k)}
	for place, kind := range p.Kinds {
		switch {
		case kind == Stamp && r.stamp < 0:
			r.stamp = place
		case kind == Date && r.date < 0:
			r.date = place
		case kind == Clock && r.clock < 0:
			r.clock = place
		}
		if kind == Text {
			r.last[place] = -1
			r.index = map[string]int32{}
		}
	}
	if r.stamp >= 0 {
		r.date, r.clock = -1, -1
	}
	r.cur = p.Cursor(text)
	r.from = r.cur.After
	r.buf = make([]byte, 0, 64)
	r.long = math.MaxInt
	for _, most := range []int{p.Limits.Field, p.Limits.Columns} {
		if most > 0 {
			r.long = min(r.long, most)
		}
	}
	r.fields = r.lanes()
	r.grow(r.estimate())
	return r
}

// estimate guesses the number of rows from the length of the first ones. It
// stays below what that many bytes can hold, however short those are.
func (r *reader) estimate() int {
	rest := r.text[r.cur.After:]
	rows, bytesOf := 0, 0
	for at, lines := 0, 0; lines < 256 && rows < 64 && at < len(rest); lines++ {
		end := bytes.IndexByte(rest[at:min(len(rest), at+1<<16)], '\n')
		if end < 0 {
			break
		}
		if at += end + 1; end >= 2*r.need-1 {
			rows++
			bytesOf += end + 1
		}
	}
	if rows == 0 {
		return 64
	}
	return int(int64(len(rest))*int64(rows)/int64(bytesOf)) + len(rest)/bytesOf + 64
}

// more grows the columns to what the rows so far let expect.
func (r *reader) more() {
	done := max(r.cur.Start-r.from, 1)
	left := int64(len(r.text)-r.cur.Start) * int64(r.n) / int64(done)
	r.grow(max(r.n+int(left)+int(left)/64, r.size+r.size/8) + 64)
}

// grow makes room for size rows in every column.
func (r *reader) grow(size int) {
	for place, kind := range r.plan.Kinds {
		switch kind {
		case Number:
			r.numbers[place].grow(size)
		case Text:
			t := r.out.Texts[place]
			r.out.Texts[place] = append(t, make([]int32, size-len(t))...)
		}
	}
	if r.stamp >= 0 || r.date >= 0 || r.clock >= 0 {
		r.out.Time = append(r.out.Time, make([]int64, size-len(r.out.Time))...)
	}
	r.out.Row = append(r.out.Row, make([]int32, size-len(r.out.Row))...)
	r.size = size
}

func (r *reader) run(ctx context.Context) error {
	from, next, idle := r.from, r.cur.Row, 0
	for !r.restart {
		if r.cur.Row >= next {
			if err := op.Tick(ctx, r.cur.After-from, len(r.text)-from); err != nil {
				return err
			}
			next = r.cur.Row + chunk
		}
		if r.fields != nil && idle < 16 {
			before := r.n
			if r.fast(next - r.cur.Row); r.n == before {
				idle++
			} else {
				idle = 0
			}
		} else if idle++; idle == 128 {
			idle = 8 // rows that are all unusual are tried again now and then
		}
		if !r.cur.Next() {
			break
		}
		if err := r.row(); err != nil {
			return err
		}
	}
	return op.Tick(ctx, len(r.text)-from, len(r.text)-from)
}

// row takes in the row under the cursor.
func (r *reader) row() error {
	c := r.cur
	if err := r.within(c); err != nil {
		return err
	}
	line := r.text[c.Start:c.End]
	if !c.Open && blank(c.Cells) {
		r.out.Blank++
		return nil
	}
	if len(r.plan.Header) > 0 && bytes.Equal(Trim(line), Trim(bytes.TrimRight(r.plan.Header, "\r\n"))) {
		r.out.Repeated = append(r.out.Repeated, int32(c.Row))
		return nil
	}
	for _, prefix := range r.plan.Footer {
		if bytes.HasPrefix(line, prefix) {
			r.out.Footers = append(r.out.Footers, int32(c.Row))
			return nil
		}
	}
	if c.Open {
		r.bad(-1, OpenQuote, line)
		return nil
	}
	if len(c.Cells) < r.need {
		r.bad(-1, ShortRow, line)
		return nil
	}
	if r.n == r.size {
		r.more()
	}
	if r.out.Time != nil && !r.time(c.Cells) {
		return nil
	}
	for place, kind := range r.plan.Kinds[:r.need] {
		switch kind {
		case Number:
			r.number(place, c.Cells[place])
		case Text:
			r.word(place, Trim(c.Cells[place]))
		}
	}
	r.out.Row[r.n] = int32(c.Row)
	r.n++
	return nil
}

// within checks the limits.
func (r *reader) within(c *Cursor) error {
	l := r.plan.Limits
	if rows := c.Row - r.plan.Row + 1; l.Rows > 0 && rows > l.Rows {
		return limit("rows", "more rows than "+strconv.Itoa(l.Rows), l.Rows, c.Row)
	}
	if l.Columns > 0 && len(c.Cells) > l.Columns {
		return limit("columns", "row "+strconv.Itoa(c.Row)+" has more columns than "+strconv.Itoa(l.Columns), l.Columns, c.Row)
	}
	if l.Field > 0 {
		for _, cell := range c.Cells {
			if len(cell) > l.Field {
				return limit("field", "a cell of row "+strconv.Itoa(c.Row)+" is longer than "+strconv.Itoa(l.Field)+" bytes", l.Field, c.Row)
			}
		}
	}
	return nil
}

func limit(name, message string, most, row int) error {
	return &fault.Error{Code: fault.TooLarge, Message: "the text has " + message,
		Fields: []fault.Field{fault.Note("", "too_many_"+name, message, "max", strconv.Itoa(most), "row", strconv.Itoa(row))}}
}

func blank(cells [][]byte) bool {
	for _, cell := range cells {
		if len(Trim(cell)) > 0 {
			return false
		}
	}
	return true
}

// bad notes that a cell or a row was not read.
func (r *reader) bad(place int, why Why, text []byte) {
	r.out.BadCount[why]++
	if len(r.out.Bad) < MaxBad {
		r.out.Bad = append(r.out.Bad, Cell{Row: r.cur.Row, Field: place, Why: why, Text: string(text[:min(len(text), 80)])})
	}
}

// time reads the stamp of the row and reports whether it has one.
func (r *reader) time(cells [][]byte) bool {
	var m moment
	var why Why
	var date []byte
	place := max(r.stamp, r.date)
	if place >= 0 {
		date = Trim(cells[place])
		folded, ok := fold(r.buf, date, true)
		if !ok || len(folded) == 0 {
			r.bad(place, BadStamp, cells[place])
			return false
		}
		if m, why = readStamp(folded, r.plan.Form); why != 0 {
			r.bad(place, why, cells[place])
			return false
		}
	}
	if r.clock >= 0 {
		place = r.clock
		folded, ok := fold(r.buf, Trim(cells[place]), true)
		if ok {
			ok = r.addClock(&m, folded)
		}
		if !ok {
			r.bad(place, BadStamp, cells[place])
			return false
		}
	}
	if r.n == 0 {
		r.zoned = m.zoned
		r.out.Offset = m.offset
	} else if m.zoned != r.zoned {
		r.bad(place, ZoneChange, cells[place])
		return false
	} else if m.offset != r.out.Offset {
		r.out.Offsets = true
	}
	if m.local%dayMs != 0 {
		r.timed = true
	}
	r.out.Time[r.n] = m.local - int64(m.offset)*minuteMs
	if r.fields != nil {
		r.remember(date, m, r.stamp >= 0)
	}
	return true
}

// addClock adds the time of day in b to the date in m.
func (r *reader) addClock(m *moment, b []byte) bool {
	if r.plan.Form == ExcelDay && bytes.IndexByte(b, ':') < 0 && bytes.IndexByte(b, '.') >= 0 {
		ms, ok := scaled(b, ExcelDay)
		m.local += ms
		return ok && ms >= 0 && ms <= dayMs
	}
	ms, rest, is, ok := readClock(b, r.clocks)
	if !ok {
		return false
	}
	m.local += ms
	if len(rest) > 0 {
		if m.offset, ok = readOffset(rest); !ok {
			return false
		}
		m.zoned = true
	}
	if is == seconds && r.clocks == minutes {
		r.restart = true
	}
	if is > r.clocks {
		r.clocks = is
	}
	return true
}

// number reads a cell into its column.
func (r *reader) number(place int, cell []byte) {
	col := &r.numbers[place]
	b := Trim(cell)
	if len(b) == 0 || r.missing(b) {
		col.clear(r.n)
		return
	}
	folded, ok := fold(r.buf, b, false)
	if ok {
		var d decimal
		if d, ok = readDecimal(folded); ok && col.set(r.n, d, folded) {
			if d.percent {
				r.out.Percent[place]++
			}
			return
		}
	}
	col.clear(r.n)
	r.bad(place, BadNumber, cell)
}

// missing reports whether the cell stands for no value.
func (r *reader) missing(b []byte) bool {
	for _, m := range r.plan.Missing {
		if bytes.Equal(b, m) {
			return true
		}
	}
	return false
}

// word notes the word of a cell.
func (r *reader) word(place int, b []byte) {
	i := r.last[place]
	if i < 0 || r.out.Words[i] != string(b) {
		var known bool
		if i, known = r.index[string(b)]; !known {
			i = int32(len(r.out.Words))
			w := string(b)
			r.out.Words = append(r.out.Words, w)
			r.index[w] = i
		}
		r.last[place] = i
	}
	r.out.Texts[place][r.n] = i
}

// finish cuts the columns to the rows kept.
func (r *reader) finish() *Rows {
	out := &r.out
	for place, kind := range r.plan.Kinds {
		switch kind {
		case Number:
			out.Numbers[place] = r.numbers[place].done(r.n)
		case Text:
			out.Texts[place] = out.Texts[place][:r.n:r.n]
		}
	}
	out.Read = r.n
	out.Row = out.Row[:r.n:r.n]
	if out.Time == nil {
		return out
	}
	out.Time = out.Time[:r.n:r.n]
	out.Daily = r.n > 0 && !r.timed
	out.HasOffset = r.zoned
	for i := 1; i < r.n; i++ {
		if d := out.Time[i] - out.Time[i-1]; d > 0 {
			out.Ascending++
		} else if d < 0 {
			out.Descending++
		}
	}
	return out
}
