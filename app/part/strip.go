package part

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Mark is one price on the strip with its printed label.
type Mark struct {
	Price float64
	Label string // "Lower 4,242.06"; not drawn for the core band and the spot
}

// Strip is the price axis of an answer: the band at the hurdle, the band at
// the risk-free rate inside it, the fair value, the market. A mark that is nil
// or no finite number is left out; the rest is still drawn.
type Strip struct {
	Lower, Upper         *Mark // no-arbitrage bounds at the hurdle
	CoreLower, CoreUpper *Mark // bounds at the risk-free rate
	Fair, Market, Spot   *Mark
	Holder               *Mark  // where a holder's switch starts to pay
	Below, Above         string // words at the ends: which trade pays there
	Sentence             string // accessible name: all the prices in words
	Small                bool   // without ruler numbers
	Stale                bool   // inputs are wrong: the last valid answer, greyed
	// Print prints a number of the ruler; nil prints thousands commas.
	Print  func(price float64, decimals int) string
	Legend []LegendItem
}

// LegendItem explains one mark: Kind is "hur", "band", "core", "spot", "hold"
// or "now", or the look of a Layer.
type LegendItem struct{ Kind, Text string }

// Legend explains marks in one row.
func Legend(items ...LegendItem) app.UI {
	body := make([]app.UI, 0, len(items))
	for _, it := range items {
		body = append(body, app.Raw(`<span>`+swatch(it.Kind)+escape(it.Text)+`</span>`))
	}
	return app.Div().Class("legend").Body(body...)
}

func swatch(kind string) string {
	inside := ""
	switch kind {
	case "hur":
		inside = `<rect class="core" width="16" height="12"/><line class="hur" x1="1" x2="1" y1="0" y2="12"/>`
	case "band", "core":
		inside = `<rect class="` + kind + `" width="16" height="12"/>`
	case "spot", "hold":
		inside = `<line class="` + kind + `" x1="8" x2="8" y1="0" y2="12"/>`
	case "line":
		inside = `<line class="hur" x1="8" x2="8" y1="0" y2="12"/>`
	case "now":
		inside = `<rect class="nowbox" x="1" y="1" width="14" height="10"/>`
	case "u2", "u1", "d2", "d1":
		inside = `<rect class="` + kind + `" width="16" height="12"/>`
	case "curve":
		inside = `<line class="fitl" x1="0" x2="16" y1="6" y2="6"/>`
	case "l1", "l2", "l3", "mean":
		inside = `<line class="` + kind + `" x1="0" x2="16" y1="6" y2="6"/>`
	case "q", "soft", "ground":
		inside = `<rect class="` + kind + `" width="16" height="12"/>`
	case "cut":
		inside = `<line class="cut" x1="8" x2="8" y1="0" y2="12"/>`
	case "trade":
		inside = `<path class="m4" d="M1 9h6L4 3zM10 3h6v6h-6z"/>`
	}
	return `<svg viewBox="0 0 16 12" aria-hidden="true" class="strip">` + inside + `</svg>`
}

// Heights of the drawing in pixels, from the top.
const (
	rowOne, rowTwo = 12, 30 // baselines of the labels above the track
	trackTop       = 38
	trackEnd       = 62
	wordText       = 54
	rulerText      = 82
	boundText      = 104
	boundText2     = 120 // second row of bounds when one row is too narrow
)

// UI draws the strip and its legend. Labels are laid out twice, for a phone and
// for a wide screen, and carry both anchors as classes; the style sheet picks.
func (s Strip) UI() app.UI {
	g, wide := s.layout(narrow), s.layout(broad)
	drawing := svg("svg", "strip"+when(g.twoBoundRows, " r2")+when(s.Small, " sm")).
		Attr("role", "img").Attr("aria-label", s.Sentence).Body(s.layers(g, wide)...)
	return app.Div().Class("axis", when(s.Stale, "stale")).Body(drawing,
		app.If(len(s.Legend) > 0, func() app.UI { return Legend(s.Legend...) }))
}

// layers are the groups of the drawing from back to front. Each is always
// there, so that a keystroke changes attributes and not the tree.
func (s Strip) layers(g, wide stripLayout) []app.UI {
	height := px(trackEnd - trackTop)
	ground := []app.UI{rect("ground", 0, 100, px(trackTop), height)}
	if g.band != nil {
		ground = append(ground, rect("core", g.band.from, g.band.to-g.band.from, px(trackTop), height))
	}
	if g.core != nil {
		ground = append(ground, rect("band", g.core.from, g.core.to-g.core.from, px(trackTop), height))
	}
	var words, ticks, lines, labels []app.UI
	if wide.below {
		words = append(words, svgText("t-s"+when(!g.below, " roomy"), "start", 0, wordText, s.Below))
	}
	if wide.above {
		words = append(words, svgText("t-s"+when(!g.above, " roomy"), "end", 100, wordText, s.Above))
	}
	for _, x := range g.minor {
		ticks = append(ticks, upright("min", x, px(trackEnd), px(trackEnd+4)))
	}
	for _, t := range g.ticks {
		ticks = append(ticks, upright("tick", t.at, px(trackEnd), px(trackEnd+7)))
		if !s.Small && t.text != "" {
			ticks = append(ticks, svgText("t-s", "middle", t.at, rulerText, t.text))
		}
	}
	for _, l := range g.lines {
		lines = append(lines, upright(l.class, l.at, px(l.top), px(l.end)))
	}
	if g.market != nil {
		lines = append(lines, svg("svg", "").Attr("x", percent(*g.market)).Attr("y", px(trackTop-9)).Attr("width", "14").Attr("height", "9").
			Attr("overflow", "visible").Body(svg("path", "mkt").Attr("d", "M-6 0h12L0 9z")))
	}
	for _, l := range g.labels {
		labels = append(labels, svgText(l.class+" w-"+wide.anchorOf(l), l.anchor, l.at, l.y, l.text))
	}
	return []app.UI{svg("g", "").Body(ground...), svg("g", "").Body(words...), svg("g", "").Body(ticks...),
		svg("g", "").Body(lines...), svg("g", "").Body(labels...)}
}

// anchorOf is how the same label is anchored on this layout, or as before when
// it stands in another row here.
func (g stripLayout) anchorOf(l label) string {
	for _, o := range g.labels {
		if o.text == l.text && o.y == l.y {
			return o.anchor
		}
	}
	return l.anchor
}

func px(v int) string { return strconv.Itoa(v) }

// svgText places a text; its anchor is a class, because the style sheet also
// keeps a text that starts or ends at a mark clear of it.
func svgText(class, anchor string, x float64, y int, text string) app.UI {
	return svg("text", class+" a-"+anchor).Attr("x", percent(x)).Attr("y", px(y)).Text(text)
}
