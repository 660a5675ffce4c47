package load

import (
	"bytes"
	"context"
	"slices"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/table"
	"fairbasis/core/table/charset"
	"fairbasis/core/table/layout"
	"fairbasis/core/table/scan"
)

// part is one text of the file: all of it, a sheet or a member.
type part struct {
	text
	layout layout.Layout
	base   int32 // running number of its row 0
	scans  []*source
	digits []digits  // by column
	plan   scan.Plan // by which its rows were cut and numbered

	last int32 // the last row that is mentioned anywhere
}

// source is a frame as it came from one part, with what is known of its symbol.
type source struct {
	frame
	part   *part
	symbol string  // of all rows, as the file wrote it; "" where rows or nobody says
	name   string  // of the contract, beside the symbol
	from   string  // header or title, where symbol is said
	word   []int32 // by row, place in words; nil where no column has the symbol
	title  []int32 // by row, place in words of the name beside the symbol
	words  []string
	breaks []int32 // rows before which the header was repeated

	timeless  bool // rows have no date
	hasOffset bool
	offset    int // minutes east
	offsets   bool
	block     bool // one of several groups of columns
}

// read scans the text of a part.
func (r *reading) read(ctx context.Context, p *part) error {
	passes := p.layout.Plans(p.bytes)
	for _, pass := range passes {
		pass.Plan.Limits = scan.Limits{Rows: limits.Rows, Columns: limits.Columns, Field: limits.Cell}
		p.plan = pass.Plan
		rows, err := scan.Read(ctx, p.bytes, pass.Plan)
		if err != nil {
			return err
		}
		r.unread(p, rows, len(passes) > 1)
		if p.base != 0 {
			for i := range rows.Row {
				rows.Row[i] += p.base
			}
		}
		p.count(rows.Numbers)
		s := p.source(rows)
		if pass.Blocks == nil {
			p.whole(s, rows)
			continue
		}
		for _, b := range pass.Blocks {
			p.group(s, rows, p.layout.Blocks[b])
		}
	}
	return nil
}

// source is what all frames of one scan share.
func (p *part) source(rows *scan.Rows) source {
	s := source{part: p, timeless: rows.Time == nil, hasOffset: rows.HasOffset, offset: rows.Offset, offsets: rows.Offsets}
	s.time, s.row, s.daily = rows.Time, rows.Row, rows.Daily || s.timeless
	s.counted, s.up, s.down = true, rows.Ascending, rows.Descending
	if s.timeless {
		s.time = make([]int64, rows.Read)
	}
	if rows.HasOffset && rows.Offset != 0 { // the scanner has them in UTC
		for i := range s.time {
			s.time[i] += int64(rows.Offset) * minute
		}
	}
	next := 0
	for _, header := range rows.Repeated {
		for next < len(s.row) && s.row[next]-p.base < header {
			next++
		}
		if next > 0 && next < len(s.row) && (len(s.breaks) == 0 || s.breaks[len(s.breaks)-1] != int32(next)) {
			s.breaks = append(s.breaks, int32(next))
		}
	}
	return s
}

// whole makes the frame of a part whose rows have their columns once.
func (p *part) whole(s source, rows *scan.Rows) {
	s.symbol, s.from = p.layout.Symbol, p.layout.From
	for i, c := range p.layout.Columns {
		switch {
		case i < len(rows.Texts) && rows.Texts[i] != nil && c.Role == table.Symbol && s.word == nil:
			s.word = rows.Texts[i]
		case i < len(rows.Texts) && rows.Texts[i] != nil && c.Role == table.SymbolName && s.title == nil:
			s.title = rows.Texts[i]
		}
		if i < len(rows.Numbers) {
			s.addColumn(c, rows.Numbers[i])
		}
	}
	if s.word != nil || s.title != nil {
		s.words = make([]string, len(rows.Words))
		for i, w := range rows.Words {
			s.words[i] = charset.Decode([]byte(w), p.encoding)
		}
	}
	p.scans = append(p.scans, &s)
}

