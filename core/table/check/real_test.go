package check

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

// real reads a file of ../shared/data; plan names the place of each column,
// "time" behind "date" where the time of day has a place of its own. Rows
// whose first planned cell is no date are left out, as titles and footers are.
func real(t *testing.T, name string, plan map[string]int, keep func(cells []string) bool) *market.Bars {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", filepath.FromSlash(name)))
	if err != nil {
		t.Skipf("%s is not there: the shared data is missing", name)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	if strings.HasSuffix(name, "#000300.txt") {
		r.Comma = '\t'
	}
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	b := &market.Bars{Kind: market.Other, Minutes: market.Daily}
	cols := map[string]*market.Column{}
	b.Columns(func(role string, c *market.Column) { cols[role] = c; c.Scale = 4 })
	for i, cells := range rows {
		if len(cells) <= plan["date"] || keep != nil && !keep(cells) {
			continue
		}
		day, clock, _ := strings.Cut(strings.TrimSpace(cells[plan["date"]]), " ")
		d, err := calendar.Parse(day)
		if err != nil {
			continue
		}
		if at, ok := plan["time"]; ok {
			clock = strings.TrimSpace(cells[at])
		}
		stamp := int64(d.UnixDay()) * msDay
		if digits := strings.ReplaceAll(clock, ":", ""); len(digits) >= 4 {
			n, _ := strconv.Atoi(digits[:4])
			stamp += int64(n/100*60+n%100) * 60_000
		}
		b.Time = append(b.Time, stamp)
		b.Row = append(b.Row, int32(i+1))
		for role, c := range cols {
			at, ok := plan[role]
			if !ok {
				continue
			}
			value := int64(market.Missing)
			if at < len(cells) {
				if x, err := unit.ParseDecimal(strings.ReplaceAll(strings.TrimSpace(cells[at]), ",", "")); err == nil {
					if x, ok := x.Rescale(4); ok {
						value = x.Mantissa()
					}
				}
			}
			c.Mantissa = append(c.Mantissa, value)
		}
	}
	if n := len(b.Time); n > 1 && b.Time[0] > b.Time[n-1] {
		for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
			b.Time[i], b.Time[j], b.Row[i], b.Row[j] = b.Time[j], b.Time[i], b.Row[j], b.Row[i]
			for _, c := range cols {
				if c.Mantissa != nil {
					c.Mantissa[i], c.Mantissa[j] = c.Mantissa[j], c.Mantissa[i]
				}
			}
		}
	}
	return b
}

