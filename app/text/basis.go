package text

// Basis are the words of the basis page, but for those of its results.
type Basis struct {
	Printed, Title, EmptyText, LinkCopied, Export string

	Parts   map[string]string   // by scenario.BasisParts
	Labels  map[string]string   // of inputs, by path
	Hints   map[string]Sentence // what an input is, by path
	Choices map[string]string   // by path.value

	Product, Period, Ranked, Files                           string
	Range                                                    Sentence // {from} {to} {n}
	Index, FindIndex, IndexBeside, NoIndex                   string
	Valuation, ValuationHint, NoColumn                       string
	PointsHint, DividendColumn                               string
	DividendsOf                                              Sentence // {product}
	YieldColumn, RateColumn                                  string
	DriverNeedsFile, DriverNeedsContract                     string
	Settings                                                 map[string]string // of the fields of a part, by part
	WeekBefore, WeekAfter, WeekLast                          string
	Rows, AddRow, NoRows, ReportRows                         map[string]string   // by list
	Row                                                      map[string]Sentence // {n}
	Cells                                                    map[string]string
	Removal                                                  string
	WeightedRaw, SettleMissing, Intraday                     string
	NotAnnualised, NotSince, HurdleNeedsContract, LagsByRule string

	Working, Refused                                   Sentence // {part}; {why}
	Kept                                               string
	About                                              Sentence // {product} {of} {value} {convention}
	Report, ReportNote, ReportParts, Weekly, WeeklyAll string
	ReportEmpty                                        string
	SaveAs                                             Sentence // {part} {as}
	Bins, Draws                                        string
}
