package page

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/library"
	"fairbasis/app/text"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/unit"
)

// data is the page of the user's files: what was recognised in each, what was
// not, corrections, a preview, joined series and the storage of the device.
// Files are handed from the browser to the engine; this program sees names,
// facts and the few points a chart needs.
type data struct {
	app.Compo
	frame

	files  []library.Entry
	room   library.Usage
	stale  bool // the list is to be read again in a moment
	listed bool // the list was read once
	queue  queue
	sorry  []refusal // files that were not read, until dismissed

	open   string          // ref of the file whose facts are shown; empty for none
	sure   string          // ref whose deletion is asked about, everything for all
	naming bool            // the name of the open file is being edited
	whole  map[string]bool // lists shown to their end, by the name of the list
	wrong  string          // why the last correction was refused
	panels int             // of the open file, drawn so far

	preview preview
	joint   joint

	said  string // what the live region says
	shown bool   // mounted in a browser
	offs  []func()
}

// refusal is a file that was not read, and why.
type refusal struct{ name, why string }

// everything stands for all files where one ref is expected.
const everything = "*"

// keyOpenFile is where the device keeps which file was open.
const keyOpenFile = "fairbasis.data.open"

// filesID is the id of the input that files are chosen with.
const filesID = "data-files"

// NewData returns the data page in a language, without files.
func NewData(lang string) app.Composer {
	return &data{frame: newFrame(lang, atData), whole: map[string]bool{}}
}

func (c *data) words() *text.Data { return &c.w.Data }

// OnMount lists the files and takes up those that were dropped meanwhile.
func (c *data) OnMount(ctx app.Context) {
	c.shown = true
	c.startFrame(ctx, c.onShortcut)
	if app.IsServer {
		return
	}
	c.open = recall(keyOpenFile)
	c.on(app.Window().Get("document"), "fbzoom", func(e app.Value) {
		id, from, to := e.Get("target").Get("id").String(), e.Get("detail").Get("from").Float(), e.Get("detail").Get("to").Float()
		if id == previewLive {
			ctx.Dispatch(func(ctx app.Context) { c.zoomed(ctx, from, to) })
		}
	})
	c.list(ctx, true)
	ctx.After(time.Second, func(ctx app.Context) {
		ctx.PreventUpdate()
		readyCharts()
	})
	c.offs = append(c.offs,
		library.Watch(func() {
			ctx.Dispatch(func(ctx app.Context) {
				ctx.PreventUpdate() // until the list is there
				c.changed(ctx)
			})
		}),
		library.OnDrop(func() { ctx.Dispatch(c.take) }))
}

// OnDismount ends what runs and lets go of the charts.
func (c *data) OnDismount() {
	c.shown = false
	for _, off := range c.offs {
		off()
	}
	c.offs = nil
	c.queue.end()
	c.stopFrame()
	disposeChart(previewLive)
	disposeChart(joinLive)
}

// changed lists the files again after something changed, here or in another
// tab. Changes come in swarms: one list answers for those of a moment.
func (c *data) changed(ctx app.Context) {
	if c.stale {
		return
	}
	c.stale = true
	c.lasting(ctx).After(150*time.Millisecond, func(ctx app.Context) {
		ctx.PreventUpdate()
		c.stale = false
		if c.shown {
			c.list(ctx, false)
		}
	})
}

// list reads the list of files again. With first, what an earlier visit left
// unread is read now.
func (c *data) list(ctx app.Context, first bool) {
	ctx = c.lasting(ctx)
	ctx.Async(func() {
		files, err := library.List(context.Background())
		room := library.Room(context.Background())
		ctx.Dispatch(func(ctx app.Context) {
			defer c.recovered(ctx)
			c.room, c.listed = room, true
			if err != nil {
				c.notices = append(c.notices, c.words().ListFailed.With("why", c.why(err)))
				return
			}
			c.setFiles(ctx, files)
			if first {
				for _, e := range files {
					if e.Facts == nil {
						c.readAgain(ctx, e.Ref)
					}
				}
			}
		})
	})
}

// setFiles takes over a new list; the preview follows where the open file is
// another one or was corrected elsewhere.
func (c *data) setFiles(ctx app.Context, files []library.Entry) {
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

// entry returns the file with a ref, or nil.
func (c *data) entry(ref string) *library.Entry {
	if i := slices.IndexFunc(c.files, func(e library.Entry) bool { return e.Ref == ref }); i >= 0 {
		return &c.files[i]
	}
	return nil
}

// opened returns the file whose facts are shown, or nil.
func (c *data) opened() *library.Entry {
	if c.open == "" {
		return nil
	}
	return c.entry(c.open)
}

// put takes over one changed entry.
func (c *data) put(e library.Entry) {
	if at := c.entry(e.Ref); at != nil {
		*at = e
		return
	}
	c.files = append(c.files, e)
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

// afterwards says how something went that changed the files, and lists them.
// It is called from a goroutine of its own.
func (c *data) afterwards(ctx app.Context, words string, err error) {
	ctx.Dispatch(func(ctx app.Context) {
		defer c.recovered(ctx)
		if err != nil {
			c.notices = append(c.notices, c.words().ActionFailed.With("why", c.why(err)))
			return
		}
		c.say(ctx, words, false)
		c.changed(ctx)
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

func (c *data) onDismissRefusal(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if i, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil && i < len(c.sorry) {
		c.sorry = slices.Delete(c.sorry, i, i+1)
	}
}

// onRetry tries again to save a file that only this page has.
func (c *data) onRetry(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	ref := ctx.JSSrc().Get("value").String()
	ctx = c.lasting(ctx)
	ctx.Async(func() {
		e, err := library.Retry(context.Background(), ref)
		ctx.Dispatch(func(ctx app.Context) {
			defer c.recovered(ctx)
			if err == nil {
				c.put(e)
			}
			c.changed(ctx)
		})
	})
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

// why is a refusal in words. Sizes in it come in bytes.
func (c *data) why(err error) string {
	f := *fault.From(err)
	if len(f.Fields) > 0 {
		first := f.Fields[0]
		params := map[string]string{}
		for name, value := range first.Params {
			if n, err := strconv.ParseInt(value, 10, 64); err == nil && (name == "size" || name == "used" || name == "quota" || name == "bytes") {
				value = bytes(n)
			}
			params[name] = value
		}
		first.Params = params
		f.Fields = []fault.Field{first}
	}
	return c.w.Refusal(&f)
}

// bytes writes a size as people say it.
func bytes[T ~int | ~int64](n T) string {
	switch x := float64(n); {
	case x >= 1e9:
		return unit.Print(x/1e9, 2) + " GB"
	case x >= 1e6:
		return unit.Print(x/1e6, 2) + " MB"
	case x >= 1e3:
		return unit.Print(x/1e3, 0) + " KB"
	}
	return strconv.Itoa(int(n)) + " B"
}

// count writes a number of things.
func count(n int) string { return unit.Print(float64(n), 0) }
