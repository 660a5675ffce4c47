package market

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/op/optest"

	"pgregory.net/rapid"
)

// daily makes daily bars from lines of day, close, volume and open interest;
// "-" is an empty cell. Open, high and low are absent.
func daily(t *testing.T, symbol, lines string) *Bars {
	t.Helper()
	b := &Bars{Symbol: symbol, Kind: FutureContract, Product: "IF", Minutes: Daily, Segment: []int32{0}}
	number := func(c *Column, text string, scale uint8) {
		c.Scale = scale
		if text == "-" {
			c.Mantissa = append(c.Mantissa, Missing)
			return
		}
		x, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		for range scale {
			x *= 10
		}
		c.Mantissa = append(c.Mantissa, int64(math.Round(x)))
	}
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		f := strings.Fields(line)
		d, err := calendar.Parse(f[0])
		if err != nil {
			t.Fatal(err)
		}
		b.Time = append(b.Time, int64(d.UnixDay())*DayMillis)
		b.Row = append(b.Row, int32(i+2))
		number(&b.Close, f[1], 1)
		number(&b.Volume, f[2], 0)
		number(&b.OpenInterest, f[3], 0)
	}
	return b
}

// Two contracts around the expiry of IF2409 on 2024-09-20, made by hand: by
// volume the far one leads on the 18th only and from the 20th on; its open
// interest leads from the 18th on; IF2409 reports none on its last day.
const (
	near = `
		2024-09-13 3150.0 900 1000
		2024-09-18 3160.2 400 700
		2024-09-19 3170.0 500 300
		2024-09-20 3180.4 100 0`
	far = `
		2024-09-13 3130.0 100 500
		2024-09-18 3141.2 450 800
		2024-09-19 3152.0 450 1200
		2024-09-20 3165.4 950 1900
		2024-09-23 3175.0 900 2000`
)

// TestChainByHand checks each rule on the two contracts above, day by day.
func TestChainByHand(t *testing.T) {
	for _, c := range []struct {
		rule   MainRule
		adjust Adjust
		closes string // of the chain
		rolls  string // day>contract
		shifts []float64
	}{
		{ByVolume, Unadjusted, "3150.0 3141.2 3170.0 3165.4 3175.0", "2024-09-18>IF2412 2024-09-19>IF2409 2024-09-20>IF2412", []float64{0, 0, 0}},
		{ByOpenInterest, Unadjusted, "3150.0 3141.2 3152.0 3165.4 3175.0", "2024-09-18>IF2412", []float64{0}},
		// Of the day before: the choice comes one day later.
		{ByPrevOpenInterest, Unadjusted, "3150.0 3160.2 3152.0 3165.4 3175.0", "2024-09-19>IF2412", []float64{0}},
		{ByCurrentMonth, Unadjusted, "3150.0 3160.2 3170.0 3180.4 3175.0", "2024-09-23>IF2412", []float64{0}},
		// Closes of the 20th: 3165.4 - 3180.4 = -15.0.
		{ByCurrentMonth, ByDifference, "3135.0 3145.2 3155.0 3165.4 3175.0", "2024-09-23>IF2412", []float64{-15}},
		// Closes of the 18th: 3141.2 - 3160.2 = -19.0.
		{ByPrevOpenInterest, ByDifference, "3131.0 3141.2 3152.0 3165.4 3175.0", "2024-09-19>IF2412", []float64{-19}},
		// Back and forth: -20.0 on the 13th, +19.0 on the 18th, -18.0 on the 19th.
		{ByVolume, ByDifference, "3131.0 3142.2 3152.0 3165.4 3175.0", "2024-09-18>IF2412 2024-09-19>IF2409 2024-09-20>IF2412", []float64{-20, 19, -18}},
	} {
		chain, err := NewChain([]*Bars{daily(t, "IF2412", far), daily(t, "IF2409", near)}, c.rule, c.adjust)
		if err != nil {
			t.Errorf("%s %s: %v", c.rule, c.adjust, err)
			continue
		}
		var closes, rolls []string
		var shifts []float64
		for i := range chain.Bars.Time {
			closes = append(closes, chain.Bars.Close.Text(i))
		}
		segments := []int32{0}
		for _, r := range chain.Rolls {
			rolls = append(rolls, Stamp(r.Time, true)+">"+r.To)
			shifts = append(shifts, r.Shift)
			if chain.Bars.Time[r.Bar] != r.Time {
				t.Errorf("%s: bar %d has the stamp %d, its roll %d", c.rule, r.Bar, chain.Bars.Time[r.Bar], r.Time)
			}
			if c.adjust == Unadjusted {
				segments = append(segments, int32(r.Bar))
			}
		}
		if got := strings.Join(closes, " "); got != c.closes {
			t.Errorf("%s %s: closes\n got %s\nwant %s", c.rule, c.adjust, got, c.closes)
		}
		if got := strings.Join(rolls, " "); got != c.rolls {
			t.Errorf("%s %s: rolls\n got %s\nwant %s", c.rule, c.adjust, got, c.rolls)
		}
		if !slices.Equal(shifts, c.shifts) {
			t.Errorf("%s %s: shifts %v, want %v", c.rule, c.adjust, shifts, c.shifts)
		}
		if !slices.Equal(chain.Bars.Segment, segments) {
			t.Errorf("%s %s: segments %v, want %v", c.rule, c.adjust, chain.Bars.Segment, segments)
		}
	}
}

