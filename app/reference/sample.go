package reference

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
)

// Longest and most of what a shown example holds. The whole of it is in a file.
const (
	mostItems  = 1   // of a list of objects
	mostValues = 3   // of a list of numbers or texts
	mostText   = 160 // characters of one text
	mostInline = 900 // bytes of a request that stands in a command
	mostLine   = 100 // characters of an object or a list on one line
	cut        = "…" // stands for what is left out
)

// node is JSON with its members in order and its numbers as they were written.
type node struct {
	name  string // of a member
	text  string // of a value without parts, as JSON
	open  byte   // '{' or '[' of one with parts
	parts []node
}

// parse reads JSON that this program wrote itself.
func parse(text []byte) (node, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	return next(d)
}

func next(d *json.Decoder) (node, error) {
	t, err := d.Token()
	if err != nil {
		return node{}, err
	}
	open, ok := t.(json.Delim)
	if !ok {
		text, err := encode(t)
		return node{text: text}, err
	}
	n := node{open: byte(open)}
	for d.More() {
		name := ""
		if open == '{' {
			t, err := d.Token()
			if err != nil {
				return n, err
			}
			name = t.(string)
		}
		p, err := next(d)
		if err != nil {
			return n, err
		}
		p.name = name
		n.parts = append(n.parts, p)
	}
	_, err = d.Token() // the end
	return n, err
}

// encode writes one value without the escapes that only HTML would need.
func encode(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSpace(b.String()), err
}

// whole writes a node on one line as JSON.
func (n node) whole() string {
	if n.open == 0 {
		return n.text
	}
	parts := make([]string, len(n.parts))
	for i, p := range n.parts {
		if parts[i] = p.whole(); n.open == '{' {
			parts[i] = strconv.Quote(p.name) + ":" + parts[i]
		}
	}
	return string(n.open) + strings.Join(parts, ",") + string(n.open+2)
}

// short cuts long lists and texts.
func (n node) short() node {
	if n.open == 0 {
		if r := []rune(n.text); len(r) > mostText {
			n.text = string(r[:mostText]) + cut + `"`
		}
		return n
	}
	most := len(n.parts)
	if n.open == '[' && most > 0 {
		if most = mostItems; n.parts[0].open == 0 {
			most = mostValues
		}
	}
	out := node{name: n.name, open: n.open}
	for i, p := range n.parts {
		if i == most && len(n.parts) > most+1 {
			out.parts = append(out.parts, node{text: cut})
			break
		}
		out.parts = append(out.parts, p.short())
	}
	return out
}

// pretty writes a node over lines, what is short on one.
func (n node) pretty() string {
	var b strings.Builder
	n.print(&b, "")
	return b.String()
}

func (n node) print(b *strings.Builder, indent string) {
	if line := n.line(); n.open == 0 || len(n.parts) == 0 || len(line)+len(indent)+len(n.name) <= mostLine && indent != "" {
		b.WriteString(line)
		return
	}
	b.WriteByte(n.open)
	inner := indent + "  "
	for i, p := range n.parts {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n" + inner)
		if n.open == '{' {
			b.WriteString(strconv.Quote(p.name) + ": ")
		}
		p.print(b, inner)
	}
	b.WriteString("\n" + indent)
	b.WriteByte(n.open + 2)
}

// line is the node on one line with blanks between.
func (n node) line() string {
	if n.open == 0 {
		return n.text
	}
	parts := make([]string, len(n.parts))
	for i, p := range n.parts {
		if parts[i] = p.line(); n.open == '{' {
			parts[i] = strconv.Quote(p.name) + ": " + parts[i]
		}
	}
	if n.open == '{' && len(parts) > 0 {
		return "{ " + strings.Join(parts, ", ") + " }"
	}
	return string(n.open) + strings.Join(parts, ", ") + string(n.open+2)
}

// query writes a request as the parameters of an address: dotted paths, lists
// by place.
func (n node) query() []string {
	var out []string
	var walk func(path string, n node)
	walk = func(path string, n node) {
		if n.open == 0 {
			text := n.text
			var s string
			if json.Unmarshal([]byte(text), &s) == nil {
				text = s
			}
			out = append(out, path+"="+escape(text))
			return
		}
		for i, p := range n.parts {
			name := p.name
			if n.open == '[' {
				name = strconv.Itoa(i)
			}
			if path != "" {
				name = path + "." + name
			}
			walk(name, p)
		}
	}
	walk("", n)
	return out
}

// escape is url.QueryEscape with what an address holds as it is.
func escape(text string) string {
	return strings.NewReplacer("%2C", ",", "%3A", ":", "+", "%20").Replace(url.QueryEscape(text))
}
