package load

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fairbasis/core/table"
)

// minutesOfDay are the stamps of one day of the exchange at the end of bars.
func minutesOfDay(from, to, step int) []int {
	var list []int
	for m := from + step; m <= to; m += step {
		if m <= 11*60+30 || m > 13*60 {
			list = append(list, m)
		}
	}
	return list
}

// bars writes rows: stamp by stamp, with prices on the tick.
func bars(header string, days []string, minutes []int, stamp func(day string, minute int) string) []byte {
	var b strings.Builder
	b.WriteString(header + "\n")
	k := 0
	for _, d := range days {
		for _, m := range minutes {
			p := 3600 + k%9
			fmt.Fprintf(&b, "%s,%d.2,%d.6,%d.0,%d.4,%d\n", stamp(d, m), p, p, p, p, 100+k%50)
			k++
		}
	}
	return []byte(b.String())
}

func clock(d string, m int) string { return fmt.Sprintf("%s %02d:%02d:00", d, m/60, m%60) }

const plainHeader = "datetime,open,high,low,close,volume"

var threeDays = []string{"2024-05-06", "2024-05-07", "2024-05-08"}

// TestMeaningOfStamps: the session tells whether times begin or end a bar. The
// last column is the first stamp at the end of the bar.
func TestMeaningOfStamps(t *testing.T) {
	shifted := func(by int) func(string, int) string {
		return func(d string, m int) string { return clock(d, m+by) }
	}
	for _, c := range []struct {
		name    string
		days    []string
		minutes []int
		stamp   func(string, int) string
		choices table.Choices
		want    string // stamp/evidence minutes per day, first, last
	}{
		{"end, 240 bars", threeDays, minutesOfDay(570, 900, 1), clock, table.Choices{}, "end/session 1 240 2024-05-06 09:31 2024-05-08 15:00"},
		{"begin, 240 bars", threeDays, minutesOfDay(570, 900, 1), shifted(-1), table.Choices{}, "begin/session 1 240 2024-05-06 09:31 2024-05-08 15:00"},
		{"end, 5 minutes", threeDays, minutesOfDay(570, 900, 5), clock, table.Choices{}, "end/session 5 48 2024-05-06 09:35 2024-05-08 15:00"},
		{"begin, 5 minutes", threeDays, minutesOfDay(570, 900, 5), shifted(-5), table.Choices{}, "begin/session 5 48 2024-05-06 09:35 2024-05-08 15:00"},
		{"end, 15 minutes", threeDays, minutesOfDay(570, 900, 15), clock, table.Choices{}, "end/session 15 16 2024-05-06 09:45 2024-05-08 15:00"},
		{"begin, 30 minutes", threeDays, minutesOfDay(570, 900, 30), shifted(-30), table.Choices{}, "begin/session 30 8 2024-05-06 10:00 2024-05-08 15:00"},
		{"end, 60 minutes", threeDays, []int{630, 690, 840, 900}, clock, table.Choices{}, "end/session 60 4 2024-05-06 10:30 2024-05-08 15:00"},
		{"begin, 60 minutes", threeDays, []int{570, 630, 780, 840}, clock, table.Choices{}, "begin/session 60 4 2024-05-06 10:30 2024-05-08 15:00"},
		{"end, two halves", threeDays, []int{690, 900}, clock, table.Choices{}, "end/session 120 2 2024-05-06 11:30 2024-05-08 15:00"},
		// Index futures before 2016: 09:15 to 15:15.
		{"end, 270 bars", []string{"2015-05-06", "2015-05-07"}, minutesOfDay(555, 915, 1), clock, table.Choices{}, "end/session 1 270 2015-05-06 09:16 2015-05-07 15:15"},
		{"begin, 270 bars", []string{"2015-05-06", "2015-05-07"}, minutesOfDay(555, 915, 1), shifted(-1), table.Choices{}, "begin/session 1 270 2015-05-06 09:16 2015-05-07 15:15"},
		// The user knows better.
		{"chosen begin", threeDays, minutesOfDay(570, 900, 5), clock, table.Choices{Stamp: "begin"}, "begin/chosen 5 48 2024-05-06 09:40 2024-05-08 15:05"},
		{"chosen end", threeDays, minutesOfDay(570, 900, 5), shifted(-5), table.Choices{Stamp: "end"}, "end/chosen 5 48 2024-05-06 09:30 2024-05-08 14:55"},
		// Nothing shows in the middle of a morning.
		{"open", threeDays[:1], []int{605, 606, 607, 608}, clock, table.Choices{}, "end/default 1 4 2024-05-06 10:05 2024-05-06 10:08"},
	} {
		set := mustRead(t, "a.csv", bars(plainHeader, c.days, c.minutes, c.stamp), c.choices)
		l := set.Loaded
		got := fmt.Sprintf("%s/%s %d %d %s %s", l.Stamp.Value, l.Stamp.Evidence, l.Minutes, l.PerDay, l.First, l.Last)
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// TestZones: the same bars on other clocks come back to that of the exchange.
func TestZones(t *testing.T) {
	minutes := minutesOfDay(570, 900, 1)
	zoned := func(layout string, offset int) func(string, int) string {
		return func(d string, m int) string {
			day, _ := time.Parse("2006-01-02", d)
			at := day.Add(time.Duration(m-480) * time.Minute) // Beijing to UTC
			return at.In(time.FixedZone("", offset*60)).Format(layout)
		}
	}
	unix := func(unit time.Duration) func(string, int) string {
		return func(d string, m int) string {
			day, _ := time.Parse("2006-01-02", d)
			return strconv.FormatInt(day.Add(time.Duration(m-480)*time.Minute).UnixNano()/int64(unit), 10)
		}
	}
	for _, c := range []struct {
		name   string
		stamp  func(string, int) string
		zone   string
		choice string
		first  string
	}{
		{"offset of Beijing", zoned("2006-01-02T15:04:05-07:00", 480), "+08:00/offset", "", "09:31"},
		{"Z", zoned("2006-01-02T15:04:05Z", 0), "+00:00/offset", "", "09:31"},
		{"offset of New York", zoned("2006-01-02T15:04:05-07:00", -240), "-04:00/offset", "", "09:31"},
		{"offset, kept as it stands", zoned("2006-01-02T15:04:05-07:00", -240), "exchange/chosen", "exchange", "21:31"},
		{"unix seconds", unix(time.Second), "+00:00/epoch", "", "09:31"},
		{"unix milliseconds", unix(time.Millisecond), "+00:00/epoch", "", "09:31"},
		{"unix microseconds", unix(time.Microsecond), "+00:00/epoch", "", "09:31"},
		{"unix nanoseconds", unix(time.Nanosecond), "+00:00/epoch", "", "09:31"},
		{"chosen UTC", zoned("2006-01-02 15:04:05", 0), "+00:00/chosen", "+00:00", "09:31"},
		{"UTC without saying so, of unknown origin", zoned("2006-01-02 15:04:05", 0), "exchange/default", "", "01:31"},
	} {
		set := mustRead(t, "a.csv", bars(plainHeader, threeDays, minutes, c.stamp), table.Choices{Zone: c.choice})
		l := set.Loaded
		if got := l.Zone.Value + "/" + l.Zone.Evidence; got != c.zone {
			t.Errorf("%s: zone %s, want %s", c.name, got, c.zone)
		}
		if !strings.HasSuffix(l.First, c.first) {
			t.Errorf("%s: first bar %s, want %s", c.name, l.First, c.first)
		}
	}
	// A known product: its hours tell that the times are UTC.
	set := mustRead(t, "IF2406.csv", bars(plainHeader, threeDays, minutes, zoned("2006-01-02 15:04:05", 0)), table.Choices{})
	if got := set.Loaded.Zone; got != (table.Fact{Value: "+00:00", Evidence: "session"}) || set.Loaded.First != "2024-05-06 09:31" {
		t.Errorf("known product: got %v, first %s", got, set.Loaded.First)
	}
	// A daily bar stamped with the instant its day began in Beijing.
	daily := func(d string, _ int) string { return unix(time.Second)(d, 0) }
	set = mustRead(t, "a.csv", bars(plainHeader, threeDays, []int{0}, daily), table.Choices{})
	if l := set.Loaded; l.Minutes != 1440 || l.First != "2024-05-06" || l.Last != "2024-05-08" {
		t.Errorf("daily from the epoch: got %d minutes, %s to %s", l.Minutes, l.First, l.Last)
	}
	// Daily bars stamped with the close of their day.
	set = mustRead(t, "a.csv", bars(plainHeader, threeDays, []int{900}, clock), table.Choices{})
	if l := set.Loaded; l.Minutes != 1440 || l.First != "2024-05-06" || l.Last != "2024-05-08" || l.PerDay != 1 {
		t.Errorf("daily at 15:00: got %d minutes, %s to %s", l.Minutes, l.First, l.Last)
	}
}

// TestAuction: 241 rows a day, the first of them the auction at 09:30.
func TestAuction(t *testing.T) {
	minutes := slices.Insert(minutesOfDay(570, 900, 1), 0, 570)
	b := bars("时间,开盘,收盘,最高,最低,成交量", threeDays, minutes, clock)
	// Columns: open, close, high, low.
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	for i, l := range lines[1:] {
		c := strings.Split(l, ",")
		lines[i+1] = strings.Join([]string{c[0], c[1], c[4], c[2], c[3], c[5]}, ",")
	}
	lines[1] = "2024-05-06 09:30:00,3590.2,3590.2,3590.2,3590.2,77"
	lines[2] = "2024-05-06 09:31:00,3601.2,3601.4,3601.6,3601.0,101"
	set := mustRead(t, "a.csv", joined(lines), table.Choices{})
	l := set.Loaded
	if l.Rows != 720 || l.Skipped != 3 || l.PerDay != 240 || l.First != "2024-05-06 09:31" || l.Stamp.Value != "end" {
		t.Fatalf("got %+v", l)
	}
	s := set.Series[0]
	for _, c := range []struct {
		name, got, want string
	}{{"open", s.Open.Text(0), "3590.2"}, {"high", s.High.Text(0), "3601.6"}, {"low", s.Low.Text(0), "3590.2"}, {"close", s.Close.Text(0), "3601.4"}, {"volume", s.Volume.Text(0), "178"}} {
		if c.got != c.want {
			t.Errorf("%s of the first bar: got %s, want %s", c.name, c.got, c.want)
		}
	}
	if i := slices.IndexFunc(l.Problems, func(p table.Problem) bool { return p.Code == table.AuctionRows }); i < 0 || !slices.Equal(l.Problems[i].Rows, []int{2, 243, 484}) {
		t.Errorf("got %+v", l.Problems)
	}
}

// TestUnits: an index in hands comes to shares; the user decides otherwise.
func TestUnits(t *testing.T) {
	const head = "date,symbol,open,high,low,close,volume,amount\n"
	hands := head + "2024-05-06,000300,3600,3610,3590,3605,1000,1200000\n2024-05-07,000300,3605,3612,3600,3611,1100,1300000\n2024-05-08,000300,3611,3620,3600,3615,900,1100000\n"
	shares := strings.NewReplacer(",1000,", ",100000,", ",1100,", ",110000,", ",900,", ",90000,").Replace(hands)
	for _, c := range []struct {
		text, units, want, volume string
	}{
		{hands, "", "hands/content", "100000"},
		{shares, "", "shares/content", "100000"},
		{hands, "shares", "shares/chosen", "1000"},
		{shares, "hands", "hands/chosen", "10000000"},
	} {
		set := mustRead(t, "a.csv", []byte(c.text), table.Choices{Units: c.units})
		if got := set.Loaded.Units.Value + "/" + set.Loaded.Units.Evidence; got != c.want {
			t.Errorf("units: got %s, want %s", got, c.want)
		}
		if got := set.Series[0].Volume.Text(0); got != c.volume {
			t.Errorf("volume: got %s, want %s", got, c.volume)
		}
	}
}

// TestDayOfTheExchange: tables of the exchange for one day have no date in
// their rows. The heads follow the table of formats in ../shared/data/README.md.
func TestDayOfTheExchange(t *testing.T) {
	const rows = "合约代码,今开盘,最高价,最低价,成交量,成交金额,持仓量,持仓变化,今收盘,今结算,前结算,涨跌1,涨跌2,Delta\n" +
		"IC2409,4505.2,4510.0,4444.0,49248,4401562.1,73474.0,-100,4444.8,4456.6,4498.6,-53.8,-42.0,--\n" +
		"IC2410,4480.6,4483.8,4418.2,13472,1195642.2,30292.0,50,4419.0,4432.0,4473.2,-54.2,-41.2,--\n" +
		"小计,,,,62720,5597204.3,103766.0,,,,,,,\n" +
		"IO2409-C-3200,12.0,13.0,11.0,100,120.5,1000,1,12.4,12.2,12.6,-0.2,-0.4,0.5\n" +
		"合计,,,,62820,5597324.8,104766.0,,,,,,,\n"
	if _, err := Read(t.Context(), File{Name: "data.csv", Bytes: []byte(rows)}); err == nil || !strings.Contains(err.Error(), "choose the day") {
		t.Errorf("without a day: got %v", err)
	}
	for _, c := range []struct{ name, date, evidence string }{
		{"20240913_1.csv", "", table.DayFromName}, {"data.csv", "2024-09-13", ""}, {"2024-09-13.csv", "", table.DayFromName},
	} {
		set := mustRead(t, c.name, []byte(rows), table.Choices{Date: c.date})
		l := set.Loaded
		if l.Rows != 2 || l.Skipped != 3 || len(l.Series) != 2 || l.First != "2024-09-13" || l.Minutes != 1440 || set.Series[1].Symbol != "IC2410" {
			t.Errorf("%s: got %+v", c.name, l)
		}
		if got := set.Series[0].Settle.Text(0); got != "4456.6" {
			t.Errorf("settlement %s", got)
		}
		if c.evidence != "" && !slices.ContainsFunc(l.Problems, func(p table.Problem) bool { return p.Code == c.evidence && p.Params["day"] == "2024-09-13" }) {
			t.Errorf("%s: got %+v", c.name, l.Problems)
		}
	}
}

// TestMonthOfTheExchange: the days of a month in one zip, newest first, with
// sums in every member. Each kind of finding is told once.
func TestMonthOfTheExchange(t *testing.T) {
	const head = "合约代码,今开盘,最高价,最低价,成交量,成交金额,持仓量,持仓变化,今收盘,今结算,前结算,涨跌1,涨跌2,Delta\n"
	var members []any
	for day := 13; day >= 2; day-- {
		if day == 7 || day == 8 {
			continue
		}
		rows := head
		for _, code := range []string{"IF2409", "IF2412"} {
			rows += fmt.Sprintf("%s,3180.2,3190.4,3170.0,%d,401562.1,73474.0,-100,3175.%d,3176.2,3178.6,-53.8,-42.0,--\n", code, 1000+day, day%5*2)
		}
		members = append(members, fmt.Sprintf("202409/202409%02d_1.csv", day), []byte(rows+"小计,,,,62720,5597204.3,103766.0,,,,,,,\n"))
	}
	set := mustRead(t, "202409.zip", zipped(t, members...), table.Choices{})
	l := set.Loaded
	if l.Rows != 20 || l.Skipped != 10 || len(set.Series) != 2 || l.First != "2024-09-02" || l.Last != "2024-09-13" || l.Series[0].Days != 10 || l.Order != "ascending" {
		t.Errorf("got %+v", l)
	}
	for _, code := range []string{table.DayFromName, table.SubtotalRows} {
		n, count := 0, 0
		for _, p := range l.Problems {
			if p.Code == code {
				n++
				count += p.Count
			}
		}
		if n != 1 || count != 10 {
			t.Errorf("%s: told %d times with %d in all", code, n, count)
		}
	}
	for i, b := range set.Series {
		for k, row := range b.Row {
			if int(row) != 2+i {
				t.Errorf("%s: bar %d is from row %d", b.Symbol, k, row)
			}
		}
	}
}

// TestChoices: what the user says about a file without symbol.
func TestChoices(t *testing.T) {
	b := bars(plainHeader, threeDays, minutesOfDay(570, 900, 5), clock)
	for _, c := range []struct {
		choices               table.Choices
		symbol, kind, product string
		source                string
	}{
		{table.Choices{}, "", "other", "", "none"},
		{table.Choices{Symbol: "if2406.cfe"}, "IF2406", "future", "IF", "chosen"},
		{table.Choices{Symbol: "IF主力"}, "IF主力", "continuous", "IF", "chosen"},
		{table.Choices{Symbol: "沪深300"}, "000300", "index", "IF", "chosen"},
		{table.Choices{Symbol: "my own", Kind: "future"}, "my own", "future", "", "chosen"},
	} {
		s := mustRead(t, "a.csv", b, c.choices).Loaded.Series[0]
		if s.Symbol != c.symbol || s.Kind != c.kind || s.Product != c.product || s.Source != c.source {
			t.Errorf("%+v: got %+v", c.choices, s)
		}
	}
}

// TestKeepZeros: in a matrix of closes 0.00 is an empty cell, unless the user says otherwise.
func TestKeepZeros(t *testing.T) {
	const matrix = ",IF1505.CFE,IF1506.CFE\n2015/4/16,4560.80 ,0.00 \n2015/4/17,4604.40 ,4617.00 \n2015/4/20,0.00 ,0.00 \n2015/4/21,4619.00 ,4620.40 \n"
	set := mustRead(t, "a.csv", []byte(matrix), table.Choices{})
	if set.Loaded.Rows != 3 || set.Loaded.Skipped != 1 || set.Series[0].Len() != 3 || set.Series[1].Len() != 2 {
		t.Errorf("got %+v", set.Loaded)
	}
	set = mustRead(t, "a.csv", []byte(matrix), table.Choices{KeepZeros: true})
	if set.Loaded.Rows != 4 || set.Series[1].Len() != 4 {
		t.Errorf("with zeros: got %+v", set.Loaded)
	}
}
