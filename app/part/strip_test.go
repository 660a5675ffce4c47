package part

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// Places worked out by hand: the band 4,242.06 to 4,489.00 is 246.94 wide, so
// the strip runs from 4,200.0802 to 4,530.9798 over 330.8996 points.
func TestStripPlacesPrices(t *testing.T) {
	g := sampleStrip(4312, 4448.73).layout(broad)
	near(t, "lower end", g.domain.lo, 4200.0802, 1e-6)
	near(t, "upper end", g.domain.hi, 4530.9798, 1e-6)
	near(t, "band from", g.band.from, 12.6866, 1e-3)
	near(t, "band to", g.band.to, 87.3134, 1e-3)
	near(t, "core from", g.core.from, 17.6367, 1e-3)
	near(t, "market", *g.market, 33.8229, 1e-3)
	var ticks []string
	for _, k := range g.ticks {
		ticks = append(ticks, k.text)
	}
	if got, want := strings.Join(ticks, " "), "4,250 4,300 4,350 4,400 4,450 4,500"; got != want {
		t.Errorf("ruler reads %q, want %q", got, want)
	}
	if !g.below || !g.above {
		t.Errorf("words at the ends: %v %v, want both: 91 px are free on each side", g.below, g.above)
	}
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if math.Abs(got-want) > within {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestStripLabelsKeepClear(t *testing.T) {
	for _, c := range []struct {
		market, fair float64
		marketRow    int
		marketAnchor string
		fairAnchor   string
	}{
		{4312, 4400, rowOne, "middle", "middle"},   // far apart
		{4399, 4400, rowOne, "middle", "start"},    // market just below: fair turns away
		{4401, 4400, rowOne, "middle", "end"},      // market just above
		{4400, 4400, rowOne, "middle", "start"},    // equal
		{4446, 4448.73, rowTwo, "end", "middle"},   // no room right of the fair value: rows change
		{4451, 4448.73, rowOne, "middle", "end"},   // room left of it
		{4800, 4448.73, rowOne, "end", "middle"},   // far above the band: turned inwards at the edge
		{4200, 4448.73, rowOne, "start", "middle"}, // far below
	} {
		g := sampleStrip(c.market, c.fair).layout(narrow)
		market, fair := labelled(g, "Market"), labelled(g, "Fair")
		if market == nil || fair == nil {
			t.Fatalf("market %v, fair %v: a label is missing", c.market, c.fair)
		}
		if market.y != c.marketRow || market.anchor != c.marketAnchor || fair.anchor != c.fairAnchor {
			t.Errorf("market %v, fair %v: market in row %d %s, fair %s; want row %d %s, %s",
				c.market, c.fair, market.y, market.anchor, fair.anchor, c.marketRow, c.marketAnchor, c.fairAnchor)
		}
	}
}

func labelled(g stripLayout, prefix string) *label {
	for _, l := range g.labels {
		if strings.HasPrefix(l.text, prefix) {
			return &l
		}
	}
	return nil
}

func TestStripLeavesOutWhatIsUndefined(t *testing.T) {
	s := sampleStrip(4312, 4448.73)
	s.Lower, s.CoreUpper, s.Market = nil, &Mark{Price: math.NaN()}, &Mark{Price: math.Inf(1), Label: "Market"}
	g := s.layout(narrow)
	if g.band != nil || g.core != nil || g.market != nil || g.below || g.above {
		t.Errorf("drew what is undefined: %+v", g)
	}
	if labelled(g, "Fair") == nil || labelled(g, "Upper") == nil {
		t.Error("what is defined is missing")
	}
	empty := Strip{Sentence: "nothing known"}
	d := draw(t, empty.UI())
	d.has("svg.strip", "aria-label", "nothing known")
	d.count("svg text", 0)
	d.count("rect.ground", 1)
}

// A hurdle under the risk-free rate puts the fair value outside the band. It
// must be shown where it is.
func TestStripShowsFairValueOutsideTheBand(t *testing.T) {
	s := sampleStrip(4312, 4700)
	g := s.layout(narrow)
	at := g.domain.at(4700)
	if at <= g.band.to || at > 100 {
		t.Errorf("fair value at %v, band ends at %v", at, g.band.to)
	}
	if labelled(g, "Fair") == nil {
		t.Error("fair value has no label")
	}
}

func TestStripDrawing(t *testing.T) {
	d := draw(t, sampleStrip(4312, 4448.73).UI())
	d.has(".axis svg.strip[role=img]", "aria-label", "Price axis")
	d.count("line.hur", 4) // two bounds, two swatches of the legend
	d.count("svg.strip line.mktl", 1)
	d.count("svg path.mkt", 1)
	d.says("text.t-f", "Fair 4,448.73")
	d.says("text.t-b.w-middle", "Market 4,312.0")
	d.count("text.w-middle", 4)
	d.count(".legend span", 7)
	sm := sampleStrip(4312, 4448.73)
	sm.Small = true
	if got := draw(t, sm.UI()).all("text.a-middle.t-s"); len(got) != 0 {
		t.Errorf("the small strip has %d ruler numbers", len(got))
	}
	draw(t, samples()["strip rows"]).count(".axis.stale svg.strip.r2.sm", 1)
}

// Elements created one by one in a browser need the namespace.
func TestSVGElementsAreInTheirNamespace(t *testing.T) {
	if got := svg("rect", "").XMLNamespace(); got != "http://www.w3.org/2000/svg" {
		t.Errorf("namespace is %q", got)
	}
	d := draw(t, sampleStrip(4312, 4448.73).UI())
	for n := range d.one("svg[role=img]").Descendants() {
		if n.Type == html.ElementNode && n.Namespace != "svg" {
			t.Errorf("<%s> is parsed outside of SVG", n.Data)
		}
	}
}

func drawPrice(rt *rapid.T, name string) float64 {
	switch rapid.IntRange(0, 9).Draw(rt, name+" kind") {
	case 0:
		return rapid.Float64().Draw(rt, name)
	case 1:
		return rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.MaxFloat64, -math.MaxFloat64, 5e-324}).Draw(rt, name)
	default:
		return rapid.Float64Range(500, 12000).Draw(rt, name)
	}
}

