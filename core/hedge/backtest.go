package hedge

import (
	"context"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// The operations of the active hedge.
const (
	BacktestKey = op.Key[BacktestInput, Backtest]("backtest")
	FileKey     = op.Key[FileInput, Document]("backtest_file") // signals, trades, days, months or metrics to save
	SweepKey    = op.Key[SweepInput, Sweep]("sweep")
	EvidenceKey = op.Key[EvidenceInput, Evidence]("evidence")
)

// Portfolio is what the hedge belongs to: Share of the capital is in the index,
// the same value is sold in futures, the rest is cash at no interest. Both are
// set anew when the future is rolled, at the close of the day before the
// contract's last one, and held in between.
type Portfolio struct {
	Capital  unit.Yuan `json:"capital" doc:"at the beginning, CNY"`
	Share    unit.Rate `json:"share" doc:"of the capital in the index, 0.01 to 1"`
	RiskFree unit.Rate `json:"risk_free" doc:"yearly, for the Sharpe ratio"`
	RollFee  unit.Rate `json:"roll_fee" doc:"of the contract value, a side, for opening and rolling the hedge"`
}

// Portfolio001 is how the report's figures are met best: 70 % of the capital,
// a rate of 3 %, 0.23 bp a side.
var Portfolio001 = Portfolio{Capital: 100e6, Share: 0.70, RiskFree: 0.03, RollFee: 0.000023}

// Check adds what is wrong with p to fs.
func (p Portfolio) Check(fs *fault.Fields) {
	fs.Between("capital", float64(p.Capital), 1, 1e15)
	fs.Between("share", float64(p.Share), 0.01, 1)
	fs.Between("risk_free", float64(p.RiskFree), -0.5, 0.5)
	fs.Between("roll_fee", float64(p.RollFee), 0, 0.01)
}

// BacktestInput asks what the rules would have earned on bars.
type BacktestInput struct {
	signal.Series
	Index *market.Source `json:"index,omitempty" doc:"the index beside them; without it the hedge has nothing to hedge and only the overlay is reported"`
	signal.Settings
	Rules
	Portfolio
	FirstDay string `json:"first_day,omitempty" doc:"first day that counts, YYYY-MM-DD; that of the first whole window if left out"`
	LastDay  string `json:"last_day,omitempty" doc:"last day that counts; the last of the bars if left out"`
	Trades   int    `json:"trades,omitempty" doc:"at most this many trades in the reply, the last ones; 2000 if left out"`
}

// Example001 has everything but the bars as in report 001.
func Example001(futures ...market.Source) BacktestInput {
	return BacktestInput{Series: signal.Series{Futures: futures}, Settings: signal.Report001, Rules: Preset001, Portfolio: Portfolio001}
}

// Resolve looks up the bars.
func (in *BacktestInput) Resolve(ctx context.Context) error {
	return market.ResolveAll(ctx, in.Futures, in.Index)
}

// Sizes implements op.Sized.
func (in BacktestInput) Sizes(add func(path string, count, cells int)) { in.Series.Sizes(in.Axis, add) }

// Validate checks the request.
func (in BacktestInput) Validate() error {
	var fs fault.Fields
	in.Check(&fs)
	return fs.Err()
}

// Check adds what is wrong with in to fs.
func (in BacktestInput) Check(fs *fault.Fields) {
	in.Series.Check(fs)
	in.Settings.Check(fs)
	in.Rules.Check(fs)
	in.Portfolio.Check(fs)
	first, last := day(fs, "first_day", in.FirstDay), day(fs, "last_day", in.LastDay)
	if !last.IsZero() && last.Before(first) {
		fs.Add("last_day", "before_from", "must not be before first_day")
	}
	fs.Between("trades", float64(in.Trades), 0, 100000)
}

// Backtest is what the rules would have earned. Overlay is the trades alone
// on the value that is hedged; Passive holds the hedge and never trades
// ("not execute" in the report), Execute is Passive with the overlay. Passive
// and Execute are absent without an index.
type Backtest struct {
	First      string        `json:"first" doc:"first day that counts"`
	Last       string        `json:"last" doc:"last day"`
	Days       int           `json:"days" doc:"trading days with data"`
	Product    string        `json:"product,omitempty"`
	Multiplier float64       `json:"multiplier" doc:"CNY a point"`
	Overlay    Metrics       `json:"overlay"`
	Passive    *Metrics      `json:"passive,omitempty"`
	Execute    *Metrics      `json:"execute,omitempty"`
	Trading    Trading       `json:"trading"`
	Costs      Costs         `json:"costs"`
	Account    Account       `json:"account"`
	Months     []Month       `json:"months"`
	Daily      Daily         `json:"daily"`
	Trades     Trades        `json:"trades"`
	Rolls      []string      `json:"rolls,omitempty" doc:"days at whose close the hedge was rolled"`
	Notes      []fault.Field `json:"notes,omitempty" doc:"what a reader must know: holes, fees that are not confirmed, days without index"`
}

// Metrics are of one portfolio, by the definitions of report 001.
type Metrics struct {
	Cumulative unit.Rate             `json:"cumulative" doc:"last value / first value - 1"`
	Annualised unit.Maybe[unit.Rate] `json:"annualised" doc:"(1 + cumulative)^(252/days) - 1"`
	Volatility unit.Maybe[unit.Rate] `json:"volatility" doc:"standard deviation of the daily returns (n-1), times the root of 252"`
	Sharpe     unit.Maybe[unit.Rate] `json:"sharpe" doc:"(annualised - risk-free) / volatility"`
	Drawdown   unit.Rate             `json:"drawdown" doc:"largest fall from a peak, above or equal 0"`
	Peak       string                `json:"peak,omitempty" doc:"day of the peak before it"`
	Trough     string                `json:"trough,omitempty" doc:"day of its lowest value"`
	Recovered  string                `json:"recovered,omitempty" doc:"first day at the peak's value again"`
	Week       unit.Rate             `json:"week" doc:"since the last day of the week before"`
	Year       unit.Rate             `json:"year" doc:"since the last day of the year before"`
}

// Trading counts what was done.
type Trading struct {
	Trades   int                   `json:"trades"`
	Long     int                   `json:"long"`
	Wins     int                   `json:"wins" doc:"trades above 0 after all costs"`
	Best     unit.Rate             `json:"best" doc:"return of the best trade after costs"`
	Worst    unit.Rate             `json:"worst"`
	Mean     unit.Maybe[unit.Rate] `json:"mean"`
	Bars     float64               `json:"bars" doc:"bars a trade was held, on average"`
	Turnover unit.Maybe[unit.Rate] `json:"turnover" doc:"value traded a year, of the mean capital"`
	Reasons  []Reason              `json:"reasons" doc:"why trades ended"`
}

// Reason is one way trades ended.
type Reason struct {
	Why    string    `json:"why" enum:"take_profit,stop_loss,slowing,reversal,day_end,hole,end" doc:"hole: closed before bars that are missing; end: still open at the last bar"`
	Trades int       `json:"trades"`
	Net    unit.Yuan `json:"net"`
}

// Costs are what trading took, CNY, all above or equal 0.
type Costs struct {
	Opening    unit.Yuan `json:"opening"`
	Closing    unit.Yuan `json:"closing" doc:"ordinary closings"`
	CloseToday unit.Yuan `json:"close_today"`
	Slippage   unit.Yuan `json:"slippage"`
	Rolling    unit.Yuan `json:"rolling" doc:"of the standing hedge; not the overlay's"`
}

// Account shows that everything adds up: Stock + Hedge + Gross - the Costs =
// Change, to the cent. Without an index Stock and Hedge are 0.
type Account struct {
	Stock  unit.Yuan `json:"stock"`
	Hedge  unit.Yuan `json:"hedge" doc:"standing short future"`
	Gross  unit.Yuan `json:"gross" doc:"trades before costs"`
	Costs  unit.Yuan `json:"costs"`
	Change unit.Yuan `json:"change" doc:"last less first value of the executing portfolio"`
}

// Month is one row of the monthly table.
type Month struct {
	Month   string     `json:"month" doc:"YYYY-MM"`
	Days    int        `json:"days"`
	Overlay unit.Rate  `json:"overlay"`
	Passive *unit.Rate `json:"passive,omitempty"`
	Execute *unit.Rate `json:"execute,omitempty"`
	Trades  int        `json:"trades"`
	Wins    int        `json:"wins"`
	Costs   unit.Yuan  `json:"costs" doc:"of the trades"`
}

// Daily has one row a day. Values are of 1 at the beginning.
type Daily struct {
	Time    op.Column `json:"time" doc:"ms of exchange time, midnight of the day"`
	Overlay op.Column `json:"overlay"`
	Passive op.Column `json:"passive,omitempty"`
	Execute op.Column `json:"execute,omitempty"`
}

// Trades has one row a trade, in order of entry.
type Trades struct {
	All    int       `json:"all" doc:"trades there were"`
	From   int       `json:"from" doc:"place of the first one listed, from 0"`
	Side   op.Column `json:"side" doc:"1 long, -1 short"`
	Entry  op.Column `json:"entry" doc:"stamp of the bar of the fill, ms of exchange time"`
	Exit   op.Column `json:"exit"`
	In     op.Column `json:"in" doc:"price of the entry before slippage, points"`
	Out    op.Column `json:"out"`
	Lots   op.Column `json:"lots" doc:"not rounded"`
	Gross  op.Column `json:"gross" doc:"CNY"`
	Costs  op.Column `json:"costs" doc:"fees and slippage, CNY"`
	Net    op.Column `json:"net" doc:"CNY"`
	Return op.Column `json:"return" doc:"net, of the value at entry"`
	Why    op.Column `json:"why" doc:"place in the list of reasons: 0 take_profit, 1 stop_loss, 2 slowing, 3 reversal, 4 day_end, 5 hole, 6 end"`
}

// Why lists the reasons a trade can end for, in the order Trades.Why counts them.
var Why = []string{"take_profit", "stop_loss", "slowing", "reversal", "day_end", "hole", "end"}

// FileInput asks for a part of a back-test as a file.
type FileInput struct {
	BacktestInput
	What string `json:"what" enum:"signals,trades,days,months,metrics" doc:"signals: every bar with value, slope, curvature and regime"`
	As   string `json:"as" enum:"csv,xlsx" doc:"text or a workbook"`
	Lang string `json:"lang,omitempty" enum:"zh,en" doc:"of the heads; en if left out"`
}

// Validate checks the request.
func (in FileInput) Validate() error {
	var fs fault.Fields
	in.BacktestInput.Check(&fs)
	fs.OneOf("what", in.What, "signals", "trades", "days", "months", "metrics")
	fs.OneOf("as", in.As, "csv", "xlsx")
	if in.Lang != "" {
		fs.OneOf("lang", in.Lang, "zh", "en")
	}
	return fs.Err()
}

// Document is a file to save.
type Document struct {
	File op.File `json:"file"`
	Rows int     `json:"rows"`
}
