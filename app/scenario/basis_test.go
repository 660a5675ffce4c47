package scenario

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/dividend"
	"fairbasis/core/study"
)

// TestBasisAsksForTheReports: an untouched page asks for the weighted basis of
// report 002 in its stages, the events and threshold of report 003, and the
// table of report 001.
func TestBasisAsksForTheReports(t *testing.T) {
	s := NewBasis()
	r := s.Read()
	if len(r.Faults) != 0 || r.Measure != (study.Measure{Value: study.Annualised, Of: study.Weighted, Convention: "huatai", Price: "close"}) {
		t.Errorf("got %+v, %v", r.Measure, r.Faults)
	}
	if !reflect.DeepEqual(r.Stages.Stages, study.Stages002()) || !reflect.DeepEqual(r.Events.Events, study.Events003()) || r.Volatility.Threshold != 0.05 {
		t.Errorf("stages %v, events %v, threshold %v", r.Stages.Stages, r.Events.Events, r.Volatility.Threshold)
	}
	if o := r.Overview; o.Main != "volume" || o.Convention != "sinolink" || o.Mean != 20 || o.Reference != "auto" || o.Volume != "mean" || !o.Date.IsZero() {
		t.Errorf("overview %+v", o)
	}
	if got := s.Fragment(); got != "product=IF&of=weighted" {
		t.Errorf("fragment %q", got)
	}
	if !slices.Equal(r.Report, BasisParts()) || len(r.Dividends) != 0 || !slices.Equal(r.Drivers.On, study.AllDrivers()) {
		t.Errorf("report %v, dividends %v, drivers %v", r.Report, r.Dividends, r.Drivers.On)
	}
}

// TestBasisFilled: what an untouched page asks is what each study does where
// nothing is said, but for the contract, the errors and the seed.
func TestBasisFilled(t *testing.T) {
	r := NewBasis().Read()
	h := study.HistoryInput{Measure: r.Measure, Rate: 0.03}.Filled()
	if got := r.History.Filled(); !reflect.DeepEqual(got, h) {
		t.Errorf("history %+v, want %+v", got, h)
	}
	if got, want := r.Overview.Filled(), (study.OverviewInput{}).Filled(); !reflect.DeepEqual(got, want) {
		t.Errorf("overview %+v, want %+v", got, want)
	}
	e := study.EventsInput{Measure: r.Measure, Seed: 1}.Filled()
	if got := r.Events.Filled(); !reflect.DeepEqual(got, e) {
		t.Errorf("events %+v, want %+v", got, e)
	}
}

func TestBasisKeepsWhatCannotBeRead(t *testing.T) {
	s := NewBasis()
	s.Set("history.average", "20")
	s.Set("from", "2019-01-02")
	s.Accept()
	for _, c := range []struct{ path, text, code string }{
		{"history.average", "2o", "not_a_number"}, {"history.average", "0", "out_of_range"}, {"history.average", "5.5", "not_whole"}, {"history.average", "", "empty"},
		{"overview.mean", "1", "out_of_range"}, {"history.band", "19", "out_of_range"}, {"basis.bins", "0", "out_of_range"}, {"basis.bins", "x", "not_a_number"},
		{"of", "best", "unknown_choice"}, {"from", "2024-02-31", "bad_day"}, {"to", "2018-01-01", "before_from"}, {"overview.date", "soon", "bad_date"},
		{"stages.1.to", "2016-02-30", "bad_day"}, {"stages.1.to", "", "missing"}, {"events.0.date", "x", "bad_date"}, {"events.samples", "99", "out_of_range"},
		{"volatility.threshold", "five", "not_a_number"}, {"rank.truncate", "maybe", "unknown_choice"},
		{"volatility.threshold", "0", "out_of_range"}, {"basis.bins", "201", "out_of_range"}, {"history.low", "50", "out_of_range"},
	} {
		x := s.Clone()
		if !x.Set(c.path, c.text) {
			t.Errorf("%s does not take %q", c.path, c.text)
		}
		r := x.Read()
		if len(r.Faults) != 1 || r.Faults[0].Path != c.path || r.Faults[0].Code != c.code {
			t.Errorf("%s %q: %v, want %s", c.path, c.text, r.Faults, c.code)
		}
		if r.History.Average != 20 || r.From != calendar.MustOf(2019, 1, 2) || r.Measure.Of != study.Weighted || r.Overview.Mean != 20 {
			t.Errorf("%s %q: not answered for by what was accepted: %+v", c.path, c.text, r.History)
		}
		if x.Text(c.path) != c.text {
			t.Errorf("%s: typed %q became %q", c.path, c.text, x.Text(c.path))
		}
	}
}

