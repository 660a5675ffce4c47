package part

import (
	"math"
	"strconv"
)

func itoa(v int) string { return strconv.Itoa(v) }

// stripLayout is a drawn strip in percent of its width, before any element.
type stripLayout struct {
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
	class, text, anchor string
	at                  float64
	y                   int
}

// span is the part of the width a label covers on the narrowest strip.
func (l label) span() bar { return spanOf(l.at, textShare(l.text), l.anchor) }

const gap = 5.0 / narrowest * 100 // between a mark and a label set beside it

func spanOf(at, width float64, anchor string) bar {
	switch anchor {
	case "start":
		return bar{at + gap, at + gap + width}
	case "end":
		return bar{at - gap - width, at - gap}
	default:
		return bar{at - width/2, at + width/2}
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

func (s Strip) layout() stripLayout {
	var g stripLayout
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
	g.above2(s, fair)
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
	const room = 3 * gap
	g.below = s.Below != "" && g.band != nil && 1+textShare(s.Below)+room <= left
	g.above = s.Above != "" && g.band != nil && 99-textShare(s.Above)-room >= right
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
				w := textShare(t.text)
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
		if len(ticks) <= 8 && (step/(d.hi-d.lo)*100 > widest+2*gap || most == 1) {
			g.ticks, g.minor = ticks, small
			return
		}
	}
}

// above2 sets market and fair value into the two rows above the track so that
// neither label lies on the other's line. The market's line falls from its row
// to the track, so whatever stands in the lower row must keep clear of it.
func (g *stripLayout) above2(s Strip, fair *float64) {
	market := g.market
	top := func(class, text string, at float64, y int) {
		g.labels = append(g.labels, anchored(class, text, at, y, nil))
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
	low := anchored("t-f halo", s.Fair.Label, *fair, rowTwo, market)
	if low.anchor != "" {
		g.lines = append(g.lines, markLine{"fairl", *fair, trackTop - 4, trackEnd + 2}, markLine{"mktl", *market, rowOne + 5, trackEnd})
		g.labels = append(g.labels, low, anchored("t-b halo", s.Market.Label, *market, rowOne, nil))
		return
	}
	// No room beside the market's line: the two change rows.
	low = anchored("t-b halo", s.Market.Label, *market, rowTwo, fair)
	if low.anchor == "" {
		low = anchored("t-b halo", s.Market.Label, *market, rowTwo, nil)
	}
	g.lines = append(g.lines, markLine{"fairl", *fair, rowOne + 5, trackEnd + 2}, markLine{"mktl", *market, trackTop - 9, trackEnd})
	g.labels = append(g.labels, low, anchored("t-f halo", s.Fair.Label, *fair, rowOne, nil))
}

// anchored ties a label to its mark: centred if that fits and keeps clear of
// the other line, else on the side away from it, else on the other side. The
// anchor is empty when nothing fits, which cannot happen without a line to
// avoid unless the text is wider than the strip.
func anchored(class, text string, at float64, y int, avoid *float64) label {
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
		if b := l.span(); b.inside() && (avoid == nil || !b.holds(*avoid, 2*gap)) {
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
		low = anchored("t-h", s.Lower.Label, *lower, row, nil)
	}
	if upper != nil {
		high = anchored("t-h", s.Upper.Label, *upper, row, nil)
	}
	if lower != nil && upper != nil && low.span().meets(high.span()) {
		l, h := low, high
		l.anchor, h.anchor = "end", "start"
		switch {
		case l.span().inside() && h.span().inside():
			low, high = l, h
		case l.span().inside() && !l.span().meets(high.span()):
			low = l
		case h.span().inside() && !h.span().meets(low.span()):
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
