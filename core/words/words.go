// Package words turns fault codes and reasons into sentences of a language, for
// the pages and for reports that are made away from them. It prints no numbers:
// every figure arrives as text, and a sentence names its figures in braces.
package words

import (
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Sentence is a text with places for figures: "after the {fee} fee".
type Sentence string

// With puts figures in their places; pairs are name, text. A place without a
// figure is left empty, so that no brace is ever shown.
func (s Sentence) With(pairs ...string) string {
	var b strings.Builder
	rest := string(s)
	for {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed {
			b.WriteString(after)
			return b.String()
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				b.WriteString(pairs[i+1])
				break
			}
		}
		rest = tail
	}
}

// Fault says in a language, zh or en, what is wrong with an input, or remarks
// on it. A code nobody has translated falls back to the English message.
func Fault(lang string, f fault.Field) string {
	faults, reasons := tables(lang)
	s, ok := faults[f.Code]
	if !ok { // some refusals carry the reason why an answer has no meaning
		if why, ok := reasons[unit.Reason(f.Code)]; ok {
			return why
		}
		return f.Message
	}
	pairs := make([]string, 0, 2*len(f.Params))
	for name, value := range f.Params {
		if rest, negative := strings.CutPrefix(value, "-"); negative {
			value = unit.Minus + rest
		}
		pairs = append(pairs, name, value)
	}
	return s.With(pairs...)
}

// Why says in a language, zh or en, why a value is undefined.
func Why(lang string, r unit.Reason) string {
	_, reasons := tables(lang)
	if s, ok := reasons[r]; ok {
		return s
	}
	return string(r)
}

func tables(lang string) (map[string]Sentence, map[unit.Reason]string) {
	if lang == "en" {
		return FaultsEN, ReasonsEN
	}
	return FaultsZH, ReasonsZH
}
