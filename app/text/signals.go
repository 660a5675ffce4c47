package text

// Signals are the words of the signals page, but for those of its results.
// Sentences mark with ** what decides.
type Signals struct {
	Printed, Title, Empty, EmptyText string

	Data, NoData, Range, Bars, Index, IndexHint       string
	NoIndex, NoIndexFound, FindIndex, OtherData       string
	BarsOfDays                                        Sentence // {bars} {days}
	To                                                Sentence // {from} {to}
	Fit, Trading, MoreRules, Costs, Portfolio, Period string
	Preset, PresetLabel, PresetHint                   string
	Labels                                            map[string]string   // of inputs, by path
	Hints                                             map[string]Sentence // what an input is, by path
	Choices                                           map[string]string   // by path.value
	Minute, Bar, Day, Times                           string              // units
	RulesSay                                          Sentence            // {fill} {a_day} {end}
	ADayOne, ADayAny, FlatAtEnd, StaysOpen            string
	ADayMany                                          Sentence // {n}
	Spans                                             Sentence // {days}
	NeverWhole                                        Sentence // {n}
	SpansLunch, OffTick, NoStopsNow, DatedNow         string
	NoDatedFees, LockNote, LiftNote, ThisCloseNote    string
	Paste, PasteLabel, PasteHint, PasteRead, Pasted   string
	PasteMinutes, DailyBar                            string
	MinutesBar                                        Sentence // {n}

	Regimes                                    map[string]string // none, neutral, up_accelerating, up_slowing, down_accelerating, down_slowing
	Reasons                                    map[string]string // why a trade ended, by hedge.Why
	Working, Kept, Flat, FlatTraded            string
	HoldsLong, HoldsShort, OpenLong, OpenShort string
	Refused                                    Sentence // {why}
	TitleSays                                  Sentence // {regime} {position}
	Opened                                     Sentence // {time} {side} {price}
	Closed                                     Sentence // {time} {why} {price} {return}
	StillOpen, NoTradeYet                      string
	FitSays                                    Sentence // {slope} {curvature} {per}
	PerMinute, PerBar, PerDay                  string
	NoFit                                      Sentence // {n}
	AnnounceTest                               Sentence // {trades} {net}
	MiniTrades, MiniNet, Export, LinkCopied    string

	Sweep                                  Sentence // {n}
	Sweeping, SweepProgress, SweepCanceled string
	SweepFailed                            Sentence // {why}
	SweepNoData, SweepStale                string
	TooMany                                Sentence // {max}
	CellTaken                              Sentence // {order} {window}
	Files, FilesNote, File, FileAs         string
	Sheets                                 map[string]string // signals, trades, days, months, metrics
}
