package scenario

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// Basis is what the user typed on the basis page: which basis of which product
// is studied, and how each study is made; and the last text of each field that
// was accepted. The data are files of the device and no part of it. The zero
// value is not usable; start from NewBasis.
type Basis struct{ texts }

// NewBasis is what an untouched page asks: the basis of report 002, weighted
// over the listed contracts, in its stages and with the events of report 003.
func NewBasis() *Basis { return &Basis{newTexts(BasisFieldAt)} }

// The two lists of a Basis. The field of that name holds how many rows there
// are; those of row 2 are "stages.2.from" and so on.
const (
	StageRows = "stages" // name, from, to
	EventRows = "events" // name, date
)

// Ways to state the dividends of an index.
const (
	DividendsNone   = "none"
	DividendsYield  = "yield"
	DividendsPoints = "points" // typed, an ex-date a line
	DividendsFile   = "file"
)

// Windows of a percentile, beside lengths in years.
const (
	WindowAll   = "all"
	WindowSince = "since"
)

// BasisParts are the parts of the page that a report can hold, in their order.
func BasisParts() []string {
	return []string{"overview", "history", "basis", "spread", "stages", "volatility", "seasonality", "events", "drivers"}
}

// basisFields is the one list of inputs but for rows.
var basisFields = append(append(append([]Field{
	choice("product", "IF", study.Products()...),
	choice("of", study.Weighted, study.Weighted, "volume", "open_interest", "open_interest_prev", study.CurrentWith, study.NextMonth, study.NearQuarter, study.FarQuarter),
	choice("value", study.Annualised, study.Basis, study.Rate, study.Adjusted, study.AdjustedRate, study.Annualised),
	choice("convention", "huatai", ids(calendar.Conventions(), func(c calendar.Convention) string { return c.ID })...),
	choice("price", "close", "close", "settle"),
	{Path: "from", Kind: Day, Optional: true},
	{Path: "to", Kind: Day, Optional: true},
	choice("rank.window", WindowAll, WindowAll, "1", "2", "3", "5", "10", WindowSince),
	{Path: "rank.since", Kind: Day, Default: "2019-01-01"},
	choice("rank.method", "inclusive", "inclusive", "weak", "mid"),
	{Path: "rank.truncate", Kind: Switch, Default: "false"},

	{Path: "overview.date", Kind: Day, Optional: true},
	choice("overview.main", "volume", "volume", "open_interest", "open_interest_prev", "current_month"),
	choice("overview.reference", "auto", "auto", "settle", "close"),
	choice("overview.volume", "mean", "mean", "sum"),
	{Path: "overview.mean", Kind: Number, Default: "20", step: whole},
	choice("overview.convention", "sinolink", ids(calendar.Conventions(), func(c calendar.Convention) string { return c.ID })...),

	{Path: "history.average", Kind: Number, Default: "5", step: whole},
	{Path: "history.band", Kind: Number, Default: "729", step: whole},
	{Path: "history.low", Kind: Number, Default: "10", step: whole},
	{Path: "history.hurdle", Kind: Rate, Measure: unit.Percent, Decimals: 2, Default: "5.00", step: tenth},
	{Path: "history.rate", Kind: Rate, Measure: unit.Percent, Decimals: 2, Default: "3.00", step: tenth},

	{Path: "basis.bins", Kind: Number, Optional: true, step: whole},
	choice("spread.pair", study.PairNext, study.PairNext, study.PairQuarter, study.PairFar),
	choice("spread.definition", "rate_spot", "points", "rate_spot", "rate_far", "per_day", "annualised"),
	{Path: "spread.weekly", Kind: Switch, Default: "false"},
	{Path: "spread.bins", Kind: Number, Optional: true, step: whole},

	{Path: "stages.average", Kind: Number, Default: "5", step: whole},
	{Path: "volatility.threshold", Kind: Rate, Measure: unit.Percent, Decimals: 2, Default: "5.00", step: tenth},
	{Path: "seasonality.low", Kind: Number, Default: "10", step: whole},
	{Path: "events.before", Kind: Number, Default: "2", step: whole},
	{Path: "events.after", Kind: Number, Default: "4", step: whole},
	choice("events.closed", "next", "next", "previous"),
	{Path: "events.samples", Kind: Number, Default: "1000", step: unit.NewDecimal(100, 0)},
	{Path: "events.seed", Kind: Number, Default: "1", step: whole},
	{Path: "drivers.window", Kind: Number, Default: "20", step: whole},
	choice("drivers.errors", "auto", "auto", "chosen"),
	{Path: "drivers.lags", Kind: Number, Default: "0", step: whole},
	{Path: "drivers.percent", Kind: Switch, Default: "true"},
}, each(study.AllDrivers(), func(d string) []Field {
	return []Field{{Path: "drivers." + d, Kind: Switch, Default: "true"}}
})...), each(BasisParts(), func(part string) []Field {
	return []Field{{Path: "report." + part, Kind: Switch, Default: "true"}}
})...), each(study.Products(), func(product string) []Field {
	at := DividendPath(product)
	return []Field{
		choice(at, DividendsNone, DividendsNone, DividendsYield, DividendsPoints, DividendsFile),
		{Path: at + ".yield", Kind: Rate, Measure: unit.Percent, Decimals: 2, Default: "2.00", step: tenth},
		{Path: at + ".points", Kind: Name, Optional: true},
	}
})...)

