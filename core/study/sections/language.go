package sections

import (
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/report"
	"fairbasis/core/unit"
	"fairbasis/core/words"
)

// sentence is a text with places for figures.
type sentence = words.Sentence

// language is the place of a language in a pair.
type language int

// pair is a text in Chinese and in English, with places for figures.
type pair [2]sentence

// of returns the language of a code; whatever is not Chinese is English.
func of(lang string) language {
	if strings.HasPrefix(lang, "zh") {
		return 0
	}
	return 1
}

func (l language) code() string { return [...]string{"zh", "en"}[l] }

// say puts figures in the places of a text; pairs are name, text. In Chinese a
// unit has a blank before it and none after.
func (l language) say(p pair, pairs ...string) string {
	text := p[l].With(pairs...)
	if l == 0 {
		return strings.ReplaceAll(text, " 点 ", " 点")
	}
	return text
}

// begin is say for titles and sentences: in English they begin with a capital.
func (l language) begin(p pair, pairs ...string) string {
	text := l.say(p, pairs...)
	if text != "" && text[0] >= 'a' && text[0] <= 'z' {
		return string(text[0]-'a'+'A') + text[1:]
	}
	return text
}

// word returns a text without places.
func (l language) word(p pair) string { return string(p[l]) }

// list joins the items of a sentence.
func (l language) list(items []string) string {
	if len(items) == 0 {
		return l.word(pair{"无", "none"})
	}
	return strings.Join(items, l.word(pair{"、", ", "}))
}

// with puts a figure in brackets behind a word.
func (l language) with(word, figure string) string {
	return l.say(pair{"{a}（{b}）", "{a} ({b})"}, "a", word, "b", figure)
}

// why is a cell that holds no number, with the reason.
func (l language) why(r unit.Reason) report.Cell {
	return report.Cell{Why: words.Why(l.code(), r)}
}

// cell is a cell of a value that may be undefined.
func cell[T ~float64](l language, m unit.Maybe[T]) report.Cell {
	if x, ok := m.Get(); ok {
		return report.Of(float64(x))
	}
	return l.why(m.Why())
}

// day is a cell of a date; a missing one is empty.
func day(d calendar.Date) report.Cell {
	if d.IsZero() {
		return report.Cell{}
	}
	return report.Words(d.String())
}

// warnings are notes in words, each once.
func (l language) warnings(notes []fault.Field) []string {
	var out []string
next:
	for _, n := range notes {
		text := words.Fault(l.code(), n)
		for _, said := range out {
			if said == text {
				continue next
			}
		}
		out = append(out, text)
	}
	return out
}

// shape is how a number is written.
type shape struct {
	kind     report.Kind
	decimals int
}

var (
	percent2 = shape{report.Percent, 2}
	percent1 = shape{report.Percent, 1}
	percent0 = shape{report.Percent, 0}
	plain2   = shape{report.Number, 2}
	whole    = shape{report.Count, 0}
	lots     = shape{report.Lots, 0}
	points2  = shape{report.Points, 2}
	words0   = shape{report.Text, 0}
	date0    = shape{report.Day, 0}
	measured = shape{} // the shape of what is measured
)

// text writes a number within a sentence, with its unit; signed with + above 0.
func (l language) text(s shape, x float64, signed bool) string {
	c := report.Column{Kind: s.kind, Decimals: s.decimals, Signed: signed}
	out := c.Text(report.Of(x))
	if s.kind == report.Points {
		out += l.word(pair{" 点", " points"})
	}
	return out
}

// count writes a whole number.
func count(n int) string { return unit.Print(float64(n), 0) }

// column is the head of a column.
type column struct {
	head, definition, source pair
	shape                    shape
	signed                   bool
}

// table is an empty table; numbers of the measured shape are written as s.
// pairs are figures for heads and definitions.
func (l language) table(id string, title pair, columns []column, s shape, pairs ...string) report.Table {
	t := report.Table{ID: id, Title: l.begin(title, pairs...)}
	for _, c := range columns {
		if c.shape == measured {
			c.shape = s
		}
		t.Columns = append(t.Columns, report.Column{Head: l.begin(c.head, pairs...), Kind: c.shape.kind, Decimals: c.shape.decimals,
			Signed: c.signed, Definition: l.say(c.definition, pairs...), Source: l.word(c.source)})
	}
	return t
}

// note is a definition below a section.
func (l language) note(term, text, source pair, pairs ...string) report.Note {
	return report.Note{Term: l.begin(term, pairs...), Text: l.say(text, pairs...), Source: l.word(source)}
}

// Where definitions are from.
var (
	fromHere   = pair{"本表", "this table"}
	fromData   = pair{"所载文件", "the files loaded"}
	fromA0     = pair{"公式 A.0", "formulas A.0"}
	fromA3     = pair{"公式 A.3", "formulas A.3"}
	fromA4     = pair{"公式 A.4", "formulas A.4"}
	fromA5     = pair{"公式 A.5；报告 001 图 14—17", "formulas A.5; report 001, charts 14 to 17"}
	fromA9     = pair{"公式 A.9；报告 003 图表 11", "formulas A.9; report 003, table 11"}
	fromA10    = pair{"公式 A.10；报告 003", "formulas A.10; report 003"}
	fromTable1 = pair{"公式 A.3；报告 001 图表 1", "formulas A.3; report 001, table 1"}
	from002    = pair{"公式 A.10；报告 002", "formulas A.10; report 002"}
	fromRules  = pair{"交易规则表，公式 A.12", "table of rules, formulas A.12"}
	fromHF     = pair{"Hyndman 与 Fan 1996，第 7 类；Excel PERCENTILE.INC", "Hyndman and Fan 1996, type 7; Excel PERCENTILE.INC"}
	fromSums   = pair{"样本统计", "sample statistics"}
)

func itoa(n int) string { return strconv.Itoa(n) }
