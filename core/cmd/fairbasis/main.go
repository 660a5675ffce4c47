// Command fairbasis runs the calculator's operations from a shell.
//
//	fairbasis call NAME < request.json > reply.json
//	fairbasis call NAME REQUEST > reply.json
//	fairbasis ops
//	fairbasis openapi
//
// A file is named by its path: fairbasis call load '{"ref":"IF2412.csv"}'.
// A fault is written to standard error as JSON and the exit status is 2.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"fairbasis/core/catalog"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/openapi"
	"fairbasis/core/table/load"
)

const usage = `fairbasis: fair value, basis and arbitrage of stock-index futures

  fairbasis call NAME < request.json > reply.json   run one operation
  fairbasis call NAME REQUEST > reply.json          the same, with the request as an argument
  fairbasis ops                                     list them, with an example each
  fairbasis openapi                                 print the OpenAPI 3.1 document

Files are named by their paths: fairbasis call load '{"ref":"IF2412.csv"}'
Bars may also stand in the request, as columns:
  fairbasis call rows '{"columns":{"time":["2024-09-13"],"close":[4312]}}'
A fault goes to standard error as JSON; the exit status is then 2.
`

// maxRequest bounds what is read from standard input.
const maxRequest = 64 << 20

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is main with its surroundings handed in; it returns the exit status.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	var reply []byte
	var err error
	switch {
	case len(args) == 2 && args[0] == "call":
		reply, err = call(ctx, args[1], in)
	case len(args) == 3 && args[0] == "call":
		reply, err = call(ctx, args[1], strings.NewReader(args[2]))
	case len(args) == 1 && args[0] == "ops":
		reply, err = list()
	case len(args) == 1 && args[0] == "openapi":
		reply, err = openapi.Document(catalog.All)
	case len(args) == 1 && (args[0] == "help" || args[0] == "-h" || args[0] == "--help"):
		reply = []byte(usage[:len(usage)-1])
	default:
		fmt.Fprint(errs, usage)
		return 2
	}
	if err == nil {
		_, err = fmt.Fprintf(out, "%s\n", reply)
	}
	if err != nil {
		enc := json.NewEncoder(errs)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(fault.From(err)) // nothing is left to report a failing standard error to
		return 2
	}
	return 0
}

func call(ctx context.Context, name string, in io.Reader) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(in, maxRequest+1))
	if err != nil {
		return nil, fault.New(fault.Invalid, "standard input: %v", err)
	}
	if len(body) > maxRequest {
		return nil, fault.New(fault.TooLarge, "the request is above %d MiB", maxRequest>>20)
	}
	return catalog.All.Call(market.WithLibrary(ctx, load.New(paths{})), name, body)
}

// list prints name, one line and an example request of every operation.
func list() ([]byte, error) {
	var b []byte
	for i, o := range catalog.All.Ops() {
		example, err := json.Marshal(o.Example)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b = append(b, '\n')
		}
		b = fmt.Appendf(b, "%-15s %s\n%15s %s", o.Name, o.Title, "", example)
	}
	return b, nil
}
