package library

import (
	"context"
	"encoding/json"
	"strconv"
	"sync"
	"syscall/js"

	"fairbasis/app/engine"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// List returns the files in the order in which they were added, those that
// could not be saved last.
func List(ctx context.Context) ([]Entry, error) {
	v, err := call(ctx, "list")
	if err != nil {
		return nil, err
	}
	list := make([]Entry, v.Length())
	for i := range list {
		list[i] = entry(v.Index(i))
	}
	return list, nil
}

// entry reads an entry of store.js. Choices and facts that this version cannot
// read, as another may have written them, are as if there were none.
func entry(v js.Value) Entry {
	e := Entry{
		Ref: v.Get("ref").String(), Name: v.Get("name").String(), Size: int64(v.Get("size").Float()), Added: int64(v.Get("added").Float()),
		Saved: true,
	}
	if text := v.Get("choices").String(); text != "" {
		if json.Unmarshal([]byte(text), &e.Choices) != nil {
			e.Choices = table.Choices{}
		}
	}
	if text := v.Get("facts").String(); text != "" {
		facts := new(table.Loaded)
		if json.Unmarshal([]byte(text), facts) == nil {
			e.Facts = facts
		}
	}
	if why := v.Get("why"); why.Truthy() {
		e.Saved, e.Why = false, refusal(why)
	}
	return e
}

func one(v js.Value, err error) (Entry, error) {
	if err != nil {
		return Entry{}, err
	}
	return entry(v), nil
}

// Dropped returns the files that came since it was last called.
func Dropped() []Drop {
	files := js.Global().Get("fbFiles")
	if !files.Truthy() {
		return nil
	}
	fresh := files.Get("fresh").Call("splice", 0)
	drops := make([]Drop, fresh.Length())
	for i := range drops {
		d := fresh.Index(i)
		drops[i] = Drop{Slot: d.Get("slot").Int(), Name: d.Get("name").String(), Size: int64(d.Get("size").Float()), Folder: d.Get("folder").Truthy()}
	}
	return drops
}

// hears are functions to be told of something that JavaScript says by one call.
type hears struct {
	mu   sync.Mutex
	all  map[int]func()
	last int
}

func (h *hears) add(f func()) (off func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.all == nil {
		h.all = map[int]func(){}
	}
	h.last++
	id := h.last
	h.all[id] = f
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.all, id)
	}
}

func (h *hears) tell() {
	h.mu.Lock()
	var all []func()
	for _, f := range h.all {
		all = append(all, f)
	}
	h.mu.Unlock()
	for _, f := range all {
		f()
	}
}

var drops, changes hears

var listenForDrops = sync.OnceFunc(func() {
	js.Global().Get("fbFiles").Set("tell", js.FuncOf(func(js.Value, []js.Value) any { drops.tell(); return nil }))
})

// OnDrop calls f when files came, and at once if some wait already. f must not
// block. The returned function ends that.
func OnDrop(f func()) (off func()) {
	files := js.Global().Get("fbFiles")
	if !files.Truthy() {
		return func() {}
	}
	listenForDrops()
	off = drops.add(f)
	if files.Get("fresh").Length() > 0 {
		f()
	}
	return off
}

// Discard forgets dropped files that are not wanted.
func Discard(slots ...int) {
	if files := js.Global().Get("fbFiles"); files.Truthy() {
		for _, slot := range slots {
			files.Get("slots").Call("delete", slot)
		}
	}
}

// Add takes up a dropped file: reads it for its name, which is made of its
// content, and saves it. progress, which may be nil, is told bytes; it must not
// block. If the content was here already, known is true and the entry is that
// of old. A file that cannot be saved is an entry all the same, with Saved
// false. The slot is empty afterwards, unless ctx ended it.
func Add(ctx context.Context, slot int, progress func(done, total int64)) (e Entry, known bool, err error) {
	files := js.Global().Get("fbFiles")
	if !files.Truthy() {
		return Entry{}, false, refused(NoStorage, message(NoStorage))
	}
	file := files.Get("slots").Call("get", slot)
	if !file.Truthy() {
		return Entry{}, false, refused(FileGone, "nothing was dropped here; choose the file again")
	}
	e, known, err = add(ctx, file, file.Get("name").String(), progress)
	if err == nil || fault.From(err).Code != fault.Canceled {
		Discard(slot)
	}
	return e, known, err
}

// AddBytes adds a document that an operation answered, as Add does.
func AddBytes(ctx context.Context, f op.File) (e Entry, known bool, err error) {
	content, err := blob(f)
	if err != nil {
		return Entry{}, false, err
	}
	return add(ctx, content, f.Name, nil)
}

