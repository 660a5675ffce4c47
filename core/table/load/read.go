package load

import (
	"context"
	"math"
	"slices"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/table"
	"fairbasis/core/table/check"
	"fairbasis/core/table/layout"
)

// File is a file as it came, with what the user said about it.
type File struct {
	Name    string
	Bytes   []byte
	Choices table.Choices
}

// Read reads a file: bytes to bars. The refusal of a file that is no table of
// dated prices says what it is instead; anything less is a problem in Loaded.
func Read(ctx context.Context, f File) (*table.Set, error) {
	o, err := unwrap(ctx, f.Name, f.Bytes)
	if err != nil {
		return nil, err
	}
	return o.read(ctx, f.Choices)
}

// readShare is where the rows are read, by a thousand of the whole work.
const readShare = 970

// reading is the work on one file.
type reading struct {
	name    string
	choices table.Choices
	loaded  *table.Loaded
	parts   []*part // that are used

	problems []table.Problem
	rejected []table.RejectedRow

	skipped                         int // rows of data that became no bar
	zeroed                          int // prices of 0 taken for empty
	ascending, descending, unsorted int // series by the order of their rows
}

// read makes a set out of texts.
func (o *opened) read(ctx context.Context, c table.Choices) (*table.Set, error) {
	r := &reading{name: o.name, choices: c}
	r.loaded = &table.Loaded{Name: o.name, Bytes: o.size, Container: o.container}
	if err := r.recognise(ctx, o); err != nil {
		return nil, err
	}
	for _, p := range r.parts {
		p.base = math.MaxInt32 // not read yet: no row is in it
	}
	size, done, from := 0, 0, 0
	for _, p := range r.parts {
		size += len(p.bytes)
	}
	if o.container != "" {
		from = textShare
	}
	base := int32(0)
	for _, p := range r.parts {
		p.base = base
		share := func(n int) int { return from + int(int64(readShare-from)*int64(n)/int64(max(size, 1))) }
		if err := r.read(stage(ctx, o.size, share(done), share(done+len(p.bytes))), p); err != nil {
			return nil, err
		}
		done += len(p.bytes)
		base += p.last
	}
	if err := r.dates(); err != nil {
		return nil, err
	}
	list := r.lines()
	if len(list) == 0 {
		return nil, r.nothing()
	}
	r.understand(list)
	r.volumes(list)
	if r.zeroed > 0 {
		r.report(finding{code: table.ZeroMissing, severity: table.Notice, action: "skipped", count: r.zeroed,
			message: many(r.zeroed, "price") + " of 0 " + plural(r.zeroed, "was", "were") + " taken for an empty cell, as this format writes them"})
	}
	set := &table.Set{}
	for _, s := range list {
		set.Series = append(set.Series, r.series(s))
	}
	for _, p := range check.Set(set.Series) {
		r.place(&p)
		r.problems = append(r.problems, p)
	}
	r.facts(list, set)
	r.finish()
	for _, b := range set.Series {
		r.renumber(b)
	}
	r.loaded.Problems = r.problems
	if r.loaded.Problems == nil {
		r.loaded.Problems = []table.Problem{}
	}
	set.Loaded, set.Rejected = *r.loaded, r.rejected
	return set, nil
}

// lines takes the rows apart into series in order of time.
func (r *reading) lines() []*series {
	lines := r.split()
	if r.choices.Symbol != "" && len(lines) == 1 && lines[0].source != "chosen" && lines[0].source != "overlap" {
		lines[0].identity, lines[0].source = identify(r.choices.Symbol, ""), "chosen"
	}
	var list []*series
	nameless := 0
	for _, l := range lines {
		switch {
		case r.choices.Kind != "":
			l.kind = market.Kind(r.choices.Kind)
		case l.kind == market.Other && r.parts[0].layout.Kind != "" && l.product == "":
			l.kind = market.Kind(r.parts[0].layout.Kind)
		}
		if l.symbol == "" {
			nameless++
		}
		if s := r.arrange(l); s != nil {
			list = append(list, s)
		}
	}
	r.report(finding{code: table.NoSymbol, severity: table.Notice, action: "none", count: nameless,
		message: "the file does not say of which contract or index the rows are; choose one"})
	return list
}

