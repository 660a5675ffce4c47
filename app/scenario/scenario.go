package scenario

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// MaxRows is the largest number of dated dividends a scenario holds.
const MaxRows = 64

// Row is one dated dividend as typed.
type Row struct{ ExDate, Points string }

// Scenario is what the user typed, field by field, and the last text of each
// field that was accepted. The zero value is not usable; start from Example.
type Scenario struct {
	text  map[string]string // only what differs from the worked example
	rows  []Row
	valid map[string]string // last accepted text, likewise
	sound []Row             // last accepted rows
}

// Example is the worked example: IM2412 at the closes of 2024-09-13.
func Example() *Scenario {
	return &Scenario{text: map[string]string{}, valid: map[string]string{}}
}

// Clone returns an independent copy.
func (s *Scenario) Clone() *Scenario {
	return &Scenario{maps.Clone(s.text), slices.Clone(s.rows), maps.Clone(s.valid), slices.Clone(s.sound)}
}

// answering is a copy whose last accepted texts are those of now.
func (s *Scenario) answering(now *Scenario) *Scenario {
	out, last := s.Clone(), now.Clone()
	out.valid, out.sound = last.valid, last.sound
	return out
}

// Text returns the text of a field as it was typed. Paths of dated dividends
// are dividends.cash.N.ex_date and dividends.cash.N.points.
func (s *Scenario) Text(path string) string {
	if i, ex, ok := rowPath(path); ok {
		switch {
		case i >= len(s.rows):
			return ""
		case ex:
			return s.rows[i].ExDate
		}
		return s.rows[i].Points
	}
	return lookup(s.text, path)
}

// Set takes over typed text. It reports whether the path is an input and the text is new.
func (s *Scenario) Set(path, text string) bool {
	if s.Text(path) == text {
		return false
	}
	if i, ex, ok := rowPath(path); ok {
		if i >= len(s.rows) {
			return false
		}
		if ex {
			s.rows[i].ExDate = text
		} else {
			s.rows[i].Points = text
		}
		return true
	}
	f, ok := FieldAt(path)
	if !ok {
		return false
	}
	put(s.text, f, text)
	return true
}

// Is reports whether a switch or choice stands at a value.
func (s *Scenario) Is(path, value string) bool { return s.Text(path) == value }

// Rows returns the dated dividends as typed.
func (s *Scenario) Rows() []Row { return slices.Clone(s.rows) }

// AddRow appends an empty dated dividend, unless MaxRows are there.
func (s *Scenario) AddRow() bool {
	if len(s.rows) >= MaxRows {
		return false
	}
	s.rows = append(s.rows, Row{})
	return true
}

// RemoveRow removes one dated dividend.
func (s *Scenario) RemoveRow(i int) bool {
	if i < 0 || i >= len(s.rows) {
		return false
	}
	s.rows = slices.Delete(s.rows, i, i+1)
	if i < len(s.sound) {
		s.sound = slices.Delete(s.sound, i, i+1)
	}
	return true
}

// Reformat writes the text of a readable field in the standard form: 1.85%
// becomes 1.85 in a field marked %, 4312 becomes 4,312.0. It reports whether
// anything changed; what cannot be read stays as typed.
func (s *Scenario) Reformat(path string) bool {
	return s.Set(path, Display(fieldFor(path), s.Text(path)))
}

// Step moves a field by tenths/10 presses of its stepper and reports whether
// it could. An unreadable or empty field starts from its last accepted value.
func (s *Scenario) Step(path string, tenths int) bool {
	text, ok := stepped(fieldFor(path), s.Text(path), s.accepted(path), s.tick(), tenths)
	return ok && s.Set(path, text)
}

// stepped is the text of a field after tenths/10 presses of its stepper. tick
// is the step of fields without one of their own.
func stepped(f Field, from, accepted string, tick unit.Decimal, tenths int) (string, bool) {
	v, err := readValue(f, from)
	if err != nil || from == "" {
		if v, err = readValue(f, accepted); err != nil {
			return "", false
		}
	}
	if f.Kind == Day {
		days := tenths / 10
		if days == 0 {
			days = tenths
		}
		return v.date.AddDays(days).String(), !v.date.IsZero()
	}
	step := f.step
	if step.IsZero() && (f.Kind == Number || f.Kind == Rate) {
		step = tick
	}
	by, ok := unit.NewDecimal(step.Mantissa()*int64(tenths), step.Scale()).Shift(1)
	if !ok || by.IsZero() {
		return "", false
	}
	now, ok := unit.FromFloat(inMeasure(f, v.number))
	if !ok {
		return "", false
	}
	sum, ok := now.Add(by)
	if !ok {
		return "", false
	}
	return Display(f, sum.Trim().String()), true
}

// tick is the smallest price step of the contract: the exchange's 0.2, or that of an own contract.
func (s *Scenario) tick() unit.Decimal {
	if s.Is("own", "true") {
		return tickOf(s.Text("tick"))
	}
	return exchangeTick
}

// exchangeTick is the price step of every contract of the exchange.
var exchangeTick = unit.NewDecimal(2, 1)

