package load

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

func gzipped(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	w.Write(b)
	w.Close()
	return out.Bytes()
}

func zipped(t testing.TB, files ...any) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i].(string))
		if err != nil {
			t.Fatal(err)
		}
		f.Write(files[i+1].([]byte))
	}
	w.Close()
	return out.Bytes()
}

func wide(b []byte, big bool) []byte {
	out := []byte{0xFF, 0xFE}
	if big {
		out = []byte{0xFE, 0xFF}
	}
	for _, u := range utf16.Encode([]rune(string(b))) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func gbk(t testing.TB, b []byte) []byte {
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes(b)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// chinese is good with the headers of a Chinese terminal.
func chinese(days int) []byte {
	lines := good(days)
	lines[0] = "时间,合约代码,开盘价,最高价,最低价,收盘价,成交量,持仓量"
	return joined(lines)
}

// sameBars compares what was read, row numbers included.
func sameBars(a, b *market.Bars) bool {
	same := a.Symbol == b.Symbol && a.Kind == b.Kind && a.Minutes == b.Minutes && slices.Equal(a.Time, b.Time) && slices.Equal(a.Row, b.Row) &&
		slices.Equal(a.Segment, b.Segment)
	var left, right []market.Column
	a.Columns(func(_ string, c *market.Column) { left = append(left, *c) })
	b.Columns(func(_ string, c *market.Column) { right = append(right, *c) })
	if len(left) != len(right) {
		return false
	}
	for i := range left {
		if left[i].Len() != right[i].Len() {
			return false
		}
		for k := range left[i].Len() {
			if left[i].Text(k) != right[i].Text(k) {
				return false
			}
		}
	}
	return same
}

// TestSameFileInAnyWrapping: the bars do not depend on how a file is written down.
func TestSameFileInAnyWrapping(t *testing.T) {
	b := chinese(2)
	want := mustRead(t, "a.csv", b, table.Choices{}).Series[0]
	replaced := func(old, new string) []byte { return bytes.ReplaceAll(b, []byte(old), []byte(new)) }
	quotes := append([]byte(`"`), bytes.ReplaceAll(bytes.ReplaceAll(bytes.TrimSuffix(b, []byte("\n")), []byte(","), []byte(`","`)), []byte("\n"), []byte("\"\n\""))...)
	quotes = append(quotes, '"')
	for _, c := range []struct {
		name, encoding, delimiter, container string
		bytes                                []byte
	}{
		{"utf-8", "utf-8", "comma", "", b},
		{"bom", "utf-8-bom", "comma", "", append([]byte("\xEF\xBB\xBF"), b...)},
		{"gbk", "gb18030", "comma", "", gbk(t, b)},
		{"utf-16le", "utf-16le", "comma", "", wide(b, false)},
		{"utf-16be", "utf-16be", "comma", "", wide(b, true)},
		{"crlf", "utf-8", "comma", "", replaced("\n", "\r\n")},
		{"cr", "utf-8", "comma", "", replaced("\n", "\r")},
		{"no line end at the end", "utf-8", "comma", "", bytes.TrimSuffix(b, []byte("\n"))},
		{"tab", "utf-8", "tab", "", replaced(",", "\t")},
		{"semicolon", "utf-8", "semicolon", "", replaced(",", ";")},
		{"pipe", "utf-8", "pipe", "", replaced(",", "|")},
		{"gbk and pipe", "gb18030", "pipe", "", gbk(t, replaced(",", "|"))},
		{"every cell quoted", "utf-8", "comma", "", quotes},
		{"blanks behind commas", "utf-8", "comma", "", replaced(",", ", ")},
		{"gzip", "utf-8", "comma", "gzip", gzipped(b)},
		{"gzip of gbk", "gb18030", "comma", "gzip", gzipped(gbk(t, b))},
		{"zip", "utf-8", "comma", "zip", zipped(t, "data/a.csv", b)},
		{"gzip in zip", "utf-8", "comma", "zip", zipped(t, "a.csv.gz", gzipped(b))},
		{"xlsx", "utf-8", "tab", "xlsx", workbook(t, b)},
		{"xlsx in zip", "utf-8", "tab", "zip", zipped(t, "a.xlsx", workbook(t, b))},
	} {
		set := mustRead(t, "a.csv", c.bytes, table.Choices{})
		l := set.Loaded
		if l.Encoding.Value != c.encoding || l.Delimiter != c.delimiter || l.Container != c.container {
			t.Errorf("%s: got %v, %s, %q", c.name, l.Encoding, l.Delimiter, l.Container)
		}
		if len(set.Series) != 1 || !sameBars(set.Series[0], want) {
			t.Errorf("%s: other bars: %+v", c.name, l.Series)
		}
		if len(l.Problems) != 0 {
			t.Errorf("%s: got %+v", c.name, l.Problems)
		}
	}
}

// TestWrongEncodingChosen: GBK read as UTF-8 loses its characters, and says so.
func TestWrongEncodingChosen(t *testing.T) {
	b := gbk(t, chinese(1))
	_, err := Read(context.Background(), File{Name: "a.csv", Bytes: b, Choices: table.Choices{Encoding: "utf-16le"}})
	if err == nil {
		t.Error("GBK was read as UTF-16")
	}
	set := mustRead(t, "a.csv", b, table.Choices{Encoding: "utf-8"})
	if !slices.ContainsFunc(set.Loaded.Problems, func(p table.Problem) bool { return p.Code == table.ReplacedCharacters }) {
		t.Errorf("GBK read as UTF-8: got %+v", set.Loaded.Problems)
	}
	set = mustRead(t, "a.csv", b, table.Choices{Encoding: "gb18030"})
	if set.Loaded.Encoding != (table.Fact{Value: "gb18030", Evidence: "chosen"}) {
		t.Errorf("got %v", set.Loaded.Encoding)
	}
}

// TestParts: months of the exchange in one zip are joined, others are listed.
func TestParts(t *testing.T) {
	lines := good(4)
	month := func(day int) []byte { return joined(slices.Concat(lines[:1], lines[1+240*day:1+240*(day+1)])) }
	set := mustRead(t, "months.zip", zipped(t, "2.csv", month(1), "1.csv", month(0), "readme.txt", []byte("Bars of the future.\nNothing else.\n"), "3.csv", month(2)), table.Choices{})
	l := set.Loaded
	if l.Rows != 720 || len(set.Series) != 1 || l.Container != "zip" || l.Order != "ascending" {
		t.Fatalf("got %+v", l)
	}
	used := []string{}
	for _, p := range l.Parts {
		used = append(used, p.Name+" "+p.Why)
	}
	if !slices.Equal(used, []string{"2.csv ", "1.csv ", "readme.txt unreadable", "3.csv "}) {
		t.Errorf("parts: %q", used)
	}
	if !slices.ContainsFunc(l.Problems, func(p table.Problem) bool { return p.Code == table.PartSkipped && p.Part == "readme.txt" }) {
		t.Errorf("got %+v", l.Problems)
	}
	if row := set.Series[0].Row; row[0] != 2 || row[240] != 2 || row[719] != 241 {
		t.Errorf("rows are not those of their member: %d, %d, %d", row[0], row[240], row[719])
	}
	set = mustRead(t, "months.zip", zipped(t, "2.csv", month(1), "1.csv", month(0)), table.Choices{Part: "1.csv"})
	if set.Loaded.Rows != 240 || set.Loaded.Parts[0].Why != "not_chosen" || !set.Loaded.Parts[1].Used {
		t.Errorf("got %+v", set.Loaded.Parts)
	}
	_, err := Read(context.Background(), File{Name: "a.zip", Bytes: zipped(t, "1.csv", month(0)), Choices: table.Choices{Part: "9.csv"}})
	if err == nil || !strings.Contains(err.Error(), "9.csv") {
		t.Errorf("an unknown part: got %v", err)
	}
	// A problem names the member its rows are counted in.
	bad := slices.Concat(lines[:1], lines[241:481])
	bad[5] = setCell(bad[5], 0, "never")
	set = mustRead(t, "months.zip", zipped(t, "1.csv", month(0), "2.csv", joined(bad)), table.Choices{})
	i := slices.IndexFunc(set.Loaded.Problems, func(p table.Problem) bool { return p.Code == table.BadStamp })
	if i < 0 || set.Loaded.Problems[i].Part != "2.csv" || !slices.Equal(set.Loaded.Problems[i].Rows, []int{6}) {
		t.Errorf("got %+v", set.Loaded.Problems)
	}
	if len(set.Rejected) != 1 || set.Rejected[0].Part != "2.csv" || set.Rejected[0].Row != 6 || !strings.HasPrefix(set.Rejected[0].Text, "never,IF2406") {
		t.Errorf("got %+v", set.Rejected)
	}
}

// TestPartsWithoutSymbol: sheets named for their contracts.
func TestPartsWithoutSymbol(t *testing.T) {
	b := bars(plainHeader, threeDays, minutesOfDay(570, 900, 5), clock)
	set := mustRead(t, "all.zip", zipped(t, "IF2406.csv", b, "IF2409.csv", b), table.Choices{})
	if len(set.Series) != 2 || set.Series[0].Symbol != "IF2406" || set.Series[1].Symbol != "IF2409" || set.Loaded.Series[0].Source != "name" {
		t.Errorf("got %+v", set.Loaded.Series)
	}
}

// TestBomb: what unpacks to too much is refused, and as such.
func TestBomb(t *testing.T) {
	b := gzipped(make([]byte, 64<<20))
	_, err := Read(context.Background(), File{Name: "bomb.gz", Bytes: b})
	if fault.From(err).Code != fault.TooLarge {
		t.Errorf("got %v", err)
	}
}

// workbook writes rows of text into a sheet, numbers as numbers and stamps as dates.
func workbook(t testing.TB, b []byte) []byte {
	f := excelize.NewFile()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 22})
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		for k, cell := range strings.Split(line, ",") {
			at, _ := excelize.CoordinatesToCellName(k+1, i+1)
			var v any = cell
			if x, err := strconv.ParseFloat(cell, 64); err == nil {
				v = x
			} else if at, err := time.Parse(time.DateTime, cell); err == nil {
				v = at
			}
			if err := f.SetCellValue("Sheet1", at, v); err != nil {
				t.Fatal(err)
			}
			if k == 0 && i > 0 {
				f.SetCellStyle("Sheet1", at, at, style)
			}
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
