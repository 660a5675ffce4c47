package main

import (
	"bytes"
	"errors"
	"testing"
)

func TestBoundMemory(t *testing.T) {
	head := []byte("\x00asm\x01\x00\x00\x00\x01\x02\xaa\xbb")
	tail := []byte{0, 3, 1, 'x', 0xcc}
	with := func(memory ...byte) []byte { return append(append(bytes.Clone(head), memory...), tail...) }

	// 200 pages without a bound, and with one of 1280: 80 MiB.
	got, err := boundMemory(with(5, 4, 1, 0, 0xc8, 0x01), 80<<20)
	want := with(5, 6, 1, 1, 0xc8, 0x01, 0x80, 0x0a)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("% x, %v\nwant % x", got, err, want)
	}
	for name, bad := range map[string][]byte{
		"starts with more":     with(5, 4, 1, 0, 0x81, 0x0a),
		"has a bound":          with(5, 4, 1, 1, 1, 2),
		"two memories":         with(5, 5, 2, 0, 1, 0, 1),
		"no memory":            with(),
		"cut in the section":   append(bytes.Clone(head), 5, 9, 1),
		"cut after the number": append(bytes.Clone(head), 5),
		"not a program":        []byte("text"),
	} {
		if _, err := boundMemory(bad, 80<<20); !errors.Is(err, errWasm) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
