package study_test

import (
	"context"
	"testing"

	"fairbasis/core/study"
)

func BenchmarkBookOfTheExchangesFile(b *testing.B) {
	set, err := library.Set(context.Background(), exchangeFile)
	if err != nil {
		b.Skip(err)
	}
	var d study.Data
	d.Product = "IF"
	for _, s := range set.Series {
		if s.Product == "IF" {
			d.Futures = append(d.Futures, source(s))
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := study.NewBook(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
}
