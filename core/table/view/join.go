package view

import (
	"context"
	"slices"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// Join is the operation table.JoinKey: futures beside their index on common
// stamps, or chained into their main series first. A chain is made of all bars
// and cut to the span afterwards, so that its rolls do not depend on the span.
func Join(ctx context.Context, in table.JoinInput) (table.Joined, error) {
	futures := make([]*market.Bars, len(in.Futures))
	for i, s := range in.Futures {
		futures[i] = s.Bars
	}
	if err := op.Tick(ctx, 0, 3); err != nil {
		return table.Joined{}, err
	}
	var chain *market.Chain
	if in.Roll != "" {
		var err error
		if chain, err = market.NewChain(futures, in.Roll, market.Adjust(in.Adjust)); err != nil {
			return table.Joined{}, under("futures", err)
		}
		futures = []*market.Bars{chain.Bars}
	}
	for i, b := range futures {
		futures[i] = within(b, in.Span)
	}
	var index *market.Bars
	if in.Index != nil {
		index = within(in.Index.Bars, in.Span)
	}
	if err := op.Tick(ctx, 1, 3); err != nil {
		return table.Joined{}, err
	}
	j, err := market.Join(futures, index)
	if err != nil {
		return table.Joined{}, under("futures", err)
	}
	list := slices.Clone(j.Futures)
	if j.Index != nil {
		list = append(list, j.Index)
	}
	views, err := show(ctx, list, in.Points)
	if err != nil {
		return table.Joined{}, err
	}
	out := table.Joined{Minutes: j.Minutes, Bars: j.Common, OnlyFutures: j.OnlyFutures, OnlyIndex: j.OnlyIndex}
	for _, v := range views { // stamps of one form compare as text
		if v.First != "" && (out.First == "" || v.First < out.First) {
			out.First = v.First
		}
		out.Last = max(out.Last, v.Last)
	}
	if j.Index != nil {
		out.Index = &views[len(views)-1]
		views = views[:len(views)-1]
	}
	if chain != nil {
		out.Chain, out.Rolls = &views[0], rolls(chain, j.Futures[0])
	} else {
		out.Futures = views
	}
	return out, nil
}

// rolls returns the rolls of a chain that lie in what is shown of it, each
// with the stamp of the first bar shown of the new contract.
func rolls(chain *market.Chain, shown *market.Bars) []table.Roll {
	var out []table.Roll
	for _, r := range chain.Rolls {
		day := chain.Bars.Day(r.Bar)
		at := r.Time
		if shown.Minutes == market.Daily {
			at = int64(day.UnixDay()) * market.DayMillis
		}
		i, _ := slices.BinarySearch(shown.Time, at)
		if i == 0 || i == shown.Len() {
			continue
		}
		out = append(out, table.Roll{Time: float64(shown.Time[i]), Day: day.String(), From: r.From, To: r.To, Shift: r.Shift})
	}
	return out
}

// show makes the views. Series of the same stamps
// get the same points, so that one can be taken from the other place by place.
func show(ctx context.Context, list []*market.Bars, points int) ([]table.View, error) {
	same := true
	for _, b := range list[1:] {
		same = same && slices.Equal(b.Time, list[0].Time)
	}
	if same {
		return decimate(ctx, list, points)
	}
	var views []table.View
	for _, b := range list {
		v, err := decimate(ctx, []*market.Bars{b}, points)
		if err != nil {
			return nil, err
		}
		views = append(views, v...)
	}
	return views, nil
}

func under(path string, err error) error {
	var fs fault.Fields
	fs.Merge(path, err)
	return fs.Err()
}
