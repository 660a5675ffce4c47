package scan

import "strconv"

// decimal is a number as written: (-)mantissa x 10^-scale. The scale is
// negative after an exponent such as e7.
type decimal struct {
	mantissa uint64
	scale    int
	exponent int // of the text, with the percent sign as e-2
	minus    bool
	percent  bool
	long     bool // more digits than mantissa holds: only the text is exact
}

// readDecimal reads a number from a cell without blanks around it, in ASCII:
// sign, digits with thousands commas, decimals, exponent, percent sign. A
// percent sign moves the point by two places.
func readDecimal(b []byte) (d decimal, ok bool) {
	i := 0
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		d.minus = b[0] == '-'
		i++
	}
	const most = (1<<64 - 10) / 10 // one more digit fits below it
	digits, point, zeros := 0, -1, 0
	group, groups := 0, false // digits since the last thousands comma
loop:
	for ; i < len(b); i++ {
		c := b[i]
		switch {
		case c-'0' <= 9:
			digits++
			group++
			if c == '0' && point >= 0 {
				zeros++ // decimals that matter only if others follow
				continue
			}
			for ; zeros > 0; zeros-- {
				if d.mantissa > most {
					d.long = true
					break
				}
				d.mantissa *= 10
				d.scale++
			}
			if d.mantissa > most || d.long {
				d.long = true
				continue
			}
			d.mantissa = d.mantissa*10 + uint64(c-'0')
			if point >= 0 {
				d.scale++
			}
		case c == '.' && point < 0:
			if groups && group != 3 {
				return d, false
			}
			point, groups = i, false
		case c == ',' && point < 0:
			// 1,234,567 and the 12,34,567 of other places, but not 3,5.
			if group == 0 || group > 3 || groups && group < 2 {
				return d, false
			}
			group, groups = 0, true
		default:
			break loop
		}
	}
	if digits == 0 || groups && group != 3 {
		return d, false
	}
	// Zeros at the end are kept as decimals as long as there is room.
	for ; zeros > 0 && !d.long && d.mantissa <= most && d.scale < 18; zeros-- {
		d.mantissa *= 10
		d.scale++
	}
	if i < len(b) && (b[i] == 'e' || b[i] == 'E') {
		i++
		minus, e, from := false, 0, 0
		if i < len(b) && (b[i] == '-' || b[i] == '+') {
			minus = b[i] == '-'
			i++
		}
		for from = i; i < len(b) && b[i]-'0' <= 9; i++ {
			e = min(e*10+int(b[i]-'0'), 1e8)
		}
		if i == from {
			return d, false
		}
		if minus {
			e = -e
		}
		d.scale -= e
		d.exponent = e
	}
	for i < len(b) && b[i] == ' ' {
		i++
	}
	if i < len(b) && b[i] == '%' {
		i++
		d.percent = true
		d.scale += 2
		d.exponent -= 2
	}
	return d, i == len(b)
}

// powers are the powers of ten that an int64 holds.
var powers = [19]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}

// fit returns the mantissa with the given number of decimals, 0 to 18, if that
// is exact and an int64.
func (d decimal) fit(scale int) (int64, bool) {
	m, up := d.mantissa, scale-d.scale
	switch {
	case d.long:
		return 0, false
	case m == 0:
		return 0, true
	case up > 18 || up < -18:
		return 0, false
	case up >= 0:
		if m > (1<<63-1)/powers[up] {
			return 0, false
		}
		m *= powers[up]
	default:
		if m%powers[-up] != 0 {
			return 0, false
		}
		m /= powers[-up]
	}
	if m > 1<<63-1 {
		return 0, false
	}
	if d.minus {
		return -int64(m), true
	}
	return int64(m), true
}

// trim drops zeros at the end of the decimals.
func (d decimal) trim() decimal {
	for d.scale > 0 && d.mantissa%10 == 0 && !d.long {
		d.mantissa /= 10
		d.scale--
	}
	return d
}

// float returns the float nearest to the number written in b, the text that d
// was read from, and false if it is too large for one. Minus zero is zero.
func (d decimal) float(b []byte) (float64, bool) {
	if !d.long && d.mantissa == 0 {
		return 0, true
	}
	if !d.long && d.mantissa < 1<<53 && d.scale >= 0 && d.scale <= 18 {
		x := float64(d.mantissa) / float64(powers[d.scale]) // both exact: rounds once
		if d.minus {
			x = -x
		}
		return x, true
	}
	// The digits again without commas; percent and exponent become one exponent.
	var buf [48]byte
	text := buf[:0]
	for _, c := range b {
		if c == 'e' || c == 'E' {
			break
		}
		if c != ',' && c != '%' && c != ' ' {
			text = append(text, c)
		}
	}
	if d.exponent != 0 {
		text = append(text, 'e')
		text = strconv.AppendInt(text, int64(d.exponent), 10)
	}
	x, err := strconv.ParseFloat(string(text), 64)
	return x + 0, err == nil
}
