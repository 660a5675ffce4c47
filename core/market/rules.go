package market

import (
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Lots is a number of contracts.
type Lots float64

// JSONSchema names the unit.
func (Lots) JSONSchema() map[string]any {
	return map[string]any{"type": "number", "description": "lots"}
}

// Dated is the value of a rule on a day, with the day it came into effect and its source. An undefined value has
// reason not_in_force before the product was listed and not_published where the sources give no figure.
type Dated[T ~float64] struct {
	Value     unit.Maybe[T] `json:"value"`
	Effective calendar.Date `json:"effective,omitzero" doc:"first day of the value; left out when it is older than the table"`
	Status    Status        `json:"status,omitempty" doc:"published, or unconfirmed: check it before relying on it"`
	SourceZH  string        `json:"source_zh,omitempty"`
	SourceEN  string        `json:"source_en,omitempty"`
	// Alternative is the value before, given where this one is not beyond doubt.
	Alternative *Former[T] `json:"alternative,omitempty" doc:"the last published value before, where this one is in doubt"`
}

// Former is an earlier value of a rule.
type Former[T ~float64] struct {
	Value     T             `json:"value"`
	Effective calendar.Date `json:"effective,omitzero"`
	SourceZH  string        `json:"source_zh"`
	SourceEN  string        `json:"source_en"`
}

// Rules are all the rules for a product as of a day.
type Rules struct {
	Product            string           `json:"product"`
	Date               calendar.Date    `json:"date" doc:"the day the rules are looked up for"`
	OpenFee            Dated[unit.Rate] `json:"open_fee" doc:"exchange fee for opening, of the contract value"`
	CloseFee           Dated[unit.Rate] `json:"close_fee" doc:"exchange fee for closing an older position"`
	CloseTodayFee      Dated[unit.Rate] `json:"close_today_fee" doc:"exchange fee for closing a position of the same day"`
	DeliveryFee        Dated[unit.Rate] `json:"delivery_fee" doc:"exchange fee at cash delivery"`
	Margin             Dated[unit.Rate] `json:"margin" doc:"exchange margin, not hedging"`
	HedgeMargin        Dated[unit.Rate] `json:"hedge_margin" doc:"exchange margin, hedging"`
	MinimumMargin      Dated[unit.Rate] `json:"minimum_margin" doc:"lowest margin the contract allows"`
	PriceLimit         Dated[unit.Rate] `json:"price_limit" doc:"daily limit either way, of the previous settlement"`
	LastDayPriceLimit  Dated[unit.Rate] `json:"last_day_price_limit" doc:"the same on the last trading day"`
	OpeningLimit       Dated[Lots]      `json:"opening_limit" doc:"lots opened a day before it counts as excessive; hedges exempt"`
	PositionLimit      Dated[Lots]      `json:"position_limit" doc:"lots of one contract a client may hold one way"`
	StampDuty          Dated[unit.Rate] `json:"stamp_duty" doc:"tax on stock sold"`
	ShortMargin        Dated[unit.Rate] `json:"short_margin" doc:"lowest margin for selling borrowed stock"`
	ShortMarginPrivate Dated[unit.Rate] `json:"short_margin_private" doc:"the same for private funds"`
	FinancingMargin    Dated[unit.Rate] `json:"financing_margin" doc:"lowest margin for buying stock on credit"`
	Notices            []Notice         `json:"notices" doc:"changes until the day that are not figures"`
}

// RulesAt returns the rules for a product on a day. For a product of the user's own only those of the stock market
// are defined.
func RulesAt(p Product, on calendar.Date) Rules {
	r := Rules{
		Product: p.ID, Date: on,
		OpenFee: at[unit.Rate](p, OpenFee, on), CloseFee: at[unit.Rate](p, CloseFee, on),
		CloseTodayFee: at[unit.Rate](p, CloseTodayFee, on), DeliveryFee: at[unit.Rate](p, DeliveryFee, on),
		Margin: at[unit.Rate](p, Margin, on), HedgeMargin: at[unit.Rate](p, HedgeMargin, on),
		MinimumMargin: at[unit.Rate](p, MinimumMargin, on),
		PriceLimit:    at[unit.Rate](p, PriceLimit, on), LastDayPriceLimit: at[unit.Rate](p, LastDayPriceLimit, on),
		OpeningLimit: at[Lots](p, OpeningLimit, on), PositionLimit: at[Lots](p, PositionLimit, on),
		StampDuty: at[unit.Rate](p, StampDuty, on), ShortMargin: at[unit.Rate](p, ShortMargin, on),
		ShortMarginPrivate: at[unit.Rate](p, ShortMarginPrivate, on), FinancingMargin: at[unit.Rate](p, FinancingMargin, on),
		Notices: []Notice{},
	}
	for _, n := range notices {
		if !n.Effective.After(on) {
			r.Notices = append(r.Notices, n)
		}
	}
	return r
}

// holds reports whether w is a row of a rule for p; a product of the user's own has the stock-market rules only.
func (w *row) holds(p *Product, id RuleID) bool {
	if w.rule != id || w.products == "" {
		return w.rule == id
	}
	// Codes of two letters, with blanks between.
	for i := 0; i+2 <= len(w.products) && !p.Own; i += 3 {
		if w.products[i:i+2] == p.ID {
			return true
		}
	}
	return false
}

func at[T ~float64](p Product, id RuleID, on calendar.Date) Dated[T] {
	var last, published *row // the row in force, and the last published one before it
	for i := range rows {
		w := &rows[i]
		if !w.holds(&p, id) || w.from.After(on) {
			continue
		}
		if last != nil && last.status == Published {
			published = last
		}
		last = w
	}
	if last == nil {
		why := unit.NotPublished
		if !p.Own && on.Before(p.Listed) {
			why = unit.NotInForce
		}
		return Dated[T]{Value: unit.None[T](why)}
	}
	d := Dated[T]{Value: unit.Some(T(last.value)), Effective: last.from, Status: last.status, SourceZH: last.zh, SourceEN: last.en}
	if published != nil && (last.doubted || last.status == Unconfirmed) {
		d.Alternative = &Former[T]{T(published.value), published.from, published.zh, published.en}
	}
	return d
}

// Change is one row of the table of rules.
type Change struct {
	Rule      RuleID        `json:"rule" doc:"as in the rules reply"`
	Products  []string      `json:"products,omitempty" doc:"product codes; left out for rules of the stock market"`
	Effective calendar.Date `json:"effective,omitzero" doc:"left out when it is older than the table"`
	Value     float64       `json:"value" doc:"decimal rate, or lots for opening_limit and position_limit"`
	Status    Status        `json:"status"`
	SourceZH  string        `json:"source_zh"`
	SourceEN  string        `json:"source_en"`
}

// History returns every row of the table that concerns p, each rule in the order of its days.
func History(p Product) []Change {
	var changes []Change
	for i := range rows {
		w := &rows[i]
		if w.holds(&p, w.rule) {
			c := Change{Rule: w.rule, Effective: w.from, Value: w.value, Status: w.status, SourceZH: w.zh, SourceEN: w.en}
			if w.products != "" {
				c.Products = strings.Fields(w.products)
			}
			changes = append(changes, c)
		}
	}
	return changes
}

// Fees is what lots of one contract cost at a price, in CNY. A figure is undefined where its rule is.
type Fees struct {
	Open        unit.Maybe[unit.Yuan] `json:"open"`
	Close       unit.Maybe[unit.Yuan] `json:"close"`
	CloseToday  unit.Maybe[unit.Yuan] `json:"close_today"`
	Delivery    unit.Maybe[unit.Yuan] `json:"delivery"`
	Margin      unit.Maybe[unit.Yuan] `json:"margin"`
	HedgeMargin unit.Maybe[unit.Yuan] `json:"hedge_margin"`
}

// Fees returns the exchange's fees and margins for lots of a contract worth multiplier CNY a point:
//
//	price x multiplier x lots x rate
//
// price, multiplier and lots must be above 0 and finite; the refusal names each that is not.
func (r Rules) Fees(price unit.Points, multiplier float64, lots Lots) (Fees, error) {
	var fields fault.Fields
	for _, f := range []struct {
		path  string
		value float64
	}{{"price", float64(price)}, {"multiplier", multiplier}, {"lots", float64(lots)}} {
		if !(f.value > 0) || !unit.Finite(f.value) {
			fields.Add(f.path, "not_positive", "must be above 0")
		}
	}
	if err := fields.Err(); err != nil {
		return Fees{}, err
	}
	value := float64(price) * multiplier * float64(lots)
	charge := func(d Dated[unit.Rate]) unit.Maybe[unit.Yuan] {
		rate, ok := d.Value.Get()
		if !ok {
			return unit.None[unit.Yuan](d.Value.Why())
		}
		return unit.Some(unit.Yuan(value * float64(rate)))
	}
	return Fees{charge(r.OpenFee), charge(r.CloseFee), charge(r.CloseTodayFee), charge(r.DeliveryFee),
		charge(r.Margin), charge(r.HedgeMargin)}, nil
}
