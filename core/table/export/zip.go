package export

import (
	"encoding/binary"
	"hash/crc32"
)

// archive writes a ZIP file into memory. Times are fixed, so that the same
// content gives the same bytes.
type archive struct {
	out     []byte
	central []byte
	entries int
	deflate deflater

	// of the entry being written
	start int // of its local header
	crc   uint32
	size  int
}

// Fields of the headers (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16).
const (
	localMark   = 0x04034b50
	centralMark = 0x02014b50
	endMark     = 0x06054b50
	version     = 20 // deflate
	utf8Names   = 1 << 11
	deflated    = 8
	day1980     = 1<<5 | 1 // 1980-01-01, the first day the format knows
	localSize   = 30
)

// begin opens an entry. Checksum and sizes are filled in by end.
func (a *archive) begin(name string) {
	a.start, a.crc, a.size = len(a.out), 0, 0
	var h [localSize]byte
	le := binary.LittleEndian
	le.PutUint32(h[0:], localMark)
	le.PutUint16(h[4:], version)
	le.PutUint16(h[6:], utf8Names)
	le.PutUint16(h[8:], deflated)
	le.PutUint16(h[12:], day1980)
	le.PutUint16(h[26:], uint16(len(name)))
	a.out = append(append(a.out, h[:]...), name...)
}

// add appends content to the open entry.
func (a *archive) add(p []byte) {
	a.crc = crc32.Update(a.crc, crc32.IEEETable, p)
	a.size += len(p)
	a.out = a.deflate.block(a.out, p)
}

// end closes the entry.
func (a *archive) end() {
	a.out = a.deflate.end(a.out)
	le := binary.LittleEndian
	h := a.out[a.start:]
	names := int(le.Uint16(h[26:]))
	packed := len(h) - localSize - names
	le.PutUint32(h[14:], a.crc)
	le.PutUint32(h[18:], uint32(packed))
	le.PutUint32(h[22:], uint32(a.size))

	var c [46]byte
	le.PutUint32(c[0:], centralMark)
	le.PutUint16(c[4:], version)
	copy(c[6:], h[4:localSize]) // what both headers share, in the same order
	le.PutUint32(c[42:], uint32(a.start))
	a.central = append(append(a.central, c[:]...), h[localSize:localSize+names]...)
	a.entries++
}

// close returns the finished file.
func (a *archive) close() []byte {
	var e [22]byte
	le := binary.LittleEndian
	le.PutUint32(e[0:], endMark)
	le.PutUint16(e[8:], uint16(a.entries))
	le.PutUint16(e[10:], uint16(a.entries))
	le.PutUint32(e[12:], uint32(len(a.central)))
	le.PutUint32(e[16:], uint32(len(a.out)))
	return append(append(a.out, a.central...), e[:]...)
}
