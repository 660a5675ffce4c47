package unit

import (
	"math"
	"math/bits"
	"strconv"
)

// MaxScale is the largest number of decimals a Decimal holds.
const MaxScale = 18

// Decimal is an exact decimal number: mantissa x 10^-scale. It is what a
// price in a file or a field is, before any float is made of it.
type Decimal struct {
	mantissa int64
	scale    uint8
}

var pow10 = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}

// NewDecimal returns mantissa x 10^-scale. It panics on a scale above
// MaxScale, which only a mistake in this program can ask for.
func NewDecimal(mantissa int64, scale uint8) Decimal {
	if scale > MaxScale {
		panic("unit: scale " + strconv.Itoa(int(scale)) + " is above " + strconv.Itoa(MaxScale))
	}
	return Decimal{mantissa, scale}
}

// Mantissa returns the integer part of the representation.
func (d Decimal) Mantissa() int64 { return d.mantissa }

// Scale returns the number of decimals.
func (d Decimal) Scale() uint8 { return d.scale }

// IsZero reports whether d is 0.
func (d Decimal) IsZero() bool { return d.mantissa == 0 }

// Float64 returns the nearest float64, as strconv.ParseFloat of the digits would.
func (d Decimal) Float64() float64 {
	// Both operands are exact below 2^53 and up to 10^22, so one division
	// rounds once and therefore correctly.
	if m := d.mantissa; m < 1<<53 && m > -(1<<53) {
		return float64(m) / float64(pow10[d.scale])
	}
	f, _ := strconv.ParseFloat(d.String(), 64) // our own digits always parse
	return f
}

// String prints plain digits with a hyphen-minus and all decimals: -4312.0.
func (d Decimal) String() string {
	var buf [24]byte
	digits := strconv.AppendUint(buf[:0], abs(d.mantissa), 10)
	out := make([]byte, 0, 24)
	if d.mantissa < 0 {
		out = append(out, '-')
	}
	s := int(d.scale)
	if s == 0 {
		return string(append(out, digits...))
	}
	for len(digits) <= s {
		digits = append([]byte{'0'}, digits...)
	}
	out = append(out, digits[:len(digits)-s]...)
	out = append(out, '.')
	return string(append(out, digits[len(digits)-s:]...))
}

// MarshalJSON is WriteJSON under the name that encoding/json knows.
func (d Decimal) MarshalJSON() ([]byte, error) { return d.WriteJSON() }

// UnmarshalJSON is ReadJSON under the name that encoding/json knows.
func (d *Decimal) UnmarshalJSON(b []byte) error { return d.ReadJSON(b) }

// WriteJSON writes d as a JSON number with its decimals.
func (d Decimal) WriteJSON() ([]byte, error) { return []byte(d.String()), nil }

// ReadJSON reads a plain JSON number without exponent.
func (d *Decimal) ReadJSON(b []byte) error {
	v, err := ParseDecimal(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// JSONSchema describes a Decimal as a number.
func (Decimal) JSONSchema() map[string]any { return map[string]any{"type": "number"} }

// Rescale returns the same number with the given number of decimals, and
// false where digits would be lost or the mantissa would overflow.
func (d Decimal) Rescale(scale uint8) (Decimal, bool) {
	switch {
	case scale > MaxScale:
		return Decimal{}, false
	case scale >= d.scale:
		m, ok := mul(d.mantissa, pow10[scale-d.scale])
		return Decimal{m, scale}, ok
	}
	p := pow10[d.scale-scale]
	return Decimal{d.mantissa / p, scale}, d.mantissa%p == 0
}

// Trim removes trailing zero decimals.
func (d Decimal) Trim() Decimal {
	for d.scale > 0 && d.mantissa%10 == 0 {
		d.mantissa /= 10
		d.scale--
	}
	return d
}

// Add returns d + e, and false on overflow.
func (d Decimal) Add(e Decimal) (Decimal, bool) {
	s := max(d.scale, e.scale)
	a, ok1 := d.Rescale(s)
	b, ok2 := e.Rescale(s)
	sum := a.mantissa + b.mantissa
	overflow := (a.mantissa > 0) == (b.mantissa > 0) && (sum > 0) != (a.mantissa > 0) && a.mantissa != 0 && b.mantissa != 0
	return Decimal{sum, s}, ok1 && ok2 && !overflow && sum != math.MinInt64
}

// Neg returns -d.
func (d Decimal) Neg() Decimal { return Decimal{-d.mantissa, d.scale} }

// Shift returns d x 10^-places, exact, and false where MaxScale would be passed.
func (d Decimal) Shift(places uint8) (Decimal, bool) {
	if int(d.scale)+int(places) > MaxScale {
		d = d.Trim()
		if int(d.scale)+int(places) > MaxScale {
			return Decimal{}, false
		}
	}
	return Decimal{d.mantissa, d.scale + places}, true
}

// Cmp returns -1, 0 or +1 as d is below, equal to or above e. It never overflows.
func (d Decimal) Cmp(e Decimal) int {
	if (d.mantissa < 0) != (e.mantissa < 0) {
		if d.mantissa < e.mantissa {
			return -1
		}
		return 1
	}
	ah, al := bits.Mul64(abs(d.mantissa), uint64(pow10[e.scale]))
	bh, bl := bits.Mul64(abs(e.mantissa), uint64(pow10[d.scale]))
	c := 0
	switch {
	case ah < bh || ah == bh && al < bl:
		c = -1
	case ah > bh || al > bl:
		c = 1
	}
	if d.mantissa < 0 {
		return -c
	}
	return c
}

// MultipleOf reports whether d is a whole number of steps. A step of 0 has no multiples.
func (d Decimal) MultipleOf(step Decimal) bool {
	s := max(d.scale, step.scale)
	a, ok1 := d.Rescale(s)
	b, ok2 := step.Rescale(s)
	return ok1 && ok2 && b.mantissa != 0 && a.mantissa%b.mantissa == 0
}

// FromFloat returns the shortest decimal that reads back as x, and false for
// values that are not finite or need more than 18 digits or decimals.
func FromFloat(x float64) (Decimal, bool) {
	if !Finite(x) {
		return Decimal{}, false
	}
	d, err := ParseDecimal(strconv.FormatFloat(x, 'f', -1, 64))
	return d, err == nil
}

func abs(m int64) uint64 {
	if m < 0 {
		return uint64(-m)
	}
	return uint64(m)
}

func mul(a, b int64) (int64, bool) {
	h, l := bits.Mul64(abs(a), abs(b))
	if h != 0 || l > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(l), true
	}
	return int64(l), true
}
