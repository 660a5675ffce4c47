package scenario

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fairbasis/core/fault"
)

// MaxFragment is the largest fragment that is read, in bytes.
const MaxFragment = 32 << 10

// Fragment returns the scenario as the part of a URL behind the #: contract,
// date and the two prices always, rates and costs of the worked example too,
// and every other field that differs from it, JSON paths as keys. Readable
// values stand in a form of their own (no grouping, rates with their measure);
// anything else as typed.
func (s *Scenario) Fragment() string {
	var b strings.Builder
	write := func(path, text string) {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(path)
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(text))
	}
	for i, f := range fields {
		text, _ := plain(f, s.Text(f.Path))
		was, _ := plain(f, f.Default)
		if i < 4 || text != was || s.stated(f) {
			write(f.Path, text)
		}
	}
	for i := range s.rows {
		for _, name := range [...]string{"ex_date", "points"} {
			path := RowPath(i, name)
			text, _ := plain(fieldFor(path), s.Text(path))
			write(path, text)
		}
	}
	return b.String()
}

// stated reports whether a link names a field even where it stands as in the
// worked example. A link is the query of a call of the API too, where nothing
// stands for what is left out, and where all that is given counts: so it names
// what is not zero, and a choice beside what that turns off.
func (s *Scenario) stated(f Field) bool {
	switch f.Path {
	case "own":
		return s.Text("expiry")+s.Text("multiplier")+s.Text("tick") != ""
	case "dividends":
		return len(s.rows) > 0 || s.Text("dividends.yield") != ""
	}
	v, err := readValue(f, f.Default)
	return f.Kind == Rate && err == nil && v.number != 0
}

// FromFragment reads a fragment, with or without its #. Whatever is not
// understood is named in the notes and never lost silently; a text that cannot
// be read stays in its field, where Read will say so. An empty fragment is the
// worked example.
func FromFragment(fragment string) (*Scenario, []fault.Field) {
	s := Example()
	rows := map[int]*Row{}
	notes := eachPair(fragment, func(key, text string) bool {
		if i, ex, ok := rowPath(key); ok {
			if rows[i] == nil {
				rows[i] = &Row{}
			}
			shown := Display(fieldFor(key), text)
			if ex {
				rows[i].ExDate = shown
			} else {
				rows[i].Points = shown
			}
			return true
		}
		f, ok := FieldAt(key)
		if ok {
			put(s.text, f, Display(f, text))
		}
		return ok
	})
	order := make([]int, 0, len(rows))
	for i := range rows {
		order = append(order, i)
	}
	slices.Sort(order)
	for _, i := range order {
		s.rows = append(s.rows, *rows[i])
	}
	return s, notes
}

// eachPair hands every key and text of a fragment to take, which says whether
// it knows the key. The notes name what is too long, given twice or not known.
func eachPair(fragment string, take func(key, text string) bool) fault.Fields {
	var notes fault.Fields
	fragment = strings.TrimPrefix(fragment, "#")
	if len(fragment) > MaxFragment {
		notes.Add("", "link_too_long", "the link is longer than 32 KB and was not read", "limit", strconv.Itoa(MaxFragment))
		return notes
	}
	seen := map[string]bool{}
	for pair := range strings.SplitSeq(fragment, "&") {
		if pair == "" {
			continue
		}
		key, text, found := strings.Cut(pair, "=")
		key, text = unescape(key), unescape(text)
		if seen[key] {
			notes.Add(key, "given_twice", "the link gives this twice; the last one was taken")
		}
		seen[key] = true
		if !found || !take(key, text) {
			notes.Add("", "unknown_key", "the link holds "+strconv.Quote(clip(key))+", which this page does not know; it was left out",
				"key", clip(key), "value", clip(text))
		}
	}
	return notes
}

// unescape is tolerant: a text with a stray % is taken as it stands, because
// people write rate=3% by hand. Bytes that are no UTF-8 become U+FFFD.
func unescape(text string) string {
	out, err := url.QueryUnescape(text)
	if err != nil {
		out = text
	}
	return strings.ToValidUTF8(out, string(utf8.RuneError))
}

// clip keeps a quoted text short enough for a message.
func clip(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return text
}
