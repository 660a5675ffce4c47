package load

import (
	"context"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// goodHeader is that of good.
const goodHeader = "datetime,symbol,open,high,low,close,volume,open_interest"

// good is minute bars of IF2406 without a fault: days trading days from
// 2024-05-06, 240 bars each, stamped at the end. Row 1 is the header.
func good(days int) []string {
	lines := []string{goodHeader}
	tick := 18000 // 3600.0 in steps of 0.2
	r := rand.New(rand.NewSource(7))
	points := func(n int) string { return fmt.Sprintf("%d.%d", n/5, n%5*2) }
	d := calendar.MustOf(2024, 5, 6)
	for range days {
		for k := range 240 {
			m := 9*60 + 31 + k
			if k >= 120 {
				m = 13*60 + 1 + k - 120
			}
			o := tick
			c := o + r.Intn(7) - 3
			hi, lo := max(o, c)+r.Intn(3), min(o, c)-r.Intn(3)
			lines = append(lines, fmt.Sprintf("%s %02d:%02d:00,IF2406,%s,%s,%s,%s,%d,%d", d, m/60, m%60, points(o), points(hi), points(lo), points(c), 100+r.Intn(400), 70000+k))
			tick = c
		}
		d = calendar.Next(d).Date
	}
	return lines
}

func joined(lines []string) []byte { return []byte(strings.Join(lines, "\n") + "\n") }

func mustRead(t *testing.T, name string, b []byte, c table.Choices) *table.Set {
	t.Helper()
	set, err := Read(context.Background(), File{Name: name, Bytes: b, Choices: c})
	if err != nil {
		t.Fatal(err)
	}
	consistent(t, set)
	return set
}

// setCell changes one cell of a line.
func setCell(line string, place int, value string) string {
	cells := strings.Split(line, ",")
	cells[place] = value
	return strings.Join(cells, ",")
}

func TestGoodHasNoProblem(t *testing.T) {
	set := mustRead(t, "a.csv", joined(good(5)), table.Choices{})
	if len(set.Loaded.Problems) != 0 || set.Loaded.Rows != 1200 || set.Loaded.Skipped != 0 || len(set.Rejected) != 0 {
		t.Errorf("got %+v", set.Loaded)
	}
}

// TestBroken makes one defect each out of good rows.
func TestBroken(t *testing.T) {
	for _, c := range []struct {
		name    string
		spoil   func(lines []string) []string
		code    string
		count   int
		rows    []int // of the problem; nil is not looked at
		bars    int
		skipped int
		also    string // another code that follows from the same defect
	}{
		{name: "a stamp that does not read", spoil: func(l []string) []string {
			l[10] = setCell(l[10], 0, "yesterday")
			return l
		}, code: table.BadStamp, count: 1, rows: []int{11}, bars: 1199, skipped: 1, also: table.MissingMinutes},
		{name: "no such day", spoil: func(l []string) []string {
			l[10] = setCell(l[10], 0, "2024-02-30 09:40:00")
			return l
		}, code: table.NoSuchDay, count: 1, rows: []int{11}, bars: 1199, skipped: 1, also: table.MissingMinutes},
		{name: "the last line cut short", spoil: func(l []string) []string {
			l[len(l)-1] = l[len(l)-1][:40]
			return l
		}, code: table.ShortRow, count: 1, rows: []int{1201}, bars: 1199, skipped: 1, also: table.MissingMinutes + " " + table.PartialDay},
		{name: "a price that is no number", spoil: func(l []string) []string {
			l[20] = setCell(l[20], 5, "36x")
			return l
		}, code: table.BadNumber, count: 1, rows: []int{21}, bars: 1200},
		{name: "rows twice", spoil: func(l []string) []string {
			return slices.Concat(l[:50], l[30:])
		}, code: table.DuplicateSame, count: 20, bars: 1200, skipped: 20, also: table.Unsorted},
		{name: "a row again with another close", spoil: func(l []string) []string {
			return slices.Insert(l, 41, setCell(l[40], 6, "9999"))
		}, code: table.DuplicateDifferent, count: 1, rows: []int{41}, bars: 1200, skipped: 1},
		{name: "shuffled", spoil: func(l []string) []string {
			rand.New(rand.NewSource(1)).Shuffle(len(l)-1, func(i, j int) { l[i+1], l[j+1] = l[j+1], l[i+1] })
			return l
		}, code: table.Unsorted, bars: 1200},
		{name: "two rows exchanged", spoil: func(l []string) []string {
			l[100], l[101] = l[101], l[100]
			return l
		}, code: table.Unsorted, count: 1, rows: []int{102}, bars: 1200},
		{name: "newest first", spoil: func(l []string) []string {
			slices.Reverse(l[1:])
			return l
		}, code: table.NewestFirst, count: 1, bars: 1200},
		{name: "the header again", spoil: func(l []string) []string {
			return slices.Insert(l, 300, goodHeader)
		}, code: table.RepeatedHeader, count: 1, rows: []int{301}, bars: 1200},
		{name: "ten minutes missing", spoil: func(l []string) []string {
			return slices.Delete(l, 300, 310)
		}, code: table.MissingMinutes, count: 10, bars: 1190},
		{name: "a day missing", spoil: func(l []string) []string {
			return slices.Delete(l, 1+240, 1+480)
		}, code: table.MissingDays, count: 1, bars: 960},
		{name: "a price of 0", spoil: func(l []string) []string {
			l[7] = setCell(setCell(setCell(setCell(l[7], 2, "0"), 3, "0"), 4, "0"), 5, "0")
			return l
		}, code: table.ZeroPrice, count: 1, rows: []int{8}, bars: 1200},
		{name: "off the tick", spoil: func(l []string) []string {
			l[7] = setCell(l[7], 5, "3600.1")
			return l
		}, code: table.OffTick, count: 1, rows: []int{8}, bars: 1200, also: table.OHLCViolation},
		{name: "high below low", spoil: func(l []string) []string {
			cells := strings.Split(l[7], ",")
			cells[3], cells[4] = "3000.0", "3900.0"
			l[7] = strings.Join(cells, ",")
			return l
		}, code: table.OHLCViolation, count: 1, rows: []int{8}, bars: 1200, also: table.Jump},
		{name: "a quote never closed", spoil: func(l []string) []string {
			l[7] = `"` + l[7]
			return l
		}, code: table.OpenQuote, count: 1, rows: []int{8}, bars: 1199, skipped: 1, also: table.MissingMinutes},
		{name: "a footer", spoil: func(l []string) []string {
			return append(l, "数据来源：通达信")
		}, code: table.Footer, count: 1, rows: []int{1202}, bars: 1200},
		{name: "sums", spoil: func(l []string) []string {
			return slices.Insert(l, 241, setCell(l[240], 1, "小计"))
		}, code: table.SubtotalRows, count: 1, rows: []int{242}, bars: 1200, skipped: 1},
		{name: "options", spoil: func(l []string) []string {
			return slices.Insert(l, 241, setCell(l[240], 1, "IO2406-C-3600"))
		}, code: table.OptionRows, count: 1, rows: []int{242}, bars: 1200, skipped: 1},
		{name: "no symbol", spoil: func(l []string) []string {
			l[7] = setCell(l[7], 1, "")
			return l
		}, code: table.UnknownSymbol, count: 1, rows: []int{8}, bars: 1199, skipped: 1, also: table.MissingMinutes},
		{name: "offsets in some rows", spoil: func(l []string) []string {
			l[7] = setCell(l[7], 0, strings.Split(l[7], ",")[0]+"+08:00")
			return l
		}, code: table.ZoneChange, count: 1, rows: []int{8}, bars: 1199, skipped: 1, also: table.MissingMinutes},
		{name: "after the last trading day", spoil: func(l []string) []string {
			for i := range l[1:] {
				l[i+1] = setCell(l[i+1], 1, "IF2404")
			}
			return l
		}, code: table.AfterExpiry, bars: 1200},
		{name: "no price in a row", spoil: func(l []string) []string {
			l[7] = strings.Join(append(strings.Split(l[7], ",")[:2], "", "", "", "", "0", "0"), ",")
			return l
		}, code: table.EmptyRows, count: 1, rows: []int{8}, bars: 1199, skipped: 1, also: table.MissingMinutes},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := mustRead(t, "bars.csv", joined(c.spoil(good(5))), table.Choices{})
			l := &set.Loaded
			found := false
			for _, p := range l.Problems {
				if p.Code != c.code {
					if !strings.Contains(" "+c.also+" ", " "+p.Code+" ") {
						t.Errorf("unexpected: %+v", p)
					}
					continue
				}
				found = true
				if c.count != 0 && p.Count != c.count {
					t.Errorf("count: got %d, want %d (%s)", p.Count, c.count, p.Message)
				}
				if c.rows != nil && !slices.Equal(p.Rows, c.rows) {
					t.Errorf("rows: got %v, want %v", p.Rows, c.rows)
				}
			}
			if !found {
				t.Errorf("%s is missing among %+v", c.code, l.Problems)
			}
			if l.Rows != c.bars || l.Skipped != c.skipped {
				t.Errorf("got %d bars and %d rows left out, want %d and %d", l.Rows, l.Skipped, c.bars, c.skipped)
			}
			if rejectedRows(set) != c.skipped {
				t.Errorf("%d rows are listed as not read, %d were left out: %v", rejectedRows(set), c.skipped, set.Rejected)
			}
			for _, r := range set.Rejected {
				if r.Text == "" {
					t.Errorf("row %d is listed without its text", r.Row)
				}
			}
		})
	}
}

