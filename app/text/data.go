package text

import (
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/table"
)

// Data are the words of the data page. Sentences mark with ** what decides.
type Data struct {
	Printed                string
	Count                  Sentence // {files} {rows}
	CountOne               Sentence // {rows}: one file
	Empty, EmptyText       string
	Local                  string
	Drop, DropText, Choose string
	DropName               string // accessible name of the file input
	SampleMinute           string
	SampleDaily            string
	SampleNote             string
	Shortcuts              string // of the keys of this page

	Jobs                          string   // accessible name of the list of jobs
	Waiting, Saving, Reading      Sentence // {name}
	Exporting, Joining            Sentence // {name}
	Rows, Bytes                   Sentence // {done} {total}
	Rate                          Sentence // {rate}
	Progress                      Sentence // {name}
	Cancel                        string
	CancelNamed                   Sentence // {name}
	Canceled                      Sentence // {name}
	Read                          Sentence // {name} {rows}
	ReadProblems                  Sentence // {name} {rows} {n}
	Known                         Sentence // {name} {as}
	Refused                       Sentence // {name} {why}
	RefusedTitle, NothingLost     string
	Again, AgainNamed             string
	NotSaved                      Sentence // {name} {why}
	NotSavedHelp, Retry, KeptOnly string
	ListFailed, ActionFailed      Sentence // {why}
	EngineDied                    string

	Files, FilesNote, File, As, Encoding, RowsHead, Range, Status, Actions string
	Usable, Unread, Unsaved                                                string
	Problems                                                               Sentence // {n}: kinds of findings
	Problem                                                                string   // one kind
	Mistakes                                                               Sentence // {n}: kinds of errors
	Mistake                                                                string
	Open, Delete, Keep, ReallyDelete                                       Sentence // {name}
	DeleteShort, KeepShort, Deleted                                        string
	Size                                                                   Sentence // {size}
	Months                                                                 Sentence // {name} {minutes}
	Daily, Minute                                                          Sentence // {format}; {format} {minutes}

	Facts, FactsOf, Format, Container, Delimiter, Header, Order, BarLength, PerDay, Skipped, Added string
	HeaderRow, NoHeader                                                                            Sentence // {row}
	Minutes, BarsPerDay                                                                            Sentence // {n}
	DayBars, MixedBars, NoContainer, NotSure                                                       string
	StampMeans, Zone, Units, Symbol, Kind, Part, Day, DateOrder, KeepZeros                         string
	SymbolHint, DayHint, KeepZerosHint, PartsAll, Auto                                             string
	Automatic                                                                                      Sentence // {value}
	Nothing                                                                                        string   // a fact nobody knows
	Because                                                                                        Sentence // {evidence}
	Reset, Corrected, NoCorrections, ResetDone, CorrectionFailed, Correcting                       string
	Rename, Name, RenameDone, CSV, XLSX, ExportAll                                                 string
	Sheets, SheetUsed, SheetUnused                                                                 Sentence // {names}; {name} {why}

	SeriesTitle, SeriesTable, Series, RowsDays, Stretches, Tick, From  string
	Unnamed                                                            string
	DaysCount, StretchCount                                            Sentence // {n}
	ShowAll                                                            Sentence // {n}
	ShowFewer                                                          string
	Roles, RolesNote, RolesTable, ColumnHead, Meaning, Cells, Decimals string
	EmptyCells                                                         Sentence // {n}
	NoName                                                             string
	MeaningOf                                                          Sentence // {column}
	SeriesOf                                                           Sentence // {symbol}

	Findings, FindingsTable, FindingsNote, NoFindings, RowsOf, Finding, Done string
	ExportFindings, ExportRejected, NoRejected, Severity                     string
	MoreRows                                                                 Sentence // {rows} {n}: and so many more
	Times                                                                    Sentence // {n}
	InPart, InColumn                                                         Sentence // {part}; {column}

	AndMore                                                                       Sentence // {n}
	Preview, PreviewOf, Chart, Whole, ZoomIn, ZoomOut, Earlier, Later, Twin, Save string
	ChartSays                                                                     Sentence // {symbol} {bars} {first} {last} {low} {high}
	ChartLine                                                                     Sentence // {bars} {first} {last}
	Merged                                                                        Sentence // {n}
	NoChart                                                                       Sentence // {why}
	ZoomTools, Price, VolumeHead, GapMark                                         string
	Table, TableOf, Row, FirstPage, PreviousPage, NextPage, LastPage              string
	Page                                                                          Sentence // {from} {to} {total}
	Time                                                                          string

	Join, JoinNote, Futures, Index, NoIndex, RollRule, SideBySide, Adjust, Run string
	AllOf                                                                      Sentence // {product} {n} {file}
	OneOf                                                                      Sentence // {symbol} {file}
	Matched, OnlyFutures, OnlyIndex, RollTable, RollDay, RollFrom, RollTo      string
	Shift, Factor, Joined, JoinTwin, JoinEmpty, NoRolls, JoinExport            string
	RollRules, Adjusts                                                         map[string]string

	Storage, Used, UsedFiles, Quota, Persistence, Persisted, NotPersisted, NoRoom string
	AskPersist, PersistGiven, PersistRefused, Calendar, Clear, ReallyClear        string
	ClearYes, Cleared, UnknownRoom                                                string
	CalendarTo                                                                    Sentence // {to}
	ExportEach                                                                    Sentence // {n}

	Formats     map[string]string // by table.Format.ID
	Encodings   map[string]string
	Containers  map[string]string
	Delimiters  map[string]string
	Orders      map[string]string
	Stamps      map[string]string
	UnitNames   map[string]string
	Kinds       map[string]string
	DateOrders  map[string]string
	RoleNames   map[string]string
	Evidence    map[string]string
	Sources     map[string]string // where a symbol comes from
	Whys        map[string]string // why a part was not used
	Zones       map[string]string
	Severities  map[string]string
	ActionNames map[string]string
	Says        map[string]Sentence // by table.Problem.Code
}

