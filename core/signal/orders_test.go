package signal

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/op"
)

// TestRegimesOf: several orders in one pass have the regimes of a pass each,
// with both kernels, and the first of them stands where a window is whole.
func TestRegimesOf(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := drawn(rt)
		set := with(rapid.SampledFrom([]Price{Open, Close}).Draw(rt, "price"), rapid.SampledFrom([]Axis{Bars, Minutes}).Draw(rt, "axis"), rapid.SampledFrom([]Days{Across, Adjusted, SameDay}).Draw(rt, "days"))
		p, err := Prepare(context.Background(), one(b), set)
		if err != nil {
			return // no bar has a price
		}
		// As if prices spread so wide that the int64 kernel is exact for all, some or none.
		p.spread = max(p.spread, rapid.SampledFrom([]uint64{0, 1 << 24, 1 << 30, 1 << 36, 1 << 40}).Draw(rt, "spread"))
		window := rapid.IntRange(MinWindow, 40).Draw(rt, "window")
		var dst [MaxOrder + 1][]Regime
		for order := MinOrder; order <= MaxOrder; order++ {
			if rapid.Bool().Draw(rt, "with "+number(order)) {
				dst[order] = make([]Regime, p.Bars.Len())
			}
		}
		dst[3] = make([]Regime, p.Bars.Len())
		last := -1
		ctx := op.WithTick(context.Background(), func(done, total int) error {
			if done < last || done > total {
				rt.Fatalf("%d of %d after %d", done, total, last)
			}
			last = done
			return nil
		})
		if err := p.RegimesOf(ctx, dst, window); err != nil {
			rt.Fatal(err)
		}
		whole := slices.IndexFunc(dst[3], func(r Regime) bool { return r != None })
		if whole < 0 {
			whole = p.Bars.Len()
		}
		if got := p.Whole(window); got != whole {
			rt.Fatalf("a window of %d is whole at %d, want %d", window, got, whole)
		}
		want := make([]Regime, p.Bars.Len())
		for order, got := range dst {
			if got == nil {
				continue
			}
			if _, err := p.Regimes(context.Background(), want, order, window); err != nil {
				rt.Fatal(err)
			}
			if !slices.Equal(got, want) {
				rt.Fatalf("order %d of a window of %d: %v, by itself %v", order, window, got, want)
			}
		}
	})
}
