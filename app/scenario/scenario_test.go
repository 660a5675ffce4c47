package scenario

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/arb"
)

// The worked example is the Sinolink preset on IM2412 of 2024-09-13 (golden
// case 11 of docs/formulas.md).
func TestExampleReadsAsGoldenCase11(t *testing.T) {
	r := Example().Read()
	if len(r.Faults) != 0 {
		t.Fatalf("faults: %v", r.Faults)
	}
	in := r.Input
	got := []float64{float64(in.Spot), float64(in.Futures), float64(in.Rate), float64(in.Hurdle), float64(*in.Dividends.Points),
		float64(in.Costs.FuturesFee), float64(in.Costs.StockCost), float64(in.Costs.StockLoanFee), float64(in.Costs.FuturesMargin), float64(in.Costs.ShortMargin)}
	want := []float64{4413.187, 4312, 0.03, 0.05, 0, 0.000023, 0.001, 0.106, 0.2, 0.5}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("value %d: got %v, want %v", i, got[i], want[i])
		}
	}
	if in.Contract != "IM2412" || in.Date.String() != "2024-09-13" || r.Convention != "sinolink" || in.Costs.RoundTrip {
		t.Errorf("got %+v, convention %q", in, r.Convention)
	}
}

// Every cost of the model is a field, under its JSON name.
func TestEveryCostIsAField(t *testing.T) {
	m := arb.CostModel{}
	fill(t, &m)
	body, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var names map[string]any
	if err := json.Unmarshal(body, &names); err != nil {
		t.Fatal(err)
	}
	for name := range names {
		f, ok := FieldAt("costs." + name)
		if !ok || f.of == nil {
			t.Errorf("no field for costs.%s", name)
		}
	}
	if got, want := len(Costs()), len(names); got != want {
		t.Errorf("got %d fields, want %d costs", got, want)
	}
	s := Example()
	s.SetCosts(m)
	if got, want := CostTexts(s.Read().Input.Costs), CostTexts(m); got != want {
		t.Errorf("read back\n%s\nwant\n%s", got, want)
	}
}

// fill sets every cost to something that JSON does not leave out.
func fill(t *testing.T, m *arb.CostModel) {
	t.Helper()
	var all map[string]any
	for _, f := range costs {
		name := strings.TrimPrefix(f.Path, "costs.")
		if all == nil {
			all = map[string]any{}
		}
		if f.Kind == Switch {
			all[name] = true
		} else {
			all[name] = 0.25
		}
	}
	body, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(body, m); err != nil {
		t.Fatal(err)
	}
}

func TestReadKeepsTheLastValidValue(t *testing.T) {
	s := Example()
	s.Set("spot", "4500")
	s.Accept()
	s.Set("spot", "45oo")
	s.Set("futures", "4400")
	r := s.Read()
	if r.Input.Spot != 4500 || r.Input.Futures != 4400 {
		t.Errorf("got spot %v, futures %v; want 4500 and 4400", r.Input.Spot, r.Input.Futures)
	}
	if len(r.Faults) != 1 || r.Faults[0].Path != "spot" || r.Faults[0].Code != "not_a_number" || r.Faults[0].Params["want"] != "4500" {
		t.Errorf("faults: %+v", r.Faults)
	}
	// Accepted while spot is still wrong: the good fields count from now on.
	s.Accept("spot")
	s.Set("futures", "?")
	if r := s.Read(); r.Input.Futures != 4400 || r.Input.Spot != 4500 {
		t.Errorf("got spot %v, futures %v; want 4500 and 4400", r.Input.Spot, r.Input.Futures)
	}
}

func TestReadMeasures(t *testing.T) {
	for _, c := range []struct {
		path, text string
		want       float64
		shown      string
	}{
		{"rate", "1.85", 0.0185, "1.85"},
		{"rate", "1.85%", 0.0185, "1.85"},
		{"rate", "185bp", 0.0185, "1.85"},
		{"rate", "－１．５", -0.015, "−1.50"},
		{"costs.futures_fee", "万0.23", 0.000023, "0.230"},
		{"costs.futures_fee", "0.345", 0.0000345, "0.345"},
		{"costs.futures_fee", "0.0023%", 0.000023, "0.230"},
		{"spot", "5,432.1", 5432.1, "5,432.10"},
		{"futures", "4312", 4312, "4,312.0"},
		{"futures", "4312.26", 4312.26, "4,312.26"},
	} {
		f, _ := FieldAt(c.path)
		v, err := readValue(f, c.text)
		if err != nil || v.number != c.want {
			t.Errorf("%s %q: got %v, %v; want %v", c.path, c.text, v.number, err, c.want)
		}
		if got := Display(f, c.text); got != c.shown {
			t.Errorf("%s %q: shown %q, want %q", c.path, c.text, got, c.shown)
		}
	}
	for _, c := range []struct{ path, text, code string }{
		{"spot", "", "empty"}, {"spot", "NaN", "not_a_number"}, {"spot", "1e3", "not_a_number"}, {"spot", "3%", "suffix"},
		{"rate", "5,43", "grouping"}, {"date", "2024-02-30", "bad_day"}, {"day_count", "act364", "unknown_choice"},
		{"costs.round_trip", "maybe", "unknown_choice"},
	} {
		s := Example()
		s.Set(c.path, c.text)
		if r := s.Read(); len(r.Faults) != 1 || r.Faults[0].Code != c.code || r.Faults[0].Path != c.path {
			t.Errorf("%s %q: faults %+v, want %s", c.path, c.text, r.Faults, c.code)
		}
	}
}

