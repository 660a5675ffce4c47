package reference

import (
	"cmp"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"fairbasis/core/op"
)

// row is one member of a request or a reply in the order it is written.
type row struct {
	ID       string   // where links to this row lead, if there are any
	Parent   string   // dotted path of the object it is in, with its dot: "costs."
	Name     string   // of the member
	Kind     []string // from outside in: list, map, then what each holds
	Maybe    bool     // may be {"undefined": reason}
	Required bool
	Doc      string // in English, without the unit
	Choices  []string
	Same     string // id of the row or part with the same members, instead of them
	SameText string // what it is called: "arb: costs"
}

// body is the request or the reply of an operation.
type body struct {
	ID   string // "arb.request"
	Rows []row
	Same string // id of a part that has the same rows, which are then not listed
	Text string // what that one is called
}

// units are the descriptions a number brings with it, and what they are called
// in a table. op.Schema puts them behind what a member says of itself.
var units = map[string]string{
	"index points": "points", "decimal rate, 0.01 is 1 %": "rate", "CNY": "yuan", "lots": "lots",
}

// writer lists the members of one operation after another. An object that was
// listed before is not listed again: a link leads to its first place.
type writer struct {
	seen map[string]*place
	used map[string]bool // ids that links lead to
}

type place struct{ id, text string }

// least is how many members an object has for a link to be shorter than itself.
const least = 4

func newWriter() *writer { return &writer{map[string]*place{}, map[string]bool{}} }

// body lists a request or a reply, as what says.
func (w *writer) body(o op.Op, what string, schema map[string]any, t reflect.Type) body {
	p := body{ID: o.Name + "." + what}
	if at := w.known(schema, place{p.ID, o.Name}); at != nil {
		w.used[at.id] = true
		p.Same, p.Text = at.id, at.text
		return p
	}
	w.object(&p, "", o.Name, schema, t)
	return p
}

// known is where an object was listed before. Otherwise it is noted here.
func (w *writer) known(schema map[string]any, here place) *place {
	members, _ := schema["properties"].(map[string]any)
	if len(members) < least {
		return nil
	}
	key, err := json.Marshal([]any{members, schema["required"]})
	if err != nil {
		panic(err) // made of texts, lists and maps
	}
	if at, ok := w.seen[string(key)]; ok {
		return at
	}
	w.seen[string(key)] = &here
	return nil
}

func (w *writer) object(p *body, parent, name string, schema map[string]any, t reflect.Type) {
	properties, _ := schema["properties"].(map[string]any)
	required, _ := schema["required"].([]string)
	for _, m := range members(properties, required, t) {
		s := properties[m.Name].(map[string]any)
		r := row{Parent: parent, Name: m.Name, Required: slices.Contains(required, m.Name)}
		r.Doc, _ = s["description"].(string)
		path := strings.TrimSuffix(parent+m.Name, ".")
		r.ID = p.ID + "." + path
		inner, kind := w.kind(&r, s, m.Type)
		at := len(p.Rows)
		p.Rows = append(p.Rows, r)
		if inner == nil {
			continue
		}
		if had := w.known(inner, place{r.ID, name + ": " + path}); had != nil {
			w.used[had.id] = true
			p.Rows[at].Same, p.Rows[at].SameText = had.id, had.text
			continue
		}
		w.object(p, path+".", name, inner, kind)
	}
}

// members lists what an object holds: as the Go type has it, or, where a type
// describes itself, what is required first.
func members(properties map[string]any, required []string, t reflect.Type) []op.Member {
	if t.Kind() == reflect.Struct {
		if all := op.Members(t); len(all) == len(properties) {
			return all
		}
	}
	var out []op.Member
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		out = append(out, op.Member{Name: name, Type: reflect.TypeFor[any]()})
	}
	slices.SortStableFunc(out, func(a, b op.Member) int {
		return cmp.Compare(slices.Index(required, b.Name), slices.Index(required, a.Name))
	})
	return out
}

// elem is the type of what a list or a map holds, where it is known.
func elem(t reflect.Type) reflect.Type {
	if k := t.Kind(); k == reflect.Slice || k == reflect.Map {
		return t.Elem()
	}
	return t
}

// kind says what a member is and returns the object inside, if there is one to
// be listed, with its type.
func (w *writer) kind(r *row, s map[string]any, t reflect.Type) (map[string]any, reflect.Type) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if one, ok := s["oneOf"].([]any); ok {
		r.Maybe = true
		first := one[0].(map[string]any)
		unit, _ := first["description"].(string)
		r.Kind = append(r.Kind, cmp.Or(units[unit], "number"))
		return nil, nil
	}
	if enum, ok := s["enum"].([]string); ok {
		r.Choices = enum
		r.Kind = append(r.Kind, "choice")
		return nil, nil
	}
	kind, _ := s["type"].(string)
	if either, ok := s["type"].([]string); ok {
		kind = either[0]
	}
	switch kind {
	case "array":
		r.Kind = append(r.Kind, "list")
		return w.kind(r, s["items"].(map[string]any), elem(t))
	case "object":
		if items, ok := s["additionalProperties"].(map[string]any); ok {
			r.Kind = append(r.Kind, "map")
			return w.kind(r, items, elem(t))
		}
		if len(r.Kind) == 0 {
			r.Kind = []string{"object"}
		}
		if s["properties"] == nil {
			return nil, nil
		}
		return s, t
	case "number", "integer":
		said, _ := s["description"].(string)
		doc, unit := split(said)
		if r.Doc == said {
			r.Doc = doc
		}
		r.Kind = append(r.Kind, cmp.Or(units[unit], kind))
	case "string":
		switch {
		case s["format"] == "date":
			kind = "date"
		case s["contentEncoding"] == "base64":
			kind = "base64"
		case s["pattern"] != nil:
			kind = "month"
		default:
			kind = "text"
		}
		r.Kind = append(r.Kind, kind)
	default:
		r.Kind = append(r.Kind, kind)
	}
	return nil, nil
}

// split takes the unit off a description.
func split(said string) (doc, unit string) {
	for unit := range units {
		if said == unit {
			return "", unit
		}
		if doc, ok := strings.CutSuffix(said, " ("+unit+")"); ok {
			return doc, unit
		}
	}
	return said, ""
}
