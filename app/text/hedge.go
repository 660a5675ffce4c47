package text

// Hedge are the words of what the signals page answers: charts, back-test,
// search and what the search is worth. Sentences mark with ** what decides.
type Hedge struct {
	PriceTitle                       string
	PriceSays                        Sentence // {symbol} {bars} {first} {last} {low} {high} {regime} {slope} {curvature} {trades}
	Fit                              Sentence // {n}: the order
	SlopeAxis, CurvatureAxis         Sentence // {step}
	StepMinute, StepBar, StepDay     string
	Value, Slope, Curvature, Regime  string
	Restart, Trades, Closed          string
	Long, Short, OpenLong, OpenShort string
	LegendTrade                      string
	Counts, CountsTable, Share, Bars string
	Restarts                         Sentence // {n}
	RestartsTable, RestartTime, Why  string
	RestartBars, RestartReady        string
	RestartsMore                     Sentence // {n}: those not listed
	RestartWhys                      map[string]string
	Exact                            Sentence // {kernel} {spread} {tick} {bound}
	Asking                           string

	MetricsTitle                            string
	MetricsNote                             Sentence // {first} {last} {days}
	MetricsTable, Portfolio                 string
	Cumulative, Annualised, Volatility      string
	Sharpe, Drawdown, Week, Year            string
	Execute, Passive, Overlay               string
	FellFrom                                Sentence // {peak} {trough} {then}
	Recovered                               Sentence // {day}
	NotRecovered, NoIndex                   string
	PublishedTable, PublishedTag, Published string
	PublishedSource, PublishedWhole         string
	Definitions                             Sentence // {days} {rate}
	DefinitionsPublished                    string
	Notes                                   string

	EquityTitle, DrawdownTitle string
	EquitySays, DrawdownSays   Sentence // {first} {last} {figures}
	EquityNote, DrawdownNote   string
	Date                       string

	TradingTitle, Count, Longs, Wins, Mean, Best, Worst, Held, Turnover string
	BarsHeld                                                            Sentence // {n}
	OfAll                                                               Sentence // {n} {share}
	ReasonsTable, Reason, Net, CostsTitle, CostsTable, Item, Amount     string
	Opening, Closing, CloseToday, Slippage, Rolling, Total              string
	AccountTitle, AccountTable, Stock, Hedge, Gross, Costs, Change      string
	AccountNote, AccountNoIndex                                         string

	TradesTitle, TradesTable, Entry, Exit, Side, Price, Lots, Return string
	LastTrades                                                       Sentence // {n} {all}
	AllTrades                                                        Sentence // {from} {to} {all}
	Limited                                                          Sentence // {n} {all}
	ShowAll                                                          Sentence // {n}
	ShowLast                                                         Sentence // {n}
	NoTrades                                                         string

	MonthsTitle, MonthsTable, Month, Days string

	SweepTitle, SweepEmpty, GrossOrNet, BeforeCosts, AfterCosts string
	OrdersTable, StopsTable, Order, TakeProfit, StopLoss        string
	OrdersCaption                                               Sentence // {kind} {unit} {take} {stop} {days}
	StopsCaption                                                Sentence // {kind} {order} {window} {days}
	Part                                                        Sentence // {n} {all}
	Now, Above, NowLegend, ZeroLegend                           string
	SweepNote                                                   Sentence // {first} {last} {days} {cells}

	EvidenceTitle, EvidenceNote                       string
	Verdicts                                          map[string]Sentence // by hedge.Verdict: {cells} {positive} {months} {chosen} {rank} {best} {trials} {deflated} {overfit} {neighbours} {around} {walk}
	CellsTable, Setting, Chosen, BestCell, Around     string
	Settings                                          Sentence // {order} {window} {take} {stop}
	Neighbours                                        Sentence // {n} {positive}
	SharpeYear, Rank                                  string
	DeflatedTitle, DeflatedNote, Trials, DaysHead     string
	SharpeDay, Threshold, Skew, Kurtosis, Probability string
	OverfitTitle, OverfitNote, Blocks, Splits, Loss   string
	OverfitProbability                                string
	HistogramSays                                     Sentence // {low} {high}
	WorstEnd, BestEnd                                 string
	WalkTitle, WalkNote, WalkTable, Traded, Promised  string
	Earned, PromisedAll, EarnedAll                    string
}
