package page

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/library"
	"fairbasis/app/part"
	"fairbasis/app/text"
	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// accepted are the kinds of files that the dialog of the system offers. What is
// dropped is recognised by its content alone.
const accepted = ".csv,.txt,.tsv,.xlsx,.gz,.zip,.dat,.prn"

// Render draws the page. Every block has a place of its own that stays when
// the block is not there, so that none is mistaken for its neighbour and the
// chart's canvas never ends up in another one.
func (c *data) Render() app.UI {
	return c.framed("", part.Page{Panels: []app.UI{
		c.top(),
		slot(len(c.files) > 0, c.fileList),
		slot(c.opened() != nil && c.opened().Facts == nil, c.question),
		slot(c.opened() != nil && c.opened().Facts != nil, c.detail),
		slot(len(c.choices()) > 0, c.joinPanel),
		slot(true, c.storage),
	}}.UI(), part.Foot{Printed: c.words().Printed})
}

// slot keeps the place of a block that may be missing.
func slot(there bool, draw func() app.UI) app.UI {
	return app.Div().Class("slot").Body(app.If(there, draw))
}

// top is what there is in all, the place to drop files, and what goes on.
func (c *data) top() app.UI {
	w := c.words()
	title, drop := w.Empty, part.Drop{ID: filesID, Name: w.DropName, Title: w.Drop, Text: w.DropText, Choose: w.Choose, Accept: accepted, Go: true}
	rows := 0
	for _, e := range c.files {
		if e.Facts != nil {
			rows += e.Facts.Rows
		}
	}
	lead := []app.UI{part.Lead(part.Words(w.Local)...)}
	sample := part.Bare
	switch len(c.files) {
	case 0:
		lead, sample = append([]app.UI{part.Lead(part.Words(w.EmptyText)...)}, lead...), part.Framed
	case 1:
		title = w.CountOne.With("rows", count(rows))
	default:
		title = w.Count.With("files", strconv.Itoa(len(c.files)), "rows", count(rows))
	}
	drop.Actions = []part.Button{
		{Name: "sample", Value: "minute", Text: w.SampleMinute, Kind: sample, OnClick: c.onSample},
		{Name: "sample", Value: "daily", Text: w.SampleDaily, Kind: sample, OnClick: c.onSample},
	}
	drop.Note, drop.Small = w.SampleNote, len(c.files) > 0
	return app.Section().Class("answer").Attr("id", "answer").Attr("tabindex", "-1").Attr("aria-labelledby", "data-title").Body(
		part.Stack(append([]app.UI{app.H1().Attr("id", "data-title").Text(title)}, lead...)...),
		drop.UI(),
		stacked(w.Jobs, c.jobs(func(j *job) bool { return !c.aboutOpen(j) })), stacked("", c.complaints()),
		part.Announce("said", c.said))
}

// stacked sets things below each other in a place that is there without them.
func stacked(label string, body []app.UI) app.UI {
	return slot(len(body) > 0, func() app.UI {
		list := app.Div().Class("stack").Body(body...)
		if label != "" {
			list.Attr("role", "group").Attr("aria-label", label)
		}
		return list
	})
}

// aboutOpen says whether a job is about the open file, whose panel shows it.
func (c *data) aboutOpen(j *job) bool { return j.ref != "" && j.ref == c.open }

// loose is runs whose strong pieces may be broken: names of files are long.
func loose(sentence string) []part.Run {
	out := runs(sentence)
	for i := range out {
		out[i].Keep = false
	}
	return out
}

// fileList is the table of the files.
func (c *data) fileList() app.UI {
	w := c.words()
	t := part.Table{ID: "files", Label: w.Files, Wide: true, Columns: []part.Column{
		{Label: w.File}, {Label: w.As}, {Label: w.Encoding, Minor: true}, {Label: w.RowsHead, Numeric: true}, {Label: w.Range}, {Label: w.Status}, {Label: w.Actions, Hide: true},
	}}
	for _, e := range c.files {
		t.Rows = append(t.Rows, c.fileRow(e))
	}
	return part.Panel{ID: "files-title", Title: w.Files, Note: w.FilesNote, Body: []app.UI{t.UI()}}.UI()
}

func (c *data) fileRow(e library.Entry) part.Row {
	w := c.words()
	row := part.Row{Cells: []part.Cell{
		{Body: app.Div().Class("file").Body(
			part.Button{Value: e.Ref, Text: e.Name, Label: w.Open.With("name", e.Name), Kind: part.Link, OnClick: c.onOpen}.UI(), onPaper(e.Name),
			app.Small().Text(bytes(e.Size)))},
	}}
	if e.Ref == c.open {
		row.Kind = part.RowOn
	}
	f := e.Facts
	if f == nil {
		row.Cells = append(row.Cells, part.Cell{}, part.Cell{}, part.Cell{}, part.Cell{},
			part.Cell{Body: part.Beside(part.Tag{Text: w.Unread, Kind: "warn"}.UI(), part.Button{Value: e.Ref, Text: w.Again, Kind: part.Link, OnClick: c.onAgain}.UI())})
	} else {
		row.Cells = append(row.Cells,
			part.Cell{Text: c.recognised(f)}, part.Cell{Text: text.Named(w.Encodings, f.Encoding.Value)},
			part.Cell{Text: count(f.Rows)}, part.Cell{Text: f.First, Second: f.Last},
			part.Cell{Body: part.Beside(c.status(e)...)})
	}
	row.Cells = append(row.Cells, part.Cell{Body: c.deleteButtons(e.Ref, e.Name)})
	return row
}

