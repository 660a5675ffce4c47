package scan

import (
	"bytes"
	"context"
	"reflect"
	"strings"
	"testing"
	"time"

	"fairbasis/core/market"
)

var bg = context.Background()

// both reads a text on the fast and on the careful way and requires one result.
func both(t testing.TB, text string, p Plan) *Rows {
	t.Helper()
	fast, err := read(bg, []byte(text), p, false)
	slow, err2 := read(bg, []byte(text), p, true)
	if (err == nil) != (err2 == nil) || err != nil && err.Error() != err2.Error() {
		t.Fatalf("fast %v, careful %v", err, err2)
	}
	if err != nil {
		t.Fatal(err)
	}
	same(t, fast, slow)
	return fast
}

func same(t interface{ Fatalf(string, ...any) }, fast, slow *Rows) {
	for i := range fast.Numbers {
		a, b := fast.Numbers[i], slow.Numbers[i]
		if a.Scale != b.Scale || a.Len() != b.Len() || a.Exact() != b.Exact() {
			t.Fatalf("column %d: fast has scale %d and %d rows, careful %d and %d", i, a.Scale, a.Len(), b.Scale, b.Len())
		}
		for k := range a.Len() {
			x, ok := a.At(k)
			y, ok2 := b.At(k)
			if x != y && (x == x || y == y) || ok != ok2 || a.Exact() && a.Mantissa[k] != b.Mantissa[k] {
				t.Fatalf("column %d row %d: fast %v %v, careful %v %v", i, k, x, ok, y, ok2)
			}
		}
	}
	f, s := *fast, *slow
	f.Numbers, s.Numbers = nil, nil
	if !reflect.DeepEqual(f, s) {
		t.Fatalf("fast    %+v\ncareful %+v", f, s)
	}
}

func stamps(rows *Rows) []string {
	var list []string
	for _, ms := range rows.Time {
		list = append(list, time.UnixMilli(ms).UTC().Format("2006-01-02 15:04:05.000"))
	}
	return list
}

func texts(c market.Column) (list []string) {
	for i := range c.Len() {
		list = append(list, c.Text(i))
	}
	return list
}

// pad makes a text long enough for the fast way, whose last rows are careful.
const pad = "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"