func each(list []string, of func(string) []Field) []Field {
	var out []Field
	for _, x := range list {
		out = append(out, of(x)...)
	}
	return out
}

// DividendPath is the path of how the dividends of a product's index are
// stated; .yield and .points below it hold what is typed.
func DividendPath(product string) string { return "dividends." + product }

// BasisFields lists every input of a Basis but those of rows, in the order of
// the URL fragment.
func BasisFields() []Field { return basisFields }

// BasisFieldAt returns the input at a path and whether there is one.
func BasisFieldAt(path string) (Field, bool) {
	if list, row, name, ok := RowOf(path); ok {
		f := Field{Path: path, Kind: Day, Default: presetCell(list, row, name)}
		if name == "name" {
			f.Kind = Name
		}
		f.Optional = true
		return f, true
	}
	if path == StageRows || path == EventRows {
		return Field{Path: path, Kind: Number, Default: strconv.Itoa(presetRows(path))}, true
	}
	if i := slices.IndexFunc(basisFields, func(f Field) bool { return f.Path == path }); i >= 0 {
		return basisFields[i], true
	}
	return Field{Path: path}, false
}

// RowNames are the cells of a row of a list, in their order.
func RowNames(list string) []string {
	if list == StageRows {
		return []string{"name", "from", "to"}
	}
	return []string{"name", "date"}
}

// CellPath is the path of a cell of a list.
func CellPath(list string, row int, name string) string {
	return list + "." + strconv.Itoa(row) + "." + name
}

// RowOf splits the path of a cell, if it is one.
func RowOf(path string) (list string, row int, name string, ok bool) {
	list, rest, _ := strings.Cut(path, ".")
	digits, name, _ := strings.Cut(rest, ".")
	if list != StageRows && list != EventRows || !slices.Contains(RowNames(list), name) {
		return "", 0, "", false
	}
	row, err := strconv.Atoi(digits)
	if err != nil || row < 0 || row >= RowsAtMost(list) || strconv.Itoa(row) != digits {
		return "", 0, "", false
	}
	return list, row, name, true
}

// RowsAtMost is the most rows of a list.
func RowsAtMost(list string) int {
	if list == StageRows {
		return study.MaxStages
	}
	return study.MaxEvents
}

func presetRows(list string) int {
	if list == StageRows {
		return len(study.Stages002())
	}
	return len(study.Events003())
}

// presetCell is the text of a cell of the report's rows; empty below them.
func presetCell(list string, row int, name string) string {
	if row >= presetRows(list) {
		return ""
	}
	if list == StageRows {
		s := study.Stages002()[row]
		switch name {
		case "from":
			return s.From.String()
		case "to":
			return s.To.String()
		}
		return s.Name
	}
	e := study.Events003()[row]
	if name == "date" {
		return e.Date.String()
	}
	return e.Name
}

