package hosted_test

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/signal"
)

// minutes are so many bars as columns: every step-th minute of trading days.
func minutes(bars, step int) string {
	var stamps, closes []string
	day := calendar.MustOf(2016, 1, 4)
	for len(stamps) < bars {
		for at := 9*60 + 30 + step; at <= 15*60 && len(stamps) < bars; at += step {
			if at > 11*60+30 && at <= 13*60 {
				continue
			}
			stamps = append(stamps, strconv.Quote(market.Stamp(int64(day.UnixDay())*market.DayMillis+int64(at)*60_000, false)))
			closes = append(closes, strconv.Itoa(4000+len(stamps)%131))
		}
		day = calendar.Next(day).Date
	}
	return `{"symbol":"IF.HOT","columns":{"minutes":1,"time":[` + strings.Join(stamps, ",") + `],"close":[` + strings.Join(closes, ",") + `]}}`
}

func repeated(n int, cell string) string { return "[" + strings.Repeat(cell+",", n-1) + cell + "]" }

// with is the example of an operation with other members.
func with(t *testing.T, name, members string) string {
	t.Helper()
	o, _ := catalog.All.Find(name)
	all := map[string]any{}
	example, err := json.Marshal(o.Example)
	if err == nil {
		err = json.Unmarshal(example, &all)
	}
	if err == nil {
		err = json.Unmarshal([]byte(members), &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	request, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(request)
}

// TestCellsOverLimit: of every operation that could take seconds, much of what
// its own rules allow is refused, with the field to make smaller, and what is
// asked for in earnest is answered. For the sake of time all is a tenth.
func TestCellsOverLimit(t *testing.T) {
	dense, sparse := minutes(480, 1), minutes(1700, 55)
	rates := func(sign string, n int) string {
		list := make([]string, n)
		for i := range list {
			list[i] = sign + "0.0" + strconv.Itoa(1001+i)
		}
		return "[" + strings.Join(list, ",") + "]"
	}
	sweep := func(n int) string {
		return with(t, "sweep", `{"futures":[`+dense+`],"windows":[60],"orders":[2],"take_profits":`+rates("", n)+`,"stop_losses":`+rates("-", n)+`}`)
	}
	evidence := func(cells, blocks int) string {
		months := make([]string, 24)
		for i := range months {
			months[i] = `"20` + strconv.Itoa(20+i/12) + "-" + strconv.Itoa(101 + i%12)[1:] + `"`
		}
		return `{"months":[` + strings.Join(months, ",") + `],"length":` + repeated(24, "20") + `,"net":` + repeated(cells, "0.01") + `,"sum":` + repeated(24*cells, "0.01") +
			`,"square":` + repeated(24*cells, "0.01") + `,"cube":` + repeated(cells, "0.01") + `,"fourth":` + repeated(cells, "0.01") +
			`,"shape":[` + strconv.Itoa(cells) + `,1,1,1],"chosen":0,"blocks":` + strconv.Itoa(blocks) + `}`
	}
	axis := func(source, axis string) string {
		return with(t, "signals", `{"futures":[`+source+`],"order":6,"window":200,"axis":"`+axis+`"}`)
	}
	for _, c := range []struct{ name, request, path string }{
		{"sweep", sweep(140), "take_profits"}, {"sweep", sweep(8), ""},
		{"evidence", evidence(150, 16), "shape"}, {"evidence", evidence(50, 14), ""},
		{"signals", axis(sparse, "minutes"), "axis"}, {"signals", axis(dense, "minutes"), ""}, {"signals", axis(sparse, "bars"), ""},
		{"events", with(t, "events", `{"before":60,"after":250,"samples":5000,"events":`+repeated(20, `{"date":"2024-09-13"}`)+`}`), "samples"},
		{"fit", `{"order":10,"y":` + repeated(3000, "1.5") + `}`, ""},
	} {
		ctx := hosted.WithFile(context.Background(), "bars.csv", hosted.CleanFile())
		ctx = op.WithLimits(ctx, op.Limits{Bars: hosted.Limits.Bars / 10, Cells: hosted.Limits.Cells / 10})
		_, err := catalog.All.Call(ctx, c.name, []byte(c.request))
		e := fault.From(err)
		switch {
		case c.path == "" && e != nil:
			t.Errorf("%s: %v", c.name, e)
		case c.path != "" && (e == nil || e.Code != fault.TooLarge || len(e.Fields) != 1 || e.Fields[0].Path != c.path || e.Fields[0].Code != "over_limit"):
			t.Errorf("%s: got %+v, want too_large at %s", c.name, e, c.path)
		}
	}
	ctx := op.WithLimits(context.Background(), op.Limits{Cells: hosted.Limits.Cells / 10})
	answered := 0
	for answered < 1000 {
		if _, err := catalog.All.Call(ctx, "demo", []byte(`{"name":"daily"}`)); err != nil {
			break
		}
		answered++
	}
	if answered == 0 || answered > 20 {
		t.Errorf("a batch makes %d files of simulated bars", answered)
	}
	if signal.MaxWindow != 2000 || signal.MaxOrder != 6 {
		t.Errorf("windows of %d bars, order %d", signal.MaxWindow, signal.MaxOrder)
	}
}
