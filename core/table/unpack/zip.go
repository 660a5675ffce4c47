package unpack

import (
	"cmp"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fairbasis/core/table/charset"
)

// Zip is the directory of a zip file (PKWARE APPNOTE 6.3.10), read and checked
// against the limits; nothing is unpacked yet.
type Zip struct {
	Entries []Entry
	path    string
	lim     Limits
	peek    *Inflater // of Head, whose tables serve for one entry after another
}

// Entry is one file in a zip.
type Entry struct {
	Name   string // with slashes
	Size   int    // unpacked, as declared; more is refused when it unpacks
	Packed int    // bytes it takes in the zip
	method int
	crc    uint32
	data   []byte
}

// member is an entry as the directory has it.
type member struct {
	name                  string
	flags, method         int
	crc                   uint32
	packed, size, at, end uint64
}

func isZip(b []byte) bool {
	return len(b) >= 22 && b[0] == 'P' && b[1] == 'K' && (b[2] == 3 && b[3] == 4 || b[2] == 5 && b[3] == 6)
}

// openZip reads the directory at the end of a zip file. All sizes are checked
// before anything is unpacked, and entries that share bytes are refused: they
// are how a small file unpacks to terabytes.
func openZip(path string, b []byte, lim Limits) (*Zip, error) {
	members, err := directory(path, b, lim)
	if err != nil {
		return nil, err
	}
	z := &Zip{path: path, lim: lim}
	total := 0
	for i := range members {
		m := &members[i]
		at := clamp(m.at)
		if at+30 > len(b) || string(b[at:at+4]) != "PK\x03\x04" {
			return nil, torn(path)
		}
		start := at + 30 + le16(b[at+26:]) + le16(b[at+28:])
		if m.packed > uint64(len(b)) || start > len(b) || start+int(m.packed) > len(b) {
			return nil, torn(path)
		}
		m.end = uint64(start) + m.packed
		if ignored(m.name) {
			continue
		}
		inner := path + "/" + m.name
		if m.flags&1 != 0 {
			return nil, refused(inner, "encrypted", "is locked with a password; unpack it and choose the files inside")
		}
		if m.method != 0 && m.method != 8 {
			return nil, refused(inner, "packing_method", "is packed by method "+strconv.Itoa(m.method)+"; only the usual one (deflate) is read: unpack it and choose the files inside",
				"method", strconv.Itoa(m.method))
		}
		if m.size > 1<<40 {
			m.size = 1 << 40 // beyond any limit, and within int
		}
		if m.method == 0 && m.size != m.packed {
			return nil, damaged(inner, errDamaged)
		}
		if err := lim.checkSize(inner, int(m.packed), int(m.size), true); err != nil {
			return nil, err
		}
		total += int(m.size)
		if err := lim.checkTotal(path, total); err != nil {
			return nil, err
		}
		z.Entries = append(z.Entries, Entry{Name: m.name, Size: int(m.size), Packed: int(m.packed), method: m.method, crc: m.crc, data: b[start : start+int(m.packed)]})
	}
	slices.SortFunc(members, func(a, b member) int { return cmp.Compare(a.at, b.at) })
	for i := 1; i < len(members); i++ {
		if members[i].at < members[i-1].end {
			return nil, refused(path, "overlapping", "has files that lie over each other: this is how files are made that fill up memory")
		}
	}
	return z, nil
}

// clamp makes an offset an int that can be compared without overflow.
func clamp(v uint64) int { return int(min(v, 1<<40)) }

