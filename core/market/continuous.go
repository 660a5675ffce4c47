package market

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/unit"
)

// Adjust says what becomes of the jump from one contract to the next.
type Adjust string

// The ways to adjust a chain. Both count back from the last contract, whose
// prices stay as they are.
const (
	Unadjusted   Adjust = "none"       // every price as its contract had it
	ByDifference Adjust = "difference" // points are added: changes are those of the contract held
	ByRatio      Adjust = "ratio"      // prices are multiplied: returns are those of the contract held
)

// Chain is a continuous series of contracts with the places of its rolls.
type Chain struct {
	Bars  *Bars
	Rolls []Roll
}

// Roll is the change from one contract to the next in a chain.
type Roll struct {
	Bar      int   // place of the first bar of the new contract
	Time     int64 // its stamp
	From, To string
	// Common is the stamp of the last bar before the roll that both contracts
	// have: there the closes were compared. It is 0 in an unadjusted chain.
	Common int64
	// Shift is the close of the new contract minus that of the old one (1 to
	// divide: by ratio). All earlier prices were moved by it, and by the shifts
	// of later rolls. It is 0, by ratio 1, in an unadjusted chain.
	Shift float64

	exact unit.Decimal // Shift by difference
}

// NewChain chains contracts of one product into their main series: on every
// day the bars of the contract that Main chooses. A day of minute bars counts
// with the sum of its volume and its last open interest.
//
// The rules volume and open_interest look at the totals of the same day, which
// are known only after its close: a chain by them must not drive a decision
// within the day. open_interest_prev and current_month use nothing that was
// not known when the day began. No rule is smoothed: where two contracts
// overtake each other from day to day the chain goes back and forth with them,
// and every change is in Rolls. Where a rule finds nothing to compare (no open
// interest on the first day, 0 on the last one) the contract held so far is
// kept, failing which the nearest one is taken. Bars after a contract's last
// trading day are left out.
//
// Contracts may be given in any order and need not overlap, unless the chain
// is adjusted. Adjusted by difference, exact decimals stay exact; by ratio,
// prices become floats. The segments of an unadjusted chain begin at every
// roll; those of an adjusted one only where bars are missing.
//
// It refuses an empty list, series that are no contracts, products or lengths
// of bars that differ, the same contract twice, columns the rule lacks, and an
// adjustment between contracts without a bar in common.
func NewChain(contracts []*Bars, rule MainRule, adjust Adjust) (*Chain, error) {
	legs, err := newLegs(contracts, rule)
	if err != nil {
		return nil, err
	}
	runs := chooseDays(legs, rule)
	rolls := make([]Roll, len(runs)-1)
	at := 0
	for k := range rolls {
		at += runs[k].to - runs[k].from
		next := runs[k+1]
		rolls[k] = Roll{Bar: at, Time: next.bars.Time[next.from], From: runs[k].bars.Symbol, To: next.bars.Symbol}
		switch adjust {
		case ByDifference, ByRatio:
			if err := rolls[k].compare(runs[k], next, adjust); err != nil {
				return nil, err
			}
		}
	}
	bars, err := chainBars(runs, rolls, adjust)
	if err != nil {
		return nil, err
	}
	return &Chain{Bars: bars, Rolls: rolls}, nil
}

// leg is one contract with the totals of its days.
type leg struct {
	bars   *Bars
	expiry int // last day on which it may be chosen, as days since 1970-01-01
	listed Listed
	days   []legDay
}

type legDay struct {
	day, from, to int // bars [from, to)
	volume, held  float64
}

// run is an unbroken row of days on which one contract is the main one.
type run struct {
	bars     *Bars
	from, to int
}

func newLegs(contracts []*Bars, rule MainRule) ([]leg, error) {
	var legs []leg
	for _, b := range contracts {
		if b == nil || b.Len() == 0 {
			continue
		}
		switch {
		case b.Kind == Index || b.Kind == Continuous:
			return nil, refuse("not_a_contract", named(b)+" is not a contract of one delivery month; chain contracts, and put the index beside them",
				"symbol", b.Symbol)
		case len(legs) > 0 && b.Product != legs[0].bars.Product:
			return nil, refuse("products", named(b)+" and "+named(legs[0].bars)+" are of different products; chain contracts of one product",
				"symbol", b.Symbol, "other", legs[0].bars.Symbol)
		case len(legs) > 0 && b.Minutes != legs[0].bars.Minutes:
			return nil, refuse("lengths", named(b)+" has bars of "+length(b.Minutes)+", "+named(legs[0].bars)+" of "+length(legs[0].bars.Minutes)+
				"; chain bars of one length", "symbol", b.Symbol, "minutes", strconv.Itoa(b.Minutes), "other", strconv.Itoa(legs[0].bars.Minutes))
		}
		if need, ok := missingColumn(b, rule); ok {
			return nil, refuse("no_"+need, named(b)+" has no "+strings.ReplaceAll(need, "_", " ")+", by which the rule "+string(rule)+
				" chooses; the rule current_month needs none", "symbol", b.Symbol, "rule", string(rule))
		}
		legs = append(legs, newLeg(b, rule))
	}
	if len(legs) == 0 {
		return nil, refuse("nothing_to_join", "there are no bars to chain; name at least one contract with bars")
	}
	slices.SortFunc(legs, func(a, b leg) int {
		return cmp.Or(cmp.Compare(a.expiry, b.expiry), strings.Compare(a.bars.Symbol, b.bars.Symbol), cmp.Compare(a.bars.Time[0], b.bars.Time[0]))
	})
	for i := 1; i < len(legs); i++ {
		a, b := legs[i-1].bars, legs[i].bars
		if b.Symbol != "" && a.Symbol == b.Symbol {
			return nil, refuse("series_twice", b.Symbol+" is there twice; name every contract once", "symbol", b.Symbol)
		}
	}
	return legs, nil
}

