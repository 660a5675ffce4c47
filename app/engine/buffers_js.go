package engine

import (
	"sync"
	"syscall/js"
	"unsafe"

	"fairbasis/core/op"
)

// column copies a transferred ArrayBuffer of float64 in one call: both sides
// are little-endian, and a call per number would cost microseconds each.
func column(buffer js.Value) op.Column {
	n := buffer.Get("byteLength").Int() / 8
	if n == 0 {
		return op.Column{}
	}
	out := make(op.Column, n)
	js.CopyBytesToGo(unsafe.Slice((*byte)(unsafe.Pointer(&out[0])), n*8), js.Global().Get("Uint8Array").New(buffer))
	return out
}

// keepsakes are contents of documents that wait to be taken. What nobody takes
// makes room for later ones.
const keepsakes = 8

var (
	keptMutex sync.Mutex
	kept      = map[int]js.Value{}
	lastKept  int
)

func keep(buffer js.Value) int {
	keptMutex.Lock()
	defer keptMutex.Unlock()
	lastKept++
	kept[lastKept] = buffer
	delete(kept, lastKept-keepsakes)
	return lastKept
}

// Take returns the content of a document an answer referred to by Kept, an
// ArrayBuffer, and forgets it. It is undefined if it was taken already or many
// others came since.
func Take(id int) js.Value {
	keptMutex.Lock()
	defer keptMutex.Unlock()
	buffer, ok := kept[id]
	if !ok {
		return js.Undefined()
	}
	delete(kept, id)
	return buffer
}
