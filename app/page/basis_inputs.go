package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// top is what is studied, and the answer in words.
func (c *basisPage) top() app.UI { return app.Div() }

// unfold opens what holds a field that wants attention.
func (c *basisPage) unfold(path string) {}

// about says what is studied.
func (c *basisPage) about() string { return c.product }

// announcement is the answer for those who hear the page.
func (c *basisPage) announcement() string { return "" }
