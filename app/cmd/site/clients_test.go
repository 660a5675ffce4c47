package main

import (
	"slices"
	"strings"
	"testing"
)

// The client is in the site under its fixed address, for anyone, and the
// service worker keeps nothing of it.
func TestClient(t *testing.T) {
	b := made(t, "", nil)
	rules, err := headers(b.all, b.names())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range clients {
		if got := string(b.site["client/"+name]); got != "/* "+name+" */" {
			t.Errorf("%s: got %q", name, got)
		}
		_, rule, _ := strings.Cut(rules, "\n/client/"+name+"\n")
		if rule, _, _ = strings.Cut(rule, "\n/"); !strings.Contains(rule+"\n", "  Access-Control-Allow-Origin: *\n") {
			t.Errorf("%s: not for programs of others: %q", name, rule)
		}
		if slices.ContainsFunc(b.kept, func(k string) bool { return strings.HasPrefix(k, "client/") }) {
			t.Error("the service worker keeps the client")
		}
	}
}