// series makes bars of one line and has them checked.
func (r *reading) series(s *series) *market.Bars {
	b := s.frame.bars(s.identity)
	b.Minutes = s.minutes
	lay := &r.parts[0].layout
	for _, p := range check.Series(b, check.Options{KeepZeros: r.choices.KeepZeros, Stamp: r.loaded.Stamp.Value, PartialLast: lay.Partial}) {
		r.place(&p)
		r.problems = append(r.problems, p)
	}
	return b
}

// dates gives rows without a date their day: chosen, said by the text, or from
// the name of the member or file, which often is 20240913_1.csv.
func (r *reading) dates() error {
	for _, p := range r.parts {
		for _, s := range p.scans {
			if !s.timeless {
				continue
			}
			text, hint := r.choices.Date, ""
			if text == "" {
				text = p.layout.Day
			}
			d, err := calendar.Parse(text)
			if text == "" {
				for _, name := range []string{p.name, r.name} {
					if d, err = dayOf(name); err == nil {
						hint = name
						break
					}
				}
			}
			if err != nil {
				return refuse("choices.date", table.NoDay, "the rows have no date and neither has the name of the file; choose the day", "name", r.name)
			}
			at := int64(d.UnixDay()) * day
			for i := range s.time {
				s.time[i] = at
			}
			if hint != "" {
				r.report(finding{code: table.DayFromName, severity: table.Notice, action: "filled", count: 1, rows: s.row[:min(len(s.row), 1)], params: []string{"day", d.String(), "name", hint},
					message: "the rows have no date; the day " + d.String() + " was taken from the name " + hint})
			}
		}
	}
	return nil
}

// dayOf finds a day written as eight digits, or as 2024-09-13, in a name.
func dayOf(name string) (calendar.Date, error) {
	digits := 0
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] >= '0' && name[i] <= '9' {
			digits++
			continue
		}
		if digits == 8 {
			s := name[i-8 : i]
			if d, err := calendar.Parse(s[:4] + "-" + s[4:6] + "-" + s[6:]); err == nil && d.Year() >= 1990 {
				return d, nil
			}
		}
		digits = 0
		if i+6 <= len(name) && i >= 4 && (name[i] == '-' || name[i] == '_') {
			if d, err := calendar.Parse(name[i-4:i] + "-" + name[i+1:i+3] + "-" + name[i+4:i+6]); err == nil && d.Year() >= 1990 {
				return d, nil
			}
		}
	}
	return calendar.Date{}, fault.New(fault.Invalid, "no day in the name")
}

// nothing refuses a file whose rows all fell away, with the reasons.
func (r *reading) nothing() error {
	r.finish()
	e := &fault.Error{Code: fault.Invalid, Message: "the file holds no row that could be read; expected are rows with a date and prices"}
	for _, p := range r.problems {
		if p.Action == "skipped" {
			e.Fields = append(e.Fields, fault.Field{Code: p.Code, Message: p.Message, Params: p.Params})
		}
	}
	if len(e.Fields) == 0 {
		e.Fields = append(e.Fields, fault.Note("", table.NoBars, "there are columns but no rows of data"))
	}
	return e
}

