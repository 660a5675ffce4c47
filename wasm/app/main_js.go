// Command app is the page: the calculator in the browser, with the operations
// that are fast enough to be answered on the keystroke.
package main

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	site "fairbasis/app"
	"fairbasis/app/engine"
	"fairbasis/core/catalog/instant"
)

func main() {
	engine.Link(instant.All)
	site.Route()
	app.RunWhenOnBrowser()
}
