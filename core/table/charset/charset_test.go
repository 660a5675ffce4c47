package charset

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

const header = "日期,开盘,最高,最低,收盘,成交量,持仓量\n"

func gbk(t testing.TB, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func utf16Bytes(s string, big, mark bool) []byte {
	var out []byte
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	for _, u := range units {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func TestDetect(t *testing.T) {
	rows := strings.Repeat("2024-01-02 09:31:00,3420.2,3421.4,3419.8,3420.6,512,71234\n", 40)
	cases := []struct {
		name string
		b    []byte
		want Encoding
		f    Facts // Examined is not compared
	}{
		{"empty", nil, UTF8Plain, Facts{ASCII: true}},
		{"ascii", []byte(rows), UTF8Plain, Facts{ASCII: true}},
		{"utf-8", []byte(header + rows), UTF8Plain, Facts{}},
		{"utf-8 with mark", []byte("\uFEFF" + header + rows), UTF8BOM, Facts{}},
		{"ascii with mark", []byte("\uFEFF" + rows), UTF8BOM, Facts{ASCII: true}},
		{"gbk", gbk(t, header+rows), GB18030, Facts{}},
		{"gbk, two hanzi", gbk(t, rows+"收盘\n"), GB18030, Facts{}},
		{"gbk, cut in the last character", append([]byte(rows), "\xCA\xFD\xBE\xDD\xC0\xB4\xD4\xB4\xCD\xA8\xB4\xEF\xD0"...), GB18030, Facts{Invalid: 1}},
		{"four-byte characters", gbk(t, "名称,备注\n招商银行,𠮷野家\n中信建投,㐀㐁\n"), GB18030, Facts{}},
		{"utf-16le with mark", utf16Bytes(header+rows, false, true), UTF16LE, Facts{}},
		{"utf-16be with mark", utf16Bytes(header+rows, true, true), UTF16BE, Facts{}},
		{"utf-16le without mark", utf16Bytes(header+rows, false, false), UTF16LE, Facts{}},
		{"utf-16be without mark", utf16Bytes(header+rows, true, false), UTF16BE, Facts{}},
		{"utf-16 with a replaced character", utf16Bytes("a\uFFFD,1\n", false, true), UTF16LE, Facts{Replaced: 1}},
		{"replaced characters", []byte("\uFFFD\uFFFD,open\n" + rows), UTF8Plain, Facts{Replaced: 2}},
		{"mojibake of replaced characters", []byte("锟斤拷,open\n" + rows), UTF8Plain, Facts{Replaced: 2}},
		{"the same in gbk", gbk(t, "日期开盘最高最低收盘,锟斤拷\n"+rows), GB18030, Facts{Replaced: 2}},
		{"utf-8 with a torn character", []byte(header + "合约名称\xE6\x97,1\n" + rows), UTF8Plain, Facts{Invalid: 1}},
		{"latin-1", []byte("fen\xEAtre,d\xE9part\n" + rows), UTF8Plain, Facts{Invalid: 2}},
		{"zero bytes alone are not utf-16", []byte("a,b\x00\n" + rows), UTF8Plain, Facts{ASCII: true}},
	}
	for _, c := range cases {
		enc, f := Detect(c.b)
		f.Examined = 0
		if c.want == UTF16LE || c.want == UTF16BE {
			f.ASCII = false
		}
		if enc != c.want || f != c.f {
			t.Errorf("%s: got %s %+v, want %s %+v", c.name, enc, f, c.want, c.f)
		}
	}
}

// A file beyond the sampled size is judged by samples, wherever its hanzi stand.
func TestDetectLargeFile(t *testing.T) {
	row := "2024-01-02,3420.2,3421.4,3419.8,3420.6,512,71234\n"
	body := strings.Repeat(row, 6<<20/len(row))
	for name, c := range map[string]struct {
		b    []byte
		want Encoding
	}{
		"head":      {append(gbk(t, header), body...), GB18030},
		"tail":      {append([]byte(body), gbk(t, "数据来源:通达信")...), GB18030},
		"every row": {bytes.ReplaceAll([]byte(body), []byte("512"), gbk(t, "沪深")), GB18030},
		"utf-8":     {[]byte(strings.ReplaceAll(body, "512", "沪深")), UTF8Plain},
		"one line":  {bytes.Repeat(gbk(t, "沪深三百,"), 1<<20), GB18030},
	} {
		enc, f := Detect(c.b)
		if enc != c.want || f.Replaced != 0 || f.Examined >= len(c.b) {
			t.Errorf("%s: got %s %+v, want %s from samples", name, enc, f, c.want)
		}
	}
}

func TestTextSharesMemory(t *testing.T) {
	for _, c := range []struct {
		b   []byte
		enc Encoding
		cut int
	}{{[]byte("a,b"), UTF8Plain, 0}, {[]byte("\uFEFFa,b"), UTF8BOM, 3}, {gbk(t, header), GB18030, 0}} {
		got, replaced, err := Text(c.b, c.enc)
		if err != nil || replaced != 0 || len(got) != len(c.b)-c.cut || &got[0] != &c.b[c.cut] {
			t.Errorf("%s: got %q, %d replaced, %v", c.enc, got, replaced, err)
		}
	}
	if _, _, err := Text([]byte("a"), "latin-1"); err == nil {
		t.Error("an unknown encoding is not refused")
	}
}

// Lone halves of surrogate pairs and an odd byte are replaced and counted
// (Unicode 16, D91 and table 3-4 of conformance).
func TestUTF16Damage(t *testing.T) {
	cases := []struct {
		in       string // little-endian
		want     string
		replaced int
	}{
		{"\xFF\xFEa\x00,\x00", "a,", 0},
		{"\x3D\xD8\xA9\xDC", "💩", 0},
		{"\x3D\xD8a\x00", "\uFFFDa", 1},
		{"\xA9\xDC\x3D\xD8", "\uFFFD\uFFFD", 2},
		{"a\x00b", "a\uFFFD", 1},
		{"\x3D\xD8", "\uFFFD", 1},
		{"", "", 0},
	}
	for _, c := range cases {
		got, n, err := Text([]byte(c.in), UTF16LE)
		if string(got) != c.want || n != c.replaced || err != nil {
			t.Errorf("%q: got %q, %d replaced, %v; want %q, %d", c.in, got, n, err, c.want, c.replaced)
		}
		swapped := []byte(c.in)
		for i := 0; i+1 < len(swapped); i += 2 {
			swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
		}
		if got, n, _ := Text(swapped, UTF16BE); string(got) != c.want || n != c.replaced {
			t.Errorf("%q big-endian: got %q, %d replaced", c.in, got, n)
		}
	}
}

func TestUTF16RoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		for _, big := range []bool{false, true} {
			enc, end := UTF16LE, unicode.LittleEndian
			if big {
				enc, end = UTF16BE, unicode.BigEndian
			}
			b, err := unicode.UTF16(end, unicode.UseBOM).NewEncoder().Bytes([]byte(s))
			if err != nil {
				t.Fatal(err)
			}
			if got, n, _ := Text(b, enc); string(got) != s || n != 0 {
				t.Fatalf("%s: got %q, %d replaced, want %q", enc, got, n, s)
			}
		}
	})
}

