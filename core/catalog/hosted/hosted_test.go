package hosted_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table/load"
)

// overFile asks as a text/csv request does.
func overFile(o op.Op, request string, text []byte) ([]byte, error) {
	ctx := hosted.WithFile(context.Background(), hosted.Body, text)
	body, err := hosted.Complete(ctx, o, []byte(request))
	if err != nil {
		return nil, err
	}
	return catalog.All.Call(ctx, o.Name, body)
}

// stored is the file of the examples where files are stored, under any name.
type stored struct{}

func (stored) Open(context.Context, string) (load.File, error) {
	return load.File{Name: "bars.csv", Bytes: hosted.File()}, nil
}

func withStored() context.Context {
	return market.WithLibrary(context.Background(), load.New(stored{}))
}

// TestExamples: every operation has an example that is answered with nothing
// stored, and a hundred of them are still below the limits.
func TestExamples(t *testing.T) {
	for _, o := range catalog.All.Ops() {
		request, csv := hosted.Example(o)
		if csv != o.NeedsFiles() {
			t.Errorf("%s: over a file: %t", o.Name, csv)
		}
		if len(request) > 5<<10 && o.Name != "study_report" { // which is four studies
			t.Errorf("%s: the example has %d bytes", o.Name, len(request))
		}
		var reply []byte
		var err error
		if csv {
			reply, err = overFile(o, string(request), hosted.File())
		} else {
			reply, err = catalog.All.Call(hosted.Context(context.Background()), o.Name, request)
		}
		if err != nil || len(reply) < 3 {
			t.Errorf("%s: %v\n%s", o.Name, err, request)
		}
		if csv {
			continue
		}
		again := op.WithLimits(hosted.Context(context.Background()), op.Limits{Bars: hosted.Limits.Bars / 20, Cells: hosted.Limits.Cells / 20})
		if _, err := catalog.All.Call(again, o.Name, request); err != nil {
			t.Errorf("%s: near the limits: %v", o.Name, err)
		}
	}
}

// TestFileOfExamples: the embedded file is the one that the cases are about.
func TestFileOfExamples(t *testing.T) {
	want, err := os.ReadFile(filepath.Join("..", "testdata", "files", "bars.csv"))
	if err != nil || !bytes.Equal(hosted.File(), want) {
		t.Errorf("bars.csv differs from that of catalog/testdata/files, %v", err)
	}
	if got, want := bytes.Count(hosted.File(), []byte("\n"))-bytes.Count(hosted.CleanFile(), []byte("\n")), 2; got != want {
		t.Errorf("%d rows are unreadable or doubled, want %d", got, want)
	}
}

var (
	reference = regexp.MustCompile(`\{"ref":"bars.csv","symbol":"(\w+)"\}`)
	rowNumber = regexp.MustCompile(`"row":\[[0-9,]*\]`)
)

// TestColumnsLikeFile: what an operation says of columns is, byte for byte, what
// it says of a file of the same bars.
func TestColumnsLikeFile(t *testing.T) {
	set, err := load.Read(context.Background(), load.File{Name: "bars.csv", Bytes: hosted.File()})
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, o := range catalog.All.Ops() {
		asked, err := json.Marshal(o.Example)
		if err != nil {
			t.Fatal(err)
		}
		inline := func(symbol string) string {
			for _, b := range set.Series {
				if b.Symbol == symbol {
					columns, err := json.Marshal(market.ColumnsOf(b))
					if err != nil {
						t.Fatal(err)
					}
					return `"symbol":` + strconv.Quote(symbol) + `,"columns":` + string(columns)
				}
			}
			t.Fatalf("%s: no series %s", o.Name, symbol)
			return ""
		}
		sent := reference.ReplaceAllStringFunc(string(asked), func(ref string) string {
			return "{" + inline(reference.FindStringSubmatch(ref)[1]) + "}"
		})
		sent = strings.Replace(sent, `"ref":"bars.csv","symbol":"IF2412"`, inline("IF2412"), 1)
		if sent == string(asked) {
			continue
		}
		compared++
		want, err := catalog.All.Call(withStored(), o.Name, asked)
		if err != nil {
			t.Fatal(err)
		}
		got, err := catalog.All.Call(hosted.Context(context.Background()), o.Name, []byte(sent))
		if err != nil {
			t.Errorf("%s: %v", o.Name, err)
			continue
		}
		if !bytes.Equal(rowNumber.ReplaceAll(got, nil), rowNumber.ReplaceAll(want, nil)) {
			t.Errorf("%s: the reply of columns differs from that of a file\ngot  %.400s\nwant %.400s", o.Name, got, want)
		}
	}
	if compared < 15 {
		t.Errorf("only %d operations were compared", compared)
	}
}

