package op

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/json"
)

// maxFaults is how many mistakes of a request are named.
const maxFaults = 100

// Decode reads one JSON object into *into and refuses everything that does
// not belong: unknown fields, wrong kinds, null, trailing text. All of it is
// reported at once, each with its path, up to a hundred.
func Decode(body []byte, into any) error {
	v, err := json.Parse(body)
	switch {
	case errors.Is(err, json.ErrEmpty):
		return refuse("json", "not JSON: the body is empty; write one object")
	case errors.Is(err, json.ErrTrailing):
		return refuse("json", "text follows the JSON object; write one object")
	case err != nil:
		return refuse("json", "not JSON: "+err.Error()+"; write one object")
	}
	target := reflect.ValueOf(into).Elem()
	var fs fault.Fields
	check(v, target.Type(), "", &fs)
	if err := fs.Err(); err != nil {
		return err
	}
	if err := json.Assign(v, target); err != nil {
		return refuse("json", err.Error())
	}
	return nil
}

func refuse(code, message string) error {
	var fs fault.Fields
	fs.Add("", code, message)
	return fs.Err()
}

var (
	jsonReader = reflect.TypeFor[json.Reader]()
	textReader = reflect.TypeFor[json.TextReader]()
	treeReader = reflect.TypeFor[json.TreeReader]()
)

// check walks a decoded value against the type it is meant for.
func check(v any, t reflect.Type, path string, fs *fault.Fields) {
	if len(*fs) >= maxFaults {
		return
	}
	if t.Kind() == reflect.Pointer {
		if v != nil {
			check(v, t.Elem(), path, fs)
		}
		return
	}
	if v == nil {
		fs.Add(path, "null", "must not be null; leave the field out instead")
		return
	}
	if p := reflect.PointerTo(t); p.Implements(jsonReader) || p.Implements(textReader) || p.Implements(treeReader) {
		if err := json.Assign(v, reflect.New(t).Elem()); err != nil {
			var f *fault.Error
			if errors.As(err, &f) {
				fs.Merge(path, f)
			} else {
				fs.Add(path, "unreadable", err.Error())
			}
		}
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		checkObject(v, t, path, fs)
	case reflect.Slice:
		list, ok := v.([]any)
		if !ok {
			wrongKind(v, "a list", path, fs)
			return
		}
		for i, e := range list {
			check(e, t.Elem(), fault.Join(path, strconv.Itoa(i)), fs)
		}
	case reflect.Float64:
		n, ok := v.(json.Number)
		if !ok {
			wrongKind(v, "a number", path, fs)
		} else if _, err := n.Float64(); err != nil {
			fs.Add(path, "too_large", shorten(string(n))+" is beyond the range of a double")
		}
	case reflect.Int, reflect.Int64:
		n, ok := v.(json.Number)
		if !ok {
			wrongKind(v, "a whole number", path, fs)
		} else if _, err := n.Int64(); err != nil {
			fs.Add(path, "not_whole", "must be a whole number, got "+shorten(string(n)))
		}
	case reflect.String:
		if _, ok := v.(string); !ok {
			wrongKind(v, "a text", path, fs)
		}
	case reflect.Bool:
		if _, ok := v.(bool); !ok {
			wrongKind(v, "true or false", path, fs)
		}
	default:
		panic("op: requests cannot hold " + t.String() + " (at " + path + ")")
	}
}

func checkObject(v any, t reflect.Type, path string, fs *fault.Fields) {
	object, ok := v.(map[string]any)
	if !ok {
		wrongKind(v, "an object", path, fs)
		return
	}
	members := members(t)
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.name
	}
	given := make([]string, 0, len(object))
	for name := range object {
		given = append(given, name)
	}
	slices.Sort(given)
	for _, name := range given {
		if len(*fs) >= maxFaults {
			return
		}
		i := slices.Index(names, name)
		if i < 0 {
			unknownField(fs, fault.Join(path, name), name, names)
			continue
		}
		check(object[name], members[i].field.Type, fault.Join(path, name), fs)
	}
}

// unknownField refuses a member there is not, with the one that may be meant.
func unknownField(fs *fault.Fields, path, name string, names []string) {
	message := "no such field"
	if near := nearest(name, names); near != "" {
		message += "; did you mean " + strconv.Quote(near) + "?"
	} else {
		message += "; known are " + strings.Join(names, ", ")
	}
	fs.Add(path, "unknown_field", message)
}

func wrongKind(v any, want, path string, fs *fault.Fields) {
	got := "an object"
	switch v := v.(type) {
	case string:
		if r := []rune(v); len(r) > 40 {
			v = string(r[:40])
		}
		got = "the text " + strconv.Quote(v)
	case json.Number:
		got = "the number " + shorten(string(v))
	case bool:
		got = strconv.FormatBool(v)
	case []any:
		got = "a list"
	}
	fs.Add(path, "wrong_kind", "must be "+want+", got "+got)
}

// member is one JSON member of a struct.
type member struct {
	name     string
	required bool
	field    reflect.StructField
}

// members lists the JSON members of a struct in order, embedded structs opened.
func members(t reflect.Type) []member {
	var out []member
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case tag == "-" || !f.IsExported() && !f.Anonymous:
			continue
		case f.Anonymous && name == "":
			out = append(out, members(f.Type)...)
			continue
		case name == "":
			panic("op: " + t.String() + "." + f.Name + " has no json name")
		}
		optional := strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero")
		out = append(out, member{name, !optional, f})
	}
	return out
}

// nearest returns the name most like text, or "" where none is close.
func nearest(text string, names []string) string {
	best, at := "", 3
	if len(text) < 4 {
		at = 2
	}
	for _, n := range names {
		if d := Distance(strings.ToLower(text), n); d < at {
			best, at = n, d
		}
	}
	return best
}

// Distance is the Levenshtein distance in bytes, with long texts cut.
func Distance(a, b string) int {
	a, b = a[:min(len(a), 40)], b[:min(len(b), 40)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := diagonal
			if a[i-1] != b[j-1] {
				change++
			}
			diagonal = row[j]
			row[j] = min(change, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
