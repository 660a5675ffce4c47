// Package wire is the protocol between the page and the engine, a second
// program in a Web Worker: a whole question goes, a whole answer returns.
// Columns of numbers travel beside the JSON as transferred buffers.
package wire

import (
	"encoding/json"
	"fmt"
	"reflect"

	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// Version is the protocol's version. Page and engine are built together; a
// message of another version is refused rather than guessed at.
const Version = 1

// Message is one message in either direction. To the engine: ID and Op with
// Body, or ID and Cancel. To the page: ID with Done and Total while work goes
// on, then ID with Body and Columns or with Fault.
type Message struct {
	Version int
	ID      int
	Op      string
	Body    []byte // JSON of the request or reply
	Cancel  bool
	Done    int
	Total   int // above 0 marks a progress message
	Columns []op.Column
	Fault   *fault.Error
}

// Pack encodes a reply: its JSON, in which every op.Column is replaced by the
// list of one number, its place in the returned columns. The reply must be a
// struct and is taken over: it must not be used afterwards.
func Pack(reply any) ([]byte, []op.Column, error) {
	v := reflect.New(reflect.TypeOf(reply)).Elem()
	v.Set(reflect.ValueOf(reply))
	var columns []op.Column
	walk(v, func(c *op.Column) error {
		if *c != nil {
			columns = append(columns, *c)
			*c = op.Column{float64(len(columns) - 1)}
		}
		return nil
	})
	body, err := json.Marshal(v.Interface())
	return body, columns, err
}

// Unpack decodes a reply that Pack encoded into *into.
func Unpack(body []byte, columns []op.Column, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return err
	}
	return walk(reflect.ValueOf(into).Elem(), func(c *op.Column) error {
		if *c == nil {
			return nil
		}
		if len(*c) != 1 || int((*c)[0]) < 0 || int((*c)[0]) >= len(columns) {
			return fmt.Errorf("wire: a column refers to %v of %d buffers", []float64(*c), len(columns))
		}
		*c = columns[int((*c)[0])]
		return nil
	})
}

var columnType = reflect.TypeFor[op.Column]()

// walk visits every op.Column reachable through exported fields and slices.
func walk(v reflect.Value, visit func(*op.Column) error) error {
	switch {
	case v.Type() == columnType:
		return visit(v.Addr().Interface().(*op.Column))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				if err := walk(v.Field(i), visit); err != nil {
					return err
				}
			}
		}
	case v.Kind() == reflect.Slice && mayHoldColumns(v.Type().Elem()):
		for i := range v.Len() {
			if err := walk(v.Index(i), visit); err != nil {
				return err
			}
		}
	case v.Kind() == reflect.Pointer && !v.IsNil() && mayHoldColumns(v.Type().Elem()):
		return walk(v.Elem(), visit)
	}
	return nil
}

func mayHoldColumns(t reflect.Type) bool {
	return t == columnType || t.Kind() == reflect.Struct || t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer
}