// group makes the frame of one block of a wide part.
func (p *part) group(s source, rows *scan.Rows, b layout.Block) {
	s.symbol, s.name, s.from, s.block, s.shared = b.Symbol, b.Name, "header", true, true
	for _, i := range b.Columns {
		if i < len(rows.Numbers) && i < len(p.layout.Columns) {
			s.addColumn(p.layout.Columns[i], rows.Numbers[i])
		}
	}
	p.scans = append(p.scans, &s)
}

// addColumn takes over one scanned column. A second one of the same role is
// kept under its own name.
func (s *source) addColumn(c layout.Column, numbers market.Column) {
	if !numbers.Present() {
		return
	}
	col := column{role: c.Role, name: c.Name, Column: numbers}
	if col.role != table.Value && s.column(col.role) != nil {
		col.role = table.Value
	}
	if c.Power > 0 {
		col.multiply(c.Power)
	}
	s.cols = append(s.cols, col)
}

// unread reports what the scanner could not read. In a file with several
// stamps side by side an empty stamp is the end of its block.
func (r *reading) unread(p *part, rows *scan.Rows, blocks bool) {
	codes := [...]string{scan.BadStamp: table.BadStamp, scan.BadNumber: table.BadNumber, scan.ShortRow: table.ShortRow,
		scan.NoSuchDay: table.NoSuchDay, scan.OpenQuote: table.OpenQuote, scan.ZoneChange: table.ZoneChange}
	type place struct{ why, field int }
	found := map[place]*finding{}
	var list []*finding
	var listed [len(codes)]int
	for _, cell := range rows.Bad {
		if int(cell.Why) >= len(codes) || codes[cell.Why] == "" {
			continue
		}
		text := charset.Decode([]byte(cell.Text), p.encoding)
		if blocks && cell.Why == scan.BadStamp && len(bytes.TrimSpace([]byte(text))) == 0 {
			rows.BadCount[cell.Why]--
			continue
		}
		name := ""
		if cell.Field >= 0 && cell.Field < len(p.layout.Columns) {
			name = p.layout.Columns[cell.Field].Name
		}
		listed[cell.Why]++
		at := place{int(cell.Why), cell.Field}
		f := found[at]
		if f == nil {
			f = &finding{code: codes[cell.Why], severity: table.Bad, action: "skipped", column: name, params: []string{"example", text}}
			found[at] = f
			list = append(list, f)
		}
		f.count++
		row := int32(cell.Row) + p.base
		p.last = max(p.last, int32(cell.Row))
		f.rows = append(f.rows, row)
		if cell.Why != scan.BadNumber {
			r.skipped++
		}
		if len(r.rejected) < maxRejected {
			line := table.RejectedRow{Part: p.name, Row: cell.Row, Reason: f.code}
			if cell.Why == scan.BadNumber {
				line.Column, line.Text = name, text
			}
			r.rejected = append(r.rejected, line)
		}
	}
	// Beyond scan.MaxBad cells are counted and no longer listed.
	for _, f := range list {
		for why, code := range codes {
			if code != f.code {
				continue
			}
			if more := rows.BadCount[why] - listed[why]; more > 0 {
				f.count += more
				listed[why] += more
				if scan.Why(why) != scan.BadNumber {
					r.skipped += more
				}
			}
		}
	}
	for _, f := range list {
		example := f.params[1]
		switch f.code {
		case table.BadStamp:
			f.message = many(f.count, "row") + " without a date or time that reads, such as " + quoted(example) + "; left out"
		case table.NoSuchDay:
			f.message = many(f.count, "row") + " with a day that the calendar does not have, such as " + quoted(example) + "; left out"
		case table.BadNumber:
			f.action = "kept"
			f.message = many(f.count, "cell") + " " + plural(f.count, "is", "are") + " no number, such as " + quoted(example) + "; taken for empty"
		case table.ShortRow:
			f.params = []string{"need", number(p.need())}
			f.message = many(f.count, "row") + " with fewer cells than the " + number(p.need()) + " that are needed; left out"
		case table.OpenQuote:
			f.params = nil
			f.message = many(f.count, "row") + " with a quote that is never closed; left out"
		case table.ZoneChange:
			f.params = []string{"zone", "-", "example", example}
			if rows.HasOffset {
				f.params[1] = offsetText(rows.Offset)
			}
			f.message = many(f.count, "row") + " whose time has an offset where others have none, or the reverse; left out"
		}
		r.report(*f)
	}
	for _, more := range [][]int32{rows.Row, rows.Footers, rows.Repeated} {
		if n := len(more); n > 0 {
			p.last = max(p.last, more[n-1])
		}
	}
	if len(rows.Footers) > 0 {
		text := p.footer()
		r.report(finding{code: table.Footer, severity: table.Notice, action: "skipped", count: len(rows.Footers), rows: p.running(rows.Footers),
			params: []string{"text", text}, message: many(len(rows.Footers), "line") + " of the program that wrote the file, " + quoted(text) + "; left out"})
	}
	if n := len(rows.Repeated); n > 0 {
		r.report(finding{code: table.RepeatedHeader, severity: table.Notice, action: "skipped", count: n, rows: p.running(rows.Repeated),
			message: "the header stands " + many(n, "more time") + " among the rows"})
	}
}

