package client

import (
	"context"
	"net/http"
	"sync"

	"fairbasis/core/op"
)

// longestAddress is the longest query that is asked with GET; hosts on the
// way refuse addresses much longer than this.
const longestAddress = 8 << 10

// Get calls an instant operation with GET, so that caches on the way may
// answer. The last answers are kept with their ETags: asked again, the server
// says 304 where nothing has changed and the reply is the one that is here.
// A request too long for an address is posted.
func Get[In op.Request, Out any](ctx context.Context, c *Client, key op.Key[In, Out], in In) (Out, error) {
	var none Out
	query, err := Query(in)
	if err != nil {
		return none, unwritten(string(key), err)
	}
	address := string(key) + "?" + query.Encode()
	if len(address) > longestAddress {
		return Do(ctx, c, key, in)
	}
	kept, has := c.answers.get(address)
	q := call{op: string(key), method: http.MethodGet, query: query, etag: kept.ETag}
	a, err := c.ask(ctx, q)
	if err != nil {
		return none, err
	}
	if a.Status == http.StatusNotModified && has {
		return read[Out](string(key), kept)
	}
	out, err := read[Out](string(key), a)
	if err == nil && a.ETag != "" {
		c.answers.put(address, a)
	}
	return out, err
}

// answers keeps the last answers of Get by address: a few, and few bytes.
type answers struct {
	mu    sync.Mutex
	of    map[string]Answer
	order []string // oldest first
	size  int
}

const (
	keptAnswers = 64
	keptBytes   = 4 << 20
)

func (k *answers) get(address string) (Answer, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	a, ok := k.of[address]
	return a, ok
}

func (k *answers) put(address string, a Answer) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(a.Body) > keptBytes {
		return
	}
	if old, ok := k.of[address]; ok {
		k.size += len(a.Body) - len(old.Body)
		k.of[address] = a
	} else {
		if k.of == nil {
			k.of = map[string]Answer{}
		}
		k.of[address] = a
		k.order = append(k.order, address)
		k.size += len(a.Body)
	}
	for len(k.order) > keptAnswers || k.size > keptBytes {
		oldest := k.order[0]
		k.size -= len(k.of[oldest].Body)
		delete(k.of, oldest)
		k.order = k.order[1:]
	}
}
