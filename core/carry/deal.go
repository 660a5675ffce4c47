package carry

import (
	"math"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// NoMultiplier says that a contract of the user's own has no CNY per point,
// so nothing in money has a value.
const NoMultiplier unit.Reason = "no_multiplier"

// Deal is Terms with every name looked up and every day counted: what the
// formulas of this package, of bases and of arbitrage work on. All rates are
// decimals per year, all prices index points.
type Deal struct {
	Contract     string // IM2412, or the user's own name
	Product      string // IF, IH, IC, IM; empty for a contract of the user's own
	Date, Expiry calendar.Date
	CalDays      int     // calendar days to expiry
	TradingDays  int     // N, the trading days in (date, expiry]
	Estimated    bool    // N or the expiry reaches past the known exchange calendar
	Tau          float64 // years to expiry by DayCount
	DayCount     string  // id of the day count
	S, F, R      float64 // spot, futures price, rate
	DivSum       float64 // sum of the dividends until expiry, points
	DivFV        float64 // their value at expiry, points; see Resolve
	DivError     float64 // standard error of the dividend forecast, points
	Flows        []Flow  // dated dividends that count; nil in the other modes
	Multiplier   float64 // CNY per point; 0 is unknown
	Tick         float64 // points; 0 is unknown
}

// Flow is a dated dividend that goes ex before or at expiry.
type Flow struct {
	Years  float64 // T - t, the years from the ex-date to expiry
	Points float64
}

// Resolve checks t, looks up its contract and counts its days and dividends.
// The notes remark on input that was accepted all the same. Dividends count
// iff their ex-date lies in (date, expiry]; on the expiry day none do.
//
// The value of the dividends at expiry is, by the way they were given,
//
//	points   D               taken as paid at expiry
//	yield    S q tau         (formula TP2)
//	cash     sum D_i (1 + r (T - t_i))   (formula TP3), t_i counted to the ex-date
//
// The error is an Invalid fault.Error with every rejected field.
func Resolve(t Terms) (Deal, []fault.Field, error) {
	var fs fault.Fields
	c, dc := t.read(&fs)
	if err := fs.Err(); err != nil {
		return Deal{}, nil, err
	}
	d := c.deal(t.Date, dc)
	d.S, d.F, d.R = float64(t.Spot), float64(t.Futures), float64(t.Rate)
	d.DivError = float64(t.Dividends.Error)
	notes := c.remarks("", t.Date)
	notes = d.dividends(t.Dividends, dc, notes)
	if d.DivSum > d.S {
		notes = append(notes, fault.Note("dividends", "dividend_above_spot",
			"the dividends sum to "+number(d.DivSum)+" points, more than the index itself at "+number(d.S),
			"dividends", number(d.DivSum), "spot", number(d.S)))
	}
	return d, d.offTick("futures", notes), nil
}

// deal counts the days of a contract. It has no prices yet.
func (c contract) deal(date calendar.Date, dc calendar.DayCount) Deal {
	n := calendar.TradingDays(date, c.expiry)
	tau, _ := dc.Tau(date, c.expiry) // defined: expiry is not before date
	return Deal{
		Contract: c.name, Product: c.product, Date: date, Expiry: c.expiry,
		CalDays: c.expiry.Sub(date), TradingDays: n.Days,
		Estimated: n.Estimated || tau.Estimated || c.listed.LastTradingDay.Estimated,
		Tau:       tau.Years, DayCount: dc.ID,
		Multiplier: c.multiplier, Tick: c.tick,
	}
}

// dividends sets DivSum, DivFV and Flows.
func (d *Deal) dividends(in Dividends, dc calendar.DayCount, notes []fault.Field) []fault.Field {
	switch {
	case in.Points != nil:
		d.DivSum = float64(*in.Points)
	case in.Yield != nil:
		d.DivSum = d.S * float64(*in.Yield) * d.Tau
	case len(in.Cash) > 0:
		return d.cash(in.Cash, dc, notes)
	}
	if d.CalDays == 0 {
		if in.Points != nil && d.DivSum > 0 {
			notes = append(notes, outside("dividends.points", "no ex-date lies after "+d.Date.String()+" and up to expiry on the same day; the dividends do not count"))
		}
		d.DivSum = 0
	}
	d.DivFV = d.DivSum
	return notes
}

func (d *Deal) cash(rows []CashDividend, dc calendar.DayCount, notes []fault.Field) []fault.Field {
	d.Flows = make([]Flow, 0, len(rows))
	interest := 0.0
	for i, row := range rows {
		if !row.ExDate.After(d.Date) || row.ExDate.After(d.Expiry) {
			notes = append(notes, outside(cashPath(i, "ex_date"), row.ExDate.String()+" is not in ("+d.Date.String()+", "+d.Expiry.String()+"]; the row does not count"))
			continue
		}
		t, _ := dc.Tau(d.Date, row.ExDate)
		f := Flow{Years: d.Tau - t.Years, Points: float64(row.Points)}
		d.Flows = append(d.Flows, f)
		d.DivSum += f.Points
		interest += f.Points * f.Years
	}
	d.DivFV = d.DivSum + d.R*interest
	return notes
}

func outside(path, message string) fault.Field {
	return fault.Note(path, "dividend_outside_window", message)
}

// offTick notes a futures price between two price steps.
func (d *Deal) offTick(path string, notes []fault.Field) []fault.Field {
	if d.Tick == 0 {
		return notes
	}
	steps := d.F / d.Tick
	if math.Abs(steps-math.Round(steps)) < 1e-6*max(1, math.Abs(steps)*1e-6) {
		return notes
	}
	return append(notes, fault.Note(path, "off_tick",
		strconv.FormatFloat(d.F, 'f', -1, 64)+" is not a multiple of the price step "+number(d.Tick),
		"got", strconv.FormatFloat(d.F, 'f', -1, 64), "tick", number(d.Tick)))
}
