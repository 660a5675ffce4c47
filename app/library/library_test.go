package library

import (
	"context"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/table/unpack"
)

func TestLargestFileIsThatOfTheEngine(t *testing.T) {
	if MaxSize != unpack.Default.File {
		t.Errorf("the page takes files up to %d bytes, the engine reads up to %d", MaxSize, unpack.Default.File)
	}
}

// Natively there is nothing, so that pages prerender as they look at first,
// and what cannot be done says so.
func TestThereAreNoFilesNatively(t *testing.T) {
	ctx := context.Background()
	if list, err := List(ctx); list != nil || err != nil {
		t.Errorf("got %v, %v", list, err)
	}
	if Room(ctx) != (Usage{}) || Dropped() != nil || Persist(ctx) {
		t.Error("there is room for files where there is no browser")
	}
	OnDrop(func() { t.Error("told of files") })()
	Watch(func() { t.Error("told of changes") })()
	Discard(1)
	_, _, added := Add(ctx, 1, nil)
	_, _, made := AddBytes(ctx, op.File{})
	_, retried := Retry(ctx, "x")
	_, renamed := Rename(ctx, "x", "y")
	for _, err := range []error{added, made, retried, renamed, Remove(ctx, "x"), Clear(ctx), Save(op.File{})} {
		f := fault.From(err)
		if f == nil || len(f.Fields) != 1 || f.Fields[0].Code != NoStorage {
			t.Errorf("got %v, want %s", err, NoStorage)
		}
	}
}
