package remote

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/table/load"
	"fairbasis/core/wire"
)

// TestDailyFileAtOnce: daily bars of every contract of years come at once, not
// one contract after the other. The file holds four products, 237 contracts.
func TestDailyFileAtOnce(t *testing.T) {
	if runtime.GOOS == "js" {
		t.Skip("natively is enough: it is the reading of the file that takes long here")
	}
	const name = "cffex_basis_daily_2018-10_2024-06.csv"
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "daily", name))
	if err != nil {
		t.Skip("../shared/data/daily is not on this machine: the reference data are not part of the project")
	}
	reader := load.New(shelf{name: {Name: name, Bytes: text}})
	if got := handings(t, reader, name); got != 1 {
		t.Errorf("asked %d times for a file of daily bars", got)
	}
}

// many is a file of series of one size.
type many []*market.Bars

func (m many) Bars(_ context.Context, _, symbol string) (*market.Bars, error) {
	for _, b := range m {
		if b.Symbol == symbol {
			return b, nil
		}
	}
	return m[0], nil
}

func (m many) Set(context.Context, string) (*table.Set, error) { return &table.Set{Series: m}, nil }

// TestLargeFileInPieces: of a file beyond what is handed over at once, as many
// series come as fit, those behind the one that was asked for; one that is
// larger by itself comes alone.
func TestLargeFileInPieces(t *testing.T) {
	for _, c := range []struct{ series, bytes, want int }{
		{9, together / 3, 3}, {10, together / 3, 4}, {3, together, 3}, {3, together + 8, 3}, {3, together / 3, 1}, {1, 2 * together, 1},
	} {
		var files many
		for i := range c.series {
			files = append(files, &market.Bars{Symbol: string(rune('a' + i)), Time: make([]int64, c.bytes/8)})
		}
		if got := handings(t, files, "file"); got != c.want {
			t.Errorf("%+v: asked %d times", c, got)
		}
	}
}

// handings counts how often a reader is asked while each series of a file is.
func handings(t *testing.T, reader table.Sets, ref string) (asked int) {
	ctx, set := context.Background(), op.NewSet(Hand)
	lib := New(func(ctx context.Context, name string, body []byte) (wire.Message, error) {
		asked++
		reply, err := set.Run(market.WithLibrary(ctx, reader), name, body)
		if err != nil {
			return wire.Message{}, err
		}
		return wire.Pack(reply)
	})
	held, err := reader.Set(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range held.Series {
		if got, err := lib.Bars(ctx, ref, b.Symbol); err != nil || got.Symbol != b.Symbol || len(got.Time) != len(b.Time) {
			t.Fatalf("%s: %v", b.Symbol, err)
		}
	}
	return asked
}
