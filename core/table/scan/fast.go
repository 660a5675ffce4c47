package scan

import (
	"math"
	"math/bits"

	"fairbasis/core/market"
)

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
					case c != comma && c != '\n' && c != '\r' && c != '"' || quoted != (c == '"') || lane.op == opCount:
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
						} else if at-from < 8 && !minus && !quoted && up >= 0 && (c == comma || i == len(lanes)-1) {
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
					case k == 4 && (lane.op == opStamp || r.clocks == minutes || w&0xFF == 0):
						hour, minute, second = int64(pair&0xFF), int64(pair>>16&0xFF), 0
					case k == 6 && (lane.op == opStamp || r.clocks == seconds || w&0xFF == 0):
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
				end := comma
				if quote && text[at] == '"' {
					quoted, end = true, '"'
					at++
				}
				from := at
				for at < safe && text[at] != end && text[at] >= ' ' {
					at++
				}
				b := text[from:at]
				if len(b) > 0 && (b[0] == ' ' || b[len(b)-1] == ' ') {
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
				end := comma
				if quote && text[at] == '"' {
					quoted, end = true, '"'
					at++
				}
				for at < safe && text[at] != end && text[at] >= ' ' {
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
