// Package wire is the protocol between the page and the engine, a second
// program in a Web Worker: a whole question goes, a whole answer returns.
// Columns of numbers and documents to save travel beside the JSON as
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

// Version is the protocol's version. Page and engine are built together; a
// message of another version is refused rather than guessed at.
const Version = 1

// Message is one message in either direction. To the engine: ID and Op with
// Body, or ID and Cancel. To the page: ID with Done and Total while work goes
// on, then ID with Body, Columns and Files or with Fault.
type Message struct {
	Version int
	ID      int
	Op      string
	Body    []byte // JSON of the request or reply
	Cancel  bool
	Done    int
	Total   int // above 0 marks a progress message
	Columns []op.Column
	Files   [][]byte // contents of documents, as the engine sends them
	Kept    []int    // where the page keeps each of Files instead
	Fault   *fault.Error
}

// Pack encodes a reply for the page: in the JSON every op.Column is replaced
// by the list of one number, its place in Columns, and the bytes of every
// op.File by Kept, its place in Files counted from 1. The reply must be a
// struct and is taken over: it must not be used afterwards.
func Pack(reply any) (Message, error) {
	v := reflect.New(reflect.TypeOf(reply)).Elem()
	v.Set(reflect.ValueOf(reply))
	m := Message{Version: Version}
	err := walk(v, func(c *op.Column) error {
		if *c != nil {
			m.Columns = append(m.Columns, *c)
			*c = op.Column{float64(len(m.Columns) - 1)}
		}
		return nil
	}, func(f *op.File) error {
		if f.Bytes != nil {
			m.Files = append(m.Files, f.Bytes)
			f.Bytes, f.Kept = nil, len(m.Files)
		}
		return nil
	})
	if err != nil {
		return m, err
	}
	m.Body, err = json.Marshal(v.Interface())
	return m, err
}

// Unpack decodes a reply that Pack encoded into *into. The bytes of documents
// stay outside: Kept of each op.File says where the page keeps them.
func Unpack(m Message, into any) error {
	if err := json.Unmarshal(m.Body, into); err != nil {
		return err
	}
	return walk(reflect.ValueOf(into).Elem(), func(c *op.Column) error {
		if *c == nil {
			return nil
		}
		if len(*c) != 1 || int((*c)[0]) < 0 || int((*c)[0]) >= len(m.Columns) {
			return errors.New("wire: a column refers to a buffer beyond the " + strconv.Itoa(len(m.Columns)) + " there are")
		}
		*c = m.Columns[int((*c)[0])]
		return nil
	}, func(f *op.File) error {
		if f.Kept == 0 {
			return nil
		}
		if f.Kept < 0 || f.Kept > len(m.Kept) {
			return errors.New("wire: document " + strconv.Quote(f.Name) + " refers to buffer " + strconv.Itoa(f.Kept) + " of " + strconv.Itoa(len(m.Kept)))
		}
		f.Kept = m.Kept[f.Kept-1]
		return nil
	})
}

var (
	columnType = reflect.TypeFor[op.Column]()
	fileType   = reflect.TypeFor[op.File]()
)

// walk visits every op.Column and op.File reachable through exported fields,
// slices and pointers.
func walk(v reflect.Value, column func(*op.Column) error, file func(*op.File) error) error {
	switch {
	case v.Type() == columnType:
		return column(v.Addr().Interface().(*op.Column))
	case v.Type() == fileType:
		return file(v.Addr().Interface().(*op.File))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				if err := walk(v.Field(i), column, file); err != nil {
					return err
				}
			}
		}
	case v.Kind() == reflect.Slice && mayHoldBuffers(v.Type().Elem()):
		for i := range v.Len() {
			if err := walk(v.Index(i), column, file); err != nil {
				return err
			}
		}
	case v.Kind() == reflect.Pointer && !v.IsNil() && mayHoldBuffers(v.Type().Elem()):
		return walk(v.Elem(), column, file)
	}
	return nil
}

func mayHoldBuffers(t reflect.Type) bool {
	return t == columnType || t.Kind() == reflect.Struct || t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer
}
