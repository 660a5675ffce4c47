package shape

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var names = rapid.SampledFrom([]string{"a", "b", "c", "notes", "gap", "x,y", "收益", "undefined"})

// drawn is a value of a reply: what it means as encoding/json reads it, with
// numbers as they are written.
func drawn(t *rapid.T, depth int) any {
	kinds := []string{"number", "text", "bool", "undefined"}
	if depth > 0 {
		kinds = append(kinds, "object", "object", "rows", "rows", "numbers", "list")
	}
	switch rapid.SampledFrom(kinds).Draw(t, "kind") {
	case "number":
		return json.Number(rapid.SampledFrom([]string{"0", "-1", "1.50", "-1e-7", "3.0E+2", "12345678901234567890"}).Draw(t, "number"))
	case "text":
		return rapid.SampledFrom([]string{"", "a", "=1+1", "a,\"b\"\r\nc", "-5", "数;据", "x;y"}).Draw(t, "text")
	case "bool":
		return rapid.Bool().Draw(t, "bool")
	case "undefined":
		return map[string]any{"undefined": "why"}
	case "object":
		return object(t, depth-1)
	case "numbers":
		n := rapid.IntRange(0, 5).Draw(t, "numbers")
		list := []any{}
		for i := range n {
			list = append(list, json.Number(strconv.Itoa(i)))
		}
		return list
	case "list":
		list := []any{}
		for range rapid.IntRange(0, 3).Draw(t, "length") {
			list = append(list, drawn(t, depth-1))
		}
		return list
	}
	list := []any{}
	for range rapid.IntRange(0, 4).Draw(t, "rows") {
		list = append(list, object(t, depth-1))
	}
	return list
}

func object(t *rapid.T, depth int) map[string]any {
	o := map[string]any{}
	for range rapid.IntRange(0, 4).Draw(t, "members") {
		o[names.Draw(t, "name")] = drawn(t, depth)
	}
	return o
}

func write(t *rapid.T, v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(rapid.Bool().Draw(t, "escaped"))
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t *rapid.T, text []byte) any {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func undefined(v any) bool {
	o, ok := v.(map[string]any)
	_, text := o["undefined"].(string)
	return ok && len(o) == 1 && text
}

// every lists the paths of a value.
func every(v any, prefix string, out map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			every(e, prefix, out)
		}
	case map[string]any:
		for name, e := range v {
			path := strings.TrimPrefix(prefix+"."+name, ".")
			out[path] = true
			every(e, path, out)
		}
	}
}

// chosen is what fields mean: a member stays if it is wanted, lies below what
// is wanted or above it.
func chosen(v any, prefix string, fields []string) any {
	switch v := v.(type) {
	case []any:
		out := []any{}
		for _, e := range v {
			out = append(out, chosen(e, prefix, fields))
		}
		return out
	case map[string]any:
		if undefined(v) {
			return v
		}
		out := map[string]any{}
		for name, e := range v {
			path := strings.TrimPrefix(prefix+"."+name, ".")
			for _, f := range fields {
				if f == path || strings.HasPrefix(path, f+".") {
					out[name] = e
					break
				} else if strings.HasPrefix(f, path+".") {
					out[name] = chosen(e, path, fields)
				}
			}
		}
		return out
	}
	return v
}

// TestFieldsKeepValues: fields give the same values as the whole reply does,
// and nothing else.
func TestFieldsKeepValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := object(t, 3)
		all := map[string]bool{}
		every(v, "", all)
		if len(all) == 0 {
			return
		}
		paths := slices.Sorted(func(yield func(string) bool) {
			for p := range all {
				if !yield(p) {
					return
				}
			}
		})
		fields := rapid.SliceOfN(rapid.SampledFrom(paths), 1, 4).Draw(t, "fields")
		got, err := Want{Fields: fields}.JSON(write(t, v))
		if err != nil {
			t.Fatalf("%v: %v", fields, err)
		}
		if want := chosen(v, "", fields); !reflect.DeepEqual(read(t, got), want) {
			t.Fatalf("%v of %v\n got %s\nwant %v", fields, v, got, want)
		}
	})
}

// TestTailIsTheEnd: the last rows of what has most of them are what comes of a
// tail, and shorter lists are whole.
func TestTailIsTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := object(t, 2)
		delete(v, "notes")
		delete(v, "gap")
		tail := rapid.IntRange(1, 4).Draw(t, "tail")
		got, err := Want{Tail: tail}.JSON(write(t, v))
		if err != nil {
			t.Fatal(err)
		}
		cut := read(t, got).(map[string]any)
		longest := 0
		var measure func(v any)
		measure = func(v any) {
			switch v := v.(type) {
			case []any:
				longest = max(longest, len(v))
			case map[string]any:
				for name, e := range v {
					if name != "notes" {
						measure(e)
					}
				}
			}
		}
		measure(v)
		var compare func(whole, part any, aside bool)
		compare = func(whole, part any, aside bool) {
			switch whole := whole.(type) {
			case []any:
				if len(whole) == longest && longest > tail && !aside {
					whole = whole[longest-tail:]
				}
				if !reflect.DeepEqual(any(whole), part) {
					t.Fatalf("tail %d of %v: %s", tail, v, got)
				}
			case map[string]any:
				o, _ := part.(map[string]any)
				if len(o) != len(whole) {
					t.Fatalf("members lost: %s", got)
				}
				for name, e := range whole {
					if name != "gap" { // places move along; TestJSON has them
						compare(e, o[name], aside || name == "notes")
					}
				}
			default:
				if !reflect.DeepEqual(whole, part) {
					t.Fatalf("%v became %v", whole, part)
				}
			}
		}
		compare(v, cut, false)
	})
}

