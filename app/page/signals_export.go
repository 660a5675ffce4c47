package page

import (
	"context"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/library"
	"fairbasis/app/part"
	"fairbasis/core/hedge"
	"fairbasis/core/op"
)

// sheets are the parts of a back-test that can be had as files.
var sheets = [...]string{"signals", "trades", "days", "months", "metrics"}

// filesPanel hands out what was answered as files.
func (c *signals) filesPanel() app.UI {
	w := c.words()
	t := part.Table{ID: "files", Label: w.Files, Compact: true, Columns: []part.Column{{Label: w.File}, {Label: w.FileAs, Hide: true}}}
	for _, what := range sheets {
		name := w.Sheets[what]
		t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{{Text: name}, {Body: part.Beside(
			part.Button{ID: "file-" + what, Name: what, Value: "csv", Text: "CSV", Label: name + " CSV", Icon: part.Download, Kind: part.Bare, OnClick: c.onFile}.UI(),
			part.Button{Name: what, Value: "xlsx", Text: "XLSX", Label: name + " XLSX", Icon: part.Download, Kind: part.Bare, OnClick: c.onFile}.UI())}}})
	}
	return part.Panel{ID: "files-title", Title: w.Files, Note: w.FilesNote, Body: []app.UI{t.UI()}}.UI()
}

// onExport goes to the files.
func (c *signals) onExport(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	focus("file-signals")
}

// onFile hands out one part: the button's name says which, its value as what.
func (c *signals) onFile(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	in := hedge.FileInput{BacktestInput: c.input, What: src.Get("name").String(), As: src.Get("value").String(), Lang: c.w.Lang}
	if strings.HasPrefix(c.w.Lang, "zh") {
		in.Lang = "zh"
	}
	c.document(ctx, &library.Entry{Name: c.words().Sheets[in.What]}, func(work context.Context) (op.File, error) {
		out, err := inquire(work, hedge.FileKey, in)
		return out.File, err
	})
}

// fileStem names files after the series and the settings.
func (c *signals) fileStem() string {
	name := "signals"
	if v := c.view.got; v != nil && v.Symbol != "" {
		name = v.Symbol
	} else if s := c.series(); s != nil && s.product != "" {
		name = s.product
	}
	return fileName("fairbasis-" + strings.ToLower(name))
}
