package export

import (
	"bytes"
	"compress/flate"
	"context"
	"io"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// inflate reads compressed blocks with compress/flate.
func inflate(b []byte) ([]byte, error) { return io.ReadAll(flate.NewReader(bytes.NewReader(b))) }

func pack(blocks ...[]byte) []byte {
	var d deflater
	var out []byte
	for _, b := range blocks {
		out = d.block(out, b)
	}
	return d.end(out)
}

// TestDeflate: compress/flate gives back what was packed.
func TestDeflate(t *testing.T) {
	noise := make([]byte, 100_000)
	r := rand.New(rand.NewSource(1))
	for i := range noise {
		noise[i] = byte(r.Intn(256))
	}
	skewed := make([]byte, 0, 1<<20) // counts like Fibonacci's: codes would pass 15 bits
	for s, n, m := 0, 1, 1; len(skewed)+n < 1<<20; s, n, m = s+1, m, n+m {
		skewed = append(skewed, bytes.Repeat([]byte{byte(s)}, n)...)
	}
	r.Shuffle(len(skewed), func(i, k int) { skewed[i], skewed[k] = skewed[k], skewed[i] })
	far := append(append(slices.Clone(noise[:maxReach]), noise[:100]...), noise[:maxReach+1]...)
	for name, blocks := range map[string][][]byte{
		"nothing":      {},
		"empty block":  {{}},
		"one byte":     {{7}},
		"two blocks":   {[]byte("abcabcabc"), []byte("abcabcabc")},
		"one symbol":   {bytes.Repeat([]byte{0}, 100_000)},
		"noise":        {noise},
		"skewed":       {skewed},
		"far matches":  {far},
		"length 258":   {bytes.Repeat([]byte("x"), 259), bytes.Repeat([]byte("ab"), 131)},
		"every length": {everyLength()},
	} {
		got, err := inflate(pack(blocks...))
		if want := bytes.Join(blocks, nil); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes became %d, %v", name, len(want), len(got), err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		var blocks [][]byte
		for range rapid.IntRange(0, 3).Draw(t, "blocks") {
			words := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 40), 1, 8).Draw(t, "words")
			picks := rapid.SliceOfN(rapid.SampledFrom(words), 0, 200).Draw(t, "picks")
			blocks = append(blocks, bytes.Join(picks, nil))
		}
		got, err := inflate(pack(blocks...))
		if err != nil || !bytes.Equal(got, bytes.Join(blocks, nil)) {
			t.Fatalf("%v", err)
		}
	})
}

// everyLength has matches of every length and of many distances.
func everyLength() []byte {
	var out []byte
	r := rand.New(rand.NewSource(2))
	for n := 3; n <= 300; n++ {
		word := make([]byte, n)
		for i := range word {
			word[i] = byte(r.Intn(256))
		}
		out = append(append(append(out, word...), byte(n)), word...)
	}
	return out
}

func FuzzDeflate(f *testing.F) {
	f.Add([]byte("abcabcabcabc"))
	f.Add(bytes.Repeat([]byte{1, 2, 3, 4, 5}, 500))
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, err := inflate(pack(b, b)); err != nil || !bytes.Equal(got, append(slices.Clone(b), b...)) {
			t.Fatal(err)
		}
	})
}

// TestPacksWell: a sheet of bars is not much larger than compress/flate makes
// it at its fastest.
func TestPacksWell(t *testing.T) {
	s := minute(20_000)
	ours, err := XLSX(context.Background(), []Sheet{s})
	if err != nil {
		t.Fatal(err)
	}
	text := sheetText(t, ours)
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(w, strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if ratio := float64(len(ours)) / float64(b.Len()); ratio > 1.15 {
		t.Errorf("%d bytes of XML: %d, compress/flate %d: %.2f times", len(text), len(ours), b.Len(), ratio)
	} else {
		t.Logf("%d bytes of XML: %d, compress/flate %d: %.2f times", len(text), len(ours), b.Len(), ratio)
	}
}
