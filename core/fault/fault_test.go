package fault

import (
	"errors"
	"fmt"
	"testing"
)

func TestFieldsCollectsAll(t *testing.T) {
	var fs Fields
	if err := fs.Err(); err != nil {
		t.Fatalf("no fields: got %v, want nil", err)
	}
	fs.Add("spot", "not_positive", "must be above 0, got -1", "got", "-1")
	fs.Merge("costs", &Error{Code: Invalid, Fields: []Field{{Path: "short_margin", Code: "negative", Message: "must not be negative"}}})
	fs.Merge("date", errors.New("not a date"))
	e := From(fmt.Errorf("arb: %w", fs.Err()))
	if e.Code != Invalid || len(e.Fields) != 3 {
		t.Fatalf("got %s with %d fields, want invalid with 3", e.Code, len(e.Fields))
	}
	if got, want := e.Fields[1].Path, "costs.short_margin"; got != want {
		t.Errorf("merged path: got %q, want %q", got, want)
	}
	if got, want := e.Fields[0].Params["got"], "-1"; got != want {
		t.Errorf("param: got %q, want %q", got, want)
	}
	want := "3 fields were refused: spot: must be above 0, got -1; costs.short_margin: must not be negative; date: not a date"
	if got := e.Error(); got != want {
		t.Errorf("text:\n got %s\nwant %s", got, want)
	}
}

func TestFromForeignErrorIsInternal(t *testing.T) {
	if From(nil) != nil {
		t.Error("From(nil) is not nil")
	}
	if got := From(errors.New("boom")).Code; got != Internal {
		t.Errorf("got %s, want internal", got)
	}
}
