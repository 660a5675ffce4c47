package page

import (
	"maps"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/library"
	"fairbasis/app/part"
	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/signal"
)

// source is the series the page is about, by the values of its two lists.
type source struct {
	value string // empty: the first there is
	index string // empty: found by itself
}

// noIndex stands for "without an index" in the list.
const noIndex = "-"

// recall takes over what the device kept.
func (s *source) recall() {
	s.value, s.index, _ = strings.Cut(recall(keyStudySource), "|")
}

func (s *source) keep() { keep(keyStudySource, s.value+"|"+s.index) }

// series is the choice the page is about, or nil where there are no files.
func (c *signals) series() *seriesChoice {
	all := c.choices()
	if s := chosen(all, c.source.value); s != nil {
		return s
	}
	return usual(all, "")
}

// usual is what is looked at until the user says otherwise: the first series
// of a file, or of all where ref is empty, that is not an index.
func usual(all []seriesChoice, ref string) *seriesChoice {
	for i := range all {
		if all[i].kind != string(market.Index) && (ref == "" || all[i].sources[0].Ref == ref) {
			return &all[i]
		}
	}
	if len(all) > 0 && ref == "" {
		return &all[0]
	}
	return nil
}

// indexOf is the index beside a series: the one chosen, or that of its product
// that has days in common with it, first one of the same file, then the longer
// stretch in common.
func (c *signals) indexOf(s *seriesChoice) *seriesChoice {
	all := c.choices()
	if x := chosen(all, c.source.index); x != nil {
		return x
	}
	if c.source.index == noIndex || s.product == "" || s.kind == string(market.Index) {
		return nil
	}
	var found *seriesChoice
	longest := 0.0
	for i := range all {
		x := &all[i]
		if x.kind != string(market.Index) || x.product != s.product {
			continue
		}
		from, to := max(dayOf(x.first), dayOf(s.first)), min(dayOf(x.last), dayOf(s.last))
		if to < from {
			continue
		}
		common := stampOf(to) - stampOf(from) + 1
		if x.sources[0].Ref == s.sources[0].Ref {
			return x
		}
		if common > longest {
			found, longest = x, common
		}
	}
	return found
}

// relisted takes over a new list of files. What is shown is asked for again
// where a file was read anew, as after a correction in another tab.
func (c *signals) relisted(ctx app.Context, files []library.Entry) {
	before := c.files
	c.files = files
	for _, was := range before {
		if now := c.entry(was.Ref); now != nil && was.Facts != nil && now.Facts != nil && !sameFacts(was.Facts, now.Facts) {
			c.want = wanted{}
		}
	}
	c.refresh(ctx)
}

// arrived shows what a file that came alone holds, unless it is the index of
// what is shown.
func (c *signals) arrived(ctx app.Context, e library.Entry, alone bool) {
	if s := usual(c.choices(), e.Ref); s != nil && (alone || c.source.value == "") {
		c.source = source{value: s.value}
		c.source.keep()
	}
	c.refresh(ctx)
}

// asked: a question about a file is answered on the data page.
func (c *signals) asked(_ app.Context, e library.Entry, err error) { c.refuse(e.Name, err) }

func (c *signals) reread(ctx app.Context, e library.Entry, err error) {
	if err != nil {
		c.refuse(e.Name, err)
	}
	c.want = wanted{} // it may mean something else now
	c.refresh(ctx)
}

func (c *signals) resync(app.Context) {}

// onSource takes one of the two lists.
func (c *signals) onSource(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	value := src.Get("value").String()
	if src.Get("id").String() == "index" {
		c.source.index = value
	} else {
		c.source = source{value: value}
	}
	c.source.keep()
	c.refresh(ctx)
}

// request is the question about the series chosen, with or without one.
func (c *signals) request(s *seriesChoice) hedge.BacktestInput {
	r := c.reading
	in := hedge.BacktestInput{Settings: r.Settings, Rules: r.Rules, Portfolio: r.Portfolio, FirstDay: r.FirstDay, LastDay: r.LastDay}
	if s == nil {
		in.Futures = []market.Source{{}} // something to check the settings with
		return in
	}
	in.Series = signal.Series{Futures: s.sources}
	if len(s.sources) > 1 {
		in.Roll = r.Roll
	}
	if x := c.indexOf(s); x != nil {
		in.Index = &x.sources[0]
	}
	return in
}

