//go:build !js

package library

import (
	"context"

	"fairbasis/core/op"
	"fairbasis/core/table"
)

func none() error { return refused(NoStorage, "there are no files here; open the page in a browser") }

// List returns the files in the order in which they were added, those that
// could not be saved last.
func List(context.Context) ([]Entry, error) { return nil, nil }

// Dropped returns the files that came since it was last called.
func Dropped() []Drop { return nil }

// OnDrop calls f when files came, and at once if some wait already. The
// returned function ends that.
func OnDrop(func()) (off func()) { return func() {} }

// Discard forgets dropped files that are not wanted.
func Discard(...int) {}

// Add takes up a dropped file: reads it for its name, which is made of its
// content, and saves it. progress, which may be nil, is told bytes; it must not
// block. If the content was here already, known is true
// and the entry is that of old. A file that cannot be saved is an entry all
// the same, with Saved false. The slot is empty afterwards, unless ctx ended it.
func Add(_ context.Context, _ int, _ func(done, total int64)) (e Entry, known bool, err error) {
	return Entry{}, false, none()
}

// AddBytes adds a document that an operation answered, as Add does.
func AddBytes(context.Context, op.File) (e Entry, known bool, err error) {
	return Entry{}, false, none()
}

// Retry tries again to save a file that could not be saved.
func Retry(context.Context, string) (Entry, error) { return Entry{}, none() }

// Rename changes what a file is called.
func Rename(_ context.Context, ref, name string) (Entry, error) { return Entry{}, none() }

// Correct keeps what the user said about a file together with what load then
// answered, in one step: one never goes without the other. It leaves the name
// alone, which another tab may be changing.
func Correct(_ context.Context, ref string, choices table.Choices, facts *table.Loaded) (Entry, error) {
	return Entry{}, none()
}

// Remove deletes files for good. Those already gone are no error.
func Remove(_ context.Context, refs ...string) error { return none() }

// Clear deletes all files.
func Clear(context.Context) error { return none() }

// Room returns how much there is and how much is used.
func Room(context.Context) Usage { return Usage{} }

// Persist asks the browser not to clear the files by itself when it runs out
// of room, and returns whether it promised.
func Persist(context.Context) bool { return false }

// Watch calls f after the files changed, here or in another tab. f must not
// block. The returned function ends that.
func Watch(func()) (off func()) { return func() {} }

// Save hands a document that an operation answered to the user, as a download.
func Save(op.File) error { return none() }
