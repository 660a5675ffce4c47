package unpack

import "errors"

// Errors of a damaged stream.
var (
	errTorn    = errors.New("the packed data end too early")
	errDamaged = errors.New("the packed data are damaged")
)

// slack is how many bytes an output buffer must hold beyond the limit of run:
// a match is at most 258 bytes long, and copies write eight bytes at a time.
const slack = 320

// Inflater unpacks a DEFLATE stream (RFC 1951) that lies in memory, in steps
// of the caller's size, into a buffer the caller may slide. It is written for
// the whole stream being at hand: it reads eight bytes at a time and copies
// matches by eight. compress/flate, which reads byte by byte through an
// interface, is its oracle in the tests.
type Inflater struct {
	in   []byte
	pos  int    // next byte of in
	bits uint64 // bits read ahead, the next one lowest
	n    int    // how many of them count

	// Out is the output; the bytes before Len are written. A caller that runs
	// out of room moves the last 32 KiB to the front and sets Len, or gives a
	// larger slice. The slice must reach slack bytes beyond the limit of Run.
	Out   []byte
	Len   int
	floor int // matches must not reach before this place of Out

	stored int  // bytes left of a stored block
	coded  bool // inside a block with codes
	last   bool // the block is the last
	done   bool

	lit  [litSize]uint32
	dist [distSize]uint32
}

// Reset starts a new stream at the beginning of in; output goes on at Len.
func (z *Inflater) Reset(in []byte) {
	z.in, z.pos, z.bits, z.n = in, 0, 0, 0
	z.stored, z.coded, z.last, z.done = 0, false, false, false
	z.floor = z.Len
}

// Used is how many bytes of the input were taken.
func (z *Inflater) Used() int { return z.pos - z.n>>3 }

// Slide moves the output from place from on, or the last 32 KiB if that is
// more, to the front of Out, and returns by how much it moved.
func (z *Inflater) Slide(from int) int {
	from = min(from, max(z.Len-window, 0))
	copy(z.Out, z.Out[from:z.Len])
	z.Len -= from
	z.floor = max(z.floor-from, 0)
	return from
}

// window is how far back a match may reach.
const window = 32 << 10

// Run unpacks until Len has reached limit or the stream has ended, which it
// reports. Len may pass the limit by less than slack.
func (z *Inflater) Run(limit int) (done bool, err error) {
	for z.Len < limit && !z.done {
		switch {
		case z.stored > 0:
			n := min(z.stored, limit-z.Len, len(z.in)-z.pos)
			if n == 0 {
				return false, errTorn
			}
			copy(z.Out[z.Len:], z.in[z.pos:z.pos+n])
			z.Len += n
			z.pos += n
			z.stored -= n
		case z.coded:
			if err := z.codes(limit); err != nil {
				return false, err
			}
		case z.last:
			z.done = true
		default:
			if err := z.block(); err != nil {
				return false, err
			}
		}
	}
	if z.last && !z.coded && z.stored == 0 {
		z.done = true
	}
	return z.done, nil
}

// need reads bits ahead until there are at least want, at most 32.
func (z *Inflater) need(want int) error {
	for z.n < want {
		if z.pos >= len(z.in) {
			return errTorn
		}
		z.bits |= uint64(z.in[z.pos]) << uint(z.n)
		z.pos++
		z.n += 8
	}
	return nil
}

// take returns the next count bits, which need has read.
func (z *Inflater) take(count int) int {
	v := int(z.bits & (1<<uint(count) - 1))
	z.bits >>= uint(count)
	z.n -= count
	return v
}

// block reads the head of a block.
func (z *Inflater) block() error {
	if err := z.need(3); err != nil {
		return err
	}
	z.last = z.take(1) == 1
	switch z.take(2) {
	case 0:
		z.take(z.n & 7)
		z.pos -= z.n >> 3
		z.bits, z.n = 0, 0
		if len(z.in)-z.pos < 4 {
			return errTorn
		}
		h := z.in[z.pos:]
		size := int(h[0]) | int(h[1])<<8
		if size^0xFFFF != int(h[2])|int(h[3])<<8 {
			return errDamaged
		}
		z.pos += 4
		z.stored = size
		return nil
	case 1:
		z.coded = true
		return z.fixed()
	case 2:
		z.coded = true
		return z.dynamic()
	}
	return errDamaged
}

