package unpack

import "hash/crc32"

// chunk is how much is unpacked between two ticks.
const chunk = 1 << 20

func isGzip(b []byte) bool { return len(b) >= 18 && b[0] == 0x1F && b[1] == 0x8B && b[2] == 8 }

// gunzip unpacks a gzip file (RFC 1952) of one or more members. Zeros and
// other bytes after the last member are left alone, as gzip does.
func gunzip(path string, b []byte, lim Limits, tick Tick) ([]byte, error) {
	z := &Inflater{}
	at := 0
	for first := true; first || isGzip(b[at:]); first = false {
		head, ok := gzipHead(b[at:])
		if !ok {
			return nil, torn(path)
		}
		at += head
		start := z.Len
		z.Reset(b[at:])
		for {
			if tick != nil {
				if err := tick(at+z.Used(), len(b)); err != nil {
					return nil, err
				}
			}
			z.room(len(b), at+z.Used(), declared(b), lim)
			done, err := z.Run(z.Len + chunk)
			if err != nil {
				return nil, damaged(path, err)
			}
			if err := lim.checkSize(path, at+z.Used(), z.Len, false); err != nil {
				return nil, err
			}
			if done {
				break
			}
		}
		at += z.Used()
		if len(b)-at < 8 {
			return nil, torn(path)
		}
		if crc32.ChecksumIEEE(z.Out[start:z.Len]) != le32(b[at:]) || uint32(z.Len-start) != le32(b[at+4:]) {
			return nil, damaged(path, errDamaged)
		}
		at += 8
	}
	return z.Out[:z.Len:z.Len], nil
}

// declared is the unpacked size by the last four bytes of the file. It is a
// hint: it may lie, and counts the last member only.
func declared(b []byte) int { return int(le32(b[len(b)-4:])) }

// room makes place for another chunk. It first asks for what a file of this
// size usually needs, then, with some unpacked, for what the rest will need by
// the declared size or the ratio so far, so that a file that lies about its
// size gains nothing.
func (z *Inflater) room(packed, used, size int, lim Limits) {
	want := z.Len + chunk + slack
	if want <= len(z.Out) {
		return
	}
	grown := min(max(size, chunk), 8*packed)
	if z.Len > 0 && used > 0 {
		expect := int(int64(z.Len) * int64(packed) / int64(used))
		if size >= z.Len && size <= expect+expect/4 {
			expect = size
		}
		grown = min(expect+expect/16, 2*max(lim.Entry, z.Len))
	}
	if z.Len <= lim.Floor {
		grown = min(grown, lim.Floor) // beyond it the ratio is known to be a fair one
	}
	grown += chunk + slack
	out := make([]byte, max(grown, want))
	copy(out, z.Out[:z.Len])
	z.Out = out
}

// gzipHead is the length of the header of a member.
func gzipHead(b []byte) (int, bool) {
	if len(b) < 18 || !isGzip(b) {
		return 0, false
	}
	flags, at := b[3], 10
	if flags&4 != 0 {
		at += 2 + int(b[10]) + int(b[11])<<8
	}
	for _, named := range []byte{8, 16} { // a name and a remark, each ended by zero
		if flags&named == 0 {
			continue
		}
		for at < len(b) && b[at] != 0 {
			at++
		}
		at++
	}
	if flags&2 != 0 {
		at += 2
	}
	return at, at <= len(b)
}

func le32(b []byte) uint32 {
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

func le16(b []byte) int { return int(b[0]) | int(b[1])<<8 }

// torn and damaged refuse packed data that do not unpack.
func torn(path string) error { return damaged(path, errTorn) }

func damaged(path string, err error) error {
	if err == errTorn {
		return refused(path, "torn", "ends too early: it is only a part of a file; fetch it again")
	}
	return refused(path, "damaged", "is damaged and does not unpack; fetch it again")
}
