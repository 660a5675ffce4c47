package signal

// fill sets what a fit sees: fit, shift and spread.
func (p *Prepared) fill(set Settings) error {
	price := p.price(set.Price)
	if set.Days == Adjusted {
		p.shift = make([]int64, len(p.Day))
		for k, from := range p.Day[1:] {
			s := p.shift[k] + p.Open[from] - p.Close[from-1]
			if s > mostShift || s < -mostShift {
				return refuse("futures", "too_large", "the nights between the days add up to more than can be held exactly; say which columns hold the prices")
			}
			p.shift[k+1] = s
		}
	}
	if p.shift == nil && p.at == nil {
		p.fit = price
	} else {
		p.fit = make([]int64, p.point(len(price)-1)+1)
		last, before := -1, int64(0) // the point before and its price
		for k := range p.Day {
			off := int64(0)
			if p.shift != nil {
				off = p.shift[k]
			}
			for i := int(p.Day[k]); i < p.end(p.Day, k); i++ {
				at := p.point(i)
				for last++; last < at; last++ {
					p.fit[last] = before
				}
				before = price[i] - off
				p.fit[at] = before
			}
		}
	}
	for k, from := range p.begin {
		low, high := p.fit[p.point(int(from))], p.fit[p.point(int(from))]
		for _, v := range p.fit[p.point(int(from)) : p.point(p.end(p.begin, k)-1)+1] {
			if v > high {
				high = v
			} else if v < low {
				low = v
			}
		}
		p.spread = max(p.spread, uint64(high)-uint64(low))
	}
	return nil
}

// shiftAt returns what Adjusted took off the price of a bar, ticks. day is the
// place of its day, or of one before; it returns the place of its day.
func (p *Prepared) shiftAt(bar, day int) (shift int64, at int) {
	if p.shift == nil {
		return 0, day
	}
	for day+1 < len(p.Day) && int(p.Day[day+1]) <= bar {
		day++
	}
	return p.shift[day], day
}
