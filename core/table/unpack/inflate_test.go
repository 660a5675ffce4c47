package unpack

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func deflate(t testing.TB, b []byte, level int) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// inflate unpacks in steps of the given size, with room for most bytes.
func inflate(in []byte, most, step int) ([]byte, error) {
	z := &Inflater{Out: make([]byte, most+slack+step)}
	z.Reset(in)
	for {
		done, err := z.Run(min(z.Len+step, most))
		if err != nil || done {
			return z.Out[:z.Len], err
		}
		if z.Len >= most {
			return z.Out[:z.Len], fmt.Errorf("more than %d bytes", most)
		}
	}
}

// csvText is like a file of bars: what these streams hold.
func csvText(rows int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var out bytes.Buffer
	price := 35000
	for i := range rows {
		price += r.IntN(41) - 20
		fmt.Fprintf(&out, "2024-01-%02d %02d:%02d:00,%d.%d,%d.%d,%d.%d,%d.%d,%d,%d\n", i/240%28+1, 9+i/60%6, i%60,
			price/10, price%10, price/10+1, price%10, price/10-1, price%10, price/10, price%10, r.IntN(900), 70000+r.IntN(5000))
	}
	return out.Bytes()
}

func TestInflateAgainstStandard(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	random := make([]byte, 200_000)
	for i := range random {
		random[i] = byte(r.Uint32())
	}
	narrow := make([]byte, 100_000)
	for i := range narrow {
		narrow[i] = byte(r.ExpFloat64() * 3)
	}
	// Codes of the greatest length: frequencies like Fibonacci numbers.
	var skew []byte
	for i, a, b := 0, 1, 1; i < 22; i, a, b = i+1, b, a+b {
		skew = append(skew, bytes.Repeat([]byte{byte('A' + i)}, a)...)
	}
	r.Shuffle(len(skew), func(i, j int) { skew[i], skew[j] = skew[j], skew[i] })
	for name, b := range map[string][]byte{"empty": nil, "one byte": {7}, "bars": csvText(5000), "random": random, "narrow": narrow, "skew": skew,
		"one byte many times": bytes.Repeat([]byte{'x'}, 100_000), "short periods": bytes.Repeat([]byte("abcdefg"), 9999), "far": append(append(random[:32768:32768], random[:32768]...), "end"...)} {
		for _, level := range []int{flate.HuffmanOnly, 0, 1, 6, 9} {
			packed := deflate(t, b, level)
			for _, step := range []int{1 << 30, 4096, 13, 1} {
				if step < 13 && len(b) > 50_000 {
					continue
				}
				got, err := inflate(packed, len(b)+1, min(step, len(b)+1))
				if err != nil || !bytes.Equal(got, b) {
					t.Errorf("%s, level %d, steps of %d: %d bytes, %v; want %d", name, level, step, len(got), err, len(b))
				}
			}
			for cut := range min(len(packed), 300) {
				if _, err := inflate(packed[:cut], len(b)+1, 1<<16); err == nil {
					t.Fatalf("%s, level %d: cut after %d of %d bytes: no error", name, level, cut, len(packed))
				}
			}
		}
	}
}

// A window that slides gives the same text as one buffer.
func TestInflateSliding(t *testing.T) {
	want := csvText(30_000)
	z := &Inflater{Out: make([]byte, 3*window+slack)}
	z.Reset(deflate(t, want, 6))
	var got []byte
	at := 0
	for {
		done, err := z.Run(3 * window)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, z.Out[at:z.Len]...)
		at = z.Len
		if done {
			break
		}
		at -= z.Slide(z.Len)
	}
	if !bytes.Equal(got, want) {
		t.Fatalf("%d bytes, want %d, or they differ", len(got), len(want))
	}
}

func TestInflateProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringN(1, 12, 40), 1, 8).Draw(t, "words")
		b := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 400).Draw(t, "text"), ""))
		var packed bytes.Buffer
		w, _ := flate.NewWriter(&packed, rapid.IntRange(-2, 9).Draw(t, "level"))
		w.Write(b)
		w.Close()
		got, err := inflate(packed.Bytes(), len(b)+1, rapid.IntRange(1, 5000).Draw(t, "step"))
		if err != nil || !bytes.Equal(got, b) {
			t.Fatalf("got %q, %v, want %q", got, err, b)
		}
	})
}

// Streams that the standard library refuses are refused, and what it reads is
// read alike.
func sameAsStandard(t *testing.T, in []byte) {
	t.Helper()
	const most = 1 << 16
	want, wantErr := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(in)), most+1))
	got, err := inflate(in, most, most)
	if len(want) > most {
		if len(got) < most {
			t.Fatalf("% X: stopped after %d bytes: %v", in, len(got), err)
		}
		return
	}
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("% X: got %v, the standard library %v", in, err, wantErr)
	}
	if err == nil && !bytes.Equal(got, want) {
		t.Fatalf("% X: got %q, want %q", in, got, want)
	}
}

func TestInflateDamaged(t *testing.T) {
	packed := deflate(t, csvText(60), 6)
	r := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		b := bytes.Clone(packed)
		for range 1 + r.IntN(3) {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
		sameAsStandard(t, b)
	}
	for range 3000 {
		b := make([]byte, 1+r.IntN(60))
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		b[0] = b[0]&^7 | 1 | byte(r.IntN(3))<<1
		sameAsStandard(t, b)
	}
}

func FuzzInflate(f *testing.F) {
	f.Add(deflate(f, csvText(5), 6))
	f.Add(deflate(f, csvText(5), 0))
	f.Add(deflate(f, []byte("aaaaaaaaaaaaaaaaaaaaaaaab"), 1))
	f.Add([]byte{3, 0})
	f.Add([]byte{5})
	f.Fuzz(func(t *testing.T, in []byte) { sameAsStandard(t, in) })
}

// BenchmarkInflate measures 24 MB of bars, ours and the standard library's.
func BenchmarkInflate(b *testing.B) {
	text := csvText(400_000)
	packed := deflate(b, text, 6)
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		z := &Inflater{Out: make([]byte, len(text)+slack)}
		for b.Loop() {
			z.Len = 0
			z.Reset(packed)
			if done, err := z.Run(len(text)); err != nil || z.Len != len(text) {
				b.Fatal(done, err, z.Len)
			}
		}
	})
	b.Run("flate", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		out := make([]byte, len(text))
		for b.Loop() {
			if _, err := io.ReadFull(flate.NewReader(bytes.NewReader(packed)), out); err != nil {
				b.Fatal(err)
			}
		}
	})
}
