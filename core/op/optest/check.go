package optest

import (
	"errors"
	"math"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// T is what a test and a drawn property have in common.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Fatal(args ...any)
}

// Near fails unless got is within a distance of want: half a printed unit, or
// 1e-9 of want where within is 0.
func Near[N ~float64](t T, what string, got N, want, within float64) {
	t.Helper()
	if within == 0 {
		within = 1e-9 * math.Abs(want)
	}
	if d := math.Abs(float64(got) - want); !(d <= within*(1+1e-9)) {
		t.Errorf("%s: got %.12g, want %.12g within %g", what, float64(got), want, within)
	}
}

// Defined is Near for a value that must be defined.
func Defined[N ~float64](t T, what string, got unit.Maybe[N], want, within float64) {
	t.Helper()
	if v, ok := got.Get(); ok {
		Near(t, what, v, want, within)
	} else {
		t.Errorf("%s: got %v, want %.12g", what, got, want)
	}
}

// Undefined fails unless got is undefined for that reason.
func Undefined[N ~float64](t T, what string, got unit.Maybe[N], why unit.Reason) {
	t.Helper()
	if got.Why() != why {
		t.Errorf("%s: got %v, want undefined: %s", what, got, why)
	}
}

// Refused returns path:code of every rejected field, in order, with blanks
// between. Anything but a refusal, and a field without words, fails the test.
func Refused(t T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var e *fault.Error
	if !errors.As(err, &e) || e.Code != fault.Invalid {
		t.Errorf("not a refusal: %v", err)
		return ""
	}
	for _, f := range e.Fields {
		if f.Message == "" {
			t.Errorf("%s %s has no message", f.Path, f.Code)
		}
	}
	return Codes(e.Fields)
}

// Codes lists fields as path:code with blanks between.
func Codes(fields []fault.Field) string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Path + ":" + f.Code
	}
	return strings.Join(out, " ")
}
