package demo

import (
	"bytes"
	"context"
	"encoding/csv"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// set is a demo file read by encoding/csv: rows by symbol and column.
func set(t *testing.T, name string) (table.Export, map[string][]map[string]string) {
	t.Helper()
	out, err := Demo(context.Background(), table.DemoInput{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(out.File.Bytes)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if out.Rows != len(rows)-1 {
		t.Errorf("%d rows said, %d there", out.Rows, len(rows)-1)
	}
	by := map[string][]map[string]string{}
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, title := range rows[0] {
			m[title] = row[i]
		}
		by[m["symbol"]] = append(by[m["symbol"]], m)
	}
	return out, by
}

func number(t *testing.T, row map[string]string, column string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(row[column], 64)
	if err != nil {
		t.Fatalf("%v: %s: %v", row, column, err)
	}
	return x
}

// tenths returns a price of one decimal in tenths.
func tenths(t *testing.T, row map[string]string, column string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.Replace(row[column], ".", "", 1))
	if err != nil || len(row[column])-strings.Index(row[column], ".") != 2 {
		t.Fatalf("%v: %s has not one decimal", row, column)
	}
	return n
}

// TestBothSets: every bar holds together, prices of futures are on the tick of
// 0.2 points, every row is marked as simulated, sizes are small.
func TestBothSets(t *testing.T) {
	for name, most := range map[string]int{"minute": 1_500_000, "daily": 400_000} {
		out, by := set(t, name)
		if len(out.File.Bytes) > most || !strings.HasPrefix(out.File.Name, "simulated-") {
			t.Errorf("%s: %d bytes named %s", name, len(out.File.Bytes), out.File.Name)
		}
		for symbol, rows := range by {
			for i, row := range rows {
				o, h, l, c := number(t, row, "open"), number(t, row, "high"), number(t, row, "low"), number(t, row, "close")
				if h < max(o, c) || l > min(o, c) || l < 2000 || h > 7000 || row["source"] != "simulated" {
					t.Fatalf("%s: %v", symbol, row)
				}
				if symbol == indexCode {
					continue
				}
				for _, column := range []string{"open", "high", "low", "close"} {
					if tenths(t, row, column)%2 != 0 {
						t.Fatalf("%s is off the tick: %v", column, row)
					}
				}
				if number(t, row, "volume") < 1 {
					t.Fatalf("no volume: %v", row)
				}
				if i > 0 {
					if move := c/number(t, rows[i-1], "close") - 1; move > 0.1 || move < -0.1 {
						t.Errorf("%s moves by %.3f: %v", symbol, move, row)
					}
				}
			}
		}
	}
}

// TestMinute: 40 trading days of 240 bars up to the last minute of IF2412, at
// the hours of the exchange, the future ending at the index.
func TestMinute(t *testing.T) {
	_, by := set(t, "minute")
	if len(by) != 2 || len(by["IF2412"]) != 9600 || len(by[indexCode]) != 9600 {
		t.Fatalf("%d series of %d and %d bars", len(by), len(by["IF2412"]), len(by[indexCode]))
	}
	// The third Friday of December 2024 is the 20th; 40 trading days before are counted in the calendar of the exchange:
	// 4 from 28 October, 21 in November, 15 in December.
	future, index := by["IF2412"], by[indexCode]
	if future[0]["datetime"] != "2024-10-28 09:31" || future[9599]["datetime"] != "2024-12-20 15:00" {
		t.Errorf("from %s to %s", future[0]["datetime"], future[9599]["datetime"])
	}
	for i := range future {
		at, err := time.Parse("2006-01-02 15:04", future[i]["datetime"])
		if err != nil || future[i]["datetime"] != index[i]["datetime"] {
			t.Fatalf("%v beside %v, %v", future[i], index[i], err)
		}
		m := at.Hour()*60 + at.Minute()
		if want := 9*60 + 31 + i%240; m != want && m != want+90 || (i%240 < 120) != (m <= 11*60+30) {
			t.Fatalf("bar %d ends at %s", i, at.Format("15:04"))
		}
		if d := number(t, future[i], "close")/number(t, index[i], "close") - 1; d > 0.01 || d < -0.015 {
			t.Errorf("basis %.4f: %v", d, future[i])
		}
	}
	last := number(t, future[9599], "close") - number(t, index[9599], "close")
	if last > 0.1001 || last < -0.1001 { // half a tick
		t.Errorf("at expiry the future is %.2f above the index", last)
	}
	volume := func(from, to int) (sum float64) {
		for i := from; i < to; i++ {
			sum += number(t, future[i], "volume")
		}
		return sum
	}
	if edge, middle := volume(0, 20), volume(110, 130); edge < 1.5*middle {
		t.Errorf("volume at the open %v, at noon %v: no U", edge, middle)
	}
}

// TestDaily: on every trading day of three years the four contracts of the
// listing rule and the index; contracts end on their last trading day, at the
// level of the index; the roll rules find a chain that is adjustable.
func TestDaily(t *testing.T) {
	_, by := set(t, "daily")
	// Trading days: 242 in 2022, 242 in 2023, 242 in 2024.
	index := by[indexCode]
	if len(index) != 726 || index[0]["date"] != "2022-01-04" || index[725]["date"] != "2024-12-31" {
		t.Fatalf("%d days from %s to %s", len(index), index[0]["date"], index[len(index)-1]["date"])
	}
	level := map[string]float64{}
	perDay := map[string]int{}
	for _, row := range index {
		level[row["date"]] = number(t, row, "close")
	}
	var list []*market.Bars
	for symbol, rows := range by {
		if symbol == indexCode {
			continue
		}
		c, err := market.ReadContract(symbol, calendar.Date{})
		if err != nil {
			t.Fatal(err)
		}
		b := &market.Bars{Symbol: symbol, Kind: market.FutureContract, Product: "IF", Minutes: market.Daily}
		b.Close.Scale = 1
		for _, row := range rows {
			perDay[row["date"]]++
			on, err := calendar.Parse(row["date"])
			if err != nil || !c.IsListed(on) {
				t.Fatalf("%s is not listed on %s", symbol, on)
			}
			if d := number(t, row, "close")/level[row["date"]] - 1; d > 0.06 || d < -0.08 {
				t.Errorf("basis %.4f: %v", d, row)
			}
			b.Time = append(b.Time, int64(on.UnixDay())*market.DayMillis)
			b.Close.Mantissa = append(b.Close.Mantissa, int64(tenths(t, row, "close")))
			b.Volume.Mantissa = append(b.Volume.Mantissa, int64(number(t, row, "volume")))
			b.OpenInterest.Mantissa = append(b.OpenInterest.Mantissa, int64(number(t, row, "open_interest")))
		}
		last := rows[len(rows)-1]
		if end := c.LastTradingDay.Date.String(); end <= "2024-12-31" {
			if d := number(t, last, "close") - level[last["date"]]; last["date"] != end || d > 0.1001 || d < -0.1001 || last["open_interest"] != "0" || last["settle"] != last["close"] {
				t.Errorf("expiry %s, the index at %v: %v", end, level[last["date"]], last)
			}
		}
		list = append(list, b)
	}
	if len(perDay) != 726 {
		t.Errorf("futures on %d days", len(perDay))
	}
	for day, n := range perDay {
		if n != 4 {
			t.Errorf("%d contracts on %s", n, day)
		}
	}
	for _, rule := range market.MainRules() {
		chain, err := market.NewChain(list, rule, market.ByDifference)
		if err != nil {
			t.Errorf("%s: %v", rule, err)
			continue
		}
		// 36 expiries; each rule passes from month to month, the noise of a day may add a change or two.
		if n := len(chain.Rolls); n < 36 || n > 50 || chain.Bars.Len() != 726 {
			t.Errorf("%s: %d rolls over %d days", rule, n, chain.Bars.Len())
		}
	}
}

// TestSameEverywhere: the same bytes in every run, natively and under WASM.
// The sums are those of the files as first released; a change of the
// simulation changes them.
func TestSameEverywhere(t *testing.T) {
	for name, want := range map[string]uint32{"minute": 0x06f4c34e, "daily": 0x486ada5c} {
		out, _ := set(t, name)
		again, _ := set(t, name)
		if !slices.Equal(out.File.Bytes, again.File.Bytes) {
			t.Errorf("%s: two runs differ", name)
		}
		if got := crc32.ChecksumIEEE(out.File.Bytes); got != want {
			t.Errorf("%s: sum %#x, want %#x", name, got, want)
		}
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, name := range []string{"minute", "daily"} {
		if _, err := Demo(ctx, table.DemoInput{Name: name}); err == nil {
			t.Errorf("%s went on", name)
		}
	}
}