// TestRealFiles holds facts of the files, counted by other means than this
// package: what shared/data/README.md says of them, and counts by hand.
func TestRealFiles(t *testing.T) {
	minute := map[string]int{"date": 1, "open": 2, "high": 3, "low": 4, "close": 5, "volume": 6, "open_interest": 7}
	clocked := map[string]int{"date": 0, "time": 1, "open": 2, "high": 3, "low": 4, "close": 5, "volume": 6}
	basis := map[string]int{"date": 1, "open": 2, "high": 3, "low": 4, "close": 5, "volume": 6, "open_interest": 7}
	tushare := map[string]int{"date": 1, "close": 2, "pre_settle": 4, "open": 5, "high": 6, "low": 7, "settle": 8, "volume": 11, "open_interest": 13}
	only := func(symbol string) func([]string) bool { return func(c []string) bool { return c[0] == symbol } }
	for _, c := range []struct {
		file    string
		plan    map[string]int
		keep    func([]string) bool
		kind    market.Kind
		product string
		symbol  string
		minutes int
		options Options
		bars    int
		want    []string // code and count, in alphabetical order
	}{
		// 105 days lack 3,717 bars, 170 of them before the first bar of the file;
		// 20 gaps between the 21 expiries. Every gap is a change of contract too.
		{"min1/IF_1min_sina_2020-04_2021-12.csv", minute, nil, market.Continuous, "IF", "IF", 1, Options{}, 21483,
			[]string{"contract_change 20", "missing_minutes 3547", "missing_weeks 20", "partial_day 1"}},
		{"min1/IH_1min_sina_2020-04_2021-12.csv", minute, nil, market.Continuous, "IH", "IH", 1, Options{}, 21483,
			[]string{"contract_change 20", "missing_minutes 3547", "missing_weeks 20", "partial_day 1"}},
		// Without a name the hours and the calendar are recognised all the same.
		{"min1/IF_1min_sina_2020-04_2021-12.csv", minute, nil, market.Other, "", "", 1, Options{}, 21483,
			[]string{"missing_minutes 3547", "missing_weeks 20", "partial_day 1"}},
		{"min1/SH#000300.txt", clocked, nil, market.Index, "IF", "000300", 1, Options{}, 24720, nil},
		{"min1/IF2101_1min_from_ticks_20210104-05.csv", map[string]int{"date": 0, "open": 1, "high": 2, "low": 3, "close": 4, "volume": 5, "open_interest": 6},
			nil, market.FutureContract, "IF", "IF2101", 1, Options{}, 480, nil},
		// 29 bars on 4 January 2016 and 4 on the 7th.
		{"min5/CFFEX.IF.HOT_m5_201601.csv", clocked, nil, market.Continuous, "IF", "IF", 5, Options{}, 897, []string{"circuit_breaker 2"}},
		{"min5/CFFEX.IF.HOT_m5_2017.csv", clocked, nil, market.Continuous, "IF", "IF", 5, Options{}, 11712, nil},
		// hold is 0 on the last trading day, and in the incomplete rows of 2018.
		{"daily/cffex_basis_daily_2018-10_2024-06.csv", basis, only("IF2001"), market.FutureContract, "IF", "IF2001", market.Daily, Options{}, 44,
			[]string{"zero_open_interest_expiry 1"}},
		{"daily/cffex_basis_daily_2018-10_2024-06.csv", basis, only("IF1906"), market.FutureContract, "IF", "IF1906", market.Daily, Options{}, 163,
			[]string{"zero_open_interest 50", "zero_open_interest_expiry 1"}},
		{"daily/cffex_basis_daily_2018-10_2024-06.csv", basis, only("IM2412"), market.FutureContract, "IM", "IM2412", market.Daily, Options{}, 46, nil},
		// The same rows under the name of a contract that ended before, and one listed later.
		{"daily/cffex_basis_daily_2018-10_2024-06.csv", basis, only("IM2412"), market.FutureContract, "IM", "IM2404", market.Daily, Options{}, 46,
			[]string{"after_expiry 46"}},
		{"daily/cffex_basis_daily_2018-10_2024-06.csv", basis, only("IM2412"), market.FutureContract, "IM", "IM2512", market.Daily, Options{}, 46,
			[]string{"before_listing 46"}},
		// The printer of these quotes put 4,104.3990 for 4,104.4 sixteen times.
		{"daily/Choice_IF00C1_2010-2023.csv", map[string]int{"date": 2, "open": 3, "high": 4, "low": 5, "close": 6, "volume": 9, "amount": 10, "settle": 11},
			nil, market.Continuous, "IF", "IF00C1", market.Daily, Options{PartialLast: true}, 3328, []string{"off_tick 16", "provisional_row 1"}},
		{"daily/Choice_000300_2005-2023.csv", map[string]int{"date": 2, "open": 3, "high": 4, "low": 5, "close": 6, "volume": 9, "amount": 10},
			nil, market.Index, "IF", "000300", market.Daily, Options{}, 4611, nil},
		// 99 expiries; on 2019-02-14 the previous settlement is not the settlement of the day before.
		{"daily/tushare_IF00.csv", tushare, nil, market.Continuous, "IF", "IFL", market.Daily, Options{}, 2000,
			[]string{"contract_change 100", "zero_open_interest_expiry 99"}},
		{"daily/jq_IF_2015to2018_day.csv", map[string]int{"date": 0, "open": 1, "close": 2, "high": 3, "low": 4, "volume": 5},
			nil, market.Continuous, "IF", "IF", market.Daily, Options{}, 1100, nil},
		// The same with the columns taken for open, high, low, close.
		{"daily/jq_IF_2015to2018_day.csv", map[string]int{"date": 0, "open": 1, "high": 2, "low": 3, "close": 4, "volume": 5},
			nil, market.Continuous, "IF", "IF", market.Daily, Options{}, 1100, []string{"jump 4", "ohlc_violation 1100"}},
		{"foreign/SX5E_5min_200601.txt", clocked, nil, market.Other, "", "SX5E", 5, Options{}, 2142, nil},
	} {
		t.Run(c.file+" "+c.symbol, func(t *testing.T) {
			b := real(t, c.file, c.plan, c.keep)
			b.Kind, b.Product, b.Symbol, b.Minutes = c.kind, c.product, c.symbol, c.minutes
			if b.Len() != c.bars {
				t.Fatalf("got %d bars, want %d", b.Len(), c.bars)
			}
			got := Series(b, c.options)
			sound(t, b, got)
			if list := codes(got); !slices.Equal(list, c.want) {
				t.Errorf("got %q, want %q", list, c.want)
			}
		})
	}
}
