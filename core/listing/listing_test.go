package listing

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

var set = op.NewSet(
	op.New(ContractKey, "Facts of one contract on a day", ContractExample, Contract),
	op.New(RulesKey, "Fees, margins, limits and taxes on a day", RulesExample, Rules),
)

func TestContract(t *testing.T) {
	r, err := op.Do(context.Background(), set, ContractKey, ContractExample)
	if err != nil {
		t.Fatal(err)
	}
	// Golden case 1: 98 calendar days, N 63; contract specification: multiplier 200, tick 0.2.
	if r.Contract != "IM2412" || r.Date != ContractExample.Date || r.LastTradingDay.Date.String() != "2024-12-20" || r.LastTradingDay.Rolled ||
		r.Days != 98 || r.TradingDays != (calendar.Count{Days: 63}) || r.Product.Multiplier != 200 || r.Product.Tick != 0.2 ||
		r.Product.IndexCode != "000852" || len(r.Remarks) != 0 {
		t.Errorf("got %+v", r)
	}
	got := []string{}
	for _, l := range r.Listed {
		got = append(got, l.Contract)
	}
	if s := strings.Join(got, " "); s != "IM2409 IM2410 IM2412 IM2503" || r.Listed[0].TradingDays.Days != 3 || r.Listed[3].Days != 189 {
		t.Errorf("got listed %+v", r.Listed)
	}
}

func TestContractBeyondTheCalendarSaysSo(t *testing.T) {
	r, err := Contract(context.Background(), ContractInput{Contract: "if03", Date: calendar.MustOf(2026, 11, 20)})
	if err != nil {
		t.Fatal(err)
	}
	if r.Contract != "IF2703" || !r.LastTradingDay.Estimated || !r.TradingDays.Estimated || r.Days != 119 || len(r.Remarks) != 2 {
		t.Errorf("got %+v", r)
	}
}

func TestContractOfYourOwn(t *testing.T) {
	r, err := Contract(context.Background(), ContractInput{Contract: "HSI", Date: calendar.MustOf(2024, 9, 13),
		Expiry: calendar.MustOf(2024, 12, 13), Multiplier: 50, Tick: 1})
	if err != nil || r.Contract != "HSI" || !r.Product.Own || r.Product.Multiplier != 50 || r.Days != 91 || r.Listed == nil || len(r.Listed) != 0 {
		t.Errorf("got %+v, %v", r, err)
	}
}

func TestRefusals(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"contract", `{}`, "date missing, contract missing"},
		{"contract", `{"contract":"IG2412","date":"2024-09-13"}`, "contract unknown_product"},
		{"contract", `{"contract":"IF2408","date":"2024-09-13","tick":0.2}`, "tick only_own, contract expired"},
		{"contract", `{"contract":"X","date":"2024-09-13","expiry":"2024-09-12","multiplier":-1}`, "multiplier not_positive, expiry expired"},
		{"contract", `{"contract":"IF2412","date":"2024-09-31"}`, "date bad_day"},
		{"rules", `{"product":"IG","lots":-1}`, "product unknown_product, date missing, lots out_of_range, price missing"},
		{"rules", `{"product":"IF","date":"2024-09-13","price":1e9}`, "price out_of_range"},
	} {
		_, err := set.Call(context.Background(), c.name, []byte(c.body))
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.Invalid {
			t.Errorf("%s %s: got %v, want a refusal", c.name, c.body, err)
			continue
		}
		got := []string{}
		for _, field := range f.Fields {
			got = append(got, field.Path+" "+field.Code)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s %s:\n got %s\nwant %s", c.name, c.body, s, c.want)
		}
	}
}

func TestRules(t *testing.T) {
	r, err := op.Do(context.Background(), set, RulesKey, RulesExample)
	if err != nil {
		t.Fatal(err)
	}
	// Golden case 18, with the close-today fee of 2.3 basis points.
	for name, c := range map[string]struct {
		got  unit.Maybe[unit.Yuan]
		want float64
	}{
		"open": {r.Fees.Open, 27.60}, "close today": {r.Fees.CloseToday, 276}, "delivery": {r.Fees.Delivery, 120},
	} {
		if v, ok := c.got.Get(); !ok || math.Abs(float64(v)-c.want) > 1e-9*c.want {
			t.Errorf("%s: got %s, want %v", name, c.got, c.want)
		}
	}
	if r.Date != RulesExample.Date || r.Product != "IF" || r.CloseTodayFee.Effective.String() != "2023-03-20" || len(r.History) < 20 {
		t.Errorf("got %s %s, close-today fee %+v, %d rows", r.Product, r.Date, r.CloseTodayFee, len(r.History))
	}
	without, err := Rules(context.Background(), RulesInput{Product: "IM", Date: RulesExample.Date})
	if err != nil || without.Fees != nil {
		t.Errorf("without a price: got fees %+v, %v", without.Fees, err)
	}
	one, err := Rules(context.Background(), RulesInput{Product: "if", Date: RulesExample.Date, Price: 4000})
	if err != nil || *one.Fees != *r.Fees {
		t.Errorf("one lot is not the default: %+v, %v", one.Fees, err)
	}
}

// TestRepliesRoundTrip checks that every reply survives JSON, undefined values included, and has a schema.
func TestRepliesRoundTrip(t *testing.T) {
	for _, o := range set.Ops() {
		if len(o.RequestSchema()) == 0 || len(o.ReplySchema()) == 0 {
			t.Errorf("%s has no schema", o.Name)
		}
	}
	rules, err := Rules(context.Background(), RulesInput{Product: "IM", Date: calendar.MustOf(2026, 4, 1), Price: 6000})
	if err != nil {
		t.Fatal(err)
	}
	checkRoundTrip(t, rules)
	contract, err := Contract(context.Background(), ContractInput{Contract: "IF2703", Date: calendar.MustOf(2026, 11, 20)})
	if err != nil {
		t.Fatal(err)
	}
	checkRoundTrip(t, contract)
}

func checkRoundTrip[T any](t *testing.T, in T) {
	t.Helper()
	b, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	var out T
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatalf("%s: %v", b, err)
	}
	if !reflect.DeepEqual(in, out) {
		t.Errorf("got back\n%+v\nwant\n%+v", out, in)
	}
}
