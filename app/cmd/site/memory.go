package main

import (
	"encoding/binary"
	"fmt"
)

// A Go program may take all the memory there is, 4 GB. Where the host ends
// whoever takes more than 128 MB, other requests and all, the program had better
// end by itself.

const memorySection = 5

// page is the unit of memory, in bytes.
const page = 1 << 16

// boundMemory limits the memory of a program, in bytes. A program that needs
// more ends with Go's "out of memory".
func boundMemory(program []byte, most int) ([]byte, error) {
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
		if id != memorySection {
			continue
		}
		if len(body) < 3 || body[0] != 1 || body[1] != 0 {
			return nil, fmt.Errorf("%w: its memory is not one without a bound", errWasm)
		}
		least, size := binary.Uvarint(body[2:])
		if size != len(body)-2 {
			return nil, errWasm
		}
		if least > uint64(most/page) {
			return nil, fmt.Errorf("%w: it starts with %d pages of memory and shall have no more than %d", errWasm, least, most/page)
		}
		bounded := binary.AppendUvarint([]byte{1, 1}, least)
		bounded = binary.AppendUvarint(bounded, uint64(most/page))
		out := append(program[:start:start], memorySection, byte(len(bounded)))
		return append(append(out, bounded...), program[r.at:]...), nil
	}
	return nil, fmt.Errorf("%w: it has no memory", errWasm)
}
