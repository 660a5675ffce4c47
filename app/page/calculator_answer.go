package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/arb"
	"fairbasis/core/unit"
)

// about says what the answer is about.
func (c *calculator) about() string {
	a := c.got.arb
	if p := c.typed.Product(); p != "" {
		return c.w.Answer.About.With("contract", a.Contract, "index", c.w.Index[p], "date", a.Date.String())
	}
	return c.w.Answer.AboutOwn.With("contract", a.Contract, "date", a.Date.String())
}

// verdict is the headline and its sentence, with ** around what decides.
func (c *calculator) verdict() (kind part.VerdictKind, title, sentence string) {
	w, a, in := c.w.Answer, c.got.arb, c.got.reading.Input
	hurdle := short(in.Hurdle)
	gap := w.At.With()
	switch abs := points(max(a.Mispricing, -a.Mispricing)); {
	case a.Mispricing < 0:
		gap = w.Below.With("gap", abs)
	case a.Mispricing > 0:
		gap = w.Above.With("gap", abs)
	}
	forward, reverse := maybe(c.w, a.Forward.Return, signedPercent), maybe(c.w, a.Reverse.Return, signedPercent)
	switch a.Verdict {
	case arb.VerdictForward:
		kind, title = part.Forward, w.ForwardTitle.With("return", forward)
		sentence = gap + w.ForwardPays.With("return", forward, "hurdle", hurdle, "bound", maybe(c.w, a.Forward.Bound, points[unit.Points]),
			"distance", past(c, a.Forward))
	case arb.VerdictReverse:
		kind, title = part.Reverse, w.ReverseTitle.With("return", reverse)
		sentence = gap + w.ReversePays.With("return", reverse, "hurdle", hurdle, "bound", maybe(c.w, a.Reverse.Bound, points[unit.Points]),
			"distance", past(c, a.Reverse))
	case arb.VerdictUndefined:
		kind, title = part.Undefined, w.UndefinedTitle
		why := a.Decides.Why()
		if why == unit.ExpiryDay || why == "" {
			basis := c.got.basis.Basis
			return kind, title, w.ExpiryDay.With("gap", points(max(basis, -basis)))
		}
		sentence = gap + c.w.Stop() + w.NoReturn.With("why", c.w.Why(why))
	default:
		kind, title = part.None, w.NoneTitle
		switch {
		case !a.Forward.Return.OK() || !a.Reverse.Return.OK() || a.Mispricing == 0:
			sentence = gap + w.NeitherReaches.With("forward", forward, "reverse", reverse, "hurdle", hurdle)
		case a.Mispricing > 0:
			sentence = gap + w.ForwardShort.With("return", forward, "hurdle", hurdle)
		case in.Costs.StockLoanFee > 0:
			sentence = gap + w.ReverseShort.With("fee", short(in.Costs.StockLoanFee), "return", reverse, "hurdle", hurdle)
		default:
			sentence = gap + w.ReverseShortNoFee.With("return", reverse, "hurdle", hurdle)
		}
	}
	if a.Holder.Pays {
		sentence += w.HolderPays.With("gain", points(a.Holder.Gain))
	} else if a.Holder.Bound.OK() {
		sentence += w.HolderNot.With("loss", points(-a.Holder.Gain), "bound", maybe(c.w, a.Holder.Bound, points[unit.Points]))
	}
	if b, ok := c.band("sinolink"); ok && !b.HoldsFair && in.Hurdle < in.Rate {
		sentence += w.FairOutside.With("hurdle", hurdle)
	}
	return kind, title, sentence
}

// past is how far beyond its bound the market is, unsigned.
func past(c *calculator, t arb.Trade) string {
	return maybe(c.w, t.Distance, func(d unit.Points) string { return points(max(-d, 0)) })
}

func (c *calculator) band(id string) (arb.Band, bool) {
	for _, b := range c.got.arb.Bands {
		if b.ID == id {
			return b, true
		}
	}
	return arb.Band{}, false
}

// bounds are the two ends of the band at the hurdle: those of the two trades.
func (c *calculator) bounds() (lower, upper unit.Maybe[unit.Points]) {
	return c.got.arb.Reverse.Bound, c.got.arb.Forward.Bound
}

func (c *calculator) bandText(lower, upper unit.Maybe[unit.Points]) string {
	return maybe(c.w, lower, points[unit.Points]) + " – " + maybe(c.w, upper, points[unit.Points])
}

