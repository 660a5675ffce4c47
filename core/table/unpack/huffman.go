package unpack

// An entry of a table of codes: the lowest six bits say how many bits the
// code takes, bits 8 to 11 how many extra bits follow a length or distance,
// the upper half is the literal, the base of a length or distance, or where a
// second table begins.
const (
	isLiteral = 1 << 7
	isMatch   = 1 << 6 // a length in one table, a distance in the other
	isEnd     = 1 << 12
	isTable   = 1 << 13
)

// The first table is indexed by so many bits; longer codes go on in a second
// one, of which there are at most half as many as codes.
const (
	maxBits  = 15
	litBits  = 10
	distBits = 8
	litMask  = 1<<litBits - 1
	distMask = 1<<distBits - 1
	litSize  = 8192 // 1,024 + 144 x 32, rounded up to index it by a mask
	distSize = 4096 // 256 + 16 x 128, likewise
)

// Bases and extra bits of lengths and distances (RFC 1951, 3.2.5).
var (
	lengthBase  = [29]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra = [29]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	order       = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
)

// litEntry is what a symbol of the first alphabet means, without its bits.
func litEntry(sym int) uint32 {
	switch {
	case sym < 256:
		return isLiteral | uint32(sym)<<16
	case sym == 256:
		return isEnd
	case sym < 286:
		return isMatch | uint32(lengthBase[sym-257])<<16 | uint32(lengthExtra[sym-257])<<8
	}
	return 0
}

// distEntry is what a symbol of the second alphabet means.
func distEntry(sym int) uint32 {
	switch {
	case sym < 4:
		return isMatch | uint32(sym+1)<<16
	case sym < 30:
		extra := sym/2 - 1
		return isMatch | uint32((2+sym&1)<<extra+1)<<16 | uint32(extra)<<8
	}
	return 0
}

// build fills a table for codes of the given lengths. first is the number of
// bits of the first table, and second the number that index a second one.
func build(table []uint32, first int, lengths []uint8, meaning func(int) uint32) error {
	var count [maxBits + 2]int
	for _, l := range lengths {
		count[l]++
	}
	count[0] = 0
	var next [maxBits + 2]int
	code, longest := 0, 0
	for l := 1; l <= maxBits; l++ {
		code = (code + count[l-1]) << 1
		next[l] = code
		if count[l] > 0 {
			longest = l
		}
		if code+count[l] > 1<<l {
			return errDamaged // more codes than bits can tell apart
		}
	}
	clear(table[:1<<first])
	if longest == 0 {
		return nil // none; using one is the error
	}
	// An incomplete set is allowed in one case only: a single code of one bit.
	if next[longest]+count[longest] != 1<<longest && !(longest == 1 && count[1] == 1) {
		return errDamaged
	}
	second := maxBits - first
	end := 1 << first
	for sym, l8 := range lengths {
		l := int(l8)
		if l == 0 {
			continue
		}
		// Codes are packed with their highest bit first, so tables are
		// indexed by the code turned round.
		code, turned := next[l], 0
		next[l]++
		for range l {
			turned = turned<<1 | code&1
			code >>= 1
		}
		e := meaning(sym)
		if l <= first {
			for at := turned; at < 1<<first; at += 1 << l {
				table[at] = e | uint32(l)
			}
			continue
		}
		root := turned & (1<<first - 1)
		if table[root] == 0 {
			if end+1<<second > len(table) {
				return errDamaged
			}
			table[root] = isTable | uint32(end)<<16
			clear(table[end : end+1<<second])
			end += 1 << second
		}
		base := int(table[root] >> 16)
		for at := turned >> first; at < 1<<second; at += 1 << (l - first) {
			table[base+at] = e | uint32(l-first)
		}
	}
	return nil
}

// fixed sets the tables of RFC 1951, 3.2.6.
func (z *Inflater) fixed() error {
	var l [288]uint8
	for i := range l {
		switch {
		case i < 144:
			l[i] = 8
		case i < 256:
			l[i] = 9
		case i < 280:
			l[i] = 7
		default:
			l[i] = 8
		}
	}
	if err := build(z.lit[:], litBits, l[:], litEntry); err != nil {
		return err
	}
	for i := range 32 {
		l[i] = 5
	}
	return build(z.dist[:], distBits, l[:32], distEntry)
}

// dynamic reads the tables of a block (RFC 1951, 3.2.7).
func (z *Inflater) dynamic() error {
	if err := z.need(14); err != nil {
		return err
	}
	lits, dists, lens := z.take(5)+257, z.take(5)+1, z.take(4)+4
	if lits > 286 || dists > 30 {
		return errDamaged
	}
	var l [286 + 30 + 138]uint8
	for _, at := range order[:lens] {
		if err := z.need(3); err != nil {
			return err
		}
		l[at] = uint8(z.take(3))
	}
	// The codes of lengths are at most seven bits: the table of distances
	// serves for them until its turn.
	if err := build(z.dist[:], distBits, l[:19], func(sym int) uint32 { return isMatch | uint32(sym)<<16 }); err != nil {
		return err
	}
	clear(l[:19])
	for i := 0; i < lits+dists; {
		// At the very end of a stream fewer bits may be left than a code has.
		for z.n < 7 && z.pos < len(z.in) {
			if err := z.need(7); err != nil && z.n == 0 {
				return err
			}
		}
		e := z.dist[z.bits&distMask]
		if e == 0 {
			if z.n < 7 {
				return errTorn
			}
			return errDamaged
		}
		if int(e&63) > z.n {
			return errTorn
		}
		z.take(int(e & 63))
		sym := e >> 16
		if sym < 16 {
			l[i] = uint8(sym)
			i++
			continue
		}
		extra, times, value := 2, 3, uint8(0)
		switch sym {
		case 16:
			if i == 0 {
				return errDamaged
			}
			value = l[i-1]
		case 17:
			extra = 3
		default:
			extra, times = 7, 11
		}
		if err := z.need(extra); err != nil {
			return err
		}
		for times += z.take(extra); times > 0; times-- {
			l[i] = value
			i++
		}
		if i > lits+dists {
			return errDamaged
		}
	}
	if err := build(z.lit[:], litBits, l[:lits], litEntry); err != nil {
		return err
	}
	return build(z.dist[:], distBits, l[lits:lits+dists], distEntry)
}
