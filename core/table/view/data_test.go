package view

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/table"
	"fairbasis/core/table/load"
)

// shared is the reference data; the user says that the minute file is of IF.
type shared struct{}

func (shared) Open(_ context.Context, ref string) (load.File, error) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", filepath.FromSlash(ref)))
	if err != nil {
		return load.File{}, fault.New(fault.Unknown, "%v", err)
	}
	f := load.File{Name: filepath.Base(ref), Bytes: text}
	if strings.HasPrefix(ref, "min1/IF") {
		f.Choices.Symbol = "IF"
	}
	return f, nil
}

// TestBlocksChain: the 21 blocks of expiring contracts that the Sina feed
// keeps chain unadjusted into one series of 21 x 1023 bars with 20 rolls
// (README of the data), and are refused adjusted: no two share a bar.
func TestBlocksChain(t *testing.T) {
	const ref = "min1/IF_1min_sina_2020-04_2021-12.csv"
	lib := load.New(shared{})
	ctx := market.WithLibrary(context.Background(), lib)
	set, err := lib.Set(ctx, ref)
	if err != nil {
		if fault.From(err).Code == fault.Unknown {
			t.Skipf("the reference data is not beside the project: %v", err)
		}
		t.Fatal(err)
	}
	in := table.JoinInput{Roll: market.ByVolume}
	for _, b := range set.Series {
		in.Futures = append(in.Futures, market.Source{Ref: ref, Symbol: b.Symbol})
	}
	if err := in.Resolve(ctx); err != nil {
		t.Fatal(err)
	}
	j, err := Join(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	if j.Bars != 21*1023 || len(j.Rolls) != 20 || j.First != "2020-04-13 13:51" || j.Last != "2021-12-17 15:00" {
		t.Errorf("%d bars from %s to %s, %d rolls", j.Bars, j.First, j.Last, len(j.Rolls))
	}
	if first := j.Rolls[0]; first.From != "IF2004" || first.To != "IF2005" || len(j.Chain.Gap) < 20 {
		t.Errorf("first roll %+v, %d gaps", first, len(j.Chain.Gap))
	}
	in.Adjust = "ratio"
	if _, err := Join(ctx, in); optest.Refused(t, err) != "futures:no_common_bar" {
		t.Errorf("adjusted: %v", err)
	}
}
