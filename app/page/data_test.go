package page

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"

	"fairbasis/app/engine"
	"fairbasis/app/library"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// sina is what is known of a file of the Sina feed, typed from its description.
func sina() *table.Loaded {
	f := &table.Loaded{
		Ref: "a1", Name: "IF_1min_sina.csv", Bytes: 1_320_000, Format: table.Format{ID: "sina", Certain: true},
		Encoding: table.Fact{Value: "utf-8", Evidence: "content"}, Delimiter: "comma", Header: 1, Order: "ascending",
		Stamp: table.Fact{Value: "end", Evidence: "session"}, Zone: table.Fact{Value: "exchange", Evidence: "default"}, Units: table.Fact{Value: "lots", Evidence: "format"},
		Minutes: 1, PerDay: 240, First: "2020-04-13 13:51", Last: "2021-12-17 15:00", Rows: 21483, Skipped: 20,
		Columns: []table.Column{
			{Index: 0, Role: table.Ignore, Sample: []string{"0", "1"}},
			{Index: 1, Name: "datetime", Role: table.Stamp, Sample: []string{"2020-04-13 13:51:00", "2020-04-13 13:52:00"}},
			{Index: 2, Name: "open", Role: table.Open, Sample: []string{"3740.2", "3744.0"}, Scale: 1},
			{Index: 3, Name: "<b>", Role: table.Close, Sample: []string{"=1+1"}, Scale: 1, Empty: 1234, Chosen: true},
		},
		Problems: []table.Problem{
			{Code: table.RepeatedHeader, Severity: table.Notice, Count: 20, Rows: []int{1025, 2049, 3073, 4097, 5121}, Action: "skipped"},
			{Code: table.MissingMinutes, Severity: table.Warning, Count: 7, Rows: []int{61}, Symbol: "IF2004", Params: map[string]string{"days": "1", "minutes": "1", "first": "2020-04-13 14:50"}, Action: "kept"},
		},
	}
	for _, symbol := range []string{"IF2004", "IF2005", "IF2006"} {
		f.Series = append(f.Series, table.Series{Symbol: symbol, Source: "overlap", Kind: "future", Product: "IF", First: "2020-04-13 13:51", Last: "2020-04-17 15:00", Rows: 1023, Minutes: 1, Days: 5, Stretches: 1})
	}
	return f
}

// index is what is known of a file of the index.
func index300() *table.Loaded {
	return &table.Loaded{Ref: "b2", Name: "SH#000300.txt", Format: table.Format{ID: "tongdaxin", Certain: true}, Encoding: table.Fact{Value: "gb18030", Evidence: "content"},
		Minutes: market.Daily, First: "2005-01-04", Last: "2023-12-22", Rows: 4611, Columns: []table.Column{{Index: 0, Name: "日期", Role: table.Stamp}},
		Series: []table.Series{{Symbol: "000300", Source: "title", Kind: "index", First: "2005-01-04", Last: "2023-12-22", Rows: 4611, Days: 4611, Stretches: 1}}}
}

// openData draws the page with files, the first of them open.
func openData(t *testing.T, lang string, change func(*data), files ...*table.Loaded) curvePage {
	t.Helper()
	engine.Link(instant.All)
	c := NewData(lang).(*data)
	for _, f := range files {
		c.files = append(c.files, library.Entry{Ref: f.Ref, Name: f.Name, Size: int64(f.Bytes), Facts: f, Saved: true})
	}
	if len(files) > 0 {
		c.open, c.panels = files[0].Ref, allPanels
	}
	if change != nil {
		change(c)
	}
	doc, err := html.Parse(strings.NewReader(app.HTMLString(c)))
	if err != nil {
		t.Fatal(err)
	}
	return curvePage{nil, doc}
}

// under is the text of the panel with the id of its title.
func (p curvePage) under(t *testing.T, id string) string {
	t.Helper()
	return textOf(p.id(t, id).Parent.Parent)
}