// compute reads the texts. What is refused is answered for by its last
// accepted value, and named at its field.
func (c *signals) compute() {
	c.faults = map[string]fault.Field{}
	s := c.series()
	c.ready = s != nil
	c.kept = false
	var refused []string
	note := func(f fault.Field) bool {
		if item := c.reading.Item(f.Path); item != "" && f.Params["got"] == "" {
			if f.Params = maps.Clone(f.Params); f.Params == nil {
				f.Params = map[string]string{}
			}
			f.Params["got"] = item
		}
		f.Path = c.reading.Typed(f.Path)
		if _, known := c.faults[f.Path]; !known {
			c.faults[f.Path] = f
			refused = append(refused, f.Path)
			return true
		}
		return false
	}
	for range attempts {
		c.reading = c.state.Read(refused...)
		for _, f := range c.reading.Faults {
			note(f)
		}
		in := c.request(s)
		c.input = in
		err := in.Validate()
		if err == nil {
			err = c.sweepInput().Validate()
		}
		more := false
		if err != nil {
			for _, f := range fault.From(err).Fields {
				more = note(f) || more
			}
		}
		if !more {
			break
		}
	}
	for _, path := range refused {
		c.kept = c.kept || !strings.HasPrefix(path, "sweep.")
	}
	if c.editing != "" { // half of a text is not what answers for the other half
		refused = append(refused, c.editing)
	}
	c.state.Accept(refused...)
	for path := range c.faults {
		c.unfold(path)
	}
}

// stampOf reads a stamp of a file's facts; 0 where it is none.
func stampOf(text string) float64 {
	for _, layout := range [...]string{"2006-01-02 15:04", "2006-01-02", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return float64(t.UnixMilli())
		}
	}
	return 0
}

// begin is the stretch that is shown of a series at first: its last days, so
// many that a whole window and some more are in view.
func begin(s *seriesChoice, window int) (from, to float64) {
	to = stampOf(s.last)
	perDay := max(s.perDay, 1)
	if s.minutes == market.Daily {
		perDay = 1
	}
	days := float64(window)*1.6/float64(perDay) + 1
	if weeks := days / 5; weeks > 1 {
		days += 2 * weeks
	} else {
		days += 2
	}
	return max(to-days*float64(market.DayMillis), stampOf(s.first)), to
}

// pickUI is the choice of the series, with what it holds.
func (c *signals) pickUI() []app.UI {
	w, s := c.words(), c.series()
	if s == nil {
		return []app.UI{part.Group{Legend: w.Data, Body: []app.UI{part.Note(part.Words(w.NoData)...)}}.UI()}
	}
	list := []part.Option{}
	for _, x := range c.choices() {
		list = append(list, part.Option{Value: x.value, Label: x.label})
	}
	bars, days := s.rows, s.days
	if v := c.view.got; v != nil {
		bars, days = v.Bars, v.Days
	}
	return []app.UI{part.Group{Legend: w.Data, Body: []app.UI{
		part.Select{ID: "series", Label: w.Data, Hide: true, Value: s.value, Options: list, OnChange: c.onSource}.UI(),
		part.Facts{Items: []part.Fact{{Label: w.Range, Value: w.To.With("from", dayOf(s.first), "to", dayOf(s.last))}, {Label: w.Bars, Value: w.BarsOfDays.With("bars", count(bars), "days", count(days))}}}.UI(),
	}}.UI()}
}

// besideUI is what goes with the series: its index, how contracts are chained,
// and other data.
func (c *signals) besideUI() []app.UI {
	w, s := c.words(), c.series()
	if s == nil {
		return []app.UI{c.pasteUI()}
	}
	indices := []part.Option{}
	for _, x := range c.choices() {
		if len(x.sources) == 1 && x.kind != string(market.FutureContract) && x.kind != string(market.Continuous) {
			indices = append(indices, part.Option{Value: x.value, Label: x.label})
		}
	}
	found, at, hint := part.Option{Label: w.FindIndex}, "", ""
	if x := c.indexOf(s); x != nil {
		at = x.value
	} else if c.source.index == noIndex {
		at = noIndex
	} else {
		found.Label, hint = w.NoIndexFound, w.IndexHint
	}
	indices = append(append([]part.Option{found}, indices...), part.Option{Value: noIndex, Label: w.NoIndex})
	body := []app.UI{part.Select{ID: "index", Label: w.Index, Value: at, Options: indices, Hint: hint, OnChange: c.onSource}.UI()}
	if len(s.sources) > 1 {
		body = append(body, c.choiceField("roll"))
	}
	return append(body, c.more("more-data", w.OtherData,
		c.drop(studyFilesID, "minute", true),
		c.pasteUI()))
}

// studyFilesID is the id of the input that files are chosen with.
const studyFilesID = "signals-files"

func dayOf(stamp string) string {
	day, _, _ := strings.Cut(stamp, " ")
	return day
}
