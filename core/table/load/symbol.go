package load

import (
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
)

// identity is what a symbol stands for.
type identity struct {
	symbol  string // IF2412, 000300, or as the file wrote it
	kind    market.Kind
	product string // IF, IH, IC or IM, also of the index behind it; "" for none
}

// exchanges stand before or behind a code, separated from it by a dot.
var exchanges = []string{"CFFEX", "CCFX", "CFE", "CFX"}

// continuous are the endings of a product code that name a chain of contracts,
// as vendors write them: IFL, IFL1, IF00, IF88, IF.HOT, IF00C1, IF主力.
// C1 and 00C1 are the current month at Choice, L3 the second quarter at tushare.
var continuous = []string{"", "L", "L0", "L1", "L2", "L3", "0", "00", "01", "02", "03", "1", "2", "3", "4", "88", "888", "8888", "99", "999", "9999",
	"00C1", "00C2", "00C3", "00C4", "C1", "C2", "C3", "C4", ".HOT", ".2ND", "HOT", "MAIN", "M", "主力", "主连", "主力连续", "主力合约", "连续", "指数",
	"当月", "当月连续", "下月", "下月连续", "当季", "当季连续", "下季", "下季连续", "隔季", "隔季连续"}

// identify reads a symbol, and the name beside it, if there is one.
func identify(symbol, name string) identity {
	as := identity{symbol: strings.TrimSpace(symbol), kind: market.Other}
	code := narrow(symbol)
	if c, ok := contractOf(code); ok {
		return identity{c.Code, market.FutureContract, c.Product.ID}
	}
	if p, ok := chainOf(code); ok {
		as.kind, as.product = market.Continuous, p
		return as
	}
	if p, ok := indexOf(code, narrow(name)); ok {
		return identity{p.IndexCode, market.Index, p.ID}
	}
	if strings.Contains(name, "指数") || strings.Contains(symbol, "指数") {
		as.kind = market.Index
	}
	return as
}

// narrow is text in capitals without blanks, full-width letters and digits made narrow.
func narrow(text string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		switch {
		case r <= ' ' || r == '\u3000' || r == '\uFEFF' || r == '\u00A0':
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		}
		return r
	}, text))
}

// bare drops the exchange from a code in capitals.
func bare(code string) string {
	if rest, ok := strings.CutPrefix(code, "KQ.M@"); ok { // TqSdk: main contract
		code = rest
	}
	if rest, ok := strings.CutPrefix(code, "KQ.I@"); ok { // TqSdk: weighted over the contracts
		code = rest
	}
	for _, x := range exchanges {
		if rest, ok := strings.CutPrefix(code, x+"."); ok {
			return rest
		}
		if rest, ok := strings.CutSuffix(code, "."+x); ok {
			return rest
		}
	}
	return code
}

// contractOf reads the code of one delivery month, with its year.
func contractOf(code string) (market.Contract, bool) {
	code = bare(code)
	if len(code) >= 4 && code[2] == '.' && code[3] >= '0' && code[3] <= '9' { // WonderTrader: CFFEX.IF.2412
		code = code[:2] + code[3:]
	}
	if len(code) < 6 { // the short form needs a day to count from
		return market.Contract{}, false
	}
	c, err := market.ReadContract(code, calendar.Date{})
	return c, err == nil
}

// chainOf reads the name of a continuous series.
func chainOf(code string) (product string, ok bool) {
	code = bare(code)
	for _, p := range market.Products() {
		rest, found := strings.CutPrefix(code, p.ID)
		if !found {
			continue
		}
		for _, end := range continuous {
			if rest == end || rest == "."+end {
				return p.ID, true
			}
		}
	}
	return "", false
}

