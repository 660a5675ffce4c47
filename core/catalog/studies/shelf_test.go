package studies

import (
	"context"
	"testing"

	"fairbasis/core/op"
)

// The device's own questions share a shelf; those of strangers share nothing.
func TestShelves(t *testing.T) {
	own, limited := context.Background(), op.WithLimits(context.Background(), op.Limits{Bars: 1})
	if shelfFor(own) != &shelf {
		t.Error("books are not kept")
	}
	if a := shelfFor(limited); a == &shelf || a == shelfFor(limited) {
		t.Error("books of others are kept")
	}
}
