//go:build hosted

package hosted

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"fairbasis/core/catalog"
	limits "fairbasis/core/catalog/hosted"
	"fairbasis/core/problem"
)

// TestLoad asks 20,000 different things, 32 at once, of the build that can be
// made to crash: 5 % malformed, 1 % with a body that is too long, 1 % that end
// the program in each way there is. Every answer must be the one to its own
// request, and the memory of the process must not grow once it is warm.
func TestLoad(t *testing.T) {
	const total, atOnce = 20_000, 32
	s := run(t, crash)
	// A connection each: busy as it is here, workerd's own server leaves a kept one
	// waiting for its turn until its five seconds are over, and closes it unread.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}

	var (
		next, answered atomic.Int64
		mu             sync.Mutex
		memory         []int // one sample every 250 answers
		kinds          = map[string]int{}
		all            sync.WaitGroup
	)
	for range atOnce {
		all.Go(func() {
			for !t.Failed() {
				i := int(next.Add(1)) - 1
				if i >= total {
					return
				}
				l := draw(i)
				if err := l.hold(client, s.base, fmt.Sprintf("load-%d", i)); err != nil {
					t.Errorf("request %d, %s: %v", i, l.kind, err)
					return
				}
				n := answered.Add(1)
				mu.Lock()
				kinds[l.kind]++
				if n%250 == 0 {
					memory = append(memory, resident(t, s.process)>>20)
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if n := answered.Load(); n != total {
		t.Fatalf("%d of %d requests were answered", n, total)
	}
	t.Logf("asked: %v; memory in MB, every 250 answers: %v", kinds, memory)
	for kind, share := range map[string]float64{"malformed": 0.05, "too long": 0.01, "crash": 0.01} {
		if got := float64(kinds[kind]) / total; got < share*0.8 || got > share*1.2 {
			t.Errorf("%s: %.4f of all, want %.2f", kind, got, share)
		}
	}
	// Programs come and go, and what they held is collected in strides: the memory
	// rises and falls by a multiple of itself. What is never given back would lift
	// its lowest points: 40 programs that were retired and 400 that crashed are 3 GB.
	quarter := len(memory) / 4
	early, late := memory[quarter:2*quarter], memory[3*quarter:]
	if low, was := slices.Min(late), slices.Min(early); low > was+was*3/10 {
		t.Errorf("the process never has less than %d MB in the last quarter of the requests, and had %d in the second", low, was)
	}
	if top, was := slices.Max(late), slices.Max(early); top > 2*was {
		t.Errorf("the process has up to %d MB in the last quarter of the requests, and had %d in the second", top, was)
	}
	// What users send is printed nowhere, not even when a program ends over it.
	for _, secret := range []string{"IM2412", "4312", "load-", "asked for"} {
		if strings.Contains(s.printed.String(), secret) {
			t.Errorf("the worker printed %q of a request", secret)
		}
	}
}

// load is one request and what its answer must be.
type load struct {
	kind, method, path, media, body string
	accept                          string

	status int
	reply  string // the whole body of the answer, or "" for a problem
	code   string // of the problem
}

// draw is request number i: always the same one.
func draw(i int) load {
	r := rand.New(rand.NewPCG(6, uint64(i)))
	switch p := r.Float64(); {
	case p < 0.01:
		how := []string{"panic", "goroutine", "exit", "memory", "stack", "blocked"}[r.IntN(6)]
		return load{kind: "crash", method: "POST", path: "/v1/crash?how=" + how, media: "application/json", body: price(i), status: 500, code: "internal"}
	case p < 0.02:
		body := price(i) + strings.Repeat(" ", 2<<20-100+r.IntN(1<<12))
		return load{kind: "too long", method: "POST", path: "/v1/fair_value", media: "application/json", body: body, status: 413, code: "too_large"}
	case p < 0.07:
		return malformed(i, r)
	}
	return sound(i, r)
}

func malformed(i int, r *rand.Rand) load {
	l := load{kind: "malformed", method: "POST", path: "/v1/fair_value", media: "application/json", body: price(i)}
	switch r.IntN(7) {
	case 0:
		l.body, l.status, l.code = l.body[:len(l.body)-1], 400, "invalid"
	case 1:
		l.body, l.status, l.code = "", 400, "invalid"
	case 2:
		l.body, l.status, l.code = strings.Replace(l.body, "spot", "sopt", 1), 422, "invalid"
	case 3:
		l.path, l.status, l.code = fmt.Sprintf("/v1/fair_value_%d", i), 404, "unknown"
	case 4:
		l.method, l.status, l.code = "DELETE", 405, "method"
	case 5:
		l.media, l.status, l.code = "application/xml", 415, "media"
	case 6:
		l.method, l.body, l.path, l.status, l.code = "GET", "", fmt.Sprintf("/v1/fair_value?spot=%d&futures=%%zz", i), 400, "invalid"
	}
	return l
}

// sound is a request that is answered; its answer is what the catalog says in this process.
func sound(i int, r *rand.Rand) load {
	spot := fmt.Sprintf("%d.%03d", 4000+i/1000, i%1000)
	about := fmt.Sprintf(`"contract":"IM2412","date":"2024-09-13","spot":%s,"futures":4312,"rate":0.03`, spot)
	name, request := "fair_value", price(i)
	switch r.IntN(10) {
	case 0, 1:
		name, request = "basis", "{"+about+"}"
	case 2, 3:
		name, request = "arb", "{"+about+`,"costs":{"futures_fee":0.000023,"stock_cost":0.001,"stock_loan_fee":0.106,"futures_margin":0.2,"short_margin":0.5},"hurdle":0.05}`
	case 4:
		name, request = "fit", fmt.Sprintf(`{"y":[3948.2,3961.4,3975,%s,3990.2,3994.8,3996,3997.4],"order":2,"at":[8]}`, spot)
	case 5:
		name, request = "paste", fmt.Sprintf(`{"text":"%s\n4122.2\n4137.6\n","minutes":5}`, spot)
	case 6: // the same question as a query
		reply := in(name, fmt.Sprintf(`{"contract":"IM2412","date":"2024-09-13","spot":%s,"futures":4312,"rate":0.03}`, spot))
		path := "/v1/fair_value?contract=IM2412&date=2024-09-13&futures=4312&rate=3%25&spot=" + spot
		return load{kind: "query", method: "GET", path: path, status: 200, reply: reply}
	}
	return load{kind: name, method: "POST", path: "/v1/" + name, media: "application/json", body: request, status: 200, reply: in(name, request)}
}

// in is the reply of the catalog in this process.
func in(name, request string) string {
	reply, err := catalog.All.Call(limits.Context(context.Background()), name, []byte(request))
	if err != nil {
		panic(fmt.Sprintf("%s %s: %v", name, request, err))
	}
	return string(reply)
}

// hold sends the request and compares the answer.
func (l load) hold(c *http.Client, base, id string) error {
	r, err := http.NewRequest(l.method, base+l.path, strings.NewReader(l.body))
	if err != nil {
		return err
	}
	r.Header.Set("X-Request-Id", id)
	if l.media != "" {
		r.Header.Set("Content-Type", l.media)
	}
	a, err := c.Do(r)
	if err != nil {
		return err
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil {
		return err
	}
	if a.StatusCode != l.status || a.Header.Get("X-Request-Id") != id {
		return fmt.Errorf("%d for %s, %.300s; want %d", a.StatusCode, a.Header.Get("X-Request-Id"), body, l.status)
	}
	if l.code == "" {
		if string(body) != l.reply {
			return fmt.Errorf("%.300s\nwant %.300s", body, l.reply)
		}
		return nil
	}
	var p problem.Problem
	if err := json.Unmarshal(body, &p); err != nil {
		return err
	}
	if p.Code != l.code || p.RequestID != id || p.Status != l.status {
		return errors.New(string(body))
	}
	return nil
}
