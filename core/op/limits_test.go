package op

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/fault"
)

// grid is a request that asks for as many cells as its sides make.
type grid struct {
	X   int   `json:"x"`
	Y   int   `json:"y"`
	Bad []int `json:"bad,omitempty"`
}

func (g grid) Validate() error {
	var fs fault.Fields
	for i := range g.Bad {
		fs.Add("bad."+strconv.Itoa(i), "negative", "must not be negative")
	}
	return fs.Err()
}

func (g grid) Sizes(add func(path string, count, cells int)) {
	add("x", g.X, 0)
	add("y", g.X*g.Y, 3)
}

var grids = NewSet(New(Key[grid, reply]("grid"), "grid", grid{}, func(context.Context, grid) (reply, error) { return reply{}, nil }))

func ask(ctx context.Context, body string) *fault.Error {
	_, err := grids.Call(ctx, "grid", []byte(body))
	return fault.From(err)
}

func TestLimits(t *testing.T) {
	ctx := context.Background()
	if e := ask(ctx, `{"x":1000000,"y":1000000}`); e != nil {
		t.Errorf("without limits: %v", e)
	}
	if e := ask(WithLimits(ctx, Limits{Bars: 1}), `{"x":1000000,"y":1000000}`); e != nil {
		t.Errorf("without a limit of cells: %v", e)
	}
	limited := WithLimits(ctx, Limits{Cells: 100})
	if e := ask(limited, `{"x":10,"y":2}`); e != nil { // 70 cells
		t.Errorf("within the limits: %v", e)
	}
	e := ask(limited, `{"x":3,"y":4}`) // 3 and then 27 cells are left, which are 9
	if e == nil || e.Code != fault.TooLarge || len(e.Fields) != 1 || e.Fields[0].Path != "y" || e.Fields[0].Code != "over_limit" || e.Fields[0].Params["got"] != "12" || e.Fields[0].Params["max"] != "9" {
		t.Errorf("beyond the limits: %+v", e)
	}
	if got := LimitsOf(limited); got.Cells != 100 || LimitsOf(ctx) != (Limits{}) {
		t.Errorf("limits of a context: %+v", got)
	}
}

func TestSpendBars(t *testing.T) {
	one, other := new(int), new(int)
	if err := SpendBars(context.Background(), "", 1<<40, one); err != nil {
		t.Error(err)
	}
	ctx := WithLimits(context.Background(), Limits{Bars: 10, Cells: 25})
	for i, c := range []struct {
		bars   int
		series any
		want   string
	}{
		{6, one, ""}, {6, one, ""}, {6, one, ""}, {6, one, "6 0"}, // twice more is work, a third time too much of it
		{5, other, "11 10"}, {4, nil, ""}, {1, nil, "11 10"},
	} {
		got := ""
		if e := fault.From(SpendBars(ctx, "futures.0", c.bars, c.series)); e != nil {
			f := e.Fields[0]
			got = f.Params["got"] + " " + f.Params["max"]
			if e.Code != fault.TooLarge || f.Path != "futures.0" || !strings.Contains(f.Message, f.Params["max"]) {
				t.Errorf("%d: %+v", i, e)
			}
		}
		if got != c.want {
			t.Errorf("%d: got %q, want %q", i, got, c.want)
		}
	}
}

// TestFewFaults: a request of nothing but mistakes has a hundred of them named.
func TestFewFaults(t *testing.T) {
	many := "[" + strings.Repeat(`"a",`, 5000) + `"a"]`
	if e := ask(context.Background(), `{"bad":`+many+`}`); e == nil || len(e.Fields) != maxFaults {
		t.Errorf("wrong kinds: %.200v", e)
	}
	members := `{"x":1`
	for i := range 5000 {
		members += `,"m` + strconv.Itoa(i) + `":1`
	}
	if e := ask(context.Background(), members+"}"); e == nil || len(e.Fields) != maxFaults {
		t.Errorf("unknown fields: %.200v", e)
	}
	many = strings.ReplaceAll(many, `"a"`, "1")
	if e := ask(context.Background(), `{"bad":`+many+`}`); e == nil || len(e.Fields) != 5001 {
		t.Errorf("refused without limits: %.200v", e)
	}
	if e := ask(WithLimits(context.Background(), Limits{Bars: 1}), `{"bad":`+many+`}`); e == nil || len(e.Fields) != maxFaults || !strings.Contains(e.Message, "5001") {
		t.Errorf("refused under limits: %.200v", e)
	}
	if e := ask(context.Background(), `{"x":`+strings.Repeat("1", 5000)+`}`); e == nil || len(e.Fields[0].Message) > 100 {
		t.Errorf("a long number: %.200v", e)
	}
}
