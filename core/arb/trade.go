package arb

import (
	"fairbasis/core/normal"
	"fairbasis/core/unit"
)

// stake is a trade in numbers: what it gains and what it ties up.
type stake struct {
	gain    terms
	capital float64
}

// stake returns the gain of one of the three trades and the base of its return.
func (d *deal) stake(trade string) stake {
	switch trade {
	case TradeForward:
		return stake{d.forwardGain(), d.forwardCapital()}
	case TradeReverse:
		return stake{d.reverseGain(), d.reverseCapital()}
	}
	return stake{d.holderGain(), d.s}
}

// yearly is the return per year: gain / capital / tau.
func (s stake) yearly(tau float64) unit.Maybe[unit.Rate] {
	switch {
	case tau == 0:
		return unit.None[unit.Rate](unit.ExpiryDay)
	case s.capital == 0:
		return unit.None[unit.Rate](unit.NoCapital)
	}
	return unit.Some(unit.Rate(s.gain.sum() / s.capital / tau))
}

// reaches reports whether the return is target or more. A gain on no capital
// reaches every target.
func (s stake) reaches(target, tau float64) bool {
	if tau == 0 {
		return false
	}
	if r, ok := s.yearly(tau).Get(); ok {
		return float64(r) >= target
	}
	return s.gain.sum() > 0
}

// excess is the points beyond what target asks of the capital. It is affine in
// every input but, with dated dividends or tracking error, the days.
func (s stake) excess(target, tau float64) float64 { return s.gain.sum() - target*tau*s.capital }

// chance is the probability that the trade still reaches target when the
// dividends are normal around the forecast with standard error sigma. Every
// gain moves one for one with the dividends, so it is
//
//	Phi(excess / sigma)
func (d *deal) chance(s stake, target float64) unit.Maybe[unit.Rate] {
	switch {
	case d.tau == 0:
		return unit.None[unit.Rate](unit.ExpiryDay)
	case !(d.sigma > 0):
		return unit.None[unit.Rate](unit.NoUncertainty)
	}
	return unit.Some(unit.Rate(normal.CDF(s.excess(target, d.tau) / d.sigma)))
}

// arbitrage is a trade with its bound. away is the distance of the futures
// price from the bound on the side where the trade does not pay.
func (d *deal) arbitrage(trade string, bound unit.Maybe[unit.Points], away func(bound unit.Points) unit.Points) (t Trade, reached bool) {
	s := d.stake(trade)
	t = Trade{
		Return: s.yearly(d.tau), Gain: unit.Points(s.gain.sum()), Capital: unit.Points(s.capital), Bound: bound,
		Parts: s.gain.parts(), Probability: d.chance(s, d.hurdle),
	}
	reached = s.reaches(d.hurdle, d.tau)
	b, ok := bound.Get()
	if !ok {
		t.Distance = bound
		return t, reached
	}
	// Return and bound say the same, but each rounds; the two are made to
	// agree so that no verdict contradicts a number beside it.
	distance := away(b)
	if distance <= 0 && d.tau > 0 {
		reached = true
	} else if reached {
		distance = 0
	}
	t.Distance = unit.Some(distance)
	return t, reached
}

// answer computes everything of a Result that follows from numbers alone.
func (d *deal) answer() Result {
	falls := []Waterfall{
		d.waterfall("sinolink", "upper", upperTurns, (*deal).upper),
		d.waterfall("sinolink", "lower", lowerTurns, (*deal).lower),
		d.waterfall("full", "upper", fullUpperTurns, (*deal).fullUpper),
		d.waterfall("full", "lower", fullLowerTurns, (*deal).fullLower),
	}
	f := unit.Points(d.f)
	forward, sells := d.arbitrage(TradeForward, falls[0].To, func(b unit.Points) unit.Points { return b - f })
	reverse, buys := d.arbitrage(TradeReverse, falls[1].To, func(b unit.Points) unit.Points { return f - b })
	r := Result{
		Tau: d.tau, FairValue: unit.Points(d.fair()), Mispricing: unit.Points(d.mispricing()), Hurdle: unit.Rate(d.hurdle),
		Forward: forward, Reverse: reverse, Holder: d.holder(), Bands: d.bands(falls), Waterfalls: falls,
	}
	r.Verdict, r.Decides = verdict(d.tau, forward.Return, reverse.Return, sells, buys)
	return r
}

// verdict names the trade that reaches the hurdle, of two the better one, and
// the return it rests on; where none does, the better of the two returns.
func verdict(tau float64, forward, reverse unit.Maybe[unit.Rate], sells, buys bool) (string, unit.Maybe[unit.Rate]) {
	if tau == 0 {
		return VerdictUndefined, unit.None[unit.Rate](unit.ExpiryDay)
	}
	a, okA := forward.Get()
	b, okB := reverse.Get()
	// A trade that needs no capital has no return; it is the better one when it gains.
	better := okA && (!okB && !buys || okB && a >= b)
	switch {
	case sells && (better || !buys):
		return VerdictForward, forward
	case buys:
		return VerdictReverse, reverse
	case better:
		return VerdictNone, forward
	}
	return VerdictNone, reverse
}

func (d *deal) holder() HolderTrade {
	s := d.stake(TradeHolder)
	gain := s.gain.sum()
	bound := d.holderBound().price()
	return HolderTrade{Gain: unit.Points(gain), Return: s.yearly(d.tau), Bound: bound, Pays: gain > 0,
		Distance: difference(unit.Some(unit.Points(d.f)), bound),
		Parts:    s.gain.parts(), Probability: d.chance(s, 0)}
}
