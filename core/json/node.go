package json

import "unicode/utf8"

// Node is a value as it is written: members in their order, numbers with
// their digits. A program that only calls Parse does not link it.
type Node struct {
	// Text is the value's own part of what was read; its first byte tells an
	// object, a list, a text, a number, true, false and null apart.
	Text []byte
	// Names are those of the members of an object, in order.
	Names []string
	// Items are the values of the members, or what a list holds.
	Items []Node
}

// Read reads one value and nothing else, as Parse does, and refuses what Parse
// refuses. The Node refers to the text.
func Read(text []byte) (Node, error) {
	p := parser{text: text}
	p.blanks()
	if p.at == len(text) {
		return Node{}, ErrEmpty
	}
	n, err := p.node(0, Node{})
	if err != nil {
		return Node{}, err
	}
	if p.blanks(); p.at < len(text) {
		return Node{}, ErrTrailing
	}
	return n, nil
}

// Kind is the first byte of the value: { [ " t f n, and 0 for a number.
func (n Node) Kind() byte {
	switch c := n.Text[0]; c {
	case '{', '[', '"', 't', 'f', 'n':
		return c
	}
	return '0'
}

// String is what a text says, and of anything else how it is written.
func (n Node) String() string {
	if n.Kind() != '"' {
		return string(n.Text)
	}
	p := parser{text: n.Text}
	s, _ := p.string() // it was read before
	return s
}

// AppendText appends a text as Marshal writes it.
func AppendText(b []byte, text string) []byte { return quote(b, text) }

// node reads a value. Lists mostly hold objects with the same members: the
// names of like, the one before it, are taken over without a copy.
func (p *parser) node(depth int, like Node) (Node, error) {
	from := p.at
	var n Node
	var err error
	switch c := p.peek(); {
	case depth > maxDepth:
		_, err = p.value(depth) // refuses it
	case c == '{':
		n, err = p.members(depth, like)
	case c == '[':
		n, err = p.items(depth)
	case c == '"':
		err = p.pass()
	default:
		_, err = p.value(depth)
	}
	n.Text = p.text[from:p.at]
	return n, err
}

func (p *parser) items(depth int) (n Node, err error) {
	n.Items = []Node{}
	p.at++
	if p.blanks(); p.peek() == ']' {
		p.at++
		return n, nil
	}
	var item Node
	for {
		p.blanks()
		if item, err = p.node(depth+1, item); err != nil {
			return n, err
		}
		n.Items = append(n.Items, item)
		p.blanks()
		switch p.peek() {
		case ',':
			p.at++
		case ']':
			p.at++
			return n, nil
		default:
			return n, p.bad("a comma or ]")
		}
	}
}

func (p *parser) members(depth int, like Node) (n Node, err error) {
	n = Node{Names: like.Names[:0:0], Items: make([]Node, 0, len(like.Names))}
	if n.Names == nil {
		n.Names = []string{}
	}
	p.at++
	if p.blanks(); p.peek() == '}' {
		p.at++
		return n, nil
	}
	for k := 0; ; k++ {
		p.blanks()
		var before Node
		if k < len(like.Names) && p.named(like.Names[k]) {
			n.Names, before = like.Names[:k+1:k+1], like.Items[k]
		} else {
			like = Node{}
			name, err := p.name()
			if err != nil {
				return n, err
			}
			n.Names = append(n.Names, name) // makes a copy of what is another's
		}
		item, err := p.node(depth+1, before)
		if err != nil {
			return n, err
		}
		n.Items = append(n.Items, item)
		p.blanks()
		switch p.peek() {
		case ',':
			p.at++
		case '}':
			p.at++
			return n, nil
		default:
			return n, p.bad("a comma or }")
		}
	}
}

// named goes behind a member's name and colon if they are written plainly, and
// reports whether they are.
func (p *parser) named(name string) bool {
	rest := p.text[p.at:]
	size := len(name) + len(`"":`)
	if len(rest) < size || rest[0] != '"' || string(rest[1:1+len(name)]) != name || rest[size-2] != '"' || rest[size-1] != ':' {
		return false
	}
	for i := range len(name) {
		if c := name[i]; c == '"' || c == '\\' || c < ' ' {
			return false
		}
	}
	p.at += size
	p.blanks()
	return true
}

// name reads the name of a member, its colon and the blanks behind it.
func (p *parser) name() (string, error) {
	if p.peek() != '"' {
		return "", p.bad("the name of a member")
	}
	name, err := p.string()
	if err != nil {
		return "", err
	}
	if p.blanks(); p.peek() != ':' {
		return "", p.bad("a colon")
	}
	p.at++
	p.blanks()
	return name, nil
}

// pass goes behind a text without keeping it.
func (p *parser) pass() error {
	p.at++
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return nil
		case c < ' ':
			return p.bad("a character of a text")
		case c == '\\':
			p.at++
			if _, err := p.escape(); err != nil {
				return err
			}
		case c < utf8.RuneSelf:
			p.at++
		default:
			_, size := utf8.DecodeRune(p.text[p.at:])
			p.at += size
		}
	}
	return p.bad("a closing quote")
}
