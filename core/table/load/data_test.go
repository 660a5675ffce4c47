package load

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/table"
)

const shared = "../../../../shared/data/"

// expected is what a file is known to hold, typed from ../shared/data/README.md
// and from the files themselves (head, tail, wc, awk), never from a reply.
type expected struct {
	path      string
	format    string
	encoding  string
	delimiter string
	header    int
	rows      int
	skipped   int
	first     string
	last      string
	minutes   int
	perDay    int
	order     string
	stamp     string // value/evidence
	zone      string // value/evidence
	series    int
	symbols   string // some of them: symbol kind rows
	roles     string // of the columns, in the order of the file
	problems  string // code count, those of reading; all of them
}

// readingCodes are the codes that reading gives; those of the diagnosis have tests of their own.
func readingCodes() []string {
	codes := table.Codes()
	return codes[:slices.Index(codes, table.LongNumbers)+1]
}

// figures are the names of params that problems.go promises for each code, in
// brackets behind it.
var figures = sync.OnceValue(func() map[string][]string {
	list := map[string][]string{}
	src, err := os.ReadFile("../problems.go")
	if err != nil {
		panic(err)
	}
	for _, m := range regexp.MustCompile(`(?m)= "(\w+)"\s+//.*\[([^\]]+)\]$`).FindAllStringSubmatch(string(src), -1) {
		list[m[1]] = strings.Split(m[2], ", ")
	}
	if len(list) < 20 {
		panic("the figures of problems.go are not found")
	}
	return list
})

