package scan

import (
	"math"

	"fairbasis/core/market"
)

// column is a column of numbers while it grows. It has the scale of the cell
// with the most decimals so far. Where that would push digits out of an int64
// it first gives up decimals that are zero in every cell, then mantissas.
type column struct {
	m     []int64
	f     []float64 // nil as long as mantissas suffice
	scale int
	tight bool // decimals that are zero in every cell were given up
}

// set stores a number at row i, read from the text b, and reports false for
// one that is too large even for a float.
func (c *column) set(i int, d decimal, b []byte) bool {
	if c.f == nil {
		if c.tight {
			d = d.trim()
		}
		if c.hold(i, d) {
			return true
		}
		if _, ok := d.float(b); !ok {
			return false
		}
		if !c.tight {
			c.tighten(i)
			if c.hold(i, d.trim()) {
				return true
			}
		}
		c.toFloats(i)
	}
	x, ok := d.float(b)
	if ok {
		c.f[i] = x
	}
	return ok
}

// clear makes the cell of row i empty.
func (c *column) clear(i int) {
	if c.f != nil {
		c.f[i] = math.NaN()
	} else {
		c.m[i] = market.Missing
	}
}

// hold stores d as a mantissa, if the column can take it with all its digits.
func (c *column) hold(i int, d decimal) bool {
	scale := max(c.scale, d.scale)
	if scale > 18 {
		return false
	}
	m, ok := d.fit(scale)
	if !ok {
		return false
	}
	if scale > c.scale {
		by := int64(powers[scale-c.scale])
		most := math.MaxInt64 / by
		for _, v := range c.m[:i] {
			if (v > most || v < -most) && v != market.Missing {
				return false
			}
		}
		for k, v := range c.m[:i] {
			if v != market.Missing {
				c.m[k] = v * by
			}
		}
		c.scale = scale
	}
	c.m[i] = m
	return true
}

// tighten drops the decimals that are zero in all n cells.
func (c *column) tighten(n int) {
	c.tight = true
	for ; c.scale > 0; c.scale-- {
		for _, v := range c.m[:n] {
			if v%10 != 0 && v != market.Missing {
				return
			}
		}
		for k, v := range c.m[:n] {
			if v != market.Missing {
				c.m[k] = v / 10
			}
		}
	}
}

// toFloats gives up the mantissas of the first n cells for floats.
func (c *column) toFloats(n int) {
	all := make([]float64, len(c.m))
	market.Column{Mantissa: c.m[:n], Scale: uint8(c.scale)}.Floats(all)
	c.f, c.m, c.scale = all, nil, 0
}

// grow makes room for size rows.
func (c *column) grow(size int) {
	if c.f != nil {
		c.f = append(c.f, make([]float64, size-len(c.f))...)
	} else {
		c.m = append(c.m, make([]int64, size-len(c.m))...)
	}
}

// done returns the first n cells.
func (c *column) done(n int) market.Column {
	if c.f != nil {
		return market.Column{Float: c.f[:n:n]}
	}
	return market.Column{Mantissa: c.m[:n:n], Scale: uint8(c.scale)}
}
