package charset

import (
	"bytes"
	"unicode/utf8"
)

// Facts are what Detect saw besides the encoding.
type Facts struct {
	// Replaced counts the characters U+FFFD in the file: it was saved after a
	// reading in the wrong encoding, and what stood there is lost. The
	// mojibake U+951F U+65A4 U+62F7, which is the same damage read once more
	// as GBK, counts as two.
	Replaced int
	// Invalid counts the stretches of the examined bytes that are no
	// character in the encoding reported.
	Invalid int
	// ASCII says that no examined byte had its top bit set.
	ASCII bool
	// Examined is how many bytes were looked at; a large file is sampled.
	Examined int
}

// What is examined of a large file: its head, its end, and pieces between.
const (
	headBytes  = 1 << 20
	tailBytes  = 256 << 10
	pieceBytes = 32 << 10
	pieces     = 32
)

// Detect tells the encoding of a file by its bytes. A byte order mark
// decides. Without one, text whose every second byte is zero is UTF-16; valid
// UTF-8 is UTF-8; what reads as GB18030 is that; anything else is reported as
// UTF-8 with the invalid places counted. It never fails: the empty file is
// UTF-8. Files beyond some MB are judged by samples of whole lines.
func Detect(b []byte) (Encoding, Facts) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		_, f := examine(b[3:])
		f.finish(b, UTF8BOM)
		return UTF8BOM, f
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return UTF16LE, facts16(b, 0)
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return UTF16BE, facts16(b, 1)
	}
	if low, ok := zeros(b); ok {
		if low == 0 {
			return UTF16LE, facts16(b, 0)
		}
		return UTF16BE, facts16(b, 1)
	}
	enc, f := examine(b)
	f.finish(b, enc)
	return enc, f
}

// zeros recognises UTF-16 without a mark by the zero bytes that ASCII figures
// have in it: in more than a third of the pairs at one side and hardly ever
// at the other. low is the side of the low byte.
func zeros(b []byte) (low int, ok bool) {
	n := min(len(b), 4096) &^ 1
	if n < 4 {
		return 0, false
	}
	var zero [2]int
	for i := 0; i < n; i++ {
		if b[i] == 0 {
			zero[i&1]++
		}
	}
	pairs := n / 2
	switch {
	case zero[1]*3 > pairs && zero[0]*20 <= pairs:
		return 0, true
	case zero[0]*3 > pairs && zero[1]*20 <= pairs:
		return 1, true
	}
	return 0, false
}

// facts16 counts U+FFFD in UTF-16. low is the side of the low byte.
func facts16(b []byte, low int) Facts {
	f := Facts{Examined: len(b)}
	mark := []byte{0xFD, 0xFF}
	if low == 1 {
		mark = []byte{0xFF, 0xFD}
	}
	for i := 0; ; {
		j := bytes.Index(b[i:], mark)
		if j < 0 {
			return f
		}
		if i += j; i&1 == 0 {
			f.Replaced++
			i++
		}
		i++
	}
}

// tally counts what the examined bytes are in each of the two encodings.
type tally struct {
	bytes          int  // examined
	wide           int  // characters beyond ASCII in valid UTF-8
	bad            int  // stretches invalid as UTF-8
	hanzi          int  // characters of GB18030 that are assigned
	common         int  // of these, hanzi and punctuation of GB 2312
	torn           int  // stretches that are none
	replacedMarked bool // U+FFFD or its mojibake was seen
}

// examine judges a text without a mark by its samples.
func examine(b []byte) (Encoding, Facts) {
	var t tally
	if len(b) <= headBytes+tailBytes+pieces*pieceBytes {
		t.read(b)
	} else {
		t.read(whole(b, 0, headBytes))
		middle := len(b) - headBytes - tailBytes
		for i := range pieces {
			at := headBytes + middle/pieces*i
			t.read(whole(b, at, at+pieceBytes))
		}
		t.read(whole(b, len(b)-tailBytes, len(b)))
	}
	f := Facts{Examined: t.bytes, ASCII: t.wide+t.bad == 0}
	enc := UTF8Plain
	// A few torn places in a text that is otherwise UTF-8 leave it UTF-8: by
	// chance GBK is hardly ever valid. A text that is neither is UTF-8 too.
	if t.bad > 0 && t.bad*4 > t.wide && t.hanzi > 4*t.torn && t.common*2 > t.hanzi {
		enc = GB18030
	}
	if f.Invalid = t.bad; enc == GB18030 {
		f.Invalid = t.torn
	}
	if !t.replacedMarked {
		f.Replaced = -1 // finish needs no search
	}
	return enc, f
}

// finish counts the replaced characters of the whole file, if a sample had one.
func (f *Facts) finish(b []byte, enc Encoding) {
	if f.Replaced < 0 {
		f.Replaced = 0
		return
	}
	if enc == GB18030 {
		f.Replaced = bytes.Count(b, []byte("\x84\x31\xA4\x37")) + 2*bytes.Count(b, []byte("\xEF\xBF\xBD\xEF\xBF\xBD"))
		return
	}
	f.Replaced = bytes.Count(b, []byte("\uFFFD")) + 2*bytes.Count(b, []byte("\u951F\u65A4\u62F7"))
}

// whole cuts a sample at line ends, so that no character is torn. A line end
// is never part of a longer character. A sample without one is kept as it is.
func whole(b []byte, from, to int) []byte {
	s := b[from:to]
	if from > 0 {
		if i := bytes.IndexByte(s, '\n'); i >= 0 {
			s = s[i+1:]
		}
	}
	if to < len(b) {
		if i := bytes.LastIndexByte(s, '\n'); i >= 0 {
			s = s[:i+1]
		}
	}
	return s
}

// read counts one sample in both encodings. The two are tried side by side,
// each with its own place.
func (t *tally) read(b []byte) {
	t.bytes += len(b)
	first := 0
	for first+8 <= len(b) && (b[first]|b[first+1]|b[first+2]|b[first+3]|b[first+4]|b[first+5]|b[first+6]|b[first+7]) < 0x80 {
		first += 8
	}
	torn := false
	for i := first; i < len(b); {
		if b[i] < 0x80 {
			torn = false
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		i += n
		if r == replacement && n == 1 {
			if !torn {
				t.bad++
			}
			torn = true
			continue
		}
		torn = false
		t.wide++
		if r == replacement || r == 0x951F {
			t.replacedMarked = true
		}
	}
	if t.bad == 0 {
		return // UTF-8 so far; the other count is not asked for
	}
	for i := first; i < len(b); {
		if b[i] < 0x80 {
			i++
			continue
		}
		r, n := step(b[i:])
		switch {
		case r == replacement && (n != 4 || b[i] != 0x84):
			t.torn++
		default:
			t.hanzi++
			if n == 2 && b[i+1] >= 0xA1 && (b[i] >= 0xA1 && b[i] <= 0xA3 || b[i] >= 0xB0 && b[i] <= 0xF7) {
				t.common++
			}
			if r == replacement || r == 0x951F {
				t.replacedMarked = true
			}
		}
		i += n
	}
}
