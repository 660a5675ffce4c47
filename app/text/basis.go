package text

// Basis are the words of the basis page, but for those of its results.
type Basis struct {
	Printed, Title, EmptyText, LinkCopied, Export string

	Parts   map[string]string   // by scenario.BasisParts
	Labels  map[string]string   // of inputs, by path
	Hints   map[string]Sentence // what an input is, by path
	Choices map[string]string   // by path.value

	Product, Measured, More, Period, Ranked, Files, OtherData string
	Range                                                     Sentence // {from} {to} {n}
	NoData                                                    Sentence // {product}
	Index, FindIndex, IndexBeside, NoIndex                    string
	Valuation, ValuationHint, NoColumn                        string
	Dividends, PointsHint, DividendColumn                     string
	DividendsOf                                               Sentence // {product}
	YieldColumn, RateColumn, ColumnUnit                       string
	DriverNeedsFile, DriverNeedsContract                      string
	Settings                                                  map[string]string // of the fields of a part, by part
	WeekBefore, WeekAfter, WeekLast                           string
	Rows, AddRow, NoRows, ReportRows                          map[string]string   // by list
	Row                                                       map[string]Sentence // {n}
	Cells                                                     map[string]string
	Remove                                                    Sentence // {n}
	WeightedRaw, SettleMissing, Intraday                      string

	Working, Refused                                   Sentence // {part}; {why}
	Kept                                               string
	About                                              Sentence // {product} {of} {value} {convention}
	Report, ReportNote, ReportParts, Weekly, WeeklyAll string
	ReportEmpty                                        string
	SaveAs                                             Sentence // {part} {as}
	Bins, Draws                                        string
}
