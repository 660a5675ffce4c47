package table

import (
	"context"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// The operations that show and hand out bars that were loaded.
const (
	ViewKey     = op.Key[ViewInput, View]("bars")           // decimated, for a chart
	RowsKey     = op.Key[RowsInput, Rows]("rows")           // some rows as text
	ExportKey   = op.Key[ExportInput, Export]("export")     // clean bars as a file
	RejectedKey = op.Key[RejectedInput, Export]("rejected") // what was not read, as a file
	JoinKey     = op.Key[JoinInput, Joined]("join")         // several series on one clock
	DemoKey     = op.Key[DemoInput, Export]("demo")         // simulated data to try
)

// MaxPoints is the most points a view returns.
const MaxPoints = 5000

// Span is a part of a series: stamps in milliseconds of exchange time, as
// market.Bars has them. Zero bounds mean from the first and to the last bar.
type Span struct {
	From float64 `json:"from,omitempty" doc:"first stamp, ms of exchange time"`
	To   float64 `json:"to,omitempty" doc:"last stamp, ms of exchange time"`
}

func (s Span) check(fs *fault.Fields) {
	if s.To != 0 && s.To < s.From {
		fs.Add("to", "before_from", "must not be before from")
	}
}

// ViewInput asks for a series as a chart shows it.
type ViewInput struct {
	market.Source
	Span
	Points int `json:"points,omitempty" doc:"at most this many, 2 to 5000; 2000 if left out"`
}

// Validate checks the request.
func (in ViewInput) Validate() error {
	var fs fault.Fields
	in.Span.check(&fs)
	if in.Points != 0 {
		fs.Between("points", float64(in.Points), 2, MaxPoints)
	}
	return fs.Err()
}

// View is a series with as many points as a chart can show. Where bars were
// merged a point has the first open, the highest high, the lowest low, the last close and
// open interest, and the sum of the volumes: no extreme is lost. A column the
// file lacks is absent. A point without a close is left out, and the next one
// is marked in Gap; any other empty cell is named in Empty.
type View struct {
	Symbol       string    `json:"symbol"`
	Minutes      int       `json:"minutes"`
	Bars         int       `json:"bars" doc:"bars in the span, before merging"`
	Merged       int       `json:"merged" doc:"bars in one point, 1 where none were merged"`
	First        string    `json:"first"`
	Last         string    `json:"last"`
	Decimals     int       `json:"decimals" doc:"of the prices"`
	Time         op.Column `json:"time" doc:"ms of exchange time, the end of the last bar of the point"`
	Open         op.Column `json:"open,omitempty"`
	High         op.Column `json:"high,omitempty"`
	Low          op.Column `json:"low,omitempty"`
	Close        op.Column `json:"close,omitempty"`
	Volume       op.Column `json:"volume,omitempty"`
	OpenInterest op.Column `json:"open_interest,omitempty"`
	Gap          op.Column `json:"gap,omitempty" doc:"places of points before which bars are missing"`
	Empty        []Hole    `json:"empty,omitempty" doc:"points at which a column has no value, by column"`
}

// Hole names the points at which a column of a View has no value. The number
// that stands there fills the place and means nothing.
type Hole struct {
	Column string    `json:"column" doc:"open, high, low, volume or open_interest"`
	Points op.Column `json:"points" doc:"places, from 0"`
}

// RowsInput asks for rows of a series as text.
type RowsInput struct {
	market.Source
	From  int `json:"from,omitempty" doc:"first bar, from 0; negative counts from the end"`
	Count int `json:"count,omitempty" doc:"1 to 1000; 50 if left out"`
}

// Validate checks the request.
func (in RowsInput) Validate() error {
	var fs fault.Fields
	if in.Count != 0 {
		fs.Between("count", float64(in.Count), 1, 1000)
	}
	return fs.Err()
}

// Rows are bars as text, with all their decimals.
type Rows struct {
	Total   int        `json:"total" doc:"bars of the series"`
	From    int        `json:"from"`
	Columns []string   `json:"columns" doc:"stamp, then the roles present"`
	Cells   [][]string `json:"cells" doc:"one list per bar; empty text for an empty cell"`
	Row     []int      `json:"row" doc:"row of the file each bar was read from"`
}

// ExportInput asks for the clean bars of a series, or of all series of a file.
type ExportInput struct {
	Ref    string `json:"ref" doc:"the file, as the load reply names it"`
	Symbol string `json:"symbol,omitempty" doc:"all series of the file if left out, with a symbol column"`
	As     string `json:"as" enum:"csv,xlsx" doc:"form of the file"`
}

// Validate checks the request.
func (in ExportInput) Validate() error {
	var fs fault.Fields
	if in.Ref == "" {
		fs.Add("ref", "empty", "must name a file")
	}
	fs.OneOf("as", in.As, "csv", "xlsx")
	return fs.Err()
}

// Export is a file to save.
type Export struct {
	File op.File `json:"file"`
	Rows int     `json:"rows"`
}

// RejectedInput asks for all that was not read, with the reason of each row.
type RejectedInput struct {
	Ref string `json:"ref" doc:"the file, as the load reply names it"`
	As  string `json:"as" enum:"csv,xlsx" doc:"form of the file"`
}

// RejectedRow is a row of a file that became no bar, or a cell that became no value.
type RejectedRow struct {
	Part   string // sheet or member, where there are any
	Row    int    // of the file, from 1
	Column string // of the file by its header; "" for the whole row
	Reason string // code of a Problem, such as bad_stamp
	Text   string // the row or the cell as the file has it, decoded, cut to 80 bytes
}

// Validate checks the request.
func (in RejectedInput) Validate() error { return ExportInput{Ref: in.Ref, As: in.As}.Validate() }

// JoinInput asks for several series on one clock: a future with its index,
// the listed contracts of a product, or their continuous main series.
type JoinInput struct {
	Futures []market.Source `json:"futures" doc:"contracts of one product; one, or several to be chained"`
	Index   *market.Source  `json:"index,omitempty" doc:"the index beside them"`
	Roll    market.MainRule `json:"roll,omitempty" enum:"volume,open_interest,open_interest_prev,current_month" doc:"chain the contracts by this rule; left out: side by side"`
	Adjust  string          `json:"adjust,omitempty" enum:"none,difference,ratio" doc:"remove the jumps of a chain, counting back from the last contract"`
	Span
	Points int `json:"points,omitempty" doc:"at most this many in the reply"`
}

// Validate checks the request.
func (in JoinInput) Validate() error {
	var fs fault.Fields
	if len(in.Futures) == 0 {
		fs.Add("futures", "empty", "must name at least one series")
	}
	if in.Roll != "" {
		if _, err := market.MainRuleNamed(string(in.Roll)); err != nil {
			fs.Merge("roll", err)
		}
	}
	if in.Adjust != "" {
		fs.OneOf("adjust", in.Adjust, "none", "difference", "ratio")
	}
	in.Span.check(&fs)
	return fs.Err()
}

// Joined is what came of joining: how well the series fit, and their points.
type Joined struct {
	First       string `json:"first"`
	Last        string `json:"last"`
	Minutes     int    `json:"minutes" doc:"length of the bars; shorter bars of one side were merged into it"`
	Bars        int    `json:"bars" doc:"stamps that every series has"`
	OnlyFutures int    `json:"only_futures" doc:"stamps only the futures have"`
	OnlyIndex   int    `json:"only_index" doc:"stamps only the index has"`
	Rolls       []Roll `json:"rolls,omitempty"`
	Chain       *View  `json:"chain,omitempty" doc:"the continuous series"`
	Futures     []View `json:"futures,omitempty" doc:"side by side, where nothing is chained"`
	Index       *View  `json:"index,omitempty"`
}

// Roll is the change from one contract to the next in a continuous series.
type Roll struct {
	Time  float64 `json:"time" doc:"stamp of the first bar of the new contract, ms of exchange time"`
	Day   string  `json:"day"`
	From  string  `json:"from"`
	To    string  `json:"to"`
	Shift float64 `json:"shift" doc:"added to all earlier prices, or the factor they are multiplied by; 0 or 1 where nothing is adjusted"`
}

// DemoInput asks for simulated data. It is the same on every device.
type DemoInput struct {
	Name string `json:"name" enum:"minute,daily" doc:"minute: a future and its index for some weeks; daily: four contracts and the index for some years"`
}

// Validate checks the request.
func (in DemoInput) Validate() error {
	var fs fault.Fields
	fs.OneOf("name", in.Name, "minute", "daily")
	return fs.Err()
}

// Sizes implements op.Sized.
func (in DemoInput) Sizes(add func(path string, count, cells int)) {
	cells := 60_000
	if in.Name == "daily" {
		cells = 20_000
	}
	add("name", 1, cells)
}

// Resolve looks up the bars of every series named.
func (in *JoinInput) Resolve(ctx context.Context) error {
	return market.ResolveAll(ctx, in.Futures, in.Index)
}
