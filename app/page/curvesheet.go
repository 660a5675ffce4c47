package page

import (
	"html"
	"strconv"
	"strings"

	"fairbasis/app/scenario"
	"fairbasis/core/unit"
)

// sheet is what an export holds: lines of cells. Numbers are written without
// grouping and with an ASCII minus, so that they stay numbers.
type sheet struct {
	Lines [][]cell
}

// cell is one cell of a sheet.
type cell struct {
	text   string
	number bool
}

func said(text string) cell { return cell{text: text} }

// exact is a number with all its digits.
func exact[T ~float64](x T) cell {
	return cell{strconv.FormatFloat(float64(x), 'g', -1, 64), true}
}

// exactly is a value with all its digits, or why there is none.
func exactly[T ~float64](m unit.Maybe[T]) cell {
	if x, ok := m.Get(); ok {
		return exact(x)
	}
	return said(string(m.Why()))
}

func (s *sheet) add(cells ...cell) { s.Lines = append(s.Lines, cells) }

func (s *sheet) head(words ...string) {
	var line []cell
	for _, w := range words {
		line = append(line, said(w))
	}
	s.add(line...)
}

// guarded keeps a spreadsheet from taking text for a formula.
func (c cell) guarded() string {
	if !c.number && c.text != "" && strings.ContainsRune("=+-@\t\r\u2212＝＋－＠", []rune(c.text)[0]) {
		return "'" + c.text
	}
	return c.text
}

// csv writes the sheet for spreadsheets: UTF-8 with a mark, CRLF.
func (s sheet) csv() string {
	var b strings.Builder
	b.WriteString("\ufeff")
	for _, line := range s.Lines {
		for i, c := range line {
			if i > 0 {
				b.WriteByte(',')
			}
			text := c.guarded()
			if strings.ContainsAny(text, "\",\r\n") || text != strings.TrimSpace(text) {
				text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
			}
			b.WriteString(text)
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

// tabbed writes the sheet for the clipboard.
func (s sheet) tabbed() string {
	plain := strings.NewReplacer("\t", " ", "\r", " ", "\n", " ")
	var b strings.Builder
	for _, line := range s.Lines {
		for i, c := range line {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(plain.Replace(c.guarded()))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// html writes the sheet as a table for the clipboard.
func (s sheet) html() string {
	var b strings.Builder
	b.WriteString("<table>")
	for _, line := range s.Lines {
		b.WriteString("<tr>")
		for _, c := range line {
			b.WriteString("<td>" + html.EscapeString(c.guarded()) + "</td>")
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</table>")
	return b.String()
}

// sheet is the whole page as an export: assumptions, contracts, roll, spreads.
func (c *curve) sheet() sheet {
	w, v := c.words(), c.view
	var s sheet
	s.add(said(w.ChartTitle), said(c.product()), said(c.w.Index[c.chain.Product()]))
	if m := v.reading.Chain.Contracts; c.chain.Own() && len(m) > 0 && m[0].Multiplier > 0 {
		s.add(said(c.w.Label("multiplier")), exact(m[0].Multiplier))
	}
	s.add(said(c.w.Label("date")), said(v.curve.Date.String()))
	s.add(said(c.w.Label("spot")), exact(v.curve.Spot))
	s.add(said(c.w.Label("rate")), exact(v.curve.Rate))
	s.add(said(c.w.Label("day_count")), said(c.w.DayCounts[v.curve.DayCount]))
	s.add(said(c.w.Label("convention")), said(c.house(v.reading.Convention)))
	if v.weighted != nil {
		s.add(said(w.Total), exactly(v.weighted.Annualised), exact(v.weighted.OpenInterest))
	}
	s.add()
	s.head(w.Contract, c.w.Label("expiry"), w.Days, "N", w.Futures, w.Dividends, w.OpenInterest, w.Fair, w.Gap, w.Basis, w.BasisRate,
		w.Annualised, w.Repo+" · "+w.Stripped, w.Repo+" · "+w.Raw)
	for _, r := range v.rows {
		if r.at < 0 {
			s.add(said(r.typed.Contract), said(w.Out))
			continue
		}
		p := v.curve.Contracts[r.at]
		line := []cell{said(p.Contract), said(p.Expiry.String()), exact(float64(p.CalendarDays)), exact(float64(p.TradingDays)),
			exact(p.Futures), exact(p.Dividends), said(""), exact(p.FairValue), exact(p.Mispricing), exact(p.Basis), exact(p.BasisRate), said(""),
			exactly(p.ImpliedRepo), exactly(p.RepoRaw)}
		if m, ok := c.member(r.at); ok {
			line[6], line[11] = exact(m.OpenInterest), exactly(m.Annualised)
		}
		s.add(line...)
	}
	if v.plan != nil {
		s.add()
		s.head(w.Roll, v.plan.From, map[string]string{"short": w.Short, "long": w.Long}[v.plan.Side])
		s.head(w.RollInto, w.GivenUp, w.GivenUp+" · "+w.Net, w.Cost, w.Cost+" · "+w.Net, w.RollLots, w.MarginHead)
		for _, r := range v.plan.Rows {
			s.add(said(r.To), exact(r.Points), exact(r.All), exactly(r.CostPerYear), exactly(r.AllPerYear), exact(float64(r.Lots)), exact(r.Margin/10_000))
		}
	}
	if v.spreads != nil {
		s.add()
		s.head(w.Spreads, w.Spread, w.SpreadFair, w.SpreadGap, w.Band, w.Verdict)
		for _, p := range v.spreads.Pairs {
			s.add(said(p.Near+" - "+p.Far), exact(p.Spread), exact(p.Theoretical), exact(p.Gap), exact(p.Band), said(c.against(p.Outside, p.Gap)))
		}
	}
	return s
}

// repoSheet is the chart as an export.
func (c *curve) repoSheet() sheet {
	w := c.words()
	view := w.Stripped
	if c.chain.Is("repo", scenario.Raw) {
		view = w.Raw
	}
	var s sheet
	s.add(said(w.ChartTitle), said(view), said(c.view.curve.Date.String()))
	s.head(w.Segment, w.Days, w.Repo, w.Forward)
	for _, r := range c.repoRows() {
		s.add(said(r.segment), exact(float64(r.days)), exactly(r.repo), exactly(r.forward))
	}
	return s
}
