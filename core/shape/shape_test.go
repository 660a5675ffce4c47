package shape

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"fairbasis/core/fault"
)

const reply = `{"contract":"IM2412","tau":0.2680,"forward":{"total":{"undefined":"no_margin"},"parts":[{"code":"spot","points":-1},{"code":"fee","points":0.10,"why":"a"}]},` +
	`"rows":[{"day":"2024-09-13","close":1.50,"basis":{"rate":-1e-7,"why":"=x"}},{"day":"2024-09-16","gap":true,"close":{"undefined":"no_price"},"of":[1,2.0]},{"day":"2024-09-18","basis":{"rate":3}}],` +
	`"time":[1,2,3,4],"value":[1.0,{"undefined":"u"},3,4],"gap":[1,3],"empty":[{"column":"value","points":[0,2]}],"notes":[],"columns":["a","b"],"cells":[["x",1],["y",2]]}`

func refusal(t *testing.T, err error) fault.Field {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.Invalid || len(f.Fields) != 1 {
		t.Fatalf("not refused: %v", err)
	}
	return f.Fields[0]
}

// TestJSON holds wants with what must come of the reply above.
func TestJSON(t *testing.T) {
	for _, c := range []struct {
		want Want
		out  string
	}{
		{Want{}, reply},
		{Want{Fields: []string{"tau", "contract"}}, `{"contract":"IM2412","tau":0.2680}`},
		{Want{Fields: []string{"forward.parts.points"}}, `{"forward":{"parts":[{"points":-1},{"points":0.10}]}}`},
		{Want{Fields: []string{"forward.total", "forward.parts.why"}}, `{"forward":{"total":{"undefined":"no_margin"},"parts":[{},{"why":"a"}]}}`},
		{Want{Fields: []string{"rows.basis.rate", "rows.basis", "rows.basis.why"}}, `{"rows":[{"basis":{"rate":-1e-7,"why":"=x"}},{},{"basis":{"rate":3}}]}`},
		{Want{Fields: []string{"forward.total.low"}}, `{"forward":{"total":{"undefined":"no_margin"}}}`}, // an object that has no meaning here
		{Want{Fields: []string{"notes.code", "tau"}}, `{"tau":0.2680,"notes":[]}`},
		{Want{Fields: []string{"tau", "wave"}, Known: []string{"wave"}}, `{"tau":0.2680}`},
		{Want{Fields: []string{"forward"}, Columns: true}, `{"forward":{"total":{"undefined":"no_margin"},"parts":{"code":["spot","fee"],"points":[-1,0.10],"why":[null,"a"]}}}`},
		{Want{Fields: []string{"rows"}, Columns: true}, `{"rows":{"day":["2024-09-13","2024-09-16","2024-09-18"],"gap":[null,true,null],"close":[1.50,{"undefined":"no_price"},null],` +
			`"of":[null,[1,2.0],null],"basis":{"rate":[-1e-7,null,3],"why":["=x",null,null]}}}`},
		{Want{Fields: []string{"time", "value", "gap", "empty", "cells", "columns"}, Tail: 2},
			`{"time":[3,4],"value":[3,4],"gap":[1],"empty":[{"column":"value","points":[0]}],"columns":["a","b"],"cells":[["x",1],["y",2]]}`},
		{Want{Fields: []string{"columns", "cells"}, Tail: 1}, `{"columns":["a","b"],"cells":[["y",2]]}`},
		{Want{Fields: []string{"rows.day", "notes"}, Tail: 1}, `{"rows":[{"day":"2024-09-18"}],"notes":[]}`},
		{Want{Fields: []string{"time"}, Tail: 5}, `{"time":[1,2,3,4]}`},
	} {
		if got, err := c.want.JSON([]byte(reply)); err != nil || string(got) != c.out {
			t.Errorf("%+v\n got %s %v\nwant %s", c.want, got, err, c.out)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		want       Want
		path, near string
	}{
		{Want{Fields: []string{"tou"}}, "fields", "tau"},
		{Want{Fields: []string{"forward.parts.point"}}, "fields", "forward.parts.points"},
		{Want{Fields: []string{"points"}}, "fields", "forward.parts.points"},
		{Want{Fields: []string{"tau.x"}}, "fields", "tau"},
		{Want{Fields: []string{""}}, "fields", ""},
		{Want{Fields: []string{"tau."}}, "fields", "tau"},
		{Want{Fields: []string{"wave"}, Known: []string{"waves", "*.a"}}, "fields", "waves"},
		{Want{Sheet: "row"}, "sheet", "rows"},
	} {
		var err error
		if c.path == "sheet" {
			_, err = c.want.CSV([]byte(reply))
		} else {
			_, err = c.want.JSON([]byte(reply))
		}
		f := refusal(t, err)
		if f.Path != c.path || f.Code != "unknown_choice" || !strings.HasPrefix(f.Params["want"], c.near) || len(strings.Split(f.Params["want"], ", ")) > named {
			t.Errorf("%+v: %+v", c.want, f)
		}
	}
	_, err := Want{Fields: strings.Split(strings.Repeat("tau,", 300), ",")}.JSON([]byte(reply))
	if f := refusal(t, err); f.Code != "out_of_range" || f.Params["max"] != "200" {
		t.Errorf("too many fields: %+v", f)
	}
	long := strings.Repeat("数", 10_000)
	_, err = Want{Sheet: long}.CSV([]byte(reply))
	if f := refusal(t, err); len(f.Message) > 400 || !strings.HasPrefix(long, strings.TrimSuffix(f.Params["got"], "…")) {
		t.Errorf("a long name: %+v", f)
	}
	many := make([]string, MaxFields)
	for i := range many {
		many[i] = "x" + strings.Repeat("y", i)
	}
	_, err = Want{Fields: many}.JSON([]byte(reply))
	if f := fault.From(err); f == nil || len(f.Fields) != MaxFields || f.Fields[MaxFields-1].Params["want"] == "" {
		t.Errorf("many unknown fields: %v", f)
	}
	if _, err := (Want{Tail: 1}).JSON([]byte(`{"a":`)); fault.From(err).Code != fault.Internal {
		t.Errorf("what is no JSON: %v", err)
	}
}

// TestCSV holds sheets of the reply above.
func TestCSV(t *testing.T) {
	for _, c := range []struct {
		want Want
		out  string
	}{
		{Want{Sheet: "forward.parts"}, "code,points,why\nspot,-1,\nfee,0.10,a\n"},
		{Want{Sheet: "rows"}, "day,gap,close,close.undefined,of,basis.rate,basis.why\n2024-09-13,,1.50,,,-1e-7,'=x\n2024-09-16,true,,no_price,1;2.0,,\n2024-09-18,,,,,3,\n"},
		{Want{Sheet: "."}, "time,value,value.undefined\n1,,\n2,,u\n3,,\n4,4,\n"}, // two values only fill their places
		{Want{Sheet: ".", Fields: []string{"time", "value"}}, "time,value,value.undefined\n1,1.0,\n2,,u\n3,3,\n4,4,\n"},
		{Want{Sheet: ".", Tail: 2}, "time,value\n3,\n4,4\n"},
		{Want{Sheet: "cells"}, "a,b\nx,1\ny,2\n"},
		{Want{Sheet: "cells", Fields: []string{"cells"}}, "1,2\nx,1\ny,2\n"},
		{Want{Sheet: "gap"}, "gap\n1\n3\n"},
		{Want{Sheet: "values"}, "path,value\ncontract,IM2412\ntau,0.2680\nforward.total.undefined,no_margin\n"},
		{Want{Fields: []string{"tau", "notes"}}, "path,value\ntau,0.2680\n"},
		{Want{Sheet: "rolls", Known: []string{"rolls", "rolls.day", "rolls.cost", "rolls.cost.fee", "tau"}}, "day,cost.fee\n"},
		{Want{Fields: []string{"rows.day", "rows.close"}}, "day,close,close.undefined\n2024-09-13,1.50,\n2024-09-16,,no_price\n2024-09-18,,\n"},
	} {
		got, err := c.want.CSV([]byte(reply))
		if want := strings.ReplaceAll(c.out, "\n", "\r\n"); err != nil || string(got) != want {
			t.Errorf("%+v\n got %q %v\nwant %q", c.want, got, err, want)
		}
	}
	for reply, want := range map[string]string{
		`{"x":[0,1,2],"y":[5,6],"z":[10,11,12,20,21,22]}`: "x,y,z\n0,5,10\n1,5,11\n2,5,12\n0,6,20\n1,6,21\n2,6,22\n",
		`{"a":[{},{"b":[]}]}`:                             "b\n\"\"\n\"\"\n",
		`{"a":[{"b":[{"c":1}],"d":"x,\"y\"\nz"}]}`:        "b,d\n\"[{\"\"c\"\":1}]\",\"x,\"\"y\"\"\nz\"\n",
		`{"a":[{"b":[-1],"c":["-1","2"]}]}`:               "b,c\n-1,'-1;2\n",
		`{"notes":[{"code":"x"}],"a":1}`:                  "path,value\na,1\n",
		`[{"a":1},{"a":null}]`:                            "a\n1\n\"\"\n",
		`{}`:                                              "path,value\n",
		`{"a":[{"x":1}],"b":{"c":[{"y":1}]}}`:             "x\n1\n",
		`{"b":{"c":[{"y":1}]},"a":[{"x":1}]}`:             "x\n1\n",
	} {
		got, err := Want{}.CSV([]byte(reply))
		if err != nil || strings.ReplaceAll(string(got), "\r\n", "\n") != want {
			t.Errorf("%s\n got %q %v\nwant %q", reply, got, err, want)
		}
	}
	sheets, err := Sheets([]byte(reply))
	if got, _ := json.Marshal(sheets); err != nil || string(got) != `[{"Path":".","Rows":4},{"Path":"forward.parts","Rows":2},{"Path":"rows","Rows":3},{"Path":"time","Rows":4},`+
		`{"Path":"value","Rows":4},{"Path":"gap","Rows":2},{"Path":"empty","Rows":1},{"Path":"columns","Rows":2},{"Path":"cells","Rows":2},{"Path":"values","Rows":3}]` {
		t.Errorf("%s %v", got, err)
	}
	if usual, err := Usual([]byte(reply)); err != nil || usual != "." {
		t.Errorf("%s %v", usual, err)
	}
}
