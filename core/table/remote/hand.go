package remote

import (
	"context"
	"slices"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// HandKey names the operation by which the program that reads files hands
// their bars to another one. It is between programs: no front end lists it.
const HandKey = op.Key[HandInput, Handed]("hand")

// HandInput asks for one series, as market.Library does.
type HandInput struct {
	Ref    string `json:"ref"`
	Symbol string `json:"symbol,omitempty"`
}

// Validate checks the request.
func (in HandInput) Validate() error {
	var fs fault.Fields
	if in.Ref == "" {
		fs.Add("ref", "empty", "must name a file")
	}
	return fs.Err()
}

// Hand is the operation, for the program that reads files.
var Hand = op.New(HandKey, "Bars of a file, for another program", HandInput{Ref: "bars.csv"}, hand)

// together is how much of a file is handed over where one series was asked for,
// in bytes: that one at any rate, and of those behind it what fits. Each handing
// over takes longer than copying that much, and whoever studies a product asks
// for its contracts one after the other.
const together = 4 << 20

func hand(ctx context.Context, in HandInput) (Handed, error) {
	lib, err := table.SetsOf(ctx)
	if err != nil {
		return Handed{}, err
	}
	asked, err := lib.Bars(ctx, in.Ref, in.Symbol)
	if err != nil {
		return Handed{}, err
	}
	set, err := lib.Set(ctx, in.Ref)
	if err != nil {
		return Handed{}, err
	}
	var h Handed
	h.add(asked)
	at, size := slices.Index(set.Series, asked), table.Size(asked)
	for i := 1; at >= 0 && i < len(set.Series); i++ {
		b := set.Series[(at+i)%len(set.Series)]
		if size += table.Size(b); size > together {
			break
		}
		h.add(b)
	}
	return h, nil
}
