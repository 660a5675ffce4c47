package xlsx

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestNumber(t *testing.T) {
	for in, want := range map[string]string{
		"0": "0", "5": "5", "5.0": "5", "3822.40": "3822.4", "3822.4000000000001": "3822.4", "0.1": "0.1", "0.10000000000000001": "0.1",
		"6918.5546875": "6918.5546875", "0.30000000000000004": "0.30000000000000004", "1E+3": "1000", "1.5e-7": "0.00000015", "-12.5": "-12.5",
		"123456789012345678": "123456789012345680", "007": "7", ".5": "0.5", "5.": "5", "100": "100", "1778029260000000000": "1778029260000000000",
	} {
		got, ok := appendNumber(nil, []byte(in))
		if !ok || string(got) != want {
			t.Errorf("%s: got %s, %v, want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "-", ".", "NaN", "Inf", "1_0", "0x1", "1e", "1.2.3", "--1", "1e999", "a", "1 "} {
		if got, ok := appendNumber(nil, []byte(in)); ok {
			t.Errorf("%q: got %s, want a refusal", in, got)
		}
	}
}

// As Excel stores a double, with 17 digits, it comes back as the shortest
// decimal.
func TestNumberIsShortest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64().Draw(t, "x")
		if math.IsInf(x, 0) || math.IsNaN(x) {
			t.Skip("not a number of a cell")
		}
		for _, format := range []byte("eg") {
			got, ok := appendNumber(nil, strconv.AppendFloat(nil, x, format, 17, 64))
			if want := strconv.FormatFloat(x, 'f', -1, 64); !ok || string(got) != want {
				t.Fatalf("got %s, %v, want %s", got, ok, want)
			}
		}
	})
}

// A percentage is a hundred times the shortest decimal, exactly.
func TestPercent(t *testing.T) {
	for in, want := range map[string]string{"0.021": "2.1%", "2.1000000000000001E-2": "2.1%", "1": "100%", "0": "0%", "-0.5": "-50%", "0.00015": "0.015%", "12.3456": "1234.56%", "0.1": "10%", "0.12": "12%"} {
		if got, ok := appendPercent(nil, []byte(in)); !ok || string(got) != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		x := strconv.FormatFloat(rapid.Float64Range(-1e6, 1e6).Draw(t, "x"), 'f', -1, 64)
		got, ok := appendPercent([]byte("1\t"), []byte(x))
		text, isPercent := strings.CutSuffix(string(got), "%")
		text, kept := strings.CutPrefix(text, "1\t")
		if !ok || !isPercent || !kept {
			t.Fatalf("%s: got %s, %v", x, got, ok)
		}
		value, ok := new(big.Rat).SetString(text)
		whole, _ := new(big.Rat).SetString(x)
		if !ok || value.Cmp(whole.Mul(whole, big.NewRat(100, 1))) != 0 {
			t.Fatalf("%s: got %s", x, got)
		}
	})
}

