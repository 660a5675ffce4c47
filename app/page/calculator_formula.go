package page

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/arb"
	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// Formulas are written with marks: /S/ is a symbol, ~f~ a subscript, *4,448.73*
// a result.

// symbolOf writes each term of a gain.
var symbolOf = map[string]string{
	"futures": "/F/", "spot": "/S/", "dividends": "/D/", "stock_cost": "/S c/~s~", "stamp_duty": "/S/ st", "stock_impact": "/S h/",
	"futures_fee": "/F c/~f~", "delivery_fee": "/F c/~d~", "slippage": "/δ/", "stock_loan_fee": "/S r/~b~ /τ/", "proceeds": "/S r/~P~ /τ/",
	"deposit": "/S r/~dep~ /τ/", "futures_margin": "/F m/~f~ (/r/~dep~ − /r/~M~) /τ/",
}

// formulaUI shows every formula with the user's numbers in it.
func (c *calculator) formulaUI() app.UI {
	w, a, in, p := c.w.Formula, c.got.arb, c.got.reading.Input, c.got.price
	lines := []string{
		c.tauLine(),
		w.Fair + " /F/* = /S/(1 + /rτ/) − /D/ = " + index(in.Spot) + " × (1 + " + short(in.Rate) + " × " + unit.Print(a.Tau, 6) + ") − " +
			points(p.DividendFutureValue) + " = *" + points(a.FairValue) + "*",
		tradeLine(c, w.Reverse+" /R/~−~", a.Reverse, "(/F m/~f~ + /S m/~s~)"),
		tradeLine(c, w.Forward+" /R/~+~", a.Forward, "(/S/ + /F m/~f~)"),
	}
	symbolic, put := sum(a.Holder.Parts)
	lines = append(lines, w.Holder+" = "+symbolic+" = "+put+" = *"+signed(a.Holder.Gain)+"*")
	lower, upper := c.bounds()
	lines = append(lines,
		w.Lower+" = [/S/(1 − /c/~s~ − (/r/~b~ + /R m/~s~ − /r/~P~)/τ/) − /D/] ÷ (1 + /c/~f~ + /Rτ m/~f~) = *"+maybe(c.w, lower, points[unit.Points])+"*",
		w.Upper+" = [/S/(1 + /c/~s~ + /Rτ/) − /D/] ÷ (1 − /c/~f~ − /Rτ m/~f~) = *"+maybe(c.w, upper, points[unit.Points])+"*")
	formula := part.Formula{Label: w.Label}
	for _, l := range lines {
		formula.Lines = append(formula.Lines, formulaRuns(l))
	}
	legs, proceeds := w.Once, w.Frozen
	if in.Costs.RoundTrip {
		legs = w.Round
	}
	if in.Costs.ProceedsRate != 0 {
		proceeds = w.Interest.With("rate", short(in.Costs.ProceedsRate))
	}
	note := w.Note.With("daycount", c.w.DayCounts[c.typed.Text("day_count")], "legs", legs, "proceeds", proceeds) + " " + w.Letters
	return app.Section().Class("panel").Attr("id", "formulas").Attr("aria-label", w.Title).Body(
		part.More{ID: "more-formulas", Summary: w.Title, Open: true, Print: true, Body: []app.UI{formula.UI(), part.Note(part.Words(note)...)}}.UI())
}

// tauLine writes the time to expiry by the day count chosen.
func (c *calculator) tauLine() string {
	a := c.got.arb
	id := c.got.price.DayCount
	dc, err := calendar.DayCountNamed(id)
	if err != nil {
		return "/τ/ = *" + unit.Print(a.Tau, 6) + "*"
	}
	n := strconv.Itoa(a.CalendarDays)
	switch dc.Counts {
	case calendar.TradingDayN:
		n = strconv.Itoa(a.TradingDays)
	case calendar.WholeMonths:
		n = strconv.Itoa(calendar.MonthsBetween(a.Date, a.Expiry))
	}
	if dc.Plus != 0 {
		n = "(" + n + " + " + strconv.Itoa(dc.Plus) + ")"
	}
	return "/τ/ = " + n + " ÷ " + strconv.Itoa(dc.Year) + " = *" + unit.Print(a.Tau, 6) + "*"
}

func tradeLine(c *calculator, name string, t arb.Trade, capital string) string {
	symbolic, put := sum(t.Parts)
	return name + " = [" + symbolic + "] ÷ " + capital + " ÷ /τ/ = [" + put + "] ÷ " + points(t.Capital) + " ÷ " +
		unit.Print(c.got.arb.Tau, 6) + " = *" + maybe(c.w, t.Return, signedPercent[unit.Rate]) + "*"
}

// sum writes the terms of a gain in symbols and in numbers, a positive one first.
func sum(parts []arb.Part) (symbolic, put string) {
	ordered := make([]arb.Part, 0, len(parts))
	for _, p := range parts {
		if p.Points > 0 && (p.Code == "futures" || p.Code == "spot") {
			ordered = append(ordered, p)
		}
	}
	for _, p := range parts {
		if len(ordered) == 0 || p != ordered[0] {
			ordered = append(ordered, p)
		}
	}
	// Dividends of 0 have no sign of their own: the stock's opposite.
	dividends := " − "
	for _, p := range parts {
		if p.Code == "spot" && p.Points < 0 {
			dividends = " + "
		}
	}
	for i, p := range ordered {
		sign, size := " + ", p.Points
		decimals := 2
		switch {
		case p.Points < 0:
			sign, size = " − ", -p.Points
		case p.Points == 0:
			sign = dividends
		}
		if size < 10 && size != 0 {
			decimals = 3
		}
		if i == 0 {
			if sign = strings.TrimSpace(sign); sign == "+" {
				sign = ""
			}
		}
		symbolic += sign + symbolOf[p.Code]
		switch p.Code {
		case "spot":
			put += sign + index(size)
		case "futures":
			put += sign + future(size)
		default:
			put += sign + unit.Print(size, decimals)
		}
	}
	return symbolic, put
}

// formulaRuns reads the marks of a formula.
func formulaRuns(s string) []part.Run {
	var out []part.Run
	var now part.Run
	flush := func() {
		if now.Text != "" {
			out = append(out, now)
		}
		now.Text = ""
	}
	for i, r := range s {
		switch {
		case r == '/':
			flush()
			now.Italic = !now.Italic
		case r == '~':
			flush()
			now.Sub = !now.Sub
		case r == '*' && !strings.HasPrefix(s[i:], "* ="):
			flush()
			now.Strong = !now.Strong
		default:
			now.Text += string(r)
		}
	}
	flush()
	return out
}

// typeset reads a formula as the words write it, S(1 + c_s + Rτ): symbols lean,
// what follows an underscore is a subscript, words stay upright.
func typeset(formula string) []part.Run {
	var out []part.Run
	rest := []rune(formula)
	word := func() string {
		n := 0
		for n < len(rest) && unicode.In(rest[n], unicode.Latin, unicode.Greek) {
			n++
		}
		w := string(rest[:n])
		rest = rest[n:]
		return w
	}
	for len(rest) > 0 {
		w := word()
		if w == "" {
			out = append(out, part.Run{Text: string(rest[0])})
			rest = rest[1:]
			continue
		}
		below := len(rest) > 0 && rest[0] == '_'
		symbol := below || len([]rune(w)) == 1 || strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Greek, r) })
		out = append(out, part.Run{Text: w, Italic: symbol})
		if below {
			rest = rest[1:]
			out = append(out, part.Run{Text: word(), Sub: true})
		}
	}
	return out
}
