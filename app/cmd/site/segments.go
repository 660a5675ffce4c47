package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// The Go linker leaves zeros out of the initial memory of a program: it cuts
// the data into tens of thousands of segments, each with its address. The
// addresses do not compress, the zeros would: joined, the programs are a tenth
// smaller to load, and the browser has less to do before they start.

// joined is the largest run of zeros that is written out to join two segments.
const joined = 64

const dataSection = 11

var errWasm = errors.New("not a WebAssembly program")

// rewrite gives a program with another body of its one section of a kind; every
// other section is untouched.
func rewrite(program []byte, kind byte, other func(body []byte) ([]byte, error)) ([]byte, error) {
	if len(program) < 8 || string(program[:4]) != "\x00asm" {
		return nil, errWasm
	}
	r := reader{b: program, at: 8}
	for r.at < len(program) {
		start := r.at
		id := r.byte()
		body := r.take(r.uint())
		if r.failed {
			return nil, errWasm
		}
		if id != kind {
			continue
		}
		body, err := other(body)
		if err != nil {
			return nil, err
		}
		out := append(program[:start:start], kind)
		out = binary.AppendUvarint(out, uint64(len(body)))
		return append(append(out, body...), program[r.at:]...), nil
	}
	return nil, fmt.Errorf("%w: it has no section %d", errWasm, kind)
}

// joinSegments rewrites the data section of a program. The memory a program
// starts with stays the same, byte by byte.
func joinSegments(program []byte) ([]byte, error) {
	return rewrite(program, dataSection, func(body []byte) ([]byte, error) {
		segments, err := readSegments(body)
		if err != nil {
			return nil, err
		}
		return writeSegments(segments), nil
	})
}

// segment is a part of the initial memory.
type segment struct {
	address int64
	bytes   []byte
}

func (s segment) end() int64 { return s.address + int64(len(s.bytes)) }

// readSegments reads a data section of active segments with constant addresses, which is all that Go writes.
func readSegments(body []byte) ([]segment, error) {
	r := reader{b: body}
	list := make([]segment, r.uint())
	for i := range list {
		if r.uint() != 0 || r.byte() != 0x41 { // memory 0; i32.const
			return nil, fmt.Errorf("%w: data segment %d has no constant address", errWasm, i)
		}
		address := r.int()
		if r.byte() != 0x0b {
			return nil, fmt.Errorf("%w: data segment %d has no constant address", errWasm, i)
		}
		list[i] = segment{address, r.take(r.uint())}
	}
	if r.failed || r.at != len(body) {
		return nil, fmt.Errorf("%w: the data section is cut", errWasm)
	}
	slices.SortStableFunc(list, func(a, b segment) int { return int(a.address - b.address) })
	for i := 1; i < len(list); i++ {
		if list[i].address < list[i-1].end() {
			return nil, fmt.Errorf("%w: data segments overlap", errWasm)
		}
	}
	return list, nil
}

func writeSegments(list []segment) []byte {
	var whole []segment
	for _, s := range list {
		if n := len(whole); n > 0 && s.address-whole[n-1].end() <= joined {
			last := &whole[n-1]
			last.bytes = append(last.bytes, make([]byte, s.address-last.end())...)
			last.bytes = append(last.bytes, s.bytes...)
			continue
		}
		whole = append(whole, segment{s.address, slices.Clone(s.bytes)})
	}
	out := binary.AppendUvarint(nil, uint64(len(whole)))
	for _, s := range whole {
		out = append(out, 0, 0x41)
		out = appendVarint(out, s.address)
		out = append(out, 0x0b)
		out = binary.AppendUvarint(out, uint64(len(s.bytes)))
		out = append(out, s.bytes...)
	}
	return out
}

// reader reads the numbers of the format, LEB128; it fails once and for all.
type reader struct {
	b      []byte
	at     int
	failed bool
}

func (r *reader) byte() byte {
	if r.at >= len(r.b) {
		r.failed = true
		return 0
	}
	r.at++
	return r.b[r.at-1]
}

func (r *reader) uint() int {
	n, size := binary.Uvarint(r.b[min(r.at, len(r.b)):])
	if size <= 0 || n > uint64(len(r.b)) {
		r.failed = true
		return 0
	}
	r.at += size
	return int(n)
}

func (r *reader) int() int64 {
	var n int64
	for shift := 0; shift < 64; shift += 7 {
		c := r.byte()
		n |= int64(c&0x7f) << shift
		if c < 0x80 {
			if c&0x40 != 0 && shift < 57 {
				n |= -1 << (shift + 7)
			}
			return n
		}
	}
	r.failed = true
	return 0
}

func (r *reader) take(n int) []byte {
	if r.failed || n > len(r.b)-r.at {
		r.failed = true
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

// appendVarint writes a signed LEB128 number, which is not the zigzag of package binary.
func appendVarint(out []byte, n int64) []byte {
	for {
		c := byte(n & 0x7f)
		n >>= 7
		if n == 0 && c&0x40 == 0 || n == -1 && c&0x40 != 0 {
			return append(out, c)
		}
		out = append(out, c|0x80)
	}
}
