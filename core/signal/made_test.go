package signal

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

// made reads a series written as text, a bar a line: day, time of its end,
// open, high, low, close; "-" for an empty cell and "|" before a bar that the
// file marks as the first after a hole. Prices have one decimal.
func made(t testing.TB, minutes int, text string) *market.Bars {
	t.Helper()
	b := &market.Bars{Symbol: "IF2409", Kind: market.FutureContract, Product: "IF", Minutes: minutes, Segment: []int32{0}}
	columns := []*market.Column{&b.Open, &b.High, &b.Low, &b.Close}
	for _, c := range columns {
		c.Scale, c.Mantissa = 1, []int64{}
	}
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		if f[0] == "|" {
			b.Segment = append(b.Segment, int32(b.Len()))
			f = f[1:]
		}
		b.Time = append(b.Time, stamp(t, f[0], f[1]))
		for i, c := range columns {
			if f[2+i] == "-" {
				c.Mantissa = append(c.Mantissa, market.Missing)
				continue
			}
			d, err := unit.ParseDecimal(f[2+i])
			if err != nil {
				t.Fatal(err)
			}
			r, _ := d.Rescale(1)
			c.Mantissa = append(c.Mantissa, r.Mantissa())
		}
	}
	return b
}

func stamp(t testing.TB, day, clock string) int64 {
	t.Helper()
	d, err := calendar.Parse(day)
	if err != nil || len(clock) != 5 {
		t.Fatal(day, clock, err)
	}
	digit := func(i int) int64 { return int64(clock[i] - '0') }
	minute := (digit(0)*10+digit(1))*60 + digit(3)*10 + digit(4)
	return int64(d.UnixDay())*market.DayMillis + minute*60_000
}

// closes makes bars of one price each, one decimal, all minutes of a session
// from a day on, days by the calendar.
func closes(from string, ticks ...int64) *market.Bars {
	d, err := calendar.Parse(from)
	if err != nil {
		panic(err)
	}
	b := &market.Bars{Symbol: "IF2409", Kind: market.FutureContract, Product: "IF", Minutes: 1, Segment: []int32{0}}
	m := 0
	for range ticks {
		minute := 9*60 + 31 + m
		if m >= 120 {
			minute += 90
		}
		b.Time = append(b.Time, int64(d.UnixDay())*market.DayMillis+int64(minute)*60_000)
		if m++; m == 240 {
			m, d = 0, calendar.Next(d).Date
		}
	}
	for _, c := range []*market.Column{&b.Open, &b.High, &b.Low, &b.Close} {
		*c = market.Column{Mantissa: ticks, Scale: 1}
	}
	return b
}

func one(b *market.Bars) Series { return Series{Futures: []market.Source{{Bars: b}}} }

// with returns the report's settings with others.
func with(price Price, axis Axis, days Days) Settings {
	s := Report001
	s.Price, s.Axis, s.Days = price, axis, days
	return s
}

func prepared(t testing.TB, b *market.Bars, set Settings) *Prepared {
	t.Helper()
	p, err := Prepare(context.Background(), one(b), set)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func number(n int) string { return strconv.Itoa(n) }
