package scenario

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestChainExampleIsGoldenOne(t *testing.T) {
	c := ExampleOf("IC")
	r := c.Read()
	if len(r.Faults) != 0 {
		t.Fatalf("faults: %v", r.Faults)
	}
	// Golden case 1: closes and open interest of 2024-09-13.
	want := []struct {
		code     string
		price    float64
		interest float64
	}{{"IC2409", 4444.8, 73474}, {"IC2410", 4419.0, 30292}, {"IC2412", 4376.6, 98105}, {"IC2503", 4322.4, 44654}}
	if got := len(r.Chain.Contracts); got != len(want) {
		t.Fatalf("got %d contracts, want %d", got, len(want))
	}
	for i, w := range want {
		x := r.Chain.Contracts[i]
		if x.Contract != w.code || float64(x.Futures) != w.price || x.OpenInterest != w.interest || x.Dividends != 0 {
			t.Errorf("contract %d: got %+v, want %+v", i, x, w)
		}
	}
	if r.Chain.Spot != 4450.959 || r.Chain.Rate != 0.03 || r.Chain.Date.String() != "2024-09-13" {
		t.Errorf("got spot %v, rate %v, date %v", r.Chain.Spot, r.Chain.Rate, r.Chain.Date)
	}
	if r.Portfolio != 1e8 || r.Beta != 1 || r.Margin != 0.12 || r.Convention != "huatai" || r.FuturesFee != 0.000023 || r.FuturesHold != 0.2 {
		t.Errorf("got portfolio %v, beta %v, margin %v, convention %q, fee %v, held %v", r.Portfolio, r.Beta, r.Margin, r.Convention, r.FuturesFee, r.FuturesHold)
	}
}