// directory reads the central directory, with the fields of zip64.
func directory(path string, b []byte, lim Limits) ([]member, error) {
	end := endRecord(b)
	if end < 0 {
		return nil, torn(path)
	}
	count, size, at := uint64(le16(b[end+10:])), uint64(le32(b[end+12:])), uint64(le32(b[end+16:]))
	if l := end - 20; l >= 0 && string(b[l:l+4]) == "PK\x06\x07" {
		w := le64(b[l+8:])
		if w+56 > uint64(len(b)) || w > uint64(len(b)) || string(b[w:w+4]) != "PK\x06\x06" {
			return nil, damaged(path, errDamaged)
		}
		count, size, at = le64(b[w+32:]), le64(b[w+40:]), le64(b[w+48:])
	}
	if lim.Entries > 0 && count > uint64(lim.Entries) {
		most := strconv.Itoa(lim.Entries)
		is := strconv.FormatUint(count, 10)
		return nil, tooLarge(path, "too_many_entries", "holds "+is+" files; at most "+most+" are read", "limit", most, "count", is)
	}
	if at > uint64(end) || size > uint64(end)-at || count > size/46 {
		return nil, damaged(path, errDamaged)
	}
	d := b[at : at+size]
	members := make([]member, 0, count)
	for range count {
		if len(d) < 46 || string(d[:4]) != "PK\x01\x02" {
			return nil, damaged(path, errDamaged)
		}
		n, x, c := le16(d[28:]), le16(d[30:]), le16(d[32:])
		if 46+n+x+c > len(d) {
			return nil, damaged(path, errDamaged)
		}
		m := member{flags: le16(d[8:]), method: le16(d[10:]), crc: le32(d[16:]),
			packed: uint64(le32(d[20:])), size: uint64(le32(d[24:])), at: uint64(le32(d[42:]))}
		m.name = entryName(d[46:46+n], m.flags)
		m.wide(d[46+n : 46+n+x])
		if m.at >= at || m.packed > at {
			return nil, damaged(path, errDamaged)
		}
		members = append(members, m)
		d = d[46+n+x+c:]
	}
	return members, nil
}

// endRecord finds the record at the end of a zip, before a remark of at most
// 65,535 bytes, or is -1.
func endRecord(b []byte) int {
	for i := len(b) - 22; i >= 0 && i >= len(b)-22-0xFFFF; i-- {
		if b[i] == 'P' && b[i+1] == 'K' && b[i+2] == 5 && b[i+3] == 6 && i+22+le16(b[i+20:]) <= len(b) {
			return i
		}
	}
	return -1
}

// wide takes the sizes that stand in the extra fields of zip64.
func (m *member) wide(x []byte) {
	for len(x) >= 4 {
		id, n := le16(x), le16(x[2:])
		x = x[4:]
		if n > len(x) {
			return
		}
		if id == 1 {
			f := x[:n]
			for _, v := range []*uint64{&m.size, &m.packed, &m.at} {
				if *v == 0xFFFFFFFF && len(f) >= 8 {
					*v = le64(f)
					f = f[8:]
				}
			}
			return
		}
		x = x[n:]
	}
}

func le64(b []byte) uint64 { return uint64(le32(b)) | uint64(le32(b[4:]))<<32 }

