package op

import (
	"reflect"

	"fairbasis/core/fault"
	"fairbasis/core/json"
)

var (
	jsonWriter = reflect.TypeFor[json.Writer]()
	textWriter = reflect.TypeFor[json.TextWriter]()
)

// deepestPath is how many names a path of ReplyPaths has at most.
const deepestPath = 12

// ReplyPaths lists the dotted paths of everything a reply of the operation may
// hold, in its order: contracts, contracts.basis ... Those through a list are
// of its items; a name * stands for any name.
func ReplyPaths(o Op) []string { return paths(nil, "", o.out, 0) }

func paths(out []string, prefix string, t reflect.Type, depth int) []string {
	if t.Implements(jsonWriter) || t.Implements(textWriter) || depth > deepestPath {
		return out
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		return paths(out, prefix, t.Elem(), depth)
	case reflect.Map:
		path := fault.Join(prefix, "*")
		return paths(append(out, path), path, t.Elem(), depth+1)
	case reflect.Struct:
		for _, m := range members(t) {
			path := fault.Join(prefix, m.name)
			out = paths(append(out, path), path, m.field.Type, depth+1)
		}
	}
	return out
}
