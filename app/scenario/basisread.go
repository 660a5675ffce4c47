package scenario

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/dividend"
	"fairbasis/core/fault"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// BasisReading is what the typed text of a Basis means: every study but for
// its data. The overview has no products yet.
type BasisReading struct {
	Product   string
	Measure   study.Measure
	From, To  calendar.Date
	Dividends map[string]*dividend.Given // by product; nil for none, and for a file, which only the page knows

	Overview    study.OverviewInput
	History     study.HistoryInput
	Basis       study.DistributionInput
	Spread      study.DistributionInput
	Stages      study.StagesInput
	Volatility  study.VolatilityInput
	Seasonality study.SeasonalityInput
	Events      study.EventsInput
	Drivers     study.DriversInput
	Report      []string // parts of the report, of BasisParts

	Faults fault.Fields // fields that cannot be read, at their paths

	stages, events []int // the rows that are in the requests
}

// Typed turns a path of the request of a part of the page into the path of the
// field it came from; empty where it came from none.
func (r BasisReading) Typed(part, path string) string {
	head, rest, _ := strings.Cut(path, ".")
	switch head {
	case "value", "of", "price", "from", "to":
		return head
	case "convention":
		if part == "overview" {
			return "overview.convention"
		}
		return head
	case "rank":
		if rest == "years" {
			rest = "window"
		}
		return "rank." + rest
	case "spread":
		if rest == "price" {
			return rest
		}
		return path
	case "dividends":
		return dividendField(r.Product, rest)
	case "products":
		_, rest, _ = strings.Cut(rest, ".")
		if rest, ok := strings.CutPrefix(rest, "dividends."); ok {
			return dividendField(r.Product, rest)
		}
		return r.Typed("", rest)
	case "stages", "events":
		digits, name, _ := strings.Cut(rest, ".")
		rows := r.stages
		if head == EventRows {
			rows = r.events
		}
		if i, err := strconv.Atoi(digits); err == nil && i >= 0 && i < len(rows) {
			return CellPath(head, rows[i], name)
		}
		return head
	case "on":
		if i, err := strconv.Atoi(rest); err == nil && i >= 0 && i < len(r.Drivers.On) {
			return "drivers." + r.Drivers.On[i]
		}
	}
	if _, ok := BasisFieldAt(part + "." + path); ok {
		return part + "." + path
	}
	return ""
}

// dividendField is the field behind a path below dividends.
func dividendField(product, rest string) string {
	at := DividendPath(product)
	if head, _, _ := strings.Cut(rest, "."); head == DividendsYield || head == DividendsPoints {
		return at + "." + head
	}
	return at
}

