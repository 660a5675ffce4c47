package scenario

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// StudyReading is what the typed text of a study means.
type StudyReading struct {
	Settings          signal.Settings
	Rules             hedge.Rules
	Portfolio         hedge.Portfolio
	Roll              market.MainRule
	FirstDay, LastDay string // YYYY-MM-DD, or empty

	Windows, Orders         []int
	TakeProfits, StopLosses []unit.Rate

	Faults fault.Fields // fields that cannot be read, at their paths
}

// Typed turns a path of a request made from a reading into the path of the
// field it came from.
func (StudyReading) Typed(path string) string {
	switch path {
	case "fees.dated":
		return "fees"
	case "no_stops":
		return "stops"
	}
	switch head, _, _ := strings.Cut(path, "."); head {
	case "capital", "share", "risk_free", "roll_fee":
		return "portfolio." + head
	case "windows", "orders", "take_profits", "stop_losses":
		return "sweep." + head
	}
	return path
}

// Item is the value that a path of a request names in one of the lists of the
// search, as it is typed; empty for any other path.
func (r StudyReading) Item(path string) string {
	parts := strings.Split(path, ".")
	if len(parts) < 2 {
		return ""
	}
	i, err := strconv.Atoi(parts[1])
	if err != nil || i < 0 {
		return ""
	}
	counts, rates := map[string][]int{"windows": r.Windows, "orders": r.Orders}[parts[0]], map[string][]unit.Rate{"take_profits": r.TakeProfits, "stop_losses": r.StopLosses}[parts[0]]
	switch {
	case i < len(counts):
		return strconv.Itoa(counts[i])
	case i < len(rates):
		return unit.Shortest(rates[i], unit.Percent, 2)
	}
	return ""
}

// Read turns the text into requests. Fields that cannot be read, and those
// whose paths are refused, are answered for by their last accepted value.
func (s *Study) Read(refused ...string) StudyReading {
	var r StudyReading
	given := func(path string) value {
		f, _ := StudyFieldAt(path)
		v, _ := settle(f, s.Text(path), s.accepted(path), slices.Contains(refused, path), &r.Faults)
		return v
	}
	text := func(path string) string { return given(path).text }
	on := func(path string) bool { return given(path).text == "true" }
	rate := func(path string) unit.Rate { return unit.Rate(given(path).number) }
	count := func(path string) int {
		n := given(path).number
		if n != math.Trunc(n) || math.Abs(n) > 1e6 {
			r.Faults.Add(path, "not_whole", "must be a whole number")
			f, _ := StudyFieldAt(path)
			v, _ := readValue(f, s.accepted(path))
			n = v.number
		}
		return int(n)
	}
	day := func(path string) string {
		if d := given(path).date; !d.IsZero() {
			return d.String()
		}
		return ""
	}
	r.Settings = signal.Settings{Order: count("order"), Window: count("window"),
		Price: signal.Price(text("price")), Axis: signal.Axis(text("axis")), Days: signal.Days(text("days"))}
	r.Rules = hedge.Rules{
		Directions: hedge.Directions(text("directions")), ADay: count("a_day"),
		Stops:   hedge.Stops{TakeProfit: rate("take_profit"), StopLoss: rate("stop_loss")},
		NoStops: !on("stops"), Exit: hedge.Exit(text("exit")), Flat: on("flat"), Again: on("again"),
		Fill: hedge.Fill(text("fill")), Slip: unit.Points(given("slippage").number), Closing: hedge.Closing(text("closing")),
		Fees: hedge.Fees{Dated: text("fees") == feesDated, Open: rate("fees.open"), Close: rate("fees.close"),
			CloseToday: rate("fees.close_today"), Broker: rate("fees.broker")},
	}
	r.Portfolio = hedge.Portfolio{Capital: unit.Yuan(given("portfolio.capital").number * 10_000), Share: rate("portfolio.share"),
		RiskFree: rate("portfolio.risk_free"), RollFee: rate("portfolio.roll_fee")}
	r.Roll = market.MainRule(text("roll"))
	r.FirstDay, r.LastDay = day("first_day"), day("last_day")

	r.Windows, r.Orders = s.counts("sweep.windows", refused, &r.Faults), s.counts("sweep.orders", refused, &r.Faults)
	r.TakeProfits, r.StopLosses = s.rates("sweep.take_profits", refused, &r.Faults), s.rates("sweep.stop_losses", refused, &r.Faults)
	return r
}

// list reads a field that holds several values, in their order and each once.
// A field that cannot be read or is refused is answered for by its last
// accepted text.
func (s *Study) list(path string, refused []string, faults *fault.Fields, f Field) []float64 {
	out, err := readList(f, s.Text(path))
	if err != nil {
		*faults = append(*faults, faultAt(path, err))
	}
	if err != nil || slices.Contains(refused, path) {
		out, _ = readList(f, s.accepted(path))
	}
	return out
}

func readList(f Field, text string) ([]float64, error) {
	var out []float64
	for _, item := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\u3000,，、;；", r) }) {
		v, err := readValue(f, item)
		if err != nil {
			return nil, err
		}
		if f.Kind == Number && v.number != math.Trunc(v.number) {
			return nil, &unit.ReadError{Code: "not_a_number", Text: item, Want: strconv.Itoa(int(v.number))}
		}
		if !slices.Contains(out, v.number) {
			out = append(out, v.number)
		}
	}
	if len(out) == 0 {
		return nil, &unit.ReadError{Code: "empty", Want: f.Default}
	}
	return out, nil
}

func (s *Study) counts(path string, refused []string, faults *fault.Fields) []int {
	list := s.list(path, refused, faults, Field{Kind: Number, Default: "60 120 240"})
	out := make([]int, len(list))
	for i, x := range list {
		out[i] = int(min(max(x, -1e6), 1e6))
	}
	return out
}

func (s *Study) rates(path string, refused []string, faults *fault.Fields) []unit.Rate {
	list := s.list(path, refused, faults, Field{Kind: Rate, Measure: unit.Percent, Default: "0.80 1.10 1.40"})
	out := make([]unit.Rate, len(list))
	for i, x := range list {
		out[i] = unit.Rate(x)
	}
	return out
}