var files = []expected{
	{path: "min1/IF_1min_sina_2020-04_2021-12.csv", format: "sina", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 21 * 1023, first: "2020-04-13 13:51", last: "2021-12-17 15:00", minutes: 1, perDay: 240, order: "ascending",
		stamp: "end/session", zone: "exchange/default", series: 21, symbols: "IF2004 future 1023, IF2104 future 1023, IF2112 future 1023",
		roles:    "ignore stamp open high low close volume open_interest",
		problems: "repeated_header 20, symbol_inferred 21, gap_between_blocks 20"},
	{path: "min1/IH_1min_sina_2020-04_2021-12.csv", format: "sina", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 21 * 1023, first: "2020-04-13 13:51", last: "2021-12-17 15:00", minutes: 1, perDay: 240, order: "ascending",
		stamp: "end/session", zone: "exchange/default", series: 21, symbols: "IH2004 future 1023, IH2110 future 1023, IH2112 future 1023",
		roles:    "ignore stamp open high low close volume open_interest",
		problems: "repeated_header 20, symbol_inferred 21, gap_between_blocks 20"},
	{path: "min1/SH#000300.txt", format: "tongdaxin", encoding: "gb18030", delimiter: "tab", header: 2,
		rows: 24720, first: "2017-04-27 09:31", last: "2017-09-21 15:00", minutes: 1, perDay: 240, order: "ascending",
		stamp: "end/session", zone: "exchange/default", series: 1, symbols: "000300 index 24720",
		roles: "date clock open high low close volume amount", problems: "footer 1, units_converted 1, noon_stamp 103"},
	{path: "min1/IF2101_1min_from_ticks_20210104-05.csv", format: "plain", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 480, first: "2021-01-04 09:31", last: "2021-01-05 15:00", minutes: 1, perDay: 240, order: "ascending",
		stamp: "end/session", zone: "exchange/default", series: 1, symbols: "IF2101 future 480",
		roles: "stamp open high low close volume open_interest amount"},
	{path: "min5/CFFEX.IF.HOT_m5_201601.csv", format: "wondertrader", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 897, first: "2016-01-04 09:35", last: "2016-01-29 15:00", minutes: 5, perDay: 48, order: "ascending",
		stamp: "end/session", zone: "exchange/default", series: 1, symbols: "IF continuous 897",
		roles: "date clock open high low close volume"},
	{path: "min5/CFFEX.IF.HOT_m5_2017.csv", format: "wondertrader", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 11712, first: "2017-01-03 09:35", last: "2017-12-29 15:00", minutes: 5, perDay: 48, order: "ascending",
		stamp: "end/session", zone: "exchange/default", series: 1, symbols: "IF continuous 11712",
		roles: "date clock open high low close volume"},
	{path: "daily/cffex_basis_daily_2018-10_2024-06.csv", format: "plain", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 17882, first: "2018-10-22", last: "2024-06-28", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 237, symbols: "IF1906 future 163, IC1902 future 28, IF1901 future 13",
		roles: "symbol stamp open high low close volume open_interest spot value value", problems: "long_numbers 1"},
	// Every column but the first is one contract; the figures counted with awk over the cells that are not 0.00.
	{path: "daily/Wind_IF_close_matrix_2015-2024.csv", format: "wind_matrix", encoding: "utf-8-bom", delimiter: "comma", header: 1,
		rows: 2126, first: "2015-04-16", last: "2024-01-05", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 105, symbols: "IF1505 future 21, IF1506 future 46, IF1512 future 166",
		roles: "stamp" + strings.Repeat(" close", 105), problems: "zero_missing " + strconv.Itoa(2126*105-8321)},
	{path: "daily/Choice_IF00C1_2010-2023.csv", format: "choice", encoding: "utf-8-bom", delimiter: "comma", header: 1,
		rows: 3328, first: "2010-04-16", last: "2023-12-22", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 1, symbols: "IF00C1 continuous 3328",
		roles: "symbol symbol_name stamp open high low close value value volume amount settle", problems: "footer 1, provisional_row 1"},
	{path: "daily/Choice_000300_2005-2023.csv", format: "choice", encoding: "utf-8-bom", delimiter: "comma", header: 1,
		rows: 4611, first: "2005-01-04", last: "2023-12-22", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 1, symbols: "000300 index 4611",
		roles: "symbol symbol_name stamp open high low close value value volume amount", problems: "footer 1, units_converted 1, provisional_row 1"},
	{path: "daily/tushare_IF00.csv", format: "tushare", encoding: "utf-8-bom", delimiter: "comma", header: 1,
		rows: 2000, first: "2017-03-07", last: "2025-05-30", minutes: 1440, perDay: 1, order: "descending",
		zone: "exchange/default", series: 1, symbols: "IFL.CFX continuous 2000",
		roles: "symbol stamp close pre_close pre_settle open high low settle value value volume amount open_interest ignore ignore", problems: "newest_first 1"},
	{path: "daily/tushare_IF01.csv", format: "tushare", encoding: "utf-8-bom", delimiter: "comma", header: 1,
		rows: 2000, first: "2017-03-07", last: "2025-05-30", minutes: 1440, perDay: 1, order: "descending",
		zone: "exchange/default", series: 1, symbols: "IFL1.CFX continuous 2000",
		roles: "symbol stamp close pre_close pre_settle open high low settle value value volume amount open_interest ignore ignore", problems: "newest_first 1"},
	{path: "daily/tushare_IF02.csv", format: "tushare", encoding: "utf-8-bom", delimiter: "comma", header: 1,
		rows: 2000, first: "2017-03-08", last: "2025-06-03", minutes: 1440, perDay: 1, order: "descending",
		zone: "exchange/default", series: 1, symbols: "IFL2.CFX continuous 2000",
		roles: "symbol stamp pre_close pre_settle open high low close settle value value volume amount open_interest ignore", problems: "newest_first 1"},
	{path: "daily/tushare_IF03.csv", format: "tushare", encoding: "utf-8-bom", delimiter: "comma", header: 1,
		rows: 2000, first: "2017-03-08", last: "2025-06-03", minutes: 1440, perDay: 1, order: "descending",
		zone: "exchange/default", series: 1, symbols: "IFL3.CFX continuous 2000",
		roles: "symbol stamp pre_close pre_settle open high low close settle value value volume amount open_interest ignore", problems: "newest_first 1"},
	{path: "daily/all_contracts_20days_to_2024-09-13.csv", format: "plain", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 320, first: "2024-08-19", last: "2024-09-13", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 16, symbols: "IF2409 future 20, IH2503 future 20, IM2412 future 20"},
	// The last line is IF2409 again, a week later, on its last trading day.
	{path: "daily/cffex_all_contracts_settle_2024-09-13.csv", format: "plain", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 17, first: "2024-09-13", last: "2024-09-20", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 16, symbols: "IF2409 future 2, IC2409 future 1, IM2503 future 1",
		roles: "stamp symbol open high low close settle pre_settle volume open_interest"},
	{path: "daily/jq_IF_2015to2018_day.csv", format: "joinquant", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 1100, first: "2015-07-01", last: "2019-12-31", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 1, symbols: "IF continuous 1100", roles: "stamp open close high low volume amount"},
	{path: "daily/events_front_contract_and_index.csv", rows: 23, encoding: "utf-8", delimiter: "comma", header: 1, first: "2020-01-16", last: "2022-03-04",
		minutes: 1440, perDay: 1, order: "ascending", zone: "exchange/default"},
	{path: "rates/shibor_2016-2022.csv", format: "values", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 1497, first: "2016-01-21", last: "2022-02-21", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 1, roles: "ignore stamp value value value value value value value value", problems: "no_symbol 1"},
	{path: "rates/cn_treasury_5y.csv", format: "plain", encoding: "gb18030", delimiter: "comma", header: 1,
		rows: 1563, first: "2016-01-21", last: "2022-02-21", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 1, roles: "stamp open close high low value", problems: "no_symbol 1"},
	{path: "rates/index_dividend_yield_2010-2024.csv", encoding: "utf-8-bom", delimiter: "comma",
		rows: 3405, first: "2010-01-04", last: "2024-01-05", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 4, symbols: "000300 index 3405, 000852 index 3405"},
	{path: "foreign/FESX_1min_200601.txt", format: "plain", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 16511, first: "2006-01-02 09:01", last: "2006-01-31 22:00", minutes: 1, perDay: 765, order: "ascending",
		stamp: "end/session", zone: "exchange/default", series: 1, problems: "no_symbol 1, wrong_roles 1"}, // 7 names for 8 values
	{path: "foreign/SX5E_5min_200601.txt", format: "plain", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 2142, first: "2006-01-02 09:05", last: "2006-01-30 17:30", minutes: 5, perDay: 102, order: "ascending",
		stamp: "end/session", zone: "exchange/default", series: 1, roles: "date clock open high low close volume open_interest", problems: "no_symbol 1"},

	// The heads of genuine exports.
	{path: "formats/tdx_1min_gbk.txt", format: "tongdaxin", encoding: "gb18030", delimiter: "tab", header: 2,
		rows: 11, first: "2017-04-27 09:31", last: "2017-09-21 15:00", minutes: 1, perDay: 1, order: "ascending",
		stamp: "end/session", zone: "exchange/default", series: 1, symbols: "000905 index 11",
		roles: "date clock open high low close volume amount", problems: "footer 1, units_converted 1"},
	{path: "formats/sina_akshare_repeated_header.csv", format: "sina", encoding: "utf-8", delimiter: "comma", header: 10,
		rows: 19, first: "2021-04-16 14:52", last: "2021-05-17 14:03", minutes: 1, order: "ascending",
		stamp: "end/format", zone: "exchange/default", series: 2, symbols: "2104 future 9, 2105 future 10",
		roles:    "ignore stamp open high low close volume open_interest",
		problems: "repeated_header 1, symbol_inferred 2, gap_between_blocks 1"},
	{path: "formats/choice_quoted_thousands_footer.csv", format: "choice", encoding: "utf-8-bom", delimiter: "comma", header: 1,
		rows: 7, first: "2015-04-16", last: "2015-04-24", minutes: 1440, perDay: 1, order: "ascending",
		zone: "exchange/default", series: 1, symbols: "IH00C1 continuous 7"},
	{path: "formats/wind_matrix.csv", format: "wind_matrix", encoding: "utf-8-bom", delimiter: "comma", header: 1, order: "ascending",
		first: "2015-04-16", zone: "exchange/default", minutes: 1440, perDay: 1},
	// P01M and P05M stand in both blocks: closes on the left, settlements on the right.
	{path: "formats/wind_excel_plugin_preamble.csv", format: "wind_plugin", encoding: "utf-8", delimiter: "comma",
		rows: 2, first: "2024-01-02", last: "2024-01-03", minutes: 1440, perDay: 1, order: "ascending", zone: "exchange/default",
		series: 4, symbols: "P.DCE other 2, P01M.DCE other 2, P05M.DCE other 2"},
	{path: "formats/wind_chinese_headers_ifpanel.csv", format: "wind_serial", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 3, first: "2015-01-05", last: "2015-01-07", minutes: 1440, perDay: 1, order: "ascending", zone: "exchange/default",
		series: 1, symbols: "IF.CFE continuous 3"},
	{path: "formats/IM_STAR.xlsx", encoding: "utf-8", delimiter: "tab", header: 1,
		rows: 396, first: "2022-07-26", last: "2024-03-13", minutes: 1440, perDay: 1, order: "ascending", zone: "exchange/default",
		series: 1, symbols: "IM.STAR other 396", roles: "ignore symbol stamp high open low close volume open_interest"},
	{path: "formats/tushare_fut_daily_bom_quoted_desc.csv", format: "tushare", encoding: "utf-8-bom", delimiter: "comma", header: 1,
		rows: 7, first: "2025-05-22", last: "2025-05-30", minutes: 1440, perDay: 1, order: "descending", zone: "exchange/default",
		series: 1, symbols: "IHL.CFX continuous 7", problems: "newest_first 1",
		roles: "symbol stamp close pre_close pre_settle open high low settle value value volume amount open_interest ignore ignore"},
	{path: "formats/tushare_fut_daily_other_column_order.csv", format: "tushare", encoding: "utf-8-bom", delimiter: "comma", header: 1,
		rows: 7, first: "2025-05-23", last: "2025-06-03", minutes: 1440, perDay: 1, order: "descending", zone: "exchange/default",
		series: 1, symbols: "IHL3.CFX continuous 7", problems: "newest_first 1",
		roles: "symbol stamp pre_close pre_settle open high low close settle value value volume amount open_interest ignore"},
	// Begin-stamped 09:30 ... 14:55: the first bar ends 09:35.
	{path: "formats/joinquant_5min_begin_stamped_IM2410.csv", format: "joinquant", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 10, first: "2024-08-19 09:35", last: "2024-08-20 09:35", minutes: 5, order: "ascending",
		stamp: "begin/session", zone: "exchange/default", series: 1, symbols: "IM2410 future 10",
		roles: "stamp open high low close volume amount open_interest"},
	{path: "formats/joinquant_main_daily_blank_index_name.csv", format: "joinquant", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 5, first: "2015-07-01", last: "2015-07-07", minutes: 1440, perDay: 1, order: "ascending", zone: "exchange/default",
		series: 1, roles: "stamp open close high low volume amount", problems: "no_symbol 1"},
	{path: "formats/index_1B0300_desc_blank_index_name.csv", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 5, first: "2023-02-22", last: "2023-02-28", minutes: 1440, perDay: 1, order: "descending", zone: "exchange/default",
		series: 1, symbols: "000300 index 5", roles: "stamp close open high low volume", problems: "newest_first 1"},
	// Indian exchange: its own clock stays.
	{path: "formats/nse_futures_5min_tz_offset.csv", format: "kite", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 4, first: "2026-09-01 09:20", last: "2026-09-02 09:20", minutes: 5, order: "ascending",
		stamp: "begin/format", zone: "+05:30/offset", series: 1, symbols: "NIFTY26SEPFUT other 4"},
	{path: "formats/quoted_datetime_descending_5min.csv", format: "plain", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 9, first: "2020-07-15 14:20", last: "2020-07-15 15:00", minutes: 5, perDay: 9, order: "descending",
		stamp: "end/session", zone: "exchange/default", series: 1, roles: "stamp open high low close volume", problems: "newest_first 1, no_symbol 1"},
	{path: "formats/seven_names_for_eight_fields_1min.csv", format: "plain", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 4, first: "2006-01-02 09:01", last: "2006-01-02 09:04", minutes: 1, perDay: 4, order: "ascending", zone: "exchange/default", series: 1},
	{path: "formats/ticks_iso_T_millis.csv", format: "plain", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 5, first: "2015-09-23 20:57:42.146", last: "2015-09-23 20:57:57.330", minutes: 0, perDay: 5, order: "ascending",
		zone: "exchange/default", series: 1, problems: "mixed_lengths 1, no_symbol 1"},
	{path: "formats/headerless_yyyymmdd.csv", encoding: "utf-8", delimiter: "comma", header: 0,
		rows: 6, first: "2010-04-16", last: "2010-04-23", minutes: 1440, perDay: 1, order: "ascending", zone: "exchange/default", series: 1},
	{path: "formats/generic_date_time_columns_5min.csv", format: "plain", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 7, first: "2006-01-02 09:05", last: "2006-01-02 09:35", minutes: 5, perDay: 7, order: "ascending", zone: "exchange/default", series: 1,
		roles: "date clock open high low close volume open_interest"},
	{path: "formats/wondertrader_m5.csv", format: "wondertrader", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 11, first: "2014-01-02 09:35", last: "2014-01-02 10:25", minutes: 5, perDay: 11, order: "ascending", zone: "exchange/default", series: 1,
		roles: "date clock open high low close volume"},
	{path: "formats/yahoo_daily.csv", format: "yahoo", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 5, first: "2014-01-02", last: "2014-01-08", minutes: 1440, perDay: 1, order: "ascending", zone: "exchange/default", series: 1,
		roles: "stamp open high low close value volume", problems: "no_symbol 1"},
	// 2016-12-04, a Sunday, has null in every column.
	{path: "formats/yahoo_quantmod_AdjDotClose.csv", format: "yahoo", encoding: "utf-8", delimiter: "comma", header: 1,
		rows: 4, skipped: 1, first: "2016-12-01", last: "2016-12-06", minutes: 1440, perDay: 1, order: "ascending", zone: "exchange/default", series: 1,
		roles: "stamp open high low close value volume", problems: "empty_rows 1, no_symbol 1"},
}

