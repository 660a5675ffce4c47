package openapi

import (
	"reflect"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// parameters are those that several operations have, by what they say.
type parameters struct {
	list   object
	byText map[string]string // JSON -> name
}

// reserved are the parameters that shape a reply, of GET and POST alike.
var reserved = []object{
	{{"name", "fields"}, {"in", "query"}, {"description", "members of the reply to keep: dotted paths with commas between, through lists without index (contracts.basis); all if left out"},
		{"schema", object{{"type", "string"}}}},
	{{"name", "tail"}, {"in", "query"}, {"description", "keep the last so many rows of every list of the longest length there is; places named in gap and empty move along"},
		{"schema", object{{"type", "integer"}, {"minimum", 1}}}},
	{{"name", "columns"}, {"in", "query"}, {"description", "lists of objects as one object of equally long lists, null where an object lacks a member"},
		{"schema", object{{"type", "boolean"}, {"default", false}}}},
	{{"name", "sheet"}, {"in", "query"}, {"description", `with text/csv: dotted path of the table to write, "." for the lists of the reply itself side by side, "values" for its single values as rows of path and value; if left out, the CSV file in the reply, else the table with the most rows`},
		{"schema", object{{"type", "string"}}}},
}

// add notes a parameter and refers to it. Of several with one name and
// different texts the later ones carry the name of their operation.
func (p *parameters) add(o op.Op, parameter object) object {
	text, err := encode(nil, parameter)
	if err != nil {
		panic("openapi: " + err.Error())
	}
	if name, ok := p.byText[string(text)]; ok {
		return reference("parameters", name)
	}
	name := parameter.get("name").(string)
	if p.list.get(name) != nil {
		name = o.Name + "." + name
	}
	for n := 2; p.list.get(name) != nil; n++ {
		name = o.Name + "." + parameter.get("name").(string) + "." + strconv.Itoa(n)
	}
	if p.byText == nil {
		p.byText = map[string]string{}
	}
	p.byText[string(text)] = name
	p.list = append(p.list, member{name, parameter})
	return reference("parameters", name)
}

// ofRequest are the parameters that a request is made of in a query: dotted
// paths, lists of objects by index. A ref that is required is the body's.
func (p *parameters) ofRequest(s *schemas, o op.Op) []any {
	var out []any
	in := o.RequestType()
	var visit func(prefix string, t reflect.Type, required, listed bool)
	visit = func(prefix string, t reflect.Type, required, listed bool) {
		for _, m := range op.Members(t) {
			if m.Name == "ref" && m.Required {
				continue
			}
			path, required := fault.Join(prefix, m.Name), required && m.Required
			t, many := m.Type, false
			for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
				many = many || t.Kind() == reflect.Slice
				t = t.Elem()
			}
			if t.Kind() == reflect.Struct && ownSchema(t) == nil {
				if many {
					path += ".0"
				}
				visit(path, t, required && !many, listed || many)
				continue
			}
			schema := s.member(m)
			parameter := object{{"name", path}, {"in", "query"}}
			if required {
				parameter = append(parameter, member{"required", true})
			}
			doc, _ := schema.get("description").(string)
			if listed {
				doc += "; 0 is the first of the list, 1 the next ..."
			}
			if many {
				parameter = append(parameter, member{"style", "form"}, member{"explode", false})
			}
			if doc != "" {
				parameter = append(parameter, member{"description", doc})
			}
			plain := object{}
			for _, e := range schema {
				if e.name != "description" {
					plain = append(plain, e)
				}
			}
			out = append(out, p.add(o, append(parameter, member{"schema", plain})))
		}
	}
	visit("", in, true, false)
	return out
}
