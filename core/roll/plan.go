package roll

import (
	"context"
	"math"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/spread"
	"fairbasis/core/unit"
)

// PlanKey names the operation that compares the contracts to roll into.
const PlanKey = op.Key[PlanInput, Plan]("roll_plan")

// The sides of a hedge.
const (
	Short = "short" // short futures against stocks
	Long  = "long"  // long futures in place of stocks
)

// NoHorizon says that no horizon was asked for.
const NoHorizon unit.Reason = "no_horizon"

// maxHorizon is the longest horizon in days.
const maxHorizon = 3660

// PlanInput is the question: which contract is cheapest to roll into?
type PlanInput struct {
	carry.Chain
	From        string    `json:"from" doc:"contract held now; one of contracts"`
	Side        string    `json:"side,omitempty" enum:"short,long" doc:"side of the futures position; short when left out"`
	Portfolio   unit.Yuan `json:"portfolio" doc:"value of the stocks hedged"`
	Beta        float64   `json:"beta" doc:"sensitivity of the stocks to the index"`
	Margin      unit.Rate `json:"margin,omitempty" doc:"margin, of the contract value"`
	Rounding    string    `json:"rounding,omitempty" enum:"nearest,down,up" doc:"how whole lots are made; nearest when left out"`
	HorizonDays int       `json:"horizon_days,omitempty" doc:"calendar days the hedge must last after the contract held expires; left out, no horizon is weighed"`
	Fee         unit.Rate `json:"fee,omitempty" doc:"futures fee of one side, of the price"`
}

// Validate returns every rejected field, or nil.
func (in PlanInput) Validate() error {
	_, _, _, err := in.resolve()
	return err
}

// resolve checks the request and returns the chain with the place of From.
func (in PlanInput) resolve() (legs []carry.Leg, from int, notes []fault.Field, err error) {
	var fs fault.Fields
	legs, notes, err = carry.ResolveChain(in.Chain)
	fs.Merge("", err)
	checkHedge(&fs, in.Portfolio, in.Beta, in.Margin, in.Rounding)
	carry.CheckRange(&fs, "fee", in.Fee, 0, carry.MaxRate)
	if in.Side != "" && in.Side != Short && in.Side != Long {
		fs.Add("side", "unknown_side", "must be short or long", "valid", "short, long")
	}
	if in.HorizonDays < 0 || in.HorizonDays > maxHorizon {
		fs.Add("horizon_days", "out_of_range", "must be from 0 to "+strconv.Itoa(maxHorizon)+", got "+strconv.Itoa(in.HorizonDays),
			"got", strconv.Itoa(in.HorizonDays), "min", "0", "max", strconv.Itoa(maxHorizon))
	}
	from = in.held(&fs, legs)
	if from >= 0 {
		checkLegs(&fs, legs[from+1:], in)
	}
	return legs, from, notes, fs.Err()
}

// held finds From among the contracts, or refuses it and returns -1. Without
// legs only its presence can be checked.
func (in PlanInput) held(fs *fault.Fields, legs []carry.Leg) int {
	if in.From == "" {
		fs.Add("from", "missing", "name the contract held now, one of contracts")
		return -1
	}
	if legs == nil {
		return -1
	}
	name := in.From
	if c, err := market.ReadContract(in.From, in.Date); err == nil {
		name = c.Code
	}
	for i, l := range legs {
		if l.Contract != name && in.Contracts[l.At].Contract != in.From {
			continue
		}
		if legs[len(legs)-1].Expiry == l.Expiry {
			fs.Add("from", "nothing_later", "no contract expires after "+l.Contract+"; add one to roll into", "contract", l.Contract)
			return -1
		}
		return i
	}
	fs.Add("from", "unknown_contract", strconv.Quote(in.From)+" is not one of contracts", "got", in.From)
	return -1
}

func checkLegs(fs *fault.Fields, later []carry.Leg, in PlanInput) {
	for _, l := range later {
		if l.Multiplier == 0 {
			fs.Add(l.Path("multiplier"), "missing", "a contract of your own needs its CNY per point here")
		} else if (*fs).Err() == nil {
			checkSize(fs, exactLots(in.Portfolio, in.Beta, l.F, l.Multiplier))
		}
	}
}

// Plan compares the contracts a hedge can be rolled into.
type Plan struct {
	From               string        `json:"from"`
	Side               string        `json:"side" enum:"short,long"`
	Date               calendar.Date `json:"date" doc:"valuation date"`
	HorizonDays        int           `json:"horizon_days"`
	Rows               []Row         `json:"rows" doc:"the contracts that expire later, by expiry"`
	Cheapest           string        `json:"cheapest" doc:"lowest all_per_year"`
	CheapestForHorizon string        `json:"cheapest_for_horizon,omitempty" doc:"lowest horizon_cost; empty without a horizon"`
	Sign               string        `json:"sign" doc:"what the sign of points and costs means"`
	Notes              []fault.Field `json:"notes,omitempty"`
}