// footer is the text of the last line that a program left at the end.
func (p *part) footer() string {
	tail := p.bytes[max(0, len(p.bytes)-64<<10):]
	at := -1
	for _, prefix := range p.layout.Footer {
		at = max(at, bytes.LastIndex(tail, prefix))
	}
	if at < 0 {
		return ""
	}
	line := tail[at:]
	if end := bytes.IndexAny(line, "\r\n"); end >= 0 {
		line = line[:end]
	}
	return clip(charset.Decode(bytes.TrimRight(line, ",;\t "), p.encoding))
}

// need is how many cells a row must have.
func (p *part) need() int {
	n := 0
	for i, c := range p.layout.Columns {
		if c.Role != table.Ignore {
			n = i + 1
		}
	}
	return n
}

// running turns the first rows of a part into running numbers.
func (p *part) running(rows []int32) []int32 {
	out := slices.Clone(rows[:min(len(rows), maxRows)])
	for i := range out {
		out[i] += p.base
	}
	return out
}

// quote finds the text of rejected rows of this part that have none yet.
func (p *part) quote(list []table.RejectedRow) {
	wanted := map[int][]int{}
	last := 0
	for i, row := range list {
		if row.Part == p.name && row.Column == "" && row.Text == "" {
			wanted[row.Row] = append(wanted[row.Row], i)
			last = max(last, row.Row)
		}
	}
	if len(wanted) == 0 {
		return
	}
	put := func(row int, line []byte) {
		for _, i := range wanted[row] {
			list[i].Text = clip(charset.Decode(line[:min(len(line), 240)], p.encoding))
		}
	}
	text := p.bytes[min(max(p.layout.Data, 0), len(p.bytes)):]
	if p.layout.Quote && bytes.IndexByte(text, '"') >= 0 || bytes.IndexByte(text, '\n') < 0 {
		c := p.plan.Cursor(p.bytes)
		for c.Next() && c.Row <= last {
			put(c.Row, p.bytes[c.Start:c.End])
		}
		return
	}
	for row := p.layout.DataRow; row <= last && len(text) > 0; row++ {
		line := text
		if end := bytes.IndexByte(text, '\n'); end >= 0 {
			line, text = text[:end], text[end+1:]
		} else {
			text = nil
		}
		if wanted[row] != nil {
			put(row, bytes.TrimSuffix(line, []byte{'\r'}))
		}
	}
}

// clip keeps 80 bytes of a text, whole characters.
func clip(text string) string { return charset.Clip(text, 80) }

// quoted puts a cell into quotes for a message.
func quoted(text string) string { return `"` + clip(text) + `"` }

// refuse makes a refusal of one choice the file needs.
func refuse(path, code, message string, params ...string) error {
	var fs fault.Fields
	fs.Add(path, code, message, params...)
	return fs.Err()
}
