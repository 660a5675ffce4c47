package reference

import (
	"context"
	"fmt"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/op"
)

// example is a call that the hosted API answers as it stands, with its answer.
type example struct {
	request []byte // JSON
	reply   []byte // JSON
	csv     bool   // the request goes into the query and hosted.File is the body
}

// Examples are the requests of the examples by their address, for who wants to
// send one: the page shows them cut.
func Examples() (map[string][]byte, error) {
	all, err := examples()
	out := map[string][]byte{}
	for name, e := range all {
		out[Folder+name+".json"] = e.request
	}
	return out, err
}

// made once: they are the same in both languages.
var made map[string]example

func examples() (map[string]example, error) {
	if made != nil {
		return made, nil
	}
	all := map[string]example{}
	for _, o := range catalog.All.Ops() {
		e, err := ask(o)
		if err != nil {
			return nil, fmt.Errorf("%s: the example is refused: %w", o.Name, err)
		}
		all[o.Name] = e
	}
	made = all
	return made, nil
}

func ask(o op.Op) (example, error) {
	request, csv := hosted.Example(o)
	if request == nil {
		text, err := encode(o.Example)
		if err != nil {
			return example{}, err
		}
		request = []byte(text)
	}
	ctx := hosted.Context(context.Background())
	if csv {
		var err error
		ctx = hosted.WithFile(context.Background(), hosted.Body, hosted.File())
		if request, err = hosted.Complete(ctx, o, request); err != nil {
			return example{}, err
		}
	}
	reply, err := catalog.All.Call(ctx, o.Name, request)
	if err != nil {
		reply = []byte("{}")
	}
	return example{request: request, reply: reply, csv: csv}, nil
}

// answersGET reports whether an operation is answered to GET as well.
func answersGET(o op.Op) bool { return instant.All.Has(o.Name) }
