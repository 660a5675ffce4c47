package fit

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// listed is how many wrong lines are named one by one.
const listed = 20

// Resolve reads the points that came as text, as spreadsheets copy them: one
// point a line, y alone or x and y, parted by tabs, semicolons, blanks, or
// commas that group no thousands. A first line without any number is a head.
// All lines have one number, or all have two; every line that has not, or that
// cannot be read, is named.
func (in *Input) Resolve(context.Context) error {
	if in.Text == "" {
		return nil
	}
	var fs fault.Fields
	if len(in.X) > 0 || len(in.Y) > 0 {
		fs.Add("text", "more_than_one", "must be left out where x and y are given")
		return fs.Err()
	}
	wrong, width := 0, 0
	add := func(line int, code, message string, params ...string) {
		if wrong++; wrong <= listed {
			at := strconv.Itoa(line)
			fs.Add("text", code, "line "+at+": "+message, append([]string{"line", at}, params...)...)
		}
	}
	line := 0
	for text := range strings.SplitSeq(strings.ReplaceAll(in.Text, "\r", "\n"), "\n") {
		line++
		cells := cut(text)
		if len(cells) == 0 {
			continue
		}
		var row [2]float64
		var failed *unit.ReadError
		read := 0
		for i, c := range cells[:min(len(cells), 2)] {
			d, err := unit.ReadPoints(c)
			if err == nil {
				row[i], read = d.Float64(), read+1
			} else if failed == nil {
				errors.As(err, &failed)
			}
		}
		switch {
		case width == 0 && read == 0 && wrong == 0:
			continue // the head
		case len(cells) > 2:
			add(line, "point_columns", "has "+strconv.Itoa(len(cells))+" columns; write y, or x and y", "got", strconv.Itoa(len(cells)))
			continue
		case failed != nil:
			add(line, "point_number", "not a number: "+failed.Text, "got", failed.Text)
			continue
		case width != 0 && width != len(cells):
			add(line, "line_columns", "has "+strconv.Itoa(len(cells))+" columns, the lines above "+strconv.Itoa(width), "got", strconv.Itoa(len(cells)), "want", strconv.Itoa(width))
			continue
		}
		width = len(cells)
		if width == 2 {
			in.X = append(in.X, row[0])
		}
		in.Y = append(in.Y, row[width-1])
	}
	if wrong > listed {
		fs.Add("text", "more_lines", strconv.Itoa(wrong-listed)+" lines more cannot be read", "lines", strconv.Itoa(wrong-listed))
	}
	in.Text = ""
	return fs.Err()
}

// cut parts a line into its cells.
func cut(line string) []string {
	for _, mark := range [...]string{"\t", ";"} {
		if strings.Contains(line, mark) {
			return filled(strings.Split(line, mark))
		}
	}
	cells := strings.Fields(line)
	if len(cells) == 1 && strings.Contains(line, ",") {
		if _, err := unit.ReadPoints(cells[0]); err != nil {
			return filled(strings.Split(line, ","))
		}
	}
	return cells
}

// filled are the cells that hold something.
func filled(cells []string) []string {
	out := cells[:0]
	for _, c := range cells {
		if c = strings.TrimSpace(c); c != "" {
			out = append(out, c)
		}
	}
	return out
}

var _ op.Resolver = (*Input)(nil)
