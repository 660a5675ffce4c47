package hosted

import (
	"context"
	_ "embed" // the bars of the examples
	"reflect"
	"strings"

	"fairbasis/core/json"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/table/load"
)

// bars are simulated bars of two contracts and their index, with a row that is
// doubled, a cell that is no number and a day that the calendar does not have.
//
//go:embed bars.csv
var bars string

// File is the text/csv body of the examples of operations about files: what
// load and rejected report is in it.
func File() []byte { return []byte(bars) }

// CleanFile is File without what cannot be read in it, bad rows and the text of
// bad cells: a text/csv body for every operation over bars, with the bars that
// Example has as columns.
func CleanFile() []byte {
	lines := strings.SplitAfter(bars, "\n")
	for _, r := range example().Rejected {
		line := &lines[r.Row-1]
		if r.Column == "" {
			*line = ""
		} else {
			*line = strings.Replace(*line, ","+r.Text+",", ",,", 1)
		}
	}
	return []byte(strings.Join(lines, ""))
}

// Example returns a request of o that the hosted API answers as it stands: with
// columns in place of the file that o.Example names. With csv it is without its
// ref, goes into the query, and belongs to a text/csv body, which is File.
func Example(o op.Op) (request []byte, csv bool) {
	in := reflect.New(reflect.TypeOf(o.Example))
	must(op.Decode(mustMarshal(o.Example), in.Interface())) // a copy: examples share what they point to
	if o.NeedsFiles() {
		tree, err := json.Parse(mustMarshal(in.Elem().Interface()))
		must(err)
		delete(tree.(map[string]any), "ref")
		return mustMarshal(tree), true
	}
	set := example()
	sources(in.Elem(), func(s *market.Source) {
		for _, b := range set.Series {
			if b.Symbol == s.Symbol || s.Symbol == "" {
				s.Ref, s.Columns = "", &market.Columns{Tree: columns(b)}
				return
			}
		}
	})
	return mustMarshal(in.Elem().Interface()), false
}

// example is what the file holds.
func example() *table.Set {
	set, err := load.Read(context.Background(), load.File{Name: "bars.csv", Bytes: []byte(bars)})
	must(err)
	return set
}

// ordered are columns in the order in which people write them.
type ordered struct {
	Time         []string `json:"time"`
	Open         []any    `json:"open,omitempty"`
	High         []any    `json:"high,omitempty"`
	Low          []any    `json:"low,omitempty"`
	Close        []any    `json:"close,omitempty"`
	Settle       []any    `json:"settle,omitempty"`
	Volume       []any    `json:"volume,omitempty"`
	OpenInterest []any    `json:"open_interest,omitempty"`
}

// columns are bars as an example has them: of an index only what is asked of
// one, its opens and closes.
func columns(b *market.Bars) ordered {
	out := ordered{}
	for _, t := range b.Time {
		out.Time = append(out.Time, market.Stamp(t, b.Minutes == market.Daily))
	}
	b.Columns(func(role string, c *market.Column) {
		if !c.Present() {
			return
		}
		to := map[string]*[]any{"open": &out.Open, "close": &out.Close}
		if b.Kind != market.Index {
			to["high"], to["low"], to["settle"] = &out.High, &out.Low, &out.Settle
			to["volume"], to["open_interest"] = &out.Volume, &out.OpenInterest
		}
		list, ok := to[role]
		if !ok {
			return
		}
		spare := int(c.Scale - c.Decimals())
		if spare > 0 && c.Decimals() == 0 {
			spare++ // the point as well
		}
		for i := range b.Len() {
			if text := c.Text(i); text != "" {
				*list = append(*list, json.Number(text[:len(text)-spare]))
			} else {
				*list = append(*list, nil)
			}
		}
	})
	return out
}

// sources visits every source below a settable value.
func sources(v reflect.Value, visit func(*market.Source)) {
	if v.Type() == sourceType {
		visit(v.Addr().Interface().(*market.Source))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				sources(v.Field(i), visit)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			sources(v.Index(i), visit)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			sources(v.Elem(), visit)
		}
	}
}

func mustMarshal(v any) []byte {
	b, err := json.Marshal(v)
	must(err)
	return b
}

// must holds for the examples, which tests read: a mistake in one of them is
// one of the program.
func must(err error) {
	if err != nil {
		panic("hosted: " + err.Error())
	}
}