// deleteButtons is the button that deletes, or the question whether to.
func (c *data) deleteButtons(ref, name string) app.UI {
	w := c.words()
	if c.sure != ref {
		return app.Div().Class("row", "end").Body(part.Button{Name: "delete", Value: ref, Icon: part.Trash, Label: w.Delete.With("name", name), Kind: part.Bare, OnClick: c.onDelete}.UI())
	}
	return app.Div().Class("row", "end").Body(
		part.Button{Name: "really", Value: ref, Text: w.DeleteShort, Label: w.ReallyDelete.With("name", name), OnClick: c.onReallyDelete}.UI(),
		part.Button{Name: "keep", Value: ref, Text: w.KeepShort, Label: w.Keep.With("name", name), Kind: part.Bare, OnClick: c.onKeep}.UI())
}

// recognised is the format with the length of its bars.
func (c *data) recognised(f *table.Loaded) string {
	w := c.words()
	name := text.Named(w.Formats, f.Format.ID)
	switch {
	case f.Minutes == market.Daily:
		return w.Daily.With("format", name)
	case f.Minutes > 0:
		return w.Minute.With("format", name, "minutes", strconv.Itoa(f.Minutes))
	}
	return name
}

// status is usable, or how many kinds of findings want a look. Notes do not.
func (c *data) status(e library.Entry) []app.UI {
	w := c.words()
	mistakes, looks := 0, 0
	for _, p := range e.Facts.Problems {
		switch p.Severity {
		case table.Bad:
			mistakes++
		case table.Warning:
			looks++
		}
	}
	var tags []app.UI
	some := func(n int, one string, many text.Sentence, kind string) {
		switch {
		case n == 1:
			tags = append(tags, part.Tag{Text: one, Kind: kind}.UI())
		case n > 1:
			tags = append(tags, part.Tag{Text: many.With("n", strconv.Itoa(n)), Kind: kind}.UI())
		}
	}
	some(mistakes, w.Mistake, w.Mistakes, "err")
	some(looks, w.Problem, w.Problems, "warn")
	if mistakes+looks == 0 {
		tags = append(tags, part.Tag{Text: w.Usable, Kind: "on"}.UI())
	}
	if !e.Saved {
		tags = append(tags, part.Tag{Text: w.Unsaved, Kind: "warn"}.UI())
	}
	return tags
}

// question asks for what a file needs before it can be read at all.
func (c *data) question() app.UI {
	w, e := c.words(), c.opened()
	body := stacked(w.Jobs, c.jobs(c.aboutOpen))
	if c.wrong == "" {
		return part.Panel{ID: "question-title", Title: w.Unread, Note: e.Name, Body: []app.UI{body}}.UI()
	}
	return part.Panel{ID: "question-title", Title: w.Unread, Note: e.Name, Body: []app.UI{body, part.Note(part.Words(c.wrong)...),
		part.TextField{ID: "choice-date", Label: w.Day, Text: e.Choices.Date, Max: 10, Hint: w.DayHint, OnChange: c.onChoice}.UI()}}.UI()
}

// detail is all that is known of the open file.
func (c *data) detail() app.UI {
	panel := func(n int, draw func() app.UI) app.UI { return slot(c.panels >= n, draw) }
	return app.Div().Class("main").Body(
		part.Columns{
			Left:  []app.UI{c.facts(), panel(3, c.roles)},
			Right: []app.UI{panel(2, c.findings), panel(4, c.series)},
		}.UI(),
		panel(chartPanel, c.chartPanel), panel(allPanels, c.rowsPanel))
}

// storage is the room on the device and what can be done with all files.
func (c *data) storage() app.UI {
	w := c.words()
	_, last := calendar.Known()
	facts := part.Facts{}
	if !app.IsServer && c.room.Available {
		orUnknown := func(n int64) string {
			if n <= 0 {
				return w.UnknownRoom
			}
			return bytes(n)
		}
		kept := w.NotPersisted
		if c.room.Persisted {
			kept = w.Persisted
		}
		facts.Items = append(facts.Items, part.Fact{Label: w.Used, Value: orUnknown(c.room.Used)}, part.Fact{Label: w.UsedFiles, Value: bytes(c.room.Files)},
			part.Fact{Label: w.Quota, Value: orUnknown(c.room.Quota)}, part.Fact{Label: w.Persistence, Value: kept})
	}
	facts.Items = append(facts.Items, part.Fact{Label: w.Calendar, Value: w.CalendarTo.With("to", last.String())})
	body := []app.UI{facts.UI()}
	if c.listed && !c.room.Available {
		body = append(body, part.Note(part.Words(w.NoRoom)...))
	}
	var tools []app.UI
	if c.room.Available && !c.room.Persisted {
		tools = append(tools, part.Button{ID: "persist", Text: w.AskPersist, OnClick: c.onPersist}.UI())
	}
	if len(c.files) > 0 {
		tools = append(tools, part.Button{ID: "export-all", Text: w.ExportAll, Icon: part.Download, OnClick: c.onExportAll}.UI())
		if c.sure == everything {
			tools = append(tools, app.Span().Text(w.ReallyClear),
				part.Button{Name: "really", Value: everything, Text: w.ClearYes, OnClick: c.onReallyDelete}.UI(),
				part.Button{Name: "keep", Text: w.KeepShort, Kind: part.Bare, OnClick: c.onKeep}.UI())
		} else {
			tools = append(tools, part.Button{Name: "delete", Value: everything, Text: w.Clear + "…", OnClick: c.onDelete}.UI())
		}
	}
	body = append(body, part.Beside(tools...))
	return part.Panel{ID: "storage-title", Title: w.Storage, Body: body}.UI()
}
