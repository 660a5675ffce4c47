package op

import "reflect"

// Member is one member of the JSON object that a struct is.
type Member struct {
	Name string
	Type reflect.Type
}

// Members lists the members of a struct as they are written, embedded structs
// opened. Schemas hold them by name; this is their order.
func Members(t reflect.Type) []Member {
	var out []Member
	for _, m := range members(t) {
		out = append(out, Member{m.name, m.field.Type})
	}
	return out
}

// RequestType and ReplyType are the Go types of the two JSON bodies.
func (o Op) RequestType() reflect.Type { return o.in }

// ReplyType is the Go type of the reply.
func (o Op) ReplyType() reflect.Type { return o.out }