func TestRead(t *testing.T) {
	sn := []Kind{Stamp, Number}
	cases := []struct {
		name, text string
		plan       Plan
		times      string // joined by blanks and commas as stamps prints them, short
		numbers    string // of the last number column
		rows       []int32
		check      func(r *Rows) bool
	}{
		{name: "crlf, cr and lf end rows", text: "2024-01-02,1\r\n2024-01-03,2\r2024-01-04,3\n2024-01-05,4", plan: Plan{Comma: ',', Kinds: sn},
			numbers: "1 2 3 4", rows: []int32{1, 2, 3, 4}, check: func(r *Rows) bool { return r.Daily && r.Ascending == 3 }},
		{name: "blank rows and rows of commas", text: "2024-01-02,1\n\n ,, \n2024-01-03,2\n\"\",\n", plan: Plan{Comma: ',', Quote: true, Kinds: sn},
			numbers: "1 2", rows: []int32{1, 4}, check: func(r *Rows) bool { return r.Blank == 3 && len(r.Bad) == 0 }},
		{name: "repeated header", text: "date,close\n2024-01-02,1\ndate,close\n2024-01-03,2\n", plan: Plan{Comma: ',', Start: 11, Row: 2, Kinds: sn, Header: []byte("date,close\r\n")},
			numbers: "1 2", rows: []int32{2, 4}, check: func(r *Rows) bool { return reflect.DeepEqual(r.Repeated, []int32{3}) }},
		{name: "footer", text: "2024-01-02,1\n#source\n", plan: Plan{Comma: ',', Kinds: sn, Footer: [][]byte{[]byte("#sour")}},
			numbers: "1", rows: []int32{1}, check: func(r *Rows) bool { return reflect.DeepEqual(r.Footers, []int32{2}) }},
		{name: "missing cells", text: "2024-01-02,\n2024-01-03,--\n2024-01-04,null\n2024-01-05,\" \"\n2024-01-06,7\n",
			plan: Plan{Comma: ',', Quote: true, Kinds: sn, Missing: [][]byte{[]byte("--"), []byte("null")}}, numbers: "    7", rows: []int32{1, 2, 3, 4, 5}},
		{name: "what is no number", text: "2024-01-02,NaN\n2024-01-03,0x10\n2024-01-04,1_000\n2024-01-05,inf\n2024-01-06,-\n2024-01-07,1.2.3\n2024-01-08,1e\n2024-01-09,.\n2024-01-10,--1\n2024-01-11,1e400\n2024-01-12,5\n",
			plan: Plan{Comma: ',', Kinds: sn}, numbers: "          5", check: func(r *Rows) bool {
				return r.BadCount[BadNumber] == 10 && r.Bad[3].Text == "inf" && r.Bad[3].Field == 1 && r.Read == 11
			}},
		{name: "thousands and blanks", text: "2024-01-02,\"3,450.0000\"\n2024-01-03, 12 \n2024-01-04,\"1,234,567\"\n2024-01-05,\"12,34,567.5\"\n2024-01-06,\"1,5\"\n2024-01-07,\"1234,567\"\n",
			plan: Plan{Comma: ',', Quote: true, Kinds: sn}, numbers: "3450.0000 12.0000 1234567.0000 1234567.5000  ", check: func(r *Rows) bool { return r.BadCount[BadNumber] == 2 }},
		{name: "thousands between tabs", text: "2024-01-02\t3,450.5\n", plan: Plan{Comma: '\t', Kinds: sn}, numbers: "3450.5"},
		{name: "exponents, points and signs", text: "2024-01-02,1.2e+07\n2024-01-03,.5\n2024-01-04,5.\n2024-01-05,+3\n2024-01-06,-2.25\n2024-01-07,\xe2\x88\x9217\n2024-01-08,25E-2\n",
			plan: Plan{Comma: ',', Kinds: sn}, numbers: "12000000.00 0.50 5.00 3.00 -2.25 -17.00 0.25"},
		{name: "percent", text: "2024-01-02,1.05%\n2024-01-03,-2 %\n2024-01-04,3\n", plan: Plan{Comma: ',', Kinds: sn}, numbers: "0.0105 -0.0200 3.0000",
			check: func(r *Rows) bool { return r.Percent[1] == 2 }},
		{name: "full width, UTF-8", text: "２０２４年１月２日,－１２．５\n", plan: Plan{Comma: ',', Kinds: sn}, numbers: "-12.5", times: "2024-01-02 00:00:00.000"},
		{name: "full width, GBK", text: "2024\xc4\xea1\xd4\xc22\xc8\xd5,\xa3\xad\xa3\xb1\xa3\xb2\xa3\xae\xa3\xb5\n", plan: Plan{Comma: ',', Kinds: sn}, numbers: "-12.5", times: "2024-01-02 00:00:00.000"},
		{name: "more decimals later", text: "2024-01-02,1\n2024-01-03,1.5\n2024-01-04,\n2024-01-05,1.25\n", plan: Plan{Comma: ',', Kinds: sn}, numbers: "1.00 1.50  1.25"},
		{name: "decimals of zeros make room", text: "2024-01-02,3000.000000000\n2024-01-03,123456789012.000000000\n2024-01-04,12345678901.500000000\n", plan: Plan{Comma: ',', Kinds: sn},
			numbers: "3000.0 123456789012.0 12345678901.5"},
		{name: "digits beyond an int64", text: "2024-01-02,0.1\n2024-01-03,3193.06183267848123456789\n2024-01-04,1e30\n2024-01-05,-7\n2024-01-06,\n", plan: Plan{Comma: ',', Kinds: sn},
			numbers: "0.1 3193.061832678481 1000000000000000000000000000000 -7 ", check: func(r *Rows) bool { return !r.Numbers[1].Exact() }},
		{name: "ragged rows", text: "2024-01-02,1,2\n2024-01-03,1\n2024-01-04,1,2,3\n", plan: Plan{Comma: ',', Kinds: []Kind{Stamp, Skip, Number}},
			numbers: "2 2", rows: []int32{1, 3}, check: func(r *Rows) bool { return r.Bad[0] == Cell{Row: 2, Field: -1, Why: ShortRow, Text: "2024-01-03,1"} }},
		{name: "NUL", text: "2024-01-02,1\x00\n2024\x00-01-03,1\n", plan: Plan{Comma: ',', Kinds: sn}, numbers: "", rows: []int32{1},
			check: func(r *Rows) bool { return r.BadCount[BadNumber] == 1 && r.BadCount[BadStamp] == 1 }},
		{name: "a quote that is never closed costs one row", text: "2024-01-02,\"1\n2024-01-03,2\n", plan: Plan{Comma: ',', Quote: true, Kinds: sn}, numbers: "2", rows: []int32{2},
			check: func(r *Rows) bool { return r.Bad[0].Why == OpenQuote && r.Bad[0].Row == 1 }},
		{name: "a quote closed by another row costs no more", text: "2024-01-02,\"1\n2024-01-03,2\n2024-01-04,3\r\n2024-01-05,4\"\n2024-01-06,5\n", plan: Plan{Comma: ',', Quote: true, Kinds: sn}, numbers: "2 3  5", rows: []int32{2, 3, 4, 5},
			check: func(r *Rows) bool {
				return r.Bad[0] == Cell{1, -1, OpenQuote, "2024-01-02,\"1"} && r.Bad[1].Why == BadNumber
			}},
		{name: "line end in a cell", text: "2024-01-02,\"a\nb\",1\n2024-01-03,x,2\n", plan: Plan{Comma: ',', Quote: true, Kinds: []Kind{Stamp, Text, Number}}, numbers: "1 2", rows: []int32{1, 2},
			check: func(r *Rows) bool { return r.Words[0] == "a\nb" && r.Texts[1][1] == 1 }},
		{name: "newest first", text: "2024-01-03,1\n2024-01-02,2\n2024-01-02,2\n", plan: Plan{Comma: ',', Kinds: sn}, numbers: "1 2 2", check: func(r *Rows) bool { return r.Descending == 1 && r.Ascending == 0 }},
		{name: "runs of blanks", text: "  2024-01-02   0931  \t1.5 \n2024-01-03 0932 2\n", plan: Plan{Comma: ' ', Kinds: []Kind{Date, Clock, Number}}, numbers: "1.5 2.0",
			times: "2024-01-02 09:31:00.000, 2024-01-03 09:32:00.000"},
		{name: "no stamp at all", text: "IF2406,3500\nIF2409,3510\n", plan: Plan{Comma: ',', Kinds: []Kind{Text, Number}}, numbers: "3500 3510",
			check: func(r *Rows) bool { return r.Time == nil && !r.Daily && r.Words[1] == "IF2409" }},
		{name: "two fields with stamps", text: "2026-05-06 09:01:00.000000000,1778029260000000000,3000\n", plan: Plan{Comma: ',', Kinds: []Kind{Stamp, Skip, Number}}, numbers: "3000",
			times: "2026-05-06 09:01:00.000"},
		{name: "no column of the second stamp", text: "2024-01-02,2024-01-03,1\n", plan: Plan{Comma: ',', Kinds: []Kind{Stamp, Stamp, Number}}, numbers: "1", times: "2024-01-02 00:00:00.000"},
		{name: "only some rows have an offset", text: "2024-01-02 09:31+08:00,1\n2024-01-02 09:32,2\n2024-01-02 09:33+09:00,3\n", plan: Plan{Comma: ',', Kinds: sn}, numbers: "1 3",
			times: "2024-01-02 01:31:00.000, 2024-01-02 00:33:00.000",
			check: func(r *Rows) bool { return r.HasOffset && r.Offset == 480 && r.Offsets && r.BadCount[ZoneChange] == 1 }},
		{name: "clocks with lost zeros", text: "2024-01-02,000100,1\n2024-01-02,931,2\n", plan: Plan{Comma: ',', Kinds: []Kind{Date, Clock, Number}}, numbers: "1 2",
			times: "2024-01-02 00:01:00.000, 2024-01-02 09:31:00.000"},
		{name: "clocks with seconds and lost zeros", text: "20240102,100,1\n20240102,93100,2\n20240102,150000,3\n", plan: Plan{Comma: ',', Kinds: []Kind{Date, Clock, Number}}, numbers: "1 2 3",
			times: "2024-01-02 00:01:00.000, 2024-01-02 09:31:00.000, 2024-01-02 15:00:00.000"},
		{name: "excel day and fraction", text: "42009,0.396527777777778,1\n", plan: Plan{Comma: ',', Form: ExcelDay, Kinds: []Kind{Date, Clock, Number}}, numbers: "1", times: "2015-01-05 09:31:00.000"},
		{name: "afternoon", text: "1/2/2024 12:30 PM,1\n1/2/2024 1:30 PM,2\n1/2/2024 12:05 AM,3\n", plan: Plan{Comma: ',', Form: MonthFirst, Kinds: sn}, numbers: "1 2 3",
			times: "2024-01-02 12:30:00.000, 2024-01-02 13:30:00.000, 2024-01-02 00:05:00.000"},
		{name: "blanks behind numbers", text: "2024-01-02,5.5 ,1\n2024-01-03,5.6 ,2\n2024-01-04,5.7 ,3\n2024-01-05,5.8,4\n", plan: Plan{Comma: ',', Kinds: []Kind{Stamp, Number, Number}}, numbers: "1 2 3 4"},
		{name: "end of the data", text: "2024-01-02,1\n2024-01-03,2\nrest", plan: Plan{Comma: ',', Kinds: sn, End: 26}, numbers: "1 2"},
		{name: "a bar in GBK", text: "2024-01-02|\xd4|A|1\n", plan: Plan{Comma: '|', Kinds: []Kind{Stamp, Text, Number}}, numbers: "1", check: func(r *Rows) bool { return r.Words[0] == "\xd4|A" }},
		{name: "empty", text: "", plan: Plan{Comma: ',', Kinds: sn}, check: func(r *Rows) bool { return r.Read == 0 && !r.Daily }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := c.text
			if c.plan.End == 0 && text != "" {
				text = strings.TrimSuffix(text, "\n") + pad
			}
			for _, text := range []string{c.text, text} {
				r := both(t, text, c.plan)
				if text != c.text {
					r.Blank -= len(pad) - 1
				}
				last := len(c.plan.Kinds) - 1
				if got := strings.Join(texts(r.Numbers[last]), " "); got != c.numbers {
					t.Errorf("numbers %q, want %q", got, c.numbers)
				}
				if got := strings.Join(stamps(r), ", "); c.times != "" && got != c.times {
					t.Errorf("times %s, want %s", got, c.times)
				}
				if c.rows != nil && !reflect.DeepEqual(r.Row, c.rows) {
					t.Errorf("rows %v, want %v", r.Row, c.rows)
				}
				if c.check != nil && !c.check(r) {
					t.Errorf("got %+v", r)
				}
			}
		})
	}
}

