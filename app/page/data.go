package page

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/library"
	"fairbasis/app/text"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// data is the page of the user's files: what was recognised in each, what was
// not, corrections, a preview, joined series and the storage of the device.
// Files are handed from the browser to the engine; this program sees names,
// facts and the few points a chart needs.
type data struct {
	app.Compo
	desk

	open   string          // ref of the file whose facts are shown; empty for none
	sure   string          // ref whose deletion is asked about, everything for all
	naming bool            // the name of the open file is being edited
	whole  map[string]bool // lists shown to their end, by the name of the list
	wrong  string          // why the last correction was refused
	panels int             // of the open file, drawn so far

	preview preview
	joint   joint
}

// keyOpenFile is where the device keeps which file was open.
const keyOpenFile = "fairbasis.data.open"

// filesID is the id of the input that files are chosen with.
const filesID = "data-files"

// NewData returns the data page in a language, without files.
func NewData(lang string) app.Composer {
	c := &data{desk: desk{frame: newFrame(lang, atData)}, whole: map[string]bool{}}
	c.user = c
	return c
}

func (c *data) words() *text.Data { return &c.w.Data }

// OnMount lists the files and takes up those that were dropped meanwhile.
func (c *data) OnMount(ctx app.Context) {
	c.open = recall(keyOpenFile)
	c.startDesk(ctx, c.onShortcut)
	if app.IsServer {
		return
	}
	c.on(app.Window().Get("document"), "fbzoom", func(e app.Value) {
		id, from, to := e.Get("target").Get("id").String(), e.Get("detail").Get("from").Float(), e.Get("detail").Get("to").Float()
		if id == previewLive {
			ctx.Dispatch(func(ctx app.Context) { c.zoomed(ctx, from, to) })
		}
	})
}

// OnDismount ends what runs and lets go of the charts.
func (c *data) OnDismount() {
	c.stopDesk()
	disposeChart(previewLive)
	disposeChart(joinLive)
}

// relisted takes over a new list; the preview follows where the open file is
// another one or was corrected elsewhere.
func (c *data) relisted(ctx app.Context, files []library.Entry) {
	before := c.opened()
	c.files = files
	now := c.opened()
	if now == nil && len(files) > 0 && c.open != "" {
		c.show(ctx, files[0].Ref)
		return
	}
	if now != nil && now.Facts != nil && (before == nil || before.Facts == nil || !sameFacts(before.Facts, now.Facts)) {
		c.show(ctx, now.Ref)
	}
	if now == nil {
		c.closePreview()
	}
	c.checkJoin()
}

// opened returns the file whose facts are shown, or nil.
func (c *data) opened() *library.Entry {
	if c.open == "" {
		return nil
	}
	return c.entry(c.open)
}

// arrived shows a file that came alone, or the first.
func (c *data) arrived(ctx app.Context, e library.Entry, alone bool) {
	if alone || c.opened() == nil {
		c.show(ctx, e.Ref)
	}
}

// asked shows the question a file puts.
func (c *data) asked(ctx app.Context, e library.Entry, err error) {
	c.show(ctx, e.Ref)
	c.wrong = c.why(err)
}

// reread shows what came of a correction.
func (c *data) reread(ctx app.Context, e library.Entry, err error) {
	if err != nil {
		if fault.From(err).Code != fault.Canceled {
			c.wrong = c.why(err)
		}
		c.resync(ctx)
		return
	}
	c.wrong = ""
	if e.Ref == c.open {
		c.openPreview(ctx)
	}
	c.checkJoin()
}

// show opens a file and asks for its preview.
func (c *data) show(ctx app.Context, ref string) {
	if ref != c.open {
		c.wrong, c.naming = "", false
		clear(c.whole)
	}
	c.open = ref
	keep(keyOpenFile, ref)
	c.openPreview(ctx)
	if c.panels == 0 {
		c.unroll(ctx)
	}
}

// chartPanel and allPanels are the place of the chart among the panels of
// detail, and how many there are.
const chartPanel, allPanels = 5, 6

// unroll draws the panels of an open file one after the other: all at once
// they would hold the page for longer than a keystroke may take.
func (c *data) unroll(ctx app.Context) {
	defer c.recovered(ctx)
	if c.panels++; app.IsServer {
		c.panels = allPanels
	}
	if c.panels == chartPanel { // the bars may have come before
		ctx.Defer(func(ctx app.Context) { c.drawPreview(ctx) })
	}
	if c.panels < allPanels {
		c.lasting(ctx).After(10*time.Millisecond, c.unroll)
	}
}