// entryName reads a name: UTF-8 where it is valid, else GB18030, which zip
// programs of Chinese systems write without saying so.
func entryName(b []byte, flags int) string {
	enc := charset.GB18030
	if flags&0x800 != 0 || utf8.Valid(b) {
		enc = charset.UTF8Plain
	}
	return strings.ReplaceAll(charset.Decode(b, enc), `\`, "/")
}

// ignored says that an entry is a folder, a hidden file or what a system adds
// for itself.
func ignored(name string) bool {
	if strings.HasSuffix(name, "/") || strings.HasPrefix(name, "__MACOSX/") {
		return true
	}
	base := name[strings.LastIndexByte(name, '/')+1:]
	return strings.HasPrefix(base, ".") || strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini")
}

// Find returns the entry of a name, whatever the case of its letters, or nil.
func (z *Zip) Find(name string) *Entry {
	for i := range z.Entries {
		if strings.EqualFold(z.Entries[i].Name, name) {
			return &z.Entries[i]
		}
	}
	return nil
}

// Path names an entry for messages.
func (z *Zip) Path(e *Entry) string { return z.path + "/" + e.Name }

// Limits returns the limits the zip was opened with.
func (z *Zip) Limits() Limits { return z.lim }

// Head unpacks the first bytes of an entry, at most n, for a look at it.
func (z *Zip) Head(e *Entry, n int) ([]byte, error) {
	n = min(n, e.Size)
	if e.method == 0 {
		return e.data[:n], nil
	}
	if z.peek == nil {
		z.peek = &Inflater{}
	}
	i := z.peek
	i.Out, i.Len = make([]byte, n+slack), 0
	i.Reset(e.data)
	if _, err := i.Run(n); err != nil {
		return nil, damaged(z.Path(e), err)
	}
	return i.Out[:min(i.Len, n)], nil
}

// Bytes unpacks an entry. What unpacks to another size than declared, or does
// not match its checksum, is refused as damaged.
func (z *Zip) Bytes(e *Entry, tick Tick) ([]byte, error) {
	s := z.Stream(e, tick)
	if e.method == 0 {
		return e.data, s.finish(e.data)
	}
	s.z.Out = make([]byte, e.Size+spare)
	for {
		start := s.z.Len
		done, err := s.run(min(start+chunk, e.Size))
		if err != nil {
			return nil, err
		}
		if done {
			return s.z.Out[:e.Size:e.Size], nil
		}
	}
}

// Stream unpacks an entry piece by piece, so that a large worksheet never
// stands in memory whole.
type Stream struct {
	z     Inflater
	zip   *Zip
	e     *Entry
	tick  Tick
	crc   uint32
	total int // bytes unpacked
	from  int // where the piece of the caller begins in the output
	done  bool
}

// Stream begins to unpack an entry.
func (z *Zip) Stream(e *Entry, tick Tick) *Stream {
	s := &Stream{zip: z, e: e, tick: tick}
	s.z.Reset(e.data)
	return s
}

// Next returns what is left of the piece before, from place keep on, followed
// by newly unpacked bytes, and whether the entry ended. The piece is valid
// until the next call. It is longer than what was kept, unless it is the last.
func (s *Stream) Next(keep int) (piece []byte, last bool, err error) {
	if s.e.method == 0 {
		s.from += keep
		if s.done {
			return s.e.data[s.from:], true, nil
		}
		s.done = true
		return s.e.data, true, s.finish(s.e.data)
	}
	s.from += keep
	if s.done {
		return s.z.Out[s.from:s.z.Len], true, nil
	}
	if len(s.z.Out) == 0 {
		s.z.Out = make([]byte, min(s.e.Size, chunk+2*window)+spare)
	} else {
		// The window of matches may reach further back than what is kept.
		s.from -= s.z.Slide(s.from)
		if s.z.Len+chunk/2+spare > len(s.z.Out) {
			out := make([]byte, s.z.Len+chunk+spare)
			copy(out, s.z.Out[:s.z.Len])
			s.z.Out = out
		}
	}
	s.done, err = s.run(min(len(s.z.Out)-spare, s.z.Len+s.e.Size-s.total))
	if err != nil {
		return nil, false, err
	}
	return s.z.Out[s.from:s.z.Len], s.done, nil
}

// spare is what buffers have beyond their use, with one byte for the attempt
// to unpack more than was declared.
const spare = slack + 1

// run unpacks to limit and checks what came out.
func (s *Stream) run(limit int) (bool, error) {
	if s.tick != nil {
		if err := s.tick(s.z.Used(), len(s.e.data)); err != nil {
			return false, err
		}
	}
	start := s.z.Len
	done, err := s.z.Run(limit)
	if err == nil && !done && s.total+s.z.Len-start >= s.e.Size {
		done, err = s.z.Run(limit + 1) // only the end of the last block may be left
	}
	if err != nil {
		return false, damaged(s.zip.Path(s.e), err)
	}
	s.total += s.z.Len - start
	s.crc = crc32.Update(s.crc, crc32.IEEETable, s.z.Out[start:s.z.Len])
	if s.total > s.e.Size || done && (s.total != s.e.Size || s.crc != s.e.crc) {
		return false, damaged(s.zip.Path(s.e), errDamaged)
	}
	return done, nil
}

// finish checks an entry that was stored unpacked.
func (s *Stream) finish(b []byte) error {
	if s.tick != nil {
		if err := s.tick(len(b), len(b)); err != nil {
			return err
		}
	}
	if crc32.ChecksumIEEE(b) != s.e.crc {
		return damaged(s.zip.Path(s.e), errDamaged)
	}
	return nil
}
