package page

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/text"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// few is how many rows of a long list are shown until all are asked for. A
// list that is hardly longer is shown whole.
const few = 10

func long(n int) bool { return n > few+3 }

// facts is what was recognised of the open file, with the choices that
// correct it.
func (c *data) facts() app.UI {
	w, e := c.words(), c.opened()
	f := e.Facts
	body := []app.UI{c.fileTools(), stacked(w.Jobs, c.jobs(c.aboutOpen))}
	if c.wrong != "" {
		body = append(body, part.Notice{Kind: part.NoticeErr, Text: part.Words(w.CorrectionFailed + " " + c.wrong)}.UI())
	}
	body = append(body, part.Facts{Items: c.plainFacts(f)}.UI(), app.Div().Class("asks").Body(c.choiceFields()...))
	if corrected(e.Choices) {
		body = append(body, app.Div().Body(part.Button{ID: "reset", Text: w.Reset, Icon: part.Undo, OnClick: c.onReset}.UI()))
	}
	return part.Panel{ID: "facts-title", Title: w.FactsOf, Note: e.Name, Body: body}.UI()
}

// fileTools rename and hand out the open file.
func (c *data) fileTools() app.UI {
	w, e := c.words(), c.opened()
	if c.naming {
		return part.TextField{ID: "file-name", Label: w.Name, Text: e.Name, Max: 200, OnChange: c.onName, OnBlur: c.onName, OnKey: c.onNameKey}.UI()
	}
	return part.Toolbar{Label: w.Actions, Items: []part.Button{
		{ID: "rename", Text: w.Rename, Icon: part.Copy, OnClick: c.onRename},
		{ID: "export-csv", Value: "csv", Text: w.CSV, Icon: part.Download, OnClick: c.onExport},
		{ID: "export-xlsx", Value: "xlsx", Text: w.XLSX, Icon: part.Download, OnClick: c.onExport},
		{ID: "again", Value: e.Ref, Text: w.Again, Icon: part.Refresh, OnClick: c.onAgain},
	}}.UI()
}

// plainFacts are the facts that nobody can correct, because they are seen.
func (c *data) plainFacts(f *table.Loaded) []part.Fact {
	w := c.words()
	format := text.Named(w.Formats, f.Format.ID)
	if !f.Format.Certain {
		format += " · " + w.NotSure
	}
	header := w.NoHeader.With()
	if f.Header > 0 {
		header = w.HeaderRow.With("row", count(f.Header))
	}
	items := []part.Fact{{Label: w.Format, Value: format}}
	if f.Container != "" {
		items = append(items, part.Fact{Label: w.Container, Value: text.Named(w.Containers, f.Container)})
	}
	items = append(items,
		part.Fact{Label: w.Delimiter, Value: text.Named(w.Delimiters, f.Delimiter)},
		part.Fact{Label: w.Header, Value: header},
		part.Fact{Label: w.Order, Value: text.Named(w.Orders, f.Order)},
		part.Fact{Label: w.BarLength, Value: c.barLength(f.Minutes)})
	if f.Minutes != market.Daily && f.PerDay > 0 {
		items = append(items, part.Fact{Label: w.PerDay, Value: w.BarsPerDay.With("n", count(f.PerDay))})
	}
	if f.Skipped > 0 {
		items = append(items, part.Fact{Label: w.Skipped, Value: count(f.Skipped)})
	}
	if len(f.Parts) > 1 {
		names := make([]string, 0, len(f.Parts))
		for _, p := range f.Parts {
			if p.Used {
				names = append(names, w.SheetUsed.With("name", p.Name))
			} else {
				names = append(names, w.SheetUnused.With("name", p.Name, "why", text.Named(w.Whys, p.Why)))
			}
		}
		if len(names) > few {
			names = append(names[:few], "…")
		}
		items = append(items, part.Fact{Label: w.Part, Value: strings.Join(names, c.w.Comma())})
	}
	return items
}

