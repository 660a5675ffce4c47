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
	n, err := p.node(0)
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

func (p *parser) node(depth int) (Node, error) {
	from := p.at
	var n Node
	var err error
	switch c := p.peek(); {
	case depth > maxDepth:
		_, err = p.value(depth) // refuses it
	case c == '{' || c == '[':
		n, err = p.branch(depth, c == '{')
	case c == '"':
		err = p.pass()
	default:
		_, err = p.value(depth)
	}
	n.Text = p.text[from:p.at]
	return n, err
}

// branch reads an object or a list.
func (p *parser) branch(depth int, object bool) (n Node, err error) {
	end, want := byte(']'), "a comma or ]"
	if object {
		end, want = '}', "a comma or }"
		n.Names = []string{}
	}
	n.Items = []Node{}
	p.at++
	if p.blanks(); p.peek() == end {
		p.at++
		return n, nil
	}
	for {
		p.blanks()
		if object {
			name, err := p.name()
			if err != nil {
				return n, err
			}
			n.Names = append(n.Names, name)
		}
		item, err := p.node(depth + 1)
		if err != nil {
			return n, err
		}
		n.Items = append(n.Items, item)
		p.blanks()
		switch p.peek() {
		case ',':
			p.at++
		case end:
			p.at++
			return n, nil
		default:
			return n, p.bad(want)
		}
	}
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
