package part

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Term is a word with its definition and where that is from.
type Term struct{ Term, Text, Source string }

// Terms is a list of definitions.
type Terms struct{ Items []Term }

// UI draws the list as one piece.
func (t Terms) UI() app.UI {
	var b strings.Builder
	b.WriteString(`<dl class="terms">`)
	for _, it := range t.Items {
		b.WriteString(`<dt>` + escape(it.Term) + `</dt><dd>` + escape(it.Text))
		if it.Source != "" {
			b.WriteString(` <small>` + escape(it.Source) + `</small>`)
		}
		b.WriteString(`</dd>`)
	}
	return app.Raw(b.String() + `</dl>`)
}
