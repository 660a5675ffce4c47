package openapi

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/op"
)

// schemas are the named types of requests and replies, in the order of their
// first use.
type schemas struct {
	list object
	seen map[string]reflect.Type
	// open says that members may be added: of what is in replies only. Requests
	// refuse members they do not know.
	open bool
}

// requests describes all requests that are bodies, so that what they hold is closed.
func (s *schemas) requests(set op.Set) {
	for _, o := range set.Ops() {
		if !o.NeedsFiles() {
			s.of(o.RequestType())
		}
	}
	s.open = true
}

// of describes a type: by itself where that is short, else by reference.
func (s *schemas) of(t reflect.Type) object {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if own := ownSchema(t); own != nil {
		switch {
		case own["oneOf"] != nil:
			return s.named(t, func() object { return object{{"oneOf", []any{ordered(own["oneOf"].([]any)[0]), s.undefined()}}} })
		case own["properties"] != nil:
			return s.named(t, func() object { return ordered(own).(object) })
		}
		return ordered(own).(object)
	}
	switch t.Kind() {
	case reflect.Struct:
		return s.named(t, func() object { return s.structure(t) })
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Uint8 {
			return object{{"type", "array"}, {"items", s.of(t.Elem())}}
		}
	case reflect.Map:
		return object{{"type", "object"}, {"additionalProperties", s.of(t.Elem())}}
	}
	return ordered(op.Schema(t)).(object)
}

// named describes a type once, under its name, and refers to it.
func (s *schemas) named(t reflect.Type, describe func() object) object {
	name := typeName(t)
	if had, ok := s.seen[name]; !ok {
		if s.seen == nil {
			s.seen = map[string]reflect.Type{}
		}
		s.seen[name] = t
		at := len(s.list)
		s.list = append(s.list, member{name, nil})
		s.list[at].value = describe()
	} else if had != t {
		panic("openapi: two types are called " + name)
	}
	return reference("schemas", name)
}

// reference leads to a component.
func reference(kind, name string) object {
	return object{{"$ref", "#/components/" + kind + "/" + name}}
}

// undefined describes what stands where a figure has no meaning.
func (s *schemas) undefined() object {
	const name = "Undefined"
	if s.list.get(name) == nil {
		s.list = append(s.list, member{name, object{
			{"type", "object"}, {"description", "a figure that has no meaning here"},
			{"properties", object{{"undefined", object{{"type", "string"}, {"description", "why there is none, as a stable name such as no_price"}}}}},
			{"required", []any{"undefined"}}, {"additionalProperties", false},
		}})
	}
	return reference("schemas", name)
}

func (s *schemas) structure(t reflect.Type) object {
	properties, required := object{}, []any{}
	for _, m := range op.Members(t) {
		properties = append(properties, member{m.Name, s.member(m)})
		if m.Required {
			required = append(required, m.Name)
		}
	}
	o := object{{"type", "object"}, {"properties", properties}}
	if len(required) > 0 {
		o = append(o, member{"required", required})
	}
	if s.open {
		return o
	}
	return append(o, member{"additionalProperties", false})
}

// member describes a member of a struct: its type, what it is and its choices.
func (s *schemas) member(m op.Member) object {
	o := object{}
	doc := m.Doc
	for _, e := range s.of(m.Type) {
		if e.name != "description" {
			o = append(o, e)
		} else if unit := e.value.(string); doc == "" {
			doc = unit
		} else {
			doc += " (" + unit + ")"
		}
	}
	if low, high := rangeOf(m.Doc); low != "" && !s.open && (o.get("type") == "integer" || o.get("type") == "number") {
		o = append(o, member{"minimum", raw(low)}, member{"maximum", raw(high)})
	}
	if m.Enum != nil {
		choices := []any{}
		for _, c := range m.Enum {
			choices = append(choices, c)
		}
		o = append(o, member{"enum", choices})
	}
	if doc != "" {
		o = append(o, member{"description", doc})
	}
	return o
}

// rangeOf reads the range of a figure in what is said of it, the first "2 to
// 5000" there is; a test shows that operations refuse what lies outside.
func rangeOf(doc string) (low, high string) {
	words := strings.FieldsFunc(doc, func(r rune) bool { return strings.ContainsRune(" ,;:()", r) })
	for i := 1; i+1 < len(words); i++ {
		if words[i] != "to" {
			continue
		}
		_, err1 := strconv.ParseFloat(words[i-1], 64)
		_, err2 := strconv.ParseFloat(words[i+1], 64)
		if err1 == nil && err2 == nil {
			return words[i-1], words[i+1]
		}
	}
	return "", ""
}

// ownSchema is what a type says of itself, nil if it says nothing.
func ownSchema(t reflect.Type) map[string]any {
	if s, ok := reflect.Zero(t).Interface().(interface{ JSONSchema() map[string]any }); ok {
		return s.JSONSchema()
	}
	return nil
}

// first are the members of schemas that stand before others.
var first = []string{"type", "oneOf", "properties", "items", "required"}

// ordered is a value made of maps with its members in a fixed order.
func ordered(v any) any {
	switch v := v.(type) {
	case map[string]any:
		names := slices.Sorted(maps.Keys(v))
		slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
		o := object{}
		for _, name := range names {
			o = append(o, member{name, ordered(v[name])})
		}
		return o
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = ordered(e)
		}
		return out
	case []string:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = e
		}
		return out
	}
	return v
}

func rank(name string) int {
	if i := slices.Index(first, name); i >= 0 {
		return i
	}
	return len(first)
}

// typeName is the name of a type as a component: its package and its own name,
// those of its parameters behind.
func typeName(t reflect.Type) string {
	own, parameters, _ := strings.Cut(t.Name(), "[")
	prefix := title(t.PkgPath()[strings.LastIndexByte(t.PkgPath(), '/')+1:])
	if prefix == "Op" || prefix == "Unit" || strings.HasPrefix(own, prefix) {
		prefix = ""
	}
	name := prefix + own
	for p := range strings.SplitSeq(strings.TrimSuffix(parameters, "]"), ",") {
		if p != "" {
			name += title(p[strings.LastIndexByte(p, '.')+1:])
		}
	}
	return name
}

func title(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}