// Rows is how many rows a list has.
func (s *Basis) Rows(list string) int {
	n, err := strconv.Atoi(s.Text(list))
	if err != nil || n < 0 {
		return presetRows(list)
	}
	return min(n, RowsAtMost(list))
}

// AddRow adds an empty row to a list and reports whether there was room.
func (s *Basis) AddRow(list string) bool {
	n := s.Rows(list)
	if n >= RowsAtMost(list) {
		return false
	}
	for _, name := range RowNames(list) {
		s.Set(CellPath(list, n, name), "")
	}
	return s.Set(list, strconv.Itoa(n+1))
}

// RemoveRow takes a row out of a list and reports whether it was there.
func (s *Basis) RemoveRow(list string, row int) bool {
	n := s.Rows(list)
	if row < 0 || row >= n {
		return false
	}
	for i := row; i+1 < n; i++ {
		for _, name := range RowNames(list) {
			s.Set(CellPath(list, i, name), s.Text(CellPath(list, i+1, name)))
			s.move(CellPath(list, i+1, name), CellPath(list, i, name))
		}
	}
	s.forgetBelow(list, n-1)
	return s.Set(list, strconv.Itoa(n-1))
}

// move takes the last accepted text of one cell over to another.
func (s *Basis) move(from, to string) {
	f, _ := BasisFieldAt(to)
	put(s.valid, f, s.accepted(from))
}

// forgetBelow drops what is held of rows that are not there.
func (s *Basis) forgetBelow(list string, n int) {
	maps.DeleteFunc(s.text, func(path, _ string) bool {
		l, row, _, ok := RowOf(path)
		return ok && l == list && row >= n
	})
}

// PresetRows reports whether a list holds the rows of the report.
func (s *Basis) PresetRows(list string) bool {
	for path := range s.text {
		if l, _, _, ok := RowOf(path); path == list || ok && l == list {
			return false
		}
	}
	return true
}

// TakeRows makes a list that of the report and reports whether anything changed.
func (s *Basis) TakeRows(list string) bool {
	if s.PresetRows(list) {
		return false
	}
	delete(s.text, list)
	s.forgetBelow(list, 0)
	return true
}

// Clone returns an independent copy.
func (s *Basis) Clone() *Basis { return &Basis{s.texts.clone()} }

// answering is a copy whose last accepted texts are those of now.
func (s *Basis) answering(now *Basis) *Basis {
	out := s.Clone()
	out.valid = maps.Clone(now.valid)
	return out
}

// Same reports whether two states hold the same typed text.
func (s *Basis) Same(o *Basis) bool { return maps.Equal(s.text, o.text) }

// Step moves a field by tenths/10 presses of its stepper and reports whether
// it could. An unreadable field starts from its last accepted value. Numbers
// that are counted move by one where a tenth of a press would be less.
func (s *Basis) Step(path string, tenths int) bool {
	f, ok := BasisFieldAt(path)
	if !ok || f.Kind != Number && f.Kind != Rate && f.Kind != Day {
		return false
	}
	if f.Kind == Number && tenths%10 != 0 { // all of them are counted
		f.step, tenths = whole, tenths*10
	}
	text, ok := stepped(f, s.Text(path), s.accepted(path), unit.Decimal{}, tenths)
	return ok && s.Set(path, text)
}

// Fragment returns the state as the part of a URL behind the #: product and
// contract always, and whatever else differs from an untouched page.
func (s *Basis) Fragment() string {
	var b strings.Builder
	for i, f := range basisFields {
		s.pair(&b, f, i < 2)
	}
	for _, list := range []string{StageRows, EventRows} {
		f, _ := BasisFieldAt(list)
		s.pair(&b, f, false)
		for row := range s.Rows(list) {
			for _, name := range RowNames(list) {
				f, _ := BasisFieldAt(CellPath(list, row, name))
				s.pair(&b, f, false)
			}
		}
	}
	return b.String()
}

// BasisFromFragment reads a fragment, with or without its #, under the same
// rules as FromFragment.
func BasisFromFragment(fragment string) (*Basis, []fault.Field) {
	s := NewBasis()
	notes := s.take(fragment)
	return s, notes
}