// Problem says in this language what was found; a code nobody has translated
// falls back to the English message.
func (w *Words) Problem(p table.Problem) string {
	d := &w.Data
	s, ok := d.Says[p.Code]
	if !ok {
		return p.Message
	}
	pairs := make([]string, 0, 2*len(p.Params)+2)
	for name, value := range p.Params {
		switch name {
		case "stamp":
			value = named(d.Stamps, value)
		case "why":
			value = named(d.Whys, value)
		case "zone":
			value = named(d.Zones, value)
		case "order":
			value = named(d.DateOrders, value)
		case "from", "to":
			value = named(d.UnitNames, value)
		}
		pairs = append(pairs, name, value)
	}
	return s.With(append(pairs, "count", strconv.Itoa(p.Count))...)
}

// Refusal says in this language why a whole question was refused.
func (w *Words) Refusal(f *fault.Error) string {
	if len(f.Fields) > 0 {
		first := f.Fields[0]
		switch { // the same word means something else of a number
		case first.Code == "empty" && first.Params["want"] == "":
			first.Code = "empty_file"
		case first.Code == "html" || first.Code == "xml" || first.Code == "json" || first.Code == "binary":
			first.Code = map[string]string{"html": "html_file", "xml": "html_file", "json": "json_file", "binary": "binary_file"}[first.Code]
		}
		if most := first.Params["max"]; most != "" && first.Params["limit"] == "" { // the scanner's word for it
			first.Params = map[string]string{"limit": most, "row": first.Params["row"], "max": most}
		}
		if _, ok := w.Faults[first.Code]; !ok || first.Code == table.UnknownSymbol && first.Params["known"] == "" {
			return w.Problem(table.Problem{Code: first.Code, Message: first.Message, Params: first.Params})
		}
		return w.Fault(first)
	}
	if f.Code == fault.Canceled {
		return w.Data.Nothing
	}
	return f.Message
}

// named is the word for a stable name, or the name where there is no word.
func named(words map[string]string, name string) string {
	if s, ok := words[name]; ok {
		return s
	}
	return name
}

// Named is the word for a stable name, or the name where there is no word.
func Named(words map[string]string, name string) string { return named(words, name) }
