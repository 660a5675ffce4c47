package load

import (
	"context"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

func readColumns(ctx context.Context, text, symbol string) (*market.Bars, error) {
	tree, err := json.Parse([]byte(text))
	if err != nil {
		return nil, err
	}
	return New(nil).Columns(ctx, &market.Columns{Tree: tree}, symbol)
}

// written is rows as CSV and as columns; "" is an empty cell.
func written(head []string, rows [][]string) (csv, columns string) {
	var b strings.Builder
	b.WriteString(strings.Join(head, ",") + "\n")
	lists := make([][]string, len(head))
	for _, row := range rows {
		b.WriteString(strings.Join(row, ",") + "\n")
		for k, cell := range row {
			switch {
			case k == 0:
				cell = strconv.Quote(cell)
			case cell == "":
				cell = "null"
			}
			lists[k] = append(lists[k], cell)
		}
	}
	members := make([]string, len(head))
	for k, name := range head {
		if k == 0 {
			name = "time"
		}
		members[k] = strconv.Quote(name) + ":[" + strings.Join(lists[k], ",") + "]"
	}
	return b.String(), "{" + strings.Join(members, ",") + "}"
}

// TestColumnsLikeFile: bars that come with a request are, digit by digit and
// stretch by stretch, those of a file that holds the same rows.
func TestColumnsLikeFile(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		symbol := rapid.SampledFrom([]string{"IF2412", "IM2503", "IC2412", "IF.HOT", "000300"}).Draw(t, "symbol")
		minutes := rapid.SampledFrom([]int{1440, 1440, 5, 30, 1}).Draw(t, "minutes")
		decimals := rapid.IntRange(1, 4).Draw(t, "decimals")
		gaps := rapid.Bool().Draw(t, "gaps")
		cents := rapid.Int64Range(1000, 900_000_000)
		price := func(m int64) string {
			s := strconv.FormatInt(m+100_000, 10)
			return s[:len(s)-decimals] + "." + s[len(s)-decimals:]
		}
		head := []string{"date", "open", "high", "low", "close", "volume", "open_interest"}
		if minutes != 1440 {
			head[0] = "datetime"
		}
		var rows [][]string
		day := calendar.MustOf(2024, 9, 2)
		for range rapid.IntRange(4, 7).Draw(t, "days") {
			var stamps []string
			if minutes == 1440 {
				stamps = []string{day.String()}
			} else {
				for at := 9*60 + 30 + minutes; at <= 15*60; at += minutes {
					if at > 11*60+30 && at < 13*60+minutes {
						continue
					}
					stamps = append(stamps, market.Stamp(int64(day.UnixDay())*market.DayMillis+int64(at)*60_000, false))
				}
			}
			drop := -1
			if gaps && len(stamps) > 60 {
				drop = rapid.IntRange(1, len(stamps)-2).Draw(t, "gap")
			}
			x := cents.Draw(t, "price")
			for i, stamp := range stamps {
				if i == drop {
					continue
				}
				row := []string{stamp, price(x), price(x + 40), price(x - 40), price(x + int64(i%40)), strconv.Itoa(100 + i), strconv.Itoa(5000 + i)}
				if i%17 == 3 {
					row[1] = ""
				}
				rows = append(rows, row)
			}
			day = calendar.Next(day).Date
		}
		csv, columns := written(head, rows)
		set, err := Read(ctx, File{Name: "bars.csv", Bytes: []byte("symbol," + strings.ReplaceAll(strings.TrimSuffix(csv, "\n"), "\n", "\n"+symbol+",") + "\n")})
		if err != nil {
			t.Fatal(err)
		}
		got, err := readColumns(ctx, columns, symbol)
		if err != nil {
			t.Fatal(err)
		}
		want := *set.Series[0]
		for i := range want.Row {
			want.Row[i] = int32(i + 1) // the file has a header
		}
		if !reflect.DeepEqual(*got, want) {
			t.Fatalf("columns of %s, %d minutes, are not the bars of the file\ngot  %.600v\nwant %.600v", symbol, minutes, *got, want)
		}
		again, err := json.Marshal(market.ColumnsOf(got))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := readColumns(ctx, string(again), symbol); err != nil || !reflect.DeepEqual(back, got) {
			t.Fatalf("bars written as columns do not read back: %v", err)
		}
	})
}