func (c *data) barLength(minutes int) string {
	w := c.words()
	switch {
	case minutes == market.Daily:
		return w.DayBars
	case minutes > 0:
		return w.Minutes.With("n", strconv.Itoa(minutes))
	}
	return w.MixedBars
}

// choiceFields are the facts that can be corrected: each a list whose first
// item is what was recognised, and below it why.
func (c *data) choiceFields() []app.UI {
	w, e := c.words(), c.opened()
	f, now := e.Facts, e.Choices
	list := func(id, label, chosen, found, because string, words map[string]string, values ...string) app.UI {
		options := []part.Option{{Value: "", Label: w.Automatic.With("value", found)}}
		if chosen != "" {
			options[0].Label = w.Auto
		}
		for _, v := range values {
			options = append(options, part.Option{Value: v, Label: text.Named(words, v)})
		}
		hint := ""
		if because != "" {
			hint = w.Because.With("evidence", because)
		}
		return part.Select{ID: "choice-" + id, Label: label, Value: chosen, Options: options, Hint: hint, OnChange: c.onChoice}.UI()
	}
	fact := func(id, label, chosen string, x table.Fact, words map[string]string, values ...string) app.UI {
		return list(id, label, chosen, text.Named(words, x.Value), text.Named(w.Evidence, x.Evidence), words, values...)
	}
	zones := []string{"exchange", "+00:00", "+08:00", "+09:00", "+05:30", "+01:00", "-05:00", "-06:00"}
	if now.Zone != "" && text.Named(w.Zones, now.Zone) == now.Zone && !contains(zones, now.Zone) {
		zones = append(zones, now.Zone)
	}
	fields := []app.UI{fact("encoding", w.Encoding, now.Encoding, f.Encoding, w.Encodings, "utf-8", "gb18030", "utf-16le", "utf-16be")}
	if f.Minutes != market.Daily || now.Stamp != "" {
		fields = append(fields, fact("stamp", w.StampMeans, now.Stamp, f.Stamp, w.Stamps, "begin", "end"))
	}
	fields = append(fields, fact("zone", w.Zone, now.Zone, f.Zone, w.Zones, zones...))
	if f.Units.Value != "" || now.Units != "" || hasRole(f, table.Volume) {
		fields = append(fields, fact("units", w.Units, now.Units, f.Units, w.UnitNames, "lots", "hands", "shares"))
	}
	kind, source := "", ""
	if len(f.Series) > 0 {
		kind, source = f.Series[0].Kind, f.Series[0].Source
	}
	if len(f.Series) == 1 || now.Kind != "" || now.Symbol != "" {
		fields = append(fields, list("kind", w.Kind, now.Kind, text.Named(w.Kinds, kind), "", w.Kinds, "future", "continuous", "index", "other"))
	}
	if source != "column" && source != "header" || now.Symbol != "" {
		fields = append(fields, part.TextField{ID: "choice-symbol", Label: w.Symbol, Text: now.Symbol, Max: 40, Hint: w.SymbolHint, OnChange: c.onChoice}.UI())
	}
	if has(f, table.NoDay) || has(f, table.DayFromName) || now.Date != "" {
		fields = append(fields, part.TextField{ID: "choice-date", Label: w.Day, Text: now.Date, Max: 10, Hint: w.DayHint, OnChange: c.onChoice}.UI())
	}
	if has(f, table.AmbiguousDate) || now.DateOrder != "" {
		fields = append(fields, list("date_order", w.DateOrder, now.DateOrder, "…", "", w.DateOrders, "ymd", "dmy", "mdy"))
	}
	if len(f.Parts) > 1 {
		names := make([]string, 0, len(f.Parts))
		for _, p := range f.Parts {
			if p.Why != "unreadable" && p.Why != "empty" {
				names = append(names, p.Name)
			}
		}
		fields = append(fields, list("part", w.Part, now.Part, w.PartsAll, "", nil, names...))
	}
	if has(f, table.ZeroMissing) || has(f, table.ZeroPrice) || now.KeepZeros {
		fields = append(fields, part.Toggle{ID: "choice-keep_zeros", Label: w.KeepZeros, Hint: w.KeepZerosHint, On: now.KeepZeros, OnChange: c.onChoice}.UI())
	}
	return fields
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func has(f *table.Loaded, code string) bool {
	for _, p := range f.Problems {
		if p.Code == code {
			return true
		}
	}
	return false
}

func hasRole(f *table.Loaded, role table.Role) bool {
	for _, k := range f.Columns {
		if k.Role == role {
			return true
		}
	}
	return false
}

// roles is the table of the columns with what each means.
func (c *data) roles() app.UI {
	w, f := c.words(), c.opened().Facts
	t := part.Table{ID: "roles", Label: w.RolesTable, Columns: []part.Column{
		{Label: w.ColumnHead}, {Label: w.Meaning}, {Label: w.Cells}, {Label: w.Decimals, Numeric: true, Minor: true},
	}}
	shown := f.Columns
	if !c.whole["roles"] && long(len(shown)) {
		shown = shown[:few]
	}
	options := make([]part.Option, 0, 20)
	for _, r := range table.Roles() {
		options = append(options, part.Option{Value: string(r), Label: text.Named(w.RoleNames, string(r))})
	}
	for _, k := range shown {
		name, second := k.Name, ""
		if name == "" {
			name = w.NoName
		}
		if k.Symbol != "" {
			second = w.SeriesOf.With("symbol", k.Symbol)
		}
		decimals := part.Cell{}
		if isNumber(k.Role) {
			decimals.Text = strconv.Itoa(k.Scale)
		}
		if k.Empty > 0 {
			decimals.Second = w.EmptyCells.With("n", count(k.Empty))
		}
		cells := k.Sample
		if len(cells) > 2 {
			cells = cells[:2]
		}
		sample := part.Cell{}
		for i, s := range cells {
			if i == 0 {
				sample.Text = s
			} else {
				sample.Second = s
			}
		}
		head := part.Cell{Text: name, Second: second}
		if k.Chosen {
			head.Tag = &part.Tag{Text: w.Evidence["chosen"], Kind: "on"}
		}
		t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{head,
			{Body: part.Select{ID: "role-" + strconv.Itoa(k.Index), Label: w.MeaningOf.With("column", name), Hide: true, Value: string(k.Role), Options: options, OnChange: c.onRole}.UI()},
			sample, decimals,
		}})
	}
	return part.Panel{ID: "roles-title", Title: w.Roles, Note: w.RolesNote, Body: []app.UI{t.UI(), c.more("roles", len(f.Columns))}}.UI()
}