func TestDataWithoutFiles(t *testing.T) {
	for lang, want := range map[string][3]string{
		"zh-CN": {"把行情文件拖进来，就能用", "数据不上传", "选择文件"}, "en": {"Drop a file of bars and use it", "Data is not uploaded", "Choose files"},
	} {
		p := openData(t, lang, nil)
		if got := textOf(p.id(t, "data-title")); got != want[0] {
			t.Errorf("%s: title %q", lang, got)
		}
		main := textOf(p.id(t, "answer"))
		if !strings.Contains(main, want[1]) || !strings.Contains(main, want[2]) {
			t.Errorf("%s: %q", lang, main)
		}
		if got := all(p.doc, func(n *html.Node) bool { return n.Data == "button" && attr(n, "name") == "sample" }); len(got) != 2 {
			t.Errorf("%s: %d buttons for simulated data, want 2", lang, len(got))
		}
		if got := all(p.doc, func(n *html.Node) bool { return attr(n, "id") == "files" || attr(n, "id") == "facts-title" }); len(got) != 0 {
			t.Errorf("%s: an empty page has a list of files", lang)
		}
		if drop := all(p.doc, func(n *html.Node) bool {
			return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "data-drop" })
		}); len(drop) != 1 {
			t.Errorf("%s: %d drop zones, want 1", lang, len(drop))
		}
	}
}

func TestDataListsFiles(t *testing.T) {
	p := openData(t, "zh-CN", nil, sina(), index300())
	if got, want := textOf(p.id(t, "data-title")), "2 个文件，26,094 行，都在这台设备上"; got != want {
		t.Errorf("title %q, want %q", got, want)
	}
	row := p.row(t, "files", "IF_1min")
	for i, want := range map[int]string{1: "新浪 / akshare · 1 分钟", 2: "UTF-8", 3: "21,483", 4: "2020-04-13 13:51 2021-12-17 15:00", 5: "一类提示"} {
		if row[i] != want {
			t.Errorf("cell %d: %q, want %q", i, row[i], want)
		}
	}
	if row := p.row(t, "files", "SH#000300"); row[1] != "通达信 · 日线" || row[2] != "GB18030" || row[5] != "可用" {
		t.Errorf("the index: %q", row)
	}
	if got := textOf(openData(t, "en", nil, sina()).id(t, "data-title")); got != "One file, 21,483 rows, on this device" {
		t.Errorf("one file: %q", got)
	}
}

func TestDataShowsWhatWasUnderstood(t *testing.T) {
	p := openData(t, "en", nil, sina())
	facts := p.under(t, "facts-title")
	for _, want := range []string{"Format Sina / akshare", "Delimiter comma", "Header row 1", "Order of rows oldest first", "Bar length 1 min", "Bars a day 240", "Rows that are no bars 20",
		"automatic: UTF-8", "from: the content", "automatic: the end of a bar", "from: trading hours", "automatic: exchange time", "automatic: lots"} {
		if !strings.Contains(facts, want) {
			t.Errorf("%q is not among the facts: %s", want, facts)
		}
	}
	row := p.row(t, "findings", "look")
	if want := "look Bars missing inside sessions: 7 of 1 min on 1 days, first 2020-04-13 14:50 7 times · IF2004"; row[0] != want || row[1] != "61 … 7 in all" || row[2] != "kept" {
		t.Errorf("finding %q, want %q", row, want)
	}
	if row := p.row(t, "findings", "note"); row[0] != "note The header again inside the file 20 times" || row[1] != "1025, 2049, 3073, 4097 … 20 in all" || row[2] != "skipped" {
		t.Errorf("finding %q", row)
	}
	if row := p.row(t, "series", "IF2005"); row[2] != "1,023 5 days" || !strings.Contains(row[0], "future · split where times go back") {
		t.Errorf("series %q", row)
	}
	// Text of the file is text, also where it looks like markup.
	if row := p.row(t, "roles", "<b>"); !strings.Contains(row[0], "your choice") || row[2] != "=1+1" || row[3] != "1 1,234 empty" {
		t.Errorf("role %q", row)
	}
}

