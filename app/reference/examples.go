package reference

import (
	"context"
	"fmt"
	"slices"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/op"
)

// Files that text/csv examples send.
const (
	barsFile  = Folder + "bars.csv"     // every row of it can be read
	draftFile = Folder + "bars-raw.csv" // as files come: load and rejected say what is wrong with it
	batchFile = Folder + "batch.json"
)

// batch is a batch of two calls that are answered and one that is not.
func batch(all map[string]example) []byte {
	call := func(name, input string) string { return `{"op":"` + name + `","input":` + input + `}` }
	return []byte(`{"calls":[` + call("fair_value", string(all["fair_value"].request)) + "," + call("contract", string(all["contract"].request)) + "," +
		call("contract", `{"contract":"IM2413","date":"2024-09-13"}`) + `]}`)
}

// example is a call that the hosted API answers as it stands, with its answer.
type example struct {
	request []byte // JSON; where csv is set and only, the query that goes with the file
	reply   []byte // JSON
	only    bool   // asked with a file alone
	csv     []byte // the rest of the request when a file is sent, nil where none is taken
	file    string // the address of that file
}

// Examples are the requests and files of the examples by their address, for
// who wants to send one: the page shows them cut.
func Examples() (map[string][]byte, error) {
	all, err := examples()
	out := map[string][]byte{barsFile: hosted.CleanFile(), draftFile: hosted.File(), batchFile: batch(all)}
	for name, e := range all {
		if !e.only {
			out[Folder+name+".json"] = e.request
		}
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

// ask makes the example of an operation and lets it be answered as the hosted
// API does.
func ask(o op.Op) (example, error) {
	request, only := hosted.Example(o)
	e := example{request: request, only: only}
	ctx := hosted.Context(context.Background())
	if o.TakesFiles() {
		e.csv, e.file = request, barsFile
		file := hosted.CleanFile()
		if only {
			e.file, file = draftFile, hosted.File()
		} else {
			rest, err := withoutBars(request)
			if err != nil {
				return e, err
			}
			e.csv = rest
		}
		over := hosted.WithFile(context.Background(), hosted.Body, file)
		whole, err := hosted.Complete(over, o, e.csv)
		if err != nil {
			return e, err
		}
		if e.reply, err = catalog.All.Call(over, o.Name, whole); err != nil || only {
			return e, err
		}
	}
	var err error
	e.reply, err = catalog.All.Call(ctx, o.Name, request)
	return e, err
}

// withoutBars leaves out of a request what comes as a file instead: every
// member that holds nothing but bars.
func withoutBars(request []byte) ([]byte, error) {
	n, err := parse(request)
	if err != nil {
		return nil, err
	}
	return []byte(n.barless().whole()), nil
}

// barless is a node without the sources of bars below it. A list or an object
// of which nothing is left goes too.
func (n node) barless() node {
	if n.open == 0 {
		return n
	}
	out := node{name: n.name, open: n.open}
	for _, p := range n.parts {
		if q := p.barless(); !p.source() && p.name != "columns" && p.name != "ref" && (p.open == 0 || len(q.parts) > 0 || len(p.parts) == 0) {
			out.parts = append(out.parts, q)
		}
	}
	return out
}

// source reports whether a node is a source of bars.
func (n node) source() bool {
	return slices.ContainsFunc(n.parts, func(p node) bool { return p.name == "columns" || p.name == "ref" })
}

// answersGET reports whether an operation is answered to GET as well.
func answersGET(o op.Op) bool { return instant.All.Has(o.Name) }
