package season

import (
	"context"

	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// before counts the days of a leap year before each month.
var before = [12]int32{0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335}

const leapYear = 366

// Compute lays the years of a measure over each other (formulas A.10): by the
// day of the year, which is the mean of report 003, by month and by trading
// days to expiry. Days without the measure count nowhere.
func Compute(ctx context.Context, in study.SeasonalityInput) (study.Seasonality, error) {
	in = in.Filled()
	b, err := study.NewBook(op.Part(ctx, 0, 750, 1000), in.Data)
	if err != nil {
		return study.Seasonality{}, err
	}
	line := b.Line(in.Measure)
	if err := op.Tick(ctx, 3, 4); err != nil {
		return study.Seasonality{}, err
	}
	n := b.Days()
	days := make([]int32, n)   // of a leap year, from 0; -1 for days that do not count
	months := make([]int32, n) // months of all years from the January of the first
	expiry := make([]int32, n)
	first, farthest := 0, int32(-1)
	if n > 0 {
		first = b.Date(0).Year()
	}
	out := study.Seasonality{About: b.AboutOf(in.Measure), Measure: in.Measure, Low: in.Low, Years: []int{}}
	year, month := 0, 0
	var begin, end int32 // the days of that month, [begin, end)
	for i, v := range line.Value {
		days[i], months[i], expiry[i] = -1, -1, -1
		if v != v {
			continue
		}
		today := b.Day[i]
		if today >= end {
			var day int
			date := b.Date(i)
			year, month, day = date.Civil()
			begin = today - int32(day-1)
			end = int32(date.AddDays(1 - day).AddMonths(1).UnixDay())
		}
		days[i], months[i] = before[month-1]+today-begin, int32((year-first)*12+month-1)
		if last := len(out.Years) - 1; last < 0 || out.Years[last] != year {
			out.Years = append(out.Years, year)
		}
		if q := line.Quote[i]; q >= 0 {
			expiry[i] = int32(b.TradingDays[q])
			if expiry[i] > farthest {
				farthest = expiry[i]
			}
		}
	}
	low := float64(in.Low) / 100
	out.Months = byMonth(line.Value, months, first, out.Years, low)
	out.Yearly = lay(group(line.Value, days, leapYear), low)
	for i, place := range out.Yearly.Place {
		out.Yearly.Label = append(out.Yearly.Label, label(int32(place)))
		out.Yearly.Place[i] = place + 1
	}
	out.Expiry = lay(group(line.Value, expiry, int(farthest)+1), low)
	return out, nil
}

// label writes a day of a leap year, counted from 0, as MM-DD.
func label(day int32) string {
	month := 11
	for before[month] > day {
		month--
	}
	digits := [5]byte{2: '-'}
	m, d := byte(month+1), byte(day-before[month]+1)
	digits[0], digits[1], digits[3], digits[4] = '0'+m/10, '0'+m%10, '0'+d/10, '0'+d%10
	return string(digits[:])
}

// groups are values by place: those of place k are from start[k] up to start[k+1].
type groups struct {
	values []float64
	start  []int32
}

// group sorts values by their place, 0 to places-1, and leaves out those whose
// place is below 0. Within a place they stay in the order of days.
func group(values []float64, place []int32, places int) groups {
	g := groups{start: make([]int32, places+1)}
	for _, k := range place {
		if k >= 0 {
			g.start[k+1]++
		}
	}
	for k := range places {
		g.start[k+1] += g.start[k]
	}
	g.values = make([]float64, g.start[places])
	next := append([]int32(nil), g.start...)
	for i, k := range place {
		if k >= 0 {
			g.values[next[k]] = values[i]
			next[k]++
		}
	}
	return g
}

func (g groups) of(k int) []float64 { return g.values[g.start[k]:g.start[k+1]] }

// lay describes the places that have values.
func lay(g groups, low float64) study.Season {
	n := 0
	for k := range len(g.start) - 1 {
		if g.start[k] < g.start[k+1] {
			n++
		}
	}
	column := func() op.Column { return make(op.Column, 0, n) }
	s := study.Season{Place: column(), Mean: column(), Count: column(), Lower: column(), Upper: column()}
	for k := range len(g.start) - 1 {
		if g.start[k] == g.start[k+1] {
			continue
		}
		sorted := study.Sorted(g.of(k))
		mean, n := study.Mean(sorted)
		s.Place, s.Mean, s.Count = append(s.Place, float64(k)), append(s.Mean, mean), append(s.Count, float64(n))
		s.Lower, s.Upper = append(s.Lower, study.Quantile(sorted, low)), append(s.Upper, study.Quantile(sorted, 1-low))
	}
	return s
}

// byMonth describes the twelve months, and each in every year that has days.
func byMonth(values []float64, place []int32, first int, years []int, low float64) []study.Month {
	span := 0
	if len(years) > 0 {
		span = years[len(years)-1] - first + 1
	}
	each := group(values, place, 12*span)
	twelve := make([]int32, len(place))
	for i, k := range place {
		twelve[i] = k
		if k >= 0 {
			twelve[i] = k % 12
		}
	}
	all := group(values, twelve, 12)
	out := make([]study.Month, 12)
	for m := range out {
		sorted := study.Sorted(all.of(m))
		out[m] = study.Month{
			Month: m + 1, Dividend: m+1 >= 5 && m+1 <= 9, Summary: study.Summarise(sorted),
			Lower: study.Maybe(study.Quantile(sorted, low), study.NoData), Upper: study.Maybe(study.Quantile(sorted, 1-low), study.NoData),
		}
		out[m].Years = make([]unit.Maybe[unit.Number], 0, len(years))
		for _, year := range years {
			mean, _ := study.Mean(each.of((year-first)*12 + m))
			out[m].Years = append(out[m].Years, study.Maybe(mean, study.NoData))
		}
	}
	return out
}
