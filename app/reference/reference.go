// Package reference is the page that describes the hosted API: what it takes,
// what it answers, and a form to try it. It is written from the catalog when
// the site is built; no program of the page links it.
package reference

import (
	"context"
	"embed"
	"encoding/json"
	"html/template"
	"reflect"
	"strconv"
	"strings"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/openapi"
	"fairbasis/core/problem"
	"fairbasis/core/signal"
)

//go:embed pages
var pages embed.FS

var templates = template.Must(template.New("").ParseFS(pages, "pages/*.html"))

// Folder is where the whole requests of the examples are, as NAME.json.
const Folder = "/api/examples/"

// anywhere is the base address where the site's own is not known. The script
// of the page puts the true one in its place.
const anywhere = "https://example.org"

// view is what the templates draw.
type view struct {
	W      *words
	Guide  template.HTML
	Groups []group
}

type group struct {
	ID, Title string
	Ops       []operation
}

type operation struct {
	W              *words
	Name, Title    string
	Get            bool
	CSV            bool   // takes a file as the body
	Only           bool   // and nothing else
	Query, Sent    string // the parameters beside the file of the example, and its address
	Request, Reply table
	Commands       []code
	Shown          *code
	Answer         code
	File, Path     string // of the whole request, where it is shown cut; and in any case
}

type table struct {
	W                         *words
	ID, Title, Caption, Count string
	Same, Text                string
	Rows                      []line
}

type line struct {
	ID, Parent, Name, Kind, Must, Doc string
	Choices                           []string
	Same, SameText                    string
}

type code struct{ Title, Text string }

// Main returns what stands in the main element of the page in a language.
// origin is where the site will be, or empty.
func Main(lang, origin string) (string, error) {
	key := [2]string{lang, origin}
	if text, ok := written[key]; ok {
		return text, nil
	}
	text, err := write(lang, origin)
	if err == nil {
		written[key] = text
	}
	return text, err
}

// written is what Main has returned: tests build the site many times.
var written = map[[2]string]string{}

func write(lang, origin string) (string, error) {
	w := wordsOf(lang)
	if origin == "" {
		origin = anywhere
	}
	samples, err := examples()
	if err != nil {
		return "", err
	}
	v := view{W: w}
	lister := newWriter()
	for i, ops := range bySubject(catalog.All) {
		subject := openapi.Subjects[i].Name
		g := group{ID: anchor(subject), Title: w.Subjects[subject]}
		for _, o := range ops {
			one, err := w.operation(lister, o, samples[o.Name], origin)
			if err != nil {
				return "", err
			}
			g.Ops = append(g.Ops, one)
		}
		v.Groups = append(v.Groups, g)
	}
	for _, g := range v.Groups {
		for _, o := range g.Ops {
			lister.anchor(o.Request.Rows)
			lister.anchor(o.Reply.Rows)
		}
	}
	if v.Guide, err = w.guide(samples, origin); err != nil {
		return "", err
	}
	var b strings.Builder
	err = templates.ExecuteTemplate(&b, "page", v)
	return b.String(), err
}

// anchor leaves an id only to the rows that links lead to.
func (w *writer) anchor(rows []line) {
	for i := range rows {
		if !w.used[rows[i].ID] {
			rows[i].ID = ""
		}
	}
}

func (w *words) operation(lister *writer, o op.Op, e example, origin string) (operation, error) {
	request, err := parse(e.request)
	if err != nil {
		return operation{}, err
	}
	reply, err := parse(e.reply)
	if err != nil {
		return operation{}, err
	}
	out := operation{
		W: w, Name: o.Name, Title: w.doc(o.Title), Get: answersGET(o), CSV: e.csv != nil, Only: e.only, Sent: e.file, Path: Folder + o.Name + ".json",
		Request: w.table(lister.body(o, "request", o.RequestSchema(), o.RequestType()), w.Request, o.Name, true),
		Reply:   w.table(lister.body(o, "reply", o.ReplySchema(), o.ReplyType()), w.Reply, o.Name, false),
		Answer:  code{w.ShownReply, reply.short().pretty()},
	}
	url := origin + "/v1/" + o.Name
	switch text := request.whole(); {
	case e.only:
	case len(text) <= mostInline:
		out.Commands = append(out.Commands, code{"POST", post(url, text)})
	default:
		out.File = out.Path
		out.Commands = append(out.Commands, code{"POST", "curl -s " + origin + out.Path + " | curl -s " + url + " -H 'Content-Type: application/json' -d @-"})
		out.Shown = &code{w.ShownRequest, request.short().pretty()}
	}
	if out.Get {
		out.Commands = append(out.Commands, code{"GET", "curl -s " + quote(url+"?"+strings.Join(request.query(), "&"))})
	}
	if out.CSV {
		rest, err := parse(e.csv)
		if err != nil {
			return operation{}, err
		}
		out.Query = strings.Join(rest.query(), "&")
		out.Commands = append(out.Commands, code{"CSV", upload(origin+e.file, url, out.Query)})
	}
	return out, nil
}

