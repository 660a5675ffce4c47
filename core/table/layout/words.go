package layout

import (
	"strings"

	"fairbasis/core/table"
)

// stampWord is the role of every column named after a date or a time; its
// values say whether it is a Stamp, a Date or a Clock.
const stampWord = table.Stamp

// words are the names of columns by role, normalised as key does, between
// bars. They are those of the programs that formats.go lists, of broker
// terminals, and the plain words for these things in Chinese and English.
var words = []struct {
	role table.Role
	list string
}{
	{stampWord, "|date|time|datetime|timestamp|tradedate|tradingdate|tradeday|tradingday|tradetime|opentime|begintime|starttime|bartime|gmttime|utctime|gmtdate|day|dt|dtyyyymmdd|" +
		"bob|eob|endtime|localtime|日期|时间|交易日期|交易日|交易时间|日期时间|数据日期|开始时间|结束时间|起始时间|时刻|年月日|更新时间|"},
	{table.Open, "|open|o|openprice|opening|openingprice|openpx|px_open|开|开盘|开盘价|今开|今开盘|今开盘价|开盘点位|开盘价格|"},
	{table.High, "|high|h|highprice|highest|highestprice|highpx|高|最高|最高价|最高点位|最高价格|最高成交价|"},
	{table.Low, "|low|l|lowprice|lowest|lowestprice|lowpx|低|最低|最低价|最低点位|最低价格|最低成交价|"},
	{table.Close, "|close|c|last|closeprice|closing|closingprice|lastprice|closepx|price|收|收盘|收盘价|今收|今收盘|今收盘价|收盘点位|收盘价格|最新|最新价|现价|价格|"},
	{table.Settle, "|settle|settlement|settleprice|settlementprice|settlepx|结算|结算价|今结算|今结算价|当日结算价|本日结算价|动态结算价|结算价格|"},
	{table.PreClose, "|preclose|precloseprice|prevclose|previousclose|lastclose|昨收|昨收盘|昨收价|昨收盘价|前收|前收盘|前收盘价|前收价|昨日收盘价|"},
	{table.PreSettle, "|presettle|presettlement|presettleprice|presettlementprice|prevsettle|prevsettlement|昨结|昨结算|昨结算价|前结|前结算|前结算价|上日结算价|昨日结算价|"},
	{table.Volume, "|volume|vol|v|qty|tradevolume|tradingvolume|tickvol|tickvolume|成交量|成交手数|总手|总量|成交数量|交易量|量|"},
	{table.Amount, "|amount|money|turnover|totalturnover|tradevalue|quotevolume|quoteassetvolume|tradingamount|成交额|成交金额|金额|总金额|成交总额|额|"},
	{table.OpenInterest, "|openinterest|openint|oi|hold|position|closeoi|closeinterest|opi|holding|持仓量|持仓|空盘量|未平仓|未平仓量|持仓手数|总持仓|未平仓合约|"},
	{table.Spot, "|spot|spotclose|spotprice|indexclose|underlying|underlyingclose|现货|现货价|现货价格|现货收盘价|指数收盘价|指数收盘|标的|标的价格|标的收盘价|"},
	{table.Symbol, "|symbol|code|contract|contractcode|tscode|instrument|instrumentid|orderbookid|ticker|tradingsymbol|thscode|windcode|secid|seccode|secucode|vtsymbol|" +
		"代码|证券代码|合约|合约代码|股票代码|指数代码|品种代码|交易代码|合约编码|合约编号|交割月份|"},
	{table.SymbolName, "|name|secname|shortname|instrumentname|名称|证券名称|合约名称|证券简称|股票名称|指数名称|品种名称|品种|简称|合约简称|"},
	{table.Ignore, "|ignore|closetime|datetimenano|per|openoi|expiry|expirydate|verifiedexpirydate|lasttradingday|listdate|delistdate|exchange|product|variety|sequence|unnamed0|序号|上市日|上市日期|最后交易日|到期日|交割日|"},
}

// roleOf returns the role that a normalised name stands for, "" for none.
func roleOf(key string) table.Role {
	if key == "" || strings.IndexByte(key, '|') >= 0 {
		return ""
	}
	key = "|" + key + "|"
	for i := range words {
		if strings.Contains(words[i].list, key) {
			return words[i].role
		}
	}
	return ""
}

