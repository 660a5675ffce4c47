package study_test

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/dividend"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
)

// The four contracts of IM around the expiry of IM2409 on 2024-09-20: closes of
// 2024-09-13 of golden case 1, the other figures made up.
func september(t optest.T) study.Data {
	return study.Data{Product: "IM", Futures: []market.Source{
		contract(t, "IM2409", `date close settle pre_settle volume open_interest spot
			2024-09-12 4441.0 - 4494.4 60000 99000 4443.021
			2024-09-13 4416.8 - 4445.2 55000 94210 4413.187
			2024-09-19 4400.2 4401.0 4399.8 20000 9000 4398.3
			2024-09-20 4391.0 - 4401.0 9000 0 4393.1`),
		contract(t, "IM2410", `date close settle volume open_interest spot
			2024-09-12 4404.0 4406.2 20000 38000 4443.021
			2024-09-13 4380.0 4385.4 22000 38567 4413.187
			2024-09-20 4355.0 4350.0 70000 89000 4393.1
			2024-09-23 4340.0 4341.0 71000 90000 4380.5`),
		contract(t, "IM2412", `date close volume open_interest
			2024-09-13 4312.0 30000 97469
			2024-09-23 4280.0 33000 99000`),
		contract(t, "IM2503", `date close volume open_interest
			2024-09-13 4220.6 8000 50540
			2024-09-21 4219.0 1 1`),
	}}
}

func TestBook(t *testing.T) {
	b := book(t, september(t))
	if b.Days() != 5 || b.Date(0) != date("2024-09-12") || b.Date(4) != date("2024-09-23") {
		t.Fatalf("%d days from %v to %v", b.Days(), b.Date(0), b.Date(b.Days()-1))
	}
	for _, c := range []struct {
		day, code         string
		place             int8
		calendar, trading int16
	}{
		{"2024-09-12", "IM2409", 0, 8, 4},
		{"2024-09-13", "IM2409", 0, 7, 3}, // golden case 1; the Mid-Autumn holiday is the 16th and 17th
		{"2024-09-13", "IM2410", 1, 35, 18},
		{"2024-09-13", "IM2412", 2, 98, 63},
		{"2024-09-13", "IM2503", 3, 189, 121},
		{"2024-09-20", "IM2409", 0, 0, 0},
		{"2024-09-20", "IM2410", 1, 28, 15},
		{"2024-09-23", "IM2410", 0, 25, 14},
		{"2024-09-23", "IM2412", 2, 88, 59}, // 1, the next month IM2411, is missing
	} {
		q := quote(t, b, c.day, c.code)
		if b.Place[q] != c.place || b.CalendarDays[q] != c.calendar || b.TradingDays[q] != c.trading {
			t.Errorf("%s on %s: place %d, %d calendar and %d trading days; want %d, %d, %d", c.code, c.day,
				b.Place[q], b.CalendarDays[q], b.TradingDays[q], c.place, c.calendar, c.trading)
		}
	}
	// A settlement that is missing is what the next trading day calls the one
	// before: of the 12th on the 13th, not of the 13th on the 19th.
	for day, want := range map[string]float64{"2024-09-12": 4445.2, "2024-09-13": math.NaN(), "2024-09-19": 4401.0, "2024-09-20": math.NaN()} {
		if got := b.Settle[quote(t, b, day, "IM2409")]; got != want && !(got != got && want != want) {
			t.Errorf("settlement of %s: got %v, want %v", day, got, want)
		}
	}
	if got := b.OpenInterest[quote(t, b, "2024-09-20", "IM2409")]; got != 0 {
		t.Errorf("open interest of the last day: %v", got)
	}
	if b.At(4, 1) != -1 || b.At(4, 3) != -1 || b.Code(b.At(4, 0)) != "IM2410" {
		t.Error("a place that is missing is taken by another contract")
	}
	want := "futures:closed_days futures:settle_filled futures:days_absent futures:contracts_missing futures:expired_interest futures:expiry_basis"
	if got := codes(b); got != want {
		t.Errorf("notes\n%s, want\n%s", got, want)
	}
	a := b.About()
	if a.Days != 5 || a.First != date("2024-09-12") || a.Last != date("2024-09-23") || a.Product != "IM" || a.Sign != study.SignRule {
		t.Errorf("about %+v", a)
	}
	for _, n := range b.Notes {
		if n.Code == "contracts_missing" && n.Params["count"] != "9" { // 2 on the 12th, 3 on the 19th, 2 each on the 20th and 23rd
			t.Errorf("%s: %s", n.Code, n.Message)
		}
	}
}