// TestColumnsRefused: every mistake is refused, at its place, in the request's
// own names.
func TestColumnsRefused(t *testing.T) {
	for name, c := range map[string]struct{ columns, want string }{
		"no object":        {`[]`, "columns wrong_kind"},
		"nothing":          {`{}`, "columns.time missing"},
		"no bar":           {`{"time":[],"close":[]}`, "columns.time no_bars"},
		"times only":       {`{"time":["2024-09-13"]}`, "columns no_lists"},
		"unknown list":     {`{"time":["2024-09-13"],"clsoe":[1]}`, "columns.clsoe unknown_field"},
		"a name twice":     {`{"time":["2024-09-13"],"close":[1],"extra":{"high":[2]}}`, "columns.extra.high unknown_field"},
		"extra no object":  {`{"time":["2024-09-13"],"close":[1],"extra":[1]}`, "columns.extra wrong_kind"},
		"no list":          {`{"time":["2024-09-13"],"close":1}`, "columns.close wrong_kind"},
		"time no list":     {`{"time":"2024-09-13","close":[1]}`, "columns.time wrong_kind"},
		"short":            {`{"time":["2024-09-13","2024-09-18"],"close":[1],"high":[1,2,3]}`, "columns.high length columns.close length"},
		"text":             {`{"time":["2024-09-13"],"close":["1"]}`, "columns.close.0 wrong_kind"},
		"number as time":   {`{"time":[20240913],"close":[1]}`, "columns.time.0 wrong_kind"},
		"no such day":      {`{"time":["2023-02-29"],"close":[1]}`, "columns.time.0 bad_date"},
		"other order":      {`{"time":["13/09/2024"],"close":[1]}`, "columns.time.0 bad_date"},
		"zone":             {`{"time":["2024-09-13T09:31:00Z"],"close":[1]}`, "columns.time.0 bad_date"},
		"hour 24":          {`{"time":["2024-09-13 24:00"],"close":[1]}`, "columns.time.0 bad_date"},
		"back":             {`{"time":["2024-09-13","2024-09-12"],"close":[1,2]}`, "columns.time.1 not_ascending"},
		"twice":            {`{"time":["2024-09-13","2024-09-13"],"close":[1,2]}`, "columns.time.1 not_ascending"},
		"mixed":            {`{"time":["2024-09-13","2024-09-18 09:31"],"close":[1,2]}`, "columns.time wrong_kind"},
		"zero":             {`{"time":["2024-09-13"],"close":[0]}`, "columns.close.0 not_positive"},
		"below zero":       {`{"time":["2024-09-13"],"open":[-1.5],"close":[1]}`, "columns.open.0 not_positive"},
		"negative volume":  {`{"time":["2024-09-13"],"close":[1],"volume":[-1]}`, "columns.volume.0 negative"},
		"beyond a double":  {`{"time":["2024-09-13"],"close":[1e400]}`, "columns.close.0 too_large"},
		"high below close": {`{"time":["2024-09-13"],"high":[4100.0],"close":[4100.2]}`, "columns.high.0 ohlc_violation"},
		"low above all":    {`{"time":["2024-09-13"],"open":[3],"high":[4],"low":[5],"close":[3]}`, "columns.low.0 ohlc_violation columns.low.0 ohlc_violation columns.low.0 ohlc_violation"},
		"no price":         {`{"time":["2024-09-13","2024-09-18"],"close":[1,null],"volume":[1,2]}`, "columns.time.1 no_price"},
		"length of days":   {`{"time":["2024-09-13"],"close":[1],"minutes":1}`, "columns.minutes wrong_kind"},
		"days with times":  {`{"time":["2024-09-13 15:00"],"close":[1],"minutes":1440}`, "columns.time wrong_kind"},
		"overlap":          {`{"time":["2024-09-13 09:31","2024-09-13 09:32"],"close":[1,2],"minutes":5}`, "columns.minutes wrong_kind"},
		"no length":        {`{"time":["2024-09-13"],"close":[1],"minutes":"1"}`, "columns.minutes out_of_range"},
		"all at once":      {`{"time":["2024-09-13","x",3],"close":[1,"2",0],"low":[2,2,2]}`, "columns.time.1 bad_date columns.time.2 wrong_kind columns.close.1 wrong_kind columns.close.2 not_positive"},
	} {
		_, err := readColumns(context.Background(), c.columns, "IF2412")
		var got []string
		for _, f := range fault.From(err).Fields {
			got = append(got, f.Path, f.Code)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, s, c.want)
		}
	}
}

