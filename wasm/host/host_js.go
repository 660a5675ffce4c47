// Package host runs a set of operations in a Web Worker: it carries messages
// between static/js/engine.js and core/wire.
package host

import (
	"context"
	"syscall/js"
	"time"
	"unsafe"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table/remote"
	"fairbasis/core/wire"
)

// slice is how long work may hold the worker before messages are let in, and
// with them a request to stop.
const slice = 50 * time.Millisecond

// Library is the files of a program.
type Library interface {
	market.Library
	// Forget drops what is held of a file.
	Forget(ref string)
}

// Compute is Serve for a program that computes and reads no files: the reader
// hands it their bars.
func Compute(set op.Set) {
	Serve(set, func(ask func(context.Context, string, []byte) (wire.Message, error)) Library { return remote.New(ask) })
}

// Serve answers messages with the operations of set. library makes the files of
// the program; it is given the way to ask what another program has to answer.
// Serve does not return.
func Serve(set op.Set, library func(ask func(context.Context, string, []byte) (wire.Message, error)) Library) {
	var yielded time.Time
	e := &wire.Engine{
		Set:  set,
		Post: post,
		Yield: func(report func()) {
			now := time.Now()
			if now.Sub(yielded) < slice {
				return
			}
			report()
			time.Sleep(time.Millisecond) // only a real sleep returns to the event loop
			yielded = time.Now()
		},
	}
	lib := library(e.Need)
	e.Context = func() context.Context { return market.WithLibrary(context.Background(), lib) }
	// What was corrected or deleted is not answered from memory.
	js.Global().Set("fbForget", js.FuncOf(func(_ js.Value, args []js.Value) any {
		for i := range args[0].Length() {
			lib.Forget(args[0].Index(i).String())
		}
		return nil
	}))
	// engine.js has kept what was asked while this program was loading.
	js.Global().Get("fbServe").Invoke(js.FuncOf(func(_ js.Value, args []js.Value) any {
		e.Handle(message(args[0]))
		return nil
	}))
	select {}
}

func message(data js.Value) wire.Message {
	m := wire.Message{Version: data.Get("version").Int(), ID: number(data, "id"), Need: number(data, "got"), Cancel: data.Get("cancel").Truthy()}
	text := func(name string) string {
		if v := data.Get(name); v.Type() == js.TypeString {
			return v.String()
		}
		return ""
	}
	m.Op, m.Body = text("op"), []byte(text("body"))
	if f := text("fault"); f != "" {
		m.Fault = new(fault.Error)
		if err := json.Unmarshal([]byte(f), m.Fault); err != nil {
			m.Fault = fault.New(fault.Internal, "%s", f)
		}
	}
	if list := data.Get("columns"); list.Truthy() {
		for i := range list.Length() {
			m.Columns = append(m.Columns, memory(list.Index(i)))
		}
	}
	if list := data.Get("files"); list.Truthy() {
		for i := range list.Length() {
			f := list.Index(i)
			m.Files = append(m.Files, bytesOf(memory(f))[:f.Get("byteLength").Int()])
		}
	}
	return m
}

func number(data js.Value, name string) int {
	if v := data.Get(name); v.Type() == js.TypeNumber {
		return v.Int()
	}
	return 0
}

// memory copies an ArrayBuffer, in one call. It is a list of numbers so that
// it lies where numbers may.
func memory(buffer js.Value) []float64 {
	out := make([]float64, (buffer.Get("byteLength").Int()+7)/8)
	if len(out) > 0 {
		js.CopyBytesToGo(bytesOf(out), js.Global().Get("Uint8Array").New(buffer))
	}
	return out
}

// bytesOf is the memory of a column. WebAssembly and typed arrays are both
// little-endian.
func bytesOf(c []float64) []byte {
	if len(c) == 0 {
		return []byte{}
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&c[0])), len(c)*8)
}

// post sends a message to the page. Columns and documents are handed over, not
// copied again.
func post(m wire.Message) {
	out := map[string]any{"version": m.Version, "id": m.ID}
	var columns, files, handed []any
	switch {
	case m.Need > 0 && m.Cancel:
		out["need"], out["cancel"] = m.Need, true
	case m.Need > 0:
		out["need"], out["op"], out["body"] = m.Need, m.Op, string(m.Body)
	case m.Total > 0:
		out["done"], out["total"] = m.Done, m.Total
	case m.Fault != nil:
		text, err := json.Marshal(m.Fault)
		if err != nil {
			text = []byte(`{"code":"` + string(fault.Internal) + `","message":"the failure could not be written down"}`)
		}
		out["fault"] = string(text)
	default:
		for _, c := range m.Columns {
			columns = append(columns, buffer(bytesOf(c)))
		}
		for _, f := range m.Files {
			files = append(files, buffer(f))
		}
		handed = append(append(handed, columns...), files...)
		out["body"], out["columns"], out["files"] = string(m.Body), columns, files
	}
	if size := js.Global().Get("fbMemory"); m.Total == 0 && m.Need == 0 && size.Type() == js.TypeFunction {
		out["memory"] = size.Invoke()
	}
	js.Global().Call("postMessage", out, handed)
}

// buffer copies bytes into an ArrayBuffer in one call.
func buffer(bytes []byte) js.Value {
	b := js.Global().Get("ArrayBuffer").New(len(bytes))
	js.CopyBytesToJS(js.Global().Get("Uint8Array").New(b), bytes)
	return b
}
