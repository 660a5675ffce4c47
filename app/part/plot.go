package part

import (
	"math"
	"strconv"
	"strings"
)

// Plot is a small chart drawn here as SVG: it needs no script, stands on paper
// as on the screen, and is there with the page. It is the Still of a
// ChartFigure, which carries its description and its numbers.
type Plot struct {
	X, Y   Scale
	Unit   string // of Y, above its numbers
	Names  bool   // Y names things: they get more room at the left, and no lines
	Layers []Layer
}

// Scale is a linear axis with what stands at it.
type Scale struct {
	Min, Max float64
	Ticks    []Tick
}

// Tick is a place on a Scale with its words.
type Tick struct {
	At   float64
	Text string
}

// LayerKind is what a Layer draws.
type LayerKind int

// The kinds of layers.
const (
	Bars     LayerKind = iota // from (X,Y) to (X2,Y2)
	Area                      // between Y and Y2
	Trace                     // through (X,Y)
	Dots                      // at (X,Y)
	Segments                  // from (X,Y) to (X2,Y2)
	Uprights                  // at X, over the whole height
)

// Layer is one thing drawn over what is below it. A place that is no number is
// left out, and breaks an area or a curve. Look is a class: l1 to l3 and mean
// for lines, p, q and soft for what is filled. Text is said of single places;
// it may be shorter than X.
type Layer struct {
	Kind         LayerKind
	Look         string
	X, Y, X2, Y2 []float64
	Text         []string
}

// place is a share of the axis in percent.
func (s Scale) place(v float64) float64 {
	if !(s.Max > s.Min) {
		return 50
	}
	return (v - s.Min) / (s.Max - s.Min) * 100
}

// Still draws the chart.
func (p Plot) Still() string {
	var b strings.Builder
	b.WriteString(`<svg class="still plot` + when(p.Names, " names") + `" aria-hidden="true">`)
	for _, t := range p.Y.Ticks {
		y := percent(100 - p.Y.place(t.At))
		if !p.Names {
			b.WriteString(`<line` + gridOf(t.At) + ` x1="0" x2="100%" y1="` + y + `" y2="` + y + `"/>`)
		}
		b.WriteString(`<text class="e" x="0" y="` + y + `" dx="-8" dy="4">` + escape(t.Text) + `</text>`)
	}
	for _, t := range p.X.Ticks {
		x := percent(p.X.place(t.At))
		if p.Names {
			b.WriteString(`<line` + gridOf(t.At) + ` x1="` + x + `" x2="` + x + `" y1="0" y2="100%"/>`)
		}
		b.WriteString(`<text class="m" x="` + x + `" y="100%" dy="18">` + escape(t.Text) + `</text>`)
	}
	if p.Unit != "" {
		b.WriteString(`<text class="u" x="0" y="0" dy="-10">` + escape(p.Unit) + `</text>`)
	}
	for _, l := range p.Layers {
		p.layer(&b, l)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// gridOf is the look of the line at a number of the axis.
func gridOf(at float64) string { return when(at == 0, ` class="zero"`) }

func (p Plot) layer(b *strings.Builder, l Layer) {
	x := func(at []float64, i int) float64 { return p.X.place(at[i]) }
	y := func(at []float64, i int) float64 { return 100 - p.Y.place(at[i]) }
	switch l.Kind {
	case Area, Trace:
		p.path(b, l)
		return
	}
	for i := range l.X {
		left := x(l.X, i)
		top, shows := 0.0, !math.IsNaN(left)
		switch {
		case !shows:
		case l.Kind == Uprights:
			stroke(b, l.Look, left, 0, left, 100)
		case l.Kind == Dots:
			top = y(l.Y, i)
			if shows = !math.IsNaN(top); shows {
				b.WriteString(`<circle class="` + l.Look + `" cx="` + percent(left) + `" cy="` + percent(top) + `" r="3.5"/>`)
			}
		default:
			right, from, to := x(l.X2, i), y(l.Y, i), y(l.Y2, i)
			if shows = !math.IsNaN(right) && !math.IsNaN(from) && !math.IsNaN(to); !shows {
				break
			}
			top = min(from, to)
			if l.Kind == Segments {
				stroke(b, l.Look, left, from, right, to)
			} else {
				b.WriteString(`<rect class="` + l.Look + `" x="` + percent(min(left, right)) + `" width="` + percent(math.Abs(right-left)) + `" y="` + percent(top) + `" height="` + percent(math.Abs(to-from)) + `"/>`)
			}
			left = (left + right) / 2
		}
		if shows && i < len(l.Text) && l.Text[i] != "" {
			said(b, left, top, l.Text[i])
		}
	}
}

// said writes words above a place, turned inwards at the edges.
func said(b *strings.Builder, x, y float64, text string) {
	class := "m"
	switch {
	case x < 8:
		class = "s"
	case x > 92:
		class = "e"
	}
	b.WriteString(`<text class="v halo ` + class + `" x="` + percent(x) + `" y="` + percent(y) + `" dy="-7">` + escape(text) + `</text>`)
}

func stroke(b *strings.Builder, class string, x1, y1, x2, y2 float64) {
	b.WriteString(`<line class="` + class + `" x1="` + percent(x1) + `" y1="` + percent(y1) + `" x2="` + percent(x2) + `" y2="` + percent(y2) + `"/>`)
}

// path writes curves in a drawing of its own that is stretched to the plot:
// paths know no percentages.
func (p Plot) path(b *strings.Builder, l Layer) {
	var d []byte
	at := func(letter byte, x, y float64) {
		d = append(d, letter)
		d = strconv.AppendFloat(d, p.X.place(x)*10, 'f', 1, 64)
		d = append(d, ' ')
		d = strconv.AppendFloat(d, 1000-p.Y.place(y)*10, 'f', 1, 64)
	}
	for i := 0; i < len(l.X); {
		if p.hole(l, i) {
			i++
			continue
		}
		end := i
		for end < len(l.X) && !p.hole(l, end) {
			end++
		}
		at('M', l.X[i], l.Y[i])
		for k := i + 1; k < end; k++ {
			at('L', l.X[k], l.Y[k])
		}
		if l.Kind == Area {
			for k := end - 1; k >= i; k-- {
				at('L', l.X[k], l.Y2[k])
			}
			d = append(d, 'Z')
		}
		i = end
	}
	b.WriteString(`<svg aria-hidden="true" viewBox="0 0 1000 1000" preserveAspectRatio="none" width="100%" height="100%"><path class="` + l.Look + `" d="` + string(d) + `"/></svg>`)
}

func (p Plot) hole(l Layer, i int) bool {
	return math.IsNaN(l.X[i]+l.Y[i]) || math.IsInf(l.X[i]+l.Y[i], 0) || l.Kind == Area && (math.IsNaN(l.Y2[i]) || math.IsInf(l.Y2[i], 0))
}
