package main

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"
)

// memory lays segments out as a program finds them.
func memory(list []segment) []byte {
	var m []byte
	for _, s := range list {
		if grow := int(s.end()) - len(m); grow > 0 {
			m = append(m, make([]byte, grow)...)
		}
		copy(m[s.address:], s.bytes)
	}
	return m
}

// program wraps a data section between two sections that must stay as they are.
func program(data []byte) []byte {
	p := append([]byte("\x00asm\x01\x00\x00\x00"), 1, 2, 0xaa, 0xbb)
	p = append(p, dataSection)
	p = appendLength(p, len(data))
	p = append(p, data...)
	return append(p, 0, 3, 1, 'x', 0xcc)
}

func appendLength(p []byte, n int) []byte {
	for ; n > 127; n >>= 7 {
		p = append(p, byte(n)|0x80)
	}
	return append(p, byte(n))
}

// section writes segments one by one, as a linker does.
func section(list []segment) []byte {
	out := appendLength(nil, len(list))
	for _, s := range list {
		out = append(append(out, 0, 0x41), appendVarint(nil, s.address)...)
		out = append(appendLength(append(out, 0x0b), len(s.bytes)), s.bytes...)
	}
	return out
}

func TestJoinSegmentsKeepsTheMemory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []segment
		at := int64(0)
		for range rapid.IntRange(0, 40).Draw(t, "segments") {
			at += int64(rapid.IntRange(0, 200).Draw(t, "gap"))
			b := rapid.SliceOfN(rapid.Byte(), 1, 150).Draw(t, "bytes")
			list = append(list, segment{at, b})
			at += int64(len(b))
		}
		want := memory(list)
		if len(list) > 0 { // a linker does not sort
			k := rapid.IntRange(0, len(list)-1).Draw(t, "rotate")
			list = append(list[k:len(list):len(list)], list[:k]...)
		}
		got, err := joinSegments(program(section(list)))
		if err != nil {
			t.Fatal(err)
		}
		body := got[8+4 : len(got)-5] // between the two other sections
		if !bytes.HasPrefix(got, program(nil)[:12]) || !bytes.HasSuffix(got, []byte{0, 3, 1, 'x', 0xcc}) {
			t.Fatalf("other sections changed: %x", got)
		}
		r := reader{b: body, at: 1}
		data := r.take(r.uint())
		joinedUp, err := readSegments(data)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(memory(joinedUp), want) {
			t.Fatalf("memory differs:\n got %x\nwant %x", memory(joinedUp), want)
		}
		for i := 1; i < len(joinedUp); i++ {
			if joinedUp[i].address-joinedUp[i-1].end() <= joined {
				t.Fatalf("segments %d and %d were not joined", i-1, i)
			}
		}
	})
}

func TestJoinSegmentsRefuses(t *testing.T) {
	for name, p := range map[string][]byte{
		"empty":        nil,
		"a text":       []byte("<!doctype html>"),
		"cut":          program([]byte{1, 0, 0x41, 0, 0x0b, 9, 1}),
		"longer":       program([]byte{0, 1}),
		"other memory": program([]byte{1, 2, 0x41, 0, 0x0b, 0}),
		"passive":      program([]byte{1, 1, 0}),
		"overlap":      program(section([]segment{{0, []byte("abcd")}, {2, []byte("x")}})),
		"half section": append(program(nil), 5, 100, 1),
	} {
		if _, err := joinSegments(p); !errors.Is(err, errWasm) {
			t.Errorf("%s: got %v, want a refusal", name, err)
		}
	}
}

func FuzzJoinSegments(f *testing.F) {
	f.Add(program(section([]segment{{4, []byte("abc")}, {100, []byte("d")}})))
	f.Add([]byte("\x00asm\x01\x00\x00\x00\x0b\xff\xff\xff\xff\x0f"))
	f.Fuzz(func(t *testing.T, p []byte) {
		once, err := joinSegments(p)
		if err != nil {
			return
		}
		twice, err := joinSegments(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("joining again changes a program that was joined: %v", err)
		}
	})
}