func TestDataChoosesRolesAndNothingElse(t *testing.T) {
	p := openData(t, "zh-CN", nil, sina())
	list := p.id(t, "role-3")
	var chosen []string
	for _, o := range all(list, func(n *html.Node) bool { return n.Data == "option" }) {
		if slices.ContainsFunc(o.Attr, func(a html.Attribute) bool { return a.Key == "selected" }) {
			chosen = append(chosen, attr(o, "value"))
		}
	}
	if !slices.Equal(chosen, []string{"close"}) {
		t.Errorf("selected %q, want close", chosen)
	}
	if n := len(all(list, func(n *html.Node) bool { return n.Data == "option" })); n != len(table.Roles()) {
		t.Errorf("%d meanings, want %d", n, len(table.Roles()))
	}
}

func TestDataSaysWhatFailed(t *testing.T) {
	p := openData(t, "en", func(c *data) {
		c.refuse("letter.pdf", &fault.Error{Fields: []fault.Field{fault.Note("letter.pdf", "pdf", "is a PDF document")}})
		c.refuse("gone.csv", fault.New(fault.Canceled, "canceled"))
		c.files[0].Saved = false
		c.files[0].Why = &fault.Error{Fields: []fault.Field{fault.Note("", library.StorageFull, "full", "used", "5000000", "quota", "6000000", "size", "1320000")}}
	}, sina())
	got := textOf(p.id(t, "answer"))
	for _, want := range []string{"letter.pdf was not read: it is a PDF document; save its table as CSV or XLSX. Other files are not affected.",
		"IF_1min_sina.csv was not saved on this device: this device is short of room: the file has 1.32 MB, the limit is 6.00 MB, 5.00 MB is used"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not said: %s", want, got)
		}
	}
	if strings.Contains(got, "gone.csv") {
		t.Error("what the user canceled is called refused")
	}
}

func TestDataAsksBeforeDeleting(t *testing.T) {
	buttons := func(p curvePage, name string) int {
		return len(all(p.doc, func(n *html.Node) bool { return n.Data == "button" && attr(n, "name") == name }))
	}
	if p := openData(t, "en", nil, sina()); buttons(p, "delete") != 2 || buttons(p, "really") != 0 {
		t.Errorf("%d buttons delete, %d confirm", buttons(p, "delete"), buttons(p, "really"))
	}
	if p := openData(t, "en", func(c *data) { c.sure = "a1" }, sina()); buttons(p, "really") != 1 || buttons(p, "keep") != 1 {
		t.Error("deleting a file is not asked about")
	}
	if p := openData(t, "en", func(c *data) { c.sure = everything }, sina()); !strings.Contains(p.under(t, "storage-title"), "Delete all files and corrections?") {
		t.Error("deleting all is not asked about")
	}
}

func TestLongListsAreCut(t *testing.T) {
	wide := sina()
	for i := range 100 {
		wide.Columns = append(wide.Columns, table.Column{Index: 4 + i, Name: "IF", Role: table.Close})
	}
	rows := func(p curvePage) int {
		return len(all(p.id(t, "roles"), func(n *html.Node) bool { return n.Data == "select" }))
	}
	if p := openData(t, "en", nil, wide); rows(p) != few || !strings.Contains(p.under(t, "roles-title"), "Show all 104") {
		t.Errorf("%d columns are shown of 104", rows(p))
	}
	if p := openData(t, "en", func(c *data) { c.whole["roles"] = true }, wide); rows(p) != 104 {
		t.Errorf("%d columns are shown of all 104", rows(p))
	}
}

