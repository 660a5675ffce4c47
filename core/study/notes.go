package study

import (
	"strconv"
	"strings"

	"fairbasis/core/calendar"
)

// remark says what a reader must know of the data.
func (m *maker) remark() {
	b := m.book
	if t := &m.closed; t.n > 0 {
		m.Note("futures", "closed_days", strconv.Itoa(t.n)+" days on which the exchange was closed were left out, "+t.span(), t.params()...)
	}
	if t := &m.late; t.n > 0 {
		m.Note("futures", "after_expiry", strconv.Itoa(t.n)+" rows after the last trading day of their contract were left out, "+t.span(), t.params("symbol", t.what)...)
	}
	if t := &m.differ; t.n > 0 {
		m.Note("futures", "series_differ", "series of one contract have different closes on "+strconv.Itoa(t.n)+" days, "+t.span()+"; the first was taken", t.params("symbol", t.what)...)
	}
	if t := &m.filled; t.n > 0 {
		m.Note("futures", "settle_filled", strconv.Itoa(t.n)+" settlements were taken from the next day, which names the one before, "+t.span(), t.params()...)
	}
	if t := &m.spotDiffer; t.n > 0 {
		m.Note("index", "spot_differs", "the index closes beside the futures differ between contracts by more than 0.01 in "+strconv.Itoa(t.n)+" rows, "+t.span()+"; that of the nearest contract was taken", t.params()...)
	}
	if t := &m.fromSpot; t.n > 0 {
		m.Note("index", "index_from_spot", "on "+strconv.Itoa(t.n)+" days without the index its close is the one beside the futures, "+t.span(), t.params()...)
	}
	m.remarkDays()
	var guessed tally
	for _, c := range b.Contracts {
		if c.Estimated {
			guessed.add(int32(c.Expiry.UnixDay()), c.Code)
		}
	}
	if guessed.n > 0 {
		_, last := calendar.Known()
		m.Note("futures", "expiries_estimated", strconv.Itoa(guessed.n)+" contracts expire past the known exchange calendar, which ends on "+last.String()+": their last trading days and the days to them are estimates, first that of "+guessed.what,
			guessed.params("symbol", guessed.what, "known", last.String())...)
	}
	if m.schedule.Estimated() {
		m.Note("dividends", "dividends_estimated", "the dividends are spread evenly by a yield: an estimate")
	}
	m.remarkDividends()
}

// remarkDays says what days lack.
func (m *maker) remarkDays() {
	b := m.book
	var seen [4]bool
	for _, p := range b.Place {
		if p >= 0 {
			seen[p] = true
		}
	}
	var absent []string
	for k, name := range []string{CurrentWith, NextMonth, NearQuarter, FarQuarter} {
		if !seen[k] {
			absent = append(absent, name)
		}
	}
	if len(absent) > 0 {
		m.Note("futures", "places_absent", "the data have "+strconv.Itoa(4-len(absent))+" of the four contracts listed on a day; they have none for "+strings.Join(absent, ", "), "count", strconv.Itoa(4-len(absent)))
	}
	m.remarkGaps()
	var short, noIndex, noQuote, held, zero, off, expiry tally
	for i, day := range b.Day {
		from, to := b.First[i], b.First[i+1]
		if b.Index[i] != b.Index[i] {
			noIndex.add(day, "")
		}
		if from == to {
			noQuote.add(day, "")
			continue
		}
		var have [4]bool
		for q := from; q < to; q++ {
			if p := b.Place[q]; p >= 0 {
				have[p] = true
			} else {
				off.add(day, b.Contracts[b.Contract[q]].Code)
			}
			last := b.CalendarDays[q] == 0
			if last {
				expiry.add(day, "")
			}
			if b.OpenInterest[q] == 0 {
				if last {
					held.add(day, "")
				} else {
					zero.add(day, b.Contracts[b.Contract[q]].Code)
				}
			}
		}
		for k := range have {
			if seen[k] && !have[k] {
				short.add(day, "")
			}
		}
	}
	if t := &short; t.n > 0 {
		m.Note("futures", "contracts_missing", strconv.Itoa(t.n)+" contracts are missing on their days, "+t.span()+"; such a place is undefined, never taken by the next contract", t.params()...)
	}
	if t := &off; t.n > 0 {
		m.Note("futures", "off_board", strconv.Itoa(t.n)+" rows are of contracts that are none of the four listed on their day, "+t.span(), t.params("symbol", t.what)...)
	}
	if t := &noIndex; t.n > 0 {
		m.Note("index", "index_absent", "the index is missing on "+strconv.Itoa(t.n)+" days, "+t.span(), t.params()...)
	}
	if t := &noQuote; t.n > 0 {
		m.Note("futures", "quotes_missing", "no contract has a row on "+strconv.Itoa(t.n)+" days on which the index has, "+t.span(), t.params()...)
	}
	if t := &held; t.n > 0 {
		m.Note("futures", "expired_interest", "the open interest of a contract on its last trading day is 0, as the exchange states it after delivery: it has no weight there; "+strconv.Itoa(t.n)+" days, "+t.span(), t.params()...)
	}
	if t := &zero; t.n > 0 {
		m.Note("futures", "zero_interest", "the open interest is 0 in "+strconv.Itoa(t.n)+" rows before the last trading day, "+t.span()+": these contracts have no weight", t.params("symbol", t.what)...)
	}
	if t := &expiry; t.n > 0 {
		m.Note("futures", "expiry_basis", "the basis of a last trading day is not 0: the final settlement is the mean of the index over its last two hours, not its close; "+strconv.Itoa(t.n)+" days, "+t.span(), t.params()...)
	}
}

// remarkGaps says which trading days between the first and the last have no
// row of anything.
func (m *maker) remarkGaps() {
	b := m.book
	var gaps tally
	for i := 1; i < len(b.Day); i++ {
		for k := m.position[i-1] + 1; k < m.position[i]; k++ {
			if !known(b.Day[i]) {
				continue
			}
			gap := calendar.Shift(b.Date(i-1), k-m.position[i-1]).Date
			gaps.add(int32(gap.UnixDay()), "")
		}
	}
	if t := &gaps; t.n > 0 {
		m.Note("futures", "days_absent", strconv.Itoa(t.n)+" trading days have no row, "+t.span()+"; changes and means of days pass over them", t.params()...)
	}
}

// remarkDividends says where the ex-dates given do not reach: a year without
// any before the first day or after the last contract's expiry is no year
// without dividends.
func (m *maker) remarkDividends() {
	first, last, ok := m.schedule.Span()
	if !ok {
		return
	}
	b := m.book
	end := b.Contracts[len(b.Contracts)-1].Expiry
	if int(last)+366 < end.UnixDay() || int(first)-366 > int(b.Day[0]) {
		m.Note("dividends", "dividends_short", "the dividends given are from "+calendar.OfUnixDay(int(first)).String()+" to "+calendar.OfUnixDay(int(last)).String()+"; outside, none count",
			"first", calendar.OfUnixDay(int(first)).String(), "last", calendar.OfUnixDay(int(last)).String())
	}
}