// TestWeekRemoved: five days in a row are a gap of a week.
func TestWeekRemoved(t *testing.T) {
	lines := good(15)
	set := mustRead(t, "bars.csv", joined(slices.Delete(lines, 1+240*5, 1+240*10)), table.Choices{})
	l := set.Loaded
	if len(l.Problems) != 1 || l.Problems[0].Code != table.MissingWeeks || l.Problems[0].Count != 1 || !slices.Equal(l.Problems[0].Rows, []int{1202}) {
		t.Errorf("got %+v", l.Problems)
	}
	if l.Rows != 2400 || l.Series[0].Stretches != 2 {
		t.Errorf("got %+v", l.Series)
	}
}

// rejectedRows counts whole rows, not cells.
func rejectedRows(set *table.Set) int {
	n := 0
	for _, r := range set.Rejected {
		if r.Column == "" {
			n++
		}
	}
	return n
}

// TestMixedContracts: two contracts one after the other under no name.
func TestMixedContracts(t *testing.T) {
	lines := good(3)
	drop := func(lines []string, shift string) []string {
		var out []string
		for _, l := range lines {
			c := strings.Split(l, ",")
			if shift != "" {
				for i := 2; i <= 5; i++ {
					c[i] = shift + c[i][1:]
				}
			}
			out = append(out, strings.Join(append(c[:1], c[2:]...), ","))
		}
		return out
	}
	both := slices.Concat(drop(lines, ""), drop(lines[1:], "4"))
	set := mustRead(t, "bars.csv", joined(both), table.Choices{})
	if len(set.Series) != 2 || set.Series[0].Symbol != "#1" || set.Series[1].Len() != 720 {
		t.Fatalf("got %+v", set.Loaded.Series)
	}
	if i := slices.IndexFunc(set.Loaded.Problems, func(p table.Problem) bool { return p.Code == table.MixedContracts }); i < 0 ||
		!slices.Equal(set.Loaded.Problems[i].Rows, []int{2, 722}) {
		t.Errorf("got %+v", set.Loaded.Problems)
	}
	// The same rows twice are no second contract.
	set = mustRead(t, "bars.csv", joined(slices.Concat(drop(lines, ""), drop(lines[1:], ""))), table.Choices{})
	if len(set.Series) != 1 || set.Loaded.Rows != 720 || set.Loaded.Skipped != 720 {
		t.Errorf("got %+v", set.Loaded)
	}
}

