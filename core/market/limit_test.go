package market

import (
	"testing"

	"fairbasis/core/calendar"
)

// The contract specification of the exchange: 10 %, and 20 % on the last trading day, from the listing on.
func TestDailyLimit(t *testing.T) {
	for _, c := range []struct {
		product     string
		on          calendar.Date
		usual, last float64
	}{
		{"IF", calendar.MustOf(2010, 4, 15), 0, 0},
		{"IF", calendar.MustOf(2010, 4, 16), 0.10, 0.20},
		{"IC", calendar.MustOf(2015, 4, 15), 0, 0},
		{"IC", calendar.MustOf(2024, 9, 13), 0.10, 0.20},
		{"IM", calendar.MustOf(2022, 7, 22), 0.10, 0.20},
	} {
		p, err := ProductNamed(c.product)
		if err != nil {
			t.Fatal(err)
		}
		if usual, last := DailyLimit(p, c.on); usual != c.usual || last != c.last {
			t.Errorf("%s on %s: got %g and %g, want %g and %g", c.product, c.on, usual, last, c.usual, c.last)
		}
		if r := RulesAt(p, c.on); c.usual != 0 && float64(r.PriceLimit.Value.Or(0)) != c.usual {
			t.Errorf("%s on %s: RulesAt says otherwise", c.product, c.on)
		}
	}
	if usual, last := DailyLimit(Product{ID: "mine", Own: true}, calendar.MustOf(2024, 9, 13)); usual != 0 || last != 0 {
		t.Errorf("a product of one's own: got %g and %g, want 0 and 0", usual, last)
	}
}
