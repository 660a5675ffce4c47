package openapi

import (
	"context"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	"fairbasis/core/catalog/hosted"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/op"
	"fairbasis/core/problem"
	"fairbasis/core/shape"
)

var problemType = reflect.TypeFor[problem.Problem]()

// A longer request is shown as a query beside a file only; a longer reply with
// its last rows, and left out where that does not help. Bytes.
const (
	longestRequest = 2500
	longestReply   = 1500
	longestInstant = 4000 // reply of what is asked most
)

// example is a request of an operation with its reply.
type example struct {
	request []byte // as JSON, nil where that is too long or there must be a file
	query   string // as the query of GET, or beside a text/csv body
	file    string // the component that is this body
	reply   []byte
	tail    int // the reply is that with ?tail=
}

// exampleOf is the example of an operation. Its reply is computed here.
func exampleOf(set op.Set, o op.Op) (example, error) {
	var e example
	request, needed := hosted.Example(o)
	short, err := withoutBars(request)
	if err != nil {
		return e, err
	}
	e.query = asQuery(short)
	var body []byte
	switch {
	case needed:
		e.file, body = "bars_with_faults", hosted.File()
	case o.TakesFiles():
		e.file, body = "bars", hosted.CleanFile()
	}
	asked, ctx := request, hosted.Context(context.Background())
	if !needed && len(request) <= longestRequest {
		e.request = request
	} else if body != nil { // the reply is that over the file
		ctx = hosted.WithFile(context.Background(), hosted.Body, body)
		if asked, err = hosted.Complete(ctx, o, asText(nil, short)); err != nil {
			return e, err
		}
	}
	reply, err := set.Call(ctx, o.Name, asked)
	if err != nil {
		return e, fault.New(fault.Internal, "the example of %s is refused: %v", o.Name, err)
	}
	longest := longestReply
	if instant.All.Has(o.Name) {
		longest = longestInstant
	}
	for _, e.tail = range []int{0, 5, 3, 2, 1} {
		if e.reply, err = (shape.Want{Tail: e.tail}).JSON(reply); err != nil || len(e.reply) <= longest {
			return e, err
		}
	}
	e.reply = nil
	return e, nil
}

// withoutBars is a request over a file instead of its columns.
func withoutBars(request []byte) (json.Node, error) {
	n, err := json.Read(request)
	if err != nil {
		return n, err
	}
	var strip func(n json.Node) json.Node
	strip = func(n json.Node) json.Node {
		out := json.Node{Text: n.Text}
		for i, item := range n.Items {
			switch {
			case n.Kind() == '[':
				out.Items = append(out.Items, strip(item))
			case n.Names[i] != "columns":
				out.Names, out.Items = append(out.Names, n.Names[i]), append(out.Items, strip(item))
			}
		}
		return out
	}
	return strip(n), nil
}

// address is what the example asks where the request is the query.
func (e example) address(o op.Op) string {
	if e.query == "" {
		return Path(o.Name)
	}
	return Path(o.Name) + "?" + e.query
}

// documented is the reply as a member of a media type.
func (e example) documented() member {
	if e.tail == 0 {
		return member{"example", raw(e.reply)}
	}
	name := "tail=" + strconv.Itoa(e.tail)
	return member{"examples", object{{name, object{{"summary", "the last rows: ?" + name}, {"value", raw(e.reply)}}}}}
}

// asText writes a request again.
func asText(out []byte, n json.Node) []byte {
	open := n.Kind()
	if open != '{' && open != '[' {
		return append(out, n.Text...)
	}
	out = append(out, open)
	for i, item := range n.Items {
		if i > 0 {
			out = append(out, ',')
		}
		if open == '{' {
			out = append(json.AppendText(out, n.Names[i]), ':')
		}
		out = asText(out, item)
	}
	return append(out, open+2) // } and ] stand two behind { and [
}

// asQuery writes a request as a query.
func asQuery(request json.Node) string {
	var pairs []string
	var visit func(path string, n json.Node)
	visit = func(path string, n json.Node) {
		switch n.Kind() {
		case '{':
			for i, name := range n.Names {
				visit(fault.Join(path, name), n.Items[i])
			}
		case '[':
			for i, item := range n.Items {
				visit(fault.Join(path, strconv.Itoa(i)), item)
			}
		default:
			pairs = append(pairs, path+"="+url.QueryEscape(n.String()))
		}
	}
	visit("", request)
	return strings.Join(pairs, "&")
}
