package unit

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Minus is the sign written before negative numbers.
const Minus = "\u2212"

// Print writes x with thousands commas, U+2212 for minus and the given number
// of decimals. A value that rounds to 0 carries no sign. What is not finite
// prints as "n/a"; the core never returns it.
func Print[T ~float64](x T, decimals int) string { return format(float64(x), decimals, 0, false) }

// Signed is Print with a plus before positive numbers, for differences and returns.
func Signed[T ~float64](x T, decimals int) string { return format(float64(x), decimals, 0, true) }

// PrintIn writes a rate in a measure, without its sign: 0.0351 in Percent is "3.51".
func PrintIn(r Rate, s Suffix, decimals int) string {
	return format(float64(r), decimals, int(places[s]), false)
}

// PrintRate writes a rate with the sign of its measure: "−3.51%", "0.23‱".
func PrintRate(r Rate, s Suffix, decimals int) string { return PrintIn(r, s, decimals) + s.String() }

// SignedRate is PrintRate with a plus before positive rates.
func SignedRate(r Rate, s Suffix, decimals int) string {
	return format(float64(r), decimals, int(places[s]), true) + s.String()
}

// PrintDecimal writes all digits of d with thousands commas.
func PrintDecimal(d Decimal) string { return group(d.String(), false) }

// SignedDecimal is PrintDecimal with a plus before positive numbers.
func SignedDecimal(d Decimal) string { return group(d.String(), true) }

// Shortest writes x with as few decimals as read back to the same float64,
// but at least min, moved left by the places of s: the text of a field.
func Shortest[T ~float64](x T, s Suffix, min int) string {
	d, ok := FromFloat(float64(x))
	if !ok {
		return format(float64(x), min, int(places[s]), false)
	}
	d = d.Trim()
	decimals := max(int(d.scale)-int(places[s]), min)
	return format(float64(x), decimals, int(places[s]), false)
}

func format(x float64, decimals, shift int, plus bool) string {
	if !Finite(x) {
		return "n/a"
	}
	// The point moves in the digits, not in the float: x*100 would round twice.
	s := strconv.FormatFloat(x, 'f', decimals+shift, 64)
	if shift > 0 {
		sign := ""
		if s[0] == '-' {
			sign, s = "-", s[1:]
		}
		whole, fraction, _ := strings.Cut(s, ".")
		whole = strings.TrimLeft(whole+fraction[:shift], "0")
		if whole == "" {
			whole = "0"
		}
		s = sign + whole
		if decimals > 0 {
			s += "." + fraction[shift:]
		}
	}
	return group(s, plus)
}

func group(s string, plus bool) string {
	sign := ""
	if s[0] == '-' {
		sign, s = Minus, s[1:]
	} else if plus {
		sign = "+"
	}
	if strings.Trim(s, "0.") == "" {
		sign = ""
	}
	whole, fraction, has := strings.Cut(s, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, c := range []byte(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(c)
	}
	if has {
		b.WriteByte('.')
		b.WriteString(fraction)
	}
	return b.String()
}

// Apportion rounds parts to the given decimals so that the printed parts sum
// to the printed total: the largest remainders take the missing last digits.
// total must be the sum of parts up to rounding; parts must be finite.
func Apportion[T ~float64](parts []T, total T, decimals int) []Decimal {
	scale := uint8(decimals)
	p := float64(pow10[scale])
	out := make([]Decimal, len(parts))
	remainder := make([]float64, len(parts))
	order := make([]int, len(parts))
	left := int64(math.Round(float64(total) * p))
	for i, x := range parts {
		down := math.Floor(float64(x) * p)
		out[i] = Decimal{int64(down), scale}
		remainder[i] = float64(x)*p - down
		left -= int64(down)
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case remainder[a] > remainder[b]:
			return -1
		case remainder[a] < remainder[b]:
			return 1
		}
		return 0
	})
	for i := 0; left > 0 && len(order) > 0; i, left = i+1, left-1 {
		out[order[i%len(order)]].mantissa++
	}
	return out
}
