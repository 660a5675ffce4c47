package load

import (
	"math"
	"slices"

	"fairbasis/core/market"
	"fairbasis/core/table"
)

// frame holds rows and their columns: first those of one part as they were
// scanned, later those of one series.
type frame struct {
	time   []int64
	row    []int32 // running number over all parts, see parts.base
	cols   []column
	daily  bool // no stamp has a time of day
	shared bool // time belongs to other frames too and must not be written

	counted  bool // up and down are known
	up, down int  // steps of time
}

// column is one column of a frame. Two of one role in one file are told apart by name.
type column struct {
	role table.Role
	name string
	market.Column
}

func (f *frame) len() int { return len(f.time) }

// column returns the column of a role, or nil.
func (f *frame) column(role table.Role) *column {
	for i := range f.cols {
		if f.cols[i].role == role {
			return &f.cols[i]
		}
	}
	return nil
}

// piece is rows of one frame: those listed, or all of them where rows is nil.
type piece struct {
	*frame
	rows []int32
}

func (p piece) len() int {
	if p.rows != nil {
		return len(p.rows)
	}
	return p.frame.len()
}

// at is the place of row i of the piece in its frame.
func (p piece) at(i int) int {
	if p.rows != nil {
		return int(p.rows[i])
	}
	return i
}

// join makes one frame out of pieces, in their order. A column that one of
// them lacks is empty there. A single whole piece comes back as it is.
func join(pieces []piece) *frame {
	if len(pieces) == 1 && pieces[0].rows == nil {
		f := *pieces[0].frame
		if f.shared {
			f.time = append([]int64(nil), f.time...)
			f.row = append([]int32(nil), f.row...)
			f.shared = false
		}
		return &f
	}
	n := 0
	for _, p := range pieces {
		n += p.len()
	}
	out := &frame{time: make([]int64, 0, n), row: make([]int32, 0, n)}
	for _, p := range pieces {
		if p.rows == nil {
			out.time = append(out.time, p.time...)
			out.row = append(out.row, p.row...)
		} else {
			for _, i := range p.rows {
				out.time = append(out.time, p.time[i])
				out.row = append(out.row, p.row[i])
			}
		}
		for i := range p.cols {
			c := &p.cols[i]
			if out.find(c) == nil {
				out.cols = append(out.cols, column{role: c.role, name: c.name})
			}
		}
	}
	for i := range out.cols {
		out.cols[i].gather(pieces, n)
	}
	return out
}

// find returns the column of f that means the same as c.
func (f *frame) find(c *column) *column {
	for i := range f.cols {
		if d := &f.cols[i]; d.role == c.role && (c.role != table.Value || d.name == c.name) {
			return d
		}
	}
	return nil
}

// gather fills c, which has a role and a name only, from the columns that mean
// the same. The digits stay exact unless one of them is not or the scales
// differ by more than an int64 holds.
func (c *column) gather(pieces []piece, n int) {
	var scale uint8
	exact := true
	for _, p := range pieces {
		if s := p.find(c); s != nil {
			scale = max(scale, s.Scale)
			exact = exact && s.Exact()
		}
	}
	if exact {
		c.Scale = scale
		c.Mantissa = make([]int64, 0, n)
		for _, p := range pieces {
			if !c.take(p, scale) {
				exact = false
				break
			}
		}
	}
	if exact {
		return
	}
	c.Mantissa, c.Scale = nil, 0
	c.Float = make([]float64, 0, n)
	for _, p := range pieces {
		s := p.find(c)
		for i := range p.len() {
			x := math.NaN()
			if s != nil {
				if v, ok := s.At(p.at(i)); ok {
					x = v
				}
			}
			c.Float = append(c.Float, x)
		}
	}
}

// take appends the mantissas of one piece at a scale; false if one does not fit.
func (c *column) take(p piece, scale uint8) bool {
	s := p.find(c)
	if s == nil {
		for range p.len() {
			c.Mantissa = append(c.Mantissa, market.Missing)
		}
		return true
	}
	factor, limit := int64(1), int64(math.MaxInt64)
	for range scale - s.Scale {
		if factor > math.MaxInt64/10 {
			return false
		}
		factor *= 10
	}
	limit /= factor
	from := len(c.Mantissa)
	if p.rows == nil {
		c.Mantissa = append(c.Mantissa, s.Mantissa...)
	} else {
		for _, i := range p.rows {
			c.Mantissa = append(c.Mantissa, s.Mantissa[i])
		}
	}
	if factor == 1 {
		return true
	}
	for i, m := range c.Mantissa[from:] {
		if m == market.Missing {
			continue
		}
		if m > limit || m < -limit {
			return false
		}
		c.Mantissa[from+i] = m * factor
	}
	return true
}

