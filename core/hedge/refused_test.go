package hedge

import (
	"testing"

	"fairbasis/core/op/optest"
)

// refused checks the paths and codes of a refusal.
func refused(t *testing.T, want string, f func() error) {
	t.Helper()
	if got := optest.Refused(t, f()); got != want {
		t.Errorf("refused %s, want %s", got, want)
	}
}