// upload is a command that sends a file of the site.
func upload(file, url, query string) string {
	if query != "" {
		url = quote(url + "?" + query)
	}
	return "curl -s " + file + " | curl -s " + url + " -H 'Content-Type: text/csv' --data-binary @-"
}

// post is a command that sends JSON.
func post(url, body string) string {
	return "curl -s " + url + " -H 'Content-Type: application/json' -d " + quote(body)
}

// quote makes one word of a text for a shell.
func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

func (w *words) table(p body, title, name string, asked bool) table {
	t := table{W: w, ID: p.ID, Title: title, Caption: name + ": " + title, Same: p.Same, Text: p.Text}
	if p.Same == "" {
		t.Count = strconv.Itoa(len(p.Rows))
	}
	for _, r := range p.Rows {
		l := line{ID: r.ID, Parent: r.Parent, Name: r.Name, Kind: w.kind(r), Doc: w.doc(r.Doc), Choices: r.Choices, Same: r.Same}
		if asked && r.Required {
			l.Must = w.Must
		}
		if r.Same != "" {
			l.SameText = strings.ReplaceAll(w.Same, "{place}", r.SameText)
		}
		t.Rows = append(t.Rows, l)
	}
	return t
}

// kind says what a member is: "list of rates".
func (w *words) kind(r row) string {
	text := w.Kinds[r.Kind[len(r.Kind)-1]]
	if last := r.Kind[len(r.Kind)-1]; last == "list" || last == "map" {
		text = w.Kinds["object"]
		r.Kind = append(r.Kind, "")
	}
	for i := len(r.Kind) - 2; i >= 0; i-- {
		pattern := w.ListOf
		if r.Kind[i] == "map" {
			pattern = w.MapOf
		}
		text = strings.ReplaceAll(pattern, "{kind}", text)
	}
	if r.Maybe {
		text = strings.ReplaceAll(w.OrUndefined, "{kind}", text)
	}
	return text
}

// limits are the caps as the page writes them.
var limits = map[string]string{
	"Body": grouped(hosted.Limits.Body), "Bars": grouped(hosted.Limits.Bars), "Calls": grouped(hosted.Limits.Batch),
	"Window": grouped(signal.MaxWindow), "Order": grouped(signal.MaxOrder),
}

// grouped writes a whole number with commas.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// failure is one kind of failure in the list of them.
type failure struct{ Code, Status, Text string }

func (w *words) guide(samples map[string]example, origin string) (template.HTML, error) {
	var codes []failure
	kind, _ := reflect.TypeFor[problem.Problem]().FieldByName("Code")
	for _, name := range strings.Split(kind.Tag.Get("enum"), ",") {
		p := problem.Of(w.Suffix, &fault.Error{Code: fault.Code(name)})
		status := strconv.Itoa(p.Status)
		if name == string(fault.Invalid) {
			status = "400, 422"
		}
		codes = append(codes, failure{name, status, p.Title})
	}
	_, refused := catalog.All.Call(context.Background(), "arb", []byte(`{"contract":"IM2412","date":"2024-09-13","spot":-4413.387,"futures":4312,"rate":0.03,"hurdle":0.05}`))
	p := problem.Of(w.Suffix, fault.From(refused))
	p.RequestID = "7f3c9a"
	text, err := json.Marshal(p)
	if err != nil {
		return "", err
	}
	shown, err := parse(text)
	if err != nil {
		return "", err
	}
	request, err := parse(samples["fair_value"].request)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = templates.ExecuteTemplate(&b, "guide_"+w.Suffix+".html", map[string]any{
		"W": w, "BatchFile": batchFile, "Base": origin, "Codes": codes, "Problem": shown.pretty(), "Limits": limits,
		"Post":  post(origin+"/v1/fair_value", request.whole()),
		"Get":   "curl -s " + quote(origin+"/v1/fair_value?"+strings.Join(request.query(), "&")),
		"Batch": post(origin+"/v1/batch", string(batch(samples))),
		"CSV":   upload(origin+barsFile, origin+"/v1/signals", "window=60&order=2&tail=5") + " -H 'Accept: text/csv'",
	})
	return template.HTML(b.String()), err
}
