package xlsx

import (
	"bytes"
	"unicode/utf8"

	"fairbasis/core/fault"
)

// tokens goes through a small XML text, the parts of a workbook besides its
// sheets, tag by tag. It reads what spreadsheet programs write and no more:
// a document type, the door of entity bombs, is refused.
type tokens struct {
	path string
	b    []byte
	at   int

	kind  kind
	name  []byte // of a tag, without the prefix of its namespace
	attrs []byte // of a start tag, as written
	alone bool   // the start tag is its own end
	text  []byte // between tags, as written
	raw   bool   // the text is from a CDATA section: it holds no references
}

type kind uint8

const (
	atEnd kind = iota
	startTag
	endTag
	someText
)

// next goes to the next tag or text. Its kind is atEnd after the last.
func (t *tokens) next() error {
	for {
		if t.at >= len(t.b) {
			t.kind = atEnd
			return nil
		}
		rest := t.b[t.at:]
		if rest[0] != '<' {
			n := bytes.IndexByte(rest, '<')
			if n < 0 {
				n = len(rest)
			}
			t.kind, t.text, t.raw = someText, rest[:n], false
			t.at += n
			return nil
		}
		switch {
		case bytes.HasPrefix(rest, []byte("<?")):
			if !t.skip("?>") {
				return torn(t.path)
			}
		case bytes.HasPrefix(rest, []byte("<!--")):
			if !t.skip("-->") {
				return torn(t.path)
			}
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			start := t.at + 9
			if !t.skip("]]>") {
				return torn(t.path)
			}
			t.kind, t.text, t.raw = someText, t.b[start:t.at-3], true
			return nil
		case bytes.HasPrefix(rest, []byte("<!")):
			return doctype(t.path)
		default:
			end := tagEnd(rest)
			if end < 0 {
				return torn(t.path)
			}
			t.at += end + 1
			t.tag(rest[1:end])
			return nil
		}
	}
}

// skip goes behind the next occurrence of mark.
func (t *tokens) skip(mark string) bool {
	n := bytes.Index(t.b[t.at:], []byte(mark))
	if n < 0 {
		return false
	}
	t.at += n + len(mark)
	return true
}

// tag takes a tag apart that lies between its angle brackets.
func (t *tokens) tag(s []byte) {
	t.kind, t.alone = startTag, false
	if len(s) > 0 && s[0] == '/' {
		t.kind = endTag
		s = s[1:]
	} else if len(s) > 0 && s[len(s)-1] == '/' {
		t.alone = true
		s = s[:len(s)-1]
	}
	n := 0
	for n < len(s) && s[n] > ' ' {
		n++
	}
	t.name, t.attrs = s[:n], s[n:]
	if i := bytes.IndexByte(t.name, ':'); i >= 0 {
		t.name = t.name[i+1:]
	}
}

// is reports whether the tag has a name.
func (t *tokens) is(name string) bool { return string(t.name) == name }

// attr returns an attribute of a start tag by its name without prefix.
func (t *tokens) attr(name string) string {
	s := t.attrs
	for {
		eq := bytes.IndexByte(s, '=')
		if eq < 0 {
			return ""
		}
		key := bytes.TrimSpace(s[:eq])
		if i := bytes.IndexByte(key, ':'); i >= 0 {
			key = key[i+1:]
		}
		s = bytes.TrimLeft(s[eq+1:], " \t\r\n")
		if len(s) == 0 || s[0] != '"' && s[0] != '\'' {
			return ""
		}
		end := bytes.IndexByte(s[1:], s[0])
		if end < 0 {
			return ""
		}
		if string(key) == name {
			return string(appendText(nil, s[1:1+end]))
		}
		s = s[end+2:]
	}
}

// tagEnd is where the tag at the beginning of s closes; an angle bracket in
// quotes does not count. It is -1 where the tag does not close.
func tagEnd(s []byte) int {
	quote := byte(0)
	for i, c := range s {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return -1
}

// appendText appends XML text with its references resolved and every control
// character, tabs and line ends among them, as one blank: they would end the
// cell. An unknown reference stays as it is written.
func appendText(out, s []byte) []byte {
	plain := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '&' && c != '_' && c != 0x7F {
			i++
			continue
		}
		r, n := rune(-1), 0
		switch {
		case c == '&':
			r, n = reference(s[i:])
		case c == '_':
			r, n = escaped(s[i:])
		default:
			r, n = ' ', 1
			if c == '\r' && i+1 < len(s) && s[i+1] == '\n' {
				n = 2
			}
		}
		if r < 0 {
			i++
			continue
		}
		out = append(out, s[plain:i]...)
		if r < ' ' || r == 0x7F {
			r = ' '
		}
		out = utf8.AppendRune(out, r)
		i += n
		plain = i
	}
	return append(out, s[plain:]...)
}

// reference reads a character or entity reference at the beginning of s, or
// gives -1.
func reference(s []byte) (rune, int) {
	end := bytes.IndexByte(s[:min(len(s), 12)], ';')
	if end < 2 {
		return -1, 0
	}
	switch name := string(s[1:end]); name {
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "amp":
		return '&', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	default:
		if name[0] != '#' {
			return -1, 0
		}
		base, digits := rune(10), name[1:]
		if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
			base, digits = 16, digits[1:]
		}
		v := rune(0)
		for _, c := range []byte(digits) {
			d := digit(c)
			if d >= base || v > utf8.MaxRune {
				return -1, 0
			}
			v = v*base + d
		}
		if len(digits) == 0 || !utf8.ValidRune(v) {
			return -1, 0
		}
		return v, end + 1
	}
}

// escaped reads a character in the form _x000D_ that spreadsheets use for
// what XML cannot hold (ECMA-376 part 1, 22.9.2.19), or gives -1.
func escaped(s []byte) (rune, int) {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return -1, 0
	}
	v := rune(0)
	for _, c := range s[2:6] {
		d := digit(c)
		if d > 15 {
			return -1, 0
		}
		v = v*16 + d
	}
	if !utf8.ValidRune(v) {
		return -1, 0
	}
	return v, 7
}

// digit is the value of a hexadecimal digit, or more than any.
func digit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10
	}
	return 99
}

// refused says why a workbook cannot be read and what to do.
func refused(path, code, message string, params ...string) error {
	return fault.About(fault.Invalid, path, code, message, params...)
}

func torn(path string) error {
	return refused(path, "torn", "ends in the middle; open the workbook in Excel or WPS, save it again and choose it again")
}

func damaged(path, what string) error {
	return refused(path, "damaged", what+"; open the workbook in Excel or WPS, save it again and choose it again")
}

func doctype(path string) error {
	return refused(path, "doctype", "declares a document type, which workbooks do not have; open it in Excel or WPS, save it as CSV and choose that")
}