// codes unpacks literals and matches of the current block up to limit or the
// end of the block. Nothing is called inside: the engine is built without
// inlining. The bits above the n that count are those of the bytes that come
// next, so that reading these bytes again changes nothing.
func (z *Inflater) codes(limit int) error {
	in, out := z.in, z.Out
	pos, bits, n, o := z.pos, z.bits, z.n, z.Len
	lit, dist := &z.lit, &z.dist
	if limit+slack > len(out) {
		return errDamaged // a mistake of the caller; nothing is written beyond
	}
	var err error
	for o < limit {
		if n < 0 {
			err = errTorn
			break
		}
		if pos+8 <= len(in) {
			b := in[pos : pos+8 : pos+8]
			bits |= (uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
				uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56) << (uint(n) & 63)
			pos += (63 - n) >> 3
			n |= 56
		} else {
			for n < 56 && pos < len(in) {
				bits |= uint64(in[pos]) << (uint(n) & 63)
				pos++
				n += 8
			}
		}
		e := lit[bits&litMask]
		if e&isLiteral != 0 {
			// Up to three literals take 30 of the 56 bits.
			out[o] = byte(e >> 16)
			o++
			bits >>= e & 63
			n -= int(e & 63)
			e = lit[bits&litMask]
			if e&isLiteral != 0 {
				out[o] = byte(e >> 16)
				o++
				bits >>= e & 63
				n -= int(e & 63)
				e = lit[bits&litMask]
				if e&isLiteral != 0 {
					out[o] = byte(e >> 16)
					o++
					bits >>= e & 63
					n -= int(e & 63)
					continue
				}
			}
		}
		if e&isTable != 0 {
			bits >>= litBits
			n -= litBits
			e = lit[(e>>16+uint32(bits)&(1<<(maxBits-litBits)-1))%litSize]
			if e&isLiteral != 0 {
				out[o] = byte(e >> 16)
				o++
				bits >>= e & 63
				n -= int(e & 63)
				continue
			}
		}
		bits >>= e & 63
		n -= int(e & 63)
		if e&isMatch == 0 {
			if e&isEnd != 0 {
				z.coded = false
			} else {
				err = errDamaged
			}
			break
		}
		extra := e >> 8 & 15
		length := int(e>>16) + int(uint32(bits)&(1<<extra-1))
		bits >>= extra
		n -= int(extra)
		if n < 0 {
			err = errTorn
			break
		}
		if pos+8 <= len(in) {
			b := in[pos : pos+8 : pos+8]
			bits |= (uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
				uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56) << (uint(n) & 63)
			pos += (63 - n) >> 3
			n |= 56
		} else {
			for n < 56 && pos < len(in) {
				bits |= uint64(in[pos]) << (uint(n) & 63)
				pos++
				n += 8
			}
		}
		e = dist[bits&distMask]
		if e&isTable != 0 {
			bits >>= distBits
			n -= distBits
			e = dist[(e>>16+uint32(bits)&(1<<(maxBits-distBits)-1))%distSize]
		}
		bits >>= e & 63
		n -= int(e & 63)
		if e&isMatch == 0 {
			err = errDamaged
			break
		}
		extra = e >> 8 & 15
		back := int(e>>16) + int(uint32(bits)&(1<<extra-1))
		bits >>= extra
		n -= int(extra)
		from := o - back
		if from < z.floor {
			err = errDamaged
			break
		}
		if back >= 8 {
			for end := o + length; o < end; {
				s, d := out[from:from+8:from+8], out[o:o+8:o+8]
				v := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
					uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
				d[0], d[1], d[2], d[3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
				d[4], d[5], d[6], d[7] = byte(v>>32), byte(v>>40), byte(v>>48), byte(v>>56)
				o += 8
				from += 8
				if o >= end {
					o = end
					break
				}
			}
		} else {
			for end := o + length; o < end; o++ {
				out[o] = out[from]
				from++
			}
		}
	}
	if err == nil && n < 0 {
		err = errTorn
	}
	if err == nil && n < 64 {
		bits &= 1<<uint(n) - 1 // the bytes above are read again
	}
	z.pos, z.bits, z.n, z.Len = pos, bits, n, o
	return err
}
