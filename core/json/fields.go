package json

import (
	"reflect"
	"strings"
	"sync"
)

// field is one member of the object a struct becomes.
type field struct {
	name                string
	quoted              []byte // with the colon
	index               []int  // path of fields to it
	omitEmpty, omitZero bool
}

var (
	known   = map[reflect.Type][]field{}
	knownMu sync.Mutex
)

var numberType = reflect.TypeFor[Number]()

// fieldsOf lists the members of a struct in order, embedded structs opened.
func fieldsOf(t reflect.Type) []field {
	knownMu.Lock()
	fields, ok := known[t]
	knownMu.Unlock()
	if ok {
		return fields
	}
	fields = collect(nil, t, nil)
	knownMu.Lock()
	known[t] = fields
	knownMu.Unlock()
	return fields
}

func collect(fields []field, t reflect.Type, path []int) []field {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		index := append(path[:len(path):len(path)], i)
		switch {
		case name == "-" || !f.IsExported() && !f.Anonymous:
			continue
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			fields = collect(fields, f.Type, index)
			continue
		case !f.IsExported():
			continue
		case name == "":
			name = f.Name
		}
		fields = append(fields, field{name, append(quote(nil, name), ':'), index,
			strings.Contains(options, "omitempty"), strings.Contains(options, "omitzero")})
	}
	return fields
}
