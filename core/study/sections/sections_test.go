package sections

import (
	"reflect"
	"strings"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/report"
	"fairbasis/core/study"

	"pgregory.net/rapid"
)

// made are the sections of an answer in both languages.
type made struct{ zh, en report.Section }

func both[T any](f func(string, T) report.Section, r T) made { return made{f("zh-CN", r), f("en", r)} }

// draw makes the sections of a random answer.
var draws = map[string]func(*rapid.T) made{
	"overview":     func(t *rapid.T) made { return both(Overview, random[study.Overview](t)) },
	"history":      func(t *rapid.T) made { return both(History, random[study.History](t)) },
	"distribution": func(t *rapid.T) made { return both(Distribution, random[study.Distribution](t)) },
	"stages":       func(t *rapid.T) made { return both(Stages, random[study.Stages](t)) },
	"volatility":   func(t *rapid.T) made { return both(Volatility, random[study.Volatility](t)) },
	"seasonality":  func(t *rapid.T) made { return both(Seasonality, random[study.Seasonality](t)) },
	"events":       func(t *rapid.T) made { return both(Events, random[study.Events](t)) },
	"drivers":      func(t *rapid.T) made { return both(Drivers, random[study.Drivers](t)) },
	"history days": func(t *rapid.T) made {
		r := random[study.History](t)
		return made{report.Section{ID: "x", Title: "x", About: "x", Tables: []report.Table{HistoryDays("zh", r)}}, report.Section{ID: "x", Title: "x", About: "x", Tables: []report.Table{HistoryDays("en", r)}}}
	},
}

func random[T any](t *rapid.T) T {
	var r T
	fill(t, reflect.ValueOf(&r).Elem(), nil)
	return r
}

// TestSections: whatever the answer holds, a section is whole: every column says
// what it is and where that is from, rows are as long as the head, no place is
// left open and no figure is NaN or infinite; both languages have the same
// tables with the same numbers.
func TestSections(t *testing.T) {
	for name, draw := range draws {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := draw(t)
				checkSection(t, m.zh)
				checkSection(t, m.en)
				checkAlike(t, m)
			})
		})
	}
}

func checkText(t *rapid.T, where, text string) {
	if strings.TrimSpace(text) == "" {
		t.Fatalf("%s is empty", where)
	}
	for _, bad := range []string{"NaN", "Inf", "n/a", "{", "}", "%!"} {
		if strings.Contains(text, bad) {
			t.Fatalf("%s holds %q: %s", where, bad, text)
		}
	}
}

func checkSection(t *rapid.T, s report.Section) {
	for where, text := range map[string]string{"id": s.ID, "title": s.Title, "about": s.About} {
		checkText(t, where, text)
	}
	for _, text := range s.Lead {
		checkText(t, "a sentence", text)
	}
	for _, n := range s.Notes {
		checkText(t, "a term", n.Term)
		checkText(t, "note "+n.Term, n.Text)
		checkText(t, "source of "+n.Term, n.Source)
	}
	ids := map[string]bool{}
	for _, table := range s.Tables {
		if ids[table.ID] {
			t.Fatalf("two tables are %s", table.ID)
		}
		ids[table.ID] = true
		checkText(t, "title of "+table.ID, table.Title)
		for _, c := range table.Columns {
			where := table.ID + " " + c.Head
			checkText(t, where, c.Head)
			checkText(t, "definition of "+where, c.Definition)
			checkText(t, "source of "+where, c.Source)
			if c.Kind == "" {
				t.Fatalf("%s has no kind", where)
			}
		}
		for _, row := range table.Rows {
			if len(row) != len(table.Columns) {
				t.Fatalf("%s: a row of %d cells below %d columns", table.ID, len(row), len(table.Columns))
			}
			for i, cell := range row {
				text := table.Columns[i].Text(cell)
				if cell.Number == nil && cell.Why != "" {
					checkText(t, "a reason", cell.Why)
				}
				if cell.Number != nil || cell.Why != "" {
					checkText(t, table.ID+" "+table.Columns[i].Head, text)
				}
			}
		}
	}
}

