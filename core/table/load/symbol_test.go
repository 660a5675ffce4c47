package load

import (
	"testing"

	"fairbasis/core/market"
)

// The spellings are those of ../shared/data and of the manuals of the programs.
func TestIdentify(t *testing.T) {
	for _, c := range []struct {
		symbol, name string
		want         identity
	}{
		{"IF2412.CFE", "", identity{"IF2412", market.FutureContract, "IF"}},
		{"CFFEX.IF2412", "", identity{"IF2412", market.FutureContract, "IF"}},
		{"CFFEX.IF.2412", "", identity{"IF2412", market.FutureContract, "IF"}},
		{"if1505", "", identity{"IF1505", market.FutureContract, "IF"}},
		{"IF1505.CFE ", "", identity{"IF1505", market.FutureContract, "IF"}},
		{"IM2410.CCFX", "", identity{"IM2410", market.FutureContract, "IM"}},
		{"IF00C1", "IF当月连续", identity{"IF00C1", market.Continuous, "IF"}},
		{"IFL.CFX", "", identity{"IFL.CFX", market.Continuous, "IF"}},
		{"IHL3.CFX", "", identity{"IHL3.CFX", market.Continuous, "IH"}},
		{"KQ.m@CFFEX.IF", "", identity{"KQ.m@CFFEX.IF", market.Continuous, "IF"}},
		{"CFFEX.IF.HOT", "", identity{"CFFEX.IF.HOT", market.Continuous, "IF"}},
		{"IF.CFE", "沪深300期货", identity{"IF.CFE", market.Continuous, "IF"}},
		{"IF88", "", identity{"IF88", market.Continuous, "IF"}},
		{"IF9999.CCFX", "", identity{"IF9999.CCFX", market.Continuous, "IF"}},
		{"IC主力连续", "", identity{"IC主力连续", market.Continuous, "IC"}},
		{"000300", "沪深300", identity{"000300", market.Index, "IF"}},
		{"000300.SH", "", identity{"000300", market.Index, "IF"}},
		{"SH#000016", "", identity{"000016", market.Index, "IH"}},
		{"sh.000905", "", identity{"000905", market.Index, "IC"}},
		{"399300.SZ", "", identity{"000300", market.Index, "IF"}},
		{"000852.XSHG", "", identity{"000852", market.Index, "IM"}},
		{"1B0300", "", identity{"000300", market.Index, "IF"}},
		{"沪深300", "", identity{"000300", market.Index, "IF"}},
		{"CSI 300", "", identity{"000300", market.Index, "IF"}},
		// Shares of Shenzhen have the numbers of indexes of Shanghai.
		{"000905.SZ", "", identity{"000905.SZ", market.Other, ""}},
		{"000852.XSHE", "石化机械", identity{"000852.XSHE", market.Other, ""}},
		{"000905", "厦门港务", identity{"000905", market.Other, ""}},
		{"000001", "上证指数", identity{"000001", market.Index, ""}},
		{"NIFTY26SEPFUT", "", identity{"NIFTY26SEPFUT", market.Other, ""}},
		{"KQ.m@SHFE.rb", "", identity{"KQ.m@SHFE.rb", market.Other, ""}},
		{"MHImain", "", identity{"MHImain", market.Other, ""}},
		{"IFF", "", identity{"IFF", market.Other, ""}},
		{"IF2413", "", identity{"IF2413", market.Other, ""}}, // no month 13
		{"", "", identity{"", market.Other, ""}},
	} {
		if got := identify(c.symbol, c.name); got != c.want {
			t.Errorf("identify(%q, %q) = %v, want %v", c.symbol, c.name, got, c.want)
		}
	}
}

func TestFromName(t *testing.T) {
	for _, c := range []struct {
		name string
		want identity
	}{
		{"IF_1min_sina_2020-04_2021-12.csv", identity{"IF", market.Continuous, "IF"}},
		{"IF2101_1min_from_ticks_20210104-05.csv", identity{"IF2101", market.FutureContract, "IF"}},
		{"joinquant_5min_begin_stamped_IM2410.csv", identity{"IM2410", market.FutureContract, "IM"}},
		{"SH#000300.txt", identity{"000300", market.Index, "IF"}},
		{"index_1B0300_desc_blank_index_name.csv", identity{"000300", market.Index, "IF"}},
		{"CFFEX.IF.HOT_m5_201601.csv", identity{"IF", market.Continuous, "IF"}},
		{"tushare_IF00.csv", identity{"IF00", market.Continuous, "IF"}},
		{"what if.csv", identity{}},
		{"FESX_1min_200601.txt", identity{}},
		{"IFF.csv", identity{}},
		{"", identity{}},
	} {
		got, ok := fromName(c.name)
		if got != c.want || ok != (c.want.symbol != "") {
			t.Errorf("fromName(%q) = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestOptionsAndSums(t *testing.T) {
	for code, want := range map[string]bool{"IO2409-C-3200": true, "MO2409-P-4000": true, "HO2409C2500": true, "IO2409-C-3200.CFE": true,
		"IF2409": false, "T2412": false, "IO2409": false, "": false, "TS2412": false, "小计": false} {
		if isOption(code) != want {
			t.Errorf("isOption(%q) = %v", code, !want)
		}
	}
	for word, want := range map[string]bool{"小计": true, " 合计 ": true, "Total": true, "IF2409": false, "": false} {
		if isSubtotal(word) != want {
			t.Errorf("isSubtotal(%q) = %v", word, !want)
		}
	}
}