// key normalises the name of a column: lower case, without blanks, marks and
// what stands in brackets. <DATE>, Adj.Close and 开盘价(元) become date,
// adjclose and 开盘价.
func key(name string) string {
	var b strings.Builder
	depth := 0
	for _, r := range name {
		switch r {
		case '(', '（', '[', '【':
			depth++
			continue
		case ')', '）', ']', '】':
			depth--
			continue
		case ' ', '\t', '_', '.', '-', '<', '>', '"', '\'', '*', '#', '%', ':', '：', '/', '\u3000', '\u00A0', '\uFEFF', '\n', '\r':
			continue
		}
		if depth > 0 {
			continue
		}
		switch {
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r >= 'Ａ' && r <= 'Ｚ':
			r += 'a' - 'Ａ'
		case r >= 'ａ' && r <= 'ｚ':
			r += 'a' - 'ａ'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// bracket returns what a name says in brackets: 元 of 开盘价(元).
func bracket(name string) string {
	from := strings.Index(name, "(")
	size := 1
	if from < 0 {
		from, size = strings.Index(name, "（"), len("（")
	}
	if from < 0 {
		return ""
	}
	unit, _, _ := strings.Cut(name[from+size:], ")")
	unit, _, _ = strings.Cut(unit, "）")
	return strings.TrimSpace(unit)
}

// power returns the power of ten that a unit such as 万元 stands for.
func power(unit string) int {
	switch {
	case strings.HasPrefix(unit, "百万"):
		return 6
	case strings.HasPrefix(unit, "千万"):
		return 7
	case strings.HasPrefix(unit, "万"):
		return 4
	case strings.HasPrefix(unit, "亿"):
		return 8
	case strings.HasPrefix(unit, "千"):
		return 3
	}
	return 0
}

// exchanges are the suffixes of codes as data vendors write them.
const exchanges = "|CFE|CFX|CFFEX|CCFX|SH|SZ|XSHG|XSHE|SSE|SZSE|CSI|CNI|DCE|CZC|CZCE|SHF|SHFE|INE|GFE|GFEX|WI|HK|"

// indexNames are names of indices without a code, in the form of key.
const indexNames = "|csi300|csi500|csi1000|sse50|hs300|沪深300|中证500|中证1000|上证50|沪深300指数|中证500指数|中证1000指数|上证50指数|"

// isCodeText reports whether s reads as the code of a contract or an index:
// IF2412, rb2405, IF1505.CFE, CFFEX.IF2412, 000300, 000300.SH, KQ.m@SHFE.rb.
func isCodeText(s string) bool {
	if len(s) < 4 || len(s) > 32 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '.' || c == '@' || c == '_' || c == '-') {
			return false
		}
	}
	if strings.IndexByte(s, '@') > 0 {
		return true
	}
	if at := strings.LastIndexByte(s, '.'); at > 0 {
		return strings.Contains(exchanges, "|"+s[at+1:]+"|") || strings.Contains(exchanges, "|"+s[:strings.IndexByte(s, '.')]+"|")
	}
	n := 0
	for n < len(s) && !isDigit(s[n]) {
		n++
	}
	d := digits([]byte(s[n:]))
	if n+d != len(s) {
		return false
	}
	return n == 0 && d == 6 || n >= 1 && n <= 2 && (d == 3 || d == 4)
}

// isProduct reports whether s is the code of a product without a month.
func isProduct(s string) bool { return s == "IF" || s == "IH" || s == "IC" || s == "IM" }

// prefixed takes the name of a column of a wide file apart: symbol and role of
// KQ.m@SHFE.rb.open, IF_close, IF2412收盘价, IF1505.CFE; ok is false for others.
func prefixed(name string) (symbol string, role table.Role, ok bool) {
	name = strings.TrimSpace(name)
	if len(name) > 80 {
		return "", "", false // no code and no role is as long, and the search is quadratic
	}
	for i := 1; i < len(name); i++ { // the longest role first: close_oi, not oi
		head, tail := name[:i], name[i:]
		switch c := name[i]; {
		case c == '.' || c == '_' || c == ' ' || c == ':' || c == '-':
			tail = name[i+1:]
		case c >= 0x80 && name[i-1] < 0x80:
		default:
			continue
		}
		if role = roleOf(key(tail)); role == "" || role == stampWord {
			continue
		}
		if isCodeText(head) || isProduct(head) || strings.Contains(indexNames, "|"+key(head)+"|") {
			return head, role, true
		}
	}
	if isCodeText(name) || strings.Contains(indexNames, "|"+key(name)+"|") {
		return name, table.Close, true
	}
	return "", "", false
}
