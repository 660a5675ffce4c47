package stages_test

import (
	"context"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/study"
	"fairbasis/core/study/stages"
	"fairbasis/core/study/studytest"
	"fairbasis/core/unit"
)

func compute(t rapid.TB, in study.StagesInput) study.Stages {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	out, err := stages.Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func near(got unit.Maybe[unit.Number], want, relative float64) bool {
	x, ok := got.Get()
	return ok && math.Abs(float64(x)-want) <= relative*math.Abs(want)
}

func nearRate(got unit.Maybe[unit.Rate], want, relative float64) bool {
	x, ok := got.Get()
	return ok && math.Abs(float64(x)-want) <= relative*math.Abs(want)
}

// TestReport002: the four stages of report 002 for IF, whose closes by contract
// are in Wind_IF_close_matrix_2015-2024.csv from 2015-04-16 on and whose index is
// in Choice_000300_2005-2023.csv; the matrix has no IF1504, the current month of
// its first two days. The rate of the current month, and the means of five days
// of rate and index, by a script apart from this program.
func TestReport002(t *testing.T) {
	d := studytest.Data(t, "IF", "daily/Wind_IF_close_matrix_2015-2024.csv", "daily/Choice_000300_2005-2023.csv")
	got := compute(t, study.StagesInput{Data: d, Measure: study.Measure{Value: study.Rate, Of: study.CurrentWith}})
	for i, want := range []struct {
		days                           int
		mean, deviation, median        float64
		start, end, index, level, move float64
	}{
		{96, -0.0152010270725, 0.0283616045713, -0.0076576609085, 0.000407750821683, -0.0830905491808, 3365.83/4513.55 - 1, 0.839007074028, 0.196068150352},
		{115, -0.016294503193, 0.0115586041594, -0.0156355977582, -0.0816756129415, -0.0245019836373, -0.114758082628, 0.0509688491264, -0.0693429280115},
		{675, -0.00401441745958, 0.00456803521616, -0.00330618974167, -0.0247046032113, -0.00207794859525, 0.0825744108043, 0.480745272641, 0.280439222161},
		{447, -0.00234085380808, 0.00404577922665, -0.00179598534334, -0.00149491562568, -0.00278554045204, 0.406766433095, -0.232098848963, 0.175083301815},
	} {
		s := got.Stages[i]
		const slack = 1e-9
		if s.Days != want.days || s.Summary.Count != want.days || !near(s.Summary.Mean, want.mean, slack) || !near(s.Summary.Deviation, want.deviation, slack) || !near(s.Summary.Median, want.median, slack) {
			t.Errorf("stage %d: %d days, %+v, want %+v", i+1, s.Days, s.Summary, want)
		}
		if !near(s.Start, want.start, slack) || !near(s.End, want.end, slack) || !nearRate(s.IndexChange, want.index, slack) {
			t.Errorf("stage %d: from %v to %v, index %v, want %+v", i+1, s.Start, s.End, s.IndexChange, want)
		}
		if !near(s.Level, want.level, slack) || !near(s.Moves, want.move, slack) {
			t.Errorf("stage %d: correlations %v and %v, want %+v", i+1, s.Level, s.Moves, want)
		}
		if s.Volume.OK() || s.VolumeChange.OK() || s.OpenInterest.OK() || s.OpenInterestChange.OK() { // the matrix has none
			t.Errorf("stage %d: volume %v %v, open interest %v %v", i+1, s.Volume, s.VolumeChange, s.OpenInterest, s.OpenInterestChange)
		}
	}
	if codes := own(got.Notes); len(codes) > 0 {
		t.Errorf("stages that are whole: %v", codes)
	}
}

// TestHuatai: the last stage of report 002 with its own measure, IC's rate over
// 252/(N+1) weighted by open interest without dividends, as far as
// cffex_basis_daily_2018-10_2024-06.csv has it; by the same script.
func TestHuatai(t *testing.T) {
	d := studytest.Data(t, "IC", studytest.Daily)
	d.From = calendar.MustOf(2019, 1, 2)
	got := compute(t, study.StagesInput{Data: d, Measure: study.Measure{Of: study.Weighted}})
	s := got.Stages[3]
	const slack = 1e-9
	if s.Days != 427 || !near(s.Summary.Mean, -0.121394672047, slack) || !near(s.Summary.Deviation, 0.0813771048079, slack) ||
		!near(s.Start, -0.0893105620899, slack) || !near(s.End, -0.13361273687, slack) || !near(s.Level, -0.204818263462, slack) || !near(s.Moves, 0.109293143005, slack) ||
		!near(s.Volume, 107145.262295, slack) || !nearRate(s.VolumeChange, 2.84827322693, slack) || !near(s.OpenInterest, 157235.461358, slack) || !nearRate(s.OpenInterestChange, 2.18893047075, slack) {
		t.Errorf("%+v", s)
	}
	for i, s := range got.Stages[:3] {
		if s.Days != 0 || s.Summary.Mean.OK() || s.Start.OK() || s.End.OK() || s.IndexChange.OK() || s.Level.OK() || s.Moves.OK() || s.Volume.OK() || s.OpenInterestChange.OK() {
			t.Errorf("stage %d is not in the data: %+v", i+1, s)
		}
	}
	// 447 trading days from 2018-12-03 to 2020-09-30, 20 of them before 2019-01-02.
	if codes := own(got.Notes); !slices.Equal(codes, []string{"stage_empty 0", "stage_empty 1", "stage_empty 2", "stage_partly 3 427 of 447"}) {
		t.Errorf("notes %v", codes)
	}
}

// TestMissingContracts: until 2018-12-28 the file has one contract of IF a day,
// and four afterwards; their sums do not compare.
func TestMissingContracts(t *testing.T) {
	d := studytest.Data(t, "IF", studytest.Daily)
	s := compute(t, study.StagesInput{Data: d, Measure: study.Measure{Of: study.Weighted}}).Stages[3]
	if s.VolumeChange.Why() != study.MissingContracts || !s.Volume.OK() {
		t.Errorf("%+v", s)
	}
}

// own lists the notes on stages.
func own(notes []fault.Field) (out []string) {
	for _, n := range notes {
		if at, ok := strings.CutPrefix(n.Path, "stages."); ok {
			code := n.Code + " " + at
			if n.Params["want"] != "" {
				code += " " + n.Params["have"] + " of " + n.Params["want"]
			}
			out = append(out, code)
		}
	}
	return out
}

func day(d int) calendar.Date { return calendar.MustOf(2024, 9, d) }

// TestMade: by hand. Closes and index of six days from Wednesday, 2024-09-18,
// with Monday the 23rd missing: basis 2 4 6 -- 6 4 8, index 100 102 104 -- 103
// 101 105. Two-day means of the basis 3 5 -- 6 5 6, of the index 101 103 -- 103.5
// 102 103: the first after the hole is over it, for a mean of days does not ask
// which days they are.
func TestMade(t *testing.T) {
	rows := []row{
		{102, 100, 10, 100}, {106, 102, 20, 110}, {110, 104, 30, 120}, // 18, 19, 20
		{109, 103, 40, 130}, {105, 101, 50, 140}, {113, 105, 60, 150}, // 24, 25, 26
	}
	got := compute(t, study.StagesInput{
		Data: made(rows, 3), Measure: study.Measure{Value: study.Basis}, Average: 2,
		Stages: []study.Stage{{Name: "all", From: day(18), To: day(26)}, {From: day(18), To: day(19)}, {From: day(20), To: day(24)}, {From: day(21), To: day(22)}, {From: day(27), To: day(30)}},
	})
	all := got.Stages[0]
	if all.Name != "all" || all.Days != 6 || !near(all.Summary.Mean, 5, 1e-15) || !near(all.Start, 3, 1e-15) || !near(all.End, 6, 1e-15) || !nearRate(all.IndexChange, 0.05, 1e-15) {
		t.Errorf("all: %+v", all)
	}
	// Levels: (3 5 6 5 6) against (101 103 103.5 102 103) about 5 and 102.5:
	// (-2 0 1 0 1), (-1.5 .5 1 -.5 .5), sums 4.5, 6 and 4. Moves without that over
	// the hole: (2 2 -2 4) against (2 2 -2 4).
	if !near(all.Level, 4.5/math.Sqrt(24), 1e-15) || !near(all.Moves, 1, 0) || !near(all.Volume, 35, 1e-15) || !near(all.OpenInterest, 125, 1e-15) || all.VolumeChange.Why() != unit.TooShort {
		t.Errorf("all: level %v, moves %v, %+v", all.Level, all.Moves, all)
	}
	for i, want := range []int{6, 2, 2, 0, 0} {
		if s := got.Stages[i]; s.Days != want {
			t.Errorf("stage %d: %d days, want %d", i+1, s.Days, want)
		}
	}
	if two := got.Stages[1]; two.Level.Why() != unit.TooShort || two.Moves.Why() != unit.TooShort || !near(two.Start, 3, 0) || !near(two.End, 3, 0) {
		t.Errorf("two days: %+v", two)
	}
	want := []string{
		"stage_partly 0 6 of 7", "stage_overlaps 1", "stage_partly 2 2 of 3", "stage_overlaps 2",
		"stage_closed 3", "stage_overlaps 3", "stage_empty 4",
	}
	if codes := own(got.Notes); !slices.Equal(codes, want) {
		t.Errorf("notes %v, want %v", codes, want)
	}
	if n := len(got.Line.Value); n != 5 || len(got.Line.Undefined) != 1 || got.Line.Undefined[0].Why != unit.TooShort {
		t.Errorf("line %+v", got.Line)
	}
}

// TestLine: basis and index on one line correlate by 1, falling by -1, to the
// digit; an index that stands still does not correlate.
func TestLine(t *testing.T) {
	for slope, want := range map[float64]string{0.5: "1", -0.25: "-1", 0: "undefined: no_variation"} {
		rows := make([]row, 60)
		for i := range rows {
			x := float64((i*37)%50) + 4000
			rows[i] = row{close: x + slope*(x-4000) + 8, index: x, volume: 1}
			if slope == 0 {
				rows[i].index, rows[i].close = 4000, x
			}
		}
		got := compute(t, study.StagesInput{Data: made(rows), Measure: study.Measure{Value: study.Basis}, Stages: []study.Stage{{From: day(18), To: calendar.MustOf(2024, 12, 31)}}})
		if s := got.Stages[0]; s.Moves.String() != want || s.Level.String() != want {
			t.Errorf("slope %v: level %v, moves %v, want %s", slope, s.Level, s.Moves, want)
		}
	}
}

// TestCut: stages within some days are those of files which end there, whatever
// the order of the series.
func TestCut(t *testing.T) {
	d := studytest.Data(t, "IC", studytest.Daily)
	from, to := calendar.MustOf(2019, 6, 3), calendar.MustOf(2020, 9, 11)
	for _, m := range []study.Measure{{}, {Of: study.Weighted}} {
		in := study.StagesInput{Data: d, Measure: m, Average: 20}
		in.From, in.To = from, to
		want := compute(t, in)
		in.Data = cut(d, from, to)
		got := compute(t, in)
		got.Notes, want.Notes = nil, nil // they may name a series, the first in order
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: of the cut file %+v, want %+v", m, got.Stages[3], want.Stages[3])
		}
	}
}

