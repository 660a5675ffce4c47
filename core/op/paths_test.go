package op

import (
	"context"
	"slices"
	"testing"

	"fairbasis/core/unit"
)

type node struct {
	Name string                `json:"name"`
	Next []node                `json:"next,omitempty"`
	Of   map[string]leg        `json:"of,omitempty"`
	Half unit.Maybe[unit.Rate] `json:"half"`
}

// TestReplyPaths: paths go through lists, maps and pointers, stop at values
// that write themselves, and end where a type holds itself.
func TestReplyPaths(t *testing.T) {
	got := ReplyPaths(set.Ops()[0])
	if want := []string{"double", "half"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	self := New(Key[request, node]("self"), "Self", request{}, func(context.Context, request) (node, error) { return node{}, nil })
	got = ReplyPaths(self)
	for _, want := range []string{"name", "next", "next.name", "next.next.of.*.lots", "of", "of.*", "of.*.lots", "half"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is missing", want)
		}
	}
	if got[0] != "name" || got[1] != "next" || len(got) > 200 {
		t.Errorf("%d paths, %v first", len(got), got[:2])
	}
}
