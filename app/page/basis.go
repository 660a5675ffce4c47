package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/app/text"
	"fairbasis/core/fault"
	"fairbasis/core/report"
	"fairbasis/core/study"
)

// basisPage is the page of the basis over time: the week, the history, how it is
// spread, its stages and seasons, events and drivers. What was typed is in
// state, what was answered in the answers; Render only draws. The panels with
// results are drawn in basis_draw.go and the files named there, the fields in
// basis_inputs.go.
type basisPage struct {
	app.Compo
	form[*scenario.Basis]
	beside beside // columns of files that go with the series

	reading scenario.BasisReading // what the texts mean
	product string                // that is studied: the one chosen, or the first there are data for
	stock   []stock               // what there is of each product
	ready   bool                  // there is a series of futures
	input   studies               // what the answers are about
	want    studies               // what was asked

	overview    answer[study.Overview]
	history     answer[study.History]
	level       answer[study.Distribution] // of the basis
	spread      answer[study.Distribution] // of the calendar spread
	stages      answer[study.Stages]
	volatility  answer[study.Volatility]
	seasonality answer[study.Seasonality]
	events      answer[study.Events]
	drivers     answer[study.Drivers]
	sheets      map[string]*report.Section // the answers in words and tables, by part

	drawn basisDrawing // what the drawing keeps to itself
	isles archipelago
}

// studies are the questions of the page. The data of all but the overview are
// those of one product.
type studies struct {
	overview    study.OverviewInput
	history     study.HistoryInput
	level       study.DistributionInput
	spread      study.DistributionInput
	stages      study.StagesInput
	volatility  study.VolatilityInput
	seasonality study.SeasonalityInput
	events      study.EventsInput
	drivers     study.DriversInput
}

// keyLastBasis and keyBasisBeside are where the device keeps the fragment of
// the last state and the columns that went with it.
const (
	keyLastBasis   = "fairbasis.basis"
	keyBasisBeside = "fairbasis.basis.beside"
)

// NewBasis returns the basis page in a language, without data.
func NewBasis(lang string) app.Composer {
	c := &basisPage{}
	c.frame, c.state, c.folds = newFrame(lang, atBasis), scenario.NewBasis(), map[string]*fold{}
	c.user, c.fills = c, c
	c.compute()
	c.said = c.announcement()
	return c
}

func (c *basisPage) words() *text.Basis { return &c.w.Basis }

// OnMount takes over the link and the columns used last.
func (c *basisPage) OnMount(ctx app.Context) {
	if !app.IsServer {
		c.beside.recall()
	}
	c.startForm(ctx, c.onShortcut)
	if !app.IsServer {
		c.startDrawing(ctx)
	}
}

// OnDismount ends what runs and lets go of the charts.
func (c *basisPage) OnDismount() {
	c.stopDesk()
	c.dropAnswers()
	c.stopDrawing()
}

// Render draws the page.
func (c *basisPage) Render() app.UI {
	c.isles.round++
	c.isles.roll(c.home) // what waits for its turn
	return c.framed(c.fragmentNow(), part.Page{Panels: append([]app.UI{c.top()}, c.panels()...)}.UI(),
		part.Foot{Printed: c.words().Printed + " · " + c.about()})
}

func (c *basisPage) fromLink(link string) (*scenario.Basis, []fault.Field) {
	return scenario.BasisFromFragment(link)
}

func (c *basisPage) field(path string) (scenario.Field, bool) { return scenario.BasisFieldAt(path) }

func (c *basisPage) inputs() []string {
	var out []string
	for _, f := range scenario.BasisFields() {
		out = append(out, f.Path)
	}
	for _, list := range [...]string{scenario.StageRows, scenario.EventRows} {
		for row := range c.state.Rows(list) {
			for _, name := range scenario.RowNames(list) {
				out = append(out, scenario.CellPath(list, row, name))
			}
		}
	}
	return out
}

func (c *basisPage) lastState() string { return keyLastBasis }
func (c *basisPage) copied() string    { return c.words().LinkCopied }

// onShortcut takes the keys that mean something on this page.
func (c *basisPage) onShortcut(ctx app.Context, p press) bool {
	if c.shortcut(ctx, p) {
		return true
	}
	switch {
	case p.ctrl:
		return false
	case p.key == "/":
		focus("of")
	case p.key == "[":
		c.nextProduct(ctx, -1)
	case p.key == "]":
		c.nextProduct(ctx, 1)
	default:
		return false
	}
	return true
}