func TestChainByRatio(t *testing.T) {
	chain, err := NewChain([]*Bars{daily(t, "IF2409", near), daily(t, "IF2412", far)}, ByCurrentMonth, ByRatio)
	if err != nil {
		t.Fatal(err)
	}
	factor := 3165.4 / 3180.4 // closes of the 20th
	for i, want := range []float64{3150 * factor, 3160.2 * factor, 3170 * factor, 3165.4, 3175} {
		got, _ := chain.Bars.Close.At(i)
		optest.Near(t, "close", got, want, 1e-9)
	}
	if v := chain.Bars.Volume; !v.Exact() || v.Text(0) != "900" {
		t.Errorf("the volume was touched: %s", v.Text(0))
	}
}

// TestChainBlocks: blocks that follow one another without a bar in common, as
// the Sina feed has them, chain unadjusted and are refused adjusted. Names
// that are no codes end with their data.
func TestChainBlocks(t *testing.T) {
	a := daily(t, "#1", "2024-09-19 3170.0 5 -\n2024-09-20 3180.4 5 0")
	b := daily(t, "#2", "2024-10-17 3800.0 5 100\n2024-10-18 3900.4 5 0")
	for _, rule := range MainRules() {
		chain, err := NewChain([]*Bars{b, a}, rule, Unadjusted)
		if err != nil || chain.Bars.Len() != 4 || len(chain.Rolls) != 1 || chain.Rolls[0].To != "#2" {
			t.Errorf("%s: got %+v, %v", rule, chain, err)
		}
	}
	for _, adjust := range []Adjust{ByDifference, ByRatio} {
		if _, err := NewChain([]*Bars{a, b}, ByVolume, adjust); optest.Refused(t, err) != ":no_common_bar" {
			t.Errorf("%s: %v", adjust, err)
		}
	}
}

