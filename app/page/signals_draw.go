package page

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// drawing is what the charts and panels keep between two draws.
type drawing struct{}

// drawPrice draws candles, regimes, trades, f' and f” anew: after view or test
// was answered.
func (c *signals) drawPrice(app.Context) {}

// drawFit hands the curve of fitted to the chart of prices and leaves the rest
// of it alone.
func (c *signals) drawFit(app.Context) {}

// drawTest draws equity and drawdown: after test was answered.
func (c *signals) drawTest(app.Context) {}

// Panels with what was answered. Before that they hold what a page without
// data shows: metricsPanel the table as report 001 published it, the others an
// empty place of the same id.
func (c *signals) pricePanel() app.UI    { return app.Div() }
func (c *signals) metricsPanel() app.UI  { return app.Div() }
func (c *signals) equityPanel() app.UI   { return app.Div() }
func (c *signals) drawdownPanel() app.UI { return app.Div() }
func (c *signals) tradesPanel() app.UI   { return app.Div() }
func (c *signals) monthsPanel() app.UI   { return app.Div() }

// sweepPanel draws the heat maps below sweepAsk (axes, button, progress).
func (c *signals) sweepPanel() app.UI    { return app.Div() }
func (c *signals) evidencePanel() app.UI { return app.Div() }
