package library

import (
	"context"
	"syscall/js"

	"fairbasis/core/fault"
)

// await blocks until a promise is settled. When ctx ends first, giveUp is
// called, which should make the promise settle soon; that is still waited for,
// so that the state of the storage is known afterwards.
func await(ctx context.Context, promise js.Value, giveUp func()) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	done := make(chan outcome, 1)
	settled := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{value: first(args)}
		return nil
	})
	failed := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{err: refusal(first(args))}
		return nil
	})
	defer settled.Release()
	defer failed.Release()
	promise.Call("then", settled, failed)
	if giveUp == nil {
		o := <-done
		return o.value, o.err
	}
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
	}
	giveUp()
	o := <-done
	if o.err != nil {
		return o.value, fault.New(fault.Canceled, "canceled")
	}
	return o.value, nil
}

func first(args []js.Value) js.Value {
	if len(args) == 0 {
		return js.Undefined()
	}
	return args[0]
}

// store loads the script that keeps the files.
func store(ctx context.Context) (js.Value, error) {
	load := js.Global().Get("fbLoadStore")
	if load.Type() != js.TypeFunction {
		return js.Undefined(), refused(NoStorage, "this page has no storage for files")
	}
	return await(ctx, load.Invoke(), nil)
}

// call asks the store for something and waits.
func call(ctx context.Context, method string, args ...any) (js.Value, error) {
	s, err := store(ctx)
	if err != nil {
		return s, err
	}
	return await(ctx, s.Call(method, args...), nil)
}

// refusal reads what a promise was rejected with: {code, params} of store.js,
// or any other error, such as a script that did not load.
func refusal(why js.Value) *fault.Error {
	if why.Type() != js.TypeObject {
		return refused(StorageFailed, "the storage failed", "reason", "")
	}
	code, given := why.Get("code"), why.Get("params")
	if code.Type() != js.TypeString {
		reason := why.Get("message").String()
		return refused(StorageFailed, "the storage failed: "+reason, "reason", reason)
	}
	var params []string
	if given.Type() == js.TypeObject {
		names := js.Global().Get("Object").Call("keys", given)
		for i := range names.Length() {
			name := names.Index(i).String()
			params = append(params, name, js.Global().Get("String").Invoke(given.Get(name)).String())
		}
	}
	return refused(code.String(), message(code.String()), params...)
}

func message(code string) string {
	switch code {
	case StorageFull:
		return "there is no room left on this device; delete files and try again"
	case NoStorage:
		return "the browser keeps no files for this site; the file works until the page is closed"
	case UnreadableFile:
		return "the file can no longer be read: it was moved, deleted or changed since it was chosen; choose it again"
	case FileGone:
		return "the file is no longer here; it was deleted, perhaps in another tab"
	}
	return "the storage failed"
}
