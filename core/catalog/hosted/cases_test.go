package hosted_test

import (
	"context"
	"flag"
	"path/filepath"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/op/optest"
)

var update = flag.Bool("update", false, "rewrite the expected outcomes of catalog/testdata/hosted/*.case")

// TestCases replays the cases of requests that bring their bars, and of limits.
func TestCases(t *testing.T) {
	optest.Replay(t, filepath.Join("..", "testdata", "hosted"), *update, func(name string, body []byte) ([]byte, error) {
		return catalog.All.Call(hosted.Context(context.Background()), name, body)
	})
}
