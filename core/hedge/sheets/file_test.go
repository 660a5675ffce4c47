package sheets_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"fairbasis/core/hedge"
	"fairbasis/core/hedge/sheets"
	"fairbasis/core/market"
	"fairbasis/core/signal"
	"fairbasis/core/table"
	"fairbasis/core/table/demo"
	"fairbasis/core/table/load"
)

// simulated is the data of the demonstration as a stored file.
type simulated struct{ bytes []byte }

func (s simulated) Open(context.Context, string) (load.File, error) {
	return load.File{Name: "demo.csv", Bytes: s.bytes}, nil
}

// request asks for the strategy of report 001 over the demonstration.
func request(t *testing.T) (context.Context, hedge.FileInput) {
	t.Helper()
	made, err := demo.Demo(context.Background(), table.DemoInput{Name: "minute"})
	if err != nil {
		t.Fatal(err)
	}
	lib := load.New(simulated{made.File.Bytes})
	ctx := market.WithLibrary(context.Background(), lib)
	in := hedge.FileInput{BacktestInput: hedge.Example001(market.Source{Ref: "demo", Symbol: "IF2412"})}
	in.Index = &market.Source{Ref: "demo", Symbol: "000300"}
	if err := in.Resolve(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx, in
}

// records asks for a file as CSV and reads it back.
func records(t *testing.T, ctx context.Context, in hedge.FileInput) [][]string {
	t.Helper()
	in.As = "csv"
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	doc, err := sheets.File(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(doc.File.Bytes, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != doc.Rows+1 || doc.File.Name != "IF2412-"+in.What+".csv" {
		t.Fatalf("%s: %d rows of %d", doc.File.Name, len(rows)-1, doc.Rows)
	}
	return rows
}

// TestFiles: every part in both languages, with the numbers of the back-test
// itself; what should be a number is one.
func TestFiles(t *testing.T) {
	ctx, in := request(t)
	b, p, err := hedge.RunOn(ctx, in.BacktestInput)
	if err != nil {
		t.Fatal(err)
	}
	if b.Days < 30 || b.Trading.Trades < 10 || b.Execute == nil {
		t.Fatalf("the demonstration has %d days and %d trades", b.Days, b.Trading.Trades)
	}
	number := func(what, text string, want float64) {
		t.Helper()
		if x, err := strconv.ParseFloat(text, 64); err != nil || x != want {
			t.Errorf("%s: %q, want %v", what, text, want)
		}
	}
	for _, lang := range []string{"en", "zh"} {
		in.Lang = lang
		in.What = "trades"
		rows := records(t, ctx, in)
		if len(rows)-1 != b.Trading.Trades {
			t.Errorf("%d trades, want %d", len(rows)-1, b.Trading.Trades)
		}
		net := 0.0
		for i, r := range rows[1:] {
			for c, want := range []float64{b.Trades.In[i], b.Trades.Out[i], b.Trades.Lots[i], b.Trades.Gross[i], b.Trades.Costs[i], b.Trades.Net[i], b.Trades.Return[i]} {
				number("trade", r[4+c], want)
			}
			x, _ := strconv.ParseFloat(r[9], 64)
			net += x
			if r[2] != market.Stamp(int64(b.Trades.Entry[i]), false) || r[1] == "" || r[11] == "" {
				t.Errorf("trade %v", r)
			}
		}
		if math.Abs(net-(float64(b.Account.Gross)-float64(b.Account.Costs-b.Costs.Rolling))) > 0.005 {
			t.Errorf("the trades add up to %v", net)
		}

		in.What = "days"
		rows = records(t, ctx, in)
		if len(rows)-1 != b.Days || rows[1][0] != b.First || rows[b.Days][0] != b.Last {
			t.Errorf("%d days from %s", len(rows)-1, rows[1][0])
		}
		for i, r := range rows[1:] {
			number("overlay", r[1], b.Daily.Overlay[i])
			number("not executing", r[2], b.Daily.Passive[i])
			number("executing", r[3], b.Daily.Execute[i])
		}

		in.What = "months"
		rows = records(t, ctx, in)
		for i, r := range rows[1:] {
			m := b.Months[i]
			if r[0] != m.Month || len(r) != 8 {
				t.Errorf("month %v", r)
			}
			for c, want := range []float64{float64(m.Days), float64(m.Overlay), float64(*m.Passive), float64(*m.Execute), float64(m.Trades), float64(m.Wins), float64(m.Costs)} {
				number("month", r[1+c], want)
			}
		}

		if lang == "en" { // every bar; the heads of both are seen below
			in.What = "signals"
			rows = records(t, ctx, in)
			checkSignals(t, ctx, in, p, rows)
		}

		in.What = "metrics"
		rows = records(t, ctx, in)
		found := 0
		for _, r := range rows[1:] {
			switch r[1] {
			case "Sharpe ratio", "夏普比率":
				found++
			case "cumulative return", "累计收益率":
				if r[0] == "executing" || r[0] == "执行" {
					number("cumulative", r[2], float64(b.Execute.Cumulative))
				}
			case "change of the capital", "资本变动":
				number("change", r[2], float64(b.Account.Change))
			case "first day", "首日":
				if r[2] != b.First {
					t.Errorf("first day %s", r[2])
				}
			}
			if r[0] == "" || r[1] == "" || r[2] == "" {
				t.Errorf("an empty cell in %v", r)
			}
		}
		if found != 3 {
			t.Errorf("%d Sharpe ratios", found)
		}
	}
}

// checkSignals compares some bars with the fit that ends at each.
func checkSignals(t *testing.T, ctx context.Context, in hedge.FileInput, p *signal.Prepared, rows [][]string) {
	t.Helper()
	if len(rows)-1 != p.Bars.Len() {
		t.Fatalf("%d bars, want %d", len(rows)-1, p.Bars.Len())
	}
	for _, i := range []int{0, 448, 449, 5000, len(rows) - 2} {
		w, err := signal.At(ctx, signal.WindowInput{Series: in.Series, Settings: in.Settings, At: float64(p.Bars.Time[i])})
		if err != nil {
			t.Fatal(err)
		}
		r := rows[1+i]
		if x, err := strconv.ParseFloat(r[1], 64); err != nil || x != w.Price {
			t.Errorf("bar %d: open %s, want %v", i, r[1], w.Price)
		}
		if w.Regime == signal.None {
			if r[5] != "" || r[8] != "" {
				t.Errorf("bar %d has no fit but %v", i, r)
			}
			continue
		}
		for c, want := range []float64{w.Value, w.Slope, w.Curvature} {
			x, err := strconv.ParseFloat(r[5+c], 64)
			if err != nil || math.Abs(x-want) > 1e-12*math.Abs(want) {
				t.Errorf("bar %d: %s, want %v", i, r[5+c], want)
			}
		}
	}
}

// TestHeads: both languages have a head for every column, and without an index
// there are no columns for it.
func TestHeads(t *testing.T) {
	ctx, in := request(t)
	for _, what := range []string{"trades", "days", "months", "metrics"} {
		in.What = what
		in.Lang = ""
		english := records(t, ctx, in)[0]
		in.Lang = "zh"
		chinese := records(t, ctx, in)[0]
		if len(english) != len(chinese) {
			t.Errorf("%s: %v and %v", what, english, chinese)
		}
		for i := range english {
			if english[i] == chinese[i] || english[i] == "" || chinese[i] == "" || strings.ContainsAny(english[i], "一二三") {
				t.Errorf("%s: head %q and %q", what, english[i], chinese[i])
			}
		}
	}
	in.What, in.Lang = "signals", "zh"
	if head := records(t, ctx, in)[0]; len(head) != 9 || head[8] != "状态" {
		t.Errorf("signals: %v", head)
	}
	in.Index, in.What = nil, "days"
	if r := records(t, ctx, in)[0]; len(r) != 2 {
		t.Errorf("days without an index: %v", r)
	}
	in.What = "months"
	if r := records(t, ctx, in)[0]; len(r) != 6 {
		t.Errorf("months without an index: %v", r)
	}
}

// TestWorkbook: the workbook opens, and its numbers are numbers.
func TestWorkbook(t *testing.T) {
	ctx, in := request(t)
	in.What, in.As, in.Lang = "trades", "xlsx", "zh"
	doc, err := sheets.File(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(doc.File.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("trades", excelize.Options{RawCellValue: true})
	if err != nil || len(rows) != doc.Rows+1 || rows[0][1] != "方向" {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if x, err := strconv.ParseFloat(rows[1][9], 64); err != nil || x == 0 {
		t.Errorf("net of the first trade %q", rows[1][9])
	}
	if kind, err := f.GetCellType("trades", "J2"); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("net is of type %v, %v", kind, err)
	}
}
