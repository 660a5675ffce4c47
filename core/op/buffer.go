package op

import (
	"errors"
	"reflect"
	"strconv"
)

var (
	columnType = reflect.TypeFor[Column]()
	fileType   = reflect.TypeFor[File]()
)

// Walk visits every Column and File reachable from a settable value through
// exported fields, slices and pointers.
func Walk(v reflect.Value, column func(*Column) error, file func(*File) error) error {
	t := v.Type()
	switch {
	case t == columnType:
		return column(v.Addr().Interface().(*Column))
	case t == fileType:
		return file(v.Addr().Interface().(*File))
	case !holds(t, 0):
		return nil
	}
	switch t.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if t.Field(i).IsExported() {
				if err := Walk(v.Field(i), column, file); err != nil {
					return err
				}
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if err := Walk(v.Index(i), column, file); err != nil {
				return err
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return Walk(v.Elem(), column, file)
		}
	}
	return nil
}

// deepest is how far holds looks into a type; one that refers to itself may
// hold anything.
const deepest = 8

// holds reports whether values of a type can lead to a Column or File, so that
// long lists of other things need not be walked.
func holds(t reflect.Type, depth int) bool {
	switch {
	case t == columnType || t == fileType || depth == deepest:
		return true
	case t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer:
		return holds(t.Elem(), depth+1)
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && holds(f.Type, depth+1) {
				return true
			}
		}
	}
	return false
}

// Fill puts columns back in the place of their numbers: in *into, read from
// JSON, every Column is a list of one number, its place in columns.
func Fill(into any, columns []Column) error {
	return Walk(reflect.ValueOf(into).Elem(), func(c *Column) error {
		if *c == nil {
			return nil
		}
		if len(*c) != 1 || int((*c)[0]) < 0 || int((*c)[0]) >= len(columns) {
			return errors.New("a column refers to a buffer beyond the " + strconv.Itoa(len(columns)) + " there are")
		}
		*c = columns[int((*c)[0])]
		return nil
	}, func(*File) error { return nil })
}
