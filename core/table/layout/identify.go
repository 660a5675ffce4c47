package layout

import (
	"strings"

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