// TestMainOfDays: the rules on the days of september, by hand.
func TestMainOfDays(t *testing.T) {
	b := book(t, september(t))
	for _, c := range []struct {
		rule market.MainRule
		want string
	}{
		{market.ByVolume, "IM2409 IM2409 IM2409 IM2410 IM2410"},
		{market.ByOpenInterest, "IM2409 IM2412 IM2409 IM2410 IM2412"},
		{market.ByPrevOpenInterest, "no_open_interest IM2409 IM2409 IM2409 IM2410"},
		{market.ByCurrentMonth, "IM2409 IM2409 IM2409 IM2409 IM2410"},
	} {
		var got []string
		for i := range b.Days() {
			if q, why := b.Main(i, c.rule); why != "" {
				got = append(got, string(why))
			} else {
				got = append(got, b.Code(q))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.rule, s, c.want)
		}
	}
}

// TestThreeContracts: on a day with three contracts the fourth place is missing,
// and none moves up.
func TestThreeContracts(t *testing.T) {
	b := book(t, study.Data{Product: "IF", Futures: []market.Source{
		contract(t, "IF2409", "date close spot\n2024-09-13 3158.0 3159.247"),
		contract(t, "IF2410", "date close spot\n2024-09-12 3169.0 3172.470"),
		contract(t, "IF2412", "date close spot\n2024-09-12 3160.0 3172.470\n2024-09-13 3142.6 3159.247"),
		contract(t, "IF2503", "date close spot\n2024-09-12 3150.0 3172.470\n2024-09-13 3132.6 3159.247"),
	}})
	for i, want := range [][4]string{{"", "IF2410", "IF2412", "IF2503"}, {"IF2409", "", "IF2412", "IF2503"}} {
		for place, code := range want {
			q := b.At(i, int8(place))
			if got := ""; code == "" && q >= 0 || code != "" && (q < 0 || b.Code(q) != code) {
				t.Errorf("day %d, place %d: got quote %d %s, want %q", i, place, q, got, code)
			}
		}
	}
	near := b.Line(study.Measure{Of: study.CurrentWith, Value: study.Basis})
	if near.Value[0] == near.Value[0] || near.Why[0] != study.NoContract {
		t.Errorf("the current month of the 12th: %v %s", near.Value[0], near.Why[0])
	}
	if q, why := b.Main(0, market.ByCurrentMonth); q != -1 || why != study.NoContract {
		t.Errorf("the rule current_month: %d %s", q, why)
	}
	if s := b.Spread(study.Spread{}); s.Why[0] != study.NoContract || s.Why[1] != study.NoContract {
		t.Errorf("spreads of a missing contract: %v", s.Why)
	}
}

