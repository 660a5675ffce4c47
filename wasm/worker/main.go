//go:build !js

// Command worker serves the site and the API on one port: what the host of the
// assets and worker.mjs do together, as one program.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

// build is the version of the engine, set by the linker.
var build = "unknown"

// config is what the flags say, and what tests say shorter.
type config struct {
	address         string
	dir, compressed string

	rate        int    // requests of the API a minute and client; 0 is any number
	client      string // header with the client's address; empty where no proxy stands before
	connections int    // open at once; more wait
	log         bool

	drain time.Duration // to refuse requests before the program stops listening
	body  time.Duration // for a whole request to arrive
	grace time.Duration // for what is under way when the program stops
}

func flags(set *flag.FlagSet) *config {
	c := &config{body: 15 * time.Second, grace: 10 * time.Second}
	set.StringVar(&c.address, "addr", "127.0.0.1:8080", "address to listen on")
	set.StringVar(&c.dir, "site", "build/site", "folder of the site")
	set.StringVar(&c.compressed, "compressed", "build/site-compressed", "folder of its compressed twins")
	set.IntVar(&c.rate, "rate", 0, "requests of the API a minute and client address; 0 for any number")
	set.StringVar(&c.client, "client", "", "header that holds the client's address, where a proxy sets it (X-Real-IP); only then")
	set.IntVar(&c.connections, "connections", 512, "connections open at once; more wait")
	set.DurationVar(&c.drain, "drain", 0, "how long to answer 503 before it stops listening, for a load balancer to notice")
	set.BoolVar(&c.log, "log", false, "write a line for each request: what was asked and how it went, never what was typed")
	return c
}

func main() {
	c := flags(flag.CommandLine)
	flag.Parse()
	if err := serve(c); err != nil {
		fmt.Fprintln(os.Stderr, "worker:", err)
		os.Exit(1)
	}
}
