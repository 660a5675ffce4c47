package hedge

import (
	"fairbasis/core/calendar"
	"fairbasis/core/fault"
)

// day reads a date. It refuses what is neither empty nor one.
func day(fs *fault.Fields, path, text string) calendar.Date {
	if text == "" {
		return calendar.Date{}
	}
	d, err := calendar.Parse(text)
	fs.Merge(path, err)
	return d
}
