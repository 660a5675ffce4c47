package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
)

// Places of two more fields of a function (see lines.go).
const funcName, funcArgs, funcID = 4, 8, 40

// argsUnknown is the size of arguments that the runtime finds by the name of
// the function.
const argsUnknown = 1 << 31

// forgetNames gives all ordinary functions of one package that is not ours one
// name, reflect.? for those of reflect: traces of a crash still
// name every function of ours, and the packages they called. What the runtime
// looks at is kept: the prefix runtime., the names of the functions it treats
// apart and of wrappers, and those without a size of arguments.
//
// names is where the names lie in memory, and functions where each function.
func forgetNames(memory, names []byte, functions []int) error {
	le := binary.LittleEndian
	shared := map[string]uint32{} // by package
	var cleared [][]byte
	for _, f := range functions {
		place := le.Uint32(memory[f+funcName:])
		if int(place) >= len(names) {
			return fmt.Errorf("%w: a function's name is outside the table", errWasm)
		}
		end := bytes.IndexByte(names[place:], 0)
		if end < 0 {
			return fmt.Errorf("%w: a function's name has no end", errWasm)
		}
		name := names[place : int(place)+end]
		pack := others(string(name))
		if pack != compared && (memory[f+funcID] != 0 || le.Uint32(memory[f+funcArgs:]) == argsUnknown) {
			continue
		}
		if pack == "" || len(name) == len(pack) {
			continue
		}
		at, known := shared[pack]
		if !known {
			shared[pack] = place
			name[len(pack)] = '?'
			clear(name[len(pack)+1:])
			continue
		}
		if at != place {
			le.PutUint32(memory[f+funcName:], at)
			cleared = append(cleared, name)
		}
	}
	for _, name := range cleared {
		clear(name)
	}
	return nil
}

// compared is where functions lie that the compiler makes to compare values.
const compared = "type:."

// others returns the package of a function, with the dot behind it, if it is
// not one of ours: strings. of strings.(*Builder).Grow.
func others(name string) string {
	if strings.HasPrefix(name, "main.") || strings.HasPrefix(name, "fairbasis/") {
		return ""
	}
	if strings.HasPrefix(name, compared) {
		return compared
	}
	slash := strings.LastIndexByte(name[:len(name)-len(after(name))], '/') + 1
	dot := strings.IndexByte(name[slash:], '.')
	if dot < 0 {
		return ""
	}
	return name[:slash+dot+1]
}

// after is what follows the first bracket of a name: types in brackets have
// slashes of their own.
func after(name string) string {
	if i := strings.IndexAny(name, "[("); i >= 0 {
		return name[i:]
	}
	return ""
}
