package catalog

import (
	"bytes"
	"context"
	std "encoding/json"
	"testing"

	"fairbasis/core/json"
)

// TestJSONLikeStandard holds the writer of the engine against encoding/json,
// with the example and the reply of every operation that needs no files. A
// type that writes itself for one and not for the other shows here.
func TestJSONLikeStandard(t *testing.T) {
	replies := 0
	for _, o := range All.Ops() {
		body, err := std.Marshal(o.Example)
		if err != nil {
			t.Fatal(err)
		}
		values := map[string]any{"example": o.Example}
		if reply, err := All.Run(context.Background(), o.Name, body); err == nil {
			values["reply"] = reply
			replies++
		}
		for what, v := range values {
			want, err := std.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := json.Marshal(v); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s, %s:\ngot  %s, %v\nwant %s", o.Name, what, got, err, want)
			}
		}
	}
	if replies < 10 {
		t.Errorf("only %d operations replied", replies)
	}
}
