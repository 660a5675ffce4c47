package scenario

import (
	"errors"
	"slices"
	"strings"

	"fairbasis/core/arb"
	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Reading is what the typed text means.
type Reading struct {
	Input      arb.Input    // every field; one that cannot be read holds its last accepted value
	Convention string       // annualisation of every annualised figure
	Faults     fault.Fields // fields that cannot be read, at their paths
	Rows       []int        // for each dated dividend of Input, which row it was typed in
}

// TypedPath is the field that a path of the request was typed in: rows that
// could not be used are not in the request, so the others may have moved up.
func (r Reading) TypedPath(path string) string {
	if i, ex, ok := rowPath(path); ok && i < len(r.Rows) {
		if ex {
			return RowPath(r.Rows[i], "ex_date")
		}
		return RowPath(r.Rows[i], "points")
	}
	return path
}

// Read turns the text into a request. Fields that cannot be read are named in
// Faults and answered for by their last accepted value, so that everything
// else still computes.
func (s *Scenario) Read() Reading { return s.ReadWithout(nil) }

// ReadWithout is Read with the last accepted value also for the refused paths
// and everything below them.
func (s *Scenario) ReadWithout(refused []string) Reading {
	return s.read(below(refused))
}

// ReadAccepted reads only what was last accepted as a whole.
func (s *Scenario) ReadAccepted() Reading {
	last := &Scenario{text: s.valid, rows: s.sound, valid: s.valid, sound: s.sound}
	return last.Read()
}

func (s *Scenario) read(refused func(path string) bool) Reading {
	var r Reading
	own := s.Is("own", "true")
	mode := s.Text("dividends")
	for _, f := range fields {
		switch {
		case !own && (f.Path == "expiry" || f.Path == "multiplier" || f.Path == "tick"),
			f.Path == "dividends.points" && mode != "points" || f.Path == "dividends.yield" && mode != "yield",
			strings.HasPrefix(f.Path, "sensitivity.") && f.Kind == Number:
			continue
		}
		v, ok := s.value(f, refused, &r.Faults)
		if !ok {
			continue
		}
		switch {
		case f.set != nil:
			f.set(&r.Input, v.number)
		case f.name != nil:
			f.name(&r.Input, v.text)
		case f.date != nil:
			f.date(&r.Input, v.date)
		case f.flag != nil:
			f.flag(&r.Input, v.text == "true")
		case f.Path == "convention":
			r.Convention = v.text
		case f.Path == "day_count" && v.text != "act365":
			r.Input.DayCount = v.text
		}
	}
	if own && strings.TrimSpace(s.Text("expiry")) == "" {
		r.Faults.Add("expiry", "missing", "the last trading day of your own contract is missing; write it as 2024-12-20")
	}
	if mode == "cash" {
		for i := range s.rows {
			ex, ok1 := s.value(fieldFor(RowPath(i, "ex_date")), refused, &r.Faults)
			points, ok2 := s.value(fieldFor(RowPath(i, "points")), refused, &r.Faults)
			if ok1 && ok2 {
				r.Rows = append(r.Rows, i)
				r.Input.Dividends.Cash = append(r.Input.Dividends.Cash,
					carry.CashDividend{ExDate: ex.date, Points: unit.Points(points.number)})
			}
		}
	}
	return r
}

// value reads one field, or its last accepted text where that is refused. It
// is false for a field not given.
func (s *Scenario) value(f Field, refused func(string) bool, faults *fault.Fields) (value, bool) {
	return settle(f, s.Text(f.Path), s.accepted(f.Path), refused(f.Path), faults)
}

// settle reads text, or what was last accepted where text is refused or cannot
// be read; the latter is noted in faults. It is false where nothing is given.
func settle(f Field, text, accepted string, refused bool, faults *fault.Fields) (value, bool) {
	v, err := readValue(f, text)
	if err != nil {
		*faults = append(*faults, faultAt(f.Path, err))
	}
	if err != nil || refused {
		text = accepted
		v, err = readValue(f, text)
	}
	return v, err == nil && !(f.Optional && strings.TrimSpace(text) == "")
}

// value is what one text means.
type value struct {
	number float64 // plain: 0.03 for 3 %
	text   string
	date   calendar.Date
}

func readValue(f Field, text string) (value, error) {
	if f.Optional && strings.TrimSpace(text) == "" {
		return value{}, nil
	}
	switch f.Kind {
	case Number:
		d, err := unit.ReadPoints(text)
		return value{number: d.Float64()}, err
	case Rate:
		r, err := unit.ReadRate(text, f.Measure)
		return value{number: float64(r)}, err
	case Day:
		d, err := calendar.Parse(text)
		return value{date: d}, err
	case Choice:
		if !slices.Contains(f.Choices, text) {
			return value{text: f.Default}, &unit.ReadError{Code: "unknown_choice", Text: text, Want: strings.Join(f.Choices, ", ")}
		}
	case Switch:
		if text != "true" && text != "false" {
			return value{text: f.Default}, &unit.ReadError{Code: "unknown_choice", Text: text, Want: "true, false"}
		}
	}
	return value{text: strings.TrimSpace(text)}, nil
}

// faultAt turns what a reader says into a field fault.
func faultAt(path string, err error) fault.Field {
	var e *unit.ReadError
	if errors.As(err, &e) {
		return fault.Note(path, e.Code, e.Error(), "got", e.Text, "want", e.Want)
	}
	var fs fault.Fields
	fs.Merge(path, err)
	return fs[0]
}

// Display is the standard form of a text: grouped digits in the field's own
// measure with its least decimals. Text that cannot be read comes back as it is.
func Display(f Field, text string) string {
	v, err := readValue(f, text)
	if err != nil || strings.TrimSpace(text) == "" {
		return text
	}
	switch f.Kind {
	case Number, Rate:
		out := unit.Shortest(v.number, f.measure(), f.Decimals)
		if again, err := readValue(f, out); err != nil || again.number != v.number {
			return text // more digits than the standard form holds
		}
		return out
	case Day:
		return v.date.String()
	}
	return v.text
}

// plain is the text of a readable field for the fragment: ASCII digits without
// grouping, with its measure, so that it reads the same anywhere. It is false
// where the text is not readable.
func plain(f Field, text string) (string, bool) {
	if _, err := readValue(f, text); err != nil {
		return text, false
	}
	if f.Kind != Number && f.Kind != Rate || strings.TrimSpace(text) == "" {
		return Display(f, text), true
	}
	out := Display(f, text)
	d, suffix, err := unit.Read(out)
	if err != nil {
		return text, false
	}
	if f.Kind == Rate && suffix == unit.Plain {
		suffix = f.Measure
	}
	return d.String() + suffix.String(), true
}

func (f Field) measure() unit.Suffix {
	if f.Kind == Rate {
		return f.Measure
	}
	return unit.Plain
}

// inMeasure is a plain number in the measure of the field: 0.03 is 3 in a
// field marked %.
func inMeasure(f Field, x float64) float64 {
	d, _, err := unit.Read(unit.Shortest(x, f.measure(), 0))
	if err != nil {
		return x
	}
	return d.Float64()
}