// TestChains: chains are places through time, and complete contracts.
func TestChains(t *testing.T) {
	near := chain(t, "IF00", `date close settle pre_settle volume open_interest
		2024-09-19 3195.0 - 3160.0 30000 9000
		2024-09-20 3200.0 3203.0 3193.2 9000 0
		2024-09-23 3210.0 - 3196.0 50000 70000`)
	next := chain(t, "IFL1.CFX", `date close settle volume open_interest
		2024-09-20 3196.6 - 60000 69000
		2024-09-23 3207.0 3207.2 900 1500`)
	own := contract(t, "IF2410", "date close\n2024-09-20 3196.8")
	spot := index(t, "000300", "date close\n2024-09-19 3196.043\n2024-09-20 3201.052\n2024-09-23 3212.757")
	b := book(t, study.Data{Product: "IF", Futures: []market.Source{near, next, own}, Index: spot})
	if got := len(b.Contracts); got != 3 {
		t.Fatalf("%d contracts: %+v", got, b.Contracts)
	}
	if x := b.Close[quote(t, b, "2024-09-20", "IF2410")]; x != 3196.8 {
		t.Errorf("the chain stands before the contract: %v", x)
	}
	q := quote(t, b, "2024-09-20", "IF2410")
	if b.Volume[q] != 60000 || b.OpenInterest[q] != 69000 {
		t.Errorf("the chain does not complete the contract: %v, %v", b.Volume[q], b.OpenInterest[q])
	}
	if b.Settle[q] != 3196.0 { // IF2410 is the current month on the 23rd and names its settlement before
		t.Errorf("settlement of IF2410 on the 20th: %v", b.Settle[q])
	}
	if x := b.Settle[quote(t, b, "2024-09-19", "IF2409")]; x != 3193.2 {
		t.Errorf("settlement of IF2409 on the 19th: %v", x)
	}
	if got := codes(b); !strings.Contains(got, "series_differ") || !strings.Contains(got, "places_absent") {
		t.Errorf("notes %s", got)
	}
	if b.Code(b.At(2, 1)) != "IF2411" || b.Code(b.At(2, 0)) != "IF2410" {
		t.Error("places of the 23rd")
	}
}

// TestChainNames: what vendors call the places of the board.
func TestChainNames(t *testing.T) {
	spot := index(t, "000300", "date close\n2024-09-13 3159.247")
	for name, want := range map[string]string{
		"IF": "IF2409", "IF00": "IF2409", "IF00C1": "IF2409", "IFL": "IF2409", "IFL.CFX": "IF2409", "IFL0": "IF2409", "IF0": "IF2409", "IFC1": "IF2409",
		"IF1": "IF2409", "CFFEX.IF.HOT": "IF2409", "KQ.m@CFFEX.IF": "IF2409", "IF888": "IF2409", "IF当月连续": "IF2409", "IF主力": "IF2409", "IF9999.CCFX": "IF2409",
		"IF01": "IF2410", "IFL1": "IF2410", "IFL1.CFX": "IF2410", "IF00C2": "IF2410", "IF下月连续": "IF2410", "IF01.CFE": "IF2410",
		"IF02": "IF2412", "IFL2.CFX": "IF2412", "IF当季": "IF2412", "IF03": "IF2503", "IFL3": "IF2503", "IF下季连续": "IF2503", "IF隔季": "IF2503", "IFC4": "IF2503",
		"IF99": "", "IF8888": "", "IF指数": "", "KQ.i@CFFEX.IF": "", "CFFEX.IF.2ND": "",
	} {
		d := study.Data{Product: "IF", Index: spot, Futures: []market.Source{source(bars(t, name, market.Continuous, "IF", "date close\n2024-09-13 3158"))}}
		b, err := study.NewBook(context.Background(), d)
		switch {
		case want == "":
			if got := optest.Refused(t, err); got != "futures.0:no_place" {
				t.Errorf("%s: %s", name, got)
			}
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case b.Contracts[0].Code != want:
			t.Errorf("%s: got %s, want %s", name, b.Contracts[0].Code, want)
		default:
			vendors := strings.Contains(codes(b), "chain_as_current")
			if own := strings.ContainsAny(name, "H主89@") || name == "IF" || name == "IF0"; vendors != own {
				t.Errorf("%s: said to be of a vendor: %v", name, vendors)
			}
		}
	}
}

