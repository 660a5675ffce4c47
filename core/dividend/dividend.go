// Package dividend holds what an index loses at ex-dates, in index points. CSI
// price indices fall by cash dividends and are not adjusted for them, so a
// future is quoted below its index by those that are still to come.
package dividend

import (
	"context"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

// Given is the dividends of an index as the user has them, in one of three
// ways: realised points by ex-date, listed here or in a file, or a yearly yield
// that stands for all of them and is an estimate.
type Given struct {
	Points []ExDate       `json:"points,omitempty" doc:"index points by ex-date"`
	File   *market.Source `json:"file,omitempty" doc:"a file with index points by ex-date"`
	Column string         `json:"column,omitempty" doc:"the column of the file that holds them; close when left out"`
	Yield  unit.Rate      `json:"yield,omitempty" doc:"a year, of the index, spread evenly over the days: an estimate"`
}

// ExDate is what the index loses on a day.
type ExDate struct {
	Date   calendar.Date `json:"date" doc:"ex-date"`
	Points unit.Points   `json:"points"`
}

// MaxPoints is the most ex-dates of one list.
const MaxPoints = 20000

// Resolve looks up the file.
func (g *Given) Resolve(ctx context.Context) error {
	if g.File == nil {
		return nil
	}
	var fs fault.Fields
	if err := fs.Take("file", g.File.Resolve(ctx)); err != nil {
		return err
	}
	return fs.Err()
}

// Validate checks what was given.
func (g Given) Validate() error {
	var fs fault.Fields
	ways := 0
	for _, given := range []bool{len(g.Points) > 0, g.File != nil, g.Yield != 0} {
		if given {
			ways++
		}
	}
	if ways > 1 {
		fs.Add("", "one_way", "must be given one way: points, file or yield")
	}
	if len(g.Points) > MaxPoints {
		fs.Add("points", "too_many", "must hold at most "+strconv.Itoa(MaxPoints)+" ex-dates", "max", strconv.Itoa(MaxPoints))
		return fs.Err()
	}
	for i, p := range g.Points {
		at := fault.Join("points", strconv.Itoa(i))
		if p.Date.IsZero() {
			fs.Add(fault.Join(at, "date"), "missing", "a date is missing; write it as 2024-09-13")
		}
		fs.Between(fault.Join(at, "points"), float64(p.Points), 0, 100000)
	}
	fs.Between("yield", float64(g.Yield), 0, 0.5)
	return fs.Err()
}