// tickOf reads the price step of an own contract; that of the exchange stands for one that cannot be used.
func tickOf(text string) unit.Decimal {
	if d, err := unit.ReadPoints(text); err == nil && d.Float64() > 0 && d.Scale() < 9 && d.Float64() < 1e6 {
		return d
	}
	return exchangeTick
}

// SetProduct changes the product and keeps the delivery month. Prices that are
// still the shipped closes become those of the new contract; typed ones stay.
func (s *Scenario) SetProduct(product string) {
	month := ""
	if c := s.Text("contract"); len(c) == 6 && s.product(c) != "" {
		month = c[2:]
	} else if d, err := calendar.Parse(s.Text("date")); err == nil {
		month = calendar.ListedMonths(d)[0].Code()
	}
	s.SetContract(product + month)
}

// SetContract changes the contract code and, where the prices are still the
// shipped closes of the old one, the prices with it.
func (s *Scenario) SetContract(code string) {
	old := s.Text("contract")
	code = strings.TrimSpace(code)
	s.Set("own", "false")
	if s.Text("date") == ExampleDate {
		was, had := ExampleClose(old)
		next, has := ExampleClose(code)
		if had && has && s.holds("futures", was) {
			s.Set("futures", Display(fieldFor("futures"), unit.Shortest(next, unit.Plain, 1)))
		}
		wasSpot, had := ExampleSpot(s.product(old))
		nextSpot, has := ExampleSpot(s.product(code))
		if had && has && s.holds("spot", wasSpot) {
			s.Set("spot", Display(fieldFor("spot"), unit.Shortest(nextSpot, unit.Plain, 2)))
		}
	}
	s.Set("contract", code)
}

// Product returns the exchange product of the contract typed, or "".
func (s *Scenario) Product() string {
	if s.Is("own", "true") {
		return ""
	}
	return s.product(s.Text("contract"))
}

func (s *Scenario) product(code string) string {
	code = strings.ToUpper(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(code)), "CFFEX."))
	if len(code) >= 2 {
		if _, ok := spots[code[:2]]; ok {
			return code[:2]
		}
	}
	return ""
}

func (s *Scenario) holds(path string, v unit.Points) bool {
	got, err := readValue(fieldFor(path), s.Text(path))
	return err == nil && got.number == float64(v)
}

// Accept notes the present texts as good, but for the refused paths and what
// lies below them: from now on they answer for a field that becomes unreadable
// or is refused.
func (s *Scenario) Accept(refused ...string) {
	distrust := below(refused)
	valid, sound := maps.Clone(s.text), slices.Clone(s.rows)
	for _, f := range fields {
		if !distrust(f.Path) {
			continue
		}
		delete(valid, f.Path)
		if t, ok := s.valid[f.Path]; ok {
			valid[f.Path] = t
		}
	}
	for i := range sound {
		if distrust(RowPath(i, "ex_date")) || distrust(RowPath(i, "points")) {
			sound = s.sound
			break
		}
	}
	s.valid, s.sound = valid, sound
}

// below reports whether a path is one of the given or lies below one.
func below(paths []string) func(string) bool {
	return func(path string) bool {
		return slices.ContainsFunc(paths, func(p string) bool {
			return p == path || strings.HasPrefix(path, p+".")
		})
	}
}

func (s *Scenario) accepted(path string) string {
	if i, ex, ok := rowPath(path); ok {
		switch {
		case i >= len(s.sound):
			return ""
		case ex:
			return s.sound[i].ExDate
		}
		return s.sound[i].Points
	}
	return lookup(s.valid, path)
}

// Same reports whether two scenarios hold the same typed text.
func (s *Scenario) Same(o *Scenario) bool {
	return maps.Equal(s.text, o.text) && slices.Equal(s.rows, o.rows)
}

func lookup(m map[string]string, path string) string {
	if t, ok := m[path]; ok {
		return t
	}
	f, _ := FieldAt(path)
	return Display(f, f.Default)
}

func put(m map[string]string, f Field, text string) {
	if text == Display(f, f.Default) {
		delete(m, f.Path)
		return
	}
	m[f.Path] = text
}

// rowPath splits dividends.cash.N.ex_date and dividends.cash.N.points.
func rowPath(path string) (i int, exDate, ok bool) {
	rest, found := strings.CutPrefix(path, "dividends.cash.")
	if !found {
		return 0, false, false
	}
	index, name, _ := strings.Cut(rest, ".")
	i, err := strconv.Atoi(index)
	if err != nil || i < 0 || i >= MaxRows || strconv.Itoa(i) != index || name != "ex_date" && name != "points" {
		return 0, false, false
	}
	return i, name == "ex_date", true
}

// RowPath is the path of one cell of the dated dividends.
func RowPath(i int, name string) string { return "dividends.cash." + strconv.Itoa(i) + "." + name }

// fieldFor is FieldAt that also knows the cells of dated dividends.
func fieldFor(path string) Field {
	if _, ex, ok := rowPath(path); ok {
		if ex {
			return Field{Path: path, Kind: Day}
		}
		return Field{Path: path, Kind: Number, Decimals: 2, step: hundredth}
	}
	f, _ := FieldAt(path)
	return f
}
