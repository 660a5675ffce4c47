package main

import (
	"bytes"
	"os"
	"testing"
)

// The kernels in the package are what this program makes.
func TestFiles(t *testing.T) {
	for name, want := range files() {
		got, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what go generate makes: run it in core/poly", name)
		}
	}
}
