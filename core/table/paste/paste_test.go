package paste

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/table"
)

func paste(t testing.TB, in table.PasteInput) (table.Pasted, error) {
	t.Helper()
	if err := in.Validate(); err != nil {
		return table.Pasted{}, err
	}
	return Paste(context.Background(), in)
}

// TestBarePrices: made-up stamps begin on the first trading day of 2026, a
// Monday, and follow the hours of the exchange.
func TestBarePrices(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string // rows of the file, a blank between them
	}{
		{"one column", "3412.2\n3412.4\n\n3412\n", "datetime,close 2026-01-05_09:31,3412.2 2026-01-05_09:32,3412.4 2026-01-05_09:33,3412"},
		{"a line above, carriage returns", "收盘价\r\n1\r\n2", "datetime,close 2026-01-05_09:31,1 2026-01-05_09:32,2"},
		{"thousands", "3,412.20\n12,345,678\n999", "datetime,close 2026-01-05_09:31,3412.2 2026-01-05_09:32,12345678 2026-01-05_09:33,999"},
		{"full width", "３，４１２．２\n３４１３\n", "datetime,close 2026-01-05_09:31,3412.2 2026-01-05_09:32,3413"},
		{"a byte order mark and blanks", "\ufeff  3412.2 \n\u30003413\u00a0", "datetime,close 2026-01-05_09:31,3412.2 2026-01-05_09:32,3413"},
		{"four by tabs", "3412\t3414\t3411\t3413", "datetime,open,high,low,close 2026-01-05_09:31,3412,3414,3411,3413"},
		{"four by tabs with thousands", "3,412\t3,414\t3,411.5\t3,413", "datetime,open,high,low,close 2026-01-05_09:31,3412,3414,3411.5,3413"},
		{"four by commas", "3412,3414,3411,3413", "datetime,open,high,low,close 2026-01-05_09:31,3412,3414,3411,3413"},
		{"four of three digits", "312,314,311,313", "datetime,open,high,low,close 2026-01-05_09:31,312,314,311,313"},
		{"four by semicolons", "3412;3414; 3411 ;3413", "datetime,open,high,low,close 2026-01-05_09:31,3412,3414,3411,3413"},
		{"four by blanks", "3412  3414 3411\u30003413", "datetime,open,high,low,close 2026-01-05_09:31,3412,3414,3411,3413"},
		{"quotes", "\"3,412\"\t\"3,414\"\t\"3,411\"\t\"3,413\"", "datetime,open,high,low,close 2026-01-05_09:31,3412,3414,3411,3413"},
		{"another order", "开盘\t收盘\t最高\t最低\n1\t2\t3\t0.5", "datetime,open,close,high,low 2026-01-05_09:31,1,2,3,0.5"},
		{"names of nothing", "a\tb\tc\td\n1\t3\t0.5\t2", "datetime,open,high,low,close 2026-01-05_09:31,1,3,0.5,2"},
		{"a name twice", "Open\tHigh\tHigh\tClose\n1\t3\t0.5\t2", "datetime,open,high,low,close 2026-01-05_09:31,1,3,0.5,2"},
	} {
		out, err := paste(t, table.PasteInput{Text: c.text})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := strings.ReplaceAll(strings.TrimSpace(string(out.File.Bytes)), " ", "_")
		if got = strings.ReplaceAll(got, "\n", " "); got != c.want || !out.Stamped || out.Rows != strings.Count(c.want, " ") || out.First != "2026-01-05 09:31" {
			t.Errorf("%s: got %s, stamped %t, %d rows from %s\nwant %s", c.name, got, out.Stamped, out.Rows, out.First, c.want)
		}
	}
}

// TestStamps: where the made-up stamps of 500 bars are, counted on
// ../shared/data/calendar/cn_weekday_closures_2010_2026.csv by another program.
func TestStamps(t *testing.T) {
	text := strings.Repeat("1\n", 500)
	for _, c := range []struct {
		minutes     int
		from        string
		first, last string
	}{
		{0, "", "2026-01-05 09:31", "2026-01-07 09:50"},            // 2 days of 240 and 20 minutes
		{1, "2026-01-01", "2026-01-05 09:31", "2026-01-07 09:50"},  // New Year is until the 4th
		{60, "2026-02-13", "2026-02-13 10:30", "2026-08-21 15:00"}, // 125 days of 4 hours
		{market.Daily, "2020-01-23", "2020-01-23", "2022-02-18"},   // 500 trading days from the eve of the Spring Festival
	} {
		out, err := paste(t, table.PasteInput{Text: text, Minutes: c.minutes, FirstDay: c.from})
		if err != nil || out.First != c.first || out.Last != c.last || out.Rows != 500 {
			t.Errorf("%d minutes from %q: got %s to %s, %d rows, %v; want %s to %s", c.minutes, c.from, out.First, out.Last, out.Rows, err, c.first, c.last)
		}
	}
	out, err := paste(t, table.PasteInput{Text: strings.Repeat("1\n", 5), Minutes: 60})
	want := "datetime,close\n2026-01-05 10:30,1\n2026-01-05 11:30,1\n2026-01-05 14:00,1\n2026-01-05 15:00,1\n2026-01-06 10:30,1\n"
	if err != nil || string(out.File.Bytes) != want {
		t.Errorf("hours: got %q, %v", out.File.Bytes, err)
	}
}