func TestChainProductKeepsWhatWasTyped(t *testing.T) {
	c := ExampleOf("IC")
	c.Set("contracts.1.futures", "4,420.0")
	c.Set("roll.from", "IC2410")
	c.Set("product", "IM")
	got := []string{c.Text("contracts.0.contract"), c.Text("contracts.0.futures"), c.Text("contracts.0.open_interest"), c.Text("contracts.1.futures"), c.Text("spot"), c.Text("roll.from")}
	want := []string{"IM2409", "4,416.8", "94,210", "4,420.0", "4,413.187", "IM2410"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if c.Set("product", "XX"); c.Text("contracts.0.contract") != "IM2409" {
		t.Errorf("an unknown product renamed a contract to %s", c.Text("contracts.0.contract"))
	}
	if r := c.Read(); len(r.Faults) != 1 || r.Faults[0].Path != "product" {
		t.Errorf("faults of an unknown product: %v", r.Faults)
	}
}

func TestChainDateBringsListedContracts(t *testing.T) {
	c := ExampleOf("IC")
	c.Set("contracts.2.futures", "4,400.0")
	c.Set("date", "2024-09-23") // the first trading day after IC2409 expired on 2024-09-20
	var codes, prices []string
	for _, r := range c.Rows() {
		codes, prices = append(codes, r.Contract), append(prices, r.Futures)
	}
	if want := []string{"IC2410", "IC2411", "IC2412", "IC2503"}; !slices.Equal(codes, want) {
		t.Errorf("listed: got %q, want %q", codes, want)
	}
	if want := []string{"4,419.0", "", "4,400.0", "4,322.4"}; !slices.Equal(prices, want) {
		t.Errorf("prices: got %q, want %q", prices, want)
	}
	r := c.Read()
	if len(r.Faults) != 1 || r.Faults[0].Path != "contracts.1.futures" || r.Faults[0].Code != "empty" {
		t.Errorf("a contract without a price: got %v", r.Faults)
	}
	if !slices.Equal(r.Rows, []int{0, 2, 3}) || r.Typed("contracts.1.futures") != "contracts.2.futures" || r.Row(2) != 1 || r.Row(1) != -1 {
		t.Errorf("rows %v, typed %s", r.Rows, r.Typed("contracts.1.futures"))
	}
	c.Set("date", "2026-01-05")
	c.Set("date", "2024-09-13")
	if got := c.Text("contracts.2.futures"); got != "4,400.0" {
		t.Errorf("back on the first date the typed price is %q", got)
	}
	if got := c.Text("contracts.0.futures"); got != "4,444.8" {
		t.Errorf("back on the first date the shipped price is %q", got)
	}
}

func TestChainUnreadableAnswersWithTheLastAccepted(t *testing.T) {
	c := ExampleOf("IC")
	c.Set("contracts.0.futures", "4,450.0")
	c.Accept()
	c.Set("contracts.0.futures", "4,45o")
	c.Set("spot", "")
	r := c.Read()
	var paths []string
	for _, f := range r.Faults {
		paths = append(paths, f.Path)
	}
	if want := []string{"spot", "contracts.0.futures"}; !slices.Equal(paths, want) {
		t.Errorf("faults at %q, want %q", paths, want)
	}
	if r.Chain.Contracts[0].Futures != 4450 || r.Chain.Spot != 4450.959 {
		t.Errorf("got futures %v, spot %v", r.Chain.Contracts[0].Futures, r.Chain.Spot)
	}
	if got := c.Read("contracts.1.contract").Rows; !slices.Equal(got, []int{0, 2, 3}) {
		t.Errorf("a refused contract is left out: rows %v", got)
	}
}

func TestChainFragmentTellsWhatItLeftOut(t *testing.T) {
	c, notes := ChainFromFragment("#product=IM&date=2024-09-20&contracts.0.contract=IM2409&contracts.0.futures=4000&colour=red&contracts.99.futures=1")
	if len(notes) != 2 || notes[0].Code != "unknown_key" || notes[1].Code != "unknown_key" {
		t.Errorf("notes: %v", notes)
	}
	if rows := c.Rows(); len(rows) != 1 || rows[0].Contract != "IM2409" || rows[0].Futures != "4,000.0" {
		t.Errorf("rows: %+v", rows)
	}
	bare, _ := ChainFromFragment("")
	if !bare.Same(ExampleOf("IC")) {
		t.Error("an empty fragment is not the worked example")
	}
}

func TestChainFragmentRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := ExampleOf(rapid.SampledFrom(Products()).Draw(t, "product"))
		if rapid.Bool().Draw(t, "own") {
			c.Set("product", Own)
			for range rapid.IntRange(0, 3).Draw(t, "added") {
				c.AddRow()
			}
		}
		edits := rapid.IntRange(0, 12).Draw(t, "edits")
		for range edits {
			i := rapid.IntRange(0, 3).Draw(t, "row")
			name := rapid.SampledFrom([]string{"contract", "expiry", "futures", "dividends", "open_interest", "prev_open_interest", "volume"}).Draw(t, "name")
			if !c.Own() && (name == "contract" || name == "expiry") {
				continue
			}
			path := rapid.SampledFrom([]string{ContractPath(i, name), "spot", "rate", "roll.beta", "roll.margin", "roll.horizon_days", "costs.futures_fee", "name", "multiplier", "tick"}).Draw(t, "path")
			text := rapid.SampledFrom([]string{"", "12", "4,321.6", "0.5%", "1o.6", "−3.25", "a&b=c#%", "４４００", "2025-01-17"}).Draw(t, "text")
			c.Set(path, text)
			c.Reformat(path)
		}
		if rapid.Bool().Draw(t, "dated") {
			c.Set("date", rapid.SampledFrom([]string{"2024-09-20", "2024-10-21", "2027-03-01"}).Draw(t, "date"))
		}
		link := c.Fragment()
		again, notes := ChainFromFragment("#" + link)
		if len(notes) != 0 {
			t.Fatalf("%s: notes %v", link, notes)
		}
		if again.Fragment() != link {
			t.Fatalf("fragment changed:\n%s\n%s", link, again.Fragment())
		}
		a, b := c.Rows(), again.Rows()
		for i := range a {
			if a[i].Contract != b[i].Contract || !sameNumber(a[i].Futures, b[i].Futures) || !sameNumber(a[i].Volume, b[i].Volume) {
				t.Fatalf("row %d: %+v became %+v", i, a[i], b[i])
			}
		}
	})
}

// sameNumber compares two texts of a field by what they mean, or as texts
// where they mean nothing.
func sameNumber(a, b string) bool {
	f := Field{Kind: Number, Optional: true}
	x, errX := readValue(f, a)
	y, errY := readValue(f, b)
	if errX != nil || errY != nil {
		return strings.TrimSpace(a) == strings.TrimSpace(b)
	}
	return x.number == y.number
}

func TestChainUndo(t *testing.T) {
	c, h := ExampleOf("IC"), &Steps[*Chain]{}
	h.Note(c, "spot")
	c.Set("spot", "4,500")
	h.Note(c, "")
	c.Set("date", "2024-10-21")
	c = h.Undo(c)
	if c.Text("date") != "2024-09-13" || c.Text("spot") != "4,500" || c.Text("contracts.0.contract") != "IC2409" {
		t.Errorf("after one undo: date %s, spot %s", c.Text("date"), c.Text("spot"))
	}
	c = h.Undo(c)
	if !c.Same(ExampleOf("IC")) || h.CanUndo() {
		t.Error("after two the worked example is back")
	}
	c = h.Redo(c)
	if c.Text("spot") != "4,500" || !h.CanRedo() {
		t.Errorf("after redo: spot %s", c.Text("spot"))
	}
}
