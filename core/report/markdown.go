package report

import (
	"strconv"
	"strings"
)

// Markdown writes the report as Markdown with tables (GitHub's dialect): title,
// sections, sentences, tables with a footnote for every kind of undefined
// number, and where each number is defined. A long folded table is named only.
func (d Document) Markdown() []byte {
	var b strings.Builder
	b.WriteString("# " + escape(d.Title) + "\n")
	for _, s := range d.Sections {
		b.WriteString("\n## " + escape(s.Title) + "\n\n" + block(s.About) + "\n")
		for i, text := range s.Lead {
			if i == 0 {
				b.WriteByte('\n')
			}
			b.WriteString("- " + block(text) + "\n")
		}
		for i, text := range s.Warnings {
			if i == 0 {
				b.WriteString("\n**" + warningName.in(d.Lang) + "**\n\n")
			}
			b.WriteString("- " + block(text) + "\n")
		}
		for _, t := range s.Tables {
			if t.Fold && len(t.Rows) > maxFolded {
				b.WriteString("\n### " + escape(t.Title) + "\n\n" + strconv.Itoa(len(t.Rows)) + elsewhere.in(d.Lang) + "\n")
				continue
			}
			writeTable(&b, t)
		}
		d.writeDefinitions(&b, s)
	}
	if d.Foot != "" {
		b.WriteString("\n---\n\n" + block(d.Foot) + "\n")
	}
	return []byte(b.String())
}

// maxFolded is the most rows of a folded table that Markdown has.
const maxFolded = 40

var elsewhere = name{" 行，见工作簿或 CSV。", " rows: see the workbook or the CSV."}

func writeTable(b *strings.Builder, t Table) {
	b.WriteString("\n### " + escape(t.Title) + "\n\n|")
	for _, c := range t.Columns {
		b.WriteString(" " + escape(c.Head) + " |")
	}
	b.WriteString("\n|")
	for _, c := range t.Columns {
		if c.IsNumeric() {
			b.WriteString(" ---: |")
		} else {
			b.WriteString(" --- |")
		}
	}
	b.WriteByte('\n')
	var reasons []string
	for _, row := range t.Rows {
		b.WriteByte('|')
		for i, cell := range row {
			text := escape(t.Columns[i].Text(cell))
			if cell.Strong && text != "" {
				text = "**" + text + "**"
			}
			if cell.Number == nil && cell.Why != "" {
				n := indexOf(reasons, cell.Why)
				if n < 0 {
					n = len(reasons)
					reasons = append(reasons, cell.Why)
				}
				text += superscript(n + 1)
			}
			b.WriteString(" " + text + " |")
		}
		b.WriteByte('\n')
	}
	for i, why := range reasons {
		if i == 0 {
			b.WriteByte('\n')
		} else {
			b.WriteString("  \n")
		}
		b.WriteString(superscript(i+1) + " " + escape(why))
	}
	if len(reasons) > 0 {
		b.WriteByte('\n')
	}
}

func (d Document) writeDefinitions(b *strings.Builder, s Section) {
	var done []string
	say := func(term, text, source string) {
		if text == "" && source == "" {
			return
		}
		line := "- **" + escape(term) + "**"
		if text != "" {
			line += name{"：", ": "}.in(d.Lang) + escape(text)
		}
		if source != "" {
			line += name{"（", " ("}.in(d.Lang) + escape(source) + name{"）", ")"}.in(d.Lang)
		}
		if indexOf(done, line) >= 0 {
			return
		}
		if done == nil {
			b.WriteString("\n### " + definitionsName.in(d.Lang) + "\n\n")
		}
		done = append(done, line)
		b.WriteString(line + "\n")
	}
	for _, t := range s.Tables {
		for _, c := range t.Columns {
			say(c.Head, c.Definition, c.Source)
		}
	}
	for _, n := range s.Notes {
		say(n.Term, n.Text, n.Source)
	}
}

func indexOf(list []string, text string) int {
	for i, s := range list {
		if s == text {
			return i
		}
	}
	return -1
}

// superscript writes a number as ¹²³.
func superscript(n int) string {
	out := ""
	for _, c := range []byte(strconv.Itoa(n)) {
		out += [...]string{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"}[c-'0']
	}
	return out
}

// block is escape for the beginning of a line: nothing there begins a heading,
// a list or a rule.
func block(text string) string {
	text = escape(text)
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	if digits < len(text) && (digits == 0 && strings.IndexByte("#+-=", text[0]) >= 0 || digits > 0 && strings.IndexByte(".)", text[digits]) >= 0) {
		return text[:digits] + `\` + text[digits:]
	}
	return text
}

// escape writes text so that Markdown shows it as it is, on one line.
func escape(text string) string {
	text = strings.TrimSpace(text)
	out := make([]byte, 0, len(text)+8)
	for i := range len(text) {
		switch c := text[i]; c {
		case '\n', '\r', '\t':
			out = append(out, ' ')
			continue
		case '\\', '`', '*', '_', '[', ']', '<', '>', '|', '&', '~', '$':
			out = append(out, '\\')
		}
		out = append(out, text[i])
	}
	return string(out)
}