func (c *data) onOpen(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	ref := ctx.JSSrc().Get("value").String()
	c.sure = ""
	c.show(ctx, ref)
}

// onDelete asks first; the second press, on another button, deletes.
func (c *data) onDelete(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.sure = ctx.JSSrc().Get("value").String()
}

func (c *data) onKeep(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.sure = ""
}

func (c *data) onReallyDelete(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	ref := ctx.JSSrc().Get("value").String()
	c.sure = ""
	c.queue.drop(ref)
	ctx = c.lasting(ctx)
	ctx.Async(func() {
		words, err := c.words().Deleted, error(nil)
		if ref == everything {
			words, err = c.words().Cleared, library.Clear(context.Background())
		} else {
			err = library.Remove(context.Background(), ref)
		}
		c.afterwards(ctx, words, err)
	})
}

func (c *data) onRename(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.naming = !c.naming
	if c.naming {
		c.lasting(ctx).Defer(func(app.Context) { focus("file-name") })
	}
}

// onName takes the new name when its field is committed.
func (c *data) onName(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	name, e := ctx.JSSrc().Get("value").String(), c.opened()
	c.naming = false
	if e == nil || name == "" || name == e.Name {
		return
	}
	ref := e.Ref
	ctx = c.lasting(ctx)
	ctx.Async(func() {
		_, err := library.Rename(context.Background(), ref, name)
		c.afterwards(ctx, c.words().RenameDone, err)
	})
}

func (c *data) onNameKey(ctx app.Context, e app.Event) {
	defer c.recovered(ctx)
	switch e.Get("key").String() {
	case "Escape":
		c.naming = false
	case "Enter":
		c.onName(ctx, e)
	default:
		ctx.PreventUpdate()
	}
}

func (c *data) onPersist(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	ctx = c.lasting(ctx)
	ctx.Async(func() {
		words := c.words().PersistRefused
		if library.Persist(context.Background()) {
			words = c.words().PersistGiven
		}
		c.afterwards(ctx, words, nil)
	})
}

// onExport hands out the clean bars of the open file; the button says as what.
func (c *data) onExport(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if e := c.opened(); e != nil {
		c.export(ctx, e, ctx.JSSrc().Get("value").String())
	}
}

func (c *data) onExportAll(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	for i := range c.files {
		c.export(ctx, &c.files[i], "csv")
	}
}

func (c *data) export(ctx app.Context, e *library.Entry, as string) {
	c.document(ctx, e, func(work context.Context) (op.File, error) {
		out, err := inquire(work, table.ExportKey, table.ExportInput{Ref: e.Ref, As: as})
		return out.File, err
	})
}

// onRejected hands out the rows of the open file that were not read.
func (c *data) onRejected(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if e := c.opened(); e != nil {
		c.document(ctx, e, func(work context.Context) (op.File, error) {
			out, err := inquire(work, table.RejectedKey, table.RejectedInput{Ref: e.Ref, As: "csv"})
			return out.File, err
		})
	}
}

// onFindings hands out the list of findings as it is shown, with all rows known.
func (c *data) onFindings(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	e := c.opened()
	if e == nil || e.Facts == nil {
		return
	}
	w := c.words()
	var s sheet
	s.head(w.Severity, w.Series, w.Finding, w.Done, w.Status, w.RowsOf)
	for _, p := range e.Facts.Problems {
		line := []cell{said(text.Named(w.Severities, string(p.Severity))), said(p.Symbol), said(c.finding(p)), said(text.Named(w.ActionNames, p.Action)), exact(float64(p.Count))}
		for _, row := range p.Rows {
			line = append(line, exact(float64(row)))
		}
		s.add(line...)
	}
	download(fileName(e.Name)+"-findings.csv", "text/csv;charset=utf-8", s.csv())
}

// onShortcut takes the keys that mean something on this page.
func (c *data) onShortcut(ctx app.Context, p press) bool {
	if p.ctrl || p.key != "/" {
		return false
	}
	focus(filesID)
	return true
}

// onWhole shows a list to its end, or only its beginning again.
func (c *data) onWhole(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	name := ctx.JSSrc().Get("value").String()
	c.whole[name] = !c.whole[name]
}
