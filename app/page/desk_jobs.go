package page

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/engine"
	"fairbasis/app/library"
	"fairbasis/app/part"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// stage is what a job does at the moment.
type stage int

const (
	waiting stage = iota
	saving
	reading
	exporting
	joining
)

// job is one piece of work that takes a while. Jobs run one after the other:
// the engine does one thing at a time anyway, and the first file of many is
// there sooner.
type job struct {
	no          int
	ref         string // the file it is about, where there is one already
	name        string
	stage       stage
	size        int64 // bytes of the file
	done, total int64
	began       time.Time // of the present stage
	visible     bool      // it takes longer than 300 ms
	run         func(context.Context, *job)
	cancel      context.CancelFunc // of a running job
}

// queue holds the jobs, the running one first.
type queue struct {
	jobs []*job
	last int
}

func (q *queue) find(no int) *job {
	if i := slices.IndexFunc(q.jobs, func(j *job) bool { return j.no == no }); i >= 0 {
		return q.jobs[i]
	}
	return nil
}

// remove takes a job out of the list and ends it.
func (q *queue) remove(no int) *job {
	i := slices.IndexFunc(q.jobs, func(j *job) bool { return j.no == no })
	if i < 0 {
		return nil
	}
	j := q.jobs[i]
	q.jobs = slices.Delete(q.jobs, i, i+1)
	if j.cancel != nil {
		j.cancel()
	}
	return j
}

// drop ends the jobs about a file, or about all files.
func (q *queue) drop(ref string) {
	for _, j := range slices.Clone(q.jobs) {
		if j.ref == ref || ref == everything {
			q.remove(j.no)
		}
	}
}

func (q *queue) end() { q.drop(everything) }

// inquire asks the engine a heavy question.
func inquire[In op.Request, Out any](ctx context.Context, key op.Key[In, Out], in In) (Out, error) {
	return engine.Do(ctx, key, in)
}

// begin puts a job into the queue and starts it when its turn comes. run works
// in a goroutine of its own and ends with finish.
func (c *desk) begin(ctx app.Context, j *job, run func(context.Context, *job)) {
	c.queue.last++
	j.no, j.run, j.began = c.queue.last, run, time.Now()
	c.queue.jobs = append(c.queue.jobs, j)
	ctx = c.lasting(ctx)
	ctx.After(300*time.Millisecond, func(ctx app.Context) {
		if c.queue.find(j.no) == nil {
			ctx.PreventUpdate()
			return
		}
		j.visible = true
	})
	c.pump(ctx)
}

// pump starts the first job where none runs.
func (c *desk) pump(ctx app.Context) {
	if len(c.queue.jobs) == 0 || c.queue.jobs[0].cancel != nil {
		return
	}
	j := c.queue.jobs[0]
	work, cancel := context.WithCancel(context.Background())
	j.cancel, j.began = cancel, time.Now()
	if j.stage == waiting {
		j.stage = reading
	}
	c.lasting(ctx).Async(func() { j.run(work, j) })
}

// finish ends a job from its goroutine and lets the page see what came of it.
// Of a job that was canceled nothing is said twice.
func (c *desk) finish(ctx app.Context, j *job, then func(ctx app.Context)) {
	ctx.Dispatch(func(ctx app.Context) {
		defer c.recovered(ctx)
		known := c.queue.remove(j.no) != nil
		if known && c.shown {
			then(ctx)
		}
		c.pump(ctx)
	})
}

// progress returns what a goroutine tells about its job, and a context whose
// ticks do the same. The page hears of it four times a second.
func (c *desk) progress(work context.Context, ctx app.Context, j *job) (context.Context, func(at stage, done, total int64)) {
	heard, last := time.Time{}, stage(-1)
	tell := func(at stage, done, total int64) {
		now := time.Now()
		if at == last && now.Sub(heard) < 250*time.Millisecond {
			return
		}
		fresh := at != last
		heard, last = now, at
		ctx.Dispatch(func(ctx app.Context) {
			if fresh {
				j.stage, j.began = at, now
			}
			j.done, j.total = done, total
			if !j.visible {
				ctx.PreventUpdate()
			}
		})
	}
	return op.WithTick(work, func(done, total int) error { tell(reading, int64(done), int64(total)); return nil }), tell
}

