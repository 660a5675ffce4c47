package remote

import (
	"bytes"
	"context"
	"math"
	"reflect"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/table/load"
	"fairbasis/core/wire"
)

// across sends what is handed over as two programs do: the buffers are copied,
// and nothing of the sender's memory is left.
func across(t interface{ Fatal(...any) }, h Handed) Handed {
	m, err := wire.Pack(h)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range m.Files {
		m.Files[i] = bytes.Clone(f)
		if f != nil && m.Files[i] == nil {
			m.Files[i] = []byte{}
		}
	}
	var got Handed
	if err := wire.Unpack(m, &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func anyBars(t *rapid.T) *market.Bars {
	n := rapid.IntRange(0, 40).Draw(t, "bars")
	whole := rapid.SliceOfN(rapid.OneOf(rapid.Int64(), rapid.Just(int64(market.Missing))), n, n)
	float := rapid.SliceOfN(rapid.Float64(), n, n)
	places := rapid.SliceOfN(rapid.Int32(), n, n)
	col := rapid.Custom(func(t *rapid.T) market.Column {
		switch rapid.IntRange(0, 2).Draw(t, "form") {
		case 0:
			return market.Column{}
		case 1:
			return market.Column{Float: float.Draw(t, "float")}
		}
		return market.Column{Mantissa: whole.Draw(t, "mantissa"), Scale: uint8(rapid.IntRange(0, 18).Draw(t, "scale"))}
	})
	b := &market.Bars{
		Symbol: rapid.String().Draw(t, "symbol"), Kind: rapid.SampledFrom([]market.Kind{market.FutureContract, market.Index, market.Other}).Draw(t, "kind"),
		Product: rapid.SampledFrom([]string{"", "IF"}).Draw(t, "product"), Minutes: rapid.SampledFrom([]int{0, 1, market.Daily}).Draw(t, "minutes"),
		Time: whole.Draw(t, "time"),
	}
	for range rapid.IntRange(0, 3).Draw(t, "extra") {
		b.Extra = append(b.Extra, market.Named{Name: rapid.SampledFrom([]string{"close", "x", "成交"}).Draw(t, "name")})
	}
	b.Columns(func(role string, c *market.Column) { *c = col.Draw(t, role) })
	if rapid.Bool().Draw(t, "rows") {
		b.Row = places.Draw(t, "row")
	}
	if rapid.Bool().Draw(t, "segments") {
		b.Segment = places.Draw(t, "segment")
	}
	return b
}

// TestHandedBarsAreTheSame: to the last bit, and what is absent stays absent.
func TestHandedBarsAreTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var h Handed
		want := make([]*market.Bars, rapid.IntRange(0, 3).Draw(t, "series"))
		for i := range want {
			want[i] = anyBars(t)
			h.add(want[i])
		}

		got := across(t, h)
		bars, err := got.bars()
		if err != nil || len(bars) != len(want) {
			t.Fatal(err)
		}
		for i := range want {
			if !reflect.DeepEqual(bits(bars[i]), bits(want[i])) {
				t.Fatalf("series %d:\n got %+v\nwant %+v", i, bars[i], want[i])
			}
		}
	})
}

// bits is b with floats as their bits: NaN is not equal to itself.
func bits(b *market.Bars) market.Bars {
	c := *b
	c.Extra = append([]market.Named(nil), b.Extra...)
	c.Columns(func(_ string, col *market.Column) {
		if col.Float != nil {
			col.Mantissa = make([]int64, len(col.Float))
			for i, f := range col.Float {
				col.Mantissa[i] = int64(math.Float64bits(f))
			}
			col.Float = []float64{}
		}
	})
	return c
}

