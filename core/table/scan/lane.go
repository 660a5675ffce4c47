package scan

import "bytes"

// What the fast way does with a field.
const (
	opSkip   = iota
	opShaped // a number that is mostly as long as the one above it
	opNumber
	opCount // seconds and the like since 1970
	opStamp
	opDate
	opClock
	opText
)

// lane is one field on the fast way.
type lane struct {
	op, place int
	m         []int64 // the column, if it is exact

	// The shape of the last number here: 3312.2 and the comma behind it. A cell
	// of the same shape is known by one comparison, and where the next cell
	// begins does not wait for it.
	expect uint64 // '0' for digits, the point and the delimiter as they are
	slack  uint64 // added to a byte XOR expect: sets the high bit unless it is a digit, or equal
	mask   uint64 // the high bits of these bytes
	below  uint64 // digits before the point
	behind uint64 // digits behind it, moved down by a byte
	left   uint64 // bits to move the digits to the top
	step   int    // bytes to the next cell
	power  uint64 // for decimals the column has more
	scale  int    // of the column when the shape was noted
	misses int    // cells that had another shape
}

// shape notes that a number with digits before and decimals behind a point, if
// there are any, ended with the delimiter end, and must be multiplied by power.
func (l *lane) shape(digits, decimals int, point bool, end byte, power uint64, last bool) {
	n := digits
	if point {
		n++
	}
	l.expect, l.slack, l.power = zeros, toNine, power
	whole := digits - decimals
	l.below, l.behind = 1<<(8*uint(whole))-1, 0
	if point {
		l.expect ^= uint64('.'^'0') << (8 * uint(whole))
		l.slack |= 0xFF << (8 * uint(whole)) & 0x7F7F7F7F7F7F7F7F
		l.behind = (1<<(8*uint(digits)) - 1) &^ l.below
	}
	l.expect ^= uint64(end^'0') << (8 * uint(n))
	l.slack |= 0xFF << (8 * uint(n)) & 0x7F7F7F7F7F7F7F7F
	l.mask = high >> (8 * uint(7-n))
	l.left = 8 * uint64(8-digits)
	if l.step = n + 1; last {
		l.step = n
	}
}

// lanes says how the rows of a plan are read fast; none if they cannot be.
func (r *reader) lanes() []lane {
	p := &r.plan
	// A row of commas has no stamp, so rows with one need no look for it.
	if p.Comma == ' ' || r.cur.pairs || r.stamp < 0 && r.date < 0 {
		return nil
	}
	list := make([]lane, r.need)
	for place, kind := range p.Kinds[:r.need] {
		op := opSkip
		switch {
		case kind == Number:
			op = opShaped
		case kind == Text:
			op = opText
		case place == r.clock:
			op = opClock
		case place != r.stamp && place != r.date:
		case p.Form == ExcelDay:
			return nil
		case p.Form >= UnixSeconds:
			op = opCount
		case kind == Stamp:
			op = opStamp
		case kind == Date:
			op = opDate
		}
		list[place] = lane{op: op, place: place}
	}
	return list
}

// seen is the stamp of the row before, cut so that the next can be compared
// with it: text up to the time of day, and text behind it.
type seen struct {
	length      int    // bytes before the time of day, 8 to 16; 0 if nothing is known
	first, last uint64 // the first and the last 8 of them
	day         int64  // what they mean in ms
	bare        bool   // no time of day follows
	tail        []byte // what follows hh:mm:ss or hh:mm
	milli       int64  // its decimals in ms
	shift       int64  // its offset in ms
}

// remember takes apart a stamp or date that was read.
func (r *reader) remember(b []byte, m moment, withClock bool) {
	s := &r.seen
	s.length = 0
	end := len(b)
	if i := bytes.IndexByte(b, ':'); withClock && i > 0 {
		for end = i; end > i-2 && b[end-1]-'0' <= 9; end-- {
		}
	} else if i = bytes.IndexAny(b, " T"); withClock && i > 0 {
		end = i + 1
	}
	if end < 8 || end > 16 || r.plan.Form >= UnixSeconds || m.zoned && !withClock {
		return
	}
	day, rest, why := readDate(b[:end], r.plan.Form)
	if why != 0 || len(rest) > 1 {
		return
	}
	s.day, s.milli, s.shift, s.tail, s.bare = day*dayMs, 0, int64(m.offset)*minuteMs, s.tail[:0], end == len(b)
	if s.bare && len(rest) != 0 {
		return
	}
	if !s.bare {
		at := end
		for at < len(b) && b[at]-'0' <= 10 { // digits and colons
			at++
		}
		clock, _, _, ok := readClock(b[end:at], free)
		if !ok || at-end < 4 {
			return
		}
		s.milli = m.local - s.day - clock
		s.tail = append(s.tail, b[at:]...)
		if len(s.tail) > 16 || s.milli < 0 || s.milli > 999 || bytes.ContainsAny(s.tail, "mM") {
			return // too long, or a time before or after noon
		}
	}
	s.length = end
	s.first, s.last = word(b), word(b[end-8:])
}

// redate reads another date of the same length and shape at b, and reports
// whether it is one.
func (r *reader) redate(b []byte) bool {
	s := &r.seen
	if s.length == 0 || len(b) < s.length {
		return false
	}
	b = b[:s.length]
	day, rest, why := readDate(b, r.plan.Form)
	if why != 0 || len(rest) > 1 || s.bare != (len(rest) == 0) || !s.bare && rest[0] != byte(s.last>>56) {
		return false
	}
	s.day, s.first, s.last = day*dayMs, word(b), word(b[len(b)-8:])
	return true
}

// word returns the first 8 bytes of b, the first one lowest.
func word(b []byte) uint64 {
	b = b[:8:8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}
