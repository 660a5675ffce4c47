package api

import (
	"strconv"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/problem"
)

// The two forms of a reply and of a request.
const (
	jsonType = "application/json"
	csvType  = "text/csv"
)

// form chooses the form of a reply by an Accept header (RFC 9110, 12.5.1):
// the better liked of those there are, of equals the first.
func form(accept string, has ...string) (string, *fault.Error) {
	if strings.TrimSpace(accept) == "" {
		return has[0], nil
	}
	best, most := "", 0.0
	for _, kind := range has {
		main, _, _ := strings.Cut(kind, "/")
		weight, nearest := 0.0, 0
		for wanted, q := range weighted(accept) {
			near := 0
			switch wanted {
			case kind:
				near = 3
			case main + "/*":
				near = 2
			case "*/*":
				near = 1
			}
			if near > nearest {
				weight, nearest = q, near
			}
		}
		if weight > most {
			best, most = kind, weight
		}
	}
	if best == "" {
		list := strings.Join(has, ", ")
		return "", fault.About(problem.Accept, "", string(problem.Accept), "the answer exists as "+list+" and in no other form", "has", list)
	}
	return best, nil
}

// language is zh where the reader likes a Chinese at least as well as English,
// and en otherwise.
func language(accept string) string {
	zh, en := 0.0, 0.0
	for tag, q := range weighted(accept) {
		switch main, _, _ := strings.Cut(tag, "-"); main {
		case "zh":
			zh = max(zh, q)
		case "en":
			en = max(en, q)
		}
	}
	if zh > 0 && zh >= en {
		return "zh"
	}
	return "en"
}

// weighted yields the members of a list in a header with their weights, in
// lower case and without other parameters.
func weighted(list string) func(yield func(string, float64) bool) {
	return func(yield func(string, float64) bool) {
		for member := range strings.SplitSeq(strings.ToLower(list), ",") {
			name, rest, _ := strings.Cut(member, ";")
			q := 1.0
			for p := range strings.SplitSeq(rest, ";") {
				key, value, _ := strings.Cut(p, "=")
				if strings.TrimSpace(key) != "q" {
					continue
				}
				w, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
				if err != nil || !(w >= 0 && w <= 1) {
					w = 0
				}
				q = w
			}
			if name = strings.TrimSpace(name); name != "" && !yield(name, q) {
				return
			}
		}
	}
}

// bodyKind says which of the two forms a body has by its Content-Type, or why
// it is not read. None is JSON: what is no JSON is refused as such.
func bodyKind(contentType, contentEncoding string) (string, *fault.Error) {
	if e := strings.ToLower(strings.TrimSpace(contentEncoding)); e != "" && e != "identity" {
		e = clip(e)
		return "", fault.About(problem.Media, "", "packed", "a body packed as "+strconv.Quote(e)+" is not read; send it as it is", "got", e)
	}
	kind, rest, _ := strings.Cut(strings.ToLower(contentType), ";")
	switch kind = strings.TrimSpace(kind); kind {
	case "":
		kind = jsonType
	case jsonType, csvType:
	default:
		kind = clip(kind)
		return "", fault.About(problem.Media, "", "media", "a body of type "+strconv.Quote(kind)+" is not read; send application/json or text/csv and say so in Content-Type", "got", kind)
	}
	for p := range strings.SplitSeq(rest, ";") {
		key, value, _ := strings.Cut(p, "=")
		if strings.TrimSpace(key) != "charset" {
			continue
		}
		value = strings.Trim(strings.TrimSpace(value), `"`)
		if value != "utf-8" && value != "utf8" && value != "us-ascii" {
			value = clip(value)
			return "", fault.About(problem.Media, "", "charset", "a body is text in UTF-8, not in "+strconv.Quote(value), "got", value)
		}
	}
	return kind, nil
}

// clip keeps what a message quotes short.
func clip(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	if r := []rune(text); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return text
}
