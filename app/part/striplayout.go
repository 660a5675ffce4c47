package part

import "math"

// stripLayout is a drawn strip in percent of its width, before any element,
// laid out so that nothing collides at the given width or above.
type stripLayout struct {
	width        float64 // in pixels
	domain       domain
	band, core   *bar
	below, above bool // whether the words at the ends have room
	minor        []float64
	ticks        []tick
	lines        []markLine
	market       *float64
	labels       []label
	twoBoundRows bool
}

type tick struct {
	at   float64
	text string
}

type markLine struct {
	class    string
	at       float64
	top, end int
}

// label is a text on the strip: where it is tied, which way it runs, which row.
type label struct {
	class, text string
	anchor      string // start, middle or end
	at          float64
	y           int
}

// beside is the distance in pixels between a mark and a label set next to it;
// the style sheet moves such labels by as much.
const beside = 10

// share is a length in pixels as a part of the width, in percent.
func (g stripLayout) share(pixels float64) float64 { return pixels / g.width * 100 }

// span is the part of the width a label covers.
func (g stripLayout) span(l label) bar {
	gap, width := g.share(beside), g.share(textPixels(l.text))
	switch l.anchor {
	case "start":
		return bar{l.at + gap, l.at + gap + width}
	case "end":
		return bar{l.at - gap - width, l.at - gap}
	default:
		return bar{l.at - width/2, l.at + width/2}
	}
}

func (b bar) holds(x, room float64) bool { return x > b.from-room && x < b.to+room }
func (b bar) meets(o bar) bool           { return b.from < o.to && o.from < b.to }
func (b bar) inside() bool               { return b.from >= 0 && b.to <= 100 }

// price is the place of a mark, if there is one to place.
func (m *Mark) price() float64 {
	if m == nil {
		return math.NaN()
	}
	return m.Price
}

func (s Strip) layout(width float64) stripLayout {
	g := stripLayout{width: width}
	d, ok := fit([]float64{s.Lower.price(), s.Upper.price(), s.CoreLower.price(), s.CoreUpper.price()},
		[]float64{s.Fair.price(), s.Market.price()})
	if !ok {
		return g
	}
	g.domain = d
	place := func(m *Mark) *float64 {
		if p := m.price(); !math.IsNaN(p) && d.holds(p) {
			x := d.at(p)
			return &x
		}
		return nil
	}
	lower, upper, fair := place(s.Lower), place(s.Upper), place(s.Fair)
	g.market = place(s.Market)
	g.band = between(lower, upper)
	g.core = between(place(s.CoreLower), place(s.CoreUpper))
	g.ends(s, lower, upper, fair)
	g.rule(s.Print)

	for _, l := range []struct {
		class    string
		at       *float64
		top, end int
	}{
		{"spot", place(s.Spot), trackTop, trackEnd},
		{"hold", place(s.Holder), trackTop, trackEnd},
		{"hur", lower, trackTop - 4, trackEnd + 4},
		{"hur", upper, trackTop - 4, trackEnd + 4},
	} {
		if l.at != nil {
			g.lines = append(g.lines, markLine{l.class, *l.at, l.top, l.end})
		}
	}
	g.prices(s, fair)
	g.bounds(s, lower, upper)
	return g
}

func between(a, b *float64) *bar {
	if a == nil || b == nil || *b < *a {
		return nil
	}
	return &bar{*a, *b}
}

// ends decides whether the words for the trades have room outside the band.
func (g *stripLayout) ends(s Strip, marks ...*float64) {
	left, right := 100.0, 0.0
	for _, m := range append(marks, g.market) {
		if m != nil {
			left, right = min(left, *m), max(right, *m)
		}
	}
	need := func(word string) float64 { return g.share(textPixels(word) + 2*beside) }
	g.below = s.Below != "" && g.band != nil && need(s.Below) <= left
	g.above = s.Above != "" && g.band != nil && 100-need(s.Above) >= right
}

// rule places the ruler: at most eight labels, fewer when they are long.
func (g *stripLayout) rule(print func(float64, int) string) {
	if print == nil {
		print = plainPrice
	}
	d := g.domain
	for most := 8; most >= 1; most-- {
		step, minor := ruler(d, most)
		places := decimals(step)
		var ticks []tick
		var small []float64
		widest := 0.0
		n := math.Ceil(d.lo/step - 1e-9)
		for i := n - 1; i*step <= d.hi && len(ticks) <= 10; i++ {
			if at := d.at(i * step); at >= 0 && at <= 100 {
				t := tick{at: at, text: print(i*step, places)}
				w := g.share(textPixels(t.text))
				widest = max(widest, w)
				if at-w/2 < 0 || at+w/2 > 100 {
					t.text = ""
				}
				ticks = append(ticks, t)
			}
			for k := 1; k < minor; k++ {
				if at := d.at(i*step + float64(k)*step/float64(minor)); at >= 0 && at <= 100 {
					small = append(small, at)
				}
			}
		}
		if len(ticks) <= 8 && (step/(d.hi-d.lo)*100 > widest+g.share(beside) || most == 1) {
			g.ticks, g.minor = ticks, small
			return
		}
	}
}

