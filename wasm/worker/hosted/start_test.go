//go:build hosted

package hosted

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestStart(t *testing.T) {
	base := start(t, ordinary)
	r, err := http.Post(base+"/v1/fair_value", "application/json", strings.NewReader(`{"spot":4000,"days":30,"rate":0.02}`))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	t.Log(r.Status, r.Header, string(body), err)
}