// excelDay is the date of a serial day after February 1900, by package time.
func excelDay(serial int) string {
	return time.Date(1899, 12, 30+serial, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

func TestStamps(t *testing.T) {
	cases := []struct {
		v     string
		style style
		old   bool // days from 1904
		want  string
	}{
		// ECMA-376 part 1, 18.17.4.1: serial 1 is 1900-01-01, 2958465 is
		// 9999-12-31; 60 is a day that was not.
		{"1", date, false, "1900-01-01"},
		{"59", date, false, "1900-02-28"},
		{"60", date, false, "1900-02-29"},
		{"61", date, false, "1900-03-01"},
		{"2958465", date, false, "9999-12-31"},
		{"42009", date, false, "2015-01-05"}, // ../shared/data/README.md
		{"0", date, true, "1904-01-01"},
		{"1", date, true, "1904-01-02"},
		{"44768.396527777775", date, false, "2022-07-26 09:31:00"}, // a time that the format hides is kept
		{"44768.396527777775", clock, false, "2022-07-26 09:31:00"},
		{"44768.396527777775", dateTime, false, "2022-07-26 09:31:00"},
		{"44768", dateTime, false, "2022-07-26 00:00:00"},
		{"44768.999999999", dateTime, false, "2022-07-27 00:00:00"}, // rounds up to midnight
		{"44768.395833344907", dateTime, false, "2022-07-26 09:30:00.001"},
		{"4.4768396527777775E4", dateTime, false, "2022-07-26 09:31:00"},
		{"6.9444444444444447E-4", clock, false, "00:01:00"},
		{"99999999999999999999", date, false, ""},
		{"", date, false, ""},
		{".", date, false, ""},
		{"0.625", clock, false, "15:00:00"},
		{"0", clock, false, "00:00:00"},
		{"0.5", clock, true, "12:00:00"},
		{"0.625", duration, false, "15:00:00"},
		{"1.5", duration, false, ""}, // 36 hours are no time of day
		{"-1", date, false, ""},
		{"2958466", date, false, ""},
		{"x", date, false, ""},
	}
	for _, c := range cases {
		s := stamps{since04: c.old}
		got, ok := s.append(nil, []byte(c.v), c.style)
		if string(got) != c.want || ok != (c.want != "") {
			t.Errorf("%s in style %d: got %q, %v, want %q", c.v, c.style, got, ok, c.want)
		}
	}
	var s stamps
	rapid.Check(t, func(t *rapid.T) {
		at := time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.Int64Range(0, 200*365*86400).Draw(t, "s")) * time.Second)
		v := float64(at.Unix())/86400 + 25569
		for _, format := range []byte("eg") { // with an exponent and without
			got, ok := s.append(nil, strconv.AppendFloat(nil, v, format, 17, 64), dateTime)
			if want := at.Format(time.DateTime); !ok || string(got) != want {
				t.Fatalf("%v: got %s, want %s", v, got, want)
			}
		}
	})
}

// Formats as Excel and WPS write them.
func TestFormats(t *testing.T) {
	for format, want := range map[string]style{
		"General": general, "0.00": general, "#,##0.00_);[Red]\\(#,##0.00\\)": general, "0.00%": percent, "0%;[Red]-0%": percent, "@": general,
		"yyyy-mm-dd": date, "YYYY-MM-DD HH:MM:SS": dateTime, "yyyy\\-mm\\-dd\\ hh:mm:ss.000": dateTime, "m/d/yyyy h:mm": dateTime,
		"yyyy\"年\"m\"月\"d\"日\"": date, "yyyy年m月d日": date, "[$-804]yyyy\"年\"m\"月\"d\"日\";@": date, "mmm-yy": date, "mmm": date, "d": date,
		"h:mm:ss": clock, "hh:mm": clock, "mm:ss.0": clock, "h:mm AM/PM": clock, "[$-409]h:mm:ss AM/PM;@": clock, "[h]:mm:ss": duration, "[mm]:ss": duration,
		"\"day\" 0": general, "[Red]0.0": general, "[DBNum1]0": general, "0.00E+00": general, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ": general, "0\\d": general,
		"#,##0.00\"手\"": general, "": general, "\"": general, "[": general, "0;yyyy": general,
	} {
		if got := custom(format); got != want {
			t.Errorf("%q: got %d, want %d", format, got, want)
		}
	}
	for id, want := range map[int]style{0: general, 1: general, 9: percent, 10: percent, 11: general, 14: date, 17: date, 18: clock, 21: clock, 22: dateTime, 23: general, 27: date, 31: date, 32: clock, 36: date, 37: general,
		44: general, 45: clock, 46: duration, 47: clock, 48: general, 49: general, 50: date, 55: clock, 58: date, 59: general} {
		if got := builtin(id); got != want {
			t.Errorf("format %d: got %d, want %d", id, got, want)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"a&amp;b": "a&b", "&lt;&gt;&quot;&apos;": "<>\"'", "&#25910;&#x76D8;": "收盘", "&nbsp;": "&nbsp;", "&": "&", "&;": "&;", "&#;": "&#;", "&#xD800;": "&#xD800;", "&#99999999;": "&#99999999;",
		"_x0041_": "A", "_x005F_x0041_": "_x0041_", "_x004_": "_x004_", "a_b": "a_b", "a\r\nb": "a b", "\x7f": " ", "&#9;x": " x",
	} {
		if got := string(appendText(nil, []byte(in))); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