// TestIndex: the index is its own series, and on days without it the column
// beside the futures.
func TestIndex(t *testing.T) {
	d := study.Data{Product: "IF", Futures: []market.Source{
		contract(t, "IF2409", "date close spot\n2024-09-11 3190 3186.13\n2024-09-12 3175 3172.47\n2024-09-13 3158.0 3159.247"),
		contract(t, "IF2410", "date close spot\n2024-09-12 3169 3172.49\n2024-09-13 3152.0 3159.2471\n2024-09-18 3160 3171.01"),
	}}
	b := book(t, d)
	if want := []float64{3186.13, 3172.47, 3159.247, 3171.01}; !slices.Equal(b.Index, want) {
		t.Errorf("got %v, want %v", b.Index, want)
	}
	if got := codes(b); !strings.Contains(got, "index:spot_differs") || strings.Contains(got, "index_from_spot") {
		t.Errorf("notes %s", got)
	}
	d.Index = index(t, "000300", "date close\n2024-09-10 3195.76\n2024-09-11 3186.1313\n2024-09-18 -\n2024-09-19 3196")
	b = book(t, d)
	if want := []float64{3186.1313, 3172.47, 3159.247, 3171.01}; !slices.Equal(b.Index, want) {
		t.Errorf("got %v, want %v", b.Index, want)
	}
	if got := codes(b); !strings.Contains(got, "index:index_from_spot") {
		t.Errorf("notes %s", got)
	}
}

// TestDays: days of the index within those of the futures count, others not;
// a day without index is said.
func TestDays(t *testing.T) {
	d := study.Data{Product: "IF", Index: index(t, "000300", "date close\n2024-09-09 3200\n2024-09-10 3195.76\n2024-09-11 3186.13\n2024-09-13 3159.247\n2024-09-18 3171"),
		Futures: []market.Source{contract(t, "IF2409", "date close\n2024-09-10 3190\n2024-09-12 3175\n2024-09-13 3158.0\n2024-09-15 3150\n2024-09-23 3100")}}
	b := book(t, d)
	if b.Days() != 4 || b.First[4] != 3 || b.First[1] != b.First[2] {
		t.Errorf("%d days, quotes %v", b.Days(), b.First)
	}
	want := "futures:closed_days futures:after_expiry futures:places_absent futures:quotes_missing"
	got := codes(b)
	for _, code := range strings.Fields(want + " index:index_absent") {
		if !strings.Contains(got, code) {
			t.Errorf("notes %s lack %s", got, code)
		}
	}
	if x, why := b.Main(1, market.ByVolume); x != -1 || why != study.NoQuotes {
		t.Errorf("main of a day without quotes: %d %s", x, why)
	}
}

// TestMinutes: bars within a day count as one.
func TestMinutes(t *testing.T) {
	b := bars(t, "IF2409", market.FutureContract, "IF", "date close volume open_interest spot\n2024-09-13 3150 10 5 3160\n2024-09-13 3158 20 - 3159.247\n2024-09-18 3160 7 9 3171")
	b.Minutes = 120
	for i, hour := range []int64{11, 15, 15} {
		b.Time[i] += hour * 3600000
	}
	got := book(t, study.Data{Product: "IF", Futures: []market.Source{source(b)}})
	if got.Days() != 2 || got.Close[0] != 3158 || got.Volume[0] != 30 || got.OpenInterest[0] != 5 || got.Index[0] != 3159.247 || got.Volume[1] != 7 {
		t.Errorf("got %v %v %v %v", got.Close, got.Volume, got.OpenInterest, got.Index)
	}
}

// TestEstimated: the calendar of 2027 is not known; a last trading day there is
// an estimate and the data know better.
func TestEstimated(t *testing.T) {
	b := book(t, study.Data{Product: "IF", Futures: []market.Source{
		contract(t, "IF2706", "date close spot\n2026-12-30 5000 5010\n2026-12-31 5001 5011"),
		contract(t, "IF2702", "date close spot\n2027-02-18 5000 5010\n2027-02-22 5003 5009"),
	}})
	if c := b.Contracts[0]; !c.Estimated || c.Code != "IF2702" || c.Expiry != date("2027-02-22") {
		t.Errorf("got %+v", c)
	}
	if q := quote(t, b, "2027-02-22", "IF2702"); b.CalendarDays[q] != 0 || b.TradingDays[q] != 0 {
		t.Error("the last day of the data is not taken for the last trading day")
	}
	if !strings.Contains(codes(b), "futures:expiries_estimated") {
		t.Errorf("notes %s", codes(b))
	}
}

