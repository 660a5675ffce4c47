package poly

// Scan is the walk of a plan over one stretch of a series. Signs, Series and
// AllSigns each go on from where they were, independent of each other. Nothing
// is allocated after Plan.Scan. A Scan is for one goroutine at a time.
type Scan struct {
	p             *Plan
	y             []int64
	ref           int64
	plain, light  bool     // what Series needs: int128, or less than int64 has
	edge          [1]int64 // a bar at ref before the first, which leaves every first window
	signs, series cursor
	all           cursor
	run           [terms][]Pair // what AllSigns is writing to
	spare         [1024]Pair    // takes what it is not asked for
}

// cursor is a place in a stretch with the moments of the window that ends
// before it.
type cursor struct {
	at int
	s  [terms]double
}

// Scan returns the walk over y, in ticks. Nothing before y[0] is looked at; y
// may become longer in place only through Reset. Scan panics if y spreads wider
// than the plan was made for, as the integers could then be wrong.
func (p *Plan) Scan(y []int64) *Scan {
	s := &Scan{p: p}
	s.Reset(y)
	return s
}

// Reset begins anew with another stretch, as Plan.Scan.
func (s *Scan) Reset(y []int64) {
	s.y, s.ref, s.signs, s.series, s.all = y, 0, cursor{}, cursor{}, cursor{}
	if len(y) == 0 {
		return
	}
	low, spread := extent(y)
	if spread > s.p.spread {
		panic("poly: the series spreads wider than its plan")
	}
	s.ref = low + int64(spread/2)
	s.edge[0] = s.ref
	w := &s.p.out[value]
	level := abs(float64(s.ref)) * w.df
	s.plain = s.p.wide || s.p.plain || slack*level > near
	s.light = s.p.light && level <= near
	s.plain = s.plain || s.p.order < cutFrom && !s.light
}

// grow takes bars in until the first window but for its last bar is full, and
// returns where it stopped.
func (s *Scan) grow(c *cursor, upto int) int {
	end := min(upto, s.p.window-1)
	if c.at >= end {
		return c.at
	}
	if !s.p.wide {
		c.fill(s.y[c.at:end], s.ref, s.p.order)
		c.at = end
	}
	for ; c.at < end; c.at++ {
		for i := s.p.order; i > 0; i-- {
			c.s[i] = c.s[i].plus(c.s[i-1])
		}
		c.s[0] = c.s[0].plus(doubleOf(s.y[c.at] - s.ref))
	}
	return end
}

// fill takes bars in where all moments are within 63 bits. Those above the
// order are added up with the others, which costs less than to ask, and left.
func (c *cursor) fill(y []int64, ref int64, order int) {
	var m [terms]int64
	for k := range m {
		m[k] = int64(c.s[k].lo)
	}
	s0, s1, s2, s3, s4, s5, s6 := m[0], m[1], m[2], m[3], m[4], m[5], m[6]
	for i := 0; i < len(y); i++ {
		s6, s5, s4, s3, s2, s1 = s6+s5, s5+s4, s4+s3, s3+s2, s2+s1, s1+s0
		s0 += y[i] - ref
		if i++; i >= len(y) {
			break
		}
		s6, s5, s4, s3, s2, s1 = s6+s5, s5+s4, s4+s3, s3+s2, s2+s1, s1+s0
		s0 += y[i] - ref
	}
	m = [terms]int64{s0, s1, s2, s3, s4, s5, s6}
	for k := range order + 1 {
		c.s[k] = doubleOf(m[k])
	}
}

// leaving returns the bars that leave as those from c.at on come in, at most
// up to upto, and how many these are: the edge for the first window.
func (s *Scan) leaving(c *cursor, upto int) []int64 {
	switch first := c.at - s.p.window; {
	case c.at >= upto || first < -1:
		return nil
	case first < 0:
		return s.edge[:]
	default:
		return s.y[first : upto-s.p.window]
	}
}

