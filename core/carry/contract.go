package carry

import (
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

// contract is what the name in a request stands for.
type contract struct {
	listed     market.Contract
	name       string // as the exchange writes it, or the user's own
	product    string // IF, IH, IC, IM; empty for the user's own
	expiry     calendar.Date
	multiplier float64 // CNY per point; 0 is unknown
	tick       float64 // points; 0 is unknown
}

// identify reads the contract a request names below the path at. A listed
// code keeps its multiplier and tick when the request gives it another
// expiry, so that "7 days less" is a question about the same contract.
func identify(fs *fault.Fields, at, name string, date, expiry calendar.Date, multiplier float64, tick unit.Points) contract {
	c, err := market.Resolve(name, date, market.Own{Expiry: expiry, Multiplier: multiplier, Tick: tick})
	fs.Merge(at, err)
	if err != nil {
		return contract{}
	}
	if !expiry.IsZero() {
		if listed, err := market.ReadContract(name, calendar.Date{}); err == nil {
			c.Code = listed.Code
			c.Product.ID, c.Product.Own = listed.Product.ID, false
			if c.Product.Multiplier == 0 {
				c.Product.Multiplier = listed.Product.Multiplier
			}
			if c.Product.Tick == 0 {
				c.Product.Tick = listed.Product.Tick
			}
		}
	}
	r := contract{
		listed: c, name: c.Code, expiry: c.LastTradingDay.Date,
		multiplier: c.Product.Multiplier, tick: float64(c.Product.Tick),
	}
	if !c.Product.Own {
		r.product = c.Product.ID
	}
	if !expiry.IsZero() {
		c.Product.Own = true // its dates are the user's own, so no listing rule applies to it
		r.listed = c
	}
	path := "contract"
	if !expiry.IsZero() {
		path = "expiry"
	}
	CheckRange(fs, fault.Join(at, "multiplier"), r.multiplier, 0, 1e9)
	CheckRange(fs, fault.Join(at, "tick"), r.tick, 0, MaxPrice)
	if !date.IsZero() && r.expiry.Sub(date) > MaxYears*366 {
		fs.Add(fault.Join(at, path), "too_far", r.expiry.String()+" is more than "+strconv.Itoa(MaxYears)+" years after "+date.String(),
			"expiry", r.expiry.String(), "date", date.String())
	}
	return r
}

// remarkPaths says which input each remark of package market is about.
var remarkPaths = map[string]string{"not_a_trading_day": "date"}

// remarks are the notes on a contract and its date; at is the path of the
// contract's object.
func (c contract) remarks(at string, date calendar.Date) []fault.Field {
	notes := c.listed.Remarks(date)
	for i := range notes {
		if p, ok := remarkPaths[notes[i].Code]; ok {
			notes[i].Path = p
		} else {
			notes[i].Path = fault.Join(at, "contract")
		}
	}
	return notes
}
