package arb

import "fairbasis/core/unit"

// bandText is the formula and source of a band.
type bandText struct{ id, formula, source string }

var bandTexts = []bandText{
	{"textbook", "F* ± TC, TC = S(2(c_s + h) + st) + slippage + F(c_f + c_d) + S Δr τ", "futures exam textbook"},
	{"citic", "upper [S(1 + r2 τ) − D]/(1 − ρ1 r2 τ), lower [S(1 + r2 τ − r1 τ − ρ2 r2 τ) − D]/(1 + ρ1 r2 τ)",
		"CITIC Securities, June 2016; its lower numerator prints ρ1 for ρ2"},
	{"sinolink", "upper [S(1 + c_s + Rτ) − D]/(1 − c_f − Rτ m_f), lower [S(1 − c_s − (r_b + R m_s − r_P)τ) − D]/(1 + c_f + Rτ m_f)",
		"parameters of the Sinolink weekly report to 2024-09-13, structure derived"},
	{"riskfree", "the sinolink band at R = r", "derived"},
	{"full", "every cost where it falls, stocks in and out, tracking error and dividend cases", "derived"},
	{"holder", "[S(1 − c_s − st − h)(1 + r_dep τ) − D − buy-back]/(1 + c_f + c_d + m_f(r_dep − r_M)τ)", "derived"},
}

// bands are all bands; the sinolink and full bounds are those of the waterfalls.
func (d *deal) bands(falls []Waterfall) []Band {
	free := *d
	free.hurdle = d.r
	fair, half := d.fair(), d.textbook()
	sides := [...][2]unit.Maybe[unit.Points]{
		{unit.Some(unit.Points(fair - half)), unit.Some(unit.Points(fair + half))},
		{d.citicLower().price(), d.citicUpper().price()},
		{falls[1].To, falls[0].To},
		{free.lower().price(), free.upper().price()},
		{falls[3].To, falls[2].To},
		{d.holderBound().price(), unit.None[unit.Points](unit.OneSided)},
	}
	out := make([]Band, len(sides))
	for i, s := range sides {
		t := bandTexts[i]
		out[i] = Band{ID: t.id, Lower: s[0], Upper: s[1], Formula: t.formula, Source: t.source,
			Width: difference(s[1], s[0]), Contains: between(d.f, s), HoldsFair: between(fair, s)}
	}
	return out
}

// difference is a - b where both are defined, else undefined for a's or b's reason.
func difference[T ~float64](a, b unit.Maybe[T]) unit.Maybe[T] {
	x, okA := a.Get()
	y, okB := b.Get()
	switch {
	case !okA:
		return a
	case !okB:
		return b
	}
	return unit.Some(x - y)
}

// between reports whether x lies within the bounds; a missing bound bounds nothing.
func between(x float64, s [2]unit.Maybe[unit.Points]) bool {
	low, hasLow := s[0].Get()
	high, hasHigh := s[1].Get()
	return (!hasLow || x >= float64(low)) && (!hasHigh || x <= float64(high))
}