// answerUI is the answer: verdict, figures, strip, trades.
func (c *calculator) answerUI() []app.UI {
	kind, title, sentence := c.verdict()
	kept := ""
	if c.got.stale {
		kept = c.w.Answer.Kept
	}
	return []app.UI{
		part.Verdict{ID: "v", Kind: kind, Title: title, Sentence: runs(sentence)}.UI(),
		app.If(kept != "", func() app.UI {
			return app.P().Class("hint", "err", "wide").Attr("id", "kept").Body(part.Icon(part.Mistake), app.Span().Text(kept))
		}),
		c.figures().UI(), c.strip().UI(), c.trades().UI(),
		part.Announce("settled", c.said),
	}
}

func (c *calculator) figures() part.Figures {
	w, a, b := c.w.Answer, c.got.arb, c.got.basis
	lower, upper := c.bounds()
	width := ""
	if lo, ok := lower.Get(); ok {
		if up, ok := upper.Get(); ok {
			width = w.Width.With("points", points(up-lo))
		}
	}
	if width == "" {
		width = c.w.Why(firstReason(lower, upper))
	}
	gap := signedPercent(c.got.price.MispricingRate)
	if lot, ok := c.got.price.MispricingPerLot.Get(); ok {
		gap += " · " + w.PerLotValue.With("yuan", unit.Signed(lot, 0))
	}
	name := c.w.Annual.Names[b.Convention]
	annual := ""
	if b.Convention != "raw" {
		annual = " · " + w.BasisAnnual.With("convention", name, "rate", maybe(c.w, b.Annualised, signedPercent[unit.Rate]))
		if !b.Annualised.OK() {
			annual = " · " + name + c.w.Colon() + c.w.Why(b.Annualised.Why())
		}
	}
	return part.Figures{Stale: c.got.stale, Items: []part.Figure{
		{Label: w.FairValue, Value: points(a.FairValue), Hero: true, Flash: c.flash},
		{Label: w.Band.With("hurdle", short(a.Hurdle)), Value: c.bandText(lower, upper), Sub: []string{width}, Flash: c.flash},
		{Label: w.Gap, Value: signed(a.Mispricing), Tone: tone(a.Mispricing), Sub: []string{gap}, Flash: c.flash},
		{Label: w.Basis, Value: signed(b.Basis), Tone: tone(b.Basis), Sub: []string{signedPercent(b.BasisRate) + annual}, Flash: c.flash},
	}}
}

func firstReason[T ~float64](ms ...unit.Maybe[T]) unit.Reason {
	for _, m := range ms {
		if !m.OK() {
			return m.Why()
		}
	}
	return ""
}

func (c *calculator) strip() part.Strip {
	w, a, in := c.w.Answer, c.got.arb, c.got.reading.Input
	lower, upper := c.bounds()
	s := part.Strip{
		Lower: mark(lower, w.Lower), Upper: mark(upper, w.Upper),
		Fair:   &part.Mark{Price: float64(a.FairValue), Label: w.Fair + " " + points(a.FairValue)},
		Market: &part.Mark{Price: float64(in.Futures), Label: w.Market + " " + future(in.Futures)},
		Spot:   &part.Mark{Price: float64(in.Spot)},
		Below:  w.ReverseEnd, Above: w.ForwardEnd, Stale: c.got.stale,
		Sentence: w.Strip.With("lower", maybe(c.w, lower, points[unit.Points]), "market", future(in.Futures),
			"fair", points(a.FairValue), "upper", maybe(c.w, upper, points[unit.Points])),
		Print: func(price float64, decimals int) string { return unit.Print(price, decimals) },
	}
	s.Legend = []part.LegendItem{{Kind: "hur", Text: w.HurdleLegend.With("hurdle", short(in.Hurdle))}}
	if core, ok := c.band("riskfree"); ok && core.Lower.OK() && core.Upper.OK() {
		s.CoreLower, s.CoreUpper = mark(core.Lower, ""), mark(core.Upper, "")
		s.Legend = append(s.Legend, part.LegendItem{Kind: "band", Text: w.RateBandLegend.With("rate", short(in.Rate),
			"lower", maybe(c.w, core.Lower, points[unit.Points]), "upper", maybe(c.w, core.Upper, points[unit.Points]))})
	}
	s.Legend = append(s.Legend, part.LegendItem{Kind: "spot", Text: w.SpotLegend.With("spot", index(in.Spot))})
	if hold, ok := a.Holder.Bound.Get(); ok {
		s.Holder = &part.Mark{Price: float64(hold)}
		s.Legend = append(s.Legend, part.LegendItem{Kind: "hold", Text: w.HolderLegend.With("bound", points(hold))})
	}
	return s
}

