//go:build hosted

package hosted

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fairbasis/core/arb"
	"fairbasis/core/basis"
	"fairbasis/core/carry"
	"fairbasis/core/catalog"
	limits "fairbasis/core/catalog/hosted"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/fault"
	"fairbasis/core/fit"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/study"
	"fairbasis/wasm/client"
)

// testGoClient: the client in Go has from the native server and from workerd
// what the operations give in place.
func testGoClient(t *testing.T, all []place) {
	for _, p := range all {
		c := client.New(p.base)
		asked(t, p, c, basis.Key, basis.Example)
		asked(t, p, c, carry.PriceKey, carry.PriceExample)
		asked(t, p, c, arb.Key, arb.Example)
		asked(t, p, c, fit.Key, fit.Example)
		asked(t, p, c, signal.Key, example[signal.Input](t, string(signal.Key)))
		asked(t, p, c, hedge.BacktestKey, example[hedge.BacktestInput](t, string(hedge.BacktestKey)))
		asked(t, p, c, study.DistributionKey, example[study.DistributionInput](t, string(study.DistributionKey)))

		ctx := context.Background()
		want := inProcess(t, context.Background(), basis.Key, basis.Example)
		for range 2 { // the second time from what is kept, if the server agrees
			if got, err := client.Get(ctx, c, basis.Key, basis.Example); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: by GET: %+v, %v", p.name, got, err)
			}
		}

		bad := basis.Example
		bad.Spot = -1
		b := client.NewBatch(c)
		one, two, three := client.Add(b, basis.Key, basis.Example), client.Add(b, basis.Key, bad), client.Add(b, arb.Key, arb.Example)
		if err := b.Send(ctx); err != nil {
			t.Fatalf("%s: batch: %v", p.name, err)
		}
		if got, err := one.Reply(); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: in a batch: %+v, %v", p.name, got, err)
		}
		if _, err := two.Reply(); !reflect.DeepEqual(fault.From(err), fault.From(bad.Validate())) {
			t.Errorf("%s: refused in a batch: %v", p.name, err)
		}
		if got, err := three.Reply(); err != nil || !reflect.DeepEqual(got, inProcess(t, ctx, arb.Key, arb.Example)) {
			t.Errorf("%s: in a batch: %+v, %v", p.name, got, err)
		}

		// The file says which contracts there are, and their index.
		in := study.DistributionInput{}
		in.Product, in.Value = "IF", "rate"
		full := in
		full.Index = &sources("000300")[0]
		full.Futures = sources("IF2409", "IF2412")
		got, err := client.DoCSV(ctx, c, study.DistributionKey, in, limits.CleanFile())
		if want := inProcess(t, limits.WithFile(ctx, limits.Body, limits.CleanFile()), study.DistributionKey, full); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: over a file: %+v, %v", p.name, got, err)
		}

		answer, err := client.Shaped(ctx, c, basis.Key, basis.Example, client.Shape{CSV: true, Fields: []string{"contract", "date"}})
		if err != nil || answer.Type != "text/csv" || !strings.Contains(string(answer.Body), "2024-09-13") || answer.RequestID == "" {
			t.Errorf("%s: as CSV: %s %s, %v", p.name, answer.Type, answer.Body, err)
		}

		var e *client.Error
		if _, err := client.Do(ctx, c, op.Key[basis.Input, basis.Result]("nothing"), basis.Example); !errors.As(err, &e) || e.Status != 404 || e.RequestID == "" {
			t.Errorf("%s: an operation that does not exist: %v", p.name, err)
		}
	}
}

// sources are series of the file that comes with a request.
func sources(symbols ...string) []market.Source {
	var out []market.Source
	for _, s := range symbols {
		out = append(out, market.Source{Ref: limits.Body, Symbol: s})
	}
	return out
}

// inProcess is the reply of an operation in place.
func inProcess[In op.Request, Out any](t *testing.T, ctx context.Context, key op.Key[In, Out], in In) Out {
	t.Helper()
	out, err := op.Do(ctx, catalog.All, key, in)
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return out
}

func asked[In op.Request, Out any](t *testing.T, p place, c *client.Client, key op.Key[In, Out], in In) {
	t.Helper()
	want := inProcess(t, limits.Context(context.Background()), key, in)
	got, err := client.Do(context.Background(), c, key, in)
	// Columns that are empty in one and nil in the other are the same JSON.
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(want)
	if err != nil || string(a) != string(b) {
		t.Errorf("%s: %s: got %.300s, %v, want %.300s", p.name, key, a, err, b)
	}
}

// example is the hosted example of an operation in its type.
func example[In any](t *testing.T, name string) In {
	t.Helper()
	o, ok := catalog.All.Find(name)
	if !ok {
		t.Fatalf("no operation %s", name)
	}
	body, _ := limits.Example(o)
	var in In
	if err := op.Decode(body, &in); err != nil {
		t.Fatal(err)
	}
	return in
}

// testJavaScriptClient: so does the client in JavaScript, for the example of
// every operation.
func testJavaScriptClient(t *testing.T, all []place) {
	type call struct {
		Op      string          `json:"op"`
		Instant bool            `json:"instant"`
		CSV     bool            `json:"csv"`
		Input   json.RawMessage `json:"input"`
		Reply   json.RawMessage `json:"reply"`
	}
	var calls []call
	for _, o := range catalog.All.Ops() {
		input, csv := limits.Example(o)
		ctx, body := limits.Context(context.Background()), input
		if csv {
			ctx = limits.WithFile(ctx, limits.Body, limits.File())
			var err error
			if body, err = limits.Complete(ctx, o, input); err != nil {
				t.Fatal(err)
			}
		}
		reply, err := catalog.All.Call(ctx, o.Name, body)
		if err != nil {
			t.Fatalf("%s: its example: %v", o.Name, err)
		}
		calls = append(calls, call{o.Name, instant.All.Has(o.Name), csv, input, reply})
	}
	text, err := json.Marshal(map[string]any{"file": string(limits.File()), "calls": calls})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "examples.json")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", "--test", "--test-name-pattern= at http", "../../../app/e2e/client.test.mjs")
	node.Env = append(os.Environ(), "API="+all[0].base+" "+all[1].base, "EXAMPLES="+file)
	out, err := node.CombinedOutput()
	if err != nil || strings.Count(string(out), "every operation at") < 2 {
		t.Errorf("%v\n%s", err, out)
	}
}
