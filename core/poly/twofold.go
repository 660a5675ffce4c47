package poly

// twofold is a number as the unevaluated sum of two floats, the second at most
// half a unit in the last place of the first: about 106 bits. Dekker, A
// floating-point technique for extending the available precision, 1971.
type twofold struct{ high, low float64 }

// twofold returns a to within 2^-104 of itself.
func (a whole) twofold() twofold {
	high := a.float()
	rest := a.plus(wholeFrom(high).negated())
	return settled(high, rest.float())
}

// wholeFrom returns an integer that is held by a float.
func wholeFrom(f float64) whole {
	below := f < 0
	f = abs(f)
	var a whole
	for i := len(a) - 1; i >= 0; i-- {
		unit := 1.0
		for range i {
			unit *= two64
		}
		word := f / unit
		a[i] = uint64(word)
		f -= float64(float64(a[i]) * unit)
	}
	if below {
		a = a.negated()
	}
	return a
}

// settled returns a+b, where a is 0 or not below b in size.
func settled(a, b float64) twofold {
	s := a + b
	return twofold{s, b - (s - a)}
}

func (a twofold) plus(b twofold) twofold {
	s := a.high + b.high
	t := s - a.high
	rest := (a.high - (s - t)) + (b.high - t)
	return settled(s, rest+(a.low+b.low))
}

func (a twofold) times(b twofold) twofold {
	p := float64(a.high * b.high)
	return settled(p, lost(a.high, b.high, p)+(float64(a.high*b.low)+float64(a.low*b.high)))
}

func (a twofold) over(b twofold) twofold {
	q := a.high / b.high
	p := float64(q * b.high)
	rest := ((a.high - p) - lost(q, b.high, p)) + (a.low - float64(q*b.low))
	return settled(q, rest/b.high)
}

// lost returns a*b - p exactly, p being a*b rounded.
func lost(a, b, p float64) float64 {
	ah, bh := upper(a), upper(b)
	al, bl := a-ah, b-bh
	return ((float64(ah*bh) - p) + float64(ah*bl) + float64(al*bh)) + float64(al*bl)
}

// upper returns the upper 26 bits of a.
func upper(a float64) float64 {
	c := float64(a * (1<<27 + 1))
	return c - (c - a)
}