// TestBasisZero: where 0 stands for the usual number in a request, a typed 0 is
// not taken for it.
func TestBasisZero(t *testing.T) {
	s := NewBasis()
	s.Set("history.hurdle", "0")
	s.Set("events.before", "0")
	if r := s.Read(); len(r.Faults) != 0 || r.History.Filled().Hurdle > 1e-9 || r.Events.Filled().Before != 0 || r.Events.After != 4 {
		t.Errorf("got %+v, %v", r.History.Hurdle, r.Faults)
	}
	s.Set("events.after", "0")
	if r := s.Read(); len(r.Faults) != 1 || r.Faults[0].Path != "events.after" || r.Events.After != 4 {
		t.Errorf("got %v, %v", r.Events.After, r.Faults)
	}
}

func TestBasisDividends(t *testing.T) {
	s := NewBasis()
	s.Set("dividends.IF", DividendsPoints)
	s.Set("dividends.IF.points", "2024-06-03 12.3\n\n 2024/6/17，1,050.5\n")
	r := s.Read()
	if len(r.Faults) == 0 { // a comma splits, so thousands are not grouped here
		t.Errorf("grouped thousands were read as %+v", r.Dividends["IF"])
	}
	s.Set("dividends.IF.points", "2024-06-03 12.3\n\n 2024/6/17，10.5\n")
	s.Set("dividends.IC", DividendsYield)
	s.Set("dividends.IC.yield", "1.5%")
	r = s.Read()
	want := []dividend.ExDate{{Date: calendar.MustOf(2024, 6, 3), Points: 12.3}, {Date: calendar.MustOf(2024, 6, 17), Points: 10.5}}
	if len(r.Faults) != 0 || !reflect.DeepEqual(r.Dividends["IF"].Points, want) || r.Dividends["IC"].Yield != 0.015 || r.Dividends["IH"] != nil {
		t.Errorf("got %+v, %v", r.Dividends, r.Faults)
	}
	s.Accept()
	s.Set("dividends.IF.points", "2024-06-03")
	if r = s.Read(); len(r.Faults) != 1 || r.Faults[0].Code != "ex_date_line" || len(r.Dividends["IF"].Points) != 2 {
		t.Errorf("a line without points: %v, %+v", r.Faults, r.Dividends["IF"])
	}
}

// TestBasisRows: rows are added, removed and taken back without touching one
// another.
func TestBasisRows(t *testing.T) {
	s := NewBasis()
	if s.Rows(StageRows) != 4 || !s.PresetRows(StageRows) {
		t.Fatalf("%d rows", s.Rows(StageRows))
	}
	s.RemoveRow(StageRows, 1)
	r := s.Read()
	all := study.Stages002()
	if want := []study.Stage{all[0], all[2], all[3]}; len(r.Faults) != 0 || !reflect.DeepEqual(r.Stages.Stages, want) {
		t.Errorf("without the second: %v, %v", r.Stages.Stages, r.Faults)
	}
	s.AddRow(StageRows)
	if r = s.Read(); len(r.Stages.Stages) != 3 || len(r.Faults) != 0 {
		t.Errorf("an empty row is asked about: %v, %v", r.Stages.Stages, r.Faults)
	}
	s.Set(CellPath(StageRows, 3, "from"), "2021-01-04")
	if r = s.Read(); len(r.Faults) != 1 || r.Faults[0].Path != "stages.3.to" || r.Faults[0].Code != "missing" {
		t.Errorf("half a row: %v", r.Faults)
	}
	s.Set(CellPath(StageRows, 3, "to"), "2021-12-31")
	if r = s.Read(); len(r.Stages.Stages) != 4 || r.Stages.Stages[3].To != calendar.MustOf(2021, 12, 31) {
		t.Errorf("the new row: %v", r.Stages.Stages)
	}
	s.RemoveRow(StageRows, 0)
	if again, _ := BasisFromFragment(s.Fragment()); !reflect.DeepEqual(again.Read(), s.Read()) {
		t.Errorf("%s came back as %s", s.Fragment(), again.Fragment())
	}
	if !s.TakeRows(StageRows) || !s.Same(NewBasis()) || s.TakeRows(StageRows) {
		t.Errorf("the rows of the report: %s", s.Fragment())
	}
	for s.RemoveRow(EventRows, 0) {
	}
	if r = s.Read(); r.Events.Events == nil || len(r.Events.Events) != 0 {
		t.Errorf("without events the report's are taken: %v", r.Events.Events)
	}
	for range 2 * RowsAtMost(EventRows) {
		s.AddRow(EventRows)
	}
	if s.Rows(EventRows) != RowsAtMost(EventRows) {
		t.Errorf("%d rows", s.Rows(EventRows))
	}
}

func TestBasisSteps(t *testing.T) {
	for _, c := range []struct {
		path   string
		tenths int
		want   string
	}{{"history.average", 10, "6"}, {"history.average", 1, "6"}, {"events.samples", 10, "1,100"}, {"history.hurdle", -10, "4.90"}, {"rank.since", 10, "2019-01-02"}, {"stages.0.from", -10, "2015-04-15"}, {"of", 10, "weighted"}} {
		s := NewBasis()
		if s.Step(c.path, c.tenths); s.Text(c.path) != c.want {
			t.Errorf("%s by %d tenths: %q, want %q", c.path, c.tenths, s.Text(c.path), c.want)
		}
	}
}