// multiply makes every value factor times as large, 10^k, exactly where the digits
// allow it.
func (c *column) multiply(power int) {
	if c.Float != nil {
		for range power {
			for i := range c.Float {
				c.Float[i] *= 10
			}
		}
		return
	}
	less := min(power, int(c.Scale))
	c.Scale -= uint8(less)
	factor := int64(1)
	for range power - less {
		factor *= 10
	}
	if factor == 1 {
		return
	}
	limit := math.MaxInt64 / factor
	for _, m := range c.Mantissa {
		if m != market.Missing && (m > limit || m < -limit) {
			c.Float = c.Floats(nil)
			c.Mantissa, c.Scale = nil, 0
			for i := range c.Float {
				c.Float[i] *= float64(factor)
			}
			return
		}
	}
	for i, m := range c.Mantissa {
		if m != market.Missing {
			c.Mantissa[i] = m * factor
		}
	}
}

// has reports whether row i has a value.
func (c *column) has(i int) bool {
	if c.Float != nil {
		return c.Float[i] == c.Float[i]
	}
	return c.Mantissa[i] != market.Missing
}

// empty lists the rows without a value.
func (c *column) empty() []int32 {
	var list []int32
	for i, m := range c.Mantissa {
		if m == market.Missing {
			list = append(list, int32(i))
		}
	}
	for i, x := range c.Float {
		if x != x {
			list = append(list, int32(i))
		}
	}
	return list
}

// same reports whether rows i and j of the column are equal.
func (c *column) same(i, j int) bool {
	if c.Float != nil {
		return c.Float[i] == c.Float[j] || c.Float[i] != c.Float[i] && c.Float[j] != c.Float[j]
	}
	return c.Mantissa[i] == c.Mantissa[j]
}

// clear empties row i.
func (c *column) clear(i int) {
	if c.Float != nil {
		c.Float[i] = math.NaN()
	} else {
		c.Mantissa[i] = market.Missing
	}
}

// permute puts row order[i] at place i of every column; order may leave rows out.
func (f *frame) permute(order []int32) {
	f.time = pick(f.time, order)
	f.row = pick32(f.row, order)
	for i := range f.cols {
		c := &f.cols[i]
		if c.Float != nil {
			out := make([]float64, len(order))
			for k, at := range order {
				out[k] = c.Float[at]
			}
			c.Float = out
		} else if c.Mantissa != nil {
			c.Mantissa = pick(c.Mantissa, order)
		}
	}
}

func pick(from []int64, order []int32) []int64 {
	out := make([]int64, len(order))
	for k, at := range order {
		out[k] = from[at]
	}
	return out
}

func pick32(from []int32, order []int32) []int32 {
	out := make([]int32, len(order))
	for k, at := range order {
		out[k] = from[at]
	}
	return out
}

// reverse turns the rows round in place.
func (f *frame) reverse() {
	slices.Reverse(f.time)
	slices.Reverse(f.row)
	for k := range f.cols {
		slices.Reverse(f.cols[k].Mantissa)
		slices.Reverse(f.cols[k].Float)
	}
}

// bars hands the columns over as bars.
func (f *frame) bars(as identity) *market.Bars {
	b := &market.Bars{Symbol: as.symbol, Kind: as.kind, Product: as.product, Time: f.time, Row: f.row}
	for i := range f.cols {
		c := f.cols[i].Column
		switch f.cols[i].role {
		case table.Open:
			b.Open = c
		case table.High:
			b.High = c
		case table.Low:
			b.Low = c
		case table.Close:
			b.Close = c
		case table.Settle:
			b.Settle = c
		case table.PreSettle:
			b.PreSettle = c
		case table.Volume:
			b.Volume = c
		case table.Amount:
			b.Amount = c
		case table.OpenInterest:
			b.OpenInterest = c
		case table.Value:
			b.Extra = append(b.Extra, market.Named{Name: f.cols[i].name, Column: c})
		default:
			b.Extra = append(b.Extra, market.Named{Name: string(f.cols[i].role), Column: c})
		}
	}
	return b
}

// isPrice tells the roles that a price has, whose 0 is no price.
func isPrice(r table.Role) bool {
	switch r {
	case table.Open, table.High, table.Low, table.Close, table.Settle, table.PreClose, table.PreSettle, table.Spot:
		return true
	}
	return false
}