func isNumber(r table.Role) bool {
	switch r {
	case table.Ignore, table.Stamp, table.Date, table.Clock, table.Symbol, table.SymbolName:
		return false
	}
	return true
}

// more is the button that shows a long list to its end.
func (c *data) more(list string, n int) app.UI {
	w := c.words()
	return slot(long(n), func() app.UI {
		words := w.ShowAll.With("n", count(n))
		if c.whole[list] {
			words = w.ShowFewer
		}
		return app.Div().Body(part.Button{Name: "whole", Value: list, Text: words, Kind: part.Link, OnClick: c.onWhole}.UI())
	})
}

// series is the table of the series the file holds.
func (c *data) series() app.UI {
	w, f := c.words(), c.opened().Facts
	t := part.Table{ID: "series", Label: w.SeriesTable, Columns: []part.Column{
		{Label: w.Series}, {Label: w.Range}, {Label: w.RowsHead, Numeric: true}, {Label: w.Stretches, Numeric: true, Minor: true},
	}}
	shown := f.Series
	if !c.whole["series"] && long(len(shown)) {
		shown = shown[:few]
	}
	for i, s := range shown {
		name := s.Symbol
		if name == "" {
			name = w.Unnamed
		}
		row := part.Row{Cells: []part.Cell{
			{Body: app.Div().Class("file").Body(
				part.Button{Name: "series", Value: strconv.Itoa(i), Text: name, Kind: part.Link, OnClick: c.onSeries}.UI(), onPaper(name),
				app.Small().Text(text.Named(w.Kinds, s.Kind)+" · "+text.Named(w.Sources, s.Source)))},
			{Text: s.First, Second: s.Last},
			{Text: count(s.Rows), Second: w.DaysCount.With("n", count(s.Days))},
			{Text: w.StretchCount.With("n", count(s.Stretches))},
		}}
		if s.Symbol == c.preview.symbol {
			row.Kind = part.RowOn
		}
		t.Rows = append(t.Rows, row)
	}
	return part.Panel{ID: "series-title", Title: w.SeriesTitle, Note: count(len(f.Series)), Body: []app.UI{t.UI(), c.more("series", len(f.Series))}}.UI()
}

