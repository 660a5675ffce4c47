// Package fault holds the errors a caller can act on: a code for programs, a
// sentence for people, and every rejected field by its path. It is the lowest
// leaf of the core, so that every other package can refuse input in one way.
package fault

import (
	"errors"
	"strconv"
	"strings"
)

// Code says what kind of failure happened. Each front end maps it once: to an
// HTTP status, an exit status, or a sentence in the reader's language.
type Code string

// The kinds of failure. There are few on purpose.
const (
	Invalid  Code = "invalid"   // the request was read and refused; Fields say where
	Unknown  Code = "unknown"   // no such operation, reference or route
	TooLarge Code = "too_large" // over a stated limit
	Canceled Code = "canceled"  // the caller gave up
	Internal Code = "internal"  // a mistake of ours; Message holds what is known
)

// Field is one rejected or remarked input.
type Field struct {
	// Path names the input as the JSON request does: costs.short_margin,
	// dividends.cash.0.ex_date. Empty means the request as a whole.
	Path string `json:"path"`
	// Code is the stable name of what is wrong, e.g. not_positive.
	Code string `json:"code"`
	// Message says in English what was wrong and what would be right.
	Message string `json:"message"`
	// Params are the figures of the message by name, for other languages.
	Params map[string]string `json:"params,omitempty"`
}

// Error is a failure with its code and all rejected fields.
type Error struct {
	Code    Code    `json:"code"`
	Message string  `json:"message"`
	Fields  []Field `json:"fields,omitempty"`
}

// Error joins the message and the field messages in one line.
func (e *Error) Error() string {
	if len(e.Fields) == 0 {
		return e.Message
	}
	parts := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		parts[i] = f.Message
		if f.Path != "" {
			parts[i] = f.Path + ": " + f.Message
		}
	}
	return e.Message + ": " + strings.Join(parts, "; ")
}

// New returns an error without fields. The format knows %s, %d, %v, %q and %%.
func New(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: sprintf(format, args)}
}

// From returns err as an *Error. Anything that is not one is internal: a
// caller is never shown a bare Go error as if it were his mistake.
func From(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Code: Internal, Message: err.Error()}
}

// Fields collects rejected fields, so that a check names all of them at once.
// The zero value is ready to use.
type Fields []Field

// Add notes one field. params are name, value pairs.
func (fs *Fields) Add(path, code, message string, params ...string) {
	*fs = append(*fs, Note(path, code, message, params...))
}

// Between refuses x below low or above high, and what is no number.
func (fs *Fields) Between(path string, x, low, high float64) {
	if x >= low && x <= high {
		return
	}
	print := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	fs.Add(path, "out_of_range", "must be "+print(low)+" to "+print(high)+", got "+print(x), "got", print(x), "min", print(low), "max", print(high))
}

// OneOf refuses what is none of want.
func (fs *Fields) OneOf(path, got string, want ...string) {
	for _, w := range want {
		if got == w {
			return
		}
	}
	list := strings.Join(want, ", ")
	fs.Add(path, "unknown_choice", "must be one of "+list+", got "+strconv.Quote(got), "got", got, "want", list)
}

// Merge takes over the fields of another refusal, each path put below prefix.
// An error that is not a refusal becomes one field at prefix.
func (fs *Fields) Merge(prefix string, err error) {
	if err == nil {
		return
	}
	var e *Error
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		fs.Add(prefix, "invalid", err.Error())
		return
	}
	for _, f := range e.Fields {
		f.Path = Join(prefix, f.Path)
		*fs = append(*fs, f)
	}
}

// Take is Merge for refusals alone. Any other failure, such as a file that is
// not there, comes back with its paths below prefix, for the caller to give up.
func (fs *Fields) Take(prefix string, err error) error {
	e := From(err)
	switch {
	case e == nil:
	case e.Code == Invalid:
		fs.Merge(prefix, err)
	case len(e.Fields) == 0:
		return err
	default:
		var below Fields
		below.Merge(prefix, e)
		return &Error{Code: e.Code, Message: e.Message, Fields: below}
	}
	return nil
}

// Err returns nil when nothing was rejected, else an Invalid error with all fields.
func (fs Fields) Err() error {
	if len(fs) == 0 {
		return nil
	}
	message := "1 field was refused"
	if len(fs) > 1 {
		message = strconv.Itoa(len(fs)) + " fields were refused"
	}
	return &Error{Code: Invalid, Message: message, Fields: fs}
}

// About is a failure with one thing to say, which is its message and that of
// its only field. params are name, value pairs.
func About(kind Code, path, code, message string, params ...string) *Error {
	return &Error{Code: kind, Message: message, Fields: []Field{Note(path, code, message, params...)}}
}

// Note builds one Field; results use it for remarks on input that was
// accepted all the same. params are name, value pairs.
func Note(path, code, message string, params ...string) Field {
	f := Field{Path: path, Code: code, Message: message}
	for i := 0; i+1 < len(params); i += 2 {
		if f.Params == nil {
			f.Params = map[string]string{}
		}
		f.Params[params[i]] = params[i+1]
	}
	return f
}

// Join puts a path below a prefix; either may be empty.
func Join(prefix, path string) string {
	switch {
	case prefix == "":
		return path
	case path == "":
		return prefix
	}
	return prefix + "." + path
}
