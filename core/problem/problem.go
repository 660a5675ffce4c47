// Package problem writes faults as the hosted API answers them: problem details
// of RFC 9457, with a JSON pointer (RFC 6901) to every refused field and
// sentences in the reader's language. Who asks reads them back as faults.
package problem

import (
	"strconv"

	"fairbasis/core/fault"
)

// Type is the media type of a problem.
const Type = "application/problem+json"

// Kinds of failure that only the transport knows, beside those of package fault.
const (
	Method      fault.Code = "method"         // the address is not asked this way
	Accept      fault.Code = "not_acceptable" // the answer exists in none of the forms wanted
	Media       fault.Code = "media"          // the body is of a kind that is not read
	RateLimit   fault.Code = "rate_limit"     // too many requests; Retry-After says when to come again
	Unavailable fault.Code = "unavailable"    // no answer now; Retry-After says when to come again
)

// Problem is a failure as a program reads it.
type Problem struct {
	Kind   string `json:"type" doc:"address of the description of this kind of failure"`
	Title  string `json:"title" doc:"the kind of failure in the reader's language"`
	Status int    `json:"status" doc:"HTTP status"`
	Detail string `json:"detail" doc:"what was wrong and what would be right, in the reader's language"`
	// Message is the English sentence where Detail is another one.
	Message string `json:"message,omitempty" doc:"the detail in English, where it is in another language"`
	// Code is that of the fault, or one of the transport.
	Code      string `json:"code" enum:"invalid,unknown,too_large,canceled,internal,method,not_acceptable,media,rate_limit,unavailable" doc:"stable name of the kind of failure"`
	RequestID string `json:"request_id,omitempty" doc:"the same as in the header X-Request-Id"`
	Errors    []Item `json:"errors,omitempty" doc:"every refused field"`
}

// Item is one refused field.
type Item struct {
	Pointer string            `json:"pointer" doc:"where in the request, as a JSON pointer in a fragment; # is the whole"`
	Code    string            `json:"code" doc:"stable name of what is wrong"`
	Detail  string            `json:"detail" doc:"what was wrong and what would be right, in the reader's language"`
	Message string            `json:"message,omitempty" doc:"the detail in English, where it is in another language"`
	Params  map[string]string `json:"params,omitempty" doc:"the figures of the sentence"`
}

// Of is a fault as a problem in a language, zh or en. What is known of an
// internal fault stays inside: it may hold a stack or what was asked.
func Of(lang string, f *fault.Error) Problem {
	p := Problem{
		Kind: "/api#problem-" + string(f.Code), Title: title(lang, f.Code), Status: Status(f), Code: string(f.Code),
		Detail: f.Message, Errors: Items(lang, f.Fields),
	}
	if f.Code == fault.Internal {
		p.Detail, p.Message, p.Errors = kinds[fault.Internal].en, "", nil
	}
	switch {
	case lang != "zh":
		return p
	case f.Code == fault.Internal || len(f.Fields) == 0:
		p.Detail, p.Message = kinds[f.Code].zh, p.Detail
	case len(f.Fields) == 1:
		p.Detail, p.Message = p.Errors[0].Detail, p.Detail
	default:
		p.Detail, p.Message = strconv.Itoa(len(f.Fields))+" 处输入不能使用", p.Detail
	}
	return p
}

// Items are the fields of a fault in a language, zh or en.
func Items(lang string, fields []fault.Field) []Item {
	if len(fields) == 0 {
		return nil
	}
	items := make([]Item, len(fields))
	for i, f := range fields {
		items[i] = Item{Pointer: Pointer(f.Path), Code: f.Code, Detail: f.Message, Params: f.Params}
		if lang == "zh" {
			if s := sentence(f); s != f.Message {
				items[i].Detail, items[i].Message = s, f.Message
			}
		}
	}
	return items
}

// Fault is the fault a problem was made of. Of an internal one only the code
// and the general sentence are left.
func (p Problem) Fault() *fault.Error {
	f := &fault.Error{Code: fault.Code(p.Code), Message: english(p.Message, p.Detail)}
	for _, e := range p.Errors {
		f.Fields = append(f.Fields, fault.Field{Path: Path(e.Pointer), Code: e.Code, Message: english(e.Message, e.Detail), Params: e.Params})
	}
	return f
}

func english(message, detail string) string {
	if message != "" {
		return message
	}
	return detail
}

// Status is the HTTP status of a fault. A text that is no JSON is a bad
// request (400); what was read and refused is unprocessable (422).
func Status(f *fault.Error) int {
	if f.Code == fault.Invalid && len(f.Fields) > 0 {
		for _, e := range f.Fields {
			if !malformed[e.Code] {
				return 422
			}
		}
		return 400
	}
	if k, ok := kinds[f.Code]; ok {
		return k.status
	}
	return 500
}

// malformed are the refusals of a text that could not be read as a request.
var malformed = map[string]bool{"json": true, "query": true}
