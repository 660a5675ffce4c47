package engine

import (
	"sync"
	"syscall/js"
	"unsafe"

	"fairbasis/core/op"
	"fairbasis/core/wire"
)

// message reads an answer: columns are copied into this program's memory,
// documents are kept outside of it.
func message(data js.Value) wire.Message {
	m := wire.Message{Body: []byte(data.Get("body").String())}
	columns, files := data.Get("columns"), data.Get("files")
	for i := range columns.Length() {
		m.Columns = append(m.Columns, column(columns.Index(i)))
	}
	for i := range files.Length() {
		m.Kept = append(m.Kept, keep(files.Index(i)))
	}
	return m
}

// column copies a transferred ArrayBuffer of float64 in one call: both sides
// are little-endian, and a call per number would cost microseconds each.
func column(buffer js.Value) op.Column {
	n := buffer.Get("byteLength").Int() / 8
	if n == 0 {
		return op.Column{}
	}
	out := make(op.Column, n)
	js.CopyBytesToGo(memory(out), js.Global().Get("Uint8Array").New(buffer))
	return out
}

// buffer is column the other way round.
func buffer(column op.Column) js.Value {
	out := js.Global().Get("ArrayBuffer").New(8 * len(column))
	if len(column) > 0 {
		js.CopyBytesToJS(js.Global().Get("Uint8Array").New(out), memory(column))
	}
	return out
}

func memory(column op.Column) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(&column[0])), 8*len(column))
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
