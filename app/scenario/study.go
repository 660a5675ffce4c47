package scenario

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Study is what the user typed on the signals page: how the polynomial is
// fitted, the rules that trade on it, the portfolio they belong to and the axes
// of a search; and the last text of each field that was accepted. The data it
// is about are files of the device and no part of it. The zero value is not
// usable; start from NewStudy.
type Study struct{ texts }

// NewStudy is the settings of report 001.
func NewStudy() *Study { return &Study{newTexts(StudyFieldAt)} }

// studyFields is the one list of inputs of a study. Defaults are those of
// report 001; the axes of the search lie around them.
var studyFields = []Field{
	{Path: "order", Kind: Number, Default: "4", step: whole},
	{Path: "window", Kind: Number, Default: "450", step: unit.NewDecimal(10, 0)},
	choice("price", "open", "open", "close"),
	choice("axis", "bars", "bars", "minutes"),
	choice("days", "across", "across", "gap_adjusted", "same_day"),
	choice("directions", "both", "both", "long_only"),
	{Path: "a_day", Kind: Number, Default: "1", step: whole},
	{Path: "stops", Kind: Switch, Default: "true"},
	{Path: "take_profit", Kind: Rate, Measure: unit.Percent, Decimals: 2, Default: "1.10", step: tenth},
	{Path: "stop_loss", Kind: Rate, Measure: unit.Percent, Decimals: 2, Default: "-1.30", step: tenth},
	choice("exit", "slowing_or_reversal", "slowing_or_reversal", "slowing", "reversal", "none"),
	{Path: "flat", Kind: Switch, Default: "true"},
	{Path: "again", Kind: Switch, Default: "true"},
	choice("fill", "next_open", "next_open", "next_close", "this_close"),
	{Path: "slippage", Kind: Number, Decimals: 1, Default: "0", step: unit.NewDecimal(2, 1)},
	choice("closing", "close_today", "close_today", "lock", "lift_hedge"),
	choice("fees", feesDated, feesDated, feesOwn),
	{Path: "fees.open", Kind: Rate, Measure: unit.TenThousandths, Decimals: 3, Default: "0.23", step: hundredth},
	{Path: "fees.close", Kind: Rate, Measure: unit.TenThousandths, Decimals: 3, Default: "0.23", step: hundredth},
	{Path: "fees.close_today", Kind: Rate, Measure: unit.TenThousandths, Decimals: 3, Default: "3.45", step: hundredth},
	{Path: "fees.broker", Kind: Rate, Measure: unit.TenThousandths, Decimals: 3, Default: "0", step: hundredth},
	{Path: "portfolio.capital", Kind: Number, Default: "10000", step: unit.NewDecimal(100, 0)}, // 10,000 CNY
	{Path: "portfolio.share", Kind: Rate, Measure: unit.Percent, Decimals: 1, Default: "70", step: whole},
	{Path: "portfolio.risk_free", Kind: Rate, Measure: unit.Percent, Decimals: 2, Default: "3", step: tenth},
	{Path: "portfolio.roll_fee", Kind: Rate, Measure: unit.TenThousandths, Decimals: 3, Default: "0.23", step: hundredth},
	choice("roll", "current_month", "current_month", "volume", "open_interest", "open_interest_prev"),
	{Path: "first_day", Kind: Day, Optional: true},
	{Path: "last_day", Kind: Day, Optional: true},
	{Path: "sweep.windows", Kind: Name, Default: "60 120 180 240 300 360 450 540 600 720"},
	{Path: "sweep.orders", Kind: Name, Default: "3 4 5 6"},
	{Path: "sweep.take_profits", Kind: Name, Default: "0.50 0.80 1.10 1.40 1.70"},
	{Path: "sweep.stop_losses", Kind: Name, Default: "−0.70 −1.00 −1.30 −1.60 −1.90"},
}

// Whose fees are counted.
const (
	feesDated = "dated" // the exchange's of each day
	feesOwn   = "own"   // stated
)

// StudyFields lists every input of a study in the order of the URL fragment.
func StudyFields() []Field { return studyFields }

// StudyFieldAt returns the input at a path of a study and whether there is one.
func StudyFieldAt(path string) (Field, bool) {
	i := slices.IndexFunc(studyFields, func(f Field) bool { return f.Path == path })
	if i < 0 {
		return Field{Path: path}, false
	}
	return studyFields[i], true
}

// Clone returns an independent copy.
func (s *Study) Clone() *Study { return &Study{s.texts.clone()} }

// answering is a copy whose last accepted texts are those of now.
func (s *Study) answering(now *Study) *Study {
	out := s.Clone()
	out.valid = maps.Clone(now.valid)
	return out
}

// Step moves a field by tenths/10 presses of its stepper and reports whether
// it could. An unreadable field starts from its last accepted value. Numbers
// that are counted move by one where a tenth of a press would be less.
func (s *Study) Step(path string, tenths int) bool {
	f, ok := StudyFieldAt(path)
	if !ok {
		return false
	}
	if counted(path) && tenths%10 != 0 {
		f.step, tenths = whole, tenths*10
	}
	text, ok := stepped(f, s.Text(path), s.accepted(path), unit.Decimal{}, tenths)
	return ok && s.Set(path, text)
}

// counted says whether a field holds a whole number.
func counted(path string) bool { return path == "order" || path == "window" || path == "a_day" }

// Same reports whether two studies hold the same typed text.
func (s *Study) Same(o *Study) bool { return maps.Equal(s.text, o.text) }

// free says whether a field is none of the preset's: which bars are looked at,
// and what is searched.
func free(path string) bool {
	return path == "roll" || path == "first_day" || path == "last_day" || strings.HasPrefix(path, "sweep.")
}

// Preset reports whether fit, rules and portfolio are those of report 001.
func (s *Study) Preset() bool {
	for path := range s.text {
		if !free(path) {
			return false
		}
	}
	return true
}

// TakePreset makes fit, rules and portfolio those of report 001 and reports
// whether anything changed.
func (s *Study) TakePreset() bool {
	n := len(s.text)
	maps.DeleteFunc(s.text, func(path, _ string) bool { return !free(path) })
	return len(s.text) != n
}

// TakeCell takes over the settings of one cell of a search and reports whether
// anything changed.
func (s *Study) TakeCell(window, order int, take, stop unit.Rate) bool {
	changed := s.Set("window", unit.Print(float64(window), 0))
	changed = s.Set("order", strconv.Itoa(order)) || changed
	if s.Is("stops", "true") {
		changed = s.Set("take_profit", unit.Shortest(take, unit.Percent, 2)) || changed
		changed = s.Set("stop_loss", unit.Shortest(stop, unit.Percent, 2)) || changed
	}
	return changed
}

// Fragment returns the study as the part of a URL behind the #: order and
// window always, and whatever else differs from report 001.
func (s *Study) Fragment() string {
	var b strings.Builder
	for i, f := range studyFields {
		s.pair(&b, f, i < 2)
	}
	return b.String()
}

// StudyFromFragment reads a fragment, with or without its #, under the same
// rules as FromFragment.
func StudyFromFragment(fragment string) (*Study, []fault.Field) {
	s := NewStudy()
	notes := s.take(fragment)
	return s, notes
}
