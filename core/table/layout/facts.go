package layout

import (
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/market"
	"fairbasis/core/table"
)

// facts are what is known of a format besides its columns.
var facts = []struct {
	id      string
	begin   int
	units   string
	zero    bool
	partial bool
	power   int // of the amount
}{
	{id: "tongdaxin", begin: -1, units: "hands"},
	{id: "sina", begin: -1, units: "lots"},
	{id: "sina_daily", units: "lots", zero: true},
	{id: "eastmoney", begin: -1, units: "hands"},
	{id: "choice", partial: true},
	{id: "wind_matrix", zero: true},
	{id: "wind_plugin", zero: true},
	// The program heads its amount 成交额(百万). In the genuine file at hand this
	// is cut to (百): its first row holds 1,432,621.14 for 1,303,810 lots at
	// about 3,660 points of 300 yuan.
	{id: "wind_serial", power: 6},
	{id: "tushare", units: "lots", power: 4},
	{id: "ricequant", begin: -1},
	{id: "vnpy", begin: 1, units: "lots"},
	{id: "tqsdk", begin: 1, units: "lots"},
	{id: "wondertrader", begin: -1, units: "lots"},
	{id: "tradingview", begin: 1},
	{id: "yahoo", begin: 1, units: "shares"},
	{id: "metatrader", begin: 1},
	{id: "binance", begin: 1},
	{id: "kite", begin: 1, units: "shares"},
	{id: "cffex_daily", units: "lots", zero: true, power: 4},
	{id: "cffex_settle", units: "lots"},
}

// finish adds what follows from the format, from the title and from the names.
func (w *work) finish() {
	for _, f := range facts {
		if f.id != w.l.Format.ID {
			continue
		}
		w.l.Units, w.l.Zero, w.l.Partial = f.units, f.zero, f.partial
		if w.l.Begin == 0 {
			w.l.Begin = f.begin
		}
		for c := range w.l.Columns {
			if col := &w.l.Columns[c]; col.Role == table.Amount && col.Power == 0 {
				col.Power = f.power
			}
		}
	}
	for c := range w.l.Columns {
		if col := &w.l.Columns[c]; col.Role == table.Volume && w.l.Units == "" && strings.HasPrefix(bracket(col.Name), "股") {
			w.l.Units = "shares"
		}
	}
	if w.l.Symbol == "" && len(w.l.Blocks) == 0 {
		if first, _, _ := strings.Cut(w.l.Title, " "); isCodeText(first) || isProduct(first) {
			w.l.Symbol, w.l.From = first, "title"
		}
	}
	w.kind()
	w.units()
	if w.l.Format.ID == "metatrader" {
		w.tickVolume()
	}
	if w.stamp < 0 {
		w.day()
	}
	w.l.Footer, w.l.Missing = w.footers(), missingCells()
}

// kind says whether the file is of an index, where its symbol tells.
func (w *work) kind() {
	symbol := w.l.Symbol
	if symbol == "" {
		return
	}
	bare, _, _ := strings.Cut(symbol, ".")
	for _, p := range market.Products() {
		if bare == p.IndexCode {
			w.l.Kind = "index"
		}
	}
}

// units corrects what a format counts by what the rows are of. A program that
// counts hands of 100 shares for an index counts lots for a future: only that
// has open interest. The genuine Choice file of the CSI 300 begins with
// 7,412,868 on 2005-01-04, when 741,286,800 shares changed hands.
func (w *work) units() {
	symbol := w.l.Symbol
	for c := range w.l.Columns {
		if col := &w.l.Columns[c]; col.Role == table.Symbol && symbol == "" && len(col.Sample) > 0 {
			symbol = col.Sample[0]
		}
	}
	stock := len(symbol) >= 6 && digits([]byte(symbol)) == 6
	switch w.l.Format.ID {
	case "tongdaxin":
		if symbol != "" && !stock {
			w.l.Units = "lots"
		}
	case "choice":
		w.l.Units = "lots"
		if stock {
			w.l.Units = "hands"
		}
	case "tushare":
		if stock { // of an index, and its amount in thousands
			w.l.Units = "hands"
			for c := range w.l.Columns {
				if col := &w.l.Columns[c]; col.Role == table.Amount {
					col.Power = 3
				}
			}
		}
	}
	if w.l.Units != "shares" && w.hasRole(table.OpenInterest) {
		w.l.Units = "lots"
	}
}

// tickVolume prefers the traded volume of MetaTrader to its count of ticks
// where the file has one.
func (w *work) tickVolume() {
	ticks, traded := -1, -1
	for c, k := range w.keys {
		switch k {
		case "tickvol", "tickvolume":
			ticks = c
		case "vol", "volume":
			traded = c
		default:
			if k != "spread" {
				continue
			}
		}
		w.l.Columns[c].Role = table.Ignore
	}
	use := ticks
	if traded >= 0 && (ticks < 0 || slices.ContainsFunc(w.values(traded), func(v float64) bool { return v > 0 })) {
		use = traded
	}
	if use >= 0 {
		w.l.Columns[use].Role, w.l.Columns[use].Sure = table.Volume, true
	}
}

// day looks for a date above the data of a file whose rows have none.
func (w *work) day() {
	for i := 0; i < w.first; i++ {
		for _, cell := range w.head[i].cells {
			for at := range cell {
				if at > 0 && isDigit(cell[at-1]) {
					continue
				}
				part, width, _ := dateParts(cell[at:])
				if width >= 4 && isDayOf(part[0], part[1], part[2]) {
					w.l.Day = strconv.Itoa(part[0]*10000 + part[1]*100 + part[2])
					w.l.Day = w.l.Day[:4] + "-" + w.l.Day[4:6] + "-" + w.l.Day[6:]
					return
				}
			}
		}
	}
}
