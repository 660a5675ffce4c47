package layout

import (
	"bytes"
	"strings"

	"fairbasis/core/market"
	"fairbasis/core/table"
	"fairbasis/core/table/scan"
)

// has reports whether the header has all the names, normalised.
func (w *work) has(names ...string) bool {
	for _, name := range names {
		found := false
		for _, k := range w.keys {
			found = found || k == name
		}
		if !found {
			return false
		}
	}
	return true
}

// inOrder reports whether the names follow each other in the header.
func (w *work) inOrder(names ...string) bool {
	return strings.Contains("|"+strings.Join(w.keys, "|")+"|", "|"+strings.Join(names, "|")+"|")
}

// tail reports whether the last lines of the text hold s in its encoding.
func (w *work) tail(s string) bool {
	end := w.text[max(0, len(w.text)-400):]
	return bytes.Contains(end, []byte(w.raw(s)))
}

// identify names the format.
func (w *work) identify() {
	if w.l.Format.ID != "" {
		return
	}
	id, certain := w.named()
	w.l.Format = table.Format{ID: id, Certain: certain}
}

func (w *work) named() (id string, certain bool) {
	if w.top < 0 {
		return w.nameless()
	}
	angled := bytes.IndexByte(w.text[w.l.HeaderAt:w.l.HeaderEnd], '<') >= 0
	upper := bytes.Contains(w.text[w.l.HeaderAt:w.l.HeaderEnd], []byte("<DATE>"))
	form := w.l.Form
	switch {
	case w.has("price", "close", "open") && w.keys[0] == "price" && w.l.Columns[0].Role == table.Stamp:
		return "yahoo", true // with a row of tickers below the names
	case w.isMatrix():
		return "wind_matrix", strings.IndexByte(w.l.Columns[w.l.Blocks[0].Columns[0]].Name, '.') > 0
	case w.has("合约代码", "今开盘", "今收盘"):
		return "cffex_daily", true
	case w.stamp < 0 && w.hasRole(table.Symbol) && w.hasRole(table.Settle) && !w.hasRole(table.Open):
		return "cffex_settle", true
	case w.has("tscode", "tradedate"):
		return "tushare", true
	case w.has("证券代码", "交易时间", "收盘价") || w.tail("Choice"):
		return "choice", true
	case w.has("动态结算价", "收盘价"):
		return "sina_daily", true
	case w.has("代码", "名称", "日期") && (form == scan.ExcelDay || w.has("开盘价", "收盘价")):
		return "wind_serial", form == scan.ExcelDay
	case w.tail("通达信"), w.has("日期", "开盘", "最高", "最低", "收盘", "成交量", "成交额") && strings.Contains(w.l.Title, "线"),
		w.inOrder("日期", "时间", "开盘", "最高", "最低", "收盘", "成交量", "成交额"), w.inOrder("日期", "开盘", "最高", "最低", "收盘", "成交量", "成交额"):
		return "tongdaxin", true
	case w.inOrder("开盘", "收盘", "最高", "最低", "成交量", "成交额"):
		return "eastmoney", true
	case w.has("datetime", "datetimenano"):
		return "tqsdk", true
	case w.has("orderbookid"):
		return "ricequant", true
	case w.has("symbol", "exchange", "datetime", "open", "close"):
		return "vnpy", true
	case w.has("tradingsymbol"):
		return "kite", true
	case w.has("opentime", "closetime", "open", "close"):
		return "binance", true
	case w.has("adjclose", "open", "close"):
		return "yahoo", true
	case angled && (w.has("ticker") || w.has("per")):
		return "metastock", true
	case angled && (w.has("tickvol") || w.has("spread")):
		return "metatrader", true
	case angled && upper:
		if s := w.stats[max(w.stamp, 0)]; s.mostly(isMarked) {
			return "metatrader", true
		}
		return "metastock", true
	case angled:
		return "wondertrader", true
	case w.inOrder("datetime", "open", "high", "low", "close", "volume", "hold"):
		return "sina", true
	case w.has("open", "close", "high", "low", "volume", "money"):
		return "joinquant", true
	case w.stamp >= 0 && w.inOrder("time", "open", "high", "low", "close") && w.l.UTC:
		return "tradingview", true
	}
	for _, role := range []table.Role{table.Open, table.High, table.Low, table.Close, table.Settle} {
		if w.hasRole(role) && !(role == table.Close && len(w.over) > 0) {
			return "plain", false
		}
	}
	return "values", false
}

