//go:build !js

package main

import (
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// limiter counts the requests of each client by the minute, as the host's rate
// limit does: so many, then none until the minute is over.
type limiter struct {
	most   int
	header string // that holds the client's address; empty is the connection's

	mu    sync.Mutex
	until time.Time // end of the minute that is counted
	seen  map[string]int
}

// mostClients bounds the memory of a minute: clients beyond it share one count.
const mostClients = 1 << 16

// wait is how long a client has to wait, zero if it need not.
func (l *limiter) wait(r *http.Request, now time.Time) time.Duration {
	if l == nil {
		return 0
	}
	who := l.client(r)
	l.mu.Lock()
	defer l.mu.Unlock()
	if !now.Before(l.until) {
		l.until, l.seen = now.Add(time.Minute), map[string]int{}
	}
	if _, known := l.seen[who]; !known && len(l.seen) >= mostClients {
		who = "others"
	}
	if l.seen[who] >= l.most {
		return l.until.Sub(now)
	}
	l.seen[who]++
	return 0
}

// client names who asks: an address, of version 6 the network of 64 bits, since
// one client has all of it.
func (l *limiter) client(r *http.Request) string {
	text := r.RemoteAddr
	if l.header != "" {
		text = strings.TrimSpace(r.Header.Get(l.header))
	}
	address, err := netip.ParseAddr(text)
	if err != nil {
		withPort, err := netip.ParseAddrPort(text)
		if err != nil {
			return "unnamed"
		}
		address = withPort.Addr()
	}
	address = address.Unmap()
	if address.Is6() {
		if network, err := address.WithZone("").Prefix(64); err == nil {
			return network.String()
		}
	}
	return address.String()
}
