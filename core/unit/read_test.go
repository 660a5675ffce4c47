package unit

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestReadRate(t *testing.T) {
	for _, c := range []struct {
		text  string
		plain Suffix
		want  float64
	}{
		{"1.85%", Plain, 0.0185},
		{"1.85", Percent, 0.0185},
		{"185bp", Percent, 0.0185},
		{"185 BP", Percent, 0.0185},
		{"万0.23", Percent, 0.000023},
		{"万分之0.23", Percent, 0.000023},
		{"0.23‱", Percent, 0.000023},
		{"0.23", TenThousandths, 0.000023},
		{"千分之1", Percent, 0.001},
		{"１．８５％", Plain, 0.0185},
		{"−3.5%", Plain, -0.035},
		{"－３．５", Percent, -0.035},
		{"+3", Percent, 0.03},
		{".5%", Plain, 0.005},
		{"5.", Percent, 0.05},
		{" 10.6 % ", Plain, 0.106},
		{"0.0105", Plain, 0.0105},
	} {
		got, err := ReadRate(c.text, c.plain)
		if err != nil || float64(got) != c.want {
			t.Errorf("%q: got %v, %v, want %v", c.text, got, err, c.want)
		}
	}
}

func TestReadPoints(t *testing.T) {
	for text, want := range map[string]string{
		"5,432.1": "5432.1", "４，４１３．１８７": "4413.187", "1,234,567": "1234567", "4312.0": "4312.0",
		"-0.2": "-0.2", "\u22120.2": "-0.2", "007": "7", "999999999999999999": "999999999999999999",
	} {
		got, err := ReadPoints(text)
		if err != nil || got.String() != want {
			t.Errorf("%q: got %v, %v, want %s", text, got, err, want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ text, code, want string }{
		{"", "empty", "5432.1"}, {"  ", "empty", "5432.1"},
		{"NaN", "not_a_number", "5432.1"}, {"inf", "not_a_number", "5432.1"}, {"-Infinity", "not_a_number", "5432.1"},
		{"1_000", "not_a_number", "1000"}, {"0x1p-2", "not_a_number", "5432.1"}, {"1e3", "not_a_number", "5432.1"},
		{"1o.6", "not_a_number", "10.6"}, {"l2%", "not_a_number", "12%"},
		{"1.2.3", "not_a_number", "5432.1"}, {"--1", "not_a_number", "5432.1"}, {"-", "not_a_number", "5432.1"},
		{".", "not_a_number", "5432.1"}, {"%", "not_a_number", "5432.1"}, {"五千", "not_a_number", "5432.1"},
		{"54,32.1", "grouping", "5432.1"}, {"1,2345", "grouping", "12345"}, {",123", "grouping", "123"}, {"1,234.5,6", "grouping", "1234.56"},
		{"12345678901234567890", "too_long", "5432.1"}, {"0.1234567890123456789", "too_long", "5432.1"},
		{"3%", "suffix", "5432.1"},
		{"\xff\xfe", "not_a_number", "5432.1"},
	} {
		_, err := ReadPoints(c.text)
		var e *ReadError
		if !errors.As(err, &e) || e.Code != c.code || e.Want != c.want {
			t.Errorf("%q: got %+v, want %s, write %s", c.text, err, c.code, c.want)
		}
	}
}

func TestDecimalFloatIsNearest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := NewDecimal(rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "m"), uint8(rapid.IntRange(0, MaxScale).Draw(t, "s")))
		want, err := strconv.ParseFloat(d.String(), 64)
		if err != nil || d.Float64() != want {
			t.Fatalf("%s: got %v, want %v, %v", d, d.Float64(), want, err)
		}
		back, err := ParseDecimal(d.String())
		if err != nil && len(strings.Trim(d.String(), "-.")) <= 18 || err == nil && back != d {
			t.Fatalf("%s reads back as %v, %v", d, back, err)
		}
	})
}

func TestDecimalArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Decimal {
			return NewDecimal(rapid.Int64Range(-1e9, 1e9).Draw(t, name), uint8(rapid.IntRange(0, 6).Draw(t, name+"s")))
		}
		a, b := draw("a"), draw("b")
		sum, ok := a.Add(b)
		if !ok || sum.Cmp(mustAdd(t, b, a)) != 0 {
			t.Fatalf("%s + %s = %s, %v", a, b, sum, ok)
		}
		if back := mustAdd(t, sum, b.Neg()); back.Cmp(a) != 0 {
			t.Fatalf("%s + %s - %s = %s", a, b, b, back)
		}
		if c := a.Cmp(b); c != -b.Cmp(a) || c != compare(a.Float64(), b.Float64()) {
			t.Fatalf("cmp %s %s = %d", a, b, c)
		}
		if a.Trim().Cmp(a) != 0 {
			t.Fatalf("trim changed %s", a)
		}
	})
	if _, ok := NewDecimal(math.MaxInt64, 0).Add(NewDecimal(1, 0)); ok {
		t.Error("an overflow was not noticed")
	}
	if !NewDecimal(43120, 1).MultipleOf(NewDecimal(2, 1)) || NewDecimal(43121, 1).MultipleOf(NewDecimal(2, 1)) {
		t.Error("4312.0 is a multiple of 0.2 and 4312.1 is not")
	}
}

func mustAdd(t *rapid.T, a, b Decimal) Decimal {
	s, ok := a.Add(b)
	if !ok {
		t.Fatalf("%s + %s overflows", a, b)
	}
	return s
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"5,432.1", "1.85%", "万0.23", "１２", "1e3", "0x", "NaN", "−", "千分之", "万万1", "\xff", strings.Repeat("9", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, s, err := Read(text)
		if err != nil {
			if err.Error() == "" {
				t.Errorf("%q: refused without words", text)
			}
			return
		}
		if v, ok := s.Value(d); ok && !Finite(v.Float64()) {
			t.Errorf("%q reads as %v", text, v.Float64())
		}
		if _, _, err := Read(PrintDecimal(d) + s.String()); err != nil {
			t.Errorf("%q prints as %q, which does not read: %v", text, PrintDecimal(d)+s.String(), err)
		}
	})
}
