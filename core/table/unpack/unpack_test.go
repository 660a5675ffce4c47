package unpack

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"fairbasis/core/fault"
)

const bars = "date,close\n2024-01-02,3420.2\n"

// file is one entry of a zip to make.
type file struct {
	name, text string
	method     uint16
}

func makeZip(t testing.TB, files ...file) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		e, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: f.method})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(e, f.text)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// rawZip makes a zip whose directory says what the headers say, true or not.
func rawZip(t testing.TB, data []byte, headers ...zip.FileHeader) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, h := range headers {
		h.CompressedSize64 = uint64(len(data))
		e, err := w.CreateRaw(&h)
		if err != nil {
			t.Fatal(err)
		}
		e.Write(data)
	}
	w.Close()
	return out.Bytes()
}

func makeGzip(t testing.TB, members ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	for i, text := range members {
		w := gzip.NewWriter(&out)
		if i%2 == 0 {
			w.Name, w.Comment, w.Extra = "IF.csv", "bars", []byte{1, 2, 3}
		}
		io.WriteString(w, text)
		w.Close()
	}
	return out.Bytes()
}

// parts opens a file and joins its parts as "name=text".
func parts(t testing.TB, b []byte) (string, *Archive, error) {
	t.Helper()
	a, err := Open("in", b, Default, nil)
	if err != nil {
		return "", nil, err
	}
	var all []string
	for i := range a.Parts {
		p := &a.Parts[i]
		if p.Kind == Workbook {
			all = append(all, p.Name+"=workbook")
			continue
		}
		text, err := p.Bytes(nil)
		if err != nil {
			return "", a, err
		}
		if len(text) != p.Size {
			t.Errorf("%s: %d bytes, Size says %d", p.Name, len(text), p.Size)
		}
		all = append(all, p.Name+"="+string(text))
	}
	return strings.Join(all, " "), a, nil
}

func TestOpen(t *testing.T) {
	hanzi, _ := simplifiedchinese.GBK.NewEncoder().String("股指/沪深300.csv")
	book := makeZip(t, file{"[Content_Types].xml", "<Types/>", zip.Deflate}, file{"xl/workbook.xml", "<workbook/>", zip.Deflate})
	cases := []struct {
		name string
		b    []byte
		want string
	}{
		{"a text", []byte(bars), "in=" + bars},
		{"a text in UTF-16", []byte("\xFF\xFEa\x00,\x00\xD4\x6C\n\x00"), "in=\xFF\xFEa\x00,\x00\xD4\x6C\n\x00"},
		{"UTF-16 without mark", []byte("1\x002\x00,\x003\x00\n\x001\x002\x00,\x003\x00\n\x00"), "in=1\x002\x00,\x003\x00\n\x001\x002\x00,\x003\x00\n\x00"},
		{"gzip", makeGzip(t, bars), "in=" + bars},
		{"gzip of three members", makeGzip(t, bars, "", "2024-01-03,3421\n"), "in=" + bars + "2024-01-03,3421\n"},
		{"gzip with zeros behind", append(makeGzip(t, bars), make([]byte, 40)...), "in=" + bars},
		{"gzip in gzip", makeGzip(t, string(makeGzip(t, bars))), "in=" + bars},
		{"zip", makeZip(t, file{"a.csv", bars, zip.Deflate}, file{"b/c.txt", "1\n", zip.Store}), "a.csv=" + bars + " b/c.txt=1\n"},
		{"what systems add", makeZip(t, file{"a.csv", bars, zip.Deflate}, file{"__MACOSX/._a.csv", "x", zip.Deflate}, file{"d/", "", zip.Store}, file{"d/.DS_Store", "x", zip.Deflate},
			file{"Thumbs.db", "x", zip.Deflate}, file{"empty.csv", "", zip.Deflate}), "a.csv=" + bars},
		{"names in GBK", rawZip(t, []byte("1\n"), zip.FileHeader{Name: hanzi, UncompressedSize64: 2, CRC32: crc32.ChecksumIEEE([]byte("1\n"))}), "股指/沪深300.csv=1\n"},
		{"names with backslashes", makeZip(t, file{`d\a.csv`, "1\n", zip.Deflate}), "d/a.csv=1\n"},
		{"csv.gz in zip", makeZip(t, file{"a.csv.gz", string(makeGzip(t, bars)), zip.Deflate}), "a.csv=" + bars},
		{"a workbook", book, "in=workbook"},
		{"a workbook in zip", makeZip(t, file{"a.xlsx", string(book), zip.Store}), "a.xlsx=workbook"},
		{"a workbook in gzip in zip", makeZip(t, file{"a.xlsx.gz", string(makeGzip(t, string(book))), zip.Store}), "a.xlsx=workbook"},
		{"zip in zip", makeZip(t, file{"b.zip", string(makeZip(t, file{"a.csv", bars, zip.Deflate})), zip.Store}), "a.csv=" + bars},
		{"a remark at the end", append(bytes.TrimSuffix(makeZip(t, file{"a.csv", bars, zip.Deflate}), []byte{0, 0}), "\x05\x00PK\x05\x06!"...), "a.csv=" + bars},
	}
	for _, c := range cases {
		got, a, err := parts(t, c.b)
		if err != nil || got != c.want || len(a.Skipped) != 0 {
			t.Errorf("%s: got %q, %v; want %q", c.name, got, err, c.want)
		}
	}
}

