package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/app/scenario"
	"fairbasis/core/arb"
	"fairbasis/core/basis"
	"fairbasis/core/carry"
	"fairbasis/core/catalog"
	"fairbasis/core/json"
	"fairbasis/core/listing"
	"fairbasis/core/op"
)

// said is the reply of an operation in place, as JSON.
func said[In op.Request, Out any](t rapid.TB, key op.Key[In, Out], in In) string {
	t.Helper()
	out, err := op.Do(context.Background(), catalog.All, key, in)
	if err != nil {
		return "refused"
	}
	text, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A link of the calculator page, asked as it stands, gives the figures that
// the page shows for it.
func TestLinksOfTheCalculator(t *testing.T) {
	api := New(Options{})
	texts := map[scenario.Kind][]string{
		scenario.Number: {"0", "12.5", "4,400.2", "１２"}, scenario.Rate: {"1.85%", "0", "185bp", "万0.3", "2"},
		scenario.Day: {"2024-12-20", "2024/11/15", "20241018"}, scenario.Switch: {"true", "false"}, scenario.Name: {"IF2412", "IM12", " my own "},
	}
	rapid.Check(t, func(t *rapid.T) {
		s := scenario.Example()
		for range rapid.IntRange(0, 8).Draw(t, "edits") {
			f := rapid.SampledFrom(scenario.Fields()).Draw(t, "field")
			choices := texts[f.Kind]
			if f.Kind == scenario.Choice {
				choices = f.Choices
			}
			if f.Optional {
				choices = append(slices.Clone(choices), "")
			}
			s.Set(f.Path, rapid.SampledFrom(choices).Draw(t, "text"))
		}
		for i := range rapid.IntRange(0, 2).Draw(t, "rows") {
			s.AddRow()
			s.Set(scenario.RowPath(i, "ex_date"), []string{"2024-10-11", "2024-11-01"}[i])
			s.Set(scenario.RowPath(i, "points"), rapid.SampledFrom(texts[scenario.Number]).Draw(t, "points"))
		}
		r := s.Read()
		if len(r.Faults) > 0 {
			return // the page asks with what was accepted before
		}
		in := r.Input
		for name, want := range map[string]string{
			string(arb.Key): said(t, arb.Key, in), string(arb.SensitivityKey): said(t, arb.SensitivityKey, arb.SensitivityInput{Input: in}),
			string(carry.PriceKey):      said(t, carry.PriceKey, carry.PriceInput{Terms: in.Terms}),
			string(basis.Key):           said(t, basis.Key, basis.Input{Terms: in.Terms, Convention: r.Convention}),
			string(listing.ContractKey): said(t, listing.ContractKey, listing.ContractInput{Contract: in.Contract, Date: in.Date, Expiry: in.Expiry, Multiplier: in.Multiplier, Tick: in.Tick}),
		} {
			got := get(api, "/v1/"+name+"?"+s.Fragment())
			body := text(t, got)
			if want == "refused" && got.StatusCode == http.StatusUnprocessableEntity && !strings.Contains(body, "unknown_field") {
				continue
			}
			if got.StatusCode != http.StatusOK || body != want {
				t.Fatalf("GET %s?%s:\n got %d %s\nwant %s", name, s.Fragment(), got.StatusCode, body, want)
			}
		}
	})
}

// Every name of a link is one that other operations about a contract ignore,
// and what is no such name is refused.
func TestLinkNames(t *testing.T) {
	api := New(Options{})
	for _, f := range scenario.Fields() {
		if f.Path != "contract" && f.Path != "date" && !isLinkName(f.Path) {
			t.Errorf("%s is no name of a link", f.Path)
		}
	}
	for _, c := range []struct{ address, want string }{
		{"contract?contract=IM2412&date=2024-09-13&hurdel=1", "#/hurdel unknown_field"},
		{"arb?contract=IM2412&date=2024-09-13&costs.stamp=1", "#/costs/stamp unknown_field"},
		{"arb?contract=IM2412&date=2024-09-13&own=maybe&dividends=some", "#/own unknown_choice #/dividends unknown_choice"},
		{"rules?product=IF&date=2024-09-13&spot=4000", "#/spot unknown_field"},
		{"curve?waterfall=full", "#/waterfall unknown_field"},
	} {
		r := get(api, "/v1/"+c.address)
		if p := problemIn(t, r); r.StatusCode != 422 || refused(p) != c.want {
			t.Errorf("%s: %d %s, want %s", c.address, r.StatusCode, refused(p), c.want)
		}
	}
}