// findings is the list of problems, the gravest first as they come.
func (c *data) findings() app.UI {
	w, e := c.words(), c.opened()
	f := e.Facts
	side := []app.UI{}
	if len(f.Problems) > 0 {
		side = append(side, part.Button{ID: "export-findings", Text: w.ExportFindings, Icon: part.Download, Kind: part.Bare, OnClick: c.onFindings}.UI())
	}
	if f.Skipped > 0 || has(f, table.BadNumber) {
		side = append(side, part.Button{ID: "export-rejected", Text: w.ExportRejected, Icon: part.Download, Kind: part.Bare, OnClick: c.onRejected}.UI())
	}
	if len(f.Problems) == 0 {
		return part.Panel{ID: "findings-title", Title: w.Findings, Body: []app.UI{part.Note(part.Words(w.NoFindings)...)}}.UI()
	}
	t := part.Table{ID: "findings", Label: w.FindingsTable, Wide: true, Columns: []part.Column{
		{Label: w.Finding}, {Label: w.RowsOf}, {Label: w.Done},
	}}
	shown := f.Problems
	if !c.whole["findings"] && long(len(shown)) {
		shown = shown[:few]
	}
	for _, p := range shown {
		t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{
			{Body: app.Div().Class("find").Body(c.severity(p.Severity), app.Span().Text(c.finding(p)), app.Small().Text(c.where(p)))},
			{Text: c.rows(p)}, {Text: text.Named(w.ActionNames, p.Action)},
		}})
	}
	return part.Panel{ID: "findings-title", Title: w.Findings, Side: side, Body: []app.UI{t.UI(),
		c.more("findings", len(f.Problems)), part.Note(part.Words(w.FindingsNote)...)}}.UI()
}

func (c *data) severity(s table.Severity) app.UI {
	kind := map[table.Severity]string{table.Bad: "err", table.Warning: "warn"}[s]
	return part.Tag{Text: text.Named(c.words().Severities, string(s)), Kind: kind}.UI()
}

// finding is a problem in words.
func (c *data) finding(p table.Problem) string { return capital(c.w.Problem(p)) }

// where says how often and at which series, column and part.
func (c *data) where(p table.Problem) string {
	w := c.words()
	var out []string
	if p.Count > 1 {
		out = append(out, w.Times.With("n", count(p.Count)))
	}
	if p.Symbol != "" {
		out = append(out, p.Symbol)
	}
	if p.Column != "" {
		out = append(out, w.InColumn.With("column", p.Column))
	}
	if p.Part != "" {
		out = append(out, w.InPart.With("part", p.Part))
	}
	return strings.Join(out, " · ")
}

// rows lists the first rows of a problem, neighbours as a span.
func (c *data) rows(p table.Problem) string {
	var out []string
	for i := 0; i < len(p.Rows) && len(out) < 4; {
		j := i
		for j+1 < len(p.Rows) && p.Rows[j+1] == p.Rows[j]+1 {
			j++
		}
		s := strconv.Itoa(p.Rows[i])
		if j > i {
			s += "–" + strconv.Itoa(p.Rows[j])
		}
		out = append(out, s)
		i = j + 1
		if len(out) == 4 && (i < len(p.Rows) || p.Count > len(p.Rows)) || i == len(p.Rows) && p.Count > len(p.Rows) {
			return c.words().MoreRows.With("rows", strings.Join(out, ", "), "n", count(p.Count))
		}
	}
	return strings.Join(out, ", ")
}