func TestDividendModes(t *testing.T) {
	s := Example()
	s.Set("dividends.points", "nonsense")
	s.Set("dividends", "yield")
	s.Set("dividends.yield", "2")
	r := s.Read()
	if len(r.Faults) != 0 || r.Input.Dividends.Points != nil || *r.Input.Dividends.Yield != 0.02 {
		t.Errorf("yield: %+v, faults %v", r.Input.Dividends, r.Faults)
	}
	s.Set("dividends", "cash")
	for range 3 {
		s.AddRow()
	}
	s.Set(RowPath(0, "ex_date"), "2024-10-08")
	s.Set(RowPath(0, "points"), "x")
	s.Set(RowPath(1, "ex_date"), "2024-11-01")
	s.Set(RowPath(1, "points"), "3.5")
	s.RemoveRow(2)
	r = s.Read()
	if len(r.Input.Dividends.Cash) != 1 || r.Input.Dividends.Cash[0].Points != 3.5 {
		t.Fatalf("cash: %+v", r.Input.Dividends.Cash)
	}
	if got, want := r.TypedPath("dividends.cash.0.ex_date"), "dividends.cash.1.ex_date"; got != want {
		t.Errorf("typed path: got %s, want %s", got, want)
	}
	if len(r.Faults) != 1 || r.Faults[0].Path != "dividends.cash.0.points" {
		t.Errorf("faults: %+v", r.Faults)
	}
}

func TestStep(t *testing.T) {
	for _, c := range []struct {
		path, text string
		tenths     int
		want       string
	}{
		{"futures", "4,312.0", 10, "4,312.2"}, {"futures", "4,312.0", -100, "4,310.0"}, {"futures", "4,312.0", 1, "4,312.02"},
		{"rate", "3.00", 10, "3.01"}, {"rate", "3.00", 100, "3.10"}, {"rate", "0", -10, "−0.01"},
		{"date", "2024-09-13", 10, "2024-09-14"}, {"date", "2024-09-13", -100, "2024-09-03"},
		{"spot", "45oo", 10, "4,413.387"}, {"costs.futures_margin", "20.0", 10, "21.0"}, {"contract", "IM2412", 10, "IM2412"},
	} {
		s := Example()
		s.Set(c.path, c.text)
		s.Step(c.path, c.tenths)
		if got := s.Text(c.path); got != c.want {
			t.Errorf("%s %q by %d: got %q, want %q", c.path, c.text, c.tenths, got, c.want)
		}
	}
	own := Example()
	own.Set("own", "true")
	own.Set("tick", "0.5")
	own.Step("futures", 10)
	if got := own.Text("futures"); got != "4,312.5" {
		t.Errorf("own tick: got %s, want 4,312.5", got)
	}
}

// Closes of 2024-09-13: golden case 1.
func TestProductAndMonthBringTheShippedCloses(t *testing.T) {
	s := Example()
	s.SetProduct("IF")
	if s.Text("contract") != "IF2412" || s.Text("spot") != "3,159.247" || s.Text("futures") != "3,142.6" {
		t.Errorf("IF: %s %s %s", s.Text("contract"), s.Text("spot"), s.Text("futures"))
	}
	s.SetContract("IF2409")
	if s.Text("futures") != "3,158.0" || s.Text("spot") != "3,159.247" {
		t.Errorf("IF2409: %s %s", s.Text("futures"), s.Text("spot"))
	}
	s.Set("spot", "3,200")
	s.SetProduct("IC")
	if s.Text("spot") != "3,200" || s.Text("futures") != "4,444.8" {
		t.Errorf("what was typed stays: spot %s, futures %s", s.Text("spot"), s.Text("futures"))
	}
}

