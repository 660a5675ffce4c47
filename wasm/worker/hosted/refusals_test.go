//go:build hosted

package hosted

import (
	"bytes"
	"maps"
	"testing"

	"fairbasis/core/json"
	"fairbasis/wasm/api"
)

// TestContractRefusals: where the handler is not asked, who answers in its place
// does it in its words, in both languages: too many requests on the native
// server, and a program that has ended twice in workerd.
func TestContractRefusals(t *testing.T) {
	limited, crashing := native(t, "-rate", "1"), start(t, crash)
	version := exchange{method: "GET", target: "/v1/version"}
	ask(t, limited, version) // the only one of this minute
	for _, lang := range []string{"zh", "en"} {
		for _, c := range []struct {
			name, base string
			exchange
		}{
			{"rate_limit", limited, version},
			{"internal", crashing, exchange{method: "POST", target: "/v1/crash?how=exit"}},
		} {
			p := api.Refusals()[c.name][lang]
			p.RequestID = "contract"
			body, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			got := ask(t, c.base, c.with("Accept-Language", lang).with("X-Request-Id", "contract"))
			if got.status != p.Status || !bytes.Equal(got.body, body) {
				t.Errorf("%s, %s: %d %s\nwant %d %s", c.name, lang, got.status, got.body, p.Status, body)
			}
			want := maps.Clone(always)
			want["Content-Type"], want["Content-Language"], want["Cache-Control"] = "application/problem+json", lang, "no-store"
			for name, want := range want {
				if v := value(got.headers, name); v != want {
					t.Errorf("%s, %s: %s is %q, want %q", c.name, lang, name, v, want)
				}
			}
			if after := got.headers.Get("Retry-After"); (after != "") != (got.status == 429) {
				t.Errorf("%s, %s: Retry-After %q", c.name, lang, after)
			}
		}
	}
}
