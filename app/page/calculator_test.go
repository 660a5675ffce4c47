package page

import (
	"os"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"

	"fairbasis/app/engine"
	"fairbasis/core/catalog/instant"
)

func TestMain(m *testing.M) {
	engine.Link(instant.All)
	os.Exit(m.Run())
}

func newTest(lang string) *calculator { return NewCalculator(lang).(*calculator) }

// shown renders a page as the site build does and returns its elements.
func shown(t *testing.T, c app.Composer) *html.Node {
	t.Helper()
	e := app.NewTestEngine()
	if err := e.Load(c); err != nil {
		t.Fatal(err)
	}
	e.ConsumeAll()
	n, err := html.Parse(strings.NewReader(app.HTMLString(c)))
	if err != nil {
		t.Fatal(err)
	}
	return n
}
