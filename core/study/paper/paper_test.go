package paper_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/study/paper"
	"fairbasis/core/table/load"

	"github.com/xuri/excelize/v2"
)

// bars is the small file of the catalog: two contracts and their index in eight
// weeks of 2024, simulated.
var bars = sync.OnceValues(func() (study.Data, error) {
	text, err := os.ReadFile(filepath.Join("..", "..", "catalog", "testdata", "files", "bars.csv"))
	if err != nil {
		return study.Data{}, err
	}
	set, err := load.Read(context.Background(), load.File{Name: "bars.csv", Bytes: text})
	if err != nil {
		return study.Data{}, err
	}
	d := study.Data{Product: "IF"}
	for _, b := range set.Series {
		s := market.Source{Symbol: b.Symbol, Bars: b}
		if b.Kind == market.Index {
			d.Index = &s
		} else {
			d.Futures = append(d.Futures, s)
		}
	}
	return d, nil
})

func data(t *testing.T) study.Data {
	t.Helper()
	d, err := bars()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// everything asks for every study, two of them twice.
func everything(t *testing.T) study.PaperInput {
	d := data(t)
	day := calendar.MustOf(2024, 9, 24)
	in := study.WeeklyReport("zh", "", study.OverviewInput{Products: []study.OverviewData{{Data: d}}}, d, study.Measure{Value: study.Rate})
	in.Distribution = append(in.Distribution, study.DistributionInput{Data: d, Measure: study.Measure{Of: study.CurrentWith}})
	in.Stages = &study.StagesInput{Data: d, Stages: []study.Stage{{Name: "a|b", From: calendar.MustOf(2024, 9, 2), To: calendar.MustOf(2024, 9, 20)}}}
	in.Volatility = &study.VolatilityInput{Data: d, Threshold: 0.02}
	in.Seasonality = &study.SeasonalityInput{Data: d}
	in.Events = &study.EventsInput{Data: d, Events: []study.Event{{Name: "easing", Date: day}}, Samples: 100}
	in.Drivers = &study.DriversInput{Data: d, Window: 5}
	return in
}

func compute(t *testing.T, in study.PaperInput) study.Paper {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	p, err := paper.Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestOrder: sections come in the order of the fields, each with an id of its
// own, in the language asked for, with a title of product and last day.
func TestOrder(t *testing.T) {
	in := everything(t)
	p := compute(t, in)
	var ids []string
	tables := map[string]bool{}
	for _, s := range p.Sections {
		ids = append(ids, s.ID)
		for _, table := range s.Tables {
			if tables[table.ID] {
				t.Errorf("two tables are %s", table.ID)
			}
			tables[table.ID] = true
		}
	}
	if want := []string{"overview", "history", "distribution", "spread", "distribution_2", "stages", "volatility", "seasonality", "events", "drivers"}; !slices.Equal(ids, want) {
		t.Errorf("sections %v, want %v", ids, want)
	}
	if p.Title != "IF 基差报告 2024-10-18" || p.First != calendar.MustOf(2024, 8, 26) || p.Last != calendar.MustOf(2024, 10, 18) || p.File != nil {
		t.Errorf("%q, %s to %s, %v", p.Title, p.First, p.Last, p.File)
	}
	in.Lang = ""
	if got := compute(t, in); got.Title != "IF basis report 2024-10-18" || got.Sections[0].Title != "Weekly overview" {
		t.Errorf("in English: %q, %q", got.Title, got.Sections[0].Title)
	}
}

// TestFiles: the report as every kind of file, whole and one table of it.
func TestFiles(t *testing.T) {
	in := everything(t)
	in.Title = "My report"
	for _, c := range []struct{ as, kind string }{
		{"md", "text/markdown;charset=utf-8"}, {"csv", "text/csv;charset=utf-8"}, {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	} {
		in.As, in.Table = c.as, ""
		p := compute(t, in)
		if p.File == nil || p.File.Name != "My-report."+c.as || p.File.Type != c.kind || len(p.File.Bytes) == 0 {
			t.Fatalf("%s: %+v", c.as, p.File)
		}
		if c.as != "xlsx" {
			for _, bad := range []string{"NaN", "Inf", "n/a"} {
				if strings.Contains(string(p.File.Bytes), bad) {
					t.Errorf("%s holds %s", c.as, bad)
				}
			}
		}
		for _, s := range p.Sections {
			if c.as == "md" && !strings.Contains(string(p.File.Bytes), "\n## "+s.Title+"\n") {
				t.Errorf("no section %s", s.Title)
			}
		}
		in.Table = "history_days"
		if p = compute(t, in); p.File.Name != "My-report-history_days."+c.as {
			t.Errorf("one table is saved as %s", p.File.Name)
		}
		switch c.as {
		case "csv":
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(p.File.Bytes), "\ufeff"))).ReadAll()
			if err != nil || len(rows) != 34 || rows[1][0] != "2024-08-26" || rows[33][0] != "2024-10-18" {
				t.Errorf("the days as CSV: %d rows, %v", len(rows), err)
			}
		case "xlsx":
			f, err := excelize.OpenReader(bytes.NewReader(p.File.Bytes))
			if err != nil || len(f.GetSheetList()) != 2 {
				t.Errorf("the days as a workbook: %v", err)
			}
		}
	}
}

