package api

import (
	"errors"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/op"
	"fairbasis/core/shape"
	"fairbasis/core/unit"
)

// longestQuery is the longest query that is read, in bytes: that of the page's
// links.
const longestQuery = 32 << 10

// readQuery takes a query apart: what is asked of the reply, and the other
// parameters in their order. What is no query is malformed; of the four
// reserved parameters everything wrong is named at once.
func readQuery(raw string) (want shape.Want, rest []op.Pair, err error) {
	if len(raw) > longestQuery {
		most := strconv.Itoa(longestQuery)
		return want, nil, fault.About(fault.TooLarge, "", "query_too_long", "the query is longer than "+most+" bytes; send the request as a body", "max", most)
	}
	var fs fault.Fields
	seen := map[string]bool{}
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		path, text, _ := strings.Cut(part, "=")
		path, ok1 := unescape(path)
		text, ok2 := unescape(text)
		if !ok1 || !ok2 {
			return want, nil, fault.About(fault.Invalid, "", "query", "the query holds "+strconv.Quote(clip(part))+", which is not UTF-8 in percent-encoding; write % as %25", "got", clip(part))
		}
		switch path {
		case "fields", "tail", "columns", "sheet":
			if seen[path] {
				fs.Add(path, "given_twice", "is given twice")
			}
			seen[path] = true
			readWant(&want, path, text, &fs)
		default:
			rest = append(rest, op.Pair{Path: path, Text: text})
		}
	}
	return want, rest, fs.Err()
}

func readWant(want *shape.Want, path, text string, fs *fault.Fields) {
	if text == "" { // a form with this not filled in
		return
	}
	switch path {
	case "fields":
		for f := range strings.SplitSeq(text, ",") {
			want.Fields = append(want.Fields, strings.TrimSpace(f))
		}
	case "tail":
		n, err := strconv.ParseUint(text, 10, 31)
		if err != nil || n == 0 {
			fs.Add(path, "not_whole", "must be a whole number of rows from 1 on, got "+strconv.Quote(clip(text)))
		}
		want.Tail = int(n)
	case "columns":
		fs.OneOf(path, clip(text), "true", "false")
		want.Columns = text == "true"
	case "sheet":
		want.Sheet = text
	}
}

func unescape(text string) (string, bool) {
	out, err := url.QueryUnescape(text)
	return out, err == nil && utf8.ValidString(out)
}

var rateType = reflect.TypeFor[unit.Rate]()

// number reads a number of a query: as JSON writes it, or as people and the
// links of the page do, with thousands grouped and, for a rate, a measure.
func number(t reflect.Type, text string) (json.Number, error) {
	if v, err := json.Parse([]byte(text)); err == nil {
		if n, ok := v.(json.Number); ok {
			if x, err := n.Float64(); err == nil && x == 0 {
				n = "0" // -0 is no other number here
			}
			return n, nil
		}
	}
	d, err := unit.ReadPoints(text)
	if t == rateType {
		var suffix unit.Suffix
		if d, suffix, err = unit.Read(text); err == nil {
			v, ok := suffix.Value(d)
			if !ok {
				_, err = unit.ReadRate(text, suffix) // says what is wrong
			}
			d = v
		}
	}
	if err == nil {
		return json.Number(d.String()), nil
	}
	var e *unit.ReadError
	if !errors.As(err, &e) {
		return "", fault.About(fault.Invalid, "", "unreadable", err.Error())
	}
	return "", fault.About(fault.Invalid, "", e.Code, e.Error(), "got", e.Text, "want", e.Want)
}
