package page

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/library"
	"fairbasis/app/part"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// desk is a page that works on the user's files: the list of them, what is
// being done with them, and those that were refused. A page embeds it, sets
// user to itself, and calls startDesk in OnMount and stopDesk in OnDismount.
type desk struct {
	frame
	user     fileUser
	computes op.Program // asked over the files: it is started while a file is read

	files  []library.Entry
	room   library.Usage
	stale  bool // the list is to be read again in a moment
	listed bool // the list was read once
	queue  queue
	sorry  []refusal // files that were not read, until dismissed
	said   string    // what the live region says
	shown  bool      // mounted in a browser
	offs   []func()
}

// fileUser is what a page does about its files.
type fileUser interface {
	// relisted takes over a new list; the page keeps it in files.
	relisted(ctx app.Context, files []library.Entry)
	// arrived has a file that was just added and read. alone says that nothing
	// else came with it, so that it is what the user wants to see.
	arrived(ctx app.Context, e library.Entry, alone bool)
	// asked has a file that was kept although it could not be read: its refusal
	// asks for something only the user knows.
	asked(ctx app.Context, e library.Entry, err error)
	// reread has a file that was read anew with other corrections, or why not.
	reread(ctx app.Context, e library.Entry, err error)
	// resync puts controls back to what holds after a job was canceled.
	resync(ctx app.Context)
}

// startDesk lists the files and takes up those that were dropped meanwhile.
func (c *desk) startDesk(ctx app.Context, onKey func(app.Context, press) bool) {
	c.shown = true
	c.startFrame(ctx, onKey)
	if app.IsServer {
		return
	}
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

// stopDesk ends what runs.
func (c *desk) stopDesk() {
	c.shown = false
	for _, off := range c.offs {
		off()
	}
	c.offs = nil
	c.queue.end()
	c.stopFrame()
}

// refusal is a file that was not read, and why.
type refusal struct{ name, why string }

// everything stands for all files where one ref is expected.
const everything = "*"

// changed lists the files again after something changed, here or in another
// tab. Changes come in swarms: one list answers for those of a moment.
func (c *desk) changed(ctx app.Context) {
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
func (c *desk) list(ctx app.Context, first bool) {
	ctx = c.lasting(ctx)
	ctx.Async(func() {
		files, err := library.List(context.Background())
		room := library.Room(context.Background())
		ctx.Dispatch(func(ctx app.Context) {
			defer c.recovered(ctx)
			c.room, c.listed = room, true
			if err != nil {
				c.notices = append(c.notices, c.w.Data.ListFailed.With("why", c.why(err)))
				return
			}
			c.user.relisted(ctx, files)
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

// entry returns the file with a ref, or nil.
func (c *desk) entry(ref string) *library.Entry {
	if i := slices.IndexFunc(c.files, func(e library.Entry) bool { return e.Ref == ref }); i >= 0 {
		return &c.files[i]
	}
	return nil
}

// put takes over one changed entry.
func (c *desk) put(e library.Entry) {
	if at := c.entry(e.Ref); at != nil {
		*at = e
		return
	}
	c.files = append(c.files, e)
}

// afterwards says how something went that changed the files, and lists them.
// It is called from a goroutine of its own.
func (c *desk) afterwards(ctx app.Context, words string, err error) {
	ctx.Dispatch(func(ctx app.Context) {
		defer c.recovered(ctx)
		if err != nil {
			c.notices = append(c.notices, c.w.Data.ActionFailed.With("why", c.why(err)))
			return
		}
		c.say(ctx, words, false)
		c.changed(ctx)
	})
}

func (c *desk) onDismissRefusal(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if i, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil && i < len(c.sorry) {
		c.sorry = slices.Delete(c.sorry, i, i+1)
	}
}

// onRetry tries again to save a file that only this page has.
func (c *desk) onRetry(ctx app.Context, _ app.Event) {
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

// why is a refusal in words. Sizes in it come in bytes.
func (c *desk) why(err error) string {
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

// complaints are the files that were not read and those that were not saved.
func (c *desk) complaints() []app.UI {
	w := c.w.Data
	var out []app.UI
	for i, r := range c.sorry {
		out = append(out, part.Notice{Kind: part.NoticeErr, Text: loose(w.Refused.With("name", r.name, "why", r.why) + c.w.Stop() + w.NothingLost),
			Action: &part.Button{Value: strconv.Itoa(i), Text: c.w.Frame.Dismiss, Kind: part.Bare, OnClick: c.onDismissRefusal}}.UI())
	}
	for _, e := range c.files {
		if e.Saved || e.Why == nil {
			continue
		}
		out = append(out, part.Notice{Kind: part.NoticeWarn, Text: loose(w.NotSaved.With("name", e.Name, "why", c.why(e.Why)) + c.w.Stop() + w.NotSavedHelp),
			Action: &part.Button{Value: e.Ref, Text: w.Retry, OnClick: c.onRetry}}.UI())
	}
	return out
}
