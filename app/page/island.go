package page

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// island is a part of a page that is drawn by itself: what the page does
// otherwise leaves it alone, and its being drawn anew leaves the page alone.
type island struct {
	app.Compo

	// Round makes the page draw it along: the page hands in another number
	// whenever it draws itself. Of an island that waits for its turn it stays.
	Round int

	spot *spot
	ctx  app.Context
}

// spot is where an island lies: the page keeps it, islands come and go.
type spot struct {
	name string
	key  func() any    // what the drawing depends on, comparable; nil where it is drawn along with the page
	draw func() app.UI // the drawing
	at   *island       // nil while none is there
	now  any           // key of what is shown

	chart func(app.Context) // draws the chart in it; nil without one
	due   bool              // the chart is to be drawn anew
}

// archipelago are the islands of a page in the order in which they are drawn.
type archipelago struct {
	spots   []*spot
	round   int
	rolling bool
}

// island is the part of the page with a name. With a key it is drawn anew
// where that is another one than before, when its turn comes; without one
// whenever the page is. Key, drawing and chart are those of the first call.
func (a *archipelago) island(name string, key func() any, draw func() app.UI, chart func(app.Context)) app.UI {
	s := a.named(name)
	if s == nil {
		s = &spot{name: name, key: key, draw: draw, chart: chart}
		a.spots = append(a.spots, s)
	}
	i := &island{spot: s}
	if key == nil || app.IsServer { // which has no turns
		i.Round = a.round
	}
	return i
}

// named is the spot of a name; nil where there is none yet.
func (a *archipelago) named(name string) *spot {
	for _, s := range a.spots {
		if s.name == name {
			return s
		}
	}
	return nil
}

// OnMount notes where the island is drawn.
func (i *island) OnMount(ctx app.Context) {
	ctx.PreventUpdate()
	i.ctx, i.spot.at = ctx, i
}

// OnDismount gives the spot free.
func (i *island) OnDismount() {
	if i.spot.at == i {
		i.spot.at = nil
	}
}

// Render draws the island.
func (i *island) Render() app.UI {
	if i.spot.key != nil {
		i.spot.now = i.spot.key()
	}
	return i.spot.draw()
}

// waits reports whether something else is shown than would be drawn now.
func (s *spot) waits() bool { return s.at != nil && s.key != nil && s.now != s.key() }

// refresh draws an island anew, and not the page of home around it.
func (s *spot) refresh(home app.Context) {
	if s.at != nil {
		s.at.ctx.Dispatch(func(app.Context) { home.PreventUpdate() })
	}
}

// alone draws the islands without a key anew: all that depends on what changes
// many times a second.
func (a *archipelago) alone(home app.Context) {
	for _, s := range a.spots {
		if s.key == nil {
			s.refresh(home)
		}
	}
}

// due says that the chart in an island is to be drawn anew.
func (a *archipelago) due(names ...string) {
	for _, name := range names {
		if s := a.named(name); s != nil {
			s.due = true
		}
	}
}

// roll draws the islands that wait and the charts that are due one after the
// other: all at once they would hold the page for longer than a keystroke may
// take.
func (a *archipelago) roll(home app.Context) {
	if a.rolling || home.Context == nil || a.next() == nil {
		return
	}
	a.rolling = true
	var turn func(app.Context)
	turn = func(ctx app.Context) {
		ctx.PreventUpdate()
		s := a.next()
		switch {
		case s == nil:
			a.rolling = false
			return
		case s.waits():
			s.refresh(home)
		default:
			s.due = false
			s.chart(ctx)
		}
		ctx.Defer(func(app.Context) { home.After(time.Millisecond, turn) }) // once this one is there
	}
	home.After(time.Millisecond, turn)
}

// next is the first island whose turn it is.
func (a *archipelago) next() *spot {
	for _, s := range a.spots {
		if s.waits() || s.at != nil && s.due {
			return s
		}
	}
	return nil
}