// TestComplete: what a request over a body leaves out is filled in from it, and
// the answer is that of the request that names everything.
func TestComplete(t *testing.T) {
	clean := hosted.CleanFile()
	for _, c := range []struct{ name, short, full string }{
		{"signals", `{"order":2,"window":12,"price":"close","axis":"bars","days":"across"}`,
			`{"futures":[{"ref":"body","symbol":"IF2409"},{"ref":"body","symbol":"IF2412"}],"order":2,"window":12,"price":"close","axis":"bars","days":"across"}`},
		{"bars", `{"symbol":"000300"}`, `{"ref":"body","symbol":"000300"}`},
		{"join", `{"roll":"volume"}`, `{"futures":[{"ref":"body","symbol":"IF2409"},{"ref":"body","symbol":"IF2412"}],"index":{"ref":"body","symbol":"000300"},"roll":"volume"}`},
		{"join", `{"futures":[{"symbol":"IF2412"}]}`, `{"futures":[{"ref":"body","symbol":"IF2412"}],"index":{"ref":"body","symbol":"000300"}}`},
		{"history", `{}`, `{"product":"IF","futures":[{"ref":"body","symbol":"IF2409"},{"ref":"body","symbol":"IF2412"}],"index":{"ref":"body","symbol":"000300"}}`},
		{"overview", `{"date":"2024-09-13"}`, `{"products":[{"product":"IF","futures":[{"ref":"body","symbol":"IF2409"},{"ref":"body","symbol":"IF2412"}],"index":{"ref":"body","symbol":"000300"}}],"date":"2024-09-13"}`},
		{"drivers", `{"on":["rate"],"interest_rate":{"symbol":"000300","unit":0.01}}`, `{"product":"IF","futures":[{"ref":"body","symbol":"IF2409"},{"ref":"body","symbol":"IF2412"}],"index":{"ref":"body","symbol":"000300"},"on":["rate"],"interest_rate":{"ref":"body","symbol":"000300","unit":0.01}}`},
		{"study_report", `{"history":{"dividends":{"yield":0.02}}}`, `{"history":{"product":"IF","futures":[{"ref":"body","symbol":"IF2409"},{"ref":"body","symbol":"IF2412"}],"index":{"ref":"body","symbol":"000300"},"dividends":{"yield":0.02}}}`},
		{"export", `{"as":"csv"}`, `{"ref":"body","as":"csv"}`},
		{"load", `{"choices":{"kind":"other"}}`, `{"ref":"body","choices":{"kind":"other"}}`},
	} {
		o, ok := catalog.All.Find(c.name)
		if !ok {
			t.Fatalf("no operation %s", c.name)
		}
		got, err := overFile(o, c.short, clean)
		if err != nil {
			t.Errorf("%s %s: %v", c.name, c.short, err)
		}
		want, err := catalog.All.Call(hosted.WithFile(context.Background(), hosted.Body, clean), c.name, []byte(c.full))
		if err != nil {
			t.Errorf("%s %s: %v", c.name, c.full, err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s %s:\ngot  %.300s\nwant %.300s", c.name, c.short, got, want)
		}
	}
}

// TestCompleteLeaves: what is given stays, and what is wrong is left to the
// operation.
func TestCompleteLeaves(t *testing.T) {
	for _, c := range []struct {
		name, request string
		code          fault.Code
		fields        string
	}{
		{"history", `{"futures":7}`, fault.Invalid, "futures wrong_kind"},
		{"history", `{"product":"IC"}`, fault.Invalid, "futures empty"},
		{"history", `{"futures":[{"ref":"other.csv"}]}`, fault.Unknown, ""},
		{"history", `[]`, fault.Invalid, " wrong_kind"},
		{"history", `{`, fault.Invalid, " json"},
		{"overview", `{"products":[7]}`, fault.Invalid, "products.0 wrong_kind"},
		{"bars", `{}`, fault.Invalid, "symbol which_symbol"},
		{"bars", `{"symbol":"IF2509"}`, fault.Invalid, "symbol unknown_symbol"},
		{"bars", `{"ref":"body","columns":{"time":["2024-09-13"],"close":[1]}}`, fault.Invalid, " more_than_one"},
		{"fit", `{"points":3}`, fault.Invalid, "order unknown_field"},
	} {
		o, _ := catalog.All.Find(c.name)
		_, err := overFile(o, c.request, hosted.CleanFile())
		e := fault.From(err)
		if e == nil || e.Code != c.code || c.fields != "" && c.name != "fit" && fieldsOf(e) != c.fields {
			t.Errorf("%s %s: got %+v", c.name, c.request, e)
		}
	}
}

func fieldsOf(e *fault.Error) string {
	var list []string
	for _, f := range e.Fields {
		list = append(list, f.Path+" "+f.Code)
	}
	return strings.Join(list, ", ")
}

// TestUnreadRows: a body with rows that cannot be read is refused by their
// numbers, and not where the question is what is in the file.
func TestUnreadRows(t *testing.T) {
	o, _ := catalog.All.Find("rows")
	_, err := overFile(o, `{"symbol":"IF2412"}`, hosted.File())
	e := fault.From(err)
	if e == nil || e.Code != fault.Invalid || len(e.Fields) != 2 {
		t.Fatalf("got %+v", e)
	}
	lines := strings.Split(string(hosted.File()), "\n")
	for i, want := range []string{"bad_number", "no_such_day"} {
		f := e.Fields[i]
		row, _ := strconv.Atoi(f.Params["row"])
		if f.Code != "bad_row" || f.Params["reason"] != want || row < 2 || !strings.Contains(lines[row-1], f.Params["text"]) {
			t.Errorf("got %+v, want the row with %s", f, want)
		}
	}
	for _, packed := range []string{"PK\x03\x04....", "\x1f\x8b..."} {
		if _, err := overFile(o, `{}`, []byte(packed)); fieldsOf(fault.From(err)) != " not_text" {
			t.Errorf("%q: %v", packed, err)
		}
	}
}

// TestBarsOverLimit: bars are counted over all sources of a request, however
// they come, and before they are read.
func TestBarsOverLimit(t *testing.T) {
	var csv strings.Builder
	csv.WriteString("date,close\n")
	for range hosted.Limits.Bars + 200 {
		csv.WriteString("no day,at all\n")
	}
	o, _ := catalog.All.Find("load")
	if _, err := overFile(o, `{}`, []byte(csv.String())); fault.From(err) == nil || fault.From(err).Code != fault.TooLarge {
		t.Errorf("a long file: %v", err)
	}
	o, _ = catalog.All.Find("join")
	source := `{"ref":"body","symbol":"000300"}`
	request := `{"futures":[` + source + strings.Repeat(","+source, 20_000) + `]}`
	_, err := overFile(o, request, hosted.CleanFile())
	if e := fault.From(err); e == nil || e.Code != fault.TooLarge || len(e.Fields) != 1 || e.Fields[0].Code != "over_limit" || !strings.HasPrefix(e.Fields[0].Path, "futures.1") {
		t.Errorf("the same bars over and over: %+v", e)
	}
	columns := `{"columns":{"time":["2024-09-13"` + strings.Repeat(`,"2024-09-13"`, 9999) + `],"close":[]}}`
	_, err = catalog.All.Call(hosted.Context(context.Background()), "join", []byte(`{"futures":[`+columns+`,`+columns+`,`+columns+`]}`))
	if e := fault.From(err); e == nil || e.Code != fault.Invalid {
		t.Errorf("columns of other lengths: %+v", e)
	}
	columns = strings.Replace(columns, `[]`, `[1`+strings.Repeat(",1", 9999)+`]`, 1)
	_, err = catalog.All.Call(hosted.Context(context.Background()), "join", []byte(`{"futures":[`+columns+`,`+columns+`,`+columns+`]}`))
	if e := fault.From(err); e == nil || e.Code != fault.TooLarge || e.Fields[0].Path != "futures.2.columns.time" || e.Fields[0].Params["got"] != "30000" || e.Fields[0].Params["max"] != "20000" {
		t.Errorf("columns of too many bars: %+v", e)
	}
}
