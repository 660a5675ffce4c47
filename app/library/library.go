// Package library is the files of the user on this device, as the page sees
// them: kept in the storage of the browser, read by the engine. The bytes of a
// file never pass through this program; static/js/store.js and the engine
// hand them to each other.
//
// What a page does about files:
//   - An element with the attribute data-drop is its drop zone; while it is on
//     the page, files dropped anywhere and files chosen in any input of type
//     file arrive here; neither needs a handler. While files are dragged over
//     the window the zone has the attribute data-over. A label of the input
//     opens the chooser before the program runs, which a button cannot.
//   - OnDrop says that files came, also before the program was there; Dropped
//     tells which; Add takes each up.
//   - Watch says that something changed here or in another tab; List again.
//
// Functions with a context block until the browser has answered and must be
// called from a goroutine of their own. Natively there are no files, so that a
// page prerenders as it looks without any.
package library

import (
	"fairbasis/core/fault"
	"fairbasis/core/table"
)

// MaxSize is the size of the largest file that is taken, in bytes: the engine
// reads no larger one (core/table/unpack).
const MaxSize = 256 << 20

// Entry is one file of the user.
type Entry struct {
	Ref     string        // what it is called in requests: made of its content, 32 hex digits
	Name    string        // its file name, or what the user calls it
	Size    int64         // bytes
	Added   int64         // when, in milliseconds since 1970 UTC
	Choices table.Choices // what the user said about it
	Facts   *table.Loaded // what the last load answered; nil if there was none yet
	// Saved is false where only this page has the file: it works until the
	// page is closed, and Why says what the browser said.
	Saved bool
	Why   *fault.Error
}

// Drop is a file that was dropped or chosen and waits to be added.
type Drop struct {
	Slot   int
	Name   string
	Size   int64
	Folder bool // a folder was dropped; it cannot be added
}

// Usage is the room on this device.
type Usage struct {
	Used, Quota int64 // bytes, as the browser estimates them, which may be more than it grants; 0 where it does not say
	Files       int64 // bytes of the saved files
	Persisted   bool  // the browser promised not to clear it by itself
	Available   bool  // files can be saved at all
}

// Codes of the fields of refusals from here; their path is empty. Params are
// the figures of the message.
const (
	StorageFull    = "storage_full"    // no room; params in bytes: size of the file, used, and quota, which may be far above what is free
	NoStorage      = "no_storage"      // the browser keeps nothing here: private mode, forbidden, or damaged
	StorageFailed  = "storage_failed"  // it tried and failed; param reason
	UnreadableFile = "unreadable_file" // moved, deleted or changed since it was chosen; param name
	FolderDropped  = "folder_dropped"  // a folder; param name
	FileGone       = "file_gone"       // deleted meanwhile, perhaps in another tab
	EmptyFile      = "empty_file"      // no bytes; param name
	FileTooLarge   = "file_too_large"  // above MaxSize; params limit and size, as 256 MB
)

// Codes lists them all.
func Codes() []string {
	return []string{StorageFull, NoStorage, StorageFailed, UnreadableFile, FolderDropped, FileGone, EmptyFile, FileTooLarge}
}

// refused makes a fault of one code. params are name, value pairs.
func refused(code, message string, params ...string) *fault.Error {
	return &fault.Error{Code: fault.Invalid, Message: message, Fields: []fault.Field{fault.Note("", code, message, params...)}}
}