// take makes a job of every file that was dropped or chosen.
func (c *desk) take(ctx app.Context) {
	defer c.recovered(ctx)
	drops := library.Dropped()
	for _, d := range drops {
		if d.Folder {
			library.Discard(d.Slot)
			c.refuse(d.Name, &fault.Error{Code: fault.Invalid, Fields: []fault.Field{fault.Note("", library.FolderDropped, "", "name", d.Name)}})
			continue
		}
		c.add(ctx, d.Name, d.Size, len(drops) == 1, func(work context.Context, tell func(done, total int64)) (library.Entry, bool, error) {
			return library.Add(work, d.Slot, tell)
		})
	}
}

// add saves and reads one file. alone says that nothing else came with it, so
// that it is what the user wants to see.
func (c *desk) add(ctx app.Context, name string, size int64, alone bool, get func(context.Context, func(done, total int64)) (library.Entry, bool, error)) {
	ctx = c.lasting(ctx)
	j := &job{name: name, size: size}
	c.begin(ctx, j, func(work context.Context, j *job) {
		work, tell := c.progress(work, ctx, j)
		e, known, err := get(work, func(done, total int64) { tell(saving, done, total) })
		if err != nil {
			c.finish(ctx, j, func(ctx app.Context) { c.refuse(name, err) })
			return
		}
		if !known || e.Facts == nil {
			e, err = c.read(work, e, e.Choices)
		}
		if err != nil && !known && !askable(err) { // what cannot be read is of no use here, and would only take room
			_ = library.Remove(context.Background(), e.Ref)
		}
		c.finish(ctx, j, func(ctx app.Context) {
			if err != nil && e.Ref != "" && askable(err) {
				c.put(e)
				c.user.asked(ctx, e, err)
				return
			}
			if err != nil {
				c.refuse(name, err)
				return
			}
			c.put(e)
			c.user.arrived(ctx, e, alone)
			if known {
				c.say(ctx, c.w.Data.Known.With("name", name, "as", e.Name), false)
			} else {
				c.announce(e)
			}
			c.changed(ctx)
		})
	})
}

// read has the engine read a file with what the user said of it, and keeps
// both together.
func (c *desk) read(work context.Context, e library.Entry, choices table.Choices) (library.Entry, error) {
	engine.Warm(c.computes)
	loaded, err := inquire(work, table.LoadKey, table.LoadInput{Ref: e.Ref, Choices: choices})
	if err != nil {
		return e, err
	}
	kept, err := library.Correct(work, e.Ref, choices, &loaded)
	if err != nil {
		return e, err
	}
	if kept.Facts == nil {
		kept.Facts = &loaded
	}
	return kept, nil
}

// readAgain reads a file anew with the corrections it has.
func (c *desk) readAgain(ctx app.Context, ref string) {
	if e := c.entry(ref); e != nil {
		c.readWith(ctx, *e, e.Choices, "")
	}
}

// readWith reads a file with other corrections; words are said when that is
// done. The facts shown stay until then, and for good where it is refused.
func (c *desk) readWith(ctx app.Context, e library.Entry, choices table.Choices, words string) {
	ctx = c.lasting(ctx)
	c.queue.drop(e.Ref)
	j := &job{ref: e.Ref, name: e.Name, size: e.Size}
	c.begin(ctx, j, func(work context.Context, j *job) {
		work, _ = c.progress(work, ctx, j)
		now, err := c.read(work, e, choices)
		c.finish(ctx, j, func(ctx app.Context) {
			if err == nil {
				c.put(now)
			}
			c.user.reread(ctx, now, err)
			if err != nil {
				return
			}
			c.announce(now)
			if words != "" {
				c.say(ctx, words, false)
			}
		})
	})
}

// askable reports whether a refusal asks for something only the user knows,
// such as the day of a table without one.
func askable(err error) bool {
	f := fault.From(err)
	return len(f.Fields) > 0 && strings.HasPrefix(f.Fields[0].Path, "choices.")
}

func (c *desk) onAgain(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.readAgain(ctx, ctx.JSSrc().Get("value").String())
}

// document has the engine make a document about a file and hands it out.
func (c *desk) document(ctx app.Context, e *library.Entry, get func(context.Context) (op.File, error)) {
	ctx = c.lasting(ctx)
	j := &job{name: e.Name, stage: exporting, size: e.Size}
	c.begin(ctx, j, func(work context.Context, j *job) {
		work = op.WithTick(work, func(done, total int) error {
			ctx.Dispatch(func(ctx app.Context) {
				j.done, j.total = int64(done), int64(total)
				if !j.visible {
					ctx.PreventUpdate()
				}
			})
			return nil
		})
		file, err := get(work)
		if err == nil {
			err = library.Save(file)
		}
		c.finish(ctx, j, func(app.Context) {
			if err != nil && fault.From(err).Code != fault.Canceled {
				c.notices = append(c.notices, c.w.Data.ActionFailed.With("why", c.why(err)))
			}
		})
	})
}

