package sweep

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// TestClimb: every rung is reached at the first close that has moved as far as
// the fraction says, found one rung at a time with exact fractions.
func TestClimb(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ppm := func(name string) []int64 {
			return rapid.SliceOfN(rapid.Int64Range(1, 30_000), 1, 6).Draw(t, name)
		}
		gains, losses := ppm("gains"), ppm("losses")
		entry := rapid.Int64Range(1, 60_000).Draw(t, "entry")
		side := rapid.SampledFrom([]int64{1, -1}).Draw(t, "side")
		closes := make([]int64, rapid.IntRange(0, 40).Draw(t, "bars"))
		price := entry
		for i := range closes {
			price = max(1, price+rapid.Int64Range(-entry/100-1, entry/100+1).Draw(t, "step"))
			closes[i] = price
		}
		from := int32(rapid.IntRange(0, len(closes)).Draw(t, "from"))
		up, down := newLadder(gains), newLadder(losses)
		up.set(entry)
		down.set(entry)
		ups, downs := climb(up, down, closes, from, int32(len(closes)), entry, side)

		first := func(ppm, sign int64) int32 {
			limit := big.NewRat(ppm, 1_000_000)
			for k := int(from); k < len(closes); k++ {
				if big.NewRat(sign*side*(closes[k]-entry), entry).Cmp(limit) >= 0 {
					return int32(k)
				}
			}
			return -1
		}
		last := int32(len(closes)) // where every cell is closed at the latest
		worst := func(ppm []int64, sign int64) int32 {
			w := int32(-1)
			for _, p := range ppm {
				k := first(p, sign)
				if k < 0 {
					return int32(len(closes))
				}
				w = max(w, k)
			}
			return w
		}
		last = min(worst(gains, 1), worst(losses, -1))
		check := func(l *ladder, ppm []int64, reached int, sign int64) {
			for i, p := range ppm {
				got := int32(-1)
				if l.rank[i] < reached {
					got = l.hit[l.rank[i]]
				}
				want := first(p, sign)
				if want > last {
					want = -1 // not looked for: nothing is open any more
				}
				if got != want {
					t.Fatalf("%d millionths (%d): reached at %d, want %d", p, sign, got, want)
				}
			}
		}
		check(up, gains, ups, 1)
		check(down, losses, downs, -1)
	})
}