func TestFragmentOfTheExample(t *testing.T) {
	const costs = "&costs.stock_loan_fee=10.60%25&costs.stock_cost=0.100%25&costs.futures_fee=0.230%E2%80%B1&costs.futures_margin=20.0%25&costs.short_margin=50.0%25"
	if got, want := Example().Fragment(), "contract=IM2412&date=2024-09-13&spot=4413.187&futures=4312.0&rate=3.00%25&hurdle=5.00%25"+costs; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s := Example()
	s.Set("rate", "3.5")
	s.Set("costs.futures_fee", "万0.3")
	if got, want := s.Fragment(), "contract=IM2412&date=2024-09-13&spot=4413.187&futures=4312.0&rate=3.50%25&hurdle=5.00%25"+strings.Replace(costs, "0.230", "0.300", 1); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s = Example()
	s.Set("dividends.yield", "2")
	s.Set("expiry", "2024-12-20")
	if got, want := s.Fragment(), "contract=IM2412&date=2024-09-13&spot=4413.187&futures=4312.0&own=false&expiry=2024-12-20&rate=3.00%25&dividends=points&dividends.yield=2.00%25&hurdle=5.00%25"+costs; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFragmentIsTolerant(t *testing.T) {
	s, notes := FromFragment("#rate=3%&spot=4500&nonsense=1&spot=4600&costs.round_trip=true&alone")
	if s.Text("rate") != "3.00" || s.Text("spot") != "4,600.00" || !s.Is("costs.round_trip", "true") {
		t.Errorf("got rate %s, spot %s, round trip %s", s.Text("rate"), s.Text("spot"), s.Text("costs.round_trip"))
	}
	var codes []string
	for _, n := range notes {
		codes = append(codes, n.Code+" "+n.Path+n.Params["key"])
	}
	if got, want := strings.Join(codes, "; "), "unknown_key nonsense; given_twice spot; unknown_key alone"; got != want {
		t.Errorf("notes: got %s, want %s", got, want)
	}
	if _, notes := FromFragment(strings.Repeat("x", MaxFragment+1)); len(notes) != 1 || notes[0].Code != "link_too_long" {
		t.Errorf("long link: %v", notes)
	}
}

// draw types arbitrary text, likely and unlikely, into arbitrary fields.
func draw(t *rapid.T) *Scenario {
	s := Example()
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"", "1.85%", "185bp", "万0.23", "5,432.1", "−3", "１２", "NaN", "0x10", "=1+1", "a&b=c#d", "%zz", "+", "2024-12-20", "true", "cash", "yield", "IF12",
	}), rapid.Map(rapid.Float64(), func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }))
	for range rapid.IntRange(0, 12).Draw(t, "edits") {
		f := rapid.SampledFrom(Fields()).Draw(t, "field")
		s.Set(f.Path, strings.ToValidUTF8(text.Draw(t, "text"), ""))
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "rows") {
		s.AddRow()
		s.Set(RowPath(i, "ex_date"), strings.ToValidUTF8(text.Draw(t, "ex"), ""))
		s.Set(RowPath(i, "points"), strings.ToValidUTF8(text.Draw(t, "points"), ""))
	}
	return s
}

// A link brings back every value and every text that cannot be read.
func TestFragmentRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		link := s.Fragment()
		if len(link) > MaxFragment {
			t.Skip("longer than a link may be")
		}
		back, notes := FromFragment("#" + link)
		if len(notes) != 0 {
			t.Fatalf("notes on our own link: %v", notes)
		}
		if again := back.Fragment(); again != link {
			t.Fatalf("got %s, want %s", again, link)
		}
		for _, f := range Fields() {
			was, err1 := readValue(f, s.Text(f.Path))
			is, err2 := readValue(f, back.Text(f.Path))
			if (err1 == nil) != (err2 == nil) || err1 == nil && was != is {
				t.Fatalf("%s: %q became %q", f.Path, s.Text(f.Path), back.Text(f.Path))
			}
			if err1 != nil && s.Text(f.Path) != back.Text(f.Path) {
				t.Fatalf("%s: nonsense %q became %q", f.Path, s.Text(f.Path), back.Text(f.Path))
			}
		}
		if len(back.Rows()) != len(s.Rows()) {
			t.Fatalf("%d rows became %d", len(s.Rows()), len(back.Rows()))
		}
	})
}

// Reformatting changes no value.
func TestDisplayKeepsTheValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		for _, f := range Fields() {
			was, err := readValue(f, s.Text(f.Path))
			s.Reformat(f.Path)
			is, err2 := readValue(f, s.Text(f.Path))
			if (err == nil) != (err2 == nil) || err == nil && was != is {
				t.Fatalf("%s: %v became %v", f.Path, was, is)
			}
		}
	})
}

// Undo and redo lead through the states as they were.
func TestHistoryLeadsBackAndForth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var h History
		s := Example()
		states := []string{s.Fragment()}
		last := ""
		for range rapid.IntRange(1, 20).Draw(t, "edits") {
			path := rapid.SampledFrom([]string{"spot", "futures", "rate", "hurdle"}).Draw(t, "path")
			was := s.Clone()
			if !s.Set(path, strconv.Itoa(rapid.IntRange(1, 9999).Draw(t, "n"))) {
				continue
			}
			h.Note(was, path)
			if path == last {
				states[len(states)-1] = s.Fragment()
			} else {
				states = append(states, s.Fragment())
			}
			last = path
		}
		for i := len(states) - 2; i >= 0; i-- {
			if s = h.Undo(s); s == nil || s.Fragment() != states[i] {
				t.Fatalf("undo to %d: got %v, want %s", i, s, states[i])
			}
		}
		if h.CanUndo() || h.Undo(s) != nil {
			t.Fatal("there is nothing left to undo")
		}
		for i := 1; i < len(states); i++ {
			if s = h.Redo(s); s == nil || s.Fragment() != states[i] {
				t.Fatalf("redo to %d: got %v, want %s", i, s, states[i])
			}
		}
	})
}
