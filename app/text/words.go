package text

import "fairbasis/core/unit"

// Words are all the words of one language. No field may be empty.
type Words struct {
	Lang, OtherLang, OtherText, Home, OtherHome string
	Frame                                       Frame
	Title, Description                          string // of the calculator
	Index                                       map[string]string
	Weekdays                                    [7]string // Sunday first

	Fields  map[string]string      // labels of inputs, by path
	Hints   map[string]Sentence    // what an input is, by path
	Reasons map[unit.Reason]string // why a value is undefined
	Faults  map[string]Sentence    // what is wrong with an input, by code

	Units      Units
	Inputs     Inputs
	Answer     Answer
	Need       Need
	Fall       Fall
	Bands      Bands
	Annual     Annual
	Price      Price
	Sens       Sens
	Formula    Formula
	Saved      Saved
	Curve      Curve
	Data       Data
	Signals    Signals
	Basis      Basis
	Plots      Plots
	Hedge      Hedge
	Fitter     Fitter
	DayCounts  map[string]string
	Undefined  string // stands for a number that does not exist
	NoSolution string
}

// Frame are the words around every page.
type Frame struct {
	_ [0]func() // not to be compared, which would cost the page a function of its length

	Skip, Nav, Calculator, Curve, Basis, Signals, Data      string
	Online, Offline, OfflineNote                            string
	Settings, Theme, System, Light, Dark                    string
	UpDown, RedUp, GreenUp, Keys, KeysSwitch                string
	Update, UpdateAction, Notices, Undo, Download           string
	Crashed                                                 Sentence // {what}
	StorageFull, StorageAside, StorageNewer, StorageOff     string
	Local, Printed                                          string
	KeyFutures, KeyPages, KeyMonths, KeyProducts            string
	KeyStep, KeyCommit, KeyUndo, KeySave, KeyCopy, KeyTheme string
	KeyHelp, KeyBigSmall, KeyFiles, KeyWindow               string
	LinkNotes                                               string
	LinkUnknown                                             Sentence // {keys}
	Dismiss                                                 string
}

// Units are the measures as they stand beside numbers.
type Units struct {
	Point, Percent, PercentYear, TenThousandth, TenThousandthSpoken string
	Days, DaysTrading, YuanPoint, Yuan, Number, PerYear             Sentence
}

// Inputs are the words of the input side.
type Inputs struct {
	Contract, Product, Own, Month, Other, OtherHint string
	AsOf, Expiry, Left, Multiplier, Tick            string
	LeftValue                                       Sentence // {days} {trading}
	LeftEstimated                                   Sentence // {days} {trading}
	Market, Money, CostModel, MoreCosts, FiveCosts  string
	Less, More                                      Sentence // {field}
	DividendMode, Points, Yield, Dated              string
	DividendWindow                                  Sentence // {from} {to}
	AddRow, RemoveRow                               string
	NoRows                                          string
	Row                                             Sentence // {n}
	ErrorHint                                       string
	Presets                                         map[string]string
	Custom                                          string
	Source                                          Sentence // {source}
	Unconfirmed                                     string
	SameAsRate                                      string
	Forecast                                        string
	Method                                          string
	NoEffect                                        string
	ExampleSource                                   Sentence // {date}
	Inputs, OwnPrices, Yes, No                      string
	PresetSource                                    map[string]string
}

// Answer are the words of the answer.
type Answer struct {
	_ [0]func() // not to be compared, which would cost the page a function of its length

	Tools, Undo, Redo, Share, Copy, Save, Compare, Print, CSV string
	About                                                     Sentence // {contract} {index} {date}
	AboutOwn                                                  Sentence // {contract} {date}

	NoneTitle, UndefinedTitle  string
	ForwardTitle, ReverseTitle Sentence // {return}
	Below, Above, At           Sentence // {gap}
	ReverseShort               Sentence // {fee} {return} {hurdle}
	ReverseShortNoFee          Sentence // {return} {hurdle}
	ForwardShort               Sentence // {return} {hurdle}
	NeitherReaches             Sentence // {forward} {reverse} {hurdle}
	ForwardPays, ReversePays   Sentence // {return} {hurdle} {bound} {distance}
	HolderPays                 Sentence // {gain}
	HolderNot                  Sentence // {loss} {bound}
	ExpiryDay                  Sentence // {gap}
	NoReturn                   Sentence // {why}
	FairOutside                Sentence // {hurdle}
	Kept                       string   // the last valid answer is shown

	FairValue                  string
	Band                       Sentence // {hurdle}
	Width                      Sentence // {points}
	Gap, PerLot, Basis         string
	PerLotValue                Sentence // {yuan}
	BasisAnnual                Sentence // {convention} {rate}
	BasisRaw                   Sentence // {rate}
	Strip                      Sentence // {lower} {market} {fair} {upper}
	Market, Fair, Lower, Upper string
	ReverseEnd, ForwardEnd     string
	HurdleLegend               Sentence // {hurdle}
	RateBandLegend             Sentence // {rate} {lower} {upper}
	SpotLegend                 Sentence // {spot}
	HolderLegend               Sentence // {bound}

	Forward, Reverse, Holder               string
	ForwardLegs, ReverseLegs, HolderLegs   string
	Missing, Reached                       Sentence // {points}
	HolderYear                             Sentence // {rate}
	Pays                                   string
	Probability                            Sentence // {p} {goal}
	GoalHurdle, GoalGain                   string
	MiniFair, MiniGap, MiniNone, MiniTrade string
	Announce                               Sentence // {verdict} {fair} {band}
	Copied, LinkCopied, NotCopied          string
	SavedAs                                Sentence // {name}
	Undone, Redone, Loaded                 string
	PresetSet                              Sentence // {name}
	Applied                                Sentence // {field} {value}
	Rules                                  Sentence // {date}
	RaisesNote                             string
}

