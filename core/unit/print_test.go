package unit

import (
	"encoding/json"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestPrint(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Print(4448.734, 2), "4,448.73"},
		{Print(-136.731, 2), "−136.73"},
		{Print(-0.001, 2), "0.00"},
		{Print(1234567.0, 0), "1,234,567"},
		{Print(999.995, 1), "1,000.0"},
		{Print(math.NaN(), 2), "n/a"},
		{Signed(132.18, 2), "+132.18"},
		{Signed(-0.2, 1), "−0.2"},
		{Signed(0.0, 1), "0.0"},
		{PrintRate(0.106, Percent, 2), "10.60%"},
		{PrintRate(-0.0351, Percent, 2), "−3.51%"},
		{PrintRate(0.000023, TenThousandths, 3), "0.230‱"},
		{PrintRate(0.29, Percent, 0), "29%"},
		{SignedRate(0.1116, Percent, 2), "+11.16%"},
		{SignedRate(-0.00001, Percent, 2), "0.00%"},
		{Shortest(Rate(0.106), Percent, 2), "10.60"},
		{Shortest(Rate(0.04684), Percent, 2), "4.684"},
		{Shortest(Points(4413.187), Plain, 1), "4,413.187"},
		{Shortest(Points(4312), Plain, 1), "4,312.0"},
		{Shortest(Rate(0.000023), TenThousandths, 3), "0.230"},
		{PrintDecimal(NewDecimal(-54321, 1)), "−5,432.1"},
		{SignedDecimal(NewDecimal(0, 2)), "0.00"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// TestShortestReadsBack: what stands in a field after formatting means the
// same number to the last bit.
func TestShortestReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := Rate(float64(rapid.Int64Range(-1e7, 1e7).Draw(t, "m")) / 1e9)
		text := Shortest(x, Percent, 2)
		got, err := ReadRate(text, Percent)
		if err != nil || got != x {
			t.Fatalf("%v prints as %q and reads back as %v, %v", x, text, got, err)
		}
	})
}

// TestApportionSums: the printed parts add up to the printed total, and no
// part is off by more than one last digit.
func TestApportionSums(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Float64Range(-1e4, 1e4), 1, 12).Draw(t, "parts")
		total := 0.0
		for _, p := range parts {
			total += p
		}
		sum := NewDecimal(0, 2)
		for i, d := range Apportion(parts, total, 2) {
			sum, _ = sum.Add(d)
			if math.Abs(d.Float64()-parts[i]) > 0.0100001 {
				t.Fatalf("part %v became %s", parts[i], d)
			}
		}
		if want := int64(math.Round(total * 100)); sum.Mantissa() != want {
			t.Fatalf("parts sum to %s, total is %v", sum, total)
		}
	})
}

func TestMaybeJSON(t *testing.T) {
	for _, m := range []Maybe[Rate]{Some(Rate(0.0688)), None[Rate](ExpiryDay), Some(Rate(math.Inf(1))), Some(Rate(0))} {
		b, err := json.Marshal(m)
		var back Maybe[Rate]
		if err != nil || json.Unmarshal(b, &back) != nil || back != m {
			t.Errorf("%v: %s, %v, back %v", m, b, err, back)
		}
	}
	if Some(Rate(math.NaN())).Why() != OutOfRange {
		t.Error("NaN was let through")
	}
	for _, bad := range []string{`{}`, `"x"`, `{"undefined":1}`} {
		if json.Unmarshal([]byte(bad), new(Maybe[Rate])) == nil {
			t.Errorf("%s was read", bad)
		}
	}
}