// missingColumn names the column a rule compares and b does not have.
func missingColumn(b *Bars, rule MainRule) (string, bool) {
	switch rule {
	case ByVolume:
		return "volume", !b.Volume.Present()
	case ByOpenInterest, ByPrevOpenInterest:
		return "open_interest", !b.OpenInterest.Present()
	}
	return "", false
}

func newLeg(b *Bars, rule MainRule) leg {
	l := leg{bars: b}
	starts := b.DayStarts()
	for k, first := range starts {
		d := legDay{day: b.day(int(first)), from: int(first), to: b.Len()}
		if k+1 < len(starts) {
			d.to = int(starts[k+1])
		}
		switch rule { // which has its column: see missingColumn
		case ByVolume:
			for i := d.from; i < d.to; i++ {
				v, _ := b.Volume.At(i)
				d.volume += v
			}
		case ByOpenInterest, ByPrevOpenInterest:
			for i := d.to - 1; i >= d.from; i-- {
				if v, ok := b.OpenInterest.At(i); ok {
					d.held = v
					break
				}
			}
		}
		l.days = append(l.days, d)
	}
	// A series that is no contract of the exchange ends with its data.
	l.expiry = l.days[len(l.days)-1].day
	if c, err := ReadContract(b.Symbol, day0); err == nil {
		if last := c.LastTradingDay; !last.Estimated || last.Date.UnixDay() > l.expiry {
			l.expiry = last.Date.UnixDay()
		}
	}
	l.listed = Listed{Code: b.Symbol, Expiry: dateOf(l.expiry)}
	return l
}

// chooseDays asks the rule day by day and joins days of one contract.
func chooseDays(legs []leg, rule MainRule) []run {
	var days []int
	for _, l := range legs {
		for _, d := range l.days {
			if d.day <= l.expiry {
				days = append(days, d.day)
			}
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)

	var runs []run
	at := make([]int, len(legs)) // place in the days of each leg
	held, before := -1, 0
	var list []Listed
	var of []int // leg of each element of list
	for _, day := range days {
		list, of = list[:0], of[:0]
		for i := range legs {
			l := &legs[i]
			for at[i] < len(l.days) && l.days[at[i]].day < day {
				at[i]++
			}
			if at[i] == len(l.days) || l.days[at[i]].day != day || day > l.expiry {
				continue
			}
			c, d := l.listed, l.days[at[i]]
			c.Volume, c.OpenInterest = d.volume, d.held
			if at[i] > 0 && l.days[at[i]-1].day == before {
				c.PrevOpenInterest = l.days[at[i]-1].held
			}
			list, of = append(list, c), append(of, i)
		}
		main, _ := Main(rule, list)
		if main < 0 {
			main = max(0, slices.Index(of, held)) // legs are in the order of their expiries
		}
		chosen := of[main]
		d := legs[chosen].days[at[chosen]]
		if chosen == held && runs[len(runs)-1].to == d.from {
			runs[len(runs)-1].to = d.to
		} else {
			runs = append(runs, run{legs[chosen].bars, d.from, d.to})
		}
		held, before = chosen, day
	}
	return runs
}

// compare finds the last bar before the roll that both contracts have.
func (r *Roll) compare(old, next run, adjust Adjust) error {
	a, b := old.bars, next.bars
	i, _ := slices.BinarySearch(a.Time, r.Time)
	j := next.from
	for i > 0 && j > 0 {
		switch x, y := a.Time[i-1], b.Time[j-1]; {
		case x > y:
			i--
		case x < y:
			j--
		default:
			i, j = i-1, j-1
			from, ok1 := a.Close.decimal(i)
			to, ok2 := b.Close.decimal(j)
			if !ok1 || !ok2 {
				continue
			}
			r.Common = x
			if adjust == ByDifference {
				gap, ok := to.Add(from.Neg())
				if !ok {
					return refuse("too_large", "the closes of "+named(a)+" and "+named(b)+" on "+Stamp(x, a.Minutes == Daily)+" are too far apart to subtract")
				}
				r.exact, r.Shift = gap, gap.Float64()
				return nil
			}
			if from.Mantissa() <= 0 || to.Mantissa() <= 0 {
				return refuse("closes_not_positive", "a chain adjusted by ratio needs closes above 0; on "+Stamp(x, a.Minutes == Daily)+
					" they are "+from.String()+" and "+to.String()+"; adjust by difference", "from", r.From, "to", r.To)
			}
			r.Shift = to.Float64() / from.Float64()
			return nil
		}
	}
	return refuse("no_common_bar", named(a)+" and "+named(b)+" have no bar in common before the roll of "+Stamp(r.Time, b.Minutes == Daily)+
		", so the jump between them is not known; leave the chain unadjusted", "from", r.From, "to", r.To, "time", Stamp(r.Time, b.Minutes == Daily))
}

func named(b *Bars) string {
	if b.Symbol == "" {
		return "the series without a name"
	}
	return clip(b.Symbol)
}

// length says how long bars are.
func length(minutes int) string {
	switch minutes {
	case 0:
		return "different lengths"
	case 1:
		return "1 minute"
	case Daily:
		return "a day"
	}
	return strconv.Itoa(minutes) + " minutes"
}