func TestChainRefusals(t *testing.T) {
	good := daily(t, "IF2409", near)
	with := func(change func(*Bars)) *Bars {
		b := daily(t, "IF2412", far)
		change(b)
		return b
	}
	for _, c := range []struct {
		name string
		list []*Bars
		rule MainRule
		want string
	}{
		{"nothing", nil, ByVolume, ":nothing_to_join"},
		{"no bars", []*Bars{{Symbol: "IF2409"}, nil}, ByVolume, ":nothing_to_join"},
		{"an index", []*Bars{good, with(func(b *Bars) { b.Kind = Index })}, ByVolume, ":not_a_contract"},
		{"a chain", []*Bars{good, with(func(b *Bars) { b.Kind = Continuous })}, ByVolume, ":not_a_contract"},
		{"two products", []*Bars{good, with(func(b *Bars) { b.Product = "IC" })}, ByVolume, ":products"},
		{"two lengths", []*Bars{good, with(func(b *Bars) { b.Minutes = 5 })}, ByVolume, ":lengths"},
		{"twice", []*Bars{good, with(func(b *Bars) { b.Symbol = "IF2409" })}, ByVolume, ":series_twice"},
		{"no volume", []*Bars{good, with(func(b *Bars) { b.Volume = Column{} })}, ByVolume, ":no_volume"},
		{"no open interest", []*Bars{good, with(func(b *Bars) { b.OpenInterest = Column{} })}, ByPrevOpenInterest, ":no_open_interest"},
	} {
		_, err := NewChain(c.list, c.rule, Unadjusted)
		if got := optest.Refused(t, err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	zero := with(func(b *Bars) { b.Close.Mantissa[3] = 0 })
	if _, err := NewChain([]*Bars{good, zero}, ByCurrentMonth, ByRatio); optest.Refused(t, err) != ":closes_not_positive" {
		t.Errorf("ratio with a close of 0: %v", err)
	}
}

// drawContracts draws up to four contracts with bars on common days, each with
// its own scale, gaps and totals.
func drawContracts(t *rapid.T) []*Bars {
	months := []string{"IF2409", "IF2410", "IF2412", "IF2503"}[:rapid.IntRange(1, 4).Draw(t, "contracts")]
	perDay := rapid.IntRange(1, 3).Draw(t, "bars a day")
	var list []*Bars
	for _, symbol := range months {
		c, err := ReadContract(symbol, day0)
		if err != nil {
			t.Fatal(err)
		}
		b := &Bars{Symbol: symbol, Kind: FutureContract, Product: "IF", Minutes: 60}
		if perDay == 1 {
			b.Minutes = Daily
		}
		scale := uint8(rapid.IntRange(0, 3).Draw(t, "scale"))
		for _, c := range []*Column{&b.Open, &b.High, &b.Low, &b.Close} {
			c.Scale = scale
		}
		d := calendar.MustOf(2024, 9, 12)
		for range rapid.IntRange(1, 30).Draw(t, "days") {
			d = calendar.Next(d).Date
			if d.After(c.LastTradingDay.Date) {
				break
			}
			if rapid.IntRange(0, 9).Draw(t, "closed") == 0 {
				continue
			}
			for k := range perDay {
				at := int64(d.UnixDay()) * DayMillis
				if b.Minutes != Daily {
					at += int64(10+k) * 3600000
				}
				b.Time = append(b.Time, at)
				b.Row = append(b.Row, int32(len(b.Time)))
				price := rapid.Int64Range(1000, 9000).Draw(t, "price")
				for _, c := range []*Column{&b.Open, &b.High, &b.Low, &b.Close} {
					c.Mantissa = append(c.Mantissa, price)
				}
				if rapid.IntRange(0, 9).Draw(t, "hole") == 0 {
					b.Open.Mantissa[len(b.Time)-1] = Missing
				}
				b.Volume.Mantissa = append(b.Volume.Mantissa, rapid.Int64Range(0, 50).Draw(t, "volume"))
				b.OpenInterest.Mantissa = append(b.OpenInterest.Mantissa, rapid.Int64Range(0, 50).Draw(t, "held"))
			}
		}
		if len(b.Time) > 0 {
			b.Segment = []int32{0}
			list = append(list, b)
		}
	}
	return list
}

// heldAt returns the contract each bar of a chain was taken from.
func heldAt(chain *Chain, list []*Bars, firstSymbol string) []*Bars {
	find := func(symbol string) *Bars {
		return list[slices.IndexFunc(list, func(b *Bars) bool { return b.Symbol == symbol })]
	}
	out := make([]*Bars, chain.Bars.Len())
	held, r := find(firstSymbol), 0
	for i := range out {
		if r < len(chain.Rolls) && chain.Rolls[r].Bar == i {
			held, r = find(chain.Rolls[r].To), r+1
		}
		out[i] = held
	}
	return out
}

// sole returns the symbol the chain begins with: the one the first roll leaves.
func sole(chain *Chain, list []*Bars) string {
	if len(chain.Rolls) > 0 {
		return chain.Rolls[0].From
	}
	for _, b := range list {
		if i, ok := slices.BinarySearch(b.Time, chain.Bars.Time[0]); ok && i == 0 && b.Len() == chain.Bars.Len() {
			same := true
			for k := range b.Time {
				same = same && b.Close.Text(k) == chain.Bars.Close.Text(k)
			}
			if same {
				return b.Symbol
			}
		}
	}
	return list[0].Symbol
}

// TestChainProperties: an unadjusted chain has the bars of its contracts and
// ascends; changes (or returns) of an adjusted one are those of the contract
// held, across rolls too where it had the bar before; the order in which
// contracts are given changes nothing.
func TestChainProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawContracts(t)
		if len(list) == 0 {
			t.Skip("no bars")
		}
		rule := rapid.SampledFrom(MainRules()).Draw(t, "rule")
		plain, err := NewChain(list, rule, Unadjusted)
		if err != nil {
			t.Fatal(err)
		}
		held := heldAt(plain, list, sole(plain, list))
		for i, at := range plain.Bars.Time {
			if i > 0 && at <= plain.Bars.Time[i-1] {
				t.Fatalf("bar %d does not ascend", i)
			}
			j, ok := slices.BinarySearch(held[i].Time, at)
			if !ok {
				t.Fatalf("bar %d: %s has no bar at %s", i, held[i].Symbol, Stamp(at, false))
			}
			plain.Bars.Columns(func(role string, c *Column) {
				var own Column
				held[i].Columns(func(r string, c *Column) {
					if r == role {
						own = *c
					}
				})
				if !c.Present() {
					return
				}
				x, ok1 := c.decimal(i)
				y, ok2 := own.decimal(j)
				if ok1 != ok2 || ok1 && x.Cmp(y) != 0 {
					t.Errorf("bar %d %s: got %v, want %v of %s", i, role, x, y, held[i].Symbol)
				}
			})
		}
		shuffled := rapid.Permutation(list).Draw(t, "order")
		for _, adjust := range []Adjust{Unadjusted, ByDifference, ByRatio} {
			chain, err := NewChain(list, rule, adjust)
			again, err2 := NewChain(shuffled, rule, adjust)
			if (err == nil) != (err2 == nil) {
				t.Fatalf("%s: %v, in another order %v", adjust, err, err2)
			}
			if err != nil {
				if got := optest.Refused(t, err); got != ":no_common_bar" {
					t.Errorf("%s: %s", adjust, got)
				}
				continue
			}
			if !slices.Equal(chain.Rolls, again.Rolls) || !slices.Equal(chain.Bars.Close.Mantissa, again.Bars.Close.Mantissa) ||
				!slices.Equal(chain.Bars.Close.Float, again.Bars.Close.Float) || !slices.Equal(chain.Bars.Segment, again.Bars.Segment) {
				t.Errorf("%s: another order of the contracts gives another chain", adjust)
			}
			for i := 1; i < len(chain.Bars.Time); i++ {
				own := held[i].Close
				j, _ := slices.BinarySearch(held[i].Time, chain.Bars.Time[i])
				if j == 0 || held[i].Time[j-1] != chain.Bars.Time[i-1] {
					continue
				}
				a, _ := own.At(j - 1)
				b, _ := own.At(j)
				x, _ := chain.Bars.Close.At(i - 1)
				y, _ := chain.Bars.Close.At(i)
				switch adjust {
				case ByDifference:
					optest.Near(t, "change", y-x, b-a, 1e-6)
				case ByRatio:
					optest.Near(t, "return", y/x, b/a, 1e-9*b/a)
				}
			}
			if adjust == ByDifference && !chain.Bars.Close.Exact() {
				t.Error("the difference-adjusted chain is no longer exact")
			}
		}
	})
}
