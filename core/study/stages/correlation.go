package stages

import (
	"math"

	"fairbasis/core/unit"
)

// noise is how far numbers that are all the same may be apart, of their size,
// after averages were taken of them.
const noise = 1e-12

// correlation is Pearson's of the pairs x_i, y_i in which neither is NaN. It is
// undefined for fewer than three, and where x or y do not vary. It is within
// -1 and 1, and is just that for numbers on a line:
//
//	r = sum u_i v_i = 1 - sum (u_i - v_i)^2 / 2 = sum (u_i + v_i)^2 / 2 - 1
//
// with u and v the deviations from the mean over the root of the sum of their
// squares. The second form has no rounding to speak of near 1, the third near -1.
func correlation(x, y []float64) (float64, unit.Reason) {
	var n, mx, my, sizeX, sizeY float64
	for i, a := range x {
		if b := y[i]; a == a && b == b {
			n++
			mx += a
			my += b
			sizeX = max(sizeX, math.Abs(a))
			sizeY = max(sizeY, math.Abs(b))
		}
	}
	if n < 3 {
		return math.NaN(), unit.TooShort
	}
	mx /= n
	my /= n
	var xx, yy, cx, cy float64 // cx and cy are what rounding has left in the means
	for i, a := range x {
		if b := y[i]; a == a && b == b {
			a -= mx
			b -= my
			cx += a
			cy += b
			xx += float64(a * a)
			yy += float64(b * b)
		}
	}
	if !(math.Sqrt(xx/n) > noise*sizeX && math.Sqrt(yy/n) > noise*sizeY) {
		return math.NaN(), unit.NoVariation
	}
	// Kept apart from the means, which have no digits left for it.
	cx /= n
	cy /= n
	xx, yy = 0, 0
	for i, a := range x {
		if b := y[i]; a == a && b == b {
			a = a - mx - cx
			b = b - my - cy
			xx += float64(a * a)
			yy += float64(b * b)
		}
	}
	xx, yy = math.Sqrt(xx), math.Sqrt(yy)
	var both, less, more float64
	for i, a := range x {
		if b := y[i]; a == a && b == b {
			u, v := (a-mx-cx)/xx, (b-my-cy)/yy
			both += float64(u * v)
			less += float64((u - v) * (u - v))
			more += float64((u + v) * (u + v))
		}
	}
	switch {
	case both > 0.5:
		return 1 - less/2, ""
	case both < -0.5:
		return more/2 - 1, ""
	}
	return both, ""
}

// changes returns x_i - x_i-1 at i where follows[i] says that day i comes right
// after day i-1; NaN elsewhere.
func changes(x []float64, follows []bool) []float64 {
	d := make([]float64, len(x))
	for i := range x {
		d[i] = math.NaN()
		if i > 0 && follows[i] {
			d[i] = x[i] - x[i-1]
		}
	}
	return d
}
