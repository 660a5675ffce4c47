package hedge

import (
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
)

// choice refuses what is not one of want.
func choice(fs *fault.Fields, path, got string, want ...string) {
	for _, w := range want {
		if got == w {
			return
		}
	}
	list := strings.Join(want, ", ")
	fs.Add(path, "unknown_choice", "must be one of "+list, "got", got, "want", list)
}

// day reads a date. It refuses what is neither empty nor one.
func day(fs *fault.Fields, path, text string) calendar.Date {
	if text == "" {
		return calendar.Date{}
	}
	d, err := calendar.Parse(text)
	fs.Merge(path, err)
	return d
}