// onSample adds simulated data; the button's value says which.
func (c *desk) onSample(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	which := ctx.JSSrc().Get("value").String()
	name := c.w.Data.SampleMinute
	if which == "daily" {
		name = c.w.Data.SampleDaily
	}
	c.add(ctx, name, 0, true, func(work context.Context, _ func(done, total int64)) (library.Entry, bool, error) {
		made, err := inquire(work, table.DemoKey, table.DemoInput{Name: which})
		if err != nil {
			return library.Entry{}, false, err
		}
		return library.AddBytes(work, made.File)
	})
}

func (c *desk) onCancel(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	no, err := strconv.Atoi(ctx.JSSrc().Get("value").String())
	if err != nil {
		return
	}
	if j := c.queue.remove(no); j != nil {
		c.say(ctx, c.w.Data.Canceled.With("name", j.name), false)
		c.user.resync(ctx)
	}
}

// refuse lists a file that was not read. What the user canceled is none.
func (c *desk) refuse(name string, err error) {
	if fault.From(err).Code == fault.Canceled {
		return
	}
	why, fields := c.why(err), fault.From(err).Fields
	for i := 1; i < min(len(fields), mostWhys); i++ {
		why += c.w.Stop() + c.why(&fault.Error{Code: fault.Invalid, Fields: fields[i:]})
	}
	if more := len(fields) - mostWhys; more > 0 {
		why += c.w.Stop() + c.w.Data.AndMore.With("n", count(more))
	}
	c.sorry = append(c.sorry, refusal{name, why})
}

// mostWhys is how many reasons of one refusal are told.
const mostWhys = 3

// announce says for those who hear the page that a file is there.
func (c *desk) announce(e library.Entry) {
	w := c.w.Data
	if e.Facts == nil {
		return
	}
	if n := len(e.Facts.Problems); n > 0 {
		c.said = w.ReadProblems.With("name", e.Name, "rows", count(e.Facts.Rows), "n", strconv.Itoa(n))
		return
	}
	c.said = w.Read.With("name", e.Name, "rows", count(e.Facts.Rows))
}

// jobs draws the jobs that take a while, those that some is true for.
func (c *desk) jobs(some func(*job) bool) []app.UI {
	var out []app.UI
	for _, j := range c.queue.jobs {
		if j.visible && some(j) {
			out = append(out, c.jobUI(j))
		}
	}
	return out
}

func (c *desk) jobUI(j *job) app.UI {
	w := c.w.Data
	words := w.Waiting
	if j.cancel != nil {
		switch j.stage {
		case saving:
			words = w.Saving
		case exporting:
			words = w.Exporting
		case joining:
			words = w.Joining
		default:
			words = w.Reading
		}
	}
	no := strconv.Itoa(j.no)
	return part.Job{ID: "job-" + no, Text: words.With("name", j.name), Detail: c.far(j), Label: w.Progress.With("name", j.name),
		Done: int(j.done), Total: int(j.total), Cancel: w.Cancel, CancelLabel: w.CancelNamed.With("name", j.name), Value: no, OnCancel: c.onCancel}.UI()
}

// far says how far a job is, and how fast. The engine counts bytes or rows as
// the work has them; people think of the file, so the share done of it is
// shown in bytes.
func (c *desk) far(j *job) string {
	w := c.w.Data
	if j.cancel == nil || j.total <= 0 {
		return ""
	}
	if j.size <= 0 || j.stage == exporting {
		return w.Rows.With("done", count(int(j.done)), "total", count(int(j.total)))
	}
	share := float64(j.done) / float64(j.total)
	done := share * float64(j.size)
	text := w.Bytes.With("done", bytes(int64(done)), "total", bytes(j.size))
	if took := time.Since(j.began).Seconds(); took > 0.2 && done > 0 {
		text += " · " + w.Rate.With("rate", bytes(int64(done/took)))
	}
	return text
}

// sameFacts reports whether two readings of a file say the same.
func sameFacts(a, b *table.Loaded) bool { return reflect.DeepEqual(a, b) }