// TestSwappedColumns: the header has high and low the wrong way round.
func TestSwappedColumns(t *testing.T) {
	lines := good(2)
	lines[0] = strings.Replace(lines[0], "high,low", "low,high", 1)
	set := mustRead(t, "bars.csv", joined(lines), table.Choices{})
	if !slices.ContainsFunc(set.Loaded.Problems, func(p table.Problem) bool { return p.Code == table.WrongRoles }) {
		t.Errorf("got %+v", set.Loaded.Problems)
	}
	set = mustRead(t, "bars.csv", joined(lines), table.Choices{Roles: []table.RoleChoice{{Index: 3, Role: table.High}, {Index: 4, Role: table.Low}}})
	if len(set.Loaded.Problems) != 0 {
		t.Errorf("after the correction: got %+v", set.Loaded.Problems)
	}
	if !set.Loaded.Columns[3].Chosen || set.Loaded.Columns[2].Chosen {
		t.Errorf("columns: %+v", set.Loaded.Columns)
	}
}

// TestWrongEncoding: characters that were lost before the file came here, and
// ones that a wrong choice loses.
func TestWrongEncoding(t *testing.T) {
	lines := good(1)
	lines[0] = strings.Replace(lines[0], "datetime", "\uFFFD\uFFFD", 1)
	set := mustRead(t, "bars.csv", joined(lines), table.Choices{})
	i := slices.IndexFunc(set.Loaded.Problems, func(p table.Problem) bool { return p.Code == table.ReplacedCharacters })
	if i < 0 || set.Loaded.Problems[i].Count != 2 {
		t.Errorf("got %+v", set.Loaded.Problems)
	}
}