// drawStrip makes a strip the way the market does: a fair value near the spot,
// a band around it, a market price near or far; sometimes anything at all.
func drawStrip(rt *rapid.T) Strip {
	mark := func(name, word string, price float64) *Mark {
		if rapid.IntRange(0, 7).Draw(rt, name+" absent") == 0 {
			return nil
		}
		return &Mark{price, word + " " + plainPrice(finite(price), 2)}
	}
	var p [8]float64
	if rapid.Bool().Draw(rt, "wild") {
		for i := range p {
			p[i] = drawPrice(rt, fmt.Sprint("price ", i))
		}
	} else {
		spot := rapid.Float64Range(800, 9999).Draw(rt, "spot")
		off := func(name string, share float64) float64 {
			return spot * rapid.Float64Range(-share, share).Draw(rt, name)
		}
		fair := spot + off("carry", 0.05)
		p = [8]float64{fair - math.Abs(off("down", 0.08)), fair + math.Abs(off("up", 0.04)), fair - math.Abs(off("core down", 0.05)), fair + math.Abs(off("core up", 0.03)), fair, fair + off("gap", 0.1), spot, fair + off("holder", 0.02)}
	}
	han := rapid.Bool().Draw(rt, "han")
	word := func(zh, en string) string {
		if han {
			return zh
		}
		return en
	}
	return Strip{Lower: mark("lower", word("下界", "Lower"), p[0]), Upper: mark("upper", word("上界", "Upper"), p[1]), CoreLower: mark("core lower", "", p[2]), CoreUpper: mark("core upper", "", p[3]),
		Fair: mark("fair", word("理论", "Fair"), p[4]), Market: mark("market", word("市价", "Market"), p[5]), Spot: mark("spot mark", "", p[6]), Holder: mark("holder mark", "", p[7]),
		Below: word("反套", "Rev"), Above: word("正套", "Fwd"), Small: rapid.Bool().Draw(rt, "small"), Sentence: "s"}
}

func TestStripIsAlwaysDrawable(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := drawStrip(rt)
		for _, width := range []float64{narrow, broad} {
			g := s.layout(width)
			sound := func(what string, at float64) {
				if math.IsNaN(at) || at < -1e-6 || at > 100+1e-6 {
					rt.Fatalf("%s at %v of the width", what, at)
				}
			}
			for _, b := range []*bar{g.band, g.core} {
				if b != nil {
					sound("band", b.from)
					sound("band", b.to)
				}
			}
			for _, l := range g.lines {
				sound("line "+l.class, l.at)
			}
			for _, x := range g.minor {
				sound("minor tick", x)
			}
			written := 0
			last := math.Inf(-1)
			for _, k := range g.ticks {
				sound("tick", k.at)
				if k.text != "" {
					written++
					half := g.share(textPixels(k.text)) / 2
					if k.at-half < last {
						rt.Fatalf("ruler number %q runs into the one before", k.text)
					}
					last = k.at + half
				}
			}
			if written > 8 || len(g.minor) > 80 {
				rt.Fatalf("%d ruler numbers, %d minor ticks", written, len(g.minor))
			}
			if known := known([]float64{s.Market.price()}); len(known) == 1 && g.market == nil {
				rt.Fatalf("the market at %v is not shown", known[0])
			}
			if known := known([]float64{s.Fair.price()}); len(known) == 1 && !g.domain.holds(known[0]) {
				rt.Fatalf("the fair value %v is outside %v", known[0], g.domain)
			}
			for i, l := range g.labels {
				if b := g.span(l); !b.inside() {
					rt.Fatalf("label %q covers %v of the width", l.text, b)
				}
				for _, o := range g.labels[:i] {
					if o.y == l.y && g.span(o).meets(g.span(l)) {
						rt.Fatalf("labels %q and %q meet in row %d at %v px", o.text, l.text, l.y, width)
					}
				}
				if l.y != rowTwo {
					continue
				}
				for _, m := range g.lines {
					if m.top < rowTwo-10 && g.span(l).holds(m.at, 0) {
						rt.Fatalf("label %q lies on the line of %s at %v px", l.text, m.class, width)
					}
				}
			}
		}
	})
}