// TestProperties: a shift of the basis moves means and ends and nothing else, a
// stretch stretches them; correlations stay within -1 and 1.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "days")
		basis := rapid.SliceOfN(rapid.IntRange(-300, 300), n, n).Draw(t, "basis")
		index := rapid.SliceOfN(rapid.IntRange(30000, 50000), n, n).Draw(t, "index")
		volume := rapid.SliceOfN(rapid.IntRange(0, 1000), n, n).Draw(t, "volume")
		shift, scale := float64(rapid.IntRange(-50, 50).Draw(t, "shift")), float64(rapid.IntRange(1, 4).Draw(t, "scale"))
		of := func(shift, scale float64) study.StageResult {
			rows := make([]row, n)
			for i := range rows {
				s := float64(index[i]) / 8
				rows[i] = row{s + shift + scale*float64(basis[i])/8, s, float64(volume[i]), float64(volume[i])}
			}
			return compute(t, study.StagesInput{
				Data: made(rows), Measure: study.Measure{Value: study.Basis}, Average: 3,
				Stages: []study.Stage{{From: day(1), To: calendar.MustOf(2024, 12, 31)}},
			}).Stages[0]
		}
		one, other := of(0, 1), of(shift, scale)
		if one.Days != other.Days || one.Volume != other.Volume || one.VolumeChange != other.VolumeChange || one.IndexChange != other.IndexChange {
			t.Fatalf("%+v and %+v", one, other)
		}
		for _, pair := range [][2]unit.Maybe[unit.Number]{{one.Summary.Mean, other.Summary.Mean}, {one.Start, other.Start}, {one.End, other.End}, {one.Summary.P10, other.Summary.P10}} {
			a, ok := pair[0].Get()
			b, ok2 := pair[1].Get()
			if ok != ok2 || ok && math.Abs(float64(b)-(shift+scale*float64(a))) > 1e-9 {
				t.Fatalf("%v became %v", pair[0], pair[1])
			}
		}
		for _, pair := range [][2]unit.Maybe[unit.Number]{{one.Level, other.Level}, {one.Moves, other.Moves}} {
			a, ok := pair[0].Get()
			b, ok2 := pair[1].Get()
			if ok != ok2 || ok && (math.Abs(float64(a-b)) > 1e-9 || a < -1 || a > 1) {
				t.Fatalf("correlation %v became %v", pair[0], pair[1])
			}
		}
	})
}
