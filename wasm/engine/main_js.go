// Command engine is the calculator in a Web Worker: the operations
// that take longer than a frame. It never draws.
package main

import (
	"context"
	"syscall/js"
	"time"
	"unsafe"

	"fairbasis/core/catalog/files"
	"fairbasis/core/catalog/heavy"
	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table/load"
	"fairbasis/core/wire"
)

// slice is how long work may hold the worker before messages are let in, and
// with them a request to stop.
const slice = 50 * time.Millisecond

func main() {
	var yielded time.Time
	library := load.New(files{})
	e := &wire.Engine{
		Set:     op.NewSet(append(files.All.Ops(), heavy.All.Ops()...)...),
		Context: func() context.Context { return market.WithLibrary(context.Background(), library) },
		Post:    post,
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
	// What another tab deleted or corrected is not answered from memory.
	js.Global().Set("fbForget", js.FuncOf(func(_ js.Value, args []js.Value) any {
		for i := range args[0].Length() {
			library.Forget(args[0].Index(i).String())
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
	m := wire.Message{Version: data.Get("version").Int(), ID: data.Get("id").Int()}
	m.Cancel = data.Get("cancel").Truthy()
	if !m.Cancel {
		m.Op, m.Body = data.Get("op").String(), []byte(data.Get("body").String())
	}
	return m
}

// post sends a message to the page. Columns and documents are handed over, not
// copied again.
func post(m wire.Message) {
	out := map[string]any{"version": m.Version, "id": m.ID}
	var columns, files, handed []any
	if m.Total == 0 {
		if memory := js.Global().Get("fbMemory"); memory.Type() == js.TypeFunction {
			out["memory"] = memory.Invoke()
		}
	}
	switch {
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
			columns = append(columns, buffer(raw(c)))
		}
		for _, f := range m.Files {
			files = append(files, buffer(f))
		}
		handed = append(append(handed, columns...), files...)
		out["body"], out["columns"], out["files"] = string(m.Body), columns, files
	}
	js.Global().Call("postMessage", out, handed)
}

// raw is the memory of a column. WebAssembly and typed arrays are both
// little-endian.
func raw(c op.Column) []byte {
	if len(c) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&c[0])), len(c)*8)
}

// buffer copies bytes into an ArrayBuffer in one call.
func buffer(bytes []byte) js.Value {
	b := js.Global().Get("ArrayBuffer").New(len(bytes))
	js.CopyBytesToJS(js.Global().Get("Uint8Array").New(b), bytes)
	return b
}