// Files that are no bars are refused, and it is said what they are.
func TestRefused(t *testing.T) {
	for name, b := range map[string]string{
		"empty":       "",
		"blank":       "\n\n\n",
		"header only": goodHeader + "\n",
		"prose":       "It was a dark and stormy night.\nThe rain fell in torrents.\n",
		"json":        `{"a": [1, 2, 3]}`,
		"html":        "<!DOCTYPE html><html><body><table><tr><td>1</td></tr></table></body></html>",
		"binary":      "\x00\x01\x02\x03\xff\xfe\x00\x00\x10\x20\x30",
		"picture":     "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
		"all options": "datetime,symbol,close\n2024-05-06,IO2406-C-3600,12.4\n2024-05-07,IO2406-C-3600,12.8\n2024-05-08,IO2406-C-3600,12.8\n",
	} {
		set, err := Read(context.Background(), File{Name: name, Bytes: []byte(b)})
		if err == nil {
			t.Errorf("%s was read as %+v", name, set.Loaded)
			continue
		}
		if e := fault.From(err); e.Code != fault.Invalid || e.Message == "" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestTickOfKind(t *testing.T) {
	set := mustRead(t, "a.csv", joined(good(1)), table.Choices{})
	s := set.Loaded.Series[0]
	if s.Tick != 0.2 || s.Kind != string(market.FutureContract) || s.Product != "IF" || s.Source != "column" {
		t.Errorf("got %+v", s)
	}
}

// TestManyBadRows: more rows than are listed one by one are still counted.
func TestManyBadRows(t *testing.T) {
	const n = 120_000
	var b strings.Builder
	b.WriteString("date,open,high,low,close\n")
	for i := range n {
		if i%2000 == 0 || i < 300 {
			fmt.Fprintf(&b, "%s,1,1,1,1\n", calendar.MustOf(2000, 1, 3).AddDays(i/2000*7+i%300%5))
		} else {
			b.WriteString("2023-02-30,1,1,1,1\n")
		}
	}
	set := mustRead(t, "a.csv", []byte(b.String()), table.Choices{})
	if l := set.Loaded; l.Rows+l.Skipped != n || len(set.Rejected) != maxRejected {
		t.Errorf("%d bars and %d left out of %d, %d listed", l.Rows, l.Skipped, n, len(set.Rejected))
	}
}
