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

// day refuses what is neither empty nor a date.
func day(fs *fault.Fields, path, text string) {
	if text == "" {
		return
	}
	if _, err := calendar.Parse(text); err != nil {
		fs.Merge(path, err)
	}
}
