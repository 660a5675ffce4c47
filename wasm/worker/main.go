//go:build !js

// Command worker serves the site and the API on one port.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"fairbasis/wasm/api"
)

func main() {
	address := flag.String("addr", "127.0.0.1:8080", "address to listen on")
	dir := flag.String("site", "build/site", "folder of the site")
	compressed := flag.String("compressed", "build/site-compressed", "folder of its compressed twins")
	flag.Parse()
	if err := serve(*address, *dir, *compressed); err != nil {
		fmt.Fprintln(os.Stderr, "worker:", err)
		os.Exit(1)
	}
}

func serve(address, dir, compressed string) error {
	pages, err := openSite(dir, compressed)
	if err != nil {
		return err
	}
	answers := api.New(api.Options{})
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           join(pages, answers),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    1 << 16,
	}
	// Read by people and by the browser tests.
	fmt.Printf("fairbasis is at http://%s/\n", listener.Addr())

	stop, done := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer done()
	finished := make(chan error, 1)
	go func() {
		<-stop.Done()
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		finished <- server.Shutdown(ctx)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-finished
}

// join puts the API and the site on one port.
func join(pages, api http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v1/") || r.URL.Path == "/openapi.json" {
			api.ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}