// TestWithStamps: text that has dates or times stays as it is.
func TestWithStamps(t *testing.T) {
	for _, text := range []string{
		"2024-09-13 09:31\t3412.2\n2024-09-13 09:32\t3412.4\n",
		"日期,收盘\n20240913,3412.2\n20240918,3412.4",
		"日期\t收盘\n2024年9月13日\t３４１２．２\n2024年9月18日\t3412\n",
		"2024/9/13;3412\n2024/9/18;3413",
		"a title\n\ntime close\n09:31 3412\n09:32 3413",
	} {
		out, err := paste(t, table.PasteInput{Text: text})
		if err != nil || out.Stamped || string(out.File.Bytes) != text || out.Rows != 2 || out.First != "" {
			t.Errorf("%q: got %+v, %v", text, out, err)
		}
	}
}

// TestRefuses: every line that cannot be read is named, the first twenty of
// them, and how many follow.
func TestRefuses(t *testing.T) {
	for _, c := range []struct {
		name, want string
		in         table.PasteInput
	}{
		{"nothing", "text:no_prices", table.PasteInput{Text: " \n\t\n"}},
		{"words alone", "text:no_prices", table.PasteInput{Text: "close"}},
		{"two columns", "text:paste_columns", table.PasteInput{Text: "1\t2"}},
		{"two columns by commas", "text:paste_columns", table.PasteInput{Text: "3,41\n3,42"}},
		{"a column missing", "text:line_columns", table.PasteInput{Text: "1\t2\t3\t4\n1\t2\t3"}},
		{"no numbers", "text:line_number text:line_number", table.PasteInput{Text: "1\n-\n2\nn/a"}},
		{"zero and below", "text:line_not_positive text:line_not_positive", table.PasteInput{Text: "1\n0.0\n-2"}},
		{"percent", "text:line_number", table.PasteInput{Text: "1\n2%"}},
		{"one remark a line", "text:line_number", table.PasteInput{Text: "1\t2\t3\t4\nx\ty\tz\t0"}},
		{"a length of bars", "minutes:bar_length", table.PasteInput{Text: "1", Minutes: 7}},
		{"no day", "first_day:bad_date", table.PasteInput{Text: "1", FirstDay: "tomorrow"}},
		{"past the calendar", "text:past_calendar", table.PasteInput{Text: strings.Repeat("1\n", 9), Minutes: market.Daily, FirstDay: "9999-12-30"}},
	} {
		_, err := paste(t, c.in)
		if got := optest.Refused(t, err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}

	text := "1\n" + strings.Repeat("x\n", 33)
	_, err := paste(t, table.PasteInput{Text: text})
	fields := fault.From(err).Fields
	if len(fields) != 21 || fields[0].Params["line"] != "2" || fields[19].Params["line"] != "21" || fields[20].Code != "more_lines" || fields[20].Params["lines"] != "13" {
		t.Errorf("got %+v", fields)
	}

	for name, text := range map[string]string{"too long": strings.Repeat("1", table.MaxPaste+1), "too many lines": strings.Repeat("\n", 1<<20)} {
		if _, err := paste(t, table.PasteInput{Text: text}); fault.From(err) == nil || fault.From(err).Code != fault.TooLarge {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// FuzzPaste: whatever is pasted makes a file or is refused, and a file of bare
// prices has as many rows as it says, all of one width.
func FuzzPaste(f *testing.F) {
	for _, s := range []string{"", "1\n2", "1\t2\t3\t4", "3,412.2\n", "time;close\n09:31;1", "３４１２\r\n", "\"1\"", "1,,2", "\xff\xfe", "2024-09-13,1"} {
		f.Add(s, 1, "2026-01-05")
	}
	f.Fuzz(func(t *testing.T, text string, minutes int, day string) {
		out, err := paste(t, table.PasteInput{Text: text, Minutes: minutes, FirstDay: day})
		if err != nil {
			if len(fault.From(err).Fields) == 0 || fault.From(err).Code == fault.Internal {
				t.Errorf("refused without a reason: %v", err)
			}
			return
		}
		if !out.Stamped {
			return
		}
		lines := strings.Split(strings.TrimSuffix(string(out.File.Bytes), "\n"), "\n")
		if len(lines) != out.Rows+1 {
			t.Errorf("%d lines, %d rows", len(lines), out.Rows)
		}
		commas := strings.Count(lines[0], ",")
		for _, l := range lines[1:] {
			if strings.Count(l, ",") != commas {
				t.Errorf("%q among %q", l, lines[0])
			}
			for _, c := range strings.Split(l, ",")[1:] {
				if x, err := strconv.ParseFloat(c, 64); err != nil || !(x > 0) {
					t.Errorf("price %q", c)
				}
			}
		}
	})
}
