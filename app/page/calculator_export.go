package page

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/scenario"
	"fairbasis/core/arb"
	"fairbasis/core/unit"
)

// sheet is everything on the page as one table: item, value, what it is.
func (c *calculator) sheet() sheet {
	w, a, b, p := c.w, c.got.arb, c.got.basis, c.got.price
	var s sheet
	s.add(said(w.Saved.Item), said(w.Price.Value), said(w.Annual.Source))
	s.add(said("fairbasis"), said(a.Contract), said(a.Date.String()))
	for _, f := range scenario.Fields() {
		if strings.HasPrefix(f.Path, "sensitivity") || strings.HasPrefix(f.Path, "break_even") || f.Path == "waterfall" {
			continue
		}
		shown, _ := c.unitOf(f.Path)
		if f.Kind == scenario.Choice || f.Kind == scenario.Switch || f.Kind == scenario.Name || f.Kind == scenario.Day {
			shown = ""
		}
		mode := c.typed.Text("dividends")
		if f.Path == "dividends.points" && mode != "points" || f.Path == "dividends.yield" && mode != "yield" || f.Path == "own" {
			continue
		}
		if text := c.typed.Text(f.Path); text != "" {
			s.add(said(w.Label(f.Path)), number(c.choiceWord(f.Path, text)), said(shown))
		}
	}
	for i := range c.typed.Rows() {
		s.add(said(c.typed.Text(scenario.RowPath(i, "ex_date"))), number(c.typed.Text(scenario.RowPath(i, "points"))), said(w.Units.Point))
	}
	_, title, _ := c.verdict()
	s.add(said(w.Saved.Verdict), said(title))
	s.add(said(w.Answer.FairValue), exact(a.FairValue), said(w.Units.Point))
	s.add(said(w.Answer.Gap), exact(a.Mispricing), said(w.Units.Point))
	s.add(said(w.Answer.Basis), exact(b.Basis), said(w.Annual.SignRule))
	s.add(said(w.Answer.Forward), value(c, a.Forward.Return), said(w.Units.PerYear.With()))
	s.add(said(w.Answer.Reverse), value(c, a.Reverse.Return), said(w.Units.PerYear.With()))
	s.add(said(w.Answer.Holder), exact(a.Holder.Gain), said(w.Units.Point))
	for _, band := range a.Bands {
		name := w.Bands.Names[band.ID]
		s.add(said(name+" "+w.Bands.Lower), value(c, band.Lower), said(w.Bands.Sources[band.ID]))
		s.add(said(name+" "+w.Bands.Upper), value(c, band.Upper), said(w.Bands.Sources[band.ID]))
	}
	for _, fall := range a.Waterfalls {
		if fall.Band == c.typed.Text("waterfall") {
			c.addFall(&s, fall)
		}
	}
	for _, y := range b.All {
		s.add(said(w.Annual.Names[y.Convention]), value(c, y.Value), said(y.Formula))
	}
	for _, f := range p.Forms {
		s.add(said(f.ID), exact(f.Value), said(f.Formula))
	}
	i := p.Implied
	s.add(said(w.Price.ImpliedNames["repo_simple"]), value(c, i.RepoSimple))
	s.add(said(w.Price.ImpliedNames["dividend_points"]), value(c, i.DividendPoints))
	s.add(said(w.Price.ImpliedNames["dividend_yield"]), value(c, i.DividendYield))
	s.add(said(w.Answer.Rules.With("date", a.RulesDate.String())))
	return s
}

func (c *calculator) addFall(s *sheet, f arb.Waterfall) {
	side := c.w.Fall.Upper
	if f.Side == "lower" {
		side = c.w.Fall.Lower
	}
	for _, step := range f.Steps {
		s.add(said(side+" · "+c.w.Fall.Steps[step.Code]), exact(step.Points), said(c.w.Units.Point))
	}
}

// value is a figure, or why there is none.
func value[T ~float64](c *calculator, m unit.Maybe[T]) cell {
	if v, ok := m.Get(); ok {
		return exact(v)
	}
	return said(c.w.Undefined + c.w.Colon() + c.w.Why(m.Why()))
}

// number is a typed text as the number it means in its field, or the text.
func number(text string) cell {
	if d, suffix, err := unit.Read(text); err == nil && suffix == unit.Plain {
		return exact(d.Float64())
	}
	return said(text)
}

func (c *calculator) onCSV(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	download("fairbasis-"+fileName(c.got.arb.Contract)+"-"+c.got.arb.Date.String()+".csv", "text/csv;charset=utf-8", c.sheet().csv())
}

// fileName keeps letters and digits of a name typed by the user.
func fileName(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0x2e7f {
			return r
		}
		return '_'
	}, s)
}

func (c *calculator) onCopy(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	s := c.sheet()
	copyText(c.lasting(ctx), s.tabbed(), s.html(), func(ctx app.Context, ok bool) {
		if ok {
			c.say(ctx, c.w.Answer.Copied, false)
		} else {
			c.say(ctx, c.w.Answer.NotCopied, false)
		}
	})
}

func (c *calculator) onShare(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.share(ctx)
}

// share copies the address with the whole state in it.
func (c *calculator) share(ctx app.Context) {
	if app.IsServer {
		return
	}
	c.settle()
	copyText(c.lasting(ctx), app.Window().Get("location").Get("href").String(), "", func(ctx app.Context, ok bool) {
		if ok {
			c.say(ctx, c.w.Answer.LinkCopied, false)
		} else {
			c.say(ctx, c.w.Answer.NotCopied, false)
		}
	})
}

func (c *calculator) onPrint(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if app.IsClient {
		app.Window().Call("print")
	}
}
