package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// basisDrawing is what the panels keep between two draws.
type basisDrawing struct{}

// startDrawing listens for what charts say; in a browser, when the page is there.
func (c *basisPage) startDrawing(app.Context) {}

// stopDrawing lets go of the charts.
func (c *basisPage) stopDrawing() {}

// drawAgain says that the charts of a part are to be drawn anew: it was answered.
func (c *basisPage) drawAgain(part string) {}

// headline says in words where the basis of the product stands; empty without
// an answer.
func (c *basisPage) headline() (title, lead string) { return "", "" }

// panels are the results in their order, each with its fields.
func (c *basisPage) panels() []app.UI {
	return []app.UI{}
}
