package page

import (
	"fairbasis/app/part"
	"fairbasis/app/text"
	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// Printing as section 6 of the design guide wants it: points and rates with
// two decimals, a sign before differences and returns, words where a value is
// undefined.

func points[T ~float64](x T) string { return unit.Print(x, 2) }

func signed[T ~float64](x T) string { return unit.Signed(x, 2) }

func percent[T ~float64](r T) string { return unit.PrintRate(unit.Rate(r), unit.Percent, 2) }

func signedPercent[T ~float64](r T) string { return unit.SignedRate(unit.Rate(r), unit.Percent, 2) }

// short prints a rate as people say it: 5%, 10.6%.
func short[T ~float64](r T) string {
	return unit.Shortest(unit.Rate(r), unit.Percent, 0) + "%"
}

// maybe prints a value, or n/a where there is none.
func maybe[T ~float64](w *text.Words, m unit.Maybe[T], print func(T) string) string {
	if v, ok := m.Get(); ok {
		return print(v)
	}
	return w.Undefined
}

// tone is the colour of a market number: its sign.
func tone[T ~float64](x T) part.Tone {
	switch {
	case x > 0:
		return part.Up
	case x < 0:
		return part.Down
	}
	return part.Plain
}

// day prints a date with its weekday.
func day(w *text.Words, d calendar.Date) string {
	return d.String() + " " + w.Weekdays[d.Weekday()]
}

// future prints a futures price as quoted: one decimal, more where it has them.
func future(x unit.Points) string { return unit.Shortest(x, unit.Plain, 1) }

// index prints an index level: as it was given, two decimals at least.
func index(x unit.Points) string { return unit.Shortest(x, unit.Plain, 2) }
