package page

import (
	"encoding/json"
	"html"
	"math"
	"strconv"
	"strings"

	"fairbasis/core/carry"
	"fairbasis/core/unit"
)

// repoChart is the implied repo curve as the chart script and the still
// drawing below it take it. Both use its axes and margins, so that one can
// take the other's place without a move.
type repoChart struct {
	Kind      string       `json:"kind"`
	Contracts []string     `json:"contracts"`
	Days      []int        `json:"days"`
	Repo      []*float64   `json:"repo"`
	Forward   repoForwards `json:"forward"`
	Rate      float64      `json:"rate"`
	Axis      repoAxes     `json:"axis"`
	Margin    repoMargin   `json:"margin"`
	Words     repoWords    `json:"words"`
}

type repoForwards struct {
	From  []int      `json:"from"` // calendar days
	To    []int      `json:"to"`
	Rate  []*float64 `json:"rate"`
	Label []string   `json:"label"`
}

type repoAxes struct {
	X chartAxis `json:"x"`
	Y chartAxis `json:"y"`
}

type repoMargin struct {
	Left   int `json:"left"`
	Right  int `json:"right"`
	Top    int `json:"top"`
	Bottom int `json:"bottom"`
}

type repoWords struct {
	Repo    string `json:"repo"`
	Forward string `json:"forward"`
	Assumed string `json:"assumed"`
	Days    string `json:"days"`
}

// newRepoChart lays out a curve. label names a stretch of the staircase; words
// are already in the reader's language.
func newRepoChart(c carry.Curve, raw bool, label func(carry.Forward) string, words repoWords) repoChart {
	k := repoChart{Kind: "repo_curve", Rate: float64(c.Rate), Words: words,
		// .still in the style sheet repeats these margins.
		Margin: repoMargin{Left: 52, Right: 44, Top: 40, Bottom: 28}}
	low, high := min(0, k.Rate), max(0, k.Rate)
	note := func(m unit.Maybe[unit.Rate]) *float64 {
		r, ok := m.Get()
		if !ok {
			return nil
		}
		x := float64(r)
		low, high = min(low, x), max(high, x)
		return &x
	}
	far := 0
	for _, p := range c.Contracts {
		repo := p.ImpliedRepo
		if raw {
			repo = p.RepoRaw
		}
		k.Contracts = append(k.Contracts, p.Contract)
		k.Days = append(k.Days, p.CalendarDays)
		k.Repo = append(k.Repo, note(repo))
		far = max(far, p.CalendarDays)
	}
	at := 0
	for i, f := range c.Forwards {
		rate := f.Repo
		if raw {
			rate = f.Raw
		}
		to := c.Contracts[i].CalendarDays
		k.Forward.From = append(k.Forward.From, at)
		k.Forward.To = append(k.Forward.To, to)
		k.Forward.Rate = append(k.Forward.Rate, note(rate))
		k.Forward.Label = append(k.Forward.Label, label(f))
		at = to
	}
	k.Axis.X = newAxis(0, float64(max(far, 1)), 5)
	k.Axis.Y = newAxis(low, high, 7).roomy(low, high)
	return k
}

// json is the chart as its script takes it.
func (k repoChart) json() string {
	b, err := json.Marshal(k)
	if err != nil {
		return "" // finite numbers and text always encode
	}
	return string(b)
}

// chartAxis is a linear axis that ends on its own marks.
type chartAxis struct {
	Min  float64 `json:"min"`
	Max  float64 `json:"max"`
	Step float64 `json:"step"`
}

// newAxis covers [low, high] in at most about n steps of 1, 2 or 5 times a power of ten.
func newAxis(low, high float64, n int) chartAxis {
	if !(high > low) {
		high = low + 1e-4
	}
	rough := (high - low) / float64(n)
	step := 1.0
	for step > rough {
		step /= 10
	}
	for step*10 <= rough {
		step *= 10
	}
	for _, m := range [...]float64{1, 2, 5, 10} {
		if step*m >= rough {
			step *= m
			break
		}
	}
	return chartAxis{math.Floor(low/step+1e-9) * step, math.Ceil(high/step-1e-9) * step, step}
}

// roomy adds a step below where a label under the lowest point would not fit.
func (a chartAxis) roomy(low, _ float64) chartAxis {
	if low < 0 && low-a.Min < 0.6*a.Step {
		a.Min -= a.Step
	}
	return a
}