func TestBasisRequestPaths(t *testing.T) {
	s := NewBasis()
	s.Set("stages", "5")
	s.Set(CellPath(StageRows, 1, "from"), "")
	s.Set(CellPath(StageRows, 1, "to"), "")
	s.Set("drivers.rate", "false")
	r := s.Read()
	for _, c := range []struct{ part, path, want string }{
		{"history", "average", "history.average"}, {"history", "of", "of"}, {"history", "convention", "convention"}, {"overview", "convention", "overview.convention"},
		{"overview", "rank.years", "rank.window"}, {"overview", "rank.since", "rank.since"}, {"spread", "spread.pair", "spread.pair"}, {"spread", "bins", "spread.bins"}, {"basis", "bins", "basis.bins"},
		{"stages", "stages.1.to", "stages.2.to"}, {"stages", "stages", "stages"}, {"events", "events.1.date", "events.1.date"}, {"events", "before", "events.before"},
		{"drivers", "on.1", "drivers.volatility"}, {"drivers", "lags", "drivers.lags"}, {"history", "dividends.yield", "dividends.IF.yield"}, {"history", "dividends.points.3.date", "dividends.IF.points"},
		{"overview", "products.0.dividends", "dividends.IF"}, {"overview", "products.2.to", "to"}, {"history", "futures.3", ""}, {"history", "index", ""}, {"volatility", "threshold", "volatility.threshold"},
	} {
		if got := r.Typed(c.part, c.path); got != c.want {
			t.Errorf("%s %s: got %q, want %q", c.part, c.path, got, c.want)
		}
	}
}

// TestBasisLinkReturns: what a link was made of comes out of it again, rows too.
func TestBasisLinkReturns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewBasis()
		for range rapid.IntRange(0, 10).Draw(t, "edits") {
			list := rapid.SampledFrom([]string{StageRows, EventRows}).Draw(t, "list")
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0:
				s.AddRow(list)
				continue
			case 1:
				s.RemoveRow(list, rapid.IntRange(0, 5).Draw(t, "row"))
				continue
			}
			f := rapid.SampledFrom(BasisFields()).Draw(t, "field")
			if n := s.Rows(list); n > 0 && rapid.Bool().Draw(t, "cell") {
				f, _ = BasisFieldAt(CellPath(list, rapid.IntRange(0, n-1).Draw(t, "row"), rapid.SampledFrom(RowNames(list)).Draw(t, "name")))
			}
			text := rapid.SampledFrom([]string{"12", "0.5", "−1.25", "x & y=1\n%", "", "2024-09-13", "2024-06-03 12.3\n2024-06-17 1", "雪球"}).Draw(t, "text")
			switch f.Kind {
			case Choice:
				text = rapid.SampledFrom(f.Choices).Draw(t, "choice")
			case Switch:
				text = rapid.SampledFrom([]string{"true", "false"}).Draw(t, "switch")
			}
			s.Set(f.Path, text)
			s.Reformat(f.Path)
		}
		again, notes := BasisFromFragment("#" + s.Fragment())
		if len(notes) != 0 || again.Fragment() != s.Fragment() {
			t.Fatalf("%q came back as %q with %v", s.Fragment(), again.Fragment(), notes)
		}
		a, b := s.Read(), again.Read()
		if len(a.Faults) != len(b.Faults) || len(a.Faults) == 0 && !reflect.DeepEqual(a, b) { // what cannot be read was accepted once, which no link carries
			t.Fatalf("%+v came back as %+v", a, b)
		}
	})
}

// TestBasisHostileLinks: nothing in a link breaks the page or makes it ask for
// more than it may.
func TestBasisHostileLinks(t *testing.T) {
	for _, link := range []string{
		"#stages=1000000&events=-5", "stages=1e300", "stages=NaN&stages.0.from=x", "stages.50.from=2020-01-01", "stages.-1.from=x&stages.01.from=y&stages.0.colour=red",
		"events=x", "product=%00&of=<script>", "rank.window=7", "dividends.XX=yield", "dividends.IF=points&dividends.IF.points=" + strings.Repeat("9", 5000),
		"history.average=1e999", "history.average=99999999999999999999", "report.history=maybe", "=&&&=x&%zz=%zz",
	} {
		s, _ := BasisFromFragment(link)
		r := s.Read()
		if n := len(r.Stages.Stages); n > study.MaxStages {
			t.Errorf("%s: %d stages", link, n)
		}
		s.Accept()
		s.Read()
		s.AddRow(StageRows)
		s.RemoveRow(EventRows, 0)
		_ = s.Fragment()
	}
	s, notes := BasisFromFragment("of=volume&colour=red&of=weighted")
	if s.Text("of") != "weighted" || len(notes) != 2 {
		t.Errorf("of %q, notes %v", s.Text("of"), notes)
	}
}