func TestBuffersThatAreMissing(t *testing.T) {
	whole := func() Handed {
		var h Handed
		h.add(&market.Bars{Time: []int64{1}, Close: market.Column{Mantissa: []int64{2}}})
		return h
	}
	for name, spoil := range map[string]func(*Handed){
		"a buffer":     func(h *Handed) { h.Buffers = h.Buffers[:1] },
		"a number":     func(h *Handed) { h.Series[0].Time = -1 },
		"its content":  func(h *Handed) { h.Buffers[1].Bytes = nil },
		"columns":      func(h *Handed) { h.Series[0].Columns = nil },
		"one more way": func(h *Handed) { h.Series[0].Row = 99 },
	} {
		h := whole()
		spoil(&h)
		if _, err := h.bars(); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// shelf is files in memory.
type shelf map[string]load.File

func (s shelf) Open(_ context.Context, ref string) (load.File, error) {
	f, ok := s[ref]
	if !ok {
		return load.File{}, fault.New(fault.Unknown, "there is no file %s", ref)
	}
	return f, nil
}

func csv(symbols ...string) load.File {
	text := "symbol,datetime,open,high,low,close,volume\n"
	for i, s := range symbols {
		for k := 1; k < 60; k++ {
			p := strconv.Itoa(4000 + 10*i + k)
			text += s + ",2024-05-06 10:" + strconv.Itoa(k/10) + strconv.Itoa(k%10) + "," + p + ".2," + p + ".8," + p + ".0," + p + ".4,7\n"
		}
	}
	return load.File{Name: "bars.csv", Bytes: []byte(text + "nonsense,row\n")}
}

// two are a reader and a library that asks it; asked counts.
func two(files shelf) (lib *Library, reader *load.Library, asked *int) {
	reader, asked = load.New(files), new(int)
	set := op.NewSet(Hand)
	return New(func(ctx context.Context, name string, body []byte) (wire.Message, error) {
		*asked++
		reply, err := set.Run(market.WithLibrary(ctx, reader), name, body)
		if err != nil {
			return wire.Message{}, err
		}
		return wire.Pack(reply)
	}), reader, asked
}

// TestLibraryAnswersAsTheReader: the same bars and the same refusals.
func TestLibraryAnswersAsTheReader(t *testing.T) {
	ctx := context.Background()
	lib, reader, asked := two(shelf{"two": csv("IF2406", "IF2409"), "one": csv("IF2406")})
	for _, c := range []struct{ ref, symbol string }{
		{"two", "IF2406"}, {"two", "if2409.CFE"}, {"two", ""}, {"two", "IF2412"}, {"one", ""}, {"one", "IF2406"}, {"none", ""},
	} {
		got, err := lib.Bars(ctx, c.ref, c.symbol)
		want, wantErr := reader.Bars(ctx, c.ref, c.symbol)
		if (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Errorf("%v: got %v, want %v", c, err, wantErr)
		}
		if err == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("%v: got %+v, want %+v", c, got, want)
		}
	}
	// One handing over brought both series of a small file.
	*asked = 0
	for range 2 {
		if _, err := lib.Bars(ctx, "two", "IF2409"); err != nil {
			t.Fatal(err)
		}
	}
	if *asked != 0 {
		t.Errorf("asked %d times for what is here", *asked)
	}
}

func TestForget(t *testing.T) {
	ctx := context.Background()
	lib, reader, asked := two(shelf{"a": csv("IF2406")})
	first, err := lib.Bars(ctx, "a", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := load.Load(market.WithLibrary(ctx, reader), table.LoadInput{Ref: "a", Choices: table.Choices{Stamp: "begin"}}); err != nil {
		t.Fatal(err)
	}
	lib.Forget("a")
	second, err := lib.Bars(ctx, "a", "")
	if err != nil || second.Time[0] != first.Time[0]+60_000 || *asked != 2 {
		t.Errorf("got %v, asked %d times", err, *asked)
	}

	// What is forgotten while it is on its way is not kept.
	ask := lib.ask
	lib.ask = func(ctx context.Context, name string, body []byte) (wire.Message, error) {
		defer lib.Forget("a")
		return ask(ctx, name, body)
	}
	lib.Forget("a")
	for range 2 {
		if _, err := lib.Bars(ctx, "a", ""); err != nil {
			t.Fatal(err)
		}
	}
	if *asked != 4 {
		t.Errorf("asked %d times, want 4", *asked)
	}
}

// TestKeptInBounds: of many files the last used ones are kept.
func TestKeptInBounds(t *testing.T) {
	var h Handed
	h.add(&market.Bars{Time: make([]int64, maxBytes/8/3)})
	m, err := wire.Pack(h)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	lib := New(func(context.Context, string, []byte) (wire.Message, error) { asked++; return m, nil })
	for _, ref := range []string{"a", "b", "c", "d", "d", "b"} {
		if _, err := lib.Bars(context.Background(), ref, ""); err != nil {
			t.Fatal(err)
		}
	}
	if asked != 4 || len(lib.files) != 3 {
		t.Errorf("asked %d times, %d files are kept", asked, len(lib.files))
	}
	if _, err := lib.Bars(context.Background(), "a", ""); err != nil || asked != 5 {
		t.Errorf("the one that was dropped: %v, asked %d times", err, asked)
	}
}

func TestWaitingCanBeGivenUp(t *testing.T) {
	came, open := make(chan struct{}), make(chan struct{})
	lib := New(func(context.Context, string, []byte) (wire.Message, error) {
		came <- struct{}{}
		<-open
		return wire.Message{}, fault.New(fault.Unknown, "nothing")
	})
	first := make(chan error)
	go func() { _, err := lib.Bars(context.Background(), "a", ""); first <- err }()
	<-came
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := lib.Bars(ctx, "a", ""); fault.From(err).Code != fault.Canceled {
		t.Errorf("got %v", err)
	}
	close(open)
	if err := <-first; fault.From(err).Code != fault.Unknown {
		t.Errorf("got %v", err)
	}
}