// share is the place of v on the axis, 0 at Min and 100 at Max.
func (a chartAxis) share(v float64) float64 { return (v - a.Min) / (a.Max - a.Min) * 100 }

// marks are the values the axis is labelled at.
func (a chartAxis) marks() []float64 {
	n := int(math.Round((a.Max - a.Min) / a.Step))
	out := make([]float64, n+1)
	for i := range out {
		out[i] = math.Round(a.Min/a.Step+float64(i)) * a.Step
	}
	return out
}

// decimals are the decimals a percentage at the marks needs.
func (a chartAxis) decimals() int {
	n := 0
	for x := a.Step * 100; n < 4 && math.Abs(x-math.Round(x)) > 1e-6; x *= 10 {
		n++
	}
	return n
}

// still draws the chart as SVG in shares of the plot, without a script: what
// is read before the program has started, on paper, and where the chart script
// cannot be loaded.
func (k repoChart) still() string {
	var b strings.Builder
	x := func(d int) float64 { return k.Axis.X.share(float64(d)) }
	y := func(r float64) float64 { return 100 - k.Axis.Y.share(r) }
	line := func(class string, x1, y1, x2, y2 float64) {
		b.WriteString(`<line class="` + class + `" x1="` + atShare(x1) + `" y1="` + atShare(y1) + `" x2="` + atShare(x2) + `" y2="` + atShare(y2) + `"/>`)
	}
	text := func(class string, x, y float64, dx, dy int, s string) {
		b.WriteString(`<text class="` + class + `" x="` + atShare(x) + `" y="` + atShare(y) + `" dx="` + strconv.Itoa(dx) + `" dy="` + strconv.Itoa(dy) + `">` + html.EscapeString(s) + `</text>`)
	}
	b.WriteString(`<svg class="still" aria-hidden="true">`)
	for _, m := range k.Axis.Y.marks() {
		class := "grid"
		if m == 0 {
			class = "zero"
		}
		line(class, 0, y(m), 100, y(m))
		text("e", 0, y(m), -8, 4, unit.PrintRate(unit.Rate(m), unit.Percent, k.Axis.Y.decimals()))
	}
	for _, m := range k.Axis.X.marks() {
		text("m", k.Axis.X.share(m), 100, 0, 20, unit.Print(m, 0))
	}
	text("", 100, 100, 8, 4, k.Words.Days)
	line("assumed", 0, y(k.Rate), 100, y(k.Rate))
	text("e", 100, y(k.Rate), -5, -6, k.Words.Assumed)
	for i, r := range k.Forward.Rate {
		if r == nil {
			continue
		}
		line("fwd", x(k.Forward.From[i]), y(*r), x(k.Forward.To[i]), y(*r))
		if i+1 < len(k.Forward.Rate) && k.Forward.Rate[i+1] != nil {
			line("fwd", x(k.Forward.To[i]), y(*r), x(k.Forward.To[i]), y(*k.Forward.Rate[i+1]))
		}
	}
	for i, r := range k.Repo {
		if r != nil && i+1 < len(k.Repo) && k.Repo[i+1] != nil {
			line("repo", x(k.Days[i]), y(*r), x(k.Days[i+1]), y(*k.Repo[i+1]))
		}
	}
	last := math.Inf(-1)
	for i, r := range k.Repo {
		if r == nil {
			continue
		}
		b.WriteString(`<circle class="dot" cx="` + atShare(x(k.Days[i])) + `" cy="` + atShare(y(*r)) + `" r="4"/>`)
		class := "m v"
		if x(k.Days[i]) < 6 {
			class = "v"
		}
		if x(k.Days[i])-last < 24 {
			class += " near" // one line lower where the plot is narrow
		} else {
			last = x(k.Days[i])
		}
		text(class, x(k.Days[i]), y(*r), 0, 20, unit.PrintRate(unit.Rate(*r), unit.Percent, 2))
	}
	// The legend stands at the left edge of the figure, above the plot.
	b.WriteString(`<svg class="key" x="-52" y="-40" width="100%" height="20"><line class="repo" x1="0" y1="8" x2="14" y2="8"/><text x="19" y="12">` + html.EscapeString(k.Words.Repo) +
		`</text><line class="fwd" x1="110" y1="8" x2="124" y2="8"/><text x="129" y="12">` + html.EscapeString(k.Words.Forward) + `</text></svg></svg>`)
	return b.String()
}

// atShare writes a place in percent of the plot.
func atShare(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + "%" }