// TestColumnsManyFaults: the first twenty are named, the others counted.
func TestColumnsManyFaults(t *testing.T) {
	days, zeros := `"2024-09-13 09:00:00.000"`, `0`
	for i := 1; i < 57; i++ {
		days += `,"2024-09-13 09:00:00.0` + strconv.Itoa(i+10) + `"`
		zeros += `,0`
	}
	_, err := readColumns(context.Background(), `{"time":[`+days+`],"close":[`+zeros+`]}`, "")
	f := fault.From(err).Fields
	if len(f) != 21 || f[20].Code != "more_faults" || f[20].Params["count"] != "37" {
		t.Errorf("got %d fields, the last %+v", len(f), f[len(f)-1])
	}
}

// TestColumnsUnderLimits: bars are counted over all series of a request.
func TestColumnsUnderLimits(t *testing.T) {
	ctx := op.WithLimits(context.Background(), op.Limits{Bars: 3})
	two := `{"time":["2024-09-12","2024-09-13"],"close":[1,2]}`
	if _, err := readColumns(ctx, two, "IF2412"); err != nil {
		t.Fatal(err)
	}
	_, err := readColumns(ctx, two, "IF2412")
	f := fault.From(err)
	if f == nil || f.Code != fault.TooLarge || len(f.Fields) != 1 || f.Fields[0].Path != "columns.time" || f.Fields[0].Params["got"] != "4" || f.Fields[0].Params["max"] != "3" {
		t.Errorf("got %+v", f)
	}
}

// FuzzColumns: whatever is sent, it is read or refused with fields, and what is
// read keeps what market.Bars promises.
func FuzzColumns(f *testing.F) {
	f.Add(`{"time":["2024-09-13 09:31:00.5"],"close":[1e3],"extra":{"pe":[null]}}`, "IF2412")
	f.Add(`{"time":["2024-09-13","2024-09-18"],"close":[4100.20,-0],"minutes":1440}`, "")
	f.Add(`{"time":["9999-12-31"],"volume":[123456789012345678901234567890],"spot":[1]}`, "指数")
	f.Fuzz(func(t *testing.T, text, symbol string) {
		b, err := readColumns(context.Background(), text, symbol)
		if err != nil {
			var e *fault.Error
			if errors.As(err, &e) && (e.Code != fault.Invalid || len(e.Fields) == 0) {
				t.Fatalf("refused as %+v", e)
			}
			return
		}
		for i, at := range b.Time {
			if i > 0 && at <= b.Time[i-1] {
				t.Fatalf("bars %d and %d do not ascend", i-1, i)
			}
		}
		b.Columns(func(role string, c *market.Column) {
			if c.Present() && c.Len() != b.Len() {
				t.Fatalf("%s has %d of %d cells", role, c.Len(), b.Len())
			}
		})
		if len(b.Segment) == 0 || b.Segment[0] != 0 {
			t.Fatalf("segments %v", b.Segment)
		}
	})
}
