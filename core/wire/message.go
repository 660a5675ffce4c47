// Package wire is the protocol between the page and its worker programs, and
// through the page between these: a whole question goes, a whole answer
// returns. Columns of numbers and documents travel beside the JSON as
// transferred buffers.
package wire

import (
	"errors"
	"reflect"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/op"
)

// Version is the protocol's version. Page and programs are built together; a
// message of another version is refused rather than guessed at.
const Version = 2

// Message is one message in either direction. To a program: ID and Op with
// Body and Columns, or ID and Cancel. To the page: ID with Done and Total while
// work goes on, then ID with Body, Columns and Files or with Fault.
//
// A program that needs the answer of another one to a question sends the page
// ID, the question, and Need, which counts its needs, with Op and Body, or with
// Cancel; the page sends Need with Body, Columns and Files, or with Fault.
type Message struct {
	Version int
	ID      int
	Need    int
	Op      string
	Body    []byte // JSON of the request or reply
	Cancel  bool
	Done    int
	Total   int // above 0 marks a progress message
	Columns []op.Column
	Files   [][]byte // contents of documents
	Kept    []int    // where the page keeps each of Files instead
	Fault   *fault.Error
}

// Pack encodes a request or reply: in the JSON every op.Column is replaced by
// the list of one number, its place in Columns, and the bytes of every op.File
// by Kept, its place in Files counted from 1. value must be a struct and is as
// it was afterwards; Columns and Files share its memory.
func Pack(value any) (Message, error) {
	v := reflect.New(reflect.TypeOf(value)).Elem()
	v.Set(reflect.ValueOf(value))
	m := Message{Version: Version}
	// What lies behind slices and pointers is the caller's.
	var columns []*op.Column
	var files []*op.File
	err := op.Walk(v, func(c *op.Column) error {
		if *c != nil {
			columns, m.Columns = append(columns, c), append(m.Columns, *c)
			*c = op.Column{float64(len(m.Columns) - 1)}
		}
		return nil
	}, func(f *op.File) error {
		if f.Bytes != nil {
			files, m.Files = append(files, f), append(m.Files, f.Bytes)
			f.Bytes, f.Kept = nil, len(m.Files)
		}
		return nil
	})
	if err == nil {
		m.Body, err = json.Marshal(v.Interface())
	}
	for i, c := range columns {
		*c = m.Columns[i]
	}
	for i, f := range files {
		f.Bytes, f.Kept = m.Files[i], 0
	}
	return m, err
}

// Unpack decodes what Pack encoded into *into. The bytes of documents are put
// back from Files; where the page keeps them outside of its memory instead,
// Kept of each op.File says where.
func Unpack(m Message, into any) error {
	if err := json.Unmarshal(m.Body, into); err != nil {
		return err
	}
	if err := op.Fill(into, m.Columns); err != nil {
		return err
	}
	return op.Walk(reflect.ValueOf(into).Elem(), func(*op.Column) error { return nil }, func(f *op.File) error {
		switch at := f.Kept - 1; {
		case f.Kept == 0:
		case at >= 0 && at < len(m.Files):
			f.Bytes, f.Kept = m.Files[at], 0
		case at >= 0 && at < len(m.Kept):
			f.Kept = m.Kept[at]
		default:
			return errors.New("document " + strconv.Quote(f.Name) + " refers to buffer " + strconv.Itoa(f.Kept) + " of " + strconv.Itoa(max(len(m.Files), len(m.Kept))))
		}
		return nil
	})
}