// What is beside the tables is left out and named.
func TestSkipped(t *testing.T) {
	b := makeZip(t, file{"a.csv", bars, zip.Deflate}, file{"readme.pdf", "%PDF-1.4 ...", zip.Deflate}, file{"b/chart.png", "\x89PNG\r\n\x1a\n", zip.Store})
	got, a, err := parts(t, b)
	if err != nil || got != "a.csv="+bars {
		t.Fatalf("got %q, %v", got, err)
	}
	if len(a.Skipped) != 2 || a.Skipped[0].Path != "in/readme.pdf" || a.Skipped[0].Code != "pdf" || a.Skipped[1].Path != "in/b/chart.png" || a.Skipped[1].Code != "picture" {
		t.Errorf("skipped: %+v", a.Skipped)
	}
}

// Zips with the fields of zip64, as programs that write to a pipe make them.
func TestZip64(t *testing.T) {
	text := []byte(bars)
	var local, dir, out bytes.Buffer
	le := binary.LittleEndian
	put := func(w *bytes.Buffer, parts ...any) {
		for _, p := range parts {
			if s, ok := p.(string); ok {
				w.WriteString(s)
			} else {
				binary.Write(w, le, p)
			}
		}
	}
	crc := crc32.ChecksumIEEE(text)
	all := uint32(math.MaxUint32)
	put(&local, "PK\x03\x04", uint16(45), uint16(0), uint16(0), uint32(0), crc, all, all, uint16(5), uint16(20), "a.csv",
		uint16(1), uint16(16), uint64(len(text)), uint64(len(text)))
	local.Write(text)
	put(&dir, "PK\x01\x02", uint16(45), uint16(45), uint16(0), uint16(0), uint32(0), crc, all, all, uint16(5), uint16(28), uint16(0), uint16(0), uint16(0), uint32(0), all, "a.csv",
		uint16(1), uint16(24), uint64(len(text)), uint64(len(text)), uint64(0))
	out.Write(local.Bytes())
	out.Write(dir.Bytes())
	end := out.Len()
	put(&out, "PK\x06\x06", uint64(44), uint16(45), uint16(45), uint32(0), uint32(0), uint64(1), uint64(1), uint64(dir.Len()), uint64(local.Len()))
	put(&out, "PK\x06\x07", uint32(0), uint64(end), uint32(1))
	put(&out, "PK\x05\x06", uint16(0), uint16(0), uint16(0xFFFF), uint16(0xFFFF), all, all, uint16(0))
	if r, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len())); err != nil || len(r.File) != 1 {
		t.Fatalf("the fixture is no zip: %v", err)
	}
	got, _, err := parts(t, out.Bytes())
	if err != nil || got != "a.csv="+bars {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestRefused(t *testing.T) {
	locked := makeZip(t, file{"a.csv", bars, zip.Deflate})
	at := bytes.Index(locked, []byte("PK\x01\x02"))
	locked[at+8] |= 1
	lzma := makeZip(t, file{"a.csv", bars, zip.Deflate})
	lzma[at+10] = 14
	wrong := makeZip(t, file{"a.csv", bars, zip.Store})
	wrong[bytes.Index(wrong, []byte("3420.2"))] = '9'
	deep := string(makeGzip(t, bars))
	deep = string(makeGzip(t, deep))
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)
	cases := []struct {
		name, code string
		b          []byte
	}{
		{"nothing", "empty", nil},
		{"gzip of nothing", "empty", makeGzip(t, "")},
		{"old workbook", "old_xls", []byte(ole)},
		{"locked workbook", "encrypted", []byte(ole + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")},
		{"pdf", "pdf", []byte("%PDF-1.7\n")},
		{"png", "picture", []byte("\x89PNG\r\n\x1a\n")},
		{"jpeg", "picture", []byte("\xFF\xD8\xFF\xE0")},
		{"rar", "rar", []byte("Rar!\x1A\x07\x01\x00")},
		{"7z", "seven_zip", []byte("7z\xBC\xAF\x27\x1C\x00\x04")},
		{"sqlite", "sqlite", []byte("SQLite format 3\x00\x10\x00")},
		{"parquet", "parquet", []byte("PAR1\x15\x04")},
		{"tar", "tar", append(make([]byte, 257), "ustar\x0000"...)},
		{"web page", "html", []byte("\xEF\xBB\xBF\r\n<HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\">")},
		{"table of a web page", "html", []byte("<table><tr><td>1</td></tr></table>")},
		{"xml", "xml", []byte("<?xml version=\"1.0\"?><Workbook/>")},
		{"json", "json", []byte("{\"bars\":[]}")},
		{"a program", "binary", []byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3e\x00")},
		{"locked zip", "encrypted", locked},
		{"zip by another method", "packing_method", lzma},
		{"empty zip", "no_files", makeZip(t)},
		{"only a picture in it", "picture", makeZip(t, file{"a.png", "\x89PNG\r\n\x1a\n", zip.Store})},
		{"binary workbook", "xlsb", makeZip(t, file{"xl/workbook.bin", "x", zip.Store})},
		{"document", "document", makeZip(t, file{"word/document.xml", "x", zip.Store})},
		{"OpenDocument", "ods", makeZip(t, file{"mimetype", "application/vnd.oasis.opendocument.spreadsheet", zip.Store}, file{"content.xml", "x", zip.Store})},
		{"cut gzip", "torn", makeGzip(t, bars)[:30]},
		{"cut zip", "torn", makeZip(t, file{"a.csv", bars, zip.Deflate})[:60]},
		{"gzip with a wrong checksum", "damaged", append(makeGzip(t, bars)[:len(makeGzip(t, bars))-8], 1, 2, 3, 4, byte(len(bars)), 0, 0, 0)},
		{"packed three times", "too_deep", makeGzip(t, deep)},
		{"packed three times in zip", "too_deep", makeZip(t, file{"a.gz", deep, zip.Store})},
	}
	for _, c := range cases {
		_, err := Open("in", c.b, Default, nil)
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.Invalid || len(f.Fields) == 0 || f.Fields[0].Code != c.code || f.Fields[0].Message == "" || !strings.HasPrefix(f.Fields[0].Path, "in") {
			t.Errorf("%s: got %#v, want %s", c.name, err, c.code)
		}
	}
	if _, _, err := parts(t, wrong); !hasCode(err, "damaged") {
		t.Errorf("wrong checksum in zip: %v", err)
	}
}

func hasCode(err error, code string) bool {
	var f *fault.Error
	return errors.As(err, &f) && len(f.Fields) > 0 && f.Fields[0].Code == code
}

// allocated is how many bytes f allocates, all told.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Bombs are refused with little memory: 64 MiB are the limit of the issue.
func TestBombs(t *testing.T) {
	zeros := deflate(t, bytes.Repeat([]byte("1,2\n"), 24<<20), flate.BestSpeed)
	gz := append([]byte{0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF}, zeros...)
	gz = append(gz, 0, 0, 0, 0, 0, 0, 0, 6) // 96 MiB, declared
	modest := append(append([]byte{}, gz[:len(gz)-4]...), 16, 0, 0, 0)
	overlap := rawZip(t, zeros[:60_000], zip.FileHeader{Name: "a", Method: zip.Deflate, UncompressedSize64: 5 << 20}, zip.FileHeader{Name: "b", Method: zip.Deflate, UncompressedSize64: 5 << 20})
	second := bytes.LastIndex(overlap, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(overlap[second+42:], 0) // both at the same place
	cases := []struct {
		name, code string
		b          []byte
	}{
		{"gzip", "expands_too_much", gz},
		{"gzip that lies", "expands_too_much", modest},
		{"zip", "expands_too_much", rawZip(t, zeros, zip.FileHeader{Name: "a.csv", Method: zip.Deflate, UncompressedSize64: 96 << 20})},
		{"zip that declares exabytes", "entry_too_large", rawZip(t, zeros, zip.FileHeader{Name: "a.csv", Method: zip.Deflate, UncompressedSize64: 1 << 62})},
		{"zip that lies", "damaged", rawZip(t, zeros, zip.FileHeader{Name: "a.csv", Method: zip.Deflate, UncompressedSize64: 5 << 20})},
		{"overlapping", "overlapping", overlap},
		{"bomb in zip", "expands_too_much", makeZip(t, file{"a.csv.gz", string(gz), zip.Store})},
	}
	for _, c := range cases {
		var err error
		used := allocated(func() {
			var a *Archive
			if a, err = Open("in", c.b, Default, nil); err == nil {
				_, err = a.Parts[0].Bytes(nil)
			}
		})
		if !hasCode(err, c.code) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
		}
		if used > 32<<20 {
			t.Errorf("%s: %d MB were allocated", c.name, used>>20)
		}
	}
}

func TestLimits(t *testing.T) {
	many := make([]file, 30)
	for i := range many {
		many[i] = file{strings.Repeat("a", i+1) + ".csv", bars, zip.Deflate}
	}
	small := Limits{File: 10_000, Entry: 5000, Total: 8000, Ratio: 20, Floor: 1000, Entries: 20}
	cases := []struct {
		name, code string
		b          []byte
		lim        Limits
	}{
		{"file", "file_too_large", []byte(bars), Limits{File: 10}},
		{"entry", "entry_too_large", makeZip(t, file{"a", string(csvText(200)), zip.Deflate}), small},
		{"entry of gzip", "entry_too_large", makeGzip(t, string(csvText(200))), small},
		{"total", "total_too_large", makeZip(t, file{"a", string(csvText(80)), zip.Deflate}, file{"b", string(csvText(80)), zip.Deflate}), small},
		{"ratio", "expands_too_much", makeZip(t, file{"a", strings.Repeat("a", 4000), zip.Deflate}), small},
		{"entries", "too_many_entries", makeZip(t, many...), small},
	}
	for _, c := range cases {
		_, err := Open("in", c.b, c.lim, nil)
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.TooLarge || !hasCode(err, c.code) || len(f.Fields[0].Params) == 0 {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
		}
	}
	if _, err := Open("in", makeZip(t, many...), Limits{}, nil); err != nil {
		t.Errorf("without limits: %v", err)
	}
	for _, err := range []error{small.TooManyRows("in"), small.TooManyColumns("in", 7), small.LongCell("in", 9)} {
		if fault.From(err).Code != fault.TooLarge {
			t.Errorf("%v is not too large", err)
		}
	}
}

// Work can be watched and given up at any megabyte.
func TestTick(t *testing.T) {
	text := string(csvText(100_000))
	for name, b := range map[string][]byte{"gzip": makeGzip(t, text), "zip": makeZip(t, file{"a.csv", text, zip.Deflate})} {
		calls, last := 0, -1
		tick := func(done, total int) error {
			if done < last || done > total || total == 0 {
				t.Errorf("%s: %d of %d after %d", name, done, total, last)
			}
			calls, last = calls+1, done
			return nil
		}
		a, err := Open("in", b, Default, tick)
		if err != nil {
			t.Fatal(err)
		}
		got, err := a.Parts[0].Bytes(tick)
		if err != nil || string(got) != text {
			t.Fatalf("%s: %d bytes, %v", name, len(got), err)
		}
		if calls < len(text)>>20 {
			t.Errorf("%s: %d ticks for %d bytes", name, calls, len(text))
		}
		stop := errors.New("given up")
		quit := func(done, total int) error { return stop }
		if a, err = Open("in", b, Default, quit); err == nil {
			_, err = a.Parts[0].Bytes(quit)
		}
		if err != stop {
			t.Errorf("%s: got %v, want the error of tick", name, err)
		}
	}
}

// A stream gives the same bytes as the whole, whatever is kept between pieces.
func TestStream(t *testing.T) {
	text := string(csvText(120_000))
	for _, method := range []uint16{zip.Deflate, zip.Store} {
		a, err := Open("in", makeZip(t, file{"a.csv", text, method}), Default, nil)
		if err != nil {
			t.Fatal(err)
		}
		p := &a.Parts[0]
		for _, keep := range []int{0, 1, 100, 100_000, 3 << 20} {
			s := p.zip.Stream(p.e, nil)
			var got strings.Builder
			at, pieces := 0, 0
			for {
				piece, last, err := s.Next(at)
				if err != nil {
					t.Fatal(err)
				}
				pieces++
				if last {
					got.Write(piece)
					break
				}
				at = max(len(piece)-keep, 0)
				got.Write(piece[:at])
			}
			if got.String() != text {
				t.Fatalf("method %d, keeping %d: %d bytes in %d pieces differ from %d", method, keep, got.Len(), pieces, len(text))
			}
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(bars))
	f.Add(makeGzip(f, bars))
	f.Add(makeZip(f, file{"a.csv", bars, zip.Deflate}, file{"b.csv", bars, zip.Store}))
	f.Add(makeZip(f, file{"a.csv.gz", string(makeGzip(f, bars)), zip.Deflate}))
	f.Add([]byte("PK\x03\x04PK\x01\x02PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00\x04\x00\x00\x00\x04\x00\x00\x00\x00\x00"))
	f.Add([]byte("\x1f\x8b\x08\x1f\x00\x00\x00\x00\x00\x00\x01\x00a"))
	f.Fuzz(func(t *testing.T, b []byte) {
		lim := Default
		lim.Entry, lim.Total, lim.Floor = 1<<20, 1<<20, 1<<16
		a, err := Open("in", b, lim, nil)
		if err != nil {
			if fault.From(err).Code == fault.Internal {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		for i := range a.Parts {
			p := &a.Parts[i]
			if p.Kind == Workbook {
				continue
			}
			if text, err := p.Bytes(nil); err == nil && len(text) != p.Size {
				t.Fatalf("%s: %d bytes, Size says %d", p.Name, len(text), p.Size)
			}
		}
	})
}
