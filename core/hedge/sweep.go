package hedge

import (
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// MaxCells is the most back-tests one sweep makes.
const MaxCells = 20000

// SweepInput asks for back-tests of the overlay over windows, orders,
// take-profits and stops. Everything else is as in the back-test. All cells are
// judged on the same days: those from the first whole window of Warmup bars on.
type SweepInput struct {
	BacktestInput
	Windows     []int       `json:"windows" doc:"points of one fit; window is not used"`
	Orders      []int       `json:"orders" doc:"degrees of the polynomial; order is not used. A line has no curvature and never trades"`
	TakeProfits []unit.Rate `json:"take_profits" doc:"returns above 0 at which a gain is taken; take_profit is not used"`
	StopLosses  []unit.Rate `json:"stop_losses" doc:"returns below 0 at which a loss is cut; stop_loss is not used"`
	Warmup      int         `json:"warmup,omitempty" doc:"the largest window that is compared, where the work is divided; the largest of windows if left out"`
}

// Cells is the number of back-tests asked for.
func (in SweepInput) Cells() int {
	return len(in.Windows) * len(in.Orders) * len(in.TakeProfits) * len(in.StopLosses)
}

// Validate checks the request.
func (in SweepInput) Validate() error {
	var fs fault.Fields
	in.BacktestInput.Check(&fs)
	axis := func(path string, n int, one func(i int) BacktestInput) {
		if n == 0 {
			fs.Add(path, "empty", "must hold at least one value")
		}
		for i := range min(n, 200) {
			var own fault.Fields
			one(i).Check(&own)
			for _, f := range own { // everything else is in order, so this value is not
				f.Path = fault.Join(path, strconv.Itoa(i))
				fs = append(fs, f)
			}
		}
		if n > 200 {
			fs.Add(path, "too_many", "must hold at most 200 values", "max", "200")
		}
	}
	if fs.Err() == nil {
		axis("windows", len(in.Windows), func(i int) BacktestInput { b := in.BacktestInput; b.Window, b.Order = in.Windows[i], 1; return b })
		axis("orders", len(in.Orders), func(i int) BacktestInput { b := in.BacktestInput; b.Order, b.Window = in.Orders[i], 2000; return b })
		axis("take_profits", len(in.TakeProfits), func(i int) BacktestInput { b := in.BacktestInput; b.TakeProfit = in.TakeProfits[i]; return b })
		axis("stop_losses", len(in.StopLosses), func(i int) BacktestInput { b := in.BacktestInput; b.StopLoss = in.StopLosses[i]; return b })
	}
	if in.Warmup != 0 {
		fs.Between("warmup", float64(in.Warmup), signal.MinWindow, signal.MaxWindow)
	}
	if n := in.Cells(); n > MaxCells {
		fs.Add("windows", "too_many", "make "+strconv.Itoa(n)+" back-tests with the other axes; "+strconv.Itoa(MaxCells)+" is the most", "max", strconv.Itoa(MaxCells))
	}
	return fs.Err()
}

// Sizes implements op.Sized: the fits of a window take about a cell a bar, and
// each back-test a fifth of that.
func (in SweepInput) Sizes(add func(path string, count, cells int)) {
	bars := in.Bars()
	in.Series.Sizes(in.Axis, func(_ string, points, _ int) { bars = max(bars, points) })
	add("windows", len(in.Windows), bars)
	add("take_profits", in.Cells(), bars/5)
}

// Sweep has one entry a cell. Cells are in the order windows, orders,
// take-profits, stop-losses, the last one fastest:
//
//	((window*orders + order)*take_profits + take_profit)*stop_losses + stop_loss
//
// Returns are sums over trades of their return on the value at entry.
type Sweep struct {
	First  string    `json:"first" doc:"first day that counts"`
	Last   string    `json:"last"`
	Days   int       `json:"days"`
	Months []string  `json:"months" doc:"YYYY-MM, those with days that count"`
	Length op.Column `json:"length" doc:"days of each month"`
	Gross  op.Column `json:"gross" doc:"sum of returns before costs"`
	Net    op.Column `json:"net" doc:"sum of returns after fees of the day and slippage"`
	Trades op.Column `json:"trades"`
	Wins   op.Column `json:"wins" doc:"trades above 0 after costs"`
	// Of the daily net returns, for what the search is worth.
	Sum    op.Column `json:"sum" doc:"of the daily net returns, by cell and month, months fastest"`
	Square op.Column `json:"square" doc:"of their squares, likewise"`
	Cube   op.Column `json:"cube" doc:"of their cubes, by cell"`
	Fourth op.Column `json:"fourth" doc:"of their fourth powers, by cell"`
}

// EvidenceInput asks what a search is worth. The columns are those of a Sweep,
// or of several that share their days, one behind the other.
type EvidenceInput struct {
	Months []string  `json:"months" doc:"YYYY-MM, in their order"`
	Length op.Column `json:"length" doc:"days of each month"`
	Net    op.Column `json:"net" doc:"sum of the returns of each cell after costs"`
	Sum    op.Column `json:"sum" doc:"of the daily net returns, by cell and month, months fastest"`
	Square op.Column `json:"square" doc:"of their squares, likewise"`
	Cube   op.Column `json:"cube" doc:"of their cubes, by cell"`
	Fourth op.Column `json:"fourth" doc:"of their fourth powers, by cell"`
	Shape  []int     `json:"shape" doc:"number of windows, orders, take-profits and stop-losses; their product is the number of cells"`
	Chosen int       `json:"chosen" doc:"the cell that was chosen"`
	Blocks int       `json:"blocks,omitempty" doc:"blocks the months are put into for the combinations, even, 4 to 16; 12 if left out, fewer where there are fewer months"`
	Learn  int       `json:"learn,omitempty" doc:"months the walk-forward chooses on; 12 if left out"`
	Apply  int       `json:"apply,omitempty" doc:"months it then trades; 3 if left out"`
}

// Validate checks the request.
func (in EvidenceInput) Validate() error {
	var fs fault.Fields
	cells, months := 1, len(in.Months)
	for _, n := range in.Shape {
		cells *= min(max(n, 0), MaxCells+1)
		cells = min(cells, MaxCells+1) // no product of four overflows
	}
	if len(in.Shape) != 4 || cells == 0 || cells > MaxCells {
		fs.Add("shape", "out_of_range", "must hold four numbers above 0 with a product up to "+strconv.Itoa(MaxCells), "min", "1", "max", strconv.Itoa(MaxCells))
		return fs.Err()
	}
	length := func(path string, c op.Column, want int) {
		if len(c) != want {
			fs.Add(path, "length", "must have "+strconv.Itoa(want)+" values, has "+strconv.Itoa(len(c)), "want", strconv.Itoa(want), "got", strconv.Itoa(len(c)))
			return
		}
		for i, v := range c {
			if !(v >= -1e30 && v <= 1e30) {
				fs.Add(fault.Join(path, strconv.Itoa(i)), "not_finite", "must be a number up to 1e30 in size")
				return // one is enough of a column
			}
		}
	}
	if months == 0 {
		fs.Add("months", "empty", "must hold at least one month")
	}
	length("length", in.Length, months)
	for i, n := range in.Length {
		if !(n >= 1 && n <= 31) {
			fs.Between(fault.Join("length", strconv.Itoa(i)), n, 1, 31)
			break // one is enough of a column
		}
	}
	length("net", in.Net, cells)
	length("sum", in.Sum, cells*months)
	length("square", in.Square, cells*months)
	length("cube", in.Cube, cells)
	length("fourth", in.Fourth, cells)
	fs.Between("chosen", float64(in.Chosen), 0, float64(cells-1))
	if in.Blocks != 0 {
		fs.Between("blocks", float64(in.Blocks), 4, 16)
		if in.Blocks%2 == 1 {
			fs.Add("blocks", "odd", "must be even")
		}
	}
	fs.Between("learn", float64(in.Learn), 0, 120)
	fs.Between("apply", float64(in.Apply), 0, 120)
	return fs.Err()
}

// Sizes implements op.Sized: of every cell all ways to take half of the blocks
// are compared, some fourteen a cell of work.
func (in EvidenceInput) Sizes(add func(path string, count, cells int)) {
	blocks := in.Blocks
	if blocks == 0 {
		blocks = 12
	}
	ways := 1
	for k := range min(blocks, len(in.Months)) / 2 {
		ways = ways * (4*k + 2) / (k + 1) // central binomials: 2, 6, 20, 70 ...
	}
	add("shape", len(in.Net), ways/14)
}

// Evidence says what a search over settings is worth.
type Evidence struct {
	Cells    int      `json:"cells"`
	Positive int      `json:"positive" doc:"cells above 0 after costs"`
	Best     int      `json:"best" doc:"cell with the highest Sharpe ratio"`
	Chosen   Cell     `json:"chosen"`
	BestCell Cell     `json:"best_cell"`
	Around   Around   `json:"around"`
	Deflated Deflated `json:"deflated" doc:"of the best cell"`
	Overfit  Overfit  `json:"overfit"`
	Walk     Walk     `json:"walk"`
	Verdict  Verdict  `json:"verdict"`
}

// Cell is one setting's record after costs.
type Cell struct {
	Net    unit.Rate             `json:"net"`
	Sharpe unit.Maybe[unit.Rate] `json:"sharpe" doc:"yearly, of the daily net returns, without a risk-free rate"`
	Rank   int                   `json:"rank" doc:"by net return, 1 is best"`
}

// Around compares the chosen cell with those one step away on each axis.
type Around struct {
	Cells    int       `json:"cells"`
	Positive int       `json:"positive" doc:"those above 0 after costs"`
	Median   unit.Rate `json:"median" doc:"of their net returns; 0 where there are none"`
	Worst    unit.Rate `json:"worst" doc:"of their net returns; 0 where there are none"`
}

// Deflated is the deflated Sharpe ratio of Bailey and Lopez de Prado (2014):
// the probability that the true Sharpe ratio is above what the best of as many
// trials without skill would show.
type Deflated struct {
	Trials      int                   `json:"trials"`
	Days        int                   `json:"days"`
	Sharpe      unit.Maybe[unit.Rate] `json:"sharpe" doc:"daily, of the best cell"`
	Threshold   unit.Maybe[unit.Rate] `json:"threshold" doc:"daily; expected of the best of the trials without skill"`
	Skew        unit.Maybe[unit.Rate] `json:"skew"`
	Kurtosis    unit.Maybe[unit.Rate] `json:"kurtosis" doc:"3 for a normal distribution"`
	Probability unit.Maybe[unit.Rate] `json:"probability"`
}

// Overfit is the probability of back-test overfitting by combinatorially
// symmetric cross-validation (Bailey, Borwein, Lopez de Prado, Zhu 2017): how
// often the best setting of one half is below the median in the other half.
type Overfit struct {
	Blocks      int                   `json:"blocks"`
	Splits      int                   `json:"splits"`
	Probability unit.Maybe[unit.Rate] `json:"probability"`
	Loss        unit.Maybe[unit.Rate] `json:"loss" doc:"share of the splits in which the best setting of one half loses money in the other"`
	Histogram   op.Column             `json:"histogram,omitempty" doc:"splits by the rank of the best setting in the other half, ten bins from worst to best"`
}

// Walk is what choosing on the past and trading on would have earned.
type Walk struct {
	Steps    []Step                `json:"steps,omitempty"`
	Net      unit.Maybe[unit.Rate] `json:"net" doc:"sum of what was earned after choosing"`
	Promised unit.Maybe[unit.Rate] `json:"promised" doc:"what the chosen settings had earned before, over as many days"`
	Sharpe   unit.Maybe[unit.Rate] `json:"sharpe" doc:"yearly, of the days traded"`
}

// Step is one choice of the walk-forward.
type Step struct {
	From     string    `json:"from" doc:"first month traded"`
	To       string    `json:"to"`
	Cell     int       `json:"cell" doc:"the setting chosen on the months before"`
	Promised unit.Rate `json:"promised" doc:"net return a month while choosing"`
	Net      unit.Rate `json:"net" doc:"net return of the months traded"`
}

// Verdict says in one word what the evidence supports; the page makes a
// sentence of it and the figures above.
type Verdict struct {
	Code string `json:"code" enum:"too_short,loses,no_better_than_luck,fragile,supported" doc:"too_short: fewer than 12 months or 4 blocks; loses: the chosen cell is not above 0; no_better_than_luck: deflated probability below 0.95; fragile: overfitting probability 0.5 or more, neighbours mostly negative or walk-forward not above 0; supported: none of these"`
}
