// Package problem writes faults as the hosted API answers them: problem details
// of RFC 9457, with a JSON pointer (RFC 6901) to every refused field and
// sentences in the reader's language. Who asks reads them back as faults.
package problem

import (
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/words"
)

// Type is the media type of a problem.
const Type = "application/problem+json"

// Problem is a failure as a program reads it.
type Problem struct {
	Kind   string `json:"type" doc:"address of the description of this kind of failure"`
	Title  string `json:"title" doc:"the kind of failure in the reader's language"`
	Status int    `json:"status" doc:"HTTP status"`
	Detail string `json:"detail" doc:"what was wrong and what would be right"`
	// Code is that of the fault: invalid, unknown, too_large, canceled, internal,
	// or one of the transport: method, media, rate_limit, unavailable.
	Code      string `json:"code" doc:"stable name of the kind of failure"`
	RequestID string `json:"request_id,omitempty" doc:"the same as in the header X-Request-Id"`
	Errors    []Item `json:"errors,omitempty" doc:"every refused field"`
}

// Item is one refused field.
type Item struct {
	Pointer string            `json:"pointer" doc:"where in the request, as a JSON pointer in a fragment; # is the whole"`
	Code    string            `json:"code" doc:"stable name of what is wrong"`
	Detail  string            `json:"detail" doc:"what was wrong and what would be right, in the reader's language"`
	Params  map[string]string `json:"params,omitempty" doc:"the figures of the sentence"`
}

// Pointer is the JSON pointer, as a fragment, of a fault's dotted path.
func Pointer(path string) string {
	if path == "" {
		return "#"
	}
	return "#/" + strings.ReplaceAll(strings.NewReplacer("~", "~0", "/", "~1").Replace(path), ".", "/")
}

// Items are the fields of a fault in a language, zh or en.
func Items(lang string, fields []fault.Field) []Item {
	items := make([]Item, len(fields))
	for i, f := range fields {
		items[i] = Item{Pointer: Pointer(f.Path), Code: f.Code, Detail: words.Fault(lang, f), Params: f.Params}
	}
	return items
}