func TestFilesOfTheWorld(t *testing.T) {
	if _, err := os.Stat(shared); err != nil {
		t.Skip("../shared/data is not on this machine: the genuine files are not part of the project")
	}
	for _, want := range files {
		t.Run(want.path, func(t *testing.T) {
			b, err := os.ReadFile(shared + want.path)
			if err != nil {
				t.Fatal(err)
			}
			set, err := Read(context.Background(), File{Name: filepath.Base(want.path), Bytes: b})
			if err != nil {
				t.Fatal(err)
			}
			want.check(t, set)
			consistent(t, set)
		})
	}
}

func (w expected) check(t *testing.T, set *table.Set) {
	l := &set.Loaded
	text := func(what, got, want string) {
		t.Helper()
		if want != "" && got != want {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
	}
	count := func(what string, got, want int) {
		t.Helper()
		if want != 0 && got != want {
			t.Errorf("%s: got %d, want %d", what, got, want)
		}
	}
	text("format", l.Format.ID, w.format)
	text("encoding", l.Encoding.Value, w.encoding)
	text("delimiter", l.Delimiter, w.delimiter)
	if w.header != l.Header && w.format != "wind_plugin" && w.header+w.rows > 0 && w.path != "rates/index_dividend_yield_2010-2024.csv" && w.path != "formats/wind_matrix.csv" {
		t.Errorf("header: got row %d, want %d", l.Header, w.header)
	}
	count("rows", l.Rows, w.rows)
	if l.Skipped != w.skipped {
		t.Errorf("skipped: got %d, want %d", l.Skipped, w.skipped)
	}
	text("first", l.First, w.first)
	text("last", l.Last, w.last)
	if l.Minutes != w.minutes {
		t.Errorf("minutes: got %d, want %d", l.Minutes, w.minutes)
	}
	count("per day", l.PerDay, w.perDay)
	text("order", l.Order, w.order)
	text("stamp", l.Stamp.Value+"/"+l.Stamp.Evidence, w.stamp)
	if w.minutes == 1440 && l.Stamp != (table.Fact{}) {
		t.Errorf("daily bars have no meaning of their time, got %v", l.Stamp)
	}
	text("zone", l.Zone.Value+"/"+l.Zone.Evidence, w.zone)
	count("series", len(l.Series), w.series)
	var roles []string
	for _, c := range l.Columns {
		roles = append(roles, string(c.Role))
	}
	text("roles", strings.Join(roles, " "), w.roles)
	if w.symbols != "" {
		for _, line := range strings.Split(w.symbols, ", ") {
			f := strings.Fields(line)
			i := slices.IndexFunc(l.Series, func(s table.Series) bool { return s.Symbol == f[0] })
			if i < 0 {
				t.Errorf("there is no series %s", f[0])
				continue
			}
			s := l.Series[i]
			if s.Kind != f[1] || strconv.Itoa(s.Rows) != f[2] {
				t.Errorf("series %s: got %s with %d rows, want %s", f[0], s.Kind, s.Rows, line)
			}
		}
	}
	if w.format == "" || w.roles == "" && w.problems == "" {
		return // not every head is described to the end
	}
	var problems []string
	for _, p := range l.Problems {
		if slices.Contains(readingCodes(), p.Code) {
			problems = append(problems, p.Code+" "+strconv.Itoa(p.Count))
		}
	}
	known := []string{}
	if w.problems != "" {
		known = strings.Split(w.problems, ", ")
	}
	for _, p := range problems {
		if !slices.Contains(known, p) && p != "no_symbol 1" && p != "stamp_guessed 1" {
			t.Errorf("unexpected problem %s", p)
		}
	}
	for _, p := range known {
		if !slices.Contains(problems, p) {
			t.Errorf("the problem %s is missing", p)
		}
	}
}

// consistent checks what is true of every set.
func consistent(t interface {
	Helper()
	Errorf(string, ...any)
}, set *table.Set) {
	t.Helper()
	l := &set.Loaded
	rows := 0
	if len(l.Series) != len(set.Series) {
		t.Errorf("%d series are described, %d are there", len(l.Series), len(set.Series))
		return
	}
	seen := map[string]bool{}
	for i, b := range set.Series {
		n := b.Len()
		rows += n
		if seen[b.Symbol] {
			t.Errorf("two series are called %q", b.Symbol)
		}
		seen[b.Symbol] = true
		if n == 0 || l.Series[i].Rows != n || l.Series[i].Symbol != b.Symbol {
			t.Errorf("series %d: %d bars, described as %+v", i, n, l.Series[i])
		}
		for k := 1; k < n; k++ {
			if b.Time[k] <= b.Time[k-1] {
				t.Errorf("%s: bar %d is not after the one before", b.Symbol, k)
				break
			}
		}
		if len(b.Row) != n {
			t.Errorf("%s: %d rows for %d bars", b.Symbol, len(b.Row), n)
		}
		for _, row := range b.Row {
			if row < 1 {
				t.Errorf("%s: row %d", b.Symbol, row)
				break
			}
		}
		b.Columns(func(role string, c *market.Column) {
			if c.Present() && c.Len() != n {
				t.Errorf("%s: column %s has %d rows for %d bars", b.Symbol, role, c.Len(), n)
			}
		})
		if len(b.Segment) == 0 || b.Segment[0] != 0 {
			t.Errorf("%s: stretches %v", b.Symbol, b.Segment)
		}
	}
	for _, p := range l.Problems {
		if !slices.Contains(table.Codes(), p.Code) {
			t.Errorf("unknown code %s", p.Code)
		}
		if p.Count < 1 || p.Message == "" || p.Rows == nil || len(p.Rows) > maxRows || p.Action == "" || p.Severity == "" {
			t.Errorf("incomplete problem %+v", p)
		}
		for _, name := range figures()[p.Code] {
			if _, ok := p.Params[name]; !ok {
				t.Errorf("%s lacks the figure %s of its message: %v", p.Code, name, p.Params)
			}
		}
		for _, row := range p.Rows {
			if row < 1 {
				t.Errorf("%s names row %d", p.Code, row)
			}
		}
	}
}
