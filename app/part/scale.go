package part

import (
	"math"
	"strconv"
	"strings"
)

// domain is the range of prices a strip shows.
type domain struct{ lo, hi float64 }

// at places a price on the strip, in percent of its width.
func (d domain) at(price float64) float64 { return (price - d.lo) / (d.hi - d.lo) * 100 }

// holds says whether the strip shows the price.
func (d domain) holds(price float64) bool { return price >= d.lo && price <= d.hi }

const (
	overhang = 0.17 // of the band's width, shown beyond each bound
	margin   = 0.05 // of the range, kept free beyond a market or fair value outside the band
	tiniest  = 1e-2 // below it a price is as good as zero; a range of 1e-324 has no ruler
	largest  = 1e9  // a price beyond it is no index level; drawing it would lose every other mark
)

// fit chooses the range: the band with its overhang, and always the values
// that must be seen. It says no when nothing is known.
func fit(band, must []float64) (domain, bool) {
	band, must = known(band), known(must)
	if len(band)+len(must) == 0 {
		return domain{}, false
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, p := range band {
		lo, hi = min(lo, p), max(hi, p)
	}
	if len(band) > 0 {
		pad := (hi - lo) * overhang
		lo, hi = lo-pad, hi+pad
	}
	inside := domain{lo, hi}
	for _, p := range must {
		lo, hi = min(lo, p), max(hi, p)
	}
	if room := (hi - lo) * margin; room > 0 {
		for _, p := range must {
			if !inside.holds(p) || p-lo < room || hi-p < room {
				lo, hi = min(lo, p-room), max(hi, p+room)
			}
		}
	}
	if least := max(math.Abs(lo), math.Abs(hi), tiniest) * 1e-4; hi-lo < least {
		// One price alone, or several that only rounding tells apart.
		half := max(least, 1) / 2
		mid := lo + (hi-lo)/2
		lo, hi = mid-half, mid+half
	}
	return domain{lo, hi}, true
}

func known(prices []float64) []float64 {
	var out []float64
	for _, p := range prices {
		if !math.IsNaN(p) && math.Abs(p) <= largest {
			out = append(out, p)
		}
	}
	return out
}

// ruler chooses a step of 1, 2 or 5 times a power of ten that gives at most
// most labels, and how many minor steps divide it.
func ruler(d domain, most int) (step float64, minor int) {
	raw := (d.hi - d.lo) / float64(most)
	power := 1.0
	for power < raw {
		power *= 10
	}
	for power/10 >= raw {
		power /= 10
	}
	// power/10 < raw <= power
	switch {
	case raw <= power/5:
		return power / 5, 4
	case raw <= power/2:
		return power / 2, 5
	default:
		return power, 5
	}
}

// decimals is the number of decimals a label of the ruler needs.
func decimals(step float64) int {
	n := 0
	for s := step; n < 6 && math.Abs(s-math.Round(s)) > 1e-6*s; n++ {
		s *= 10
	}
	return n
}

// plainPrice prints a price the way both languages print it: thousands commas
// and U+2212 for a minus.
func plainPrice(price float64, decimals int) string {
	s := strconv.FormatFloat(math.Abs(price), 'f', decimals, 64)
	whole, frac, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		whole += "." + frac
	}
	if price < 0 && strings.Trim(s, "0.") != "" {
		return "−" + whole
	}
	return whole
}

// Widths of the strip in pixels that labels are laid out for: a phone of
// 360 px, and the width from which the style sheet takes the wide anchors
// (45rem). What does not collide there collides at no greater width.
const (
	narrow = 320
	broad  = 720
)

// textPixels estimates the width of a label from above: 7.8 px for a Latin
// letter or digit of the bold 13 px text, 13 px for a Han character.
func textPixels(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case r >= 0x2E80:
			w += 13
		case r == ' ' || r == ',' || r == '.':
			w += 4.2
		default:
			w += 7.8
		}
	}
	return w
}
