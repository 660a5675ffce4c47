// Command app is the page: the calculator in the browser, with the operations
// that are fast enough to be answered on the keystroke.
package main

import (
	"runtime/debug"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	site "fairbasis/app"
	"fairbasis/app/engine"
	"fairbasis/core/catalog/instant"
)

// garbage lets the heap grow to this many percent above what is in use before
// it is swept: the page needs little, but every key allocates, and a sweep in
// the middle of typing is felt.
const garbage = 400

func main() {
	debug.SetGCPercent(garbage)
	engine.Link(instant.All)
	site.Route()
	app.RunWhenOnBrowser()
}
