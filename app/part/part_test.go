package part

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"
)

func TestEveryPartIsSoundMarkup(t *testing.T) {
	for name, ui := range samples() {
		t.Run(name, func(t *testing.T) {
			d := draw(t, ui)
			ids, refs := map[string]int{}, []string{}
			elements := 0
			for n := range d.root.Descendants() {
				if n.Type != html.ElementNode {
					continue
				}
				elements++
				for _, a := range n.Attr {
					switch {
					case a.Key == "style":
						t.Errorf("<%s> has a style attribute", n.Data)
					case a.Key == "id":
						ids[a.Val]++
					case a.Key == "for", a.Key == "aria-describedby":
						refs = append(refs, a.Val)
					case a.Key == "disabled", a.Key == "checked", a.Key == "readonly", a.Key == "open", a.Key == "selected":
						if a.Val != "" {
							t.Errorf("<%s> writes %s=%q; on the server only its presence counts", n.Data, a.Key, a.Val)
						}
					}
					if strings.Contains(a.Val, "NaN") || strings.Contains(a.Val, "Inf") {
						t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
					}
				}
				switch n.Data {
				case "button", "summary":
					if label, _ := attribute(n, "aria-label"); label == "" && words(n) == "" {
						t.Errorf("<%s> has no name", n.Data)
					}
				case "svg":
					if _, hidden := attribute(n, "aria-hidden"); !hidden && n.Parent.Data != "g" {
						if role, _ := attribute(n, "role"); role != "img" {
							t.Error("<svg> is neither hidden nor an image")
						}
					}
				}
			}
			if elements == 0 {
				t.Fatal("draws nothing")
			}
			for id, n := range ids {
				if n > 1 {
					t.Errorf("id %q is used %d times", id, n)
				}
			}
			for _, r := range refs {
				if ids[r] == 0 {
					t.Errorf("nothing has the id %q that is referred to", r)
				}
			}
		})
	}
}

// A page replaces each part by its next drawing on every keystroke.
type sheet struct {
	app.Compo
	body func() app.UI
	ctx  app.Context
}

func (s *sheet) OnPreRender(ctx app.Context) { s.ctx = ctx }

func (s *sheet) Render() app.UI { return app.Div().Body(s.body()) }

func TestEveryPartMountsAndUpdates(t *testing.T) {
	for name, ui := range samples() {
		t.Run(name, func(t *testing.T) {
			e := app.NewTestEngine()
			s := &sheet{body: func() app.UI { return ui }}
			if err := e.Load(s); err != nil {
				t.Fatalf("mounting: %v", err)
			}
			e.ConsumeAll()
			before := app.HTMLString(s)
			if !strings.Contains(before, "<") {
				t.Fatal("mounted but draws nothing")
			}
			drawnAgain := 0
			s.ctx.Dispatch(func(app.Context) {
				s.body = func() app.UI { drawnAgain++; return samples()[name] }
			})
			e.ConsumeAll()
			if !s.Mounted() || drawnAgain == 0 {
				t.Fatalf("mounted: %v, drawn again %d times", s.Mounted(), drawnAgain)
			}
			if after := app.HTMLString(s); len(after) != len(before) {
				t.Errorf("drawing the same again changed %d bytes into %d", len(before), len(after))
			}
		})
	}
}

func TestNumberFieldStates(t *testing.T) {
	base := NumberField{ID: "f", Label: "Futures price", Text: "4,312.1", Unit: "pt", Hint: "as quoted", Less: "Futures price −", More: "Futures price +"}
	d := draw(t, base.UI())
	d.says(".field label[for=f]", "Futures price")
	d.has("input", "value", "4,312.1")
	d.has("input", "inputmode", "decimal")
	d.has("input", "aria-describedby", "f-note")
	d.says("p.hint[id=f-note]", "as quoted")
	d.says(".unit", "pt")
	d.count("button.step[tabindex=-1][data-field=f]", 2)
	d.has("button[data-step=1]", "aria-label", "Futures price +")
	d.count("input[aria-invalid]", 0)

	warn := base
	warn.Warn = "not a multiple of 0.2"
	d = draw(t, warn.UI())
	d.says("p.hint.warn", "not a multiple of 0.2")
	d.count("p.hint svg", 1)
	d.count(".bad", 0)

	bad := warn
	bad.Err = "not a number: “1o.6”; write 10.6"
	d = draw(t, bad.UI())
	d.says(".field.bad p.hint.err", "not a number: “1o.6”; write 10.6")
	d.has("input", "aria-invalid", "true")
	d.count("p", 1)

	off := warn
	off.Off = "a forward trade borrows no stock"
	d = draw(t, off.UI())
	d.says(".field.off p.hint", "a forward trade borrows no stock")
	d.count("input[readonly][aria-disabled]", 1)
	d.count("button[disabled]", 2)

	bare := base
	bare.Bare, bare.Hint, bare.Unit, bare.Less, bare.More = true, "", "", "", ""
	d = draw(t, bare.UI())
	d.has(".cell input", "aria-label", "Futures price")
	d.count("label", 0)
	d.count("button", 0)
	d.count("input[aria-describedby]", 0)

	spoken := base
	spoken.Unit, spoken.Spoken = "‱", "万分之"
	d = draw(t, spoken.UI())
	d.says(".unit .vh", "万分之")
	d.count(".unit span[aria-hidden]", 1)
}