// TestColumnsHoldEveryCell: every member of every row is in its column at the
// row's place, and columns are as long as there were rows.
func TestColumnsHoldEveryCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := object(t, 3)
		got, err := Want{Columns: true}.JSON(write(t, v))
		if err != nil {
			t.Fatal(err)
		}
		var compare func(whole, part any)
		var rows func(list []any, columns map[string]any)
		isTable := func(list []any) bool {
			objects := 0
			for _, e := range list {
				o, ok := e.(map[string]any)
				if e != nil && (!ok || undefined(o)) {
					return false
				}
				if ok {
					objects++
				}
			}
			return objects > 0
		}
		rows = func(list []any, columns map[string]any) {
			members := map[string]bool{}
			for _, row := range list {
				o, _ := row.(map[string]any)
				for name := range o {
					members[name] = true
				}
			}
			if len(members) != len(columns) {
				t.Fatalf("%v became columns %v", list, columns)
			}
			for name := range members {
				column := []any{}
				for _, row := range list {
					o, _ := row.(map[string]any)
					column = append(column, o[name])
				}
				compare(column, columns[name])
			}
		}
		compare = func(whole, part any) {
			switch whole := whole.(type) {
			case []any:
				if o, ok := part.(map[string]any); ok && isTable(whole) {
					rows(whole, o)
					return
				}
				list, ok := part.([]any)
				if !ok || len(list) != len(whole) || isTable(whole) {
					t.Fatalf("%v became %v", whole, part)
				}
				for i, e := range whole {
					compare(e, list[i])
				}
			case map[string]any:
				o, ok := part.(map[string]any)
				if !ok || len(o) != len(whole) {
					t.Fatalf("%v became %v", whole, part)
				}
				for name, e := range whole {
					compare(e, o[name])
				}
			default:
				if !reflect.DeepEqual(whole, part) {
					t.Fatalf("%v became %v", whole, part)
				}
			}
		}
		compare(v, read(t, got))
	})
}

// TestCSVReadsBack: a reader of CSV finds the values of flat rows, texts that
// would be formulas behind an apostrophe.
func TestCSVReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := []any{}
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			rows = append(rows, object(t, 0))
		}
		got, err := Want{Sheet: "rows"}.CSV(write(t, map[string]any{"rows": rows}))
		if err != nil {
			if slices.ContainsFunc(rows, func(r any) bool { return !undefined(r) }) && !slices.ContainsFunc(rows, undefined) {
				t.Fatal(err)
			}
			return // values without meaning are no rows
		}
		r := csv.NewReader(bytes.NewReader(got))
		records, err := r.ReadAll()
		if err != nil {
			t.Fatalf("%q: %v", got, err)
		}
		if slices.ContainsFunc(rows, undefined) {
			return
		}
		if len(records) == 0 {
			for _, row := range rows {
				if len(row.(map[string]any)) > 0 {
					t.Fatalf("%v became %q", rows, got)
				}
			}
			return
		}
		if len(records) != len(rows)+1 {
			t.Fatalf("%v became %q", rows, got)
		}
		cell := func(row int, name string) string {
			at := slices.Index(records[0], name)
			if at < 0 {
				return ""
			}
			return strings.ReplaceAll(records[row+1][at], "\n", "\r\n") // the reader makes LF of CR LF
		}
		filled := 0
		for i, row := range rows {
			for name, v := range row.(map[string]any) {
				want := ""
				switch v := v.(type) {
				case json.Number:
					want = string(v)
				case string:
					if want = v; v == "=1+1" || v == "-5" {
						want = "'" + v
					}
				case bool:
					want = strconv.FormatBool(v)
				case map[string]any:
					name += ".undefined"
					want = "why"
				}
				if got := cell(i, name); got != want {
					t.Fatalf("row %d, %s: %q, want %q\n%q", i, name, got, want, got)
				}
				if want != "" {
					filled++
				}
			}
		}
		for _, record := range records[1:] {
			for _, text := range record {
				if text != "" {
					filled--
				}
			}
		}
		if filled != 0 {
			t.Fatalf("%v became %q: %d cells too few", rows, got, filled)
		}
	})
}

// FuzzWant: no reply and no want panics, what comes out is JSON and CSV.
func FuzzWant(f *testing.F) {
	f.Add([]byte(reply), "forward.parts.points", "rows", 2, true)
	f.Add([]byte(`[{"a":[{"b":1}]},null]`), "a", ".", 1, true)
	f.Add([]byte(`{"x":[1],"y":[1],"z":[1],"empty":[{"column":1,"points":3},2],"gap":[1e9]}`), "", "", 0, false)
	f.Add([]byte(`{"columns":["a"],"cells":[[1],[2,3]],"a":{"a":{"undefined":"x"}}}`), "a.b.c,a", "a", -1, true)
	f.Fuzz(func(t *testing.T, text []byte, fields, sheet string, tail int, columns bool) {
		w := Want{Tail: tail, Columns: columns, Sheet: sheet}
		if fields != "" {
			w.Fields = strings.Split(fields, ",")
		}
		if got, err := w.JSON(text); err == nil && len(w.Fields)+max(tail, 0) > 0 && !json.Valid(got) {
			t.Errorf("%q became %q", text, got)
		}
		got, err := w.CSV(text)
		if err != nil {
			return
		}
		r := csv.NewReader(bytes.NewReader(got))
		if _, err := r.ReadAll(); err != nil || !utf8.Valid(got) {
			t.Errorf("%q became %q: %v", text, got, err)
		}
	})
}