func add(ctx context.Context, content js.Value, name string, progress func(done, total int64)) (Entry, bool, error) {
	switch size := content.Get("size").Float(); {
	case size == 0:
		return Entry{}, false, refused(EmptyFile, "the file is empty", "name", name)
	case size > MaxSize:
		f := refused(FileTooLarge, "the file is above "+megabytes(MaxSize), "limit", megabytes(MaxSize), "size", megabytes(size))
		f.Code = fault.TooLarge
		return Entry{}, false, f
	}
	s, err := store(ctx)
	if err != nil {
		return Entry{}, false, err
	}
	var tell any
	if progress != nil {
		f := js.FuncOf(func(_ js.Value, args []js.Value) any {
			progress(int64(args[0].Float()), int64(args[1].Float()))
			return nil
		})
		defer f.Release()
		tell = f
	}
	stop := js.Global().Get("AbortController").New()
	v, err := await(ctx, s.Call("add", content, name, tell, stop.Get("signal")), func() { stop.Call("abort") })
	if err != nil {
		f := fault.From(err)
		for i := range f.Fields {
			if f.Fields[i].Code == UnreadableFile {
				f.Fields[i].Params = map[string]string{"name": name}
			}
		}
		return Entry{}, false, f
	}
	return entry(v.Index(0)), v.Index(1).Bool(), nil
}

func megabytes(n float64) string { return strconv.FormatFloat(n/(1<<20), 'f', 0, 64) + " MB" }

// Retry tries again to save a file that could not be saved.
func Retry(ctx context.Context, ref string) (Entry, error) { return one(call(ctx, "retry", ref)) }

// Rename changes what a file is called.
func Rename(ctx context.Context, ref, name string) (Entry, error) {
	return one(call(ctx, "change", ref, map[string]any{"name": name}))
}

// Correct keeps what the user said about a file together with what load then
// answered, in one step: one never goes without the other. It leaves the name
// alone, which another tab may be changing.
func Correct(ctx context.Context, ref string, choices table.Choices, facts *table.Loaded) (Entry, error) {
	fields := map[string]any{"choices": "", "facts": ""}
	text, err := json.Marshal(choices)
	if err != nil {
		return Entry{}, fault.New(fault.Internal, "choices do not encode: %v", err)
	}
	fields["choices"] = string(text)
	if facts != nil {
		if text, err = json.Marshal(facts); err != nil {
			return Entry{}, fault.New(fault.Internal, "facts do not encode: %v", err)
		}
		fields["facts"] = string(text)
	}
	return one(call(ctx, "change", ref, fields))
}

// Remove deletes files for good. Those already gone are no error.
func Remove(ctx context.Context, refs ...string) error {
	list := make([]any, len(refs))
	for i, ref := range refs {
		list[i] = ref
	}
	_, err := call(ctx, "remove", list)
	return err
}

// Clear deletes all files.
func Clear(ctx context.Context) error {
	_, err := call(ctx, "clear")
	return err
}

// Room returns how much there is and how much is used.
func Room(ctx context.Context) Usage {
	v, err := call(ctx, "room")
	if err != nil {
		return Usage{}
	}
	bytes := func(name string) int64 { return int64(v.Get(name).Float()) }
	return Usage{Used: bytes("used"), Quota: bytes("quota"), Files: bytes("files"), Persisted: v.Get("persisted").Bool(), Available: v.Get("available").Bool()}
}

// Persist asks the browser not to clear the files by itself when it runs out
// of room, and returns whether it promised.
func Persist(ctx context.Context) bool {
	v, err := call(ctx, "persist")
	return err == nil && v.Truthy()
}

var listenForChanges = sync.OnceFunc(func() {
	go func() {
		s, err := store(context.Background())
		if err == nil {
			s.Call("watch", js.FuncOf(func(js.Value, []js.Value) any { changes.tell(); return nil }))
		}
	}()
})

// Watch calls f after the files changed, here or in another tab. f must not
// block. The returned function ends that.
func Watch(f func()) (off func()) {
	listenForChanges()
	return changes.add(f)
}

// Save hands a document that an operation answered to the user, as a download.
func Save(f op.File) error {
	content, err := blob(f)
	if err != nil {
		return err
	}
	doc, urls := js.Global().Get("document"), js.Global().Get("URL")
	url := urls.Call("createObjectURL", content)
	a := doc.Call("createElement", "a")
	a.Set("href", url)
	a.Set("download", f.Name)
	doc.Get("body").Call("append", a)
	a.Call("click")
	a.Call("remove")
	// The browser has begun to read it when the click returns, but not all do.
	js.Global().Call("setTimeout", urls.Get("revokeObjectURL").Call("bind", urls, url), 60_000)
	return nil
}

// blob is the content of a document, which is taken from where it was kept.
func blob(f op.File) (js.Value, error) {
	var bytes js.Value
	if f.Kept != 0 {
		if bytes = engine.Take(f.Kept); bytes.IsUndefined() {
			return bytes, fault.New(fault.Unknown, "%q is no longer kept; ask for it again", f.Name)
		}
	} else {
		bytes = js.Global().Get("Uint8Array").New(len(f.Bytes))
		js.CopyBytesToJS(bytes, f.Bytes)
	}
	return js.Global().Get("Blob").New([]any{bytes}, map[string]any{"type": f.Type}), nil
}