// Need are the words of "what must be true".
type Need struct {
	_ [0]func() // not to be compared, which would cost the page a function of its length

	Title, Goal, Trade, Zero                  string
	Lead                                      Sentence // {trade} {target}
	LeadZero                                  Sentence // {trade}
	Variable, Now, Needed, Gap, Action, Apply string
	ApplyTo                                   Sentence // {field}
	None, NoEffect, Met, Days, Hopeless       string
	WouldNeed                                 Sentence // {value}
	Table                                     string
}

// Fall are the words of the waterfalls.
type Fall struct {
	Title, Scale, Item, Points string
	Which                      string
	Sinolink, Full             string
	ToUpper, ToLower           Sentence // {fair}
	Upper, Lower               string
	Steps                      map[string]string
	HurdleStep                 Sentence // {rate}
	NoBound                    Sentence // {why}
	OnlyFull                   string
}

// Bands are the words of the table of bands.
type Bands struct {
	Title, Name, Lower, Upper, Width, Market, Source string
	Inside, Below, Above, Not                        string
	Names, Formulas                                  map[string]string
	Sources                                          map[string]string
	FairOut                                          string
	OneSided                                         string
}

// Annual are the words of the annualisations.
type Annual struct {
	Title                              Sentence // {n}
	Note                               Sentence // {trading} {days}
	Table, Convention, Formula, Source string
	Result, Use                        string
	Premium, Discount, SignRule        string
	Names, Sources                     map[string]string
	Count                              []string // the number of conventions in words, by number
	Footer                             string
	Chosen                             Sentence // {name}
	UseThis                            Sentence // {name}
	Estimated                          string
}

// Price are the words of the theoretical price and the implied quantities.
type Price struct {
	Title, Table, Form, Value, Difference, Why string
	Whys                                       map[string]string
	Base, Days                                 string
	ImpliedTitle, ImpliedTable, Quantity       string
	Implied                                    string
	ImpliedNames, ImpliedNotes                 map[string]string
}

// Sens are the words of the sensitivity.
type Sens struct {
	Title, Table, X, Y, Output, From, To, Automatic string
	Ranges                                          string
	Caption                                         Sentence // {y} {x} {output}
	Outputs                                         map[string]string
	Meets, Now, HurdleLegend, NowLegend             string
	EffectTable, Change                             string
	Fair, LowerBound, UpperBound, ForwardYear       string
	ReverseYear, HolderGain                         string
	Bump                                            Sentence // {field} {bump}
	DaysLess                                        Sentence // {days}
	Days                                            string
	Same                                            string
	Grid, GridCancel, GridLabel, GridCanceled       string
	GridRunning                                     Sentence // {done} {total}
	GridFailed                                      Sentence // {why}
}

// Formula are the words of the formula panel.
type Formula struct {
	_ [0]func() // not to be compared, which would cost the page a function of its length

	Title, Label, Fair, Reverse, Forward, Lower, Upper, Holder string
	Note                                                       Sentence // {daycount} {legs} {proceeds}
	Once, Round, Frozen                                        string
	Interest                                                   Sentence // {rate}
	Method                                                     string
	Dividends, Letters                                         string
}

// Saved are the words of the saved scenarios.
type Saved struct {
	Title, Add, Table, Item, Empty, EmptyHint          string
	Band, Capital, Verdict, Holder, Contract, Date     string
	Forward, Reverse, Load, Delete, Rename, Show, Name string
	List, Full, CompareFull                            string
	LoadNamed, DeleteNamed, RenameNamed, ShowNamed     Sentence // {name}
	Deleted                                            Sentence // {name}
	Export                                             string
	Verdicts                                           map[string]string
	Unreadable                                         string
}
