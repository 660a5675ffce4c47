package layout

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// plainHead is a table whose roles follow from its names alone.
var plainHead = [][]string{
	{"合约代码", "日期", "时间", "开盘价(元)", "最高价", "最低价", "Close", "vol", "amount", "持仓量", "前结算", "memo", "MA5"},
	{"IF2409", "2024-09-12", "09:31", "3186.8", "3205.0", "3165.4", "3172.6", "4800", "4584000000", "120000", "3180.2", "one, two", "3171.25"},
	{"IF2409", "2024-09-12", "09:32", "3172.6", "3186.0", "3155.2", "3159.2", "4700", "4440000000", "119000", "3180.2", "say \"x\"", "3170.25"},
	{"IF2409", "2024-09-12", "09:33", "3159.2", "3166.0", "3150.2", "3161.2", "4100", "3880000000", "119500", "3180.2", "", "3169.25"},
	{"IF2412", "2024-09-12", "09:31", "3146.8", "3155.0", "3135.4", "3142.6", "800", "758400000", "60000", "3140.2", "three", "3139.5"},
	{"IF2412", "2024-09-12", "09:32", "3142.6", "3146.0", "3135.2", "3139.2", "700", "658400000", "60100", "3140.2", "four", "3138.5"},
}

const plainRoles = "SdtohlcvaOP-*"

// TestDialects writes one table with its columns in any order, with every
// delimiter, with all or only the needed cells in quotes, with any line end,
// title and blank lines: the roles must move with their columns.
func TestDialects(t *testing.T) {
	places := make([]int, len(plainHead[0]))
	for i := range places {
		places[i] = i
	}
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.Permutation(places).Draw(t, "order")
		comma := rapid.SampledFrom([]string{",", "\t", ";", "|"}).Draw(t, "comma")
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		all := rapid.Bool().Draw(t, "quote all")
		title := rapid.SampledFrom([]string{"", "行情数据", "exported bars", "sep=" + comma}).Draw(t, "title")
		blanks := rapid.IntRange(0, 2).Draw(t, "blank lines")
		var b strings.Builder
		row := 1
		if title != "" {
			b.WriteString(title + end)
			row++
		}
		for range blanks {
			b.WriteString(end)
			row++
		}
		for _, cells := range plainHead {
			for i, c := range order {
				if i > 0 {
					b.WriteString(comma)
				}
				if cell := cells[c]; all || strings.ContainsAny(cell, `",`) {
					b.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
				} else {
					b.WriteString(cell)
				}
			}
			b.WriteString(end)
		}
		l, err := Recognise([]byte(b.String()), Hint{})
		if err != nil {
			t.Fatal(err)
		}
		want := ""
		for _, c := range order {
			want += plainRoles[c : c+1]
		}
		if got := rolesOf(l); got != want || string(l.Delimiter) != comma || l.Header != row || l.DataRow != row+1 || len(l.Doubts) > 0 {
			t.Fatalf("roles %s, want %s; delimiter %q header %d, want %d; doubts %v in\n%s", got, want, l.Delimiter, l.Header, row, l.Doubts, b.String())
		}
	})
}

// TestCut cuts genuine files after each of their first lines: no format may
// become another one while rows of data are left.
func TestCut(t *testing.T) {
	for _, name := range []string{"formats/tdx_1min_gbk.txt", "formats/wondertrader_m5.csv", "formats/choice_quoted_thousands_footer.csv",
		"formats/tushare_fut_daily_bom_quoted_desc.csv", "formats/yahoo_daily.csv", "formats/wind_chinese_headers_ifpanel.csv", "formats/wind_matrix.csv",
		"daily/jq_IF_2015to2018_day.csv", "min1/IF_1min_sina_2020-04_2021-12.csv", "rates/index_dividend_yield_2010-2024.csv"} {
		text := sharedFile(t, name)
		whole, _ := recogniseBytes(t, text, Hint{})
		lines := strings.SplitAfterN(string(text), "\n", 10)
		for n := whole.DataRow + 1; n < len(lines); n++ {
			l, _ := recogniseBytes(t, []byte(strings.Join(lines[:n], "")), Hint{})
			if l.Format.ID != whole.Format.ID || rolesOf(l) != rolesOf(whole) || l.Header != whole.Header {
				t.Errorf("%s cut to %d lines: %s %s header %d, want %s %s %d", name, n, l.Format.ID, rolesOf(l), l.Header, whole.Format.ID, rolesOf(whole), whole.Header)
			}
		}
	}
}

// TestGarbled reads names that a wrong decoding destroyed: the values must tell
// what they hid.
func TestGarbled(t *testing.T) {
	text := strings.Replace(bars("datetime,open,high,low,close,volume", 60, [4]int{0, 3, 1, 2}), "datetime,open,high,low,close,volume", "\xC8\xD5\xC6\xDA,\xBF\xAA\xC5\xCC,\xCA\xD5\xC5\xCC,\xD7\xEE\xB8\xDF,\xD7\xEE\xB5\xCD,\xC1\xBF", 1)
	l, err := Recognise([]byte(text), Hint{Encoding: "utf-8"})
	if err != nil || rolesOf(l) != "Tochlv" || l.Header != 1 || l.Columns[1].Sure {
		t.Errorf("%s header %d, %v", rolesOf(l), l.Header, err)
	}
	l, err = Recognise([]byte(text), Hint{Encoding: "gb18030"})
	if err != nil || rolesOf(l) != "Tochlv" || !l.Columns[1].Sure {
		t.Errorf("in its own encoding %s, %v", rolesOf(l), err)
	}
}
