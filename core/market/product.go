// Package market holds the nouns of the stock-index futures market: the products of the China Financial Futures
// Exchange, their contracts and codes, the effective-dated rules (fees, margins, limits, taxes) with the source of
// every figure, and the choice of the main contract.
package market

import (
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Product is one index future. The exchange's products come from Products; a product of the user's own has only a
// name, a multiplier and a tick.
type Product struct {
	ID          string         `json:"id" doc:"product code: IF, IH, IC or IM; the name of a product of your own"`
	Own         bool           `json:"own" doc:"a product of your own: no rules and no listed contracts are known"`
	Multiplier  float64        `json:"multiplier" doc:"CNY per index point; 0 if not given"`
	Tick        unit.Points    `json:"tick" doc:"smallest price step; 0 if not given"`
	IndexCode   string         `json:"index_code,omitempty" doc:"code of the index"`
	IndexNameZH string         `json:"index_name_zh,omitempty"`
	IndexNameEN string         `json:"index_name_en,omitempty"`
	NameZH      string         `json:"name_zh,omitempty"`
	NameEN      string         `json:"name_en,omitempty"`
	Listed      calendar.Date  `json:"listed,omitzero" doc:"first trading day of the product"`
	FirstMonth  calendar.Month `json:"first_month,omitzero" doc:"month of the first contract"`
}

// products: contract specifications of the exchange (formulas sheet A.12). The first contracts were May 2010 (IF), May
// 2015 (IH and IC) and August 2022 (IM): the month under way at the listing was left out.
var products = []Product{
	{ID: "IF", Multiplier: 300, Tick: 0.2, IndexCode: "000300", IndexNameZH: "沪深300", IndexNameEN: "CSI 300",
		NameZH: "沪深300股指期货", NameEN: "CSI 300 index futures",
		Listed: calendar.MustOf(2010, 4, 16), FirstMonth: calendar.MonthOf(2010, 5)},
	{ID: "IH", Multiplier: 300, Tick: 0.2, IndexCode: "000016", IndexNameZH: "上证50", IndexNameEN: "SSE 50",
		NameZH: "上证50股指期货", NameEN: "SSE 50 index futures",
		Listed: calendar.MustOf(2015, 4, 16), FirstMonth: calendar.MonthOf(2015, 5)},
	{ID: "IC", Multiplier: 200, Tick: 0.2, IndexCode: "000905", IndexNameZH: "中证500", IndexNameEN: "CSI 500",
		NameZH: "中证500股指期货", NameEN: "CSI 500 index futures",
		Listed: calendar.MustOf(2015, 4, 16), FirstMonth: calendar.MonthOf(2015, 5)},
	{ID: "IM", Multiplier: 200, Tick: 0.2, IndexCode: "000852", IndexNameZH: "中证1000", IndexNameEN: "CSI 1000",
		NameZH: "中证1000股指期货", NameEN: "CSI 1000 index futures",
		Listed: calendar.MustOf(2022, 7, 22), FirstMonth: calendar.MonthOf(2022, 8)},
}

// Products returns the exchange's index futures in the order IF, IH, IC, IM.
func Products() []Product { return append([]Product(nil), products...) }

// ProductNamed returns the product with a code, in any case or width. The refusal of another one names the nearest.
func ProductNamed(code string) (Product, error) {
	id := strings.ToUpper(fold(code))
	for _, p := range products {
		if p.ID == id {
			return p, nil
		}
	}
	if id == "" {
		return Product{}, refuse("missing", "the product is missing; it is one of IF, IH, IC or IM")
	}
	return Product{}, refuse("unknown_product", unknownProduct(clip(id)), "got", clip(id))
}

func unknownProduct(id string) string {
	near := []string{}
	for _, p := range products {
		if isNear(id, p.ID) {
			near = append(near, p.ID)
		}
	}
	if len(near) == 0 {
		return "unknown product " + id + "; the index futures are IF, IH, IC and IM"
	}
	list := near[len(near)-1]
	if n := len(near); n > 1 {
		list = strings.Join(near[:n-1], ", ") + " or " + list
	}
	return "unknown product " + id + "; did you mean " + list
}

// isNear reports whether one keystroke turns a into the two-letter code b: another letter, one missing, one more, or
// the two exchanged.
func isNear(a, b string) bool {
	switch len(a) {
	case 1:
		return strings.Contains(b, a)
	case 2:
		return a[0] == b[0] || a[1] == b[1] || a[0] == b[1] && a[1] == b[0]
	case 3:
		return a[:2] == b || a[1:] == b || a[:1]+a[2:] == b
	}
	return false
}

// ListedMonths returns the four delivery months of p that trade on d, nearest first, or nothing before its listing
// and for a product of the user's own.
func (p Product) ListedMonths(d calendar.Date) []calendar.Month {
	if p.Own || p.Listed.IsZero() || d.Before(p.Listed) {
		return nil
	}
	months := calendar.ListedMonths(d)
	if months[0].Before(p.FirstMonth) {
		months = calendar.MonthsFrom(p.FirstMonth)
	}
	return months[:]
}

// Contract returns the contract of p for a delivery month.
func (p Product) Contract(m calendar.Month) Contract {
	return Contract{Code: p.ID + m.Code(), Product: p, Month: m, LastTradingDay: calendar.LastTradingDay(m)}
}

// ListedContracts returns the contracts of p that trade on d, nearest first; see ListedMonths.
func (p Product) ListedContracts(d calendar.Date) []Contract {
	months := p.ListedMonths(d)
	contracts := make([]Contract, len(months))
	for i, m := range months {
		contracts[i] = p.Contract(m)
	}
	return contracts
}

// refuse returns a refusal of one value whose path the caller adds with fault.Fields.Merge.
func refuse(code, message string, params ...string) error {
	var fields fault.Fields
	fields.Add("", code, message, params...)
	return fields.Err()
}

// clip keeps a quoted input short and printable enough for a message.
func clip(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if len(text) > 40 {
		text = strings.ToValidUTF8(text[:40], "") + "..."
	}
	if q := strconv.Quote(text); q != `"`+text+`"` {
		return q
	}
	return text
}
