package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// A Go program carries, for every instruction, the file and line it comes
// from; only the traces of a crash read them. Without them the engine is a
// fourteenth smaller to load, and traces still name every function.
//
// The layout is that of the linker since Go 1.20 (cmd/link/internal/ld/pcln.go,
// runtime/symtab.go: pcHeader and _func). An offset of 0 means "no table" to
// the runtime, which then prints ? for the line. A linker with another layout
// writes another magic number, and the build fails here.
var tableHeader = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8} // magic, two zeros, instruction and pointer size

// Places of the fields of a function, and its size without the lists behind it.
const (
	funcSP, funcFile, funcLine, funcTables, funcUnit, funcStart = 16, 20, 24, 28, 32, 36
	funcSize                                                    = 44
)

// unsafePoints is the list that only asynchronous preemption reads, which WebAssembly has not.
const unsafePoints = 0

// forgetLines empties the tables of files and lines of a program, and most
// names of functions of the standard library. All others stay as they are, at
// their places.
func forgetLines(program []byte) ([]byte, error) {
	return rewrite(program, dataSection, func(body []byte) ([]byte, error) {
		body = slices.Clone(body)
		list, err := readSegments(body)
		if err != nil {
			return nil, err
		}
		var memory []byte
		for _, s := range list { // in the order of their addresses
			memory = append(memory, make([]byte, int(s.end())-len(memory))...)
			copy(memory[s.address:], s.bytes)
		}
		if err := emptyTables(memory); err != nil {
			return nil, err
		}
		for _, s := range list {
			copy(s.bytes, memory[s.address:])
		}
		return body, nil
	})
}

// emptyTables works on the memory a program starts with.
func emptyTables(memory []byte) error {
	at := bytes.Index(memory, tableHeader)
	if at < 0 || len(memory) < at+72 {
		return fmt.Errorf("%w: Go's table of functions is not there or has another layout; see lines.go", errWasm)
	}
	word := func(i int) int { return int(binary.LittleEndian.Uint64(memory[at+8*i:])) }
	count, names, units, files, tables, funcs := word(1), word(4), word(5), word(6), word(7), word(8)
	if !(0 < names && names < units && units <= files && files < tables && tables < funcs && count > 0 && at+funcs+8*count < len(memory)) {
		return fmt.Errorf("%w: Go's table of functions is cut", errWasm)
	}
	le := binary.LittleEndian
	kept, dropped := map[int]bool{}, map[int]bool{0: true}
	functions := make([]int, 0, count)
	for i := range count {
		f := at + funcs + int(le.Uint32(memory[at+funcs+8*i+4:]))
		if f+funcSize > len(memory) {
			return fmt.Errorf("%w: function %d is outside the table", errWasm, i)
		}
		functions = append(functions, f)
		lists := int(le.Uint32(memory[f+funcTables:]))
		if lists > 16 || f+funcSize+4*lists > len(memory) {
			return fmt.Errorf("%w: function %d has %d lists", errWasm, i, lists)
		}
		kept[int(le.Uint32(memory[f+funcSP:]))] = true
		drop := []int{f + funcFile, f + funcLine}
		for k := range lists {
			if place := f + funcSize + 4*k; k == unsafePoints {
				drop = append(drop, place)
			} else {
				kept[int(le.Uint32(memory[place:]))] = true
			}
		}
		for _, place := range drop {
			dropped[int(le.Uint32(memory[place:]))] = true
			le.PutUint32(memory[place:], 0)
		}
		le.PutUint32(memory[f+funcUnit:], 0)
		le.PutUint32(memory[f+funcStart:], 0)
	}
	for offset := range dropped {
		if !kept[offset] && offset != 0 {
			if !emptyTable(memory[at+tables:at+funcs], offset) {
				return fmt.Errorf("%w: the table at %d has no end", errWasm, offset)
			}
		}
	}
	clear(memory[at+units : at+tables]) // the names of the files
	return forgetNames(memory, memory[at+names:at+units], functions)
}

// emptyTable clears one table: pairs of numbers, value and length, that end
// with a value of 0 which is not the first.
func emptyTable(tables []byte, from int) bool {
	at := from
	for {
		value, n := binary.Uvarint(tables[min(at, len(tables)):])
		if n <= 0 {
			return false
		}
		if at += n; value == 0 && at-n > from {
			clear(tables[from:at])
			return true
		}
		if _, n = binary.Uvarint(tables[at:]); n <= 0 {
			return false
		}
		at += n
	}
}
