package carry

import (
	"context"
	"testing"
)

func BenchmarkFairValue(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ComputePrice(context.Background(), PriceExample); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCurve(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ComputeCurve(context.Background(), CurveExample); err != nil {
			b.Fatal(err)
		}
	}
}
