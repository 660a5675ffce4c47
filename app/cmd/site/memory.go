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
	return rewrite(program, memorySection, func(body []byte) ([]byte, error) {
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
		return binary.AppendUvarint(binary.AppendUvarint([]byte{1, 1}, least), uint64(most/page)), nil
	})
}
