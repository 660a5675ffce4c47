package charset

import (
	_ "embed"
	"sync"
	"unicode/utf8"
)

// hanziAndSymbols holds what cannot be computed of GB18030: the 6,763 hanzi
// and 682 symbols of GB 2312-1980, the symbols of GBK/5 and the few characters
// out of order at the end of GBK/4. It is a list of stretches: two bytes, the
// first code; one byte, the number n of codes in a row; n differences of code
// points to the one before, zigzag coded in groups of seven bits, the lowest
// first. Zero as a code point means that the code is not assigned. The test
// writes it (go test -update) from golang.org/x/text and compares it.
//
//go:embed gb2312.bin
var hanziAndSymbols string

// cells is the number of two-byte codes: lead 0x81 to 0xFE, second byte 0x40
// to 0xFE without 0x7F.
const cells = 126 * 190

// two is the table of two-byte codes; 0 marks an unassigned one.
var two = sync.OnceValue(func() *[cells]uint16 {
	t := new([cells]uint16)
	fill(t)
	return t
})

// place is where a two-byte code stands in the table. lead is 0x81 to 0xFE
// and second 0x40 to 0xFE, not 0x7F.
func place(lead, second byte) int {
	p := int(lead-0x81)*190 + int(second) - 0x40
	if second > 0x7F {
		p--
	}
	return p
}

func fill(t *[cells]uint16) {
	var listed [1 << 16 / 8]byte // hanzi that have their place already
	s := hanziAndSymbols
	at := 0
	for len(s) >= 3 {
		p, n := place(s[0], s[1]), int(s[2])
		s = s[3:]
		for ; n > 0; n-- {
			v, shift := uint(0), 0
			for {
				c := s[0]
				s = s[1:]
				v |= uint(c&0x7F) << shift
				if c < 0x80 {
					break
				}
				shift += 7
			}
			at += int(v>>1) ^ -int(v&1)
			t[p] = uint16(at)
			listed[at>>3] |= 1 << (at & 7)
			p++
		}
	}
	// GBK/3 (leads 0x81 to 0xA0) and GBK/4 (leads 0xAA to 0xFD with second
	// bytes below 0xA1) hold the other hanzi of Unicode 1.1, U+4E00 to U+9FA5,
	// in the order of Unicode.
	han := 0x4E00
	for lead := byte(0x81); lead < 0xFE; lead++ {
		last := byte(0xFE)
		if lead > 0xA0 {
			last = 0xA0
			if lead < 0xAA {
				continue
			}
		}
		for second := byte(0x40); second <= last; second++ {
			if second == 0x7F {
				continue
			}
			for han <= 0x9FA5 && listed[han>>3]>>(han&7)&1 != 0 {
				han++
			}
			if han > 0x9FA5 {
				return
			}
			t[place(lead, second)] = uint16(han)
			han++
		}
	}
}

// span is a run of four-byte codes whose code points follow one another.
type span struct{ first, point uint16 }

// four lists the spans of four-byte codes for the basic plane: all its code
// points in order that have no two-byte code in the edition of 2005, leaving
// out surrogates and the private area that two-byte codes point to.
var four = sync.OnceValue(func() []span {
	var taken [1 << 16 / 8]byte
	for _, c := range two() {
		taken[c>>3] |= 1 << (c & 7)
	}
	for _, c := range edition2022 {
		taken[c>>3] &^= 1 << (c & 7)
	}
	spans := make([]span, 0, 208)
	n, open := 0, false
	for c := 0x80; c < 0x10000; c++ {
		if taken[c>>3]>>(c&7)&1 != 0 || c >= 0xD800 && c < 0xE865 && !privateFour(c) {
			open = false
			continue
		}
		if !open {
			spans = append(spans, span{uint16(n), uint16(c)})
			open = true
		}
		n++
	}
	return spans
})

// privateFour says which code points of the private area U+E000 to U+E864
// have a four-byte code: those whose two-byte code went to another character.
func privateFour(c int) bool {
	for i := 0; i < len(privateSpans); i += 2 {
		if c >= 0xE700+int(privateSpans[i]) && c <= 0xE700+int(privateSpans[i+1]) {
			return true
		}
	}
	return false
}

// privateSpans are first and last offsets from U+E700.
var privateSpans = [...]uint16{0x6C, 0x6C, 0xC8, 0xC8, 0xE7, 0xF3, 0x115, 0x115, 0x119, 0x11D, 0x11F, 0x125,
	0x127, 0x12A, 0x12D, 0x130, 0x133, 0x13A, 0x13C, 0x142, 0x144, 0x153, 0x156, 0x163}

// edition2022 lists the characters that moved to two-byte codes in GB
// 18030-2022. They keep their four-byte codes here, as files of 2005 have them.
var edition2022 = [...]uint16{0xFE10, 0xFE11, 0xFE12, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19,
	0x9FB4, 0x9FB5, 0x9FB6, 0x9FB7, 0x9FB8, 0x9FB9, 0x9FBA, 0x9FBB}

// step reads one character that begins with a byte of 0x80 or more and says
// how many bytes it took. A byte that begins no character is U+FFFD, alone.
func step(b []byte) (r rune, n int) {
	if len(b) < 2 || b[0] == 0xFF {
		return single(b[0]), 1
	}
	if b[0] == 0x80 {
		return single(b[0]), 1
	}
	second := b[1]
	switch {
	case second >= 0x40 && second != 0x7F && second != 0xFF:
		if c := two()[place(b[0], second)]; c != 0 {
			return rune(c), 2
		}
		return replacement, 2
	case second >= '0' && second <= '9' && len(b) >= 4 && b[2] >= 0x81 && b[2] < 0xFF && b[3] >= '0' && b[3] <= '9':
		if r := fourByte(b); r >= 0 {
			return r, 4
		}
	}
	return replacement, 1
}

// single is what a lone byte means: code page 936 writes the euro sign as 0x80.
func single(c byte) rune {
	if c == 0x80 {
		return '€'
	}
	return replacement
}

// fourByte is the character of a well-formed four-byte code, or -1. The codes count
// in mixed radix; 39,420 of them are for the basic plane, and those from
// 0x90308130 on are U+10000 and up in order.
func fourByte(b []byte) rune {
	n := ((int(b[0]-0x81)*10+int(b[1]-'0'))*126+int(b[2]-0x81))*10 + int(b[3]-'0')
	if n >= 189000 {
		if n -= 189000; n < 0x100000 {
			return rune(0x10000 + n)
		}
		return -1
	}
	if n >= 39420 {
		return -1
	}
	spans := four()
	lo, hi := 0, len(spans)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; int(spans[mid].first) <= n {
			lo = mid
		} else {
			hi = mid
		}
	}
	r := int(spans[lo].point) + n - int(spans[lo].first)
	return rune(r)
}

// appendGB appends GB18030 text as UTF-8.
func appendGB(out, b []byte) []byte {
	for i := 0; i < len(b); {
		if b[i] < 0x80 {
			out = append(out, b[i])
			i++
			continue
		}
		r, n := step(b[i:])
		out = utf8.AppendRune(out, r)
		i += n
	}
	return out
}
