package layout

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairbasis/core/table"
	"fairbasis/core/table/charset"
	"fairbasis/core/table/scan"
)

// shared is where the market data of the development machines lies.
const shared = "../../../../shared/data"

func sharedFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(shared, filepath.FromSlash(name)))
	if err != nil {
		t.Skipf("the market data is not on this machine: %v", err)
	}
	return b
}

// letters write the role of a column as one letter.
var letters = map[table.Role]string{
	table.Ignore: "-", table.Stamp: "T", table.Date: "d", table.Clock: "t", table.Symbol: "S", table.SymbolName: "N", table.Open: "o", table.High: "h",
	table.Low: "l", table.Close: "c", table.Settle: "s", table.PreClose: "p", table.PreSettle: "P", table.Volume: "v", table.Amount: "a",
	table.OpenInterest: "O", table.Spot: "x", table.Value: "*",
}

func rolesOf(l Layout) string {
	var b strings.Builder
	for _, c := range l.Columns {
		b.WriteString(letters[c.Role])
	}
	return b.String()
}

func recogniseBytes(t testing.TB, b []byte, h Hint) (Layout, []byte) {
	t.Helper()
	enc, _ := charset.Detect(b)
	text, _, err := charset.Text(b, enc)
	if err != nil {
		t.Fatal(err)
	}
	h.Encoding = string(charset.Scanned(enc))
	l, err := Recognise(text, h)
	if err != nil {
		t.Fatal(err)
	}
	return l, text
}