// Signs writes the signs at the bars from where it was up to upto, exclusive,
// to dst, which is indexed like y and at least upto long. Bars at which no whole
// window ends are Unready.
func (s *Scan) Signs(dst []Pair, upto int) {
	c := &s.signs
	from := c.at
	for i := range dst[from:s.grow(c, upto)] {
		dst[from+i] = Unready
	}
	for out := s.leaving(c, upto); len(out) > 0; out = s.leaving(c, upto) {
		in := s.y[c.at : c.at+len(out)]
		to := dst[c.at : c.at+len(out)]
		var n int
		if s.p.wide {
			n = s.p.wideSigns(c, s.ref, in, out, to)
		} else {
			n = signsKernels[s.p.order](s.p, c, s.ref, in, out, to)
		}
		c.at += n
		if n < len(to) {
			dst[c.at] = s.p.exactSigns(s.p.order, &c.s)
			c.at++
		}
	}
}

// AllSigns is Signs for several orders in one pass: of every order up to the
// plan's for which dst has a slice. The others are left alone.
func (s *Scan) AllSigns(dst [MaxOrder + 1][]Pair, upto int) {
	c := &s.all
	from := c.at
	end := s.grow(c, upto)
	for _, d := range dst[:s.p.order+1] {
		if d != nil {
			for i := range d[from:end] {
				d[from+i] = Unready
			}
		}
	}
	for out := s.leaving(c, upto); len(out) > 0; out = s.leaving(c, upto) {
		s.allRun(c, out, &dst)
	}
}

// allRun is one run of AllSigns, of up to 1,024 bars in the int64 kernels.
func (s *Scan) allRun(c *cursor, out []int64, dst *[terms][]Pair) {
	if s.p.wide || s.p.order < cutFrom {
		s.p.wideAll(c, s.ref, s.y[c.at:c.at+len(out)], out, dst, c.at)
		c.at += len(out)
		return
	}
	n := min(len(out), len(s.spare))
	for o := MinOrder; o <= s.p.order; o++ {
		if dst[o] == nil {
			s.run[o] = s.spare[:n]
		} else {
			s.run[o] = dst[o][c.at : c.at+n]
		}
	}
	done := allKernels[s.p.order](s.p, c, s.ref, s.y[c.at:c.at+n], out[:n], &s.run)
	c.at += done
	if done < n {
		for o := MinOrder; o <= s.p.order; o++ {
			s.run[o][done] = s.p.exactSigns(o, &c.s)
		}
		c.at++
	}
}

// Series writes value (ticks), slope (ticks a bar) and curvature (ticks a bar
// squared) at the bars from where it was up to upto, exclusive. All three are
// within 2 units in the last place of the exact figure, and 0 exactly where it
// is 0, so their signs are exact. Entries at which no whole window ends are left
// as they are. The slices are indexed like y and at least upto long.
func (s *Scan) Series(value, slope, curvature []float64, upto int) {
	c := &s.series
	s.grow(c, upto)
	for out := s.leaving(c, upto); len(out) > 0; out = s.leaving(c, upto) {
		from, to := c.at, c.at+len(out)
		in, v, f1, f2 := s.y[from:to], value[from:to], slope[from:to], curvature[from:to]
		switch {
		case s.plain:
			s.p.wideSeries(c, s.ref, in, out, v, f1, f2)
		case s.light:
			lightKernels[s.p.order](s.p, c, s.ref, in, out, v, f1, f2)
		default:
			seriesKernels[s.p.order](s.p, c, s.ref, in, out, v, f1, f2)
		}
		c.at = to
	}
}

// extent returns the lowest of y, which is not empty, and how far the highest
// is above it. Most bars lie within those before them, which four comparisons
// tell of four.
func extent(y []int64) (low int64, spread uint64) {
	low = y[0]
	for ; len(y) >= 4; y = y[4:] {
		if uint64(y[0]-low) > spread || uint64(y[1]-low) > spread || uint64(y[2]-low) > spread || uint64(y[3]-low) > spread {
			low, spread = widened(low, spread, y[:4])
		}
	}
	return widened(low, spread, y)
}

func widened(low int64, spread uint64, y []int64) (int64, uint64) {
	for _, x := range y {
		if x < low {
			spread += uint64(low - x)
			low = x
		} else if up := uint64(x - low); up > spread {
			spread = up
		}
	}
	return low, spread
}