// What was typed may hold anything; it must come out as text.
func TestTypedTextIsEscaped(t *testing.T) {
	evil := `<img src=x onerror=alert(1)>&"`
	for name, ui := range map[string]app.UI{
		"note":    NumberField{ID: "f", Err: evil}.UI(),
		"run":     Note(Run{Text: evil, Strong: true}),
		"verdict": Verdict{Title: evil, Sentence: Words(evil)}.UI(),
		"mini":    Beside(Mini{Items: []MiniItem{{evil, evil, Plain}}, Verdict: evil}.UI()),
		"legend":  Legend(LegendItem{"hur", evil}),
		"cell":    Table{Rows: []Row{{Cells: []Cell{{Text: evil}, {Runs: Words(evil)}}}}}.UI(),
	} {
		d := draw(t, ui)
		if len(d.all("img")) > 0 {
			t.Errorf("%s: markup in a text became an element", name)
		}
		if got := words(d.root); !strings.Contains(got, evil) {
			t.Errorf("%s: says %q, want the text as typed", name, got)
		}
	}
}

func TestSentenceKeepsItsSpacing(t *testing.T) {
	d := draw(t, Verdict{Title: "无套利空间", Sentence: []Run{{Text: "年化是 "}, {Text: "−3.51%", Strong: true, Keep: true}, {Text: "，达不到 5%。"}}}.UI())
	d.says("p", "年化是 −3.51%，达不到 5%。")
	d.says("p span.nw strong", "−3.51%")
}

func TestSegmentedChoosesOne(t *testing.T) {
	d := draw(t, samples()["segmented"])
	d.has(".seg.tall", "aria-label", "Contract month")
	d.count(".seg[role=radiogroup] input[type=radio][name=month]", 3)
	d.has("input[checked]", "value", "2412")
	d.has("input[checked]", "aria-label", "December")
	d.says("label[for=month-2409] small", "7 d")
	d.count("input[disabled]", 1)
}

func TestSelectAndToggle(t *testing.T) {
	d := draw(t, samples()["select"])
	d.says("select option[selected]", "B")
	d.count("label.vh", 1)
	d = draw(t, samples()["toggle"])
	d.count("input[type=checkbox][checked]", 1)
	d.count("input[type=checkbox]", 1)
	draw(t, Toggle{ID: "x", Label: "x"}.UI()).count("input[checked]", 0)
}

func TestVerdictMarks(t *testing.T) {
	marks := map[string]bool{}
	for kind, class := range map[VerdictKind]string{None: "verdict", Forward: "verdict yes", Reverse: "verdict yes", Undefined: "verdict na"} {
		d := draw(t, Verdict{Kind: kind, Title: "t"}.UI())
		d.has(".verdict", "class", class)
		d.says("h1", "t")
		path, _ := attribute(d.one(".m svg path"), "d")
		marks[path] = true
	}
	if len(marks) != 4 {
		t.Errorf("four verdicts share %d marks; the mark tells them apart without colour", len(marks))
	}
	draw(t, Verdict{Level: 2, Title: "t"}.UI()).count("h2", 1)
	draw(t, Verdict{Level: 3, Title: "t"}.UI()).count("h3", 1)
}

func TestFigures(t *testing.T) {
	d := draw(t, samples()["figures"])
	d.says(".figs .hero dd", "4,448.73")
	d.says("dd.down.flash", "−136.73")
	d.count("dd", 3)
	draw(t, samples()["figures stale"]).count("dl.figs.eq.stale", 1)
}

