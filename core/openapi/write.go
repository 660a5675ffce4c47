package openapi

import (
	"bytes"
	"slices"
	"strings"

	"fairbasis/core/json"
)

// object is a JSON object whose members stay in their order.
type object []member

type member struct {
	name  string
	value any
}

// get is a member of an object, nil where there is none.
func (o object) get(name string) any {
	for _, m := range o {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// raw is a value that is JSON already.
type raw []byte

// encode appends a value as JSON: objects, raw values, texts, lists and what
// core/json writes.
func encode(out []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case object:
		out = append(out, '{')
		for i, m := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = append(json.AppendText(out, m.name), ':')
			var err error
			if out, err = encode(out, m.value); err != nil {
				return nil, err
			}
		}
		return append(out, '}'), nil
	case []any:
		out = append(out, '[')
		for i, item := range v {
			if i > 0 {
				out = append(out, ',')
			}
			var err error
			if out, err = encode(out, item); err != nil {
				return nil, err
			}
		}
		return append(out, ']'), nil
	case raw:
		return append(out, v...), nil
	}
	text, err := json.Marshal(v)
	return append(out, text...), err
}

// wide is how long a line may be that holds a whole object or list.
const wide = 180

// layout writes a value over lines: what fits into one stays in one.
func layout(v any) ([]byte, error) {
	text, err := encode(nil, v)
	if err != nil {
		return nil, err
	}
	n, err := json.Read(text)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	lay(&out, n, 0, 0)
	return out.Bytes(), nil
}

// lay writes a value that begins at a column of a line indented by depth.
func lay(out *bytes.Buffer, n json.Node, depth, column int) {
	open := n.Kind()
	if open != '{' && open != '[' || len(n.Items) == 0 || depth+column+len(n.Text) <= wide {
		out.Write(n.Text)
		return
	}
	out.WriteByte(open)
	plain := open == '[' && !slices.ContainsFunc(n.Items, func(item json.Node) bool { return item.Kind() != '0' && item.Kind() != '"' })
	at := wide
	for i, item := range n.Items {
		if i > 0 {
			out.WriteByte(',')
		}
		if plain && at+len(item.Text) < wide { // figures and words fill lines
			out.Write(item.Text)
			at += len(item.Text) + 1
			continue
		}
		out.WriteByte('\n')
		out.WriteString(strings.Repeat(" ", depth+1))
		name := ""
		if open == '{' {
			name = string(json.AppendText(nil, n.Names[i])) + ": "
			out.WriteString(name)
			if n.Names[i] == "example" || n.Names[i] == "examples" { // to be tried rather than read
				out.Write(item.Text)
				continue
			}
		}
		lay(out, item, depth+1, len(name))
		at = depth + 1 + len(item.Text) + 1
	}
	out.WriteByte('\n')
	out.WriteString(strings.Repeat(" ", depth))
	out.WriteByte(open + 2) // } and ] stand two behind { and [
}