// Row is one contract to roll into.
type Row struct {
	To          string                  `json:"to"`
	Days        int                     `json:"days" doc:"calendar days the roll adds"`
	Points      unit.Points             `json:"points" doc:"given up by rolling: short: from less to; long: to less from"`
	CostPerYear unit.Maybe[unit.Rate]   `json:"cost_per_year" doc:"points/S x 365/days"`
	Dividends   unit.Points             `json:"dividends" doc:"dividend points between the expiries: the stocks of a short hedge receive them, a long position forgoes them"`
	FeePoints   unit.Points             `json:"fee_points" doc:"closing one contract and opening the other"`
	All         unit.Points             `json:"all" doc:"points and fee_points, less dividends for a short side, plus for a long"`
	AllPerYear  unit.Maybe[unit.Rate]   `json:"all_per_year" doc:"all/S x 365/days"`
	Lots        int                     `json:"lots" doc:"whole lots of the new contract"`
	Exact       float64                 `json:"exact" doc:"lots before rounding"`
	Residual    unit.Yuan               `json:"residual" doc:"exposure left open"`
	Margin      unit.Yuan               `json:"margin" doc:"margin of the new contract"`
	HorizonCost unit.Maybe[unit.Points] `json:"horizon_cost" doc:"points and dividends x horizon/days, and fee_points for each roll begun"`
	Rolls       int                     `json:"rolls" doc:"rolls of this length that the horizon takes; 0 without a horizon"`
}

// SignRule says in words what the sign of a plan's points means.
const SignRule = "+ is a cost to the side held, - a gain"

// PlanExample is a request of roll_plan: 100 m CNY hedged with IC2409 on
// 2024-09-13, margin 12 %, the exchange's fee.
var PlanExample = PlanInput{
	Chain: carry.ExampleChain, From: "IC2409", Side: Short,
	Portfolio: 100e6, Beta: 1, Margin: 0.12, Rounding: Nearest, HorizonDays: 180, Fee: 0.23e-4,
}

// ComputePlan compares the rolls, formulas H3 to H5. The horizon is weighed as
// if every roll of a length costs what it costs today and a part of a roll
// its share in points. It fails only where PlanInput.Validate does.
func ComputePlan(_ context.Context, in PlanInput) (Plan, error) {
	legs, from, notes, err := in.resolve()
	if err != nil {
		return Plan{}, err
	}
	if in.Side == "" {
		in.Side = Short
	}
	held := &legs[from].Deal
	p := Plan{From: held.Contract, Side: in.Side, Date: in.Date, HorizonDays: in.HorizonDays, Sign: SignRule, Notes: notes}
	lowest, lowestHorizon := math.Inf(1), math.Inf(1)
	for i := range legs {
		to := &legs[i].Deal
		if !to.Expiry.After(held.Expiry) {
			continue
		}
		r := row(held, to, in)
		p.Rows = append(p.Rows, r)
		if c, ok := r.AllPerYear.Get(); ok && float64(c) < lowest {
			p.Cheapest, lowest = r.To, float64(c)
		}
		if c, ok := r.HorizonCost.Get(); ok && float64(c) < lowestHorizon {
			p.CheapestForHorizon, lowestHorizon = r.To, float64(c)
		}
	}
	return p, nil
}

func row(held, to *carry.Deal, in PlanInput) Row {
	points, dividends := held.F-to.F, to.DivFV-held.DivFV
	carried := points - dividends // what a short side gives up for good
	if in.Side == Long {
		points, carried = -points, -carried
	}
	fee := float64(in.Fee) * (held.F + to.F)
	l := size(LotsInput{in.Portfolio, in.Beta, unit.Points(to.F), to.Multiplier, in.Margin, in.Rounding})
	r := Row{
		To: to.Contract, Days: to.CalDays - held.CalDays, Points: unit.Points(points), FeePoints: unit.Points(fee),
		Dividends: unit.Points(dividends), All: unit.Points(carried + fee),
		CostPerYear: spread.Annualised(points, held, to), AllPerYear: spread.Annualised(carried+fee, held, to),
		Lots: l.Lots, Exact: l.Exact, Residual: l.Residual, Margin: l.Margin,
		HorizonCost: unit.None[unit.Points](NoHorizon),
	}
	if in.HorizonDays > 0 {
		r.Rolls = (in.HorizonDays + r.Days - 1) / r.Days
		r.HorizonCost = unit.Some(unit.Points(carried*float64(in.HorizonDays)/float64(r.Days) + fee*float64(r.Rolls)))
	}
	return r
}
