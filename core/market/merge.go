package market

import "math"

// Take says what becomes of several values of a column when bars are merged.
type Take uint8

// What is taken of the values; empty cells are passed over.
const (
	TakeFirst Take = iota
	TakeLast
	TakeHighest
	TakeLowest
	TakeSum
)

// Merge makes one value of every stretch of a column: stretch k holds the rows
// from starts[k] to before starts[k+1], the last one those to the end; starts
// ascend and are not empty stretches. A stretch without a value is an empty
// cell. A sum past the range of int64 turns the column into floats. An absent
// column stays absent.
func Merge(c Column, starts []int32, how Take) Column {
	if !c.Present() {
		return Column{}
	}
	n := c.Len()
	if c.Float == nil {
		out := make([]int64, len(starts))
		fits := true
		for k, from := range starts {
			to := n
			if k+1 < len(starts) {
				to = int(starts[k+1])
			}
			v := int64(Missing)
			for _, x := range c.Mantissa[from:to] {
				switch {
				case x == Missing:
				case v == Missing:
					v = x
				case how == TakeLast, how == TakeHighest && x > v, how == TakeLowest && x < v:
					v = x
				case how == TakeSum:
					total := v + x
					fits = fits && (total > v) == (x > 0) && total != Missing
					v = total
				}
			}
			out[k] = v
		}
		if fits {
			return Column{Mantissa: out, Scale: c.Scale}
		}
		c = Column{Float: c.Floats(nil)}
	}
	out := make([]float64, len(starts))
	for k, from := range starts {
		to := n
		if k+1 < len(starts) {
			to = int(starts[k+1])
		}
		v := math.NaN()
		for _, x := range c.Float[from:to] {
			switch {
			case x != x:
			case v != v:
				v = x
			case how == TakeLast, how == TakeHighest && x > v, how == TakeLowest && x < v:
				v = x
			case how == TakeSum:
				v += x
			}
		}
		out[k] = v
	}
	return Column{Float: out}
}

// Decimals returns how many decimals the values of a column need: its scale
// without the zeros that all of them end with. Floats need none here.
func (c Column) Decimals() uint8 {
	need, pow := uint8(0), int64(1)
	for range c.Scale {
		pow *= 10
	}
	for _, m := range c.Mantissa {
		for need < c.Scale && m != Missing && m%pow != 0 {
			need++
			pow /= 10
		}
		if need == c.Scale {
			break
		}
	}
	return need
}