func TestChoose(t *testing.T) {
	var x table.Choices
	for _, c := range [][2]string{{"encoding", "gb18030"}, {"stamp", "begin"}, {"zone", "+00:00"}, {"units", "hands"}, {"kind", "index"}, {"symbol", "IF2409"},
		{"date", "2024-09-13"}, {"date_order", "dmy"}, {"part", "Sheet1"}, {"keep_zeros", "on"}} {
		choose(&x, c[0], c[1], true)
	}
	want := table.Choices{Encoding: "gb18030", Stamp: "begin", Zone: "+00:00", Units: "hands", Kind: "index", Symbol: "IF2409", Date: "2024-09-13", DateOrder: "dmy", Part: "Sheet1", KeepZeros: true}
	if a, b := encoded(x), encoded(want); string(a) != string(b) {
		t.Errorf("got %s, want %s", a, b)
	}
	if err := (table.LoadInput{Ref: "x", Choices: x}).Validate(); err != nil {
		t.Errorf("what the page offers is refused: %v", err)
	}
	if !corrected(x) || corrected(table.Choices{}) {
		t.Error("corrected is wrong")
	}
}

func TestRowsAreSpans(t *testing.T) {
	c := NewData("en").(*data)
	for _, w := range []struct {
		rows  []int
		count int
		want  string
	}{
		{nil, 0, ""}, {[]int{7}, 1, "7"}, {[]int{7, 8, 9, 12}, 4, "7–9, 12"}, {[]int{1, 3, 5, 7, 9}, 5, "1, 3, 5, 7 … 5 in all"},
		{[]int{1, 2, 3}, 1000, "1–3 … 1,000 in all"}, {[]int{1, 3, 5, 7}, 4, "1, 3, 5, 7"},
	} {
		if got := c.rows(table.Problem{Rows: w.rows, Count: w.count}); got != w.want {
			t.Errorf("%v of %d: %q, want %q", w.rows, w.count, got, w.want)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1 KB", 1_320_000: "1.32 MB", 4_320_000_000: "4.32 GB"} {
		if got := bytes(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

// TestBarsChart: the chart of a view reads back as JSON, with gaps and empty
// cells as nulls and the stretch in view as places.
func TestBarsChart(t *testing.T) {
	v := table.View{Minutes: 1, Decimals: 1, Time: op.Column{60000, 120000, 180000, 240000}, Open: op.Column{1, 2, 3, 4}, High: op.Column{2, 3, 4, 5}, Low: op.Column{0, 1, 2, 3},
		Close: op.Column{1.5, 2.5, 3.25, math.NaN()}, Volume: op.Column{10, 0, 30, 40}, Gap: op.Column{2}, Empty: []table.Hole{{Column: "volume", Points: op.Column{1}}}}
	var got struct {
		Kind                   string
		Daily                  bool
		Decimals, Start, End   int
		Time, Close, Volume    []*float64
		Gap                    []int
		Words                  map[string]string
		OpenInterest, Settling any
	}
	text := barsChart(v, 120000, 180000, NewData("en").(*data).chartWords())
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if got.Kind != "bars" || got.Daily || got.Decimals != 1 || got.Start != 1 || got.End != 2 || !slices.Equal(got.Gap, []int{2}) || got.Words["close"] != "close" {
		t.Errorf("got %+v", got)
	}
	if got.Volume[1] != nil || *got.Volume[2] != 30 || got.Close[3] != nil || *got.Close[2] != 3.25 {
		t.Errorf("values: %s", text)
	}
	if low, high := extremes(v, 120000, 180000); low != 1 || high != 4 {
		t.Errorf("extremes %v, %v, want 1, 4", low, high)
	}
	if n := pointsIn(v.Time, 120000, 180000); n != 2 {
		t.Errorf("%d points within, want 2", n)
	}
}

func TestJoinOffersContractsTogether(t *testing.T) {
	var c *data
	openData(t, "en", func(x *data) { c = x }, sina(), index300())
	var labels []string
	for _, s := range c.choices() {
		labels = append(labels, s.label)
	}
	want := []string{"all 3 contracts of IF · IF_1min_sina.csv", "IF2004 · IF_1min_sina.csv", "IF2005 · IF_1min_sina.csv", "IF2006 · IF_1min_sina.csv", "000300 · SH#000300.txt"}
	if !slices.Equal(labels, want) {
		t.Errorf("got %q, want %q", labels, want)
	}
	in, ok := c.joinInput()
	if !ok || len(in.Futures) != 3 || in.Index != nil || in.Roll != "" {
		t.Errorf("the first choice is %+v", in)
	}
	c.joint.index, c.joint.roll, c.joint.adjust = "b2 000300", "volume", "ratio"
	if in, _ := c.joinInput(); in.Index == nil || in.Index.Symbol != "000300" || in.Roll != "volume" || in.Adjust != "ratio" || in.Validate() != nil {
		t.Errorf("the question is %+v", in)
	}
	c.files = c.files[:1]
	c.checkJoin()
	if c.joint.index != "" {
		t.Error("the index of a file that is gone is still chosen")
	}
}

// TestJoinedChart: what came of joining is drawn as lines that end with the index.
func TestJoinedChart(t *testing.T) {
	c := NewData("zh-CN").(*data)
	chain := table.View{Symbol: "IF", Minutes: market.Daily, Decimals: 1, Time: op.Column{0, 86400000}, Close: op.Column{10, 11}}
	index := table.View{Symbol: "000300", Minutes: market.Daily, Decimals: 2, Time: op.Column{0}, Close: op.Column{9.5}}
	c.joint.got = &table.Joined{Minutes: market.Daily, Chain: &chain, Index: &index, Rolls: []table.Roll{{Time: 86400000, Day: "1970-01-02", From: "IF7001", To: "IF7002", Shift: 0.6}}}
	c.joint.asked = table.JoinInput{Roll: "volume", Adjust: "difference"}
	var got struct {
		Kind     string
		Index    bool
		Decimals int
		Series   []struct {
			Name        string
			Time, Close []float64
		}
		Rolls []struct {
			Time  float64
			Label string
		}
	}
	if err := json.Unmarshal([]byte(c.joinChart()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Kind != "lines" || !got.Index || got.Decimals != 2 || len(got.Series) != 2 || got.Series[1].Name != "000300" || got.Rolls[0].Label != "IF7002" {
		t.Errorf("got %+v", got)
	}
	csv := c.joinSheet().csv()
	for _, want := range []string{"IF,1970-01-02,11\r\n", "000300,1970-01-01,9.5\r\n", "1970-01-02,IF7001,IF7002,0.6"} {
		if !strings.Contains(csv, want) {
			t.Errorf("%q is not in %q", want, csv)
		}
	}
}

func TestJobsSayHowFar(t *testing.T) {
	c := NewData("en").(*data)
	j := &job{no: 1, name: "a.csv", stage: reading, size: 24_000_000, done: 250, total: 1000, visible: true, cancel: func() {}}
	c.queue.jobs = []*job{j, {no: 2, name: "b.csv", visible: true}, {no: 3, name: "c.csv"}}
	doc, err := html.Parse(strings.NewReader(app.HTMLString(app.Div().Body(c.jobs(func(j *job) bool { return !c.aboutOpen(j) })...))))
	if err != nil {
		t.Fatal(err)
	}
	got := textOf(doc)
	for _, want := range []string{"a.csv: reading 6.00 MB of 24.00 MB", "b.csv: waiting", "Cancel"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not said: %s", want, got)
		}
	}
	if strings.Contains(got, "c.csv") {
		t.Error("a job shorter than 300 ms is shown")
	}
	if c.queue.remove(2) == nil || c.queue.find(2) != nil || c.queue.remove(2) != nil {
		t.Error("a job is not removed once")
	}
	c.queue.end()
	if len(c.queue.jobs) != 0 {
		t.Error("jobs are left")
	}
}