func checkAlike(t *rapid.T, m made) {
	if m.zh.ID != m.en.ID || len(m.zh.Lead) != len(m.en.Lead) || len(m.zh.Notes) != len(m.en.Notes) || len(m.zh.Tables) != len(m.en.Tables) {
		t.Fatalf("zh %d sentences %d notes %d tables, en %d %d %d", len(m.zh.Lead), len(m.zh.Notes), len(m.zh.Tables), len(m.en.Lead), len(m.en.Notes), len(m.en.Tables))
	}
	for i, a := range m.zh.Tables {
		b := m.en.Tables[i]
		if a.ID != b.ID || a.Fold != b.Fold || len(a.Columns) != len(b.Columns) || len(a.Rows) != len(b.Rows) {
			t.Fatalf("%s differs from %s", a.ID, b.ID)
		}
		for k, c := range a.Columns {
			if d := b.Columns[k]; c.Kind != d.Kind || c.Decimals != d.Decimals || c.Signed != d.Signed {
				t.Fatalf("%s: %s and %s are written in different ways", a.ID, c.Head, d.Head)
			}
		}
		for k, row := range a.Rows {
			for j, x := range row {
				if y := b.Rows[k][j]; (x.Number == nil) != (y.Number == nil) || x.Number != nil && *x.Number != *y.Number || (x.Why == "") != (y.Why == "") || x.Strong != y.Strong {
					t.Fatalf("%s row %d cell %d: %+v and %+v", a.ID, k, j, x, y)
				}
			}
		}
	}
}

// TestEveryChoiceHasWords: no stable name of a request reaches a reader.
func TestEveryChoiceHasWords(t *testing.T) {
	field := func(of any, name string) []string {
		f, ok := reflect.TypeOf(of).FieldByName(name)
		if !ok || f.Tag.Get("enum") == "" {
			t.Fatalf("%T has no enum %s", of, name)
		}
		return choices(f.Tag.Get("enum"))
	}
	var rules []string
	for _, p := range study.Products() {
		product, err := market.ProductNamed(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range market.History(product) {
			rules = append(rules, string(c.Rule))
		}
	}
	for _, l := range []language{0, 1} {
		for _, c := range []struct {
			ids   []string
			words []named
		}{
			{field(study.Measure{}, "Value"), valueNames}, {field(study.Measure{}, "Value"), valueFormulas}, {field(study.Measure{}, "Of"), ofNames},
			{field(study.OverviewInput{}, "Main"), ofNames}, {field(study.Measure{}, "Price"), priceNames}, {field(study.Spread{}, "Pair"), pairNames},
			{field(study.Spread{}, "Definition"), spreadNames}, {field(study.Rank{}, "Method"), methodNames}, {field(study.Distribution{}, "Rule"), binRules},
			{append(study.AllDrivers(), "constant"), driverNames}, {study.AllDrivers(), driverRules}, {rules, ruleNames},
		} {
			for _, id := range c.ids {
				known := false
				for _, n := range c.words {
					known = known || n.id == id && n.words[l] != ""
				}
				if !known {
					t.Errorf("%s: no words for %q", l.code(), id)
				}
			}
		}
		for _, id := range field(study.Measure{}, "Convention") {
			if l.convention(id) == id {
				t.Errorf("%s: no words for the convention %s", l.code(), id)
			}
		}
		for _, id := range field(study.OverviewInput{}, "Reference") {
			if l == 0 && l.reference(id) == id {
				t.Errorf("%s: no words for the reference %s", l.code(), id)
			}
		}
		for _, p := range study.Products() {
			if l.index(p) == p {
				t.Errorf("%s: no name of the index of %s", l.code(), p)
			}
		}
		for _, e := range study.Events003() {
			if l == 0 && l.event(0, e.Name) == e.Name {
				t.Errorf("no Chinese for the event %s", e.Name)
			}
		}
	}
}
