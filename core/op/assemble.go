package op

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/json"
)

// Pair is one parameter of a query: the dotted path of a member of a request,
// lists by index (dividends.cash.0.points), and its text.
type Pair struct{ Path, Text string }

// NumberReader reads the text of a number that a type of requests holds.
type NumberReader func(t reflect.Type, text string) (json.Number, error)

// Find returns the operation of that name and whether there is one.
func (s Set) Find(name string) (Op, bool) {
	i, ok := s.byName[name]
	if !ok {
		return Op{}, false
	}
	return s.ops[i], true
}

// Members are the names of the members of a request, in their order.
func (o Op) Members() []string {
	var names []string
	for _, m := range members(o.in) {
		names = append(names, m.name)
	}
	return names
}

// Canonical reads a request and writes it in the one form there is of it, so
// that requests which say the same are the same text. It refuses what Decode
// refuses and computes nothing.
func (o Op) Canonical(body []byte) ([]byte, error) {
	in := reflect.New(o.in)
	if err := Decode(body, in.Interface()); err != nil {
		return nil, err
	}
	out, err := json.Marshal(in.Elem().Interface())
	if err != nil {
		return nil, refuse("json", err.Error())
	}
	return out, nil
}

// Assemble makes a request of the parameters of a query, as JSON. The type of
// the member says how a text is read; a list of plain values may also be one
// text with commas between. An empty text leaves out what may be left out. All
// that is wrong is refused together, at the paths as given; what only Decode
// refuses is left to it.
func (o Op) Assemble(pairs []Pair, number NumberReader) ([]byte, error) {
	var fs fault.Fields
	root := &place{}
	for _, p := range pairs {
		root.put(p, &fs)
	}
	a := assembly{number, &fs}
	request := a.object(o.in, root, "")
	if err := fs.Err(); err != nil {
		return nil, err
	}
	return json.Marshal(request)
}

// place is what a query says at one path.
type place struct {
	text    *string
	members map[string]*place
}

func (p *place) put(pair Pair, fs *fault.Fields) {
	if pair.Path == "" || strings.HasPrefix(pair.Path, ".") || strings.HasSuffix(pair.Path, ".") || strings.Contains(pair.Path, "..") {
		name := shorten(pair.Path)
		fs.Add("", "unknown_member", strconv.Quote(name)+" names no field; write paths as costs.futures_fee", "got", name)
		return
	}
	for step := range strings.SplitSeq(pair.Path, ".") {
		if p.members == nil {
			p.members = map[string]*place{}
		}
		if p.members[step] == nil {
			p.members[step] = &place{}
		}
		p = p.members[step]
	}
	if p.text != nil {
		fs.Add(pair.Path, "given_twice", "is given twice")
		return
	}
	p.text = &pair.Text
}

func (p *place) blank() bool { return p.text != nil && strings.TrimSpace(*p.text) == "" }

// assembly turns places into the values that Decode reads.
type assembly struct {
	number NumberReader
	faults *fault.Fields
}

func (a assembly) value(t reflect.Type, p *place, path string) any {
	if t.Kind() == reflect.Pointer {
		return a.value(t.Elem(), p, path)
	}
	if p.text != nil && p.members != nil {
		a.faults.Add(path, "whole", "is given as a whole and in parts; give one of them")
		return nil
	}
	own := reflect.PointerTo(t).Implements(jsonReader) || reflect.PointerTo(t).Implements(textReader)
	switch {
	case t.Kind() == reflect.Struct && !own:
		return a.object(t, p, path)
	case t.Kind() == reflect.Slice && !own:
		return a.list(t, p, path)
	case p.text == nil:
		a.faults.Add(path, "wrong_kind", "holds no members; write it as "+path+"=value")
		return nil
	}
	text := *p.text
	switch {
	case reflect.PointerTo(t).Implements(textReader):
		return text
	case own, t.Kind() == reflect.Float64, t.Kind() == reflect.Int, t.Kind() == reflect.Int64:
		n, err := a.number(t, text)
		a.faults.Merge(path, err)
		return n
	case t.Kind() == reflect.Bool:
		a.faults.OneOf(path, text, "true", "false")
		return text == "true"
	}
	return text
}

func (a assembly) object(t reflect.Type, p *place, path string) any {
	if p.text != nil {
		a.faults.Add(path, "wrong_kind", "has members of its own; write them as "+path+".name=value")
		return nil
	}
	known := members(t)
	names := make([]string, len(known))
	for i, m := range known {
		names[i] = m.name
	}
	object := map[string]any{}
	for _, name := range p.names() {
		at, below := fault.Join(path, name), p.members[name]
		i := slices.Index(names, name)
		switch {
		case i < 0:
			unknownField(a.faults, at, name, names)
		case known[i].required || !below.blank():
			object[name] = a.value(known[i].field.Type, below, at)
		}
	}
	return object
}

func (a assembly) list(t reflect.Type, p *place, path string) any {
	list := []any{}
	if p.text != nil {
		for i, text := range strings.Split(*p.text, ",") {
			list = append(list, a.value(t.Elem(), &place{text: &text}, fault.Join(path, strconv.Itoa(i))))
		}
		return list
	}
	for i := range len(p.members) {
		index := strconv.Itoa(i)
		below := p.members[index]
		if below == nil {
			a.faults.Add(path, "gap", "is a list whose places are 0, 1, 2 ... without a gap; "+index+" is missing", "index", index)
			return nil
		}
		list = append(list, a.value(t.Elem(), below, fault.Join(path, index)))
	}
	return list
}

// names are those of the members in a fixed order.
func (p *place) names() []string {
	names := make([]string, 0, len(p.members))
	for name := range p.members {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func shorten(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40])
	}
	return text
}
