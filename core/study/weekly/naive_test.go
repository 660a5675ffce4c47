package weekly_test

import (
	"slices"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/study/studytest"
)

// quote is a row of the daily statistics.
type quote struct{ close, volume, held, spot float64 }

// byDay is every row of a product by day and contract.
func byDay(t testing.TB, sources []market.Source) map[calendar.Date]map[string]quote {
	out := map[calendar.Date]map[string]quote{}
	for _, s := range sources {
		spot, ok := s.Bars.Find("spot")
		if !ok {
			t.Fatal("no spot column")
		}
		for i := range s.Bars.Len() {
			var q quote
			q.close, _ = s.Bars.Close.At(i)
			q.volume, _ = s.Bars.Volume.At(i)
			q.held, _ = s.Bars.OpenInterest.At(i)
			q.spot, _ = spot.At(i)
			day := s.Bars.Day(i)
			if out[day] == nil {
				out[day] = map[string]quote{}
			}
			out[day][s.Symbol] = q
		}
	}
	return out
}

// mainOf is the contract with the highest volume; codes of one product sort by expiry.
func mainOf(day map[string]quote) (best string) {
	for symbol, q := range day {
		if best == "" || q.volume > day[best].volume || q.volume == day[best].volume && symbol < best {
			best = symbol
		}
	}
	return best
}

// TestAnyWeek holds weeks of all years of the daily statistics against a count
// by maps, which knows neither books nor places nor calendars: the days of a
// week are those of the file.
func TestAnyWeek(t *testing.T) {
	weeks := 0
	for k, product := range study.Products() {
		sources := studytest.Data(t, product, studytest.Daily).Futures
		rows := byDay(t, sources)
		var days []calendar.Date
		for day := range rows {
			if !day.Before(date("2019-01-02")) { // the file is complete from here on
				days = append(days, day)
			}
		}
		slices.SortFunc(days, calendar.Date.Compare)
		step := 11
		if testing.Short() {
			step = 40
		}
		for monday := days[0].AddDays(-((days[0].Weekday() + 6) % 7)).AddDays(7 * (5 + k)); !monday.After(days[len(days)-1]); monday = monday.AddDays(7 * step) {
			var now, before []calendar.Date
			for _, d := range days {
				switch {
				case d.Before(monday):
					if len(before) > 0 && d.Sub(before[0]) >= 7-(before[0].Weekday()+6)%7 {
						before = nil
					}
					before = append(before, d)
				case d.Sub(monday) < 7:
					now = append(now, d)
				}
			}
			if now == nil || before == nil {
				continue
			}
			weeks++
			in := study.OverviewInput{Date: monday.AddDays(3), Mean: 10,
				Products: []study.OverviewData{{Data: study.Data{Product: product, Futures: sources, From: days[0]}}}}
			r := compute(t, in).Rows[0]
			last, prev := rows[now[len(now)-1]], rows[before[len(before)-1]]
			main := mainOf(last)
			q, p := last[main], prev[main]
			if r.Week != now[len(now)-1] || r.Days != len(now) || r.Contract != main {
				t.Fatalf("%s %v: week %v of %d days, %s; want %v of %d, %s", product, monday, r.Week, r.Days, r.Contract, now[len(now)-1], len(now), main)
			}
			what := product + " " + r.Week.String()
			optest.Defined(t, what+" index", r.IndexChange, q.spot/p.spot-1, 1e-12)
			if p.close != 0 {
				optest.Defined(t, what+" main", r.MainChange, q.close/p.close-1, 1e-12)
			}
			optest.Defined(t, what+" basis", r.BasisRate, (q.close-q.spot)/q.spot, 1e-12)
			mean := func(days []calendar.Date) (volume float64) {
				for _, d := range days {
					for _, q := range rows[d] {
						volume += q.volume
					}
				}
				return volume / float64(len(days))
			}
			held := func(day map[string]quote) (sum float64) {
				for _, q := range day {
					sum += q.held
				}
				return sum
			}
			optest.Defined(t, what+" volume", r.Volume, mean(now), 0)
			optest.Defined(t, what+" volume change", r.VolumeChange, mean(now)/mean(before)-1, 1e-12)
			optest.Defined(t, what+" open interest", r.OpenInterest, held(last), 0)
			optest.Defined(t, what+" open interest change", r.OpenInterestChange, held(last)/held(prev)-1, 1e-12)
			at := slices.Index(days, r.Week)
			if at < 9 {
				continue
			}
			sum := 0.0
			for _, d := range days[at-9 : at+1] {
				q := rows[d][mainOf(rows[d])]
				sum += (q.close - q.spot) / q.spot
			}
			optest.Defined(t, what+" mean", r.MeanRate, sum/10, 1e-12)
		}
	}
	if weeks < 15 {
		t.Errorf("only %d weeks were compared", weeks)
	}
}
