package carry

import (
	"math"

	"fairbasis/core/unit"
)

// Implied is what the futures price says about one unknown when everything
// else is as given (formulas I1 to I6). All are undefined on the expiry day.
type Implied struct {
	RepoSimple     unit.Maybe[unit.Rate]   `json:"repo_simple" doc:"simple rate that makes the fair value the market price, value of the dividends at expiry kept: ((F + FV(D))/S - 1)/tau"`
	RepoReinvested unit.Maybe[unit.Rate]   `json:"repo_reinvested" doc:"the same with the dividends earning the implied rate too: (F - S + D)/(S tau - sum D_i (T - t_i)), the exact inverse of TP3"`
	RepoContinuous unit.Maybe[unit.Rate]   `json:"repo_continuous" doc:"continuous rate, inverse of TP1: ln(F/S)/tau + d"`
	RepoAct360     unit.Maybe[unit.Rate]   `json:"repo_act360" doc:"simple rate on actual/360, dividends not reinvested, inverse of TP5: (F - S + D)/S x 360/days"`
	DividendPoints unit.Maybe[unit.Points] `json:"dividend_points" doc:"dividends at expiry that make the fair value the market price: S (1 + r tau) - F"`
	DividendYield  unit.Maybe[unit.Rate]   `json:"dividend_yield" doc:"continuous yield, inverse of TP1: r - ln(F/S)/tau"`
	YieldSimple    unit.Maybe[unit.Rate]   `json:"dividend_yield_simple" doc:"simple yield, inverse of TP2: r - (F/S - 1)/tau"`
}

// implied inverts the forms of the price, one unknown at a time.
func (d *Deal) implied() Implied {
	if d.Tau == 0 {
		rate, points := unit.None[unit.Rate](unit.ExpiryDay), unit.None[unit.Points](unit.ExpiryDay)
		i := Implied{rate, rate, rate, rate, points, rate, rate}
		if d.CalDays > 0 { // a broken month counts as none, but days it has
			i.RepoAct360 = d.repoAct360()
		}
		return i
	}
	i := Implied{
		RepoSimple:     unit.Some(unit.Rate(d.Repo())),
		RepoContinuous: unit.Some(unit.Rate((d.logReturn() + d.DivSum/d.S) / d.Tau)),
		RepoReinvested: d.repoReinvested(),
		RepoAct360:     d.repoAct360(),
		DividendPoints: unit.Some(unit.Points(d.S*(d.R*d.Tau) - (d.F - d.S))),
		DividendYield:  unit.Some(unit.Rate(d.R - d.logReturn()/d.Tau)),
		YieldSimple:    unit.Some(unit.Rate(d.R - (d.F-d.S)/d.S/d.Tau)),
	}
	return i
}

// Repo returns the implied repo rate ((F + FV(D))/S - 1)/tau; tau must not be
// 0. With D at expiry and act/365 it is the rate of Changjiang Securities
// 2015, (F - S + D)/S x 365/days.
func (d *Deal) Repo() float64 { return (d.F - d.S + d.DivFV) / d.S / d.Tau }

// logReturn is ln(F/S), exact where F is near S.
func (d *Deal) logReturn() float64 {
	if x := (d.F - d.S) / d.S; x < 1 && x > -0.5 {
		return math.Log1p(x)
	}
	return logRatio(d.F, d.S)
}

// logRatio is ln(a/b) for prices far apart: the ratio is brought near 1 by
// halvings, because ln(1+x) with x near -1 or large has lost its digits.
func logRatio(a, b float64) float64 {
	fa, ea := math.Frexp(a)
	fb, eb := math.Frexp(b)
	return float64(ea-eb)*math.Ln2 + math.Log1p((fa-fb)/fb)
}

func (d *Deal) repoReinvested() unit.Maybe[unit.Rate] {
	base := d.S * d.Tau
	for _, f := range d.Flows {
		base -= f.Points * f.Years
	}
	if base <= 0 { // dividends as large as the index: nothing is financed
		return unit.None[unit.Rate](unit.NoSolution)
	}
	return unit.Some(unit.Rate((d.F - d.S + d.DivSum) / base))
}

func (d *Deal) repoAct360() unit.Maybe[unit.Rate] {
	if d.CalDays == 0 {
		return unit.None[unit.Rate](unit.ExpiryDay)
	}
	return unit.Some(unit.Rate((d.F - d.S + d.DivSum) / d.S * 360 / float64(d.CalDays)))
}
