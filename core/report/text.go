package report

import (
	"strings"

	"fairbasis/core/unit"
)

// Undefined stands for a number that is not defined; the cell says why.
const Undefined = "—"

// Text is a cell of the column as it is read: thousands with commas, rates in
// percent, U+2212 for minus. A cell without a number and with a reason is
// Undefined.
func (c Column) Text(cell Cell) string {
	switch {
	case cell.Number == nil && cell.Why != "":
		return Undefined
	case cell.Number == nil:
		return cell.Text
	case c.Kind == Percent && c.Signed:
		return unit.SignedRate(unit.Rate(*cell.Number), unit.Percent, c.Decimals)
	case c.Kind == Percent:
		return unit.PrintRate(unit.Rate(*cell.Number), unit.Percent, c.Decimals)
	}
	decimals := c.decimals(*cell.Number)
	if c.Kind == Chance {
		least := 1.0
		for range decimals {
			least /= 10
		}
		if *cell.Number < least {
			return "< " + unit.Print(least, decimals)
		}
	}
	if c.Signed {
		return unit.Signed(*cell.Number, decimals)
	}
	return unit.Print(*cell.Number, decimals)
}

// decimals returns how many decimals x is written with.
func (c Column) decimals(x float64) int {
	switch c.Kind {
	case Count, Lots:
		return 0
	case Figure:
		if x < 0 {
			x = -x
		}
		n := c.Decimals
		for n > 0 && x >= 1 {
			x /= 10
			n--
		}
		for n < 12 && x > 0 && x < 0.1 {
			x *= 10
			n++
		}
		return n
	}
	return c.Decimals
}

// IsNumeric reports whether the cells of a column are numbers, which stand to the right.
func (c Column) IsNumeric() bool { return c.Kind != Text && c.Kind != Day }

// Of returns a cell that holds a number; what is not finite is undefined.
func Of[T ~float64](x T) Cell {
	f := float64(x)
	if !unit.Finite(f) {
		return Cell{Why: string(unit.OutOfRange)}
	}
	return Cell{Number: &f}
}

// Int returns a cell that holds a whole number.
func Int(n int) Cell {
	f := float64(n)
	return Cell{Number: &f}
}

// Words returns a cell that holds a text.
func Words(text string) Cell { return Cell{Text: text} }

// name is a word in Chinese and in English.
type name [2]string

// in returns the word of a language, zh or en.
func (n name) in(lang string) string {
	if strings.HasPrefix(lang, "zh") {
		return n[0]
	}
	return n[1]
}

var (
	definitionsName = name{"定义与出处", "Definitions and sources"}
	summaryName     = name{"摘要", "Summary"}
	sectionName     = name{"部分", "Section"}
	tableName       = name{"表", "Table"}
	columnName      = name{"列或术语", "Column or term"}
	definitionName  = name{"定义", "Definition"}
	sourceName      = name{"出处", "Source"}
	partName        = name{"类别", "Kind"}
	textName        = name{"内容", "Text"}
	aboutName       = name{"口径", "About"}
	leadName        = name{"结论", "What the numbers say"}
	warningName     = name{"数据须知", "About the data"}
	decimalUnit     = name{"（小数）", " (decimal)"}
	pointsUnit      = name{"（点）", " (points)"}
	lotsUnit        = name{"（手）", " (lots)"}
)