func mark(m unit.Maybe[unit.Points], label string) *part.Mark {
	v, ok := m.Get()
	if !ok {
		return nil
	}
	if label != "" {
		label += " " + points(v)
	}
	return &part.Mark{Price: float64(v), Label: label}
}

// trades are the three ways to trade the gap.
func (c *calculator) trades() part.Trades {
	w, a := c.w.Answer, c.got.arb
	one := func(name, legs string, t arb.Trade) part.Trade {
		note := legs
		if d, ok := t.Distance.Get(); ok {
			if d > 0 {
				note += " · " + w.Missing.With("points", points(d))
			} else {
				note += " · " + w.Reached.With("points", points(-d))
			}
		}
		if p, ok := t.Probability.Get(); ok {
			note += " · " + w.Probability.With("p", percent(p), "goal", w.GoalHurdle)
		}
		if !t.Return.OK() {
			note += " · " + c.w.Why(t.Return.Why())
		}
		return part.Trade{Name: name, Value: maybe(c.w, t.Return, signedPercent[unit.Rate]), Unit: c.w.Units.PerYear.With(), Note: note}
	}
	h := a.Holder
	holder := part.Trade{Name: w.Holder, Value: signed(h.Gain), Unit: c.w.Units.Point, Note: w.HolderLegs}
	if h.Pays {
		holder.Tag = &part.Tag{Text: w.Pays, Kind: "on"}
	}
	if r, ok := h.Return.Get(); ok {
		holder.Note += " · " + w.HolderYear.With("rate", signedPercent(r))
	}
	if p, ok := h.Probability.Get(); ok {
		holder.Note += " · " + w.Probability.With("p", percent(p), "goal", w.GoalGain)
	}
	return part.Trades{Stale: c.got.stale, Items: []part.Trade{
		one(w.Forward, w.ForwardLegs, a.Forward), one(w.Reverse, w.ReverseLegs, a.Reverse), holder}}
}

func (c *calculator) miniUI() app.UI {
	w, a := c.w.Answer, c.got.arb
	verdict := w.MiniNone
	switch a.Verdict {
	case arb.VerdictForward, arb.VerdictReverse:
		verdict = w.MiniTrade
	case arb.VerdictUndefined:
		verdict = w.UndefinedTitle
	}
	return part.Mini{Verdict: verdict, Items: []part.MiniItem{
		{Label: w.MiniFair, Value: points(a.FairValue), Tone: part.Fair},
		{Label: w.MiniGap, Value: signed(a.Mispricing), Tone: tone(a.Mispricing)},
	}}.UI()
}

// announcement is what a screen reader hears when the answer has settled.
func (c *calculator) announcement() string {
	_, title, _ := c.verdict()
	lower, upper := c.bounds()
	said := c.w.Answer.Announce.With("verdict", title, "fair", points(c.got.arb.FairValue), "band", c.bandText(lower, upper))
	if c.got.stale {
		said = c.w.Answer.Kept + " " + said
	}
	return said
}

func (c *calculator) toolsUI() app.UI {
	w := c.w.Answer
	return part.Toolbar{Label: w.Tools, Items: []part.Button{
		{ID: "undo", Text: w.Undo, Icon: part.Undo, Off: !c.history.CanUndo(), OnClick: c.onUndo},
		{ID: "redo", Text: w.Redo, Icon: part.Redo, Off: !c.history.CanRedo(), OnClick: c.onRedo},
		{ID: "share", Text: w.Share, Icon: part.Share, Break: true, OnClick: c.onShare},
		{ID: "copy", Text: w.Copy, Icon: part.Copy, OnClick: c.onCopy},
		{ID: "csv", Text: w.CSV, Icon: part.Download, OnClick: c.onCSV},
		{ID: "save", Text: w.Save, Icon: part.Save, OnClick: c.onSave},
		{ID: "compare", Text: w.Compare, Icon: part.Compare, OnClick: c.onCompare},
		{ID: "print", Text: w.Print, Icon: part.Print, OnClick: c.onPrint},
	}}.UI()
}
