package load

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/table"
)

// TestValuesOfTheWorld compares single cells with what stands in the files, as
// sed and cut print them. Bars count from 0, from the end where negative.
func TestValuesOfTheWorld(t *testing.T) {
	if _, err := os.Stat(shared); err != nil {
		t.Skip("../shared/data is not on this machine: the genuine files are not part of the project")
	}
	sets := map[string]*table.Set{}
	for _, c := range []struct {
		path, symbol string
		bar          int
		role, want   string
	}{
		{"min1/IF_1min_sina_2020-04_2021-12.csv", "IF2004", 0, "close", "3744.0"},
		{"min1/IF_1min_sina_2020-04_2021-12.csv", "IF2112", -1, "open_interest", "10247"},
		{"min1/SH#000300.txt", "000300", 0, "open", "3435.10"},
		{"min1/SH#000300.txt", "000300", -1, "close", "3837.81"},
		{"min1/SH#000300.txt", "000300", 0, "volume", "25647000"}, // 256470 hands
		{"min1/IF2101_1min_from_ticks_20210104-05.csv", "IF2101", 0, "amount", "3787146480.0"},
		{"daily/Choice_IF00C1_2010-2023.csv", "IF00C1", 0, "open", "3450.0000"},
		{"daily/Choice_IF00C1_2010-2023.csv", "IF00C1", 0, "settle", ""},
		{"daily/Choice_IF00C1_2010-2023.csv", "IF00C1", 0, "amount", "50538807296"},
		{"daily/Choice_IF00C1_2010-2023.csv", "IF00C1", -1, "close", "3350.2000"},
		// Amounts of tushare are in 10,000 yuan: 7296194.058.
		{"daily/tushare_IF00.csv", "IFL.CFX", -1, "amount", "72961940580"},
		{"daily/tushare_IF00.csv", "IFL.CFX", -1, "pre_settle", "3835.4"},
		{"daily/tushare_IF00.csv", "IFL.CFX", 0, "close", "3432.6"},
		{"daily/tushare_IF03.csv", "IFL3.CFX", -1, "open", "3705.0"},
		{"daily/Wind_IF_close_matrix_2015-2024.csv", "IF1505", 0, "close", "4560.80"},
		{"daily/cffex_basis_daily_2018-10_2024-06.csv", "IM2412", -1, "spot", "4895.987"},
		{"daily/jq_IF_2015to2018_day.csv", "IF", 0, "close", "4059.0"},
		{"daily/jq_IF_2015to2018_day.csv", "IF", 0, "high", "4483.0"},
		{"rates/cn_treasury_5y.csv", "", 0, "close", "2.700"},
		{"rates/cn_treasury_5y.csv", "", 0, "涨跌幅", "0.0078"}, // 0.78%
		{"rates/shibor_2016-2022.csv", "", -1, "1y", "2.5790"},
		{"rates/index_dividend_yield_2010-2024.csv", "000852", -1, "close", "5675.8091"},
		{"formats/wind_chinese_headers_ifpanel.csv", "IF.CFE", 0, "settle", "3718.6"},
		{"formats/IM_STAR.xlsx", "IM.STAR", 0, "high", "6918.5546875"},
		{"formats/wind_excel_plugin_preamble.csv", "P05M.DCE", 0, "close", "7500"},
		{"formats/wind_excel_plugin_preamble.csv", "P05M.DCE", 0, "settle", "7480"},
	} {
		set := sets[c.path]
		if set == nil {
			b, err := os.ReadFile(shared + c.path)
			if err != nil {
				t.Fatal(err)
			}
			if set, err = Read(context.Background(), File{Name: filepath.Base(c.path), Bytes: b}); err != nil {
				t.Fatalf("%s: %v", c.path, err)
			}
			sets[c.path] = set
		}
		i := slices.IndexFunc(set.Series, func(b *market.Bars) bool { return b.Symbol == c.symbol })
		if i < 0 {
			t.Errorf("%s: no series %q", c.path, c.symbol)
			continue
		}
		b := set.Series[i]
		at := c.bar
		if at < 0 {
			at += b.Len()
		}
		found := false
		b.Columns(func(role string, col *market.Column) {
			if role != c.role || !col.Present() {
				return
			}
			found = true
			if got := col.Text(at); trimmed(got) != trimmed(c.want) {
				t.Errorf("%s: %s of bar %d of %s is %q, want %q", c.path, c.role, c.bar, c.symbol, got, c.want)
			}
		})
		if !found {
			t.Errorf("%s: %s has no column %s", c.path, c.symbol, c.role)
		}
	}
}

// trimmed drops the zeros at the end of a decimal: a column has one scale.
func trimmed(s string) string {
	dot := -1
	for i := range s {
		if s[i] == '.' {
			dot = i
		}
	}
	if dot < 0 {
		return s
	}
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s
}

// TestDateOrder: 03/04/2024 is a day in April or in March; the file does not
// say, the user does.
func TestDateOrder(t *testing.T) {
	const text = "date,open,high,low,close,volume\n03/04/2024,10,11,9,10.5,100\n04/04/2024,10,11,9,10.6,100\n05/04/2024,10,11,9,10.4,100\n08/04/2024,10,11,9,10.4,100\n"
	for order, first := range map[string]string{"dmy": "2024-04-03", "mdy": "2024-03-04"} {
		set := mustRead(t, "a.csv", []byte(text), table.Choices{DateOrder: order})
		if set.Loaded.First != first {
			t.Errorf("%s: first %s, want %s", order, set.Loaded.First, first)
		}
	}
	set := mustRead(t, "a.csv", []byte(text), table.Choices{})
	if !slices.ContainsFunc(set.Loaded.Problems, func(p table.Problem) bool { return p.Code == table.AmbiguousDate }) {
		t.Errorf("got %+v", set.Loaded.Problems)
	}
}