// indexOf reads an index by its code or name. The codes of Shenzhen are left
// to its shares: 000905.SZ is a port, 000905 and 399905.SZ the CSI 500.
func indexOf(code, name string) (market.Product, bool) {
	number, shenzhen := code, false
	for _, end := range []string{".SH", ".XSHG", ".CSI", ".SS"} {
		number = strings.TrimSuffix(number, end)
	}
	for _, front := range []string{"SH.", "SH#", "SH", "CSI"} {
		if rest, ok := strings.CutPrefix(number, front); ok && len(rest) == 6 {
			number = rest
			break
		}
	}
	for _, mark := range []string{".SZ", ".XSHE"} {
		if rest, ok := strings.CutSuffix(number, mark); ok {
			number, shenzhen = rest, true
		}
	}
	for _, mark := range []string{"SZ.", "SZ#", "SZ"} {
		if rest, ok := strings.CutPrefix(number, mark); ok && len(rest) == 6 {
			number, shenzhen = rest, true
		}
	}
	for _, p := range market.Products() {
		tail := p.IndexCode[2:] // 0300
		switch {
		case number == "399"+p.IndexCode[3:] && p.ID != "IH":
			return p, true // Shenzhen's own code of the same index: 399300
		case shenzhen:
		case number == p.IndexCode && (name == "" || named(p, name)), number == "1B"+tail:
			return p, true
		case named(p, code), number == "" && named(p, name):
			return p, true
		}
	}
	return market.Product{}, false
}

// named reports whether text in capitals without blanks is the name of the
// index of p, with 指数 behind it or without.
func named(p market.Product, text string) bool {
	text = strings.TrimSuffix(text, "指数")
	return text == narrow(p.IndexNameZH) || text == narrow(p.IndexNameEN)
}

// fromName looks for a symbol among the words of the name of a file or sheet:
// IF2412_1min.csv, SH#000300.txt. It is a hint where the content is silent, and
// is only asked then.
func fromName(name string) (identity, bool) {
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		name = name[:dot]
	}
	var chain identity
	for _, word := range strings.FieldsFunc(name, func(r rune) bool {
		return !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0x4E00 && r < 0xA000)
	}) {
		if c, ok := contractOf(strings.ToUpper(word)); ok {
			return identity{c.Code, market.FutureContract, c.Product.ID}, true
		}
		if p, ok := indexOf(strings.ToUpper(word), ""); ok {
			return identity{p.IndexCode, market.Index, p.ID}, true
		}
		// A product alone must stand in capitals: "if" and "im" are words too.
		if p, ok := chainOf(word); ok && chain.symbol == "" {
			chain = identity{word, market.Continuous, p}
		}
	}
	return chain, chain.symbol != ""
}

// isOption recognises an option: IO2412-C-3900, MO2412C6000.
func isOption(code string) bool {
	code = strings.TrimSpace(code)
	letters := 0
	for letters < len(code) && (code[letters]|0x20) >= 'a' && (code[letters]|0x20) <= 'z' {
		letters++
	}
	rest := strings.TrimPrefix(bare(narrow(code)), strings.ToUpper(code[:letters]))
	if letters == 0 || letters > 2 || len(rest) < 6 {
		return false
	}
	for i := range 4 {
		if rest[i] < '0' || rest[i] > '9' {
			return false
		}
	}
	rest = strings.TrimPrefix(rest[4:], "-")
	if rest == "" || rest[0] != 'C' && rest[0] != 'P' {
		return false
	}
	rest = strings.TrimPrefix(rest[1:], "-")
	return rest != "" && strings.Trim(rest, "0123456789.") == ""
}

// isSubtotal recognises the rows that sum up others in tables of an exchange.
func isSubtotal(word string) bool {
	switch strings.ToLower(narrow(word)) {
	case "小计", "合计", "总计", "subtotal", "total":
		return true
	}
	return false
}

// unknownSymbol refuses a series that a file does not hold and names those it does.
func unknownSymbol(symbol string, list []*market.Bars) error {
	names := make([]string, 0, len(list))
	for i, b := range list {
		if i == 20 {
			names = append(names, "...")
			break
		}
		names = append(names, b.Symbol)
	}
	known := strings.Join(names, ", ")
	var fs fault.Fields
	if symbol == "" {
		fs.Add("symbol", "which_symbol", "the file holds several series; name one of "+known, "known", known)
	} else {
		fs.Add("symbol", "unknown_symbol", "the file holds no series "+symbol+"; it holds "+known, "known", known, "got", symbol)
	}
	return fs.Err()
}