// TestRefusals: a table that is not there, and what a study refuses, at its path.
func TestRefusals(t *testing.T) {
	in := everything(t)
	in.As, in.Table = "csv", "nothing"
	_, err := paper.Compute(context.Background(), in)
	if f := fault.From(err); f == nil || len(f.Fields) != 1 || f.Fields[0].Path != "table" || !strings.Contains(f.Fields[0].Params["want"], "overview_checks") {
		t.Errorf("a table that is not there: %v", err)
	}
	in = study.PaperInput{History: &study.HistoryInput{Data: study.Data{Product: "IM", Futures: data(t).Futures, Index: data(t).Index}}}
	_, err = paper.Compute(context.Background(), in)
	if f := fault.From(err); f == nil || f.Code != fault.Invalid || len(f.Fields) == 0 || !strings.HasPrefix(f.Fields[0].Path, "history.") {
		t.Errorf("contracts of another product: %v", err)
	}
	for _, c := range []struct {
		path string
		in   study.PaperInput
	}{
		{"", study.PaperInput{}},
		{"as", study.PaperInput{As: "pdf", Stages: everything(t).Stages}},
		{"lang", study.PaperInput{Lang: "de", Stages: everything(t).Stages}},
		{"stages.average", study.PaperInput{Stages: &study.StagesInput{Data: data(t), Average: 500}}},
		{"distribution.1.bins", study.PaperInput{Distribution: []study.DistributionInput{{Data: data(t)}, {Data: data(t), Bins: 500}}}},
	} {
		if f := fault.From(c.in.Validate()); f == nil || f.Fields[0].Path != c.path {
			t.Errorf("%+v is refused at %v", c.in, f)
		}
	}
}

// TestCanceled: work stops at a tick, and what was done is never past the whole.
func TestCanceled(t *testing.T) {
	in := everything(t)
	in.As = "xlsx"
	calls := 0
	_, err := paper.Compute(op.WithTick(context.Background(), func(done, total int) error {
		if calls++; done < 0 || done > total {
			t.Errorf("%d of %d", done, total)
		}
		return nil
	}), in)
	if err != nil || calls < 10 {
		t.Errorf("%d ticks, %v", calls, err)
	}
	stop := fault.New(fault.Canceled, "enough")
	if _, err := paper.Compute(op.WithTick(context.Background(), func(int, int) error { return stop }), in); fault.From(err).Code != fault.Canceled {
		t.Errorf("canceled: %v", err)
	}
}

// TestWeeklyReport: the report of a past week ends with its Sunday, and is the
// one that could have been made then: that of the file cut there.
func TestWeeklyReport(t *testing.T) {
	d := data(t)
	friday := calendar.MustOf(2024, 9, 13)
	o := study.OverviewInput{Products: []study.OverviewData{{Data: d}}, Date: friday.AddDays(-2)}
	in := study.WeeklyReport("zh", "md", o, d, study.Measure{})
	if in.History.To != calendar.MustOf(2024, 9, 15) || in.Distribution[1].Spread == nil || in.Distribution[1].Spread.Pair != study.PairNext {
		t.Errorf("up to %s, %+v", in.History.To, in.Distribution)
	}
	p := compute(t, in)
	if p.Last != friday || p.Title != "IF 基差报告 2024-09-13" {
		t.Errorf("the week of %s: %q to %s", friday, p.Title, p.Last)
	}
	short := d
	short.To = friday
	o.Products, o.Date = []study.OverviewData{{Data: short}}, friday
	cut := compute(t, study.WeeklyReport("zh", "md", o, short, study.Measure{}))
	if !bytes.Equal(p.File.Bytes, cut.File.Bytes) {
		a, b := strings.Split(string(p.File.Bytes), "\n"), strings.Split(string(cut.File.Bytes), "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Fatalf("line %d: the whole file gives\n%s\nthe cut one\n%s", i, a[i], b[i])
			}
		}
		t.Fatalf("%d and %d lines", len(a), len(b))
	}
	if sunday := study.WeeklyReport("", "", study.OverviewInput{Date: calendar.MustOf(2024, 9, 15)}, short, study.Measure{}); sunday.History.To != friday {
		t.Errorf("data that end earlier are taken to %s", sunday.History.To)
	}
}
