// Package text holds the words of the pages, one file per language, and turns
// fault codes into sentences. It prints no numbers: every figure arrives as
// text. A sentence names its figures in braces and marks with ** what decides.
package text

import (
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/unit"
	"fairbasis/core/words"
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
type Sentence = words.Sentence

// Fault says in this language what is wrong with an input, or remarks on it.
// A code nobody has translated falls back to the English message.
func (w *Words) Fault(f fault.Field) string { return words.Fault(w.Lang, f) }

// Why says in this language why a value is undefined.
func (w *Words) Why(r unit.Reason) string { return words.Why(w.Lang, r) }

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

// Semicolon stands between reasons.
func (w *Words) Semicolon() string {
	if w.Lang == "en" {
		return "; "
	}
	return "；"
}
