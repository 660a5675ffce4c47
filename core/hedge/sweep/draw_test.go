package sweep

import (
	"math/rand/v2"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

const dayMillis = 86_400_000

// shape says what random bars look like.
type shape struct {
	days, length int // days, and bars of a day at most
	step         int64
	holes        int // one bar in so many is the first after a hole; 0 for none
	still        int // of 10 bars, those that repeat the price before
	lasts        int // bars a regime lasts, on average
}

// series draws bars of a future, and regimes that have nothing to do with
// them: the machine does not know where they come from.
func series(seed uint64, s shape) (*signal.Prepared, []signal.Regime) {
	rnd := rand.New(rand.NewPCG(seed, 7))
	first := calendar.MustOf(2018, 11, 19).UnixDay() // the fees change on 2018-12-03 and 2019-04-22
	p := &signal.Prepared{Bars: &market.Bars{Symbol: "IF", Product: "IF", Kind: market.Continuous, Minutes: 1}, Scale: 1}
	p.Stretch = append(p.Stretch, 0)
	price := int64(32_000)
	for d := range s.days {
		day := first + d + d/5*2 // weekdays
		p.Day = append(p.Day, int32(len(p.Bars.Time)))
		for i := range 1 + rnd.IntN(s.length) {
			at := len(p.Bars.Time)
			if s.holes > 0 && at > 0 && rnd.IntN(s.holes) == 0 {
				p.Stretch = append(p.Stretch, int32(at))
				price += rnd.Int64N(2*s.step+1) - s.step
			}
			open := price
			if rnd.IntN(10) >= s.still {
				open += (rnd.Int64N(2*s.step+1) - s.step) / 2
			}
			price = open
			if rnd.IntN(10) >= s.still {
				price += rnd.Int64N(2*s.step+1) - s.step
			}
			price = max(price, 1000)
			open = max(open, 1000)
			p.Bars.Time = append(p.Bars.Time, int64(day)*dayMillis+int64(571+i)*60_000)
			p.Open, p.Close = append(p.Open, open), append(p.Close, price)
			p.High, p.Low = append(p.High, max(open, price)), append(p.Low, min(open, price))
		}
	}
	p.Bars.Segment = p.Stretch
	exact := func(m []int64) market.Column { return market.Column{Mantissa: m, Scale: 1} }
	p.Bars.Open, p.Bars.High, p.Bars.Low, p.Bars.Close = exact(p.Open), exact(p.High), exact(p.Low), exact(p.Close)
	return p, regimes(rnd, len(p.Bars.Time), s.lasts)
}

func regimes(rnd *rand.Rand, bars, lasts int) []signal.Regime {
	r := make([]signal.Regime, bars)
	now := signal.None
	for i := range r {
		if rnd.IntN(lasts) == 0 {
			switch rnd.IntN(12) {
			case 0:
				now = signal.None
			case 1:
				now = signal.Neutral
			default:
				now = signal.Regime(1 + rnd.IntN(4))
			}
		}
		r[i] = now
	}
	return r
}

func drawShape(t *rapid.T) shape {
	return shape{
		days: rapid.SampledFrom([]int{60, 40, 60, 40, 6, 1}).Draw(t, "days"), length: rapid.SampledFrom([]int{90, 30, 90, 30, 3, 1}).Draw(t, "length"),
		step:  rapid.SampledFrom([]int64{150, 600, 150, 600, 20, 1}).Draw(t, "step"),
		holes: rapid.SampledFrom([]int{50, 5, 0}).Draw(t, "holes"),
		still: rapid.SampledFrom([]int{5, 0, 10}).Draw(t, "still"),
		lasts: rapid.SampledFrom([]int{15, 5, 2, 60}).Draw(t, "lasts"),
	}
}

func drawRules(t *rapid.T) hedge.Rules {
	rate := func(name string, most float64) unit.Rate { return unit.Rate(rapid.Float64Range(0, most).Draw(t, name)) }
	return hedge.Rules{
		Directions: rapid.SampledFrom([]hedge.Directions{hedge.Both, hedge.LongOnly}).Draw(t, "directions"),
		ADay:       rapid.SampledFrom([]int{1, 0, 2, 0, 3}).Draw(t, "a day"),
		NoStops:    rapid.IntRange(0, 9).Draw(t, "no stops") == 0,
		Stops:      hedge.Report001,
		Exit:       rapid.SampledFrom([]hedge.Exit{hedge.OnSlowingOrReversal, hedge.OnSlowing, hedge.OnReversal, hedge.NoExit}).Draw(t, "exit"),
		Flat:       rapid.IntRange(0, 3).Draw(t, "flat") > 0,
		Again:      rapid.Bool().Draw(t, "again"),
		Fill:       rapid.SampledFrom([]hedge.Fill{hedge.NextOpen, hedge.NextClose, hedge.ThisClose}).Draw(t, "fill"),
		Slip:       unit.Points(rapid.SampledFrom([]float64{0, 0.2, 1.7}).Draw(t, "slip")),
		Closing:    rapid.SampledFrom([]hedge.Closing{hedge.CloseToday, hedge.Lock, hedge.LiftHedge}).Draw(t, "closing"),
		Fees:       hedge.Fees{Dated: rapid.Bool().Draw(t, "dated"), Open: rate("open", 1e-4), Close: rate("close", 1e-4), CloseToday: rate("today", 1e-3), Broker: rate("broker", 1e-5)},
	}
}

func drawLevels(t *rapid.T, name string, sign float64) []unit.Rate {
	rates := rapid.SliceOfN(rapid.SampledFrom([]int{110, 130, 50, 90, 30, 10, 200, 1}), 1, 6).Draw(t, name)
	levels := make([]unit.Rate, len(rates))
	for i, r := range rates {
		levels[i] = unit.Rate(sign * float64(r) / 1e4) // basis points
	}
	return levels
}
