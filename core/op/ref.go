package op

import "reflect"

// NeedsFiles reports whether the operation is about files as they are: one of
// its members is a reference (a text named ref, anywhere in the request) that
// may not be left out. All others take their bars with the request as well. The
// hosted API answers it over the body of a text/csv request alone.
func (o Op) NeedsFiles() bool { return needsRef(o.in) }

func needsRef(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice:
		return needsRef(t.Elem())
	case reflect.Struct:
		for _, m := range members(t) {
			if m.required && (m.name == "ref" && m.field.Type.Kind() == reflect.String || needsRef(m.field.Type)) {
				return true
			}
		}
	}
	return false
}

// TakesFiles reports whether requests of the operation may refer to a file of
// bars: there is a reference somewhere in them.
func (o Op) TakesFiles() bool { return hasRef(o.in) }

func hasRef(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Pointer, reflect.Map:
		return hasRef(t.Elem())
	case reflect.Struct:
		for _, m := range members(t) {
			if m.name == "ref" && m.field.Type.Kind() == reflect.String || hasRef(m.field.Type) {
				return true
			}
		}
	}
	return false
}
