//go:build !js

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"fairbasis/wasm/api"
)

// serve answers until the program is told to stop, and then finishes what is
// under way.
func serve(c *config) error {
	pages, err := openSite(c.dir, c.compressed)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.address)
	if err != nil {
		return err
	}
	s := newServer(c, pages, api.New(api.Options{Build: build}))
	// Read by people and by the browser tests.
	fmt.Printf("fairbasis is at http://%s/\n", listener.Addr())

	told, done := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	finished := make(chan error, 1)
	go func() {
		<-told.Done()
		done() // told again, it ends at once
		finished <- s.stop()
	}()
	if err := s.Serve(atMost(c.connections, listener)); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-finished
}

// server is the listening half: timeouts, and a way to stop that loses nothing.
type server struct {
	http.Server
	stopping     atomic.Bool
	drain, grace time.Duration
}

func newServer(c *config, pages *site, answers http.Handler) *server {
	s := &server{drain: c.drain, grace: c.grace}
	s.Server = http.Server{
		Handler:           noted(c.log, pages, join(pages, newShell(c, answers, &s.stopping))),
		ReadHeaderTimeout: min(5*time.Second, c.body),
		ReadTimeout:       c.body,
		WriteTimeout:      time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    1 << 16,
	}
	return s
}

// stop refuses what is asked of the API from now on, listens no more after a
// while, and lets what is under way finish within the time there is for that.
func (s *server) stop() error {
	s.stopping.Store(true)
	time.Sleep(s.drain)
	ctx, cancel := context.WithTimeout(context.Background(), s.grace)
	defer cancel()
	if err := s.Shutdown(ctx); err != nil {
		return errors.Join(err, s.Close())
	}
	return nil
}

// join puts the API and the site on one port.
func join(pages, api http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v1/") {
			api.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// atMost lets a listener have so many open connections; the next waits in the
// system's queue until one is closed.
func atMost(n int, l net.Listener) net.Listener {
	return &counted{Listener: l, places: make(chan struct{}, n), closed: make(chan struct{})}
}

type counted struct {
	net.Listener
	places, closed chan struct{}
	ended          atomic.Bool
}

func (l *counted) Accept() (net.Conn, error) {
	select {
	case l.places <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}
	conn, err := l.Listener.Accept()
	if err != nil {
		<-l.places
		return nil, err
	}
	return &place{Conn: conn, free: func() { <-l.places }}, nil
}

func (l *counted) Close() error {
	if l.ended.CompareAndSwap(false, true) {
		close(l.closed)
	}
	return l.Listener.Close()
}

type place struct {
	net.Conn
	free   func()
	closed atomic.Bool
}

func (p *place) Close() error {
	if p.closed.CompareAndSwap(false, true) {
		p.free()
	}
	return p.Conn.Close()
}
