package scan

import (
	"bytes"
	"math"
	"math/bits"

	"fairbasis/core/market"
)

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

const (
	zeros = 0x3030303030303030
	// Added to a byte XOR '0', this sets the high bit of all but digits.
	toNine = 0x7676767676767676
	high   = 0x8080808080808080
	// The same for hh:mm:ss, the first byte lowest.
	clockZeros  = 0x30303A30303A3030
	clockToNine = 0x76767F76767F7676
	// Eight digits to a number: pairs, then fours, then all (each multiplier
	// weighs two pairs at once).
	pairs      = 0x000000FF000000FF
	evenWeight = 0x000F424000000064 // 1000000<<32 + 100
	oddWeight  = 0x0000271000000001 // 10000<<32 + 1
)

// fast reads rows as long as they are ordinary, up to the given number, and
// leaves the cursor at the end of the last. Anything unusual in a row (quotes
// around more than a plain number, missing words, another date format, a
// number with more decimals than its column so far) leaves the whole row to
// the careful way, so that there is one place that decides what it means.
//
// Digits are read eight at a time from one 64-bit word. Nothing is called per
// cell, since the program is built without inlining.
func (r *reader) fast(rows int) {
	text, comma, quote := r.text, r.plan.Comma, r.plan.Quote
	lanes, numbers := r.fields, r.numbers
	times := r.out.Time
	at, n := r.cur.After, r.n
	stop := min(n+rows, r.size)
	if l := r.plan.Limits.Rows; l > 0 {
		stop = min(stop, n+max(0, l-(r.cur.Row-r.plan.Row+1)))
	}
	for i := range lanes {
		l := &lanes[i]
		if c := &numbers[l.place]; l.op == opShaped && (l.m == nil || l.scale != c.scale) {
			l.scale, l.slack, l.mask = c.scale, high, high // a shape that nothing has
		}
		l.m = numbers[l.place].m
		if l.op == opShaped && l.m == nil {
			l.op = opNumber
		}
	}
	safe := len(text) - 64 // a cell that begins before it can be read without looking for the end
	seen := &r.seen
	row := r.cur.Row
	start := at
	timed := int64(0)
rows:
	for n < stop {
		start = at
		day, clock := int64(0), int64(0)
		for i := range lanes {
			if at > safe {
				break rows
			}
			var c byte
			quoted := false
			lane := &lanes[i]
			switch lane.op {
			case opShaped, opNumber, opCount:
				if lane.op == opShaped {
					b := text[at : at+8 : at+8]
					w := (uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56) ^ lane.expect
					if ((w+lane.slack)|w)&lane.mask == 0 {
						at += lane.step
						w = (w&lane.below | w>>8&lane.behind) << (lane.left & 63)
						w = w*10 + w>>8
						lane.m[n] = int64(((w&pairs)*evenWeight + (w>>16&pairs)*oddWeight) >> 32 * lane.power)
						if i < len(lanes)-1 {
							continue
						}
						goto ended
					}
				}
				from, minus := at, false
			begin:
				b := text[at : at+8 : at+8]
				w := (uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56) ^ zeros
				other := ((w + toNine) | w) & high
				k := bits.TrailingZeros64(other) >> 3
				var m uint64
				digits, decimals := k, 0
				switch {
				case k == 0:
					// No digit: an empty cell, or something before the number.
					c = b[0]
					switch {
					case minus:
						break rows
					case c == '-':
						minus = true
						at++
						goto begin
					case c == ' ' && comma != ' ':
						at++
						if from = at; at > safe {
							break rows
						}
						goto begin
					case c == '"' && quote && !quoted:
						quoted = true
						at++
						goto begin
					case c != comma && c != '\n' && c != '\r' && c != '"' || quoted != (c == '"') || lane.op != opNumber:
						break rows
					}
					if col := &numbers[lane.place]; col.f == nil {
						col.m[n] = market.Missing
					} else {
						col.f[n] = math.NaN()
					}
					goto ended
				case k == 8:
					goto long
				case b[k&7] == '.':
					// Drop the point: move what is behind it down by a byte.
					below := uint64(1)<<(uint(k)*8) - 1
					w = w&below | w>>8&^below
					other &= other - 1
					end := bits.TrailingZeros64(other) >> 3
					if end == 8 {
						digits = 7
						goto pointed
					}
					digits, decimals = end-1, end-1-k
					at++
				}
				w <<= uint(8-digits) * 8 & 63
				w = w*10 + w>>8
				m = ((w&pairs)*evenWeight + (w>>16&pairs)*oddWeight) >> 32
				at += digits
				goto store
			pointed:
				decimals = 7 - k
				w <<= 8
			long:
				w = w*10 + w>>8
				m = ((w&pairs)*evenWeight + (w>>16&pairs)*oddWeight) >> 32
				at += 8
				for point := digits == 7; ; {
					if at > safe {
						break rows
					}
					b := text[at : at+8 : at+8]
					w := (uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56) ^ zeros
					other := ((w + toNine) | w) & high
					k := bits.TrailingZeros64(other) >> 3
					more, end := k, k
					if k < 8 && b[k&7] == '.' {
						if point {
							break rows
						}
						point = true
						below := uint64(1)<<(uint(k)*8) - 1
						w = w&below | w>>8&^below
						other &= other - 1
						end = bits.TrailingZeros64(other) >> 3
						more = end - 1
						decimals = more - k
					} else if point {
						decimals += more
					}
					if digits += more; digits > 19 {
						break rows
					}
					if more > 0 {
						w <<= uint(8-more) * 8 & 63
						w = w*10 + w>>8
						m = m*powers[more] + ((w&pairs)*evenWeight+(w>>16&pairs)*oddWeight)>>32
					}
					at += end
					if end < 8 {
						break
					}
				}
			store:
				if lane.op == opCount {
					if minus || decimals > 0 || digits > 18 && m > math.MaxInt64-1e6 {
						break rows
					}
					switch day = int64(m); r.plan.Form {
					case UnixSeconds:
						if digits > 12 {
							break rows
						}
						day *= 1000
					case UnixMicros:
						day = (day + 500) / 1000
					case UnixNanos:
						day = (day + 500_000) / 1_000_000
					}
					if day < earliest || day >= latest {
						break rows
					}
					timed |= day % dayMs
				} else if col := &numbers[lane.place]; col.f == nil {
					up := col.scale - decimals
					if up != 0 {
						if up < 0 || digits+up > 18 {
							break rows
						}
						m *= powers[up]
					}
					v := int64(m)
					if v < 0 {
						break rows
					}
					if minus {
						v = -v
					}
					col.m[n] = v
					if lane.op == opShaped {
						c = text[at]
						if lane.misses++; lane.misses > 256+n>>2 {
							lane.op = opNumber // they differ too often
						} else if at-from < 8 && !minus && !quoted && up >= 0 {
							lane.shape(digits, decimals, at-from > digits, c, powers[up], i == len(lanes)-1)
						}
					}
				} else {
					if m >= 1<<53 || decimals > 18 {
						break rows
					}
					x := float64(m) / float64(powers[decimals])
					if minus && m != 0 {
						x = -x
					}
					col.f[n] = x
				}
			case opStamp, opDate:
				if quote && text[at] == '"' {
					quoted = true
					at++
				}
				b := text[at : at+8 : at+8]
				w := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
				at += seen.length
				if seen.length < 8 {
					break rows
				}
				b = text[at-8 : at : at]
				if w != seen.first || seen.last != uint64(b[0])|uint64(b[1])<<8|uint64(b[2])<<16|uint64(b[3])<<24|uint64(b[4])<<32|uint64(b[5])<<40|uint64(b[6])<<48|uint64(b[7])<<56 {
					if !r.redate(text[at-seen.length:]) {
						break rows
					}
				}
				day = seen.day
				if lane.op == opDate || seen.bare {
					break
				}
				fallthrough
			case opClock:
				if lane.op == opClock && quote && text[at] == '"' {
					quoted = true
					at++
				}
				b := text[at : at+8 : at+8]
				w := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
				if w>>8&0xFF == ':' {
					w = w<<8 | '0'
					at-- // as if there were a zero before the hour
				}
				w ^= clockZeros
				wrong := ((w + clockToNine) | w) & high
				pair := w*10 + w>>8
				hour, minute, second := int64(pair&0xFF), int64(pair>>24&0xFF), int64(pair>>48&0xFF)
				switch {
				case wrong == 0:
					at += 8
				case wrong&0xFFFFFFFFFF == 0 && wrong&(0x80<<40) != 0:
					second = 0
					at += 5
				default:
					// Digits without colons, once it is known what they are.
					w ^= clockZeros ^ zeros
					wrong = ((w + toNine) | w) & high
					k := bits.TrailingZeros64(wrong) >> 3
					pair = w*10 + w>>8
					switch {
					case k == 4 && (lane.op == opStamp || r.clocks == minutes):
						hour, minute, second = int64(pair&0xFF), int64(pair>>16&0xFF), 0
					case k == 6 && (lane.op == opStamp || r.clocks == seconds):
						hour, minute, second = int64(pair&0xFF), int64(pair>>16&0xFF), int64(pair>>32&0xFF)
					default:
						break rows
					}
					at += k
				}
				if hour > 23 || minute > 59 || second > 59 {
					break rows
				}
				clock = (hour*60+minute)*minuteMs + second*1000
				if lane.op == opStamp {
					for _, c := range seen.tail {
						if text[at] != c {
							break rows
						}
						at++
					}
					clock += seen.milli
				}
				timed |= clock
			case opText:
				from := at
				for at < safe && text[at] != comma && text[at] >= ' ' {
					at++
				}
				b := text[from:at]
				if len(b) > 0 && (b[0] == ' ' || b[0] == '"' || b[len(b)-1] == ' ') {
					break rows
				}
				known := r.last[lane.place]
				if known < 0 || r.out.Words[known] != string(b) {
					var ok bool
					if known, ok = r.index[string(b)]; !ok {
						break rows
					}
					r.last[lane.place] = known
				}
				r.out.Texts[lane.place][n] = known
			case opSkip:
				if quote && text[at] == '"' {
					break rows
				}
				for at < safe && text[at] != comma && text[at] >= ' ' {
					at++
				}
			}
		ended:
			c = text[at]
			if quoted {
				if c != '"' {
					break rows
				}
				at++
				c = text[at]
			}
			for c == ' ' && at < safe {
				at++
				c = text[at]
			}
			if i < len(lanes)-1 {
				if c != comma {
					break rows
				}
				at++
				continue
			}
			if c == comma {
				// Cells behind the last field.
				for at < safe && text[at] != '\n' && text[at] != '\r' && text[at] != '"' {
					at++
				}
				c = text[at]
			}
			if c == '\r' && text[at+1] == '\n' {
				at++
			} else if c != '\n' && c != '\r' {
				break rows
			}
			at++
		}
		if at-start > r.long {
			break
		}
		if times != nil {
			times[n] = day + clock - seen.shift
		}
		row++
		r.out.Row[n] = int32(row)
		n++
		start = at
	}
	r.cur.After, r.cur.Row, r.n = start, row, n
	if timed != 0 {
		r.timed = true
	}
}
