package carry

import "math"

// The five forms of the theoretical price, each as its difference to spot, so
// that nothing is lost where the difference is small: formulas TP1 to TP5 of
// docs/formulas.md. Where a form wants a yield and amounts were given,
// d tau stands for D/S; where it wants amounts and a yield was given, the
// amount is S d tau at expiry.

// continuous is TP1, F* = S exp((r-d) tau): Cornell and French 1983, quoted
// by Xingzheng 2022, chapter on the pricing model.
func (d *Deal) continuous() float64 { return d.S * math.Expm1(d.R*d.Tau-d.DivSum/d.S) }

// yieldSimple is TP2, F* = S (1 + (r-d) tau): futures exam textbook.
func (d *Deal) yieldSimple() float64 { return d.S*(d.R*d.Tau) - d.DivSum }

// reinvested is TP3, F* = S (1 + r tau) - sum D_i (1 + r (T-t_i)): futures
// exam textbook, Hang Seng case. It is the fair value of this program: with
// a yield, or an amount taken as paid at expiry, it is the same as TP2.
func (d *Deal) reinvested() float64 { return d.S*(d.R*d.Tau) - d.DivFV }

// discounted is TP4, F* = (S - sum D_i exp(-r t_i)) exp(r T): Hull. The
// dividends are carried forward to expiry rather than back to today.
func (d *Deal) discounted() float64 {
	b := d.S * math.Expm1(d.R*d.Tau)
	if d.Flows == nil {
		return b - d.DivSum
	}
	interest := 0.0
	for _, f := range d.Flows {
		interest += f.Points * math.Expm1(d.R*f.Years)
	}
	return b - d.DivSum - interest
}

// exchange is TP5, F* = S (1 + r x/360) - D with x calendar days: fair value
// as the Chicago Mercantile Exchange states it, without interest on dividends.
func (d *Deal) exchange() float64 { return d.S*(d.R*float64(d.CalDays)/360) - d.DivSum }

// FairBasis returns the fair value less spot, S r tau - FV(D): formula TP3.
func (d *Deal) FairBasis() float64 { return d.reinvested() }

// FairValue returns S (1 + r tau) - FV(D): formula TP3. It is spot where no
// time is left and no dividend counts.
func (d *Deal) FairValue() float64 { return d.S + d.reinvested() }

// Mispricing returns F less the fair value: above 0 the future is rich and
// the forward trade (sell it, buy the stocks) gains before costs.
func (d *Deal) Mispricing() float64 { return (d.F - d.S) - d.reinvested() }
