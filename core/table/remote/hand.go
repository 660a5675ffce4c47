package remote

import (
	"context"

	"fairbasis/core/fault"
	"fairbasis/core/market"
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

// together is the size up to which all series of a file are handed over where
// one was asked for: each handing over takes longer than copying that much.
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
	list, size := set.Series, 0
	for _, b := range list {
		size += table.Size(b)
	}
	if size > together {
		list = []*market.Bars{asked}
	}
	var h Handed
	for i, b := range list {
		if b == asked {
			h.Asked = i
		}
		h.add(b)
	}
	return h, nil
}