func TestGB18030RoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if strings.ContainsFunc(s, func(r rune) bool { return r >= 0xE000 && r <= 0xF8FF }) {
			t.Skip("the oracle writes private characters that it does not read")
		}
		b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Skip("not in GB18030")
		}
		if got := Decode(b, GB18030); got != s {
			t.Fatalf("% X: got %q, want %q", b, got, s)
		}
		if got := UTF8(b, GB18030); string(got) != s {
			t.Fatalf("% X: got %q, want %q", b, got, s)
		}
	})
}

func TestDecode(t *testing.T) {
	cases := []struct {
		cell string
		enc  Encoding
		want string
	}{
		{"open", GB18030, "open"},
		{"\xBF\xAA\xC5\xCC", GB18030, "开盘"},
		{"\x80", GB18030, "€"},                            // code page 936
		{"\xA2\xE3", GB18030, "€"},                        // GB 18030-2000
		{"\xFF\xBF\xAA", GB18030, "\uFFFD开"},              // no lead byte
		{"\xBF", GB18030, "\uFFFD"},                       // cut
		{"\xBF,1", GB18030, "\uFFFD,1"},                   // cut by a separator
		{"\x81\x30\x81", GB18030, "\uFFFD0\uFFFD"},        // cut in a four-byte code
		{"\xAA\xA1", GB18030, "\uFFFD"},                   // user-defined area
		{"\xA8\xBC", GB18030, "\uFFFD"},                   // U+1E3F only in the edition of 2005, x/text has none
		{"开盘", UTF8Plain, "开盘"},                           //
		{"\xE5\xBC", UTF8Plain, "\uFFFD"},                 // cut: one stretch, one mark
		{"\xE5\xBC,\xFF\xFE1", UTF8BOM, "\uFFFD,\uFFFD1"}, //
	}
	for _, c := range cases {
		if got := Decode([]byte(c.cell), c.enc); got != c.want {
			t.Errorf("%q in %s: got %q, want %q", c.cell, c.enc, got, c.want)
		}
	}
}

