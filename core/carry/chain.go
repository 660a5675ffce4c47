package carry

import (
	"slices"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Leg is one contract of a Chain with its names looked up and days counted.
// Its dividends are taken as paid at expiry: DivFV = DivSum.
type Leg struct {
	Deal
	At           int // index in the request's contracts
	OpenInterest float64
	PrevInterest float64
	Volume       float64
}

// Path returns the path of one of the leg's inputs in the request.
func (l Leg) Path(name string) string { return "contracts." + strconv.Itoa(l.At) + "." + name }

// ResolveChain checks c and returns its contracts by expiry, those of one
// expiry in the order of the request. The error is an Invalid fault.Error
// with every rejected field.
func ResolveChain(c Chain) ([]Leg, []fault.Field, error) {
	var fs fault.Fields
	read, dc := c.read(&fs)
	if err := fs.Err(); err != nil {
		return nil, nil, err
	}
	legs := make([]Leg, len(read))
	var notes []fault.Field
	for i, r := range read {
		l := c.Contracts[i]
		d := r.deal(c.Date, dc)
		d.S, d.F, d.R = float64(c.Spot), float64(l.Futures), float64(c.Rate)
		d.DivSum = float64(l.Dividends)
		legs[i] = Leg{d, i, l.OpenInterest, l.PrevInterest, l.Volume}
		for _, n := range r.remarks("contracts."+strconv.Itoa(i), c.Date) {
			// Every contract remarks on the date; once is enough.
			if n.Path != "date" || i == 0 {
				notes = append(notes, n)
			}
		}
		if d.CalDays == 0 && d.DivSum > 0 {
			notes = append(notes, outside(legs[i].Path("dividends"), "no ex-date lies after "+d.Date.String()+" and up to expiry on the same day; the dividends do not count"))
			legs[i].DivSum = 0
		}
		legs[i].DivFV = legs[i].DivSum
		notes = d.offTick(legs[i].Path("futures"), notes)
	}
	slices.SortStableFunc(legs, func(a, b Leg) int { return a.Expiry.Compare(b.Expiry) })
	for i := 1; i < len(legs); i++ {
		if a, b := legs[i-1], legs[i]; b.DivSum < a.DivSum {
			notes = append(notes, fault.Note(b.Path("dividends"), "dividends_fall",
				b.Contract+" expires after "+a.Contract+" and yet has fewer dividend points: "+number(b.DivSum)+" after "+number(a.DivSum),
				"near", a.Contract, "far", b.Contract))
		}
	}
	return legs, notes, nil
}

// ExampleChain is IC at the closes of 2024-09-13, which report 001 covers;
// rate 3 %, no dividends.
var ExampleChain = Chain{
	Date: calendar.MustOf(2024, 9, 13), Spot: 4450.959, Rate: 0.03,
	Contracts: []Listed{
		{Contract: "IC2409", Futures: 4444.8, OpenInterest: 73474, PrevInterest: 86927, Volume: 49248},
		{Contract: "IC2410", Futures: 4419.0, OpenInterest: 30292, PrevInterest: 24774, Volume: 13472},
		{Contract: "IC2412", Futures: 4376.6, OpenInterest: 98105, PrevInterest: 96106, Volume: 22097},
		{Contract: "IC2503", Futures: 4322.4, OpenInterest: 44654, PrevInterest: 43207, Volume: 7169},
	},
}

// PerYear returns x over tau, undefined where no time is left.
func PerYear(x, tau float64) unit.Maybe[unit.Rate] {
	if tau == 0 {
		return unit.None[unit.Rate](unit.ExpiryDay)
	}
	return unit.Some(unit.Rate(x / tau))
}
