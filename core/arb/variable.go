package arb

import (
	"strings"

	"fairbasis/core/carry"
	"fairbasis/core/unit"
)

// Measures of a variable.
const (
	inPoints = "points"
	inRate   = "rate"
	inDays   = "days"
	inNumber = "number"
)

// maxDays bounds the days to expiry as carry bounds the years.
const maxDays = 365 * carry.MaxYears

// variable is one input by the path the request gives it: how to read and set
// it in a deal, and which values it may take.
type variable struct {
	path    string
	measure string
	get     func(*deal) float64
	set     func(*deal, float64)
	low     float64
	high    float64
	solve   bool // enters a trade, so a break-even may exist
}

// allows reports whether x is a value the variable may take.
func (v variable) allows(x float64) bool { return x >= v.low && x <= v.high }

// variables are all inputs that can be moved, in the order replies list them.
var variables = []variable{
	{"futures", inPoints, func(d *deal) float64 { return d.f }, func(d *deal, x float64) { d.f = x }, carry.MinPrice, carry.MaxPrice, true},
	{"spot", inPoints, func(d *deal) float64 { return d.s }, func(d *deal, x float64) { d.s = x }, carry.MinPrice, carry.MaxPrice, true},
	{"rate", inRate, func(d *deal) float64 { return d.r }, func(d *deal, x float64) { d.r = x }, -carry.MaxRate, carry.MaxRate, true},
	{daysPath, inDays, func(d *deal) float64 { return d.days }, (*deal).setDays, 1, maxDays, true},
	{pointsPath, inPoints, (*deal).dividends, func(d *deal, x float64) { d.mode, d.points = byPoints, x }, 0, carry.MaxPrice, true},
	{yieldPath, inRate, (*deal).dividendYield, func(d *deal, x float64) { d.mode, d.yield = byYield, x }, 0, carry.MaxRate, true},
	cost("stock_loan_fee", inRate, func(c *costs) *float64 { return &c.loan }, 0, carry.MaxRate, true),
	cost("stock_cost", inRate, func(c *costs) *float64 { return &c.stock }, 0, 1, true),
	cost("stamp_duty", inRate, func(c *costs) *float64 { return &c.stamp }, 0, 1, true),
	cost("stock_impact", inRate, func(c *costs) *float64 { return &c.impact }, 0, 1, true),
	cost("futures_fee", inRate, func(c *costs) *float64 { return &c.fee }, 0, 1, true),
	cost("delivery_fee", inRate, func(c *costs) *float64 { return &c.delivery }, 0, 1, true),
	cost("futures_slippage", inPoints, func(c *costs) *float64 { return &c.slip }, 0, carry.MaxPrice, true),
	cost("futures_margin", inRate, func(c *costs) *float64 { return &c.marginF }, 0, maxMargin, true),
	cost("short_margin", inRate, func(c *costs) *float64 { return &c.marginS }, 0, maxMargin, true),
	cost("proceeds_rate", inRate, func(c *costs) *float64 { return &c.proceeds }, -carry.MaxRate, carry.MaxRate, true),
	follower("margin_rate", func(c *costs) *optional { return &c.margin }, true),
	follower("deposit_rate", func(c *costs) *optional { return &c.deposit }, true),
	follower("borrow_rate", func(c *costs) *optional { return &c.borrow }, false),
	cost("collateral_rate", inRate, func(c *costs) *float64 { return &c.collateral }, -carry.MaxRate, carry.MaxRate, false),
	cost("lending_spread", inRate, func(c *costs) *float64 { return &c.spread }, 0, carry.MaxRate, false),
	cost("dividend_tax", inRate, func(c *costs) *float64 { return &c.tax }, 0, 1, false),
	scenario("dividend_low", func(c *costs) *optional { return &c.low }),
	scenario("dividend_high", func(c *costs) *optional { return &c.high }),
	cost("tracking_error", inRate, func(c *costs) *float64 { return &c.track }, 0, carry.MaxRate, false),
	cost("tracking_z", inNumber, func(c *costs) *float64 { return &c.z }, 0, 100, false),
	{"hurdle", inRate, func(d *deal) float64 { return d.hurdle }, func(d *deal, x float64) { d.hurdle = x }, -carry.MaxRate, carry.MaxRate, false},
}

// Paths the code asks about by name.
const (
	daysPath   = "days"
	pointsPath = "dividends.points"
	yieldPath  = "dividends.yield"
)

// cost is a variable that is a plain field of the costs.
func cost(name, measure string, at func(*costs) *float64, low, high float64, solve bool) variable {
	return variable{"costs." + name, measure, func(d *deal) float64 { return *at(&d.c) },
		func(d *deal, x float64) { *at(&d.c) = x }, low, high, solve}
}

// follower is a rate that is the risk-free rate until it is set.
func follower(name string, at func(*costs) *optional, solve bool) variable {
	return variable{"costs." + name, inRate, func(d *deal) float64 { return at(&d.c).or(d.r) },
		func(d *deal, x float64) { *at(&d.c) = optional{x, true} }, -carry.MaxRate, carry.MaxRate, solve}
}

// scenario is an amount of dividends that is the forecast until it is set.
func scenario(name string, at func(*costs) *optional) variable {
	return variable{"costs." + name, inPoints, func(d *deal) float64 { return at(&d.c).or(d.dividends()) },
		func(d *deal, x float64) { *at(&d.c) = optional{x, true} }, 0, carry.MaxPrice, false}
}

// dividendYield is the simple yield per year of the dividends at expiry; 0 on
// the expiry day, when no yield pays anything.
func (d *deal) dividendYield() float64 {
	switch {
	case d.mode == byYield:
		return d.yield
	case d.tau > 0 && unit.Finite(d.dividends()/(d.s*d.tau)):
		return d.dividends() / (d.s * d.tau)
	}
	return 0
}

func variableNamed(path string) (variable, bool) {
	for _, v := range variables {
		if v.path == path {
			return v, true
		}
	}
	return variable{}, false
}

// variablePaths lists all paths for messages.
func variablePaths() string {
	paths := make([]string, len(variables))
	for i, v := range variables {
		paths[i] = v.path
	}
	return strings.Join(paths, ", ")
}
