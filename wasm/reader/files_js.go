package main

import (
	"context"
	"strconv"
	"syscall/js"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/table/load"
	"fairbasis/core/table/unpack"
)

// piece is how much of a file is fetched at once. Between pieces messages
// are let in.
const piece = 4 << 20

// kept are the files that the page gave to this worker and those the browser keeps;
// engine.js finds them.
type kept struct{}

// Open copies a file into this program, once.
func (kept) Open(ctx context.Context, ref string) (load.File, error) {
	found, err := await(ctx, js.Global().Call("fbOpen", ref))
	if err != nil {
		return load.File{}, err
	}
	if !found.Truthy() {
		return load.File{}, refused(fault.Unknown, "file_gone", "there is no file "+ref+" on this device; it was deleted, perhaps in another tab")
	}
	f := load.File{Name: found.Get("name").String()}
	if text := found.Get("choices").String(); text != "" {
		// What an older version kept and this one cannot read is recognised anew.
		if json.Unmarshal([]byte(text), &f.Choices) != nil {
			f.Choices = load.File{}.Choices
		}
	}
	blob := found.Get("blob")
	size := blob.Get("size").Int()
	if limit := unpack.Default.File; size > limit {
		return load.File{}, refused(fault.TooLarge, "file_too_large", "is above "+strconv.Itoa(limit>>20)+" MB",
			"limit", strconv.Itoa(limit>>20)+" MB", "size", strconv.Itoa(size>>20)+" MB")
	}
	f.Bytes = make([]byte, size)
	view := js.Global().Get("Uint8Array")
	for at := 0; at < size; at += piece {
		buffer, err := await(ctx, blob.Call("slice", at, min(at+piece, size)).Call("arrayBuffer"))
		if err != nil {
			return load.File{}, err
		}
		js.CopyBytesToGo(f.Bytes[at:], view.New(buffer))
	}
	return f, nil
}

// await blocks until a promise is settled or ctx ends.
func await(ctx context.Context, promise js.Value) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	done := make(chan outcome, 1)
	var settled, failed js.Func
	release := func() { settled.Release(); failed.Release() }
	settled = js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{value: args[0]}
		release()
		return nil
	})
	failed = js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{err: refusal(args[0])}
		release()
		return nil
	})
	promise.Call("then", settled, failed)
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		return js.Undefined(), fault.New(fault.Canceled, "canceled while the file was fetched")
	}
}

// refusal reads why a promise was rejected: {code, params} of store.js, or what
// the browser says of a file that it can no longer read.
func refusal(why js.Value) error {
	if why.Type() == js.TypeObject && why.Get("params").Type() == js.TypeObject {
		return refused(fault.Unknown, why.Get("code").String(), "the files kept on this device cannot be reached")
	}
	return refused(fault.Invalid, "unreadable_file", "the file can no longer be read: it was moved, deleted or changed since it was chosen; choose it again")
}

func refused(kind fault.Code, code, message string, params ...string) error {
	return &fault.Error{Code: kind, Message: message, Fields: []fault.Field{fault.Note("ref", code, message, params...)}}
}