// Equal points are equal lengths, wherever they are.
func TestStripIsAScale(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		lower := rapid.Float64Range(1000, 5000).Draw(rt, "lower")
		upper := lower + rapid.Float64Range(1, 500).Draw(rt, "width")
		market := lower + rapid.Float64Range(-400, 900).Draw(rt, "market")
		g := Strip{Lower: &Mark{lower, "l"}, Upper: &Mark{upper, "u"}, Market: &Mark{market, "m"}}.layout(narrow)
		perPoint := (g.band.to - g.band.from) / (upper - lower)
		if got, want := *g.market-g.band.from, (market-lower)*perPoint; math.Abs(got-want) > 1e-6 {
			rt.Fatalf("market is %v from the lower bound, want %v", got, want)
		}
	})
}

// Ranges too narrow for a ruler once kept it looking for a step for ever.
func TestStripOfNearlyEqualPrices(t *testing.T) {
	for _, pair := range [][2]float64{{0, 5e-324}, {0, 0}, {1e-9, 2e-9}, {4412, 4412}, {4412, math.Nextafter(4412, 5000)}, {-1e9, -1e9}, {largest, math.Nextafter(largest, 0)}} {
		g := Strip{Lower: &Mark{pair[0], "l"}, Upper: &Mark{pair[1], "u"}, Market: &Mark{pair[1], "m"}}.layout(narrow)
		if g.market == nil || g.domain.hi <= g.domain.lo || len(g.ticks) == 0 {
			t.Errorf("%v: domain %v, %d ticks", pair, g.domain, len(g.ticks))
		}
	}
}

func TestRulerSteps(t *testing.T) {
	for _, c := range []struct {
		lo, hi   float64
		most     int
		step     float64
		decimals int
	}{
		{4200, 4531, 8, 50, 0}, {0, 8, 8, 1, 0}, {0, 8.1, 8, 2, 0}, {0, 1, 8, 0.2, 1}, {4412, 4412.4, 8, 0.05, 2}, {-100, 900, 8, 200, 0}, {1000, 11000, 5, 2000, 0}, {0, 0.01, 4, 0.005, 3},
	} {
		step, minor := ruler(domain{c.lo, c.hi}, c.most)
		near(t, fmt.Sprintf("step of %v to %v", c.lo, c.hi), step, c.step, c.step*1e-9)
		if got := decimals(step); got != c.decimals {
			t.Errorf("step %v takes %d decimals, want %d", step, got, c.decimals)
		}
		if minor != 4 && minor != 5 {
			t.Errorf("step %v is divided by %d", step, minor)
		}
	}
}

func TestPlainPrice(t *testing.T) {
	for _, c := range []struct {
		price    float64
		decimals int
		want     string
	}{
		{4448.73, 2, "4,448.73"}, {4250, 0, "4,250"}, {999, 0, "999"}, {1000, 0, "1,000"}, {1234567.5, 1, "1,234,567.5"}, {-50, 0, "−50"}, {-0.001, 2, "0.00"}, {0, 0, "0"},
	} {
		if got := plainPrice(c.price, c.decimals); got != c.want {
			t.Errorf("%v prints as %q, want %q", c.price, got, c.want)
		}
	}
}

func TestPercentNeverWritesNaN(t *testing.T) {
	for v, want := range map[float64]string{33.826: "33.83%", 0: "0.00%", 100: "100.00%", math.Inf(1): "0.00%"} {
		if got := percent(v); got != want {
			t.Errorf("%v is written %q, want %q", v, got, want)
		}
	}
	if got := percent(math.NaN()); got != "0.00%" {
		t.Errorf("NaN is written %q", got)
	}
}