// Every byte that can be inside a longer character is one that Splits names.
func TestSplits(t *testing.T) {
	for lead := 0x81; lead <= 0xFE; lead++ {
		for second := 0x21; second < 0x7F; second++ {
			b := []byte{byte(lead), byte(second), 0x81, '0'}
			_, n := step(b)
			digit := second >= '0' && second <= '9'
			if n > 1 && !digit && !Splits(byte(second), GB18030) {
				t.Fatalf("% X is a character, and Splits(%q) is false", b, byte(second))
			}
		}
	}
	for _, delim := range []byte(",;\t \"'\n\r") {
		if Splits(delim, GB18030) {
			t.Errorf("Splits(%q) is true", delim)
		}
	}
	if !Splits('|', GB18030) || Splits('|', UTF8Plain) {
		t.Error("the vertical bar splits GB18030 and not UTF-8")
	}
}

// The heads of genuine exports; which are GBK stands in ../shared/data/README.md.
func TestGenuineFiles(t *testing.T) {
	root := filepath.Join("..", "..", "..", "..", "shared", "data")
	want := map[string]Encoding{
		"formats/tdx_1min_gbk.txt":                        GB18030,
		"min1/SH#000300.txt":                              GB18030,
		"rates/cn_treasury_5y.csv":                        GB18030,
		"formats/choice_quoted_thousands_footer.csv":      UTF8BOM,
		"formats/tushare_fut_daily_bom_quoted_desc.csv":   UTF8BOM,
		"daily/Wind_IF_close_matrix_2015-2024.csv":        UTF8BOM,
		"formats/sina_akshare_repeated_header.csv":        UTF8Plain,
		"min1/IF_1min_sina_2020-04_2021-12.csv":           UTF8Plain,
		"min5/CFFEX.IF.HOT_m5_2017.csv":                   UTF8Plain,
		"daily/cffex_all_contracts_settle_2024-09-13.csv": UTF8Plain,
		"csv-spectrum/csvs/utf8.csv":                      UTF8Plain,
	}
	for name, enc := range want {
		b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Skipf("the shared data are not here: %v", err)
		}
		got, f := Detect(b)
		if got != enc || f.Replaced != 0 || f.Invalid != 0 {
			t.Errorf("%s: got %s %+v, want %s", name, got, f, enc)
		}
		if enc == GB18030 && string(UTF8(b, enc)) != fromX(t, b) {
			t.Errorf("%s: the text differs from the oracle's", name)
		}
	}
}

// Naughty strings survive both encodings that are not UTF-8.
func TestNaughtyStrings(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "data", "blns", "blns.json.gz"))
	if err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	if err := json.NewDecoder(z).Decode(&list); err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s)); err == nil {
			if got := Decode(b, GB18030); got != s {
				t.Errorf("gb18030: got %q, want %q", got, s)
			}
		}
		if got, _, _ := Text(utf16Bytes(s, true, true), UTF16BE); string(got) != strings.TrimPrefix(s, "\uFEFF") && string(got) != s {
			t.Errorf("utf-16be: got %q, want %q", got, s)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte(header))
	f.Add(gbk(f, header))
	f.Add(utf16Bytes(header, false, true))
	f.Add(utf16Bytes(header, true, false))
	f.Add([]byte("\x84\x31\xA4\x37\x90\x30\x81\x30\xFE\xFE\xFF"))
	f.Add([]byte("\xFF\xFE\x3D\xD8"))
	f.Fuzz(func(t *testing.T, b []byte) {
		enc, facts := Detect(b)
		if facts.Examined > len(b) || facts.Invalid < 0 || facts.Replaced < 0 {
			t.Fatalf("%+v of %d bytes", facts, len(b))
		}
		text, _, err := Text(b, enc)
		if err != nil {
			t.Fatal(err)
		}
		all := UTF8(text, Scanned(enc))
		if enc == GB18030 && !utf8.Valid(all) {
			t.Fatalf("%s: % X is no UTF-8", enc, all)
		}
		if s := Decode(text, Scanned(enc)); !utf8.ValidString(s) {
			t.Fatalf("%s: %q is no UTF-8", enc, s)
		}
		if got := Decode(b, GB18030); !utf8.ValidString(got) {
			t.Fatalf("gb18030: %q is no UTF-8", got)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	row := "2024-01-02 09:31:00,3420.2,3421.4,3419.8,3420.6,512,71234\n"
	text := append(gbk(b, header), bytes.Repeat([]byte(row), 400_000)...)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Detect(text)
	}
}
