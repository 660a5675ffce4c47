package main

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

func drawn(t *testing.T, ui app.UI) string {
	t.Helper()
	root, err := parse(app.HTMLString(ui))
	if err != nil {
		t.Fatal(err)
	}
	text, err := markup(root)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// What go-app writes is not what the browser builds from the same elements.
// Each case is an element and the HTML a browser's own serializer gives for it.
func TestRepair(t *testing.T) {
	for _, c := range []struct {
		name, want string
		ui         app.UI
	}{
		{"quotes", `<p title="a &#34;b&#34; \ c&lt;d"></p>`, app.P().Title(`a "b" \ c<d`)},
		{"ideographic space", "<p title=\"一\u3000二\"></p>", app.P().Title("一\u3000二")},
		{"minus and nbsp", "<p title=\"−1\u00a0%\"></p>", app.P().Title("−1\u00a0%")},
		{"true of aria", `<p aria-hidden="true"></p>`, app.P().Attr("aria-hidden", "true")},
		{"true of data", `<p data-on="true"></p>`, app.P().Attr("data-on", true)},
		{"switch off", `<input type="text"/>`, app.Input().Type("text").Disabled(false).ReadOnly(false)},
		{"switch on", `<input checked="" type="checkbox"/>`, app.Input().Type("checkbox").Checked(true)},
		{"false of aria stays", `<p aria-expanded="false"></p>`, app.P().Attr("aria-expanded", "false")},
		{"value of true", `<input value="true"/>`, app.Input().Value("true")},
		{"text area", `<textarea>one
two</textarea>`, app.Textarea().Attr("value", "one\ntwo")},
		{"order", `<a class="c" href="/x" id="a" title="t"></a>`, app.A().Title("t").ID("a").Href("/x").Class("c")},
		{"no space between siblings", `<p><b>1</b><i>2</i></p>`, app.P().Body(app.B().Text("1"), app.I().Text("2"))},
		{"own space stays", `<p><b>1</b> and <i>2</i></p>`, app.P().Body(app.B().Text("1"), app.Text(" and "), app.I().Text("2"))},
		{"deep own space", `<div><p>a <b>1</b> b</p></div>`, app.Div().Body(app.P().Body(app.Text("a "), app.B().Text("1"), app.Text(" b")))},
		{"neighbouring texts", `<p>ab</p>`, app.P().Body(app.Text("a"), app.Text("b"))},
		{"text is escaped", `<p>&lt;script&gt; &amp; &#34;q&#34;</p>`, app.P().Text(`<script> & "q"`)},
		{"raw", `<div><svg aria-hidden="true" viewBox="0 0 1 1"><path d="M0 0"></path></svg></div>`,
			app.Div().Body(app.Raw(`<svg viewBox="0 0 1 1" aria-hidden="true"><path d="M0 0"/></svg>`))},
		{"raw keeps its entities", `<div><a title="a &amp; b">x</a></div>`, app.Div().Body(app.Raw(`<a title="a &amp; b">x</a>`))},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := drawn(t, c.ui); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestParseRefusesMisplacedElements(t *testing.T) {
	_, err := parse(app.HTMLString(app.P().Body(app.Div().Text("a block in a paragraph"))))
	if err == nil || !strings.Contains(err.Error(), "element stands") {
		t.Errorf("a <div> in a <p> was accepted: %v", err)
	}
	// A browser puts the rows into a body that the component knows nothing of.
	root, err := parse(app.HTMLString(app.Table().Body(app.Tr().Body(app.Td().Text("x")))))
	if err == nil {
		t.Errorf("rows without a table body were accepted: %v", root)
	}
}

type nested struct {
	app.Compo
	ready bool
}

func (n *nested) OnPreRender(app.Context) { n.ready = true }

func (n *nested) Render() app.UI {
	if !n.ready {
		return app.P().Text("waiting")
	}
	return app.P().Text("ready")
}

type outer struct{ app.Compo }

func (o *outer) Render() app.UI { return app.Div().Body(&nested{}) }

func TestRenderMountsNestedComponents(t *testing.T) {
	root, err := render(&outer{})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := markup(root); got != "<div><p>ready</p></div>" {
		t.Errorf("got %s", got)
	}
}

func TestCheck(t *testing.T) {
	served := func(path string) bool { return path == "/" || path == "/curve" }
	for _, c := range []struct {
		name, fault string // fault "" means accepted
		ui          app.UI
	}{
		{"fine", "", app.Div().Body(app.A().Href("/curve").Text("c"), app.A().Href("#a").Text("a"), app.P().ID("a"), app.Img().Attr("alt", "x").Src("data:image/png;base64,AA"))},
		{"a source to read", "", app.A().Href("https://www.example.org/notice").Text("notice")},
		{"style attribute", "style attribute", app.P().Style("color", "red")},
		{"inline handler", "inline handler", app.P().Attr("onclick", "x()")},
		{"script", "does not belong", app.Div().Body(app.Script().Src("/x.js"))},
		{"javascript", "leaves the site", app.A().Href("javascript:alert(1)")},
		{"javascript with a space before", "leaves the site", app.A().Href(" JavaScript:alert(1)")},
		{"picture of another site", "leaves the site", app.Img().Attr("alt", "x").Src("https://example.org/x.png")},
		{"address without scheme", "leaves the site", app.A().Href("//example.org/")},
		{"http link", "leaves the site", app.A().Href("http://example.org/")},
		{"dead link", "leads nowhere", app.A().Href("/nowhere")},
		{"dead anchor", "leads to no element", app.A().Href("#nowhere")},
		{"relative", "must begin with /", app.A().Href("curve")},
		{"second id", "second id", app.Div().Body(app.P().ID("a"), app.P().ID("a"))},
		{"label of nothing", "not there", app.Label().For("gone")},
		{"description of nothing", "not there", app.P().Attr("aria-describedby", "gone")},
		{"no alt", "without alt", app.Img().Src("/curve")},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, err := parse(app.HTMLString(c.ui))
			if err != nil {
				t.Fatal(err)
			}
			faults := strings.Join(check(root, served), "\n")
			if c.fault == "" && faults != "" || c.fault != "" && !strings.Contains(faults, c.fault) {
				t.Errorf("faults %q, want %q", faults, c.fault)
			}
		})
	}
}
