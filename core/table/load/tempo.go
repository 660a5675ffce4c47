package load

import (
	"fairbasis/core/market"
)

const (
	minute = 60_000
	day    = market.DayMillis
)

// tally counts how often each of a few figures occurs. It holds sixteen
// different ones; what comes later and is new is only counted in total.
type tally struct {
	key   [16]int64
	n     [16]int
	total int
}

func (t *tally) add(key int64, n int) {
	t.total += n
	for i := range t.key {
		if t.n[i] == 0 || t.key[i] == key {
			t.key[i] = key
			t.n[i] += n
			return
		}
	}
}

// top returns the figure that occurs most often, the smaller one of two.
func (t *tally) top() (key int64, n int) {
	for i := range t.key {
		if t.n[i] > n || t.n[i] == n && n > 0 && t.key[i] < key {
			key, n = t.key[i], t.n[i]
		}
	}
	return key, n
}

// tempo is how the stamps of a series follow each other.
type tempo struct {
	steps   tally     // ms between neighbours inside a day
	gaps    tally     // days between neighbouring days
	perDay  tally     // bars of a day
	clocks  tally     // ms of the day of first bars
	seen    [1440]int // bars by minute of the day
	days    int       // days with at least one bar
	between int       // bars that are not on a whole minute
}

// measure reads the tempo of stamps in ascending order.
func measure(time []int64) *tempo {
	t := &tempo{}
	var begin, last, prev int64 // of the day under way; of the day before; the stamp before
	var step int64              // the step counted in run
	inDay, run := 0, 0
	for i, at := range time {
		if i == 0 || at >= begin+day {
			if inDay > 0 {
				t.perDay.add(int64(inDay), 1)
			}
			inDay = 0
			begin = at - mod(at, day)
			if i > 0 {
				t.gaps.add((begin-last)/day, 1)
			}
			last = begin
			t.days++
			t.clocks.add(at-begin, 1)
		} else if at-prev == step {
			run++
		} else {
			if run > 0 {
				t.steps.add(step, run)
			}
			step, run = at-prev, 1
		}
		prev = at
		inDay++
		rest := at - begin
		m := rest * (1<<44/minute + 1) >> 44 // rest/minute for every rest below a day, without the slow division
		t.seen[m]++
		if m*minute != rest {
			t.between++
		}
	}
	if run > 0 {
		t.steps.add(step, run)
	}
	if inDay > 0 {
		t.perDay.add(int64(inDay), 1)
	}
	return t
}

// mod is the rest of a division that is never negative.
func mod(a, b int64) int64 {
	if r := a % b; r < 0 {
		return r + b
	} else {
		return r
	}
}

// add takes in the tempo of another series of the same file.
func (t *tempo) add(o *tempo) {
	for _, p := range []struct{ to, from *tally }{{&t.steps, &o.steps}, {&t.gaps, &o.gaps}, {&t.perDay, &o.perDay}, {&t.clocks, &o.clocks}} {
		counted := 0
		for i, n := range p.from.n {
			if n > 0 {
				p.to.add(p.from.key[i], n)
				counted += n
			}
		}
		p.to.total += p.from.total - counted
	}
	for m, n := range o.seen {
		t.seen[m] += n
	}
	t.days += o.days
	t.between += o.between
}

// daily reports whether stamps with a time of day are days all the same: one
// bar a day, at midnight or, over at least three days, always at one time.
func (t *tempo) daily() bool {
	if t.days == 0 || t.steps.total > 0 {
		return false
	}
	clock, n := t.clocks.top()
	return n == t.clocks.total && (clock == 0 || t.days >= 3)
}

// minutes returns the length of bars inside a day: the commonest step. It is 0
// where lengths differ, or are no whole minutes, or cannot be told.
func (t *tempo) minutes() (length int, mixed bool) {
	step, n := t.steps.top()
	if n == 0 {
		return 0, false
	}
	if step == 210*minute && t.fits(0) { // 11:30 and 15:00, or 09:30 and 13:00
		step = 120 * minute
	}
	if 2*n < t.steps.total || step%minute != 0 || 2*t.between > t.steps.total {
		return 0, true
	}
	return int(step / minute), false
}

// dayLength returns the length of bars that have a date only: Daily, or 0
// where they are a week or more apart as a rule.
func (t *tempo) dayLength() int {
	if gap, n := t.gaps.top(); t.gaps.total >= 3 && (gap >= 5 || 3*n < t.gaps.total) {
		return 0
	}
	return market.Daily
}

// The hours of the exchange in minutes of the day. Index futures were traded
// from 09:15 to 15:15 before 2016.
const (
	open      = 9*60 + 30
	openOld   = 9*60 + 15
	lunch     = 11*60 + 30
	afternoon = 13 * 60
	closing   = 15 * 60
	closeOld  = 15*60 + 15
)

// fits reports whether nearly all stamps, moved by some minutes, lie in the
// hours of the Chinese exchanges.
func (t *tempo) fits(shift int) bool {
	inside, all := 0, 0
	for m, n := range t.seen {
		if n == 0 {
			continue
		}
		all += n
		m = int(mod(int64(m+shift), 1440))
		if m >= openOld && m <= lunch || m >= afternoon && m <= closeOld {
			inside += n
		}
	}
	return all > 0 && inside*100 >= all*97
}

// whole reports whether there are bars near the opening and near the close, so
// that a bar missing at one of them means something.
func (t *tempo) whole() bool {
	early, late := 0, 0
	for m := openOld; m <= open+30; m++ {
		early += t.seen[m]
	}
	for m := closing - 60; m <= closeOld; m++ {
		late += t.seen[m]
	}
	return early > 0 && late > 0
}

// marks tells from the session whether stamps, moved by shift minutes, are the
// end (-1) or the beginning (+1) of bars; 0 where it does not show.
func (t *tempo) marks(length, shift int) int {
	at := func(m int) int { return t.seen[mod(int64(m-shift), 1440)] }
	if t.fits(shift) {
		// Bars stamped at the beginning have one at the opening and none at the
		// close. Where both or neither are there, the break at noon tells: no
		// session has a bar that begins at 13:00 and one that ends at 11:30.
		if w := weigh(at(open)+at(openOld), at(closing)+at(closeOld)); w != 0 {
			return w
		}
		if w := weigh(at(afternoon), at(lunch)); w != 0 {
			return w
		}
		return 0
	}
	if length <= 0 || length > 30 {
		return 0
	}
	// Elsewhere: sessions begin and end on a round quarter or half of an hour.
	first, last := -1, -1
	for m := range t.seen {
		if at(m) > 0 {
			if first < 0 {
				first = m
			}
			last = m
		}
	}
	if first < 0 || t.days < 2 && last-first < 60 {
		return 0
	}
	round := func(m int) bool { return m%15 == 0 }
	ends := round(first-length) && round(last)
	begins := round(first) && round(last+length)
	switch {
	case ends && !begins:
		return -1
	case begins && !ends:
		return +1
	}
	return 0
}

// weigh decides between bars that only a file stamped at the beginning has and
// those that only one stamped at the end has.
func weigh(begins, ends int) int {
	switch {
	case begins > 3*ends:
		return +1
	case ends > 3*begins:
		return -1
	}
	return 0
}
