package hedge

import (
	"slices"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

// charge sets the fees of the days that count.
func (t *Tape) charge(f Fees) error {
	t.Fees = make([]DayFees, len(t.Day))
	broker := float64(f.Broker)
	if !f.Dated {
		stated := DayFees{float64(f.Open) + broker, float64(f.Close) + broker, float64(f.CloseToday) + broker}
		for d := t.FirstDay; d < t.LastDay; d++ {
			t.Fees[d] = stated
		}
		return nil
	}
	if t.Product.Own {
		return fault.About(fault.Invalid, "fees.dated", "fees_no_product",
			"the exchange's fees are known for IF, IH, IC and IM only; state the fees for other series")
	}
	// The table is asked once for every change of a fee, not for every day.
	var changes []calendar.Date
	for _, c := range market.History(t.Product) {
		if c.Rule == market.OpenFee || c.Rule == market.CloseFee || c.Rule == market.CloseTodayFee {
			changes = append(changes, c.Effective)
		}
	}
	slices.SortFunc(changes, calendar.Date.Compare)
	changes = slices.Compact(changes)
	in, now := -1, DayFees{} // the change that is in force, and its fees
	for d := t.FirstDay; d < t.LastDay; d++ {
		on := t.Date[d]
		before := in
		for in+1 < len(changes) && !changes[in+1].After(on) {
			in++
		}
		if in != before || d == t.FirstDay {
			var err error
			if now, err = t.feesOn(on, changes); err != nil {
				return err
			}
			now.Open, now.Close, now.CloseToday = now.Open+broker, now.Close+broker, now.CloseToday+broker
		}
		t.Fees[d] = now
	}
	return nil
}

// feesOn looks up the exchange's fees of a day.
func (t *Tape) feesOn(on calendar.Date, changes []calendar.Date) (DayFees, error) {
	rules := market.RulesAt(t.Product, on)
	var out DayFees
	for _, r := range []struct {
		rule market.Dated[unit.Rate]
		to   *float64
	}{{rules.OpenFee, &out.Open}, {rules.CloseFee, &out.Close}, {rules.CloseTodayFee, &out.CloseToday}} {
		value, ok := r.rule.Value.Get()
		if !ok {
			from := ""
			for _, c := range changes {
				if later := market.RulesAt(t.Product, c); later.OpenFee.Value.OK() && later.CloseFee.Value.OK() && later.CloseTodayFee.Value.OK() {
					from = c.String()
					break
				}
			}
			return out, fault.About(fault.Invalid, "fees.dated", "fees_unknown",
				"the exchange's fees of "+t.Product.ID+" are not known on "+on.String()+"; state the fees, or begin on "+from+" or later",
				"product", t.Product.ID, "day", on.String(), "from", from)
		}
		*r.to = float64(value)
		if r.rule.Status == market.Unconfirmed || r.rule.Alternative != nil {
			text := unit.Print(float64(value)*1e4, 2)
			t.Notes = append(t.Notes, fault.Note("fees.dated", "fee_unconfirmed",
				"the exchange's fee of "+text+" bp from "+r.rule.Effective.String()+" is not beyond doubt: "+r.rule.SourceEN,
				"bp", text, "from", r.rule.Effective.String(), "source_zh", r.rule.SourceZH, "source_en", r.rule.SourceEN))
		}
	}
	return out, nil
}