// prices sets market and fair value into the two rows above the track so that
// neither label lies on the other's line. The market's line falls from its row
// to the track, so whatever stands in the lower row must keep clear of it.
func (g *stripLayout) prices(s Strip, fair *float64) {
	market := g.market
	top := func(class, text string, at float64, y int) {
		g.labels = append(g.labels, g.anchored(class, text, at, y, nil))
	}
	switch {
	case market == nil && fair == nil:
		return
	case fair == nil:
		g.lines = append(g.lines, markLine{"mktl", *market, rowOne + 5, trackEnd})
		top("t-b halo", s.Market.Label, *market, rowOne)
		return
	case market == nil:
		g.lines = append(g.lines, markLine{"fairl", *fair, trackTop - 4, trackEnd + 2})
		top("t-f halo", s.Fair.Label, *fair, rowTwo)
		return
	}
	low := g.anchored("t-f halo", s.Fair.Label, *fair, rowTwo, market)
	if low.anchor != "" {
		g.lines = append(g.lines, markLine{"fairl", *fair, trackTop - 4, trackEnd + 2}, markLine{"mktl", *market, rowOne + 5, trackEnd})
		g.labels = append(g.labels, low, g.anchored("t-b halo", s.Market.Label, *market, rowOne, nil))
		return
	}
	// No room beside the market's line: the two change rows.
	low = g.anchored("t-b halo", s.Market.Label, *market, rowTwo, fair)
	if low.anchor == "" {
		low = g.anchored("t-b halo", s.Market.Label, *market, rowTwo, nil)
	}
	g.lines = append(g.lines, markLine{"fairl", *fair, rowOne + 5, trackEnd + 2}, markLine{"mktl", *market, trackTop - 9, trackEnd})
	g.labels = append(g.labels, low, g.anchored("t-f halo", s.Fair.Label, *fair, rowOne, nil))
}

// anchored ties a label to its mark: centred if that fits and keeps clear of
// the other line, else on the side away from it, else on the other side. The
// anchor is empty when nothing fits, which cannot happen without a line to
// avoid unless the text is wider than the strip.
func (g stripLayout) anchored(class, text string, at float64, y int, avoid *float64) label {
	sides := []string{"middle", "start", "end"}
	if at > 50 {
		sides = []string{"middle", "end", "start"}
	}
	if avoid != nil {
		if *avoid <= at {
			sides = []string{"middle", "start", "end"}
		} else {
			sides = []string{"middle", "end", "start"}
		}
	}
	for _, a := range sides {
		l := label{class, text, a, at, y}
		if b := g.span(l); b.inside() && (avoid == nil || !b.holds(*avoid, g.share(beside-2))) {
			return l
		}
	}
	if avoid != nil {
		return label{}
	}
	if at > 50 {
		return label{class, text, "end", at, y}
	}
	return label{class, text, "start", at, y}
}

// bounds sets the labels of the bounds below the ruler: in one row when they
// fit beside each other, turned away from each other when they are near, in
// two rows when even that fails.
func (g *stripLayout) bounds(s Strip, lower, upper *float64) {
	row := boundText
	if s.Small {
		row = rulerText
	}
	var low, high label
	if lower != nil {
		low = g.anchored("t-n", s.Lower.Label, *lower, row, nil)
	}
	if upper != nil {
		high = g.anchored("t-n", s.Upper.Label, *upper, row, nil)
	}
	if lower != nil && upper != nil && g.span(low).meets(g.span(high)) {
		l, h := low, high
		l.anchor, h.anchor = "end", "start"
		if l.at > h.at { // a band turned inside out: no price is free of arbitrage
			l.anchor, h.anchor = "start", "end"
		}
		switch {
		case g.span(l).inside() && g.span(h).inside():
			low, high = l, h
		case g.span(l).inside() && !g.span(l).meets(g.span(high)):
			low = l
		case g.span(h).inside() && !g.span(h).meets(g.span(low)):
			high = h
		default:
			high.y = row + boundText2 - boundText
			g.twoBoundRows = true
		}
	}
	if lower != nil {
		g.labels = append(g.labels, low)
	}
	if upper != nil {
		g.labels = append(g.labels, high)
	}
}
