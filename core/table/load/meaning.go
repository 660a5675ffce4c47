package load

import (
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// The clock of the Chinese exchanges, minutes east of UTC.
const beijing = 8 * 60

// understand finds out what the times of all series mean and brings them to
// the end of the bar on the clock of the exchange.
func (r *reading) understand(list []*series) {
	all, known, daily := &tempo{}, false, true
	for _, s := range list {
		all.add(s.tempo)
		known = known || s.product != ""
		daily = daily && s.daily()
	}
	shift := r.zoneOf(all, known, daily)
	if shift != 0 {
		all = &tempo{}
		for _, s := range list {
			s.move(shift)
			s.tempo = measure(s.frame.time)
			all.add(s.tempo)
		}
	}
	if daily {
		r.loaded.Minutes, r.loaded.PerDay = all.dayLength(), 1
		for _, s := range list {
			s.floor()
			s.minutes = s.tempo.dayLength()
			if s.tempo.gaps.total < 4 {
				s.minutes = r.loaded.Minutes
			}
		}
		return
	}
	length, mixed := all.minutes()
	begin := r.stampOf(all, length)
	var merged, noon []int32
	for _, s := range list {
		own, several := s.tempo.minutes()
		if own == 0 && !several {
			own = length
		}
		s.minutes = own
		mixed = mixed || several || own != length
		if begin && own > 0 {
			s.move(own)
		} else if own > 0 {
			if r.loaded.Stamp.Evidence != "chosen" || all.seen[lunch]+all.seen[closing] > 0 {
				merged = append(merged, s.auction(own)...)
			}
			noon = append(noon, s.noon(own, all)...)
		}
	}
	if mixed {
		r.loaded.Minutes = 0
		r.report(finding{code: table.MixedLengths, severity: table.Warning, action: "kept", count: 1, params: []string{"minutes", number(length)},
			message: "the bars differ in length or are no whole minutes, as single trades are"})
	} else {
		r.loaded.Minutes = length
	}
	perDay := tally{}
	for _, s := range list {
		for i, n := range s.tempo.perDay.n {
			if n > 0 {
				perDay.add(s.tempo.perDay.key[i], n)
			}
		}
	}
	most, _ := perDay.top()
	r.loaded.PerDay = int(most)
	r.report(finding{code: table.NoonStamp, severity: table.Notice, action: "kept", count: len(noon), rows: noon,
		message: many(len(noon), "bar") + " stamped 13:00 " + plural(len(noon), "is", "are") + " the last of the morning, which has none at 11:30; the stamp became 11:30"})
	r.skipped += len(merged)
	r.report(finding{code: table.AuctionRows, severity: table.Notice, action: "merged", count: len(merged), rows: merged, params: []string{"stamp", "09:30"},
		message: many(len(merged), "row") + " of the opening auction, stamped 09:30, " + plural(len(merged), "was", "were") + " put into the first bar of the day"})
	r.reject(table.AuctionRows, merged...)
}

// noon moves the last bar of the morning to 11:30 where it is stamped 13:00, as
// TongDaXin does, whose 240 bars are 09:31 to 11:29, 13:00, 13:01 to 15:00.
func (s *series) noon(length int, all *tempo) []int32 {
	if all.seen[lunch] > 0 || all.seen[afternoon] == 0 || !all.fits(0) {
		return nil
	}
	var rows []int32
	time := s.frame.time
	for i, at := range time {
		if mod(at, day) == afternoon*minute && i > 0 && at-time[i-1] == int64(afternoon-lunch+length)*minute {
			time[i] = at - (afternoon-lunch)*minute
			rows = append(rows, s.frame.row[i])
		}
	}
	return rows
}

// daily reports whether the series has one bar a day and no meaningful time.
func (s *series) daily() bool {
	dated := true
	for _, p := range s.pieces {
		dated = dated && p.daily
	}
	return dated || s.tempo.daily()
}

// move adds minutes to every stamp.
func (s *series) move(minutes int) {
	d := int64(minutes) * minute
	time := s.frame.time
	for i := range time {
		time[i] += d
	}
}

// floor brings every stamp to the midnight its day begins with.
func (s *series) floor() {
	time := s.frame.time
	for i, at := range time {
		time[i] = at - mod(at, day)
	}
}

// zoneOf states the zone of the times and returns the minutes that bring them
// to the clock of the exchange. Times from the epoch and times with an offset
// are moved to Beijing where the product or the hours say that the market is
// there; the others keep the clock they came with.
func (r *reading) zoneOf(all *tempo, known, daily bool) int {
	fact := &r.loaded.Zone
	offset, has, offsets := 0, false, false
	epoch := r.parts[0].layout.UTC
	for _, p := range r.parts {
		for _, s := range p.scans {
			has = has || s.hasOffset
			offsets = offsets || s.offsets
			if s.hasOffset {
				offset = s.offset
			}
		}
	}
	switch {
	case r.choices.Zone == "exchange":
		*fact = table.Fact{Value: "exchange", Evidence: "chosen"}
		return 0
	case r.choices.Zone != "":
		offset, _ = table.Offset(r.choices.Zone)
		*fact = table.Fact{Value: offsetText(offset), Evidence: "chosen"}
		return beijing - offset
	case has:
		*fact = table.Fact{Value: offsetText(offset), Evidence: "offset"}
	case epoch:
		*fact = table.Fact{Value: offsetText(0), Evidence: "epoch"}
	case known && !daily && !all.fits(0) && all.fits(beijing):
		*fact = table.Fact{Value: offsetText(0), Evidence: "session"}
		r.report(finding{code: table.ZoneGuessed, severity: table.Notice, action: "kept", count: 1, params: []string{"zone", "+00:00"},
			message: "the times fit the hours of the exchange only as UTC and were taken for that"})
		return beijing
	default:
		*fact = table.Fact{Value: "exchange", Evidence: "default"}
		return 0
	}
	here := known
	if !here && daily {
		clock, n := all.clocks.top()
		here = n == all.clocks.total && clock == int64(1440-beijing+offset)*minute && clock != 0
	} else if !here {
		here = all.fits(beijing - offset)
	}
	if here {
		return beijing - offset
	}
	if offsets {
		r.report(finding{code: table.ZoneChange, severity: table.Warning, action: "kept", count: 1, params: []string{"zone", offsetText(offset)},
			message: "the times have several offsets; all were brought to the first, " + offsetText(offset)})
	}
	if !has && !daily {
		r.report(finding{code: table.ZoneGuessed, severity: table.Notice, action: "kept", count: 1, params: []string{"zone", "+00:00"},
			message: "the times count from the epoch in UTC; the clock of the exchange is not known, so they stay UTC"})
	}
	return 0
}

func offsetText(minutes int) string {
	sign := byte('+')
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	h, m := minutes/60, minutes%60
	return string([]byte{sign, byte('0' + h/10), byte('0' + h%10), ':', byte('0' + m/10), byte('0' + m%10)})
}

// stampOf states what the time of a bar means and reports whether it is the
// beginning. The session decides where it is that of the Chinese exchanges and
// whole days of it are there, then what is known of the format, then what is
// left of a session.
func (r *reading) stampOf(all *tempo, length int) bool {
	fact := &r.loaded.Stamp
	set := func(mark int, evidence string) bool {
		*fact = table.Fact{Value: "end", Evidence: evidence}
		if mark > 0 {
			fact.Value = "begin"
		}
		return mark > 0
	}
	format := r.parts[0].layout.Begin
	session := all.marks(length, 0)
	switch {
	case r.choices.Stamp == "begin":
		return set(+1, "chosen")
	case r.choices.Stamp == "end":
		return set(-1, "chosen")
	case session != 0 && all.fits(0) && (format == 0 || all.whole()):
		return set(session, "session")
	case format != 0:
		return set(format, "format")
	case session != 0:
		return set(session, "session")
	}
	if length > 0 {
		r.report(finding{code: table.StampGuessed, severity: table.Notice, action: "kept", count: 1, params: []string{"stamp", "end"},
			message: "whether a time begins or ends its bar does not show; taken for the end"})
	}
	return set(-1, "default")
}

// volumes states what volumes count and brings those of an index to shares.
func (r *reading) volumes(list []*series) {
	fact := &r.loaded.Units
	index, future := false, false
	for _, s := range list {
		index = index || s.kind == market.Index
		future = future || s.kind == market.FutureContract || s.kind == market.Continuous
	}
	switch {
	case r.choices.Units != "":
		*fact = table.Fact{Value: r.choices.Units, Evidence: "chosen"}
	case r.parts[0].layout.Units != "":
		*fact = table.Fact{Value: r.parts[0].layout.Units, Evidence: "format"}
	case index && !future:
		*fact = indexUnits(list)
	case future && !index:
		*fact = table.Fact{Value: "lots", Evidence: "product"}
	default:
		*fact = table.Fact{Evidence: "default"}
	}
	if fact.Value != "hands" {
		return
	}
	converted := 0
	for _, s := range list {
		if v := s.frame.column(table.Volume); v != nil && s.kind == market.Index {
			v.multiply(2)
			converted++
		}
	}
	r.report(finding{code: table.UnitsConverted, severity: table.Notice, action: "kept", count: converted, params: []string{"from", "hands", "to", "shares", "factor", "100"},
		message: "volumes count hands of 100 shares and were brought to shares"})
}

// indexUnits tells from amount and volume what the volume of an index counts:
// a share of its members costs some 5 to 60 CNY on average, a hand of them a
// hundred times as much.
func indexUnits(list []*series) table.Fact {
	for _, s := range list {
		v, a := s.frame.column(table.Volume), s.frame.column(table.Amount)
		if s.kind != market.Index || v == nil || a == nil {
			continue
		}
		volume, amount := 0.0, 0.0
		for i := range min(s.frame.len(), 1000) {
			x, ok := v.At(i)
			y, also := a.At(i)
			if ok && also && x > 0 && y > 0 {
				volume, amount = volume+x, amount+y
			}
		}
		switch {
		case volume == 0:
		case amount >= 120*volume:
			return table.Fact{Value: "hands", Evidence: "content"}
		default:
			return table.Fact{Value: "shares", Evidence: "content"}
		}
	}
	return table.Fact{Value: "shares", Evidence: "default"}
}
