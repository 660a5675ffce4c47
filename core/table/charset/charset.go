// Package charset tells the encoding of a text file by its content and reads
// single cells in it.
//
// A file in GBK or GB18030 is not converted before it is scanned: everything
// a scanner looks for keeps its meaning in the raw bytes. Digits, comma,
// semicolon, tab, quotes and line ends are single bytes below 0x40, and the
// second byte of a two-byte character is 0x40 or more. Two cases are left:
//
//   - the second byte may be one of 0x40 to 0x7E, such as the vertical bar, so
//     a file separated by such a byte is converted first: see Splits and UTF8;
//   - the second and fourth byte of a four-byte character are digits, 0x30 to
//     0x39. They separate nothing, and a cell holding one begins with a byte
//     of 0x81 or more before the digit, so it is never taken for a number.
package charset

import (
	"unicode/utf8"

	"fairbasis/core/fault"
)

// Encoding names how characters were written as bytes.
type Encoding string

// The encodings that are read. ASCII is UTF-8.
const (
	UTF8Plain Encoding = "utf-8"
	UTF8BOM   Encoding = "utf-8-bom" // with the mark EF BB BF in front
	GB18030   Encoding = "gb18030"   // with GBK and GB2312, which are parts of it
	UTF16LE   Encoding = "utf-16le"  // with or without the mark FF FE
	UTF16BE   Encoding = "utf-16be"  // with or without the mark FE FF
)

// replacement is U+FFFD, which stands for a character that could not be read.
const replacement = utf8.RuneError

// Text returns the text of a file without its byte order mark, as bytes in
// the encoding that Scanned names. UTF-8 and GB18030 come back as they are,
// sharing the memory of b; UTF-16 is converted to UTF-8. replaced counts the
// characters that the conversion had to replace by U+FFFD: halves of
// surrogate pairs and an odd last byte.
func Text(b []byte, enc Encoding) (text []byte, replaced int, err error) {
	switch enc {
	case UTF8Plain, UTF8BOM:
		if len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF {
			b = b[3:]
		}
		return b, 0, nil
	case GB18030:
		return b, 0, nil
	case UTF16LE, UTF16BE:
		text, replaced = fromUTF16(b, enc == UTF16BE)
		return text, replaced, nil
	}
	return nil, 0, &fault.Error{Code: fault.Invalid, Message: "unknown encoding " + string(enc) + "; known are utf-8, utf-8-bom, gb18030, utf-16le and utf-16be",
		Fields: []fault.Field{fault.Note("encoding", "unknown_encoding", "is not one of utf-8, utf-8-bom, gb18030, utf-16le, utf-16be", "encoding", string(enc))}}
}

// Scanned is the encoding of what Text returns for a file in enc: GB18030
// stays, everything else is UTF-8.
func Scanned(enc Encoding) Encoding {
	if enc == GB18030 {
		return GB18030
	}
	return UTF8Plain
}

// Splits reports whether the byte delim can be part of a longer character in
// text that Text returned for enc, so that splitting at it would tear
// characters apart. Such a text goes through UTF8 first.
func Splits(delim byte, enc Encoding) bool {
	return enc == GB18030 && delim >= 0x40
}

// Decode reads one cell, header or name of a text that Text returned for a
// file in enc. Bytes that are no character become U+FFFD, one for each
// stretch that cannot be read.
func Decode(cell []byte, enc Encoding) string {
	if ascii(cell) {
		return string(cell)
	}
	if enc == GB18030 {
		return string(appendGB(make([]byte, 0, len(cell)+len(cell)/2), cell))
	}
	if utf8.Valid(cell) {
		return string(cell)
	}
	return string(appendValid(make([]byte, 0, len(cell)+8), cell))
}

// UTF8 converts a whole text that Text returned for a file in enc. UTF-8
// comes back as it is.
func UTF8(text []byte, enc Encoding) []byte {
	if enc != GB18030 {
		return text
	}
	return appendGB(make([]byte, 0, len(text)+len(text)/4), text)
}

// appendValid appends cell with every invalid stretch as one U+FFFD.
func appendValid(out, cell []byte) []byte {
	bad := false
	for i := 0; i < len(cell); {
		r, n := utf8.DecodeRune(cell[i:])
		if r == replacement && n == 1 {
			if !bad {
				out = utf8.AppendRune(out, replacement)
			}
			bad = true
			i++
			continue
		}
		bad = false
		out = append(out, cell[i:i+n]...)
		i += n
	}
	return out
}

// ascii reports whether no byte of b has its top bit set.
func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// fromUTF16 converts UTF-16 to UTF-8, without the byte order mark, and counts
// the characters it had to replace.
func fromUTF16(b []byte, big bool) (out []byte, replaced int) {
	lo, hi := 0, 1 // which byte of a pair is the low one
	if big {
		lo, hi = 1, 0
	}
	if len(b) >= 2 && b[lo] == 0xFF && b[hi] == 0xFE {
		b = b[2:]
	}
	// Two bytes make one to three, rarely three: figures are ASCII.
	out = make([]byte, 0, len(b)/2+len(b)/8+16)
	n := len(b) &^ 1
	for i := 0; i < n; i += 2 {
		c := uint32(b[i+lo]) | uint32(b[i+hi])<<8
		if c < 0x80 {
			out = append(out, byte(c))
			continue
		}
		if c >= 0xD800 && c < 0xE000 {
			if c < 0xDC00 && i+2 < n {
				d := uint32(b[i+2+lo]) | uint32(b[i+2+hi])<<8
				if d >= 0xDC00 && d < 0xE000 {
					out = utf8.AppendRune(out, rune(0x10000+(c-0xD800)<<10+(d-0xDC00)))
					i += 2
					continue
				}
			}
			c = uint32(replacement)
			replaced++
		}
		out = utf8.AppendRune(out, rune(c))
	}
	if n < len(b) {
		out = utf8.AppendRune(out, replacement)
		replaced++
	}
	return out, replaced
}

// Clip cuts UTF-8 text to at most n bytes, between characters.
func Clip(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && text[n]&0xC0 == 0x80 {
		n--
	}
	return text[:n]
}