// recognise finds the layout of every text and chooses those that are read:
// the one chosen, else all that are of the same kind as the largest.
func (r *reading) recognise(ctx context.Context, o *opened) error {
	type candidate struct {
		*part
		key string
		at  int // place in Loaded.Parts
	}
	var found []candidate
	var first error
	several := len(o.members) > 1 || o.container == "zip" || o.container == "xlsx"
	for i := range o.members {
		t := &o.members[i]
		entry := table.Part{Name: t.name, Why: t.why}
		if r.choices.Part != "" && t.name != r.choices.Part {
			entry.Why = "not_chosen"
		}
		if entry.Why == "" {
			text, err := o.text(stage(ctx, o.size, openShare+(textShare-openShare)*i/len(o.members), openShare+(textShare-openShare)*(i+1)/len(o.members)), t, r.choices)
			if err != nil {
				if fault.From(err).Code == fault.Canceled || ctx.Err() != nil {
					return err
				}
				entry.Why = "unreadable"
				first = cmpErr(first, err)
			} else if len(text.bytes) == 0 && several {
				entry.Why = "empty"
			} else {
				lay, err := layout.Recognise(text.bytes, layout.Hint{Roles: r.choices.Roles, DateOrder: r.choices.DateOrder,
					Encoding: string(text.encoding), Sheet: text.sheet})
				if err != nil {
					entry.Why = "unreadable"
					first = cmpErr(first, err)
				} else {
					p := &part{text: text, layout: lay}
					found = append(found, candidate{p, kindOf(lay), i})
				}
			}
		}
		r.loaded.Parts = append(r.loaded.Parts, entry)
	}
	for _, f := range o.skipped {
		r.loaded.Parts = append(r.loaded.Parts, table.Part{Name: f.Path, Why: "unreadable"})
	}
	if len(found) == 0 {
		if first == nil && r.choices.Part != "" {
			return refuse("choices.part", "unknown_part", "the file has no readable part "+strconv.Quote(r.choices.Part), "part", r.choices.Part)
		}
		if first == nil {
			first = fault.New(fault.Invalid, "the file is empty: it holds no sheet or member with rows")
		}
		return first
	}
	size := map[string]int{}
	for _, c := range found {
		size[c.key] += len(c.bytes)
	}
	best := found[0]
	for _, c := range found[1:] {
		if size[c.key] > size[best.key] {
			best = c
		}
	}
	for _, c := range found {
		if c.key == best.key {
			r.loaded.Parts[c.at].Used = true
			r.parts = append(r.parts, c.part)
		} else {
			r.loaded.Parts[c.at].Why = "other_format"
		}
	}
	if !several {
		r.loaded.Parts = nil
	}
	for _, p := range r.loaded.Parts {
		if !p.Used && p.Why != "not_chosen" && p.Why != "hidden" {
			r.problems = append(r.problems, table.Problem{Code: table.PartSkipped, Severity: table.Notice, Count: 1, Rows: []int{}, Part: p.Name, Action: "skipped",
				Params: map[string]string{"why": p.Why}, Message: p.Name + " was not read: " + p.Why})
		}
	}
	for _, p := range r.parts {
		r.doubts(p)
	}
	return nil
}

func cmpErr(first, err error) error {
	if first != nil {
		return first
	}
	return err
}

// kindOf is equal for parts that hold rows of one kind: the same format with
// the same roles, in whatever order, or side by side.
func kindOf(l layout.Layout) string {
	if len(l.Blocks) > 0 {
		return l.Format.ID + " blocks"
	}
	var roles []string
	for _, c := range l.Columns {
		if c.Role != table.Ignore && c.Role != table.Value {
			roles = append(roles, string(c.Role))
		}
	}
	slices.Sort(roles)
	key := l.Format.ID
	for _, role := range slices.Compact(roles) {
		key += " " + role
	}
	return key
}

// doubts turns what did not fit together in recognition into problems.
func (r *reading) doubts(p *part) {
	for _, d := range p.layout.Doubts {
		name := ""
		for _, i := range d.Columns {
			if i < len(p.layout.Columns) && p.layout.Columns[i].Name != "" {
				if name != "" {
					name += ", "
				}
				name += p.layout.Columns[i].Name
			}
		}
		rows := slices.Clone(d.Rows[:min(len(d.Rows), maxRows)])
		if rows == nil {
			rows = []int{}
		}
		r.problems = append(r.problems, table.Problem{Code: d.Code, Severity: table.Warning, Count: max(1, len(d.Rows)), Rows: rows, Part: p.name,
			Column: name, Message: d.Message, Params: d.Params, Action: "kept"})
	}
	if p.replaced > 0 {
		r.problems = append(r.problems, table.Problem{Code: table.ReplacedCharacters, Severity: table.Warning, Count: p.replaced, Rows: []int{}, Part: p.name,
			Params: map[string]string{"count": number(p.replaced)}, Action: "kept",
			Message: many(p.replaced, "character") + " " + plural(p.replaced, "was", "were") + " lost: the bytes do not fit the encoding, or the file was saved after a wrong one"})
	}
}
