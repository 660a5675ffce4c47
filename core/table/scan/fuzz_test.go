package scan

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
)

// FuzzRead reads any bytes by any plan: it never panics, the fast way agrees
// with the careful one, and what comes back is in range.
func FuzzRead(f *testing.F) {
	kinds := []byte{byte(Stamp), byte(Number), byte(Number), byte(Text), byte(Skip)}
	for _, text := range []string{
		"2024-01-02 09:31:00,3158.2,3158,IF2406,x\n2024-01-02 09:32:00,3159,-3e2,IF2409,\n" + pad,
		"\"2024-01-02\",\"3,158.2\",5%,\"a\"\"b\",\"\n\"\r\n\"open,1\n2024-02-30,1,2,3,4\r" + pad,
		"2024-01-02T09:31:00.123456789+08:00,12345678901234567890,9.999999999999999999,,\n",
		"\xef\xbc\x92024/1/2,\xe2\x88\x921,.5,5.,\n", "date,a,b,c,d\n,,,,\n",
	} {
		f.Add([]byte(text), byte(','), byte(Calendar), kinds, true, 0)
		f.Add([]byte(strings.ReplaceAll(text, ",", "|")), byte('|'), byte(DayFirst), kinds, false, 20)
	}
	f.Add([]byte("1704205800,1\n1704205860,2\n"+pad), byte(','), byte(UnixSeconds), []byte{byte(Stamp), byte(Number)}, false, 0)
	f.Add([]byte("42009.3965\t1\n42010\t2\n"+pad), byte('\t'), byte(ExcelDay), []byte{byte(Stamp), byte(Number)}, false, 0)
	f.Add([]byte("20240102 931 1\n20240102 93100 2\n"+pad), byte(' '), byte(Calendar), []byte{byte(Date), byte(Clock), byte(Number)}, false, 0)
	f.Add([]byte("2024/01/02;0931;1\n2024/01/02;0932;2\n2024/01/02;1000;2\n"+pad), byte(';'), byte(Calendar), []byte{byte(Date), byte(Clock), byte(Number)}, false, 0)
	f.Fuzz(func(t *testing.T, text []byte, comma, form byte, kinds []byte, quote bool, limit int) {
		if !strings.Contains(",\t;| ", string(rune(comma))) || form > byte(ExcelDay) || len(kinds) > 30 {
			return
		}
		p := Plan{Comma: comma, Quote: quote, Form: Form(form), Header: []byte("date,a,b,c,d"), Footer: [][]byte{[]byte("#")}, Missing: [][]byte{[]byte("-")}}
		for _, k := range kinds {
			p.Kinds = append(p.Kinds, Kind(k)%(Text+1))
		}
		if limit > 0 {
			p.Limits = Limits{Rows: limit, Columns: limit, Field: limit}
		}
		r, err := read(bg, text, p, false)
		slow, err2 := read(bg, text, p, true)
		if (err == nil) != (err2 == nil) || err != nil && err.Error() != err2.Error() {
			t.Fatalf("fast %v, careful %v", err, err2)
		}
		if err != nil {
			return
		}
		same(t, r, slow)
		if len(r.Row) != r.Read || r.Time != nil && len(r.Time) != r.Read {
			t.Fatalf("%d rows, %d numbers of rows, %d stamps", r.Read, len(r.Row), len(r.Time))
		}
		lines := 1
		for _, b := range text {
			if b == '\n' || b == '\r' {
				lines++
			}
		}
		last := int32(0)
		for i, row := range r.Row {
			if row <= last || int(row) > lines {
				t.Fatalf("row %d after %d of %d", row, last, lines)
			}
			if last = row; r.Time != nil && form != byte(Calendar) && r.Time[i] > latest+2*dayMs {
				t.Fatalf("stamp %d", r.Time[i])
			}
		}
		for place, k := range p.Kinds {
			c := r.Numbers[place]
			if (k == Number) != c.Present() || k == Number && c.Len() != r.Read {
				t.Fatalf("column %d of kind %d has %d rows of %d", place, k, c.Len(), r.Read)
			}
			for i := range c.Len() {
				if x, ok := c.At(i); ok && math.IsInf(x, 0) {
					t.Fatalf("row %d is %v", i, x)
				}
			}
			for _, w := range r.Texts[place] {
				if int(w) >= len(r.Words) {
					t.Fatalf("word %d of %d", w, len(r.Words))
				}
			}
		}
	})
}

// FuzzNumber compares what is read of one cell with strconv.ParseFloat, which
// also reads words, hexadecimal and underscores; those are refused here.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"3158.2", "-0.5", "1e22", "1.7976931348623157e308", "4.9e-324", "123456789012345678901234567890", "0.30000000000000004", "9007199254740993", "1,234", "5%", "NaN", "0x1p-2", "1_0", "inf",
		".5", "5.", "-", "1e-400", "00000000000000000000001.50000000000000000000000", "179769313486231580793728971405301e270"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := readDecimal([]byte(s))
		want, err := strconv.ParseFloat(s, 64)
		if strings.ContainsAny(s, "xXpP_iInN") {
			if ok {
				t.Fatalf("%q was read", s)
			}
			return
		}
		if strings.ContainsAny(s, ",% ") {
			return
		}
		if !ok {
			if err == nil {
				t.Fatalf("%q was not read", s)
			}
			return
		}
		got, ok := d.float([]byte(s))
		if ok != (err == nil) || ok && got != want {
			t.Fatalf("%q is %v %v, want %v %v", s, got, ok, want, err)
		}
		c := column{m: make([]int64, 1)}
		if c.set(0, d, []byte(s)) != ok {
			t.Fatalf("%q in a column", s)
		}
		if ok {
			if x, there := c.done(1).At(0); !there || x != want {
				t.Fatalf("%q in a column is %v, want %v", s, x, want)
			}
		}
	})
}

// FuzzStamp compares stamps with package time where that knows the form.
func FuzzStamp(f *testing.F) {
	for _, s := range []string{"2024-09-13 09:31:00", "2024-02-30", "2024-09-13T09:31:00.123456789Z", "2024/1/2 9:31", "20240913 093100", "20240913093100", "13/09/2024 24:00", "1704205800", "1778029260000000000", "42009.3965", "2024-09-13 09:31:00+08:00", "1/2/24 12:05 AM", "2024-1-2 9:31:5,5"} {
		for form := Calendar; form <= ExcelDay; form++ {
			f.Add(s, byte(form))
		}
	}
	layouts := []string{"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "2006/1/2 15:04:05", "20060102", "20060102150405", time.RFC3339Nano}
	f.Fuzz(func(t *testing.T, s string, form byte) {
		if form > byte(ExcelDay) {
			return
		}
		folded, ok := fold(nil, []byte(s), true)
		if !ok || len(folded) == 0 {
			return
		}
		m, why := readStamp(folded, Form(form))
		if why == 0 && (m.local < earliest || m.local > latest) {
			t.Fatalf("%q is %d", s, m.local)
		}
		if Form(form) != Calendar {
			return
		}
		for _, layout := range layouts {
			at, err := time.Parse(layout, string(folded))
			if err != nil || at.Year() < firstYear || at.Year() > lastYear {
				continue
			}
			if _, east := at.Zone(); east > 14*3600+59*60 || east < -14*3600-59*60 {
				continue
			}
			at = at.Add(500 * time.Microsecond) // rounded to ms
			if why != 0 || m.local-int64(m.offset)*minuteMs != at.UnixMilli() {
				t.Fatalf("%q is %d %d %v, want %v", s, m.local, m.offset, why, at)
			}
		}
	})
}