// TestFiles holds every file of market data to what a reader sees in its first
// and last lines; sources are in data/README.md.
func TestFiles(t *testing.T) {
	cases := []struct {
		file, format string
		comma        byte
		header, data int
		roles        string
		form         scan.Form
		blocks       int
		symbol       string
	}{
		{"formats/choice_quoted_thousands_footer.csv", "choice", ',', 1, 2, "SNTohlc**vas", scan.Calendar, 0, ""},
		{"formats/generic_date_time_columns_5min.csv", "plain", ',', 1, 2, "dtohlcvO", scan.Calendar, 0, ""},
		{"formats/headerless_yyyymmdd.csv", "plain_headerless", ',', 0, 1, "TS-cv", scan.Calendar, 0, ""},
		{"formats/index_1B0300_desc_blank_index_name.csv", "plain", ',', 1, 2, "Tcohlv", scan.Calendar, 0, ""},
		{"formats/joinquant_5min_begin_stamped_IM2410.csv", "joinquant", ',', 1, 2, "TohlcvaO", scan.Calendar, 0, ""},
		{"formats/joinquant_main_daily_blank_index_name.csv", "joinquant", ',', 1, 2, "Tochlva", scan.Calendar, 0, ""},
		{"formats/nse_futures_5min_tz_offset.csv", "kite", ',', 1, 2, "TS-ohlcvO---", scan.Calendar, 0, ""},
		{"formats/quoted_datetime_descending_5min.csv", "plain", ',', 1, 2, "Tohlcv", scan.Calendar, 0, ""},
		{"formats/seven_names_for_eight_fields_1min.csv", "plain", ',', 1, 2, "dtohlcvO", scan.Calendar, 0, ""},
		{"formats/sina_akshare_repeated_header.csv", "sina", ',', 10, 1, "-TohlcvO", scan.Calendar, 0, ""},
		{"formats/tdx_1min_gbk.txt", "tongdaxin", '\t', 2, 3, "dtohlcva", scan.Calendar, 0, "000905"},
		{"formats/ticks_iso_T_millis.csv", "plain", ',', 1, 2, "TohlcvO", scan.Calendar, 0, ""},
		{"formats/tushare_fut_daily_bom_quoted_desc.csv", "tushare", ',', 1, 2, "STcpPohls**vaO--", scan.Calendar, 0, ""},
		{"formats/tushare_fut_daily_other_column_order.csv", "tushare", ',', 1, 2, "STpPohlcs**vaO-", scan.Calendar, 0, ""},
		{"formats/wind_chinese_headers_ifpanel.csv", "wind_serial", ',', 1, 2, "SNT" + stars(13) + "ohlcs*avO" + stars(28), scan.ExcelDay, 0, ""},
		{"formats/wind_excel_plugin_preamble.csv", "wind_plugin", ',', 6, 7, "TccccTss--", scan.Calendar, 6, ""},
		{"formats/wind_matrix.csv", "wind_matrix", ',', 1, 2, "T" + strings.Repeat("c", 105), scan.Calendar, 105, ""},
		{"formats/wondertrader_m5.csv", "wondertrader", ',', 1, 2, "dtohlcv", scan.Calendar, 0, ""},
		{"formats/yahoo_daily.csv", "yahoo", ',', 1, 2, "Tohlc*v", scan.Calendar, 0, ""},
		{"formats/yahoo_quantmod_AdjDotClose.csv", "yahoo", ',', 1, 2, "Tohlc*v", scan.Calendar, 0, ""},
		{"daily/Choice_000300_2005-2023.csv", "choice", ',', 1, 2, "SNTohlc**va", scan.Calendar, 0, ""},
		{"daily/Choice_IF00C1_2010-2023.csv", "choice", ',', 1, 2, "SNTohlc**vas", scan.Calendar, 0, ""},
		{"daily/Wind_IF_close_matrix_2015-2024.csv", "wind_matrix", ',', 1, 2, "T" + strings.Repeat("c", 105), scan.Calendar, 105, ""},
		{"daily/all_contracts_20days_to_2024-09-13.csv", "plain", ',', 1, 2, "T-S-*cOvx", scan.Calendar, 0, ""},
		{"daily/cffex_all_contracts_settle_2024-09-13.csv", "plain", ',', 1, 2, "TSohlcsPvO", scan.Calendar, 0, ""},
		{"daily/cffex_basis_daily_2018-10_2024-06.csv", "plain", ',', 1, 2, "STohlcvOx**", scan.Calendar, 0, ""},
		{"daily/events_front_contract_and_index.csv", "plain", ',', 1, 2, "Tcccc", scan.Calendar, 4, ""},
		{"daily/jq_IF_2015to2018_day.csv", "joinquant", ',', 1, 2, "Tochlva", scan.Calendar, 0, ""},
		{"daily/tushare_IF00.csv", "tushare", ',', 1, 2, "STcpPohls**vaO--", scan.Calendar, 0, ""},
		{"daily/tushare_IF01.csv", "tushare", ',', 1, 2, "STcpPohls**vaO--", scan.Calendar, 0, ""},
		{"daily/tushare_IF02.csv", "tushare", ',', 1, 2, "STpPohlcs**vaO-", scan.Calendar, 0, ""},
		{"daily/tushare_IF03.csv", "tushare", ',', 1, 2, "STpPohlcs**vaO-", scan.Calendar, 0, ""},
		{"rates/cn_treasury_5y.csv", "plain", ',', 1, 2, "Tochl*", scan.Calendar, 0, ""},
		{"rates/index_dividend_yield_2010-2024.csv", "values", ',', 2, 3, "T*c**c**c**c*", scan.Calendar, 4, ""},
		{"rates/shibor_2016-2022.csv", "values", ',', 1, 2, "-T" + stars(8), scan.Calendar, 0, ""},
		{"calendar/cn_weekday_closures_2010_2026.csv", "values", ',', 1, 2, "T", scan.Calendar, 0, ""},
		{"calendar/cffex_index_expiry_2010_2026.csv", "values", ',', 1, 2, "*T", scan.Calendar, 0, ""},
		{"foreign/FESX_1min_200601.txt", "plain", ',', 1, 2, "dtohlcvO", scan.Calendar, 0, ""},
		{"foreign/SX5E_5min_200601.txt", "plain", ',', 1, 2, "dtohlcvO", scan.Calendar, 0, ""},
		{"min1/IF_1min_sina_2020-04_2021-12.csv", "sina", ',', 1, 2, "-TohlcvO", scan.Calendar, 0, ""},
		{"min1/IH_1min_sina_2020-04_2021-12.csv", "sina", ',', 1, 2, "-TohlcvO", scan.Calendar, 0, ""},
		{"min1/SH#000300.txt", "tongdaxin", '\t', 2, 3, "dtohlcva", scan.Calendar, 0, "000300"},
		{"min1/IF2101_1min_from_ticks_20210104-05.csv", "plain", ',', 1, 2, "TohlcvOa", scan.Calendar, 0, ""},
		{"min5/CFFEX.IF.HOT_m5_201601.csv", "wondertrader", ',', 1, 2, "dtohlcv", scan.Calendar, 0, ""},
		{"min5/CFFEX.IF.HOT_m5_2017.csv", "wondertrader", ',', 1, 2, "dtohlcv", scan.Calendar, 0, ""},
	}
	seen := map[string]bool{}
	for _, c := range cases {
		seen[c.file] = true
		t.Run(c.file, func(t *testing.T) {
			l, text := recogniseBytes(t, sharedFile(t, c.file), Hint{})
			if l.Format.ID != c.format || l.Delimiter != c.comma || l.Header != c.header || l.DataRow != c.data {
				t.Errorf("got %s %q header %d data %d; want %s %q %d %d", l.Format.ID, l.Delimiter, l.Header, l.DataRow, c.format, c.comma, c.header, c.data)
			}
			if got := rolesOf(l); got != c.roles {
				t.Errorf("roles %s, want %s", got, c.roles)
			}
			if l.Form != c.form || len(l.Blocks) != c.blocks || l.Symbol != c.symbol {
				t.Errorf("form %d blocks %d symbol %q; want %d %d %q", l.Form, len(l.Blocks), l.Symbol, c.form, c.blocks, c.symbol)
			}
			if strings.Count(string(text[:l.Data]), "\n") != l.DataRow-1 {
				t.Errorf("the data begins at byte %d, which is not row %d", l.Data, l.DataRow)
			}
			for _, d := range l.Doubts {
				if d.Code != table.WrongRoles || !strings.Contains(d.Message, "7 names for 8 columns") {
					t.Errorf("doubts a good file: %s", d.Message)
				}
			}
		})
	}
	for _, dir := range []string{"formats", "daily", "rates", "calendar", "foreign", "min1", "min5"} {
		names, _ := filepath.Glob(filepath.Join(shared, dir, "*.*"))
		for _, name := range names {
			if rel := dir + "/" + filepath.Base(name); !seen[rel] && filepath.Ext(name) != ".xlsx" {
				t.Errorf("no expectation for %s", rel)
			}
		}
	}
}

