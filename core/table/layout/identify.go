package layout

import (
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/market"
	"fairbasis/core/table"
	"fairbasis/core/table/scan"
)

// signs of a format besides the names of its columns.
const (
	signMatrix   = 1 << iota // every column is one price of another contract
	signNoStamp              // no column has dates
	signSettle               // there is a settlement price and no open
	signSerial               // dates are serial days of Excel
	signBroker               // the last line names the program, TongDaXin
	signChoice               // the last line names Choice
	signTitle                // the title says of which line of a chart: 1分钟线
	signAngled               // names stand in angle brackets
	signUpper                // and in capitals
	signMarked               // dates have their parts separated
	signUTC                  // stamps count from the epoch or have an offset
	signPrices               // the first name says Price over a column of dates
	signNameless             // there is no header
	signPacked               // stamps are written 20240102 093100
	signDotted               // dates are written 2024.01.02, beside a time with colons
	signSlashed              // dates are written 2024/01/02, beside a time without
	signSemicolon
)

// rules name the format by its signs and the names of its columns, normalised:
// every group of names, which are between blanks, must be in the header, those
// with bars between them one behind the other. The first rule that holds names
// the format; ~ says that the program is not certain.
var rules = []struct {
	id    string
	signs int
	names string
}{
	{"ninjatrader", signNameless | signSemicolon | signPacked, ""},
	{"metatrader", signNameless | signDotted, ""},
	{"tongdaxin", signNameless | signBroker, ""},
	{"~tongdaxin", signNameless | signSlashed, ""},
	{"~plain_headerless", signNameless, ""},
	{"yahoo", signPrices, "close open"}, // with a row of tickers below the names
	{"wind_matrix", signMatrix, ""},
	{"cffex_daily", 0, "合约代码 今开盘 今收盘"},
	{"cffex_settle", signNoStamp | signSettle, ""},
	{"tushare", 0, "tscode tradedate"},
	{"choice", 0, "证券代码 交易时间 收盘价"},
	{"choice", signChoice, ""},
	{"sina_daily", 0, "动态结算价 收盘价"},
	{"wind_serial", signSerial, "代码 名称 日期"},
	{"~wind_serial", 0, "代码 名称 日期 开盘价 收盘价"},
	{"tongdaxin", signBroker, ""},
	{"tongdaxin", signTitle, "日期 开盘 最高 最低 收盘 成交量 成交额"},
	{"tongdaxin", 0, "日期|时间|开盘|最高|最低|收盘|成交量|成交额"},
	{"tongdaxin", 0, "日期|开盘|最高|最低|收盘|成交量|成交额"},
	{"eastmoney", 0, "开盘|收盘|最高|最低|成交量|成交额"},
	{"tqsdk", 0, "datetime datetimenano"},
	{"ricequant", 0, "orderbookid"},
	{"vnpy", 0, "symbol exchange datetime open close"},
	{"kite", 0, "tradingsymbol"},
	{"binance", 0, "opentime closetime open close"},
	{"yahoo", 0, "adjclose open close"},
	{"metastock", signAngled, "ticker"},
	{"metastock", signAngled, "per"},
	{"metatrader", signAngled, "tickvol"},
	{"metatrader", signAngled, "spread"},
	{"metatrader", signAngled | signUpper | signMarked, ""},
	{"metastock", signAngled | signUpper, ""},
	{"wondertrader", signAngled, ""},
	{"sina", 0, "datetime|open|high|low|close|volume|hold"},
	{"joinquant", 0, "open close high low volume money"},
	{"tradingview", signUTC, "time|open|high|low|close"},
}

// identify names the format.
func (w *work) identify() {
	if w.l.Format.ID != "" {
		return
	}
	signs, header := w.signs(), "|"+strings.Join(w.keys, "|")+"|"
	for i := range rules {
		r := &rules[i]
		fits := signs&r.signs == r.signs
		for names := r.names; fits && names != ""; {
			var name string
			name, names, _ = strings.Cut(names, " ")
			fits = strings.Contains(header, "|"+name+"|")
		}
		if fits {
			w.l.Format.ID, w.l.Format.Certain = strings.TrimPrefix(r.id, "~"), r.id[0] != '~'
			if r.id == "wind_matrix" { // codes of the exchange alone may be anyone's
				w.l.Format.Certain = strings.IndexByte(w.l.Blocks[0].Symbol, '.') > 0
			}
			return
		}
	}
	w.l.Format.ID = "values"
	for c := range w.l.Columns {
		switch w.l.Columns[c].Role {
		case table.Open, table.High, table.Low, table.Settle:
			w.l.Format.ID = "plain"
		case table.Close:
			if len(w.over) == 0 {
				w.l.Format.ID = "plain"
			}
		}
	}
}

// signs collects what rules ask for.
func (w *work) signs() (signs int) {
	set := func(sign int, is bool) {
		if is {
			signs |= sign
		}
	}
	end := string(w.text[max(0, len(w.text)-400):])
	set(signBroker, strings.Contains(end, w.raw("通达信")))
	set(signChoice, strings.Contains(end, "Choice"))
	set(signTitle, strings.Contains(w.l.Title, "线"))
	set(signNameless, w.top < 0)
	set(signSemicolon, w.comma == ';')
	set(signNoStamp, w.stamp < 0)
	set(signSettle, w.hasRole(table.Symbol) && w.hasRole(table.Settle) && !w.hasRole(table.Open))
	set(signSerial, w.l.Form == scan.ExcelDay)
	set(signUTC, w.l.UTC)
	header := string(w.text[w.l.HeaderAt:w.l.HeaderEnd])
	set(signAngled, strings.IndexByte(header, '<') >= 0)
	set(signUpper, strings.Contains(header, "<DATE>"))
	matrix := len(w.l.Blocks) > 0
	for _, b := range w.l.Blocks {
		matrix = matrix && len(b.Columns) == 1 && w.l.Columns[b.Columns[0]].Name == b.Symbol && isCodeText(b.Symbol)
	}
	set(signMatrix, matrix)
	if w.stamp < 0 {
		return signs
	}
	set(signPrices, len(w.keys) > 0 && w.keys[0] == "price" && w.stamp == 0)
	s := &w.stats[w.stamp]
	sample := w.l.Columns[w.stamp].sample()
	set(signMarked, s.mostly(isMarked))
	set(signPacked, s.mostly(isTimed) && !s.mostly(isMarked) && len(sample) == 15)
	if w.clock >= 0 && len(sample) == 10 {
		set(signDotted, sample[4] == '.' && w.stats[w.clock].mostly(isColon))
		set(signSlashed, sample[4] == '/' && w.isPaddedClock(w.clock))
	}
	return signs
}

func (w *work) hasRole(role table.Role) bool {
	for c := range w.l.Columns {
		if w.l.Columns[c].Role == role {
			return true
		}
	}
	return false
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