// isMatrix reports whether every column is one price of another contract.
func (w *work) isMatrix() bool {
	for _, b := range w.l.Blocks {
		if len(b.Columns) != 1 || !isBare(w.l.Columns[b.Columns[0]]) {
			return false
		}
	}
	return len(w.l.Blocks) > 0
}

// isBare reports whether a column has the code of a contract for its name.
func isBare(c Column) bool { return isCodeText(c.Name) && c.Symbol == c.Name }

// nameless names the format of a file without a header.
func (w *work) nameless() (id string, certain bool) {
	if w.stamp >= 0 {
		s := &w.stats[w.stamp]
		sample := []byte(nil)
		if r := w.data[0]; w.stamp < len(r.cells) {
			sample = r.cells[w.stamp]
		}
		switch {
		case w.comma == ';' && s.mostly(isTimed) && !s.mostly(isMarked) && len(sample) == 15:
			return "ninjatrader", true
		case w.clock >= 0 && len(sample) == 10 && sample[4] == '.' && w.stats[w.clock].mostly(isColon):
			return "metatrader", true
		case w.tail("通达信"):
			return "tongdaxin", true
		case w.clock >= 0 && len(sample) == 10 && sample[4] == '/' && w.isPaddedClock(w.clock):
			return "tongdaxin", false
		}
	}
	return "plain_headerless", false
}

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
	w.l.Footer, w.l.Missing = w.footers(), missingCells(w.enc)
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
	ticks, real := -1, -1
	for c, k := range w.keys {
		switch k {
		case "tickvol", "tickvolume":
			ticks = c
		case "vol", "volume":
			real = c
		case "spread":
			w.l.Columns[c].Role = table.Ignore
		}
	}
	if ticks < 0 || real < 0 {
		return
	}
	use, leave := ticks, real
	v, ok := w.values(real)
	for i := range v {
		if ok[i] && v[i] > 0 {
			use, leave = real, ticks
			break
		}
	}
	w.l.Columns[use].Role, w.l.Columns[use].Sure = table.Volume, true
	w.l.Columns[leave].Role = table.Ignore
}

// day looks for a date above the data of a file whose rows have none.
func (w *work) day() {
	for i := 0; i < w.first; i++ {
		for _, cell := range w.head[i].cells {
			for at := 0; at < len(cell); at++ {
				n := at
				for n < len(cell) && (isDigit(cell[n]) || mark(cell[n:]) > 0) {
					n += max(1, mark(cell[n:]))
				}
				if n > at && isDigit(cell[at]) {
					if k := what(cell[at:n]); k&isDay != 0 && k&isTimed == 0 {
						w.l.Day = dayText(cell[at:n])
						return
					}
				}
				at = max(at, n-1)
			}
		}
	}
}

// dayText writes a day with the year first as 2024-09-13.
func dayText(cell []byte) string {
	if digits(cell) == 8 {
		return string(cell[:4]) + "-" + string(cell[4:6]) + "-" + string(cell[6:8])
	}
	var out []byte
	for i := range 3 {
		n := digits(cell)
		if i > 0 {
			out = append(out, '-')
			if n == 1 {
				out = append(out, '0')
			}
		}
		out = append(out, cell[:n]...)
		cell = cell[n:]
		if i < 2 {
			cell = cell[mark(cell):]
		}
	}
	return string(out)
}