func stars(n int) string { return strings.Repeat("*", n) }

// TestBlocks looks at the groups of columns of wide files.
func TestBlocks(t *testing.T) {
	t.Run("plugin", func(t *testing.T) {
		l, text := recogniseBytes(t, sharedFile(t, "formats/wind_excel_plugin_preamble.csv"), Hint{})
		want := []struct {
			symbol, name  string
			stamp, column int
		}{
			{"P.DCE", "DCE主力", 0, 1}, {"P00.DCE", "棕榈油近月合约", 0, 2}, {"P01M.DCE", "棕榈油1月合约", 0, 3}, {"P05M.DCE", "棕榈油5月合约", 0, 4},
			{"P01M.DCE", "棕榈油1月合约", 5, 6}, {"P05M.DCE", "棕榈油5月合约", 5, 7},
		}
		for i, b := range l.Blocks {
			if w := want[i]; b.Symbol != w.symbol || b.Name != w.name || b.Stamp != w.stamp || len(b.Columns) != 1 || b.Columns[0] != w.column {
				t.Errorf("block %d is %+v, want %+v", i, b, w)
			}
		}
		passes := l.Plans(text)
		if len(passes) != 2 || len(passes[0].Blocks) != 4 || len(passes[1].Blocks) != 2 || passes[1].Plan.Kinds[5] != scan.Stamp || passes[1].Plan.Kinds[0] != scan.Skip {
			t.Errorf("passes %+v", passes)
		}
	})
	t.Run("dividend", func(t *testing.T) {
		l, text := recogniseBytes(t, sharedFile(t, "rates/index_dividend_yield_2010-2024.csv"), Hint{})
		for i, symbol := range []string{"000300.SH", "000905.SH", "000016.SH", "000852.SH"} {
			b := l.Blocks[i]
			if b.Symbol != symbol || b.Stamp != 0 || len(b.Columns) != 3 || b.Columns[0] != 1+3*i {
				t.Errorf("block %d is %+v, want %s", i, b, symbol)
			}
		}
		if n := len(l.Plans(text)); n != 1 {
			t.Errorf("%d passes, want 1", n)
		}
	})
	t.Run("events", func(t *testing.T) {
		l, _ := recogniseBytes(t, sharedFile(t, "daily/events_front_contract_and_index.csv"), Hint{})
		for i, symbol := range []string{"IF", "CSI300", "IC", "CSI500"} {
			if l.Blocks[i].Symbol != symbol {
				t.Errorf("block %d is of %s, want %s", i, l.Blocks[i].Symbol, symbol)
			}
		}
	})
}
