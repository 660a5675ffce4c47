// Package json writes and reads the JSON of requests and replies: what
// encoding/json makes of the same types, byte for byte, for the kinds of
// values that operations use. It exists because encoding/json and package fmt,
// which it needs, are an eighth of the engine as it is loaded.
package json

import (
	"errors"
	"strconv"
	"unicode/utf8"
)

// Number is a JSON number as it is written.
type Number string

// Float64 returns the nearest double; the error says that it is out of range.
func (n Number) Float64() (float64, error) { return strconv.ParseFloat(string(n), 64) }

// Int64 returns a number written as a whole one.
func (n Number) Int64() (int64, error) { return strconv.ParseInt(string(n), 10, 64) }

// maxDepth is how deep lists and objects may be nested.
const maxDepth = 1000

// ErrEmpty is the error of a text that holds nothing but blanks.
var ErrEmpty = errors.New("the text is empty")

// ErrTrailing is the error of text behind the first value.
var ErrTrailing = errors.New("more text follows the value")

// Parse reads one value: nil, bool, string, Number, []any or map[string]any.
// The text must hold it and nothing else (RFC 8259). Bytes of a text that are
// not UTF-8 become U+FFFD; of members with the same name the last counts.
func Parse(text []byte) (any, error) {
	p := parser{text: text}
	p.blanks()
	if p.at == len(text) {
		return nil, ErrEmpty
	}
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if p.blanks(); p.at < len(text) {
		return nil, ErrTrailing
	}
	return v, nil
}

type parser struct {
	text []byte
	at   int
}

// peek returns the next byte, 0 at the end: no value may hold a plain 0.
func (p *parser) peek() byte {
	if p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *parser) blanks() {
	for p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

// bad says what stands where something else must.
func (p *parser) bad(want string) error {
	if p.at >= len(p.text) {
		return errors.New("it ends where " + want + " must stand")
	}
	r, _ := utf8.DecodeRune(p.text[p.at:])
	return errors.New(strconv.QuoteRune(r) + " at byte " + strconv.Itoa(p.at) + " where " + want + " must stand")
}

func (p *parser) value(depth int) (any, error) {
	if depth > maxDepth {
		return nil, errors.New("it is nested deeper than " + strconv.Itoa(maxDepth) + " levels")
	}
	switch c := p.peek(); {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.list(depth)
	case c == '"':
		return p.string()
	case c == '-' || '0' <= c && c <= '9':
		return p.number()
	case p.word("null"):
		return nil, nil
	case p.word("true"):
		return true, nil
	case p.word("false"):
		return false, nil
	}
	return nil, p.bad("a value")
}

func (p *parser) word(w string) bool {
	if len(p.text)-p.at < len(w) || string(p.text[p.at:p.at+len(w)]) != w {
		return false
	}
	p.at += len(w)
	return true
}

func (p *parser) object(depth int) (any, error) {
	object := map[string]any{}
	p.at++
	if p.blanks(); p.peek() == '}' {
		p.at++
		return object, nil
	}
	for {
		p.blanks()
		if p.peek() != '"' {
			return nil, p.bad("the name of a member")
		}
		name, err := p.string()
		if err != nil {
			return nil, err
		}
		if p.blanks(); p.peek() != ':' {
			return nil, p.bad("a colon")
		}
		p.at++
		p.blanks()
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		object[name] = v
		p.blanks()
		switch p.peek() {
		case ',':
			p.at++
		case '}':
			p.at++
			return object, nil
		default:
			return nil, p.bad("a comma or }")
		}
	}
}

func (p *parser) list(depth int) (any, error) {
	list := []any{}
	p.at++
	if p.blanks(); p.peek() == ']' {
		p.at++
		return list, nil
	}
	for {
		p.blanks()
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
		p.blanks()
		switch p.peek() {
		case ',':
			p.at++
		case ']':
			p.at++
			return list, nil
		default:
			return nil, p.bad("a comma or ]")
		}
	}
}

func (p *parser) digits() bool {
	from := p.at
	for c := p.peek(); '0' <= c && c <= '9'; c = p.peek() {
		p.at++
	}
	return p.at > from
}

func (p *parser) number() (any, error) {
	from := p.at
	if p.peek() == '-' {
		p.at++
	}
	switch {
	case p.peek() == '0':
		p.at++
	case !p.digits():
		return nil, p.bad("a digit")
	}
	if p.peek() == '.' {
		if p.at++; !p.digits() {
			return nil, p.bad("a digit")
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		if !p.digits() {
			return nil, p.bad("a digit")
		}
	}
	return Number(p.text[from:p.at]), nil
}

// string reads a text from its opening quote to behind the closing one.
func (p *parser) string() (string, error) {
	p.at++
	from := p.at
	for p.at < len(p.text) { // mostly there is nothing to unfold
		c := p.text[p.at]
		if c == '"' {
			s := string(p.text[from:p.at])
			p.at++
			return s, nil
		}
		if c == '\\' || c < ' ' || c >= utf8.RuneSelf {
			break
		}
		p.at++
	}
	out := append([]byte(nil), p.text[from:p.at]...)
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return string(out), nil
		case c < ' ':
			return "", p.bad("a character of a text")
		case c == '\\':
			p.at++
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			out = utf8.AppendRune(out, r)
		default:
			r, size := utf8.DecodeRune(p.text[p.at:])
			out = utf8.AppendRune(out, r)
			p.at += size
		}
	}
	return "", p.bad("a closing quote")
}

// escape reads what follows a backslash. Halves of a pair that do not meet
// become U+FFFD.
func (p *parser) escape() (rune, error) {
	c := p.peek()
	switch c {
	case '"', '\\', '/':
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'u':
		p.at++
		r, ok := p.hex()
		if !ok {
			return 0, p.bad("four hexadecimal digits")
		}
		if r < 0xD800 || r > 0xDFFF {
			return r, nil
		}
		back := p.at
		if r < 0xDC00 && p.word(`\u`) {
			if low, ok := p.hex(); ok && 0xDC00 <= low && low <= 0xDFFF {
				return 0x10000 + (r-0xD800)<<10 + (low - 0xDC00), nil
			}
		}
		p.at = back
		return utf8.RuneError, nil
	default:
		return 0, p.bad("an escape")
	}
	p.at++
	return rune(c), nil
}

func (p *parser) hex() (rune, bool) {
	if len(p.text)-p.at < 4 {
		return 0, false
	}
	var r rune
	for _, c := range p.text[p.at : p.at+4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	p.at += 4
	return r, true
}