func TestDividends(t *testing.T) {
	d := september(t)
	d.Dividends = &dividend.Given{Points: []dividend.ExDate{{Date: date("2024-09-13"), Points: 3}, {Date: date("2024-10-18"), Points: 1.5}, {Date: date("2024-11-01"), Points: 4}}}
	b := book(t, d)
	for _, c := range []struct {
		day, code string
		want      float64
	}{{"2024-09-12", "IM2409", 3}, {"2024-09-13", "IM2409", 0}, {"2024-09-12", "IM2410", 4.5}, {"2024-09-13", "IM2410", 1.5}, {"2024-09-13", "IM2503", 5.5}} {
		if got := b.Dividends[quote(t, b, c.day, c.code)]; got != c.want {
			t.Errorf("%s on %s: got %v, want %v", c.code, c.day, got, c.want)
		}
	}
	d.Dividends = &dividend.Given{Yield: 0.02}
	b = book(t, d)
	optest.Near(t, "by yield", b.Dividends[quote(t, b, "2024-09-13", "IM2412")], 23.698209643835614, 0)
	if !strings.Contains(codes(b), "dividends:dividends_estimated") {
		t.Errorf("notes %s", codes(b))
	}
}

func TestRefused(t *testing.T) {
	one := contract(t, "IF2409", "date close\n2024-09-13 3158")
	spot := index(t, "000300", "date close\n2024-09-13 3159.247")
	for want, d := range map[string]study.Data{
		"futures.0:other_product futures.2:not_a_future": {Product: "IF", Index: spot, Futures: []market.Source{contract(t, "IC2409", "date close\n2024-09-13 4444"), one, *spot}},
		"futures.0:other_product":                        {Product: "IF", Index: spot, Futures: []market.Source{chain(t, "IC00", "date close\n2024-09-13 4444")}},
		"futures:no_quotes":                              {Product: "IF", Index: spot, Futures: []market.Source{one}, From: date("2024-09-14")},
		"index:missing":                                  {Product: "IF", Futures: []market.Source{one}},
		"index:other_index":                              {Product: "IF", Index: index(t, "000905", "date close\n2024-09-13 4450"), Futures: []market.Source{one}},
		"index:not_an_index":                             {Product: "IF", Index: &one, Futures: []market.Source{one}},
		"index:no_common_day":                            {Product: "IF", Index: index(t, "000300", "date close\n2024-09-12 3172"), Futures: []market.Source{one}},
		"product:unknown_product":                        {Product: "IX", Index: spot, Futures: []market.Source{one}},
		"dividends.column:no_column":                     {Product: "IF", Index: spot, Futures: []market.Source{one}, Dividends: &dividend.Given{File: spot, Column: "points"}},
	} {
		_, err := study.NewBook(context.Background(), d)
		if got := optest.Refused(t, err); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestShelf: the same bars make the same book, once.
func TestShelf(t *testing.T) {
	ctx := study.WithShelf(context.Background(), &study.Shelf{})
	d := september(t)
	first, err := study.NewBook(ctx, d)
	if err != nil {
		t.Fatal(err)
	}
	same := func(d study.Data) bool {
		b, err := study.NewBook(ctx, d)
		if err != nil {
			t.Fatal(err)
		}
		return b == first
	}
	if !same(d) {
		t.Error("made again")
	}
	for name, change := range map[string]func(*study.Data){
		"other days":      func(d *study.Data) { d.To = date("2024-09-13") },
		"fewer series":    func(d *study.Data) { d.Futures = d.Futures[:3] },
		"other dividends": func(d *study.Data) { d.Dividends = &dividend.Given{Yield: 0.01} },
		"an index":        func(d *study.Data) { d.Index = index(t, "000852", "date close\n2024-09-13 4413") },
	} {
		other := d
		other.Futures = slices.Clone(d.Futures)
		change(&other)
		if same(other) {
			t.Errorf("%s: the book of other data", name)
		}
	}
	for i := range 10 {
		other := d
		other.From = calendar.MustOf(2024, 8, 1+i)
		same(other)
	}
	if same(d) {
		t.Error("the shelf keeps all books")
	}
}