// Each kind of stamp in a long file, where the fast way comes to it.
func TestReadManyStamps(t *testing.T) {
	forms := []struct {
		layout string
		form   Form
		comma  byte
		kinds  []Kind
	}{
		{"2006-01-02 15:04:05", Calendar, ',', []Kind{Stamp, Number}},
		{"2006-01-02T15:04:05.000", Calendar, ',', []Kind{Stamp, Number}},
		{"2006-01-02 15:04:05+OFFSET", Calendar, ',', []Kind{Stamp, Number}},
		{"2006/1/2 15:04", Calendar, ',', []Kind{Stamp, Number}},
		{"2006/1/2,15:04:05", Calendar, ',', []Kind{Date, Clock, Number}},
		{"2006.01.02\t15:04", Calendar, '\t', []Kind{Date, Clock, Number}},
		{"2006/01/02\t1504", Calendar, '\t', []Kind{Date, Clock, Number}},
		{"20060102 150405", Calendar, ';', []Kind{Stamp, Number}},
		{"20060102,150405", Calendar, ',', []Kind{Date, Clock, Number}},
		{"200601021504", Calendar, ',', []Kind{Stamp, Number}},
		{"02/01/2006 15:04:05", DayFirst, ',', []Kind{Stamp, Number}},
		{"1/2/2006 15:04", MonthFirst, ',', []Kind{Stamp, Number}},
		{"\"2006-01-02 15:04:05\"", Calendar, ',', []Kind{Stamp, Number}},
		{"1/2/06 3:04 PM", MonthFirst, ',', []Kind{Stamp, Number}},
	}
	for _, f := range forms {
		t.Run(f.layout, func(t *testing.T) {
			var text bytes.Buffer
			var want []int64
			for at := time.Date(2023, 12, 28, 0, 0, 0, 0, time.UTC); len(want) < 3000; at = at.Add(7 * time.Minute) {
				text.WriteString(strings.Replace(at.Format(f.layout), "OFFSET", "05:30", 1))
				text.WriteByte(f.comma)
				text.WriteString("3158.2\r\n")
				ms := at.UnixMilli()
				if strings.Contains(f.layout, "OFFSET") {
					ms -= 330 * 60_000
				}
				want = append(want, ms)
			}
			r := both(t, text.String(), Plan{Comma: f.comma, Quote: true, Form: f.form, Kinds: f.kinds})
			if !reflect.DeepEqual(r.Time, want) || len(r.Bad) > 0 || r.Daily {
				t.Errorf("got %v… and %+v, want %v…", r.Time[:3], r.Bad[:min(3, len(r.Bad))], want[:3])
			}
			for _, m := range r.Numbers[len(f.kinds)-1].Mantissa {
				if m != 31582 {
					t.Fatal(m)
				}
			}
		})
	}
}

func TestCursorCutsLikeRead(t *testing.T) {
	text := []byte("head\n2024-01-02,\"1\n2024-01-03,2\n2024-01-04,3\"\n2024-01-05,x\n")
	p := Plan{Comma: ',', Quote: true, Start: 5, Row: 2, Kinds: []Kind{Stamp, Number, Skip}}
	r := both(t, string(text), p)
	lines := map[int]string{}
	for c := p.Cursor(text); c.Next(); {
		lines[c.Row] = string(text[c.Start:c.End])
	}
	if len(lines) != 4 || lines[2] != r.Bad[0].Text || lines[5] != "2024-01-05,x" || r.Bad[2].Row != 5 {
		t.Errorf("lines %v, bad %+v", lines, r.Bad)
	}
}
