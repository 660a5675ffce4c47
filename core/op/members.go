package op

import (
	"reflect"
	"strings"
)

// Member is one member of a JSON object as a type declares it, for those who
// describe requests and replies.
type Member struct {
	Name     string
	Type     reflect.Type
	Required bool     // always there in a reply; may not be left out of a request
	Doc      string   // what it is, its unit and range
	Enum     []string // the texts it may be, nil for any
}

// Members lists the members of a struct as they are written, embedded structs
// opened. Schemas hold them by name; this is their order.
func Members(t reflect.Type) []Member {
	var out []Member
	for _, m := range members(t) {
		d := Member{Name: m.name, Type: m.field.Type, Required: m.required, Doc: m.field.Tag.Get("doc")}
		if enum := m.field.Tag.Get("enum"); enum != "" {
			d.Enum = strings.Split(enum, ",")
		}
		out = append(out, d)
	}
	return out
}

// RequestType is the Go type of the request.
func (o Op) RequestType() reflect.Type { return o.in }

// ReplyType is the Go type of the reply.
func (o Op) ReplyType() reflect.Type { return o.out }
