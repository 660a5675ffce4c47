package op

import "reflect"

// NeedsFiles reports whether no request of the operation can do without a
// stored file: one of its members is a reference (a text named ref, anywhere
// in the request) that may not be left out, or the request says so with a
// method of this name. Where nothing is stored, such as behind the hosted API,
// the operation can only refuse.
func (o Op) NeedsFiles() bool {
	if said, ok := o.Example.(interface{ NeedsFiles() bool }); ok {
		return said.NeedsFiles()
	}
	return needsRef(o.in)
}

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