// Read turns the text into requests. Fields that cannot be read, and those
// whose paths are refused, are answered for by their last accepted value.
func (s *Basis) Read(refused ...string) BasisReading {
	r := BasisReading{Dividends: map[string]*dividend.Given{}}
	given := func(path string) (value, bool) {
		f, _ := BasisFieldAt(path)
		return settle(f, s.Text(path), s.accepted(path), slices.Contains(refused, path), &r.Faults)
	}
	text := func(path string) string { v, _ := given(path); return v.text }
	on := func(path string) bool { return text(path) == "true" }
	rate := func(path string) unit.Rate { v, _ := given(path); return unit.Rate(v.number) }
	day := func(path string) calendar.Date { v, _ := given(path); return v.date }
	count := func(path string) int {
		v, _ := given(path)
		n := v.number
		if n != math.Trunc(n) || math.Abs(n) > 1e6 {
			r.Faults.Add(path, "not_whole", "must be a whole number")
			f, _ := BasisFieldAt(path)
			v, _ := readValue(f, s.accepted(path))
			n = v.number
		}
		return int(n)
	}
	// within is count for numbers of which 0 stands for the usual one in a
	// request: that is refused here, as no request would.
	within := func(least, most int, path string) int {
		n := count(path)
		if n >= least && n <= most {
			return n
		}
		r.Faults.Add(path, "out_of_range", "must be between "+strconv.Itoa(least)+" and "+strconv.Itoa(most), "min", strconv.Itoa(least), "max", strconv.Itoa(most))
		f, _ := BasisFieldAt(path)
		v, err := readValue(f, s.accepted(path))
		if err != nil || int(v.number) < least || int(v.number) > most {
			v, _ = readValue(f, f.Default) // nothing where it may be left out
		}
		return int(v.number)
	}
	// some is within for numbers that may be left out.
	some := func(most int, path string) int {
		f, _ := BasisFieldAt(path)
		if _, err := readValue(f, s.Text(path)); err != nil || strings.TrimSpace(s.Text(path)) == "" {
			return count(path)
		}
		return within(1, most, path)
	}

	r.Product = text("product")
	r.Measure = study.Measure{Value: text("value"), Of: text("of"), Convention: text("convention"), Price: text("price")}
	r.From, r.To = day("from"), day("to")
	if !r.To.IsZero() && r.To.Before(r.From) {
		r.Faults.Add("to", "before_from", "must not be before from")
		r.To = calendar.Date{}
	}
	rank := study.Rank{Method: text("rank.method"), Truncate: on("rank.truncate")}
	switch window := text("rank.window"); window {
	case WindowAll:
	case WindowSince:
		rank.Since = day("rank.since")
	default:
		rank.Years, _ = strconv.Atoi(window)
	}
	spread := study.Spread{Pair: text("spread.pair"), Definition: text("spread.definition"), Weekly: on("spread.weekly"), Price: r.Measure.Price}
	r.Overview = study.OverviewInput{Date: day("overview.date"), Main: text("overview.main"), Reference: text("overview.reference"), Volume: text("overview.volume"),
		Mean: within(2, 250, "overview.mean"), Convention: text("overview.convention"), Spread: spread, Rank: rank}
	r.History = study.HistoryInput{Measure: r.Measure, Average: within(1, 250, "history.average"), Rank: rank, Band: within(20, 2500, "history.band"), Low: within(1, 49, "history.low"),
		Hurdle: hurdle(rate("history.hurdle")), Rate: rate("history.rate")}
	r.Basis = study.DistributionInput{Measure: r.Measure, Rank: rank, Bins: some(study.MaxBins, "basis.bins")}
	r.Spread = study.DistributionInput{Measure: r.Measure, Spread: &spread, Rank: rank, Bins: some(study.MaxBins, "spread.bins")}
	r.Stages = study.StagesInput{Measure: r.Measure, Average: within(1, 250, "stages.average"), Stages: []study.Stage{}}
	r.Volatility = study.VolatilityInput{Measure: r.Measure, Threshold: rate("volatility.threshold")}
	if r.Volatility.Threshold == 0 {
		r.Faults.Add("volatility.threshold", "out_of_range", "must be between 0.0001 and 1", "min", "0.0001", "max", "1")
	}
	r.Seasonality = study.SeasonalityInput{Measure: r.Measure, Low: within(1, 49, "seasonality.low")}
	r.Events = study.EventsInput{Measure: r.Measure, Before: count("events.before"), Closed: text("events.closed"),
		Samples: within(100, 5000, "events.samples"), Seed: count("events.seed"), Events: []study.Event{}}
	if r.Events.Before == 0 {
		r.Events.After = within(1, 250, "events.after")
	} else {
		r.Events.After = count("events.after")
	}
	r.Drivers = study.DriversInput{Measure: r.Measure, Window: within(2, 250, "drivers.window"), AutoLags: text("drivers.errors") == "auto"}
	if !r.Drivers.AutoLags {
		r.Drivers.Lags = count("drivers.lags")
	}
	for _, d := range study.AllDrivers() {
		if on("drivers." + d) {
			r.Drivers.On = append(r.Drivers.On, d)
		}
	}
	for _, part := range BasisParts() {
		if on("report." + part) {
			r.Report = append(r.Report, part)
		}
	}
	for row := range s.Rows(StageRows) {
		name := text(CellPath(StageRows, row, "name"))
		from, ok1 := s.cell(StageRows, row, "from", given, &r)
		to, ok2 := s.cell(StageRows, row, "to", given, &r)
		if ok1 && ok2 {
			r.Stages.Stages = append(r.Stages.Stages, study.Stage{Name: name, From: from, To: to})
			r.stages = append(r.stages, row)
		}
	}
	for row := range s.Rows(EventRows) {
		name := text(CellPath(EventRows, row, "name"))
		if date, ok := s.cell(EventRows, row, "date", given, &r); ok {
			r.Events.Events = append(r.Events.Events, study.Event{Name: name, Date: date})
			r.events = append(r.events, row)
		}
	}
	for _, product := range study.Products() {
		at := DividendPath(product)
		switch text(at) {
		case DividendsYield:
			if q := rate(at + ".yield"); q != 0 {
				r.Dividends[product] = &dividend.Given{Yield: q}
			}
		case DividendsPoints:
			if points := s.exDates(at+".points", refused, &r.Faults); len(points) > 0 {
				r.Dividends[product] = &dividend.Given{Points: points}
			}
		}
	}
	return r
}

// hurdle is a hurdle as a request has it, in which 0 stands for the usual one:
// none is one too small to be seen.
func hurdle(r unit.Rate) unit.Rate {
	if r == 0 {
		return 1e-12
	}
	return r
}

// cell reads a day of a row. A row without any day is not asked about; one
// that has the other day alone lacks this one.
func (s *Basis) cell(list string, row int, name string, given func(string) (value, bool), r *BasisReading) (calendar.Date, bool) {
	v, ok := given(CellPath(list, row, name))
	if ok && !v.date.IsZero() {
		return v.date, true
	}
	for _, other := range RowNames(list) {
		if other != name && strings.TrimSpace(s.Text(CellPath(list, row, other))) != "" && strings.TrimSpace(s.Text(CellPath(list, row, name))) == "" {
			r.Faults.Add(CellPath(list, row, name), "missing", "a date is missing; write it as 2024-09-13")
			break
		}
	}
	return calendar.Date{}, false
}

// exDates reads dividend points by ex-date, a line each: "2024-06-03 12.3".
func (s *Basis) exDates(path string, refused []string, faults *fault.Fields) []dividend.ExDate {
	out, err := readExDates(s.Text(path))
	if err != nil {
		*faults = append(*faults, faultAt(path, err))
	}
	if err != nil || slices.Contains(refused, path) {
		out, _ = readExDates(s.accepted(path))
	}
	return out
}

func readExDates(text string) ([]dividend.ExDate, error) {
	var out []dividend.ExDate
	for line := range strings.Lines(text) {
		parts := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t\r\n\u3000,，;；", r) })
		if len(parts) == 0 {
			continue
		}
		if len(parts) != 2 {
			return nil, &unit.ReadError{Code: "ex_date_line", Text: strings.TrimSpace(line), Want: "2024-06-03 12.3"}
		}
		date, err := calendar.Parse(parts[0])
		if err != nil {
			return nil, err
		}
		points, err := unit.ReadPoints(parts[1])
		if err != nil {
			return nil, err
		}
		out = append(out, dividend.ExDate{Date: date, Points: unit.Points(points.Float64())})
	}
	return out, nil
}
