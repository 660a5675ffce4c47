package scan

// fold writes a cell with characters above ASCII as the ASCII that means the
// same: full-width digits and signs, the minus sign U+2212, wide and fixed
// blanks; in stamps also the words for year, month, day, hour, minute and
// second. It knows them in UTF-8 and in GBK and need not be told which, since
// none of these sequences occurs in the other. ok is false if anything else is
// in the cell. A cell in ASCII comes back as it is.
func fold(dst, b []byte, stamp bool) (out []byte, ok bool) {
	i := 0
	for i < len(b) && b[i] < 0x80 {
		i++
	}
	if i == len(b) {
		return b, true
	}
	dst = append(dst[:0], b[:i]...)
	for i < len(b) {
		c := b[i]
		if c < 0x80 {
			dst = append(dst, c)
			i++
			continue
		}
		var c1, c2 byte
		if i+1 < len(b) {
			c1 = b[i+1]
		}
		if i+2 < len(b) {
			c2 = b[i+2]
		}
		code2, code3 := int(c)<<8|int(c1), int(c)<<16|int(c1)<<8|int(c2)
		to, n := byte(0), 2
		switch {
		case code2 == 0xEFBC && c2 >= 0x81 && c2 <= 0xBF: // U+FF01 to U+FF1F
			to, n = c2-0x60, 3
		case c == 0xA3 && c1 >= 0xA1 && c1 <= 0xDF: // the same in GBK
			to = c1 - 0x80
		case code3 == 0xE28892: // U+2212
			to, n = '-', 3
		case code3 == 0xE38080:
			to, n = ' ', 3
		case code2 == 0xA1A1 || code2 == 0xC2A0:
			to = ' '
		case !stamp:
			return nil, false
		case code3 == 0xE5B9B4 || code3 == 0xE69C88: // 年 月
			to, n = '-', 3
		case code2 == 0xC4EA || code2 == 0xD4C2:
			to = '-'
		case code3 == 0xE697A5 || code3 == 0xE7A792: // 日 秒
			to, n = ' ', 3
		case code2 == 0xC8D5 || code2 == 0xC3EB:
			to = ' '
		case code3 == 0xE697B6 || code3 == 0xE58886: // 时 分
			to, n = ':', 3
		case code2 == 0xCAB1 || code2 == 0xB7D6:
			to = ':'
		default:
			return nil, false
		}
		dst = append(dst, to)
		i += n
	}
	if stamp && dst[len(dst)-1] == ':' {
		dst = dst[:len(dst)-1] // 9时31分
	}
	return Trim(dst), true
}

// Trim cuts blanks and tabs from both ends, as every cell is read.
func Trim(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\t') {
		b = b[1:]
	}
	for len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == '\t') {
		b = b[:len(b)-1]
	}
	return b
}
