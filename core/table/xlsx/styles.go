package xlsx

import (
	"strconv"
	"strings"

	"fairbasis/core/table/unpack"
)

// style is how the numbers of a cell are meant.
type style uint8

const (
	general style = iota
	percent
	date     // a day
	clock    // a time of day
	dateTime // both
	duration // hours beyond a day, as [h]:mm
)

// builtin is the meaning of the number formats that workbooks do not spell
// out (ECMA-376 part 1, 18.8.30, with the formats of zh-CN).
func builtin(id int) style {
	switch {
	case id == 9 || id == 10:
		return percent
	case id == 22:
		return dateTime
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return date
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return clock
	case id == 46:
		return duration
	}
	return general
}

// custom is the meaning of a format that the workbook spells out. The first
// of its sections decides. What stands in quotes, behind a backslash or in
// brackets is not part of it, except [h], [m] and [s].
func custom(format string) style {
	day, time, month, long, share := false, false, false, false, false
	f := strings.ToLower(format)
	if strings.HasPrefix(f, "general") {
		return general
	}
	for i := 0; i < len(f); i++ {
		switch c := f[i]; c {
		case ';':
			i = len(f)
		case '"':
			end := strings.IndexByte(f[i+1:], '"')
			if end < 0 {
				end = len(f)
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(f[i:], ']')
			if end < 0 {
				end = len(f) - i
			}
			if in := strings.Trim(f[i:min(i+end, len(f))], "["); in != "" && (strings.Trim(in, "h") == "" || strings.Trim(in, "m") == "" || strings.Trim(in, "s") == "") {
				long = true
			}
			i += end
		case 'y', 'd':
			day = true
		case 'h', 's':
			time = true
		case 'm':
			month = true
		case '%':
			share = true
		case 'a':
			if strings.HasPrefix(f[i:], "am/pm") {
				i += len("am/pm") - 1
			} else if strings.HasPrefix(f[i:], "a/p") {
				i += len("a/p") - 1
			}
		}
	}
	switch {
	case long:
		return duration
	case day && time:
		return dateTime
	case day || month && !time:
		return date
	case time:
		return clock
	case share:
		return percent
	}
	return general
}

// readStyles reads the meaning of each style of cells.
func (b *Book) readStyles(e *unpack.Entry) ([]style, error) {
	t, err := b.part(e)
	if err != nil {
		return nil, err
	}
	own := map[int]style{}
	var styles []style
	cells := false
	for {
		if err := t.next(); err != nil {
			return nil, err
		}
		switch {
		case t.kind == atEnd:
			return styles, nil
		case t.kind == startTag && t.is("numFmt"):
			if id, err := strconv.Atoi(t.attr("numFmtId")); err == nil {
				own[id] = custom(t.attr("formatCode"))
			}
		case t.kind == startTag && t.is("cellXfs"):
			cells = !t.alone
		case t.kind == endTag && t.is("cellXfs"):
			cells = false
		case t.kind == startTag && t.is("xf") && cells:
			id, _ := strconv.Atoi(t.attr("numFmtId"))
			s, ok := own[id]
			if !ok {
				s = builtin(id)
			}
			styles = append(styles, s)
		}
	}
}
