package page

import (
	"strconv"

	"fairbasis/app/part"
	"fairbasis/core/calendar"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// headline says on which side of the index the futures stand, and how rare that
// is; empty while nothing was answered.
func (c *basisPage) headline() (title string, lead []part.Run) {
	h, w := c.history.got, &c.w.Plots
	if h == nil {
		return "", nil
	}
	value, ok := h.Today.Value.Get()
	if !ok {
		return h.Product, nil
	}
	side := w.Sides[1]
	switch x := float64(value) * sideOf(h.Measure); {
	case x < 0:
		side = w.Sides[0]
	case x > 0:
		side = w.Sides[2]
	}
	title = w.Unranked.With("product", h.Product, "side", side)
	if p, ok := h.Percentile.Get(); ok {
		title = w.Headline.With("product", h.Product, "side", side, "rank", c.ordinal(p), "since", c.sinceOf(h))
	}
	g, s := gaugeOf(h.Measure), &h.Summary
	said := w.Lead.With("measure", w.Values[h.Value], "date", h.Today.Date.String(), "value", g.maybe(h.Today.Value), "n", count(h.Average), "smooth", g.maybe(h.Today.Smooth))
	if s.Count > 0 {
		said += w.Middle.With("median", g.maybe(s.Median), "low", g.maybe(s.P10), "high", g.maybe(s.P90), "days", count(s.Count))
	}
	return title, runs(said)
}

// sideOf is -1 where a positive measure is a discount, by its convention.
func sideOf(m study.Measure) float64 {
	m = m.Filled()
	if k, err := calendar.ConventionNamed(m.Convention); err == nil && m.Value == study.Annualised {
		return float64(k.Sign)
	}
	return 1
}

// sinceOf is the first day a history ranks, as people say it.
func (c *basisPage) sinceOf(h *study.History) string {
	first := h.First
	if len(h.Line.Time) > 0 { // there may be no value yet on the first days of the data
		first = calendar.OfUnixDay(int(h.Line.Time[0] / 86_400_000))
	}
	if h.Rank.Years > 0 {
		if from := h.Last.AddMonths(-12 * h.Rank.Years); from.After(first) {
			first = from
		}
	} else if h.Rank.Since.After(first) {
		first = h.Rank.Since
	}
	if first.Month() == 1 {
		return c.w.Plots.Year.With("year", strconv.Itoa(first.Year()))
	}
	return c.w.Plots.YearMonth.With("year", strconv.Itoa(first.Year()), "month", first.String()[5:7])
}

// ordinal writes a percentile as a place: 26th in English, 26 in Chinese.
func (c *basisPage) ordinal(p unit.Rate) string {
	n := int(float64(p)*100 + .5)
	out := strconv.Itoa(n)
	if c.w.Lang != "en" {
		return out
	}
	switch {
	case n%10 == 1 && n != 11:
		return out + "st"
	case n%10 == 2 && n != 12:
		return out + "nd"
	case n%10 == 3 && n != 13:
		return out + "rd"
	}
	return out + "th"
}

// headFigures are the four numbers below the headline.
func (c *basisPage) headFigures() []part.Figure {
	h, w := c.history.got, &c.w.Plots
	if h == nil {
		return nil
	}
	g, sign := gaugeOf(h.Measure), sideOf(h.Measure)
	toned := func(m unit.Maybe[unit.Number]) part.Tone {
		x, _ := m.Get()
		return tone(float64(x) * sign)
	}
	rank := func(m unit.Maybe[unit.Rate]) string { return maybe(c.w, m, likely) }
	out := []part.Figure{
		{Label: w.Values[h.Value], Value: g.maybe(h.Today.Value), Tone: toned(h.Today.Value), Sub: []string{h.Today.Date.String()}},
		{Label: w.Smooth.With("n", count(h.Average)), Value: g.maybe(h.Today.Smooth), Tone: toned(h.Today.Smooth), Sub: []string{w.SmoothPercentile.With("rank", rank(h.SmoothPercentile))}},
		{Label: w.Percentile, Value: rank(h.Percentile), Sub: []string{w.PercentileOf.With("n", count(h.Ranked), "since", c.sinceOf(h))}},
		{Label: w.Median, Value: g.maybe(h.Summary.Median), Sub: []string{w.Range.With("low", g.maybe(h.Summary.P10), "high", g.maybe(h.Summary.P90))}},
	}
	return out
}