func TestTopMarksThePage(t *testing.T) {
	d := draw(t, sampleTop(true))
	d.has("a.skip", "href", "#answer")
	d.has("nav.nav", "aria-label", "Main")
	d.says("nav a[aria-current=page]", "Calculator")
	d.count("nav a", 2)
	d.count(".net.is-off[role=status]", 1)
	d.has("a[hreflang]", "lang", "en")
	d.has("input[name=theme][checked]", "value", "dark")
	d.has("input[name=updown][checked]", "value", "red")
	d.count("details[id=keys] kbd", 2)
	first := d.one("header").FirstChild
	for first.Type != html.ElementNode {
		first = first.NextSibling
	}
	if !matches(first, "a.skip") {
		t.Errorf("the first element of the bar is <%s>, want the skip link", first.Data)
	}
}

func TestNoticesAndToast(t *testing.T) {
	d := draw(t, samples()["notices"])
	d.count(".notes[role=status] .note", 5)
	d.says(".note button", "Update")
	d.says(".note.warn p", "Calendar ends.")
	d.says(".note.err p", "Not saved.")
	draw(t, Notices{}.UI()).count(".notes[role=status]", 1)
	d = draw(t, samples()["toast"])
	d.says("[role=status] .toast button", "Undo")
	draw(t, samples()["toast none"]).count("[role=status] .toast", 0)
}

// On a phone the page is one column in source order, so the order of the
// source is the order of reading and of the Tab key.
func TestPanesOrderIsThePhones(t *testing.T) {
	d := draw(t, samples()["panes"])
	var got []string
	for c := range d.one("main.wrap.two").ChildNodes() {
		if c.Type == html.ElementNode {
			got = append(got, c.Data+"."+strings.Join(classes(c), "."))
		}
	}
	want := "section.rail.pick section.answer div.mini section.rail.ask div.main"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("main holds %s, want %s", s, want)
	}
	last := d.one("section.answer").LastChild
	for last.Type != html.ElementNode {
		last = last.PrevSibling
	}
	if !matches(last, "div.tools") {
		t.Errorf("the answer ends with <%s>, want its tools", last.Data)
	}
	d.count("section.answer[id=answer][aria-labelledby=v]", 1)
	d.count("form", 0)
}

func TestToolbarNamesItsIcons(t *testing.T) {
	d := draw(t, samples()["toolbar"])
	d.count(".tools hr", 1)
	d.count("button[aria-label=Undo] svg", 1)
	d.count("button.bare", 2)
}

func TestButtonVariants(t *testing.T) {
	d := draw(t, samples()["button off"])
	d.count("button[disabled][aria-pressed]", 1)
	d = draw(t, Button{ID: "i", Name: "apply", Value: "fee", Label: "Apply fee", Text: "Apply", Kind: Link}.UI())
	d.count("button.bare.link[id=i][name=apply][value=fee][type=button]", 1)
	d = draw(t, samples()["button link"])
	d.has("a.btn.bare", "href", "/en/")
}

func TestIconsAreDrawnOnce(t *testing.T) {
	seen := map[string]IconName{}
	for name, inside := range drawings {
		d := draw(t, Beside(Icon(name)))
		d.count("svg.i[aria-hidden]", 1)
		if other, ok := seen[inside]; ok {
			t.Errorf("%s and %s are the same drawing", name, other)
		}
		seen[inside] = name
	}
}

func TestJobStaysInRange(t *testing.T) {
	d := draw(t, samples()["job"])
	d.has("progress", "value", "18")
	d.has("progress", "max", "40")
	d = draw(t, Job{Done: 7, Total: 0, Label: "x"}.UI())
	d.has("progress", "max", "1")
	d.has("progress", "value", "1")
}

func TestChartHasTwinAndSaves(t *testing.T) {
	d := draw(t, samples()["chart"])
	d.has("figure div.chart.s", "aria-label", "Implied repo by days left")
	d.has("div.chart", "role", "img")
	d.count("details table", 1)
	d.has("button[value=svg]", "name", "c")
	d.has("button[value=csv]", "aria-label", "Save chart as CSV")
}

func TestDropAndEmpty(t *testing.T) {
	d := draw(t, samples()["drop"])
	d.has(".drop[data-drop] input[type=file]", "accept", ".csv")
	d.count("input[multiple]", 1)
	d.says("label[for=file]", "Choose")
	d = draw(t, samples()["empty"])
	d.says(".empty strong", "No data")
	d.count(".empty button.go", 1)
}

func TestDefinitionsAndDisclosure(t *testing.T) {
	d := draw(t, samples()["facts"])
	d.says("dl.facts dt", "Expiry")
	d.says("dl.facts dd", "2024-12-20")
	d = draw(t, samples()["more"])
	d.count("details.more.paper[open][id=m]", 1)
	d.has("p.small a", "href", "#m")
	d = draw(t, samples()["formula"])
	d.says(".fx div", "Rb = 1")
	d.says(".fx sub", "b")
	d.has(".fx", "aria-label", "Formulas")
}
