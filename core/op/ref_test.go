package op

import (
	"context"
	"testing"
)

type source struct {
	Ref    string `json:"ref"`
	Symbol string `json:"symbol,omitempty"`
}

type embeds struct {
	source
	Points int `json:"points,omitempty"`
}

type lists struct {
	Futures []source `json:"futures"`
}

type may struct {
	Index *source `json:"index,omitempty"`
	Ref   string  `json:"ref,omitempty"`
}

type other struct {
	Ref int `json:"ref"`
}

func (embeds) Validate() error { return nil }
func (lists) Validate() error  { return nil }
func (may) Validate() error    { return nil }
func (other) Validate() error  { return nil }

func needs[In Request](in In) bool {
	return New(Key[In, reply]("x"), "x", in, func(context.Context, In) (reply, error) { return reply{}, nil }).NeedsFiles()
}

func TestNeedsFiles(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want bool
	}{
		{"embedded", needs(embeds{}), true},
		{"in a list", needs(lists{}), true},
		{"may be left out", needs(may{}), false},
		{"a number", needs(other{}), false},
		{"none", needs(request{}), false},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %t, want %t", c.name, c.got, c.want)
		}
	}
}
