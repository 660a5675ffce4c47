// Package text holds the words of the pages, one file per language, and turns
// fault codes into sentences. It prints no numbers: every figure arrives as
// text. A sentence names its figures in braces and marks with ** what decides.
package text

import (
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Languages are the codes of the languages, the default first.
var Languages = []string{"zh-CN", "en"}

// For returns the words of a language; an unknown code gets the default.
func For(lang string) *Words {
	if lang == "en" {
		return &en
	}
	return &zh
}

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

// Fault says in this language what is wrong with an input, or remarks on it.
// A code nobody has translated falls back to the English message.
func (w *Words) Fault(f fault.Field) string {
	s, ok := w.Faults[f.Code]
	if !ok { // some refusals carry the reason why an answer has no meaning
		if why, ok := w.Reasons[unit.Reason(f.Code)]; ok {
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

// Why says in this language why a value is undefined.
func (w *Words) Why(r unit.Reason) string {
	if s, ok := w.Reasons[r]; ok {
		return s
	}
	return string(r)
}

// Label is the name of an input by its path; cells of dated dividends share theirs.
func (w *Words) Label(path string) string {
	if strings.HasPrefix(path, "dividends.cash.") {
		path = "dividends.cash." + path[strings.LastIndexByte(path, '.')+1:]
	}
	if s, ok := w.Fields[path]; ok {
		return s
	}
	return path
}

// Stop ends a sentence and leaves room for the next.
func (w *Words) Stop() string {
	if w.Lang == "en" {
		return ". "
	}
	return "。"
}

// Colon stands between a name and what is said of it.
func (w *Words) Colon() string {
	if w.Lang == "en" {
		return ": "
	}
	return "："
}

// Comma stands between the items of a list in a sentence.
func (w *Words) Comma() string {
	if w.Lang == "en" {
		return ", "
	}
	return "、"
}
