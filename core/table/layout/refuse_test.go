package layout

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairbasis/core/fault"
)

func TestRefusals(t *testing.T) {
	bars := "Date;Open;High;Low;Close\n"
	cases := []struct{ name, text, code, says string }{
		{"nothing", "", "empty_file", "no text"},
		{"blanks", " \n\r\n\t\n", "empty_file", "no text"},
		{"only a mark", "\xEF\xBB\xBF", "empty_file", "no text"},
		{"prose", "Dear reader,\n\nthis letter, as you see, is no table.\nIt has, however, commas.\n", "no_table", "Dear reader"},
		{"prose with numbers", "In 2024 there were 242 trading days.\nOf these 3 fell, as it were, out.\nThe rest is history.\n", "no_table", ""},
		{"JSON object", `{"data": [1, 2, 3], "name": "x"}`, "json_file", "JSON"},
		{"JSON list", `[{"date":"2024-01-02","close":1}]`, "json_file", "JSON"},
		{"JSON list over lines", "[\n  {\"date\": \"2024-01-02\"}\n]", "json_file", "JSON"},
		{"HTML", "<!DOCTYPE html><html><body><table></table></body></html>", "html_file", "web page"},
		{"a workbook of XML", "<?xml version=\"1.0\"?><Workbook></Workbook>", "html_file", "XML"},
		{"binary", "\x00\x01\x02\x03PNG\x00\x00\x05\x06\x07", "binary_file", "not text"},
		{"only a header", "datetime,open,high,low,close,volume\n", "only_header", "no row of data"},
		{"only a header in Chinese", "日期;开盘;最高;最低;收盘\n\n", "only_header", "no row of data"},
		{"no dates", "open,high,low,close\n1,2,0.5,1.5\n1.5,2,1,1.8\n", "no_date", "2024-09-13"},
		{"parameters of contracts", "合约交易业务参数表（20240102）\n合约代码,合约月份,挂盘基准价,上市日,最后交易日,持仓限额\nIF2401,2401,3500.2,20231120,20240119,5000\nIF2402,2402,3501.2,20231218,20240216,5000\n", "no_date", "no column holds dates"},
		{"dates in words", "Date,Price\n\"Sep 12, 2024\",3172.5\n\"Sep 13, 2024\",3159.2\n", "no_date", "Sep 12"},
		{"decimal commas", bars + "12/09/2024;3.180,10;3.199,00;3.170,20;3.172,50\n13/09/2024;3.170,00;3.186,00;3.155,10;3.159,20\n", "decimal_comma", "3.180,10"},
		{"short decimal commas", bars + "2024-09-12;3180,1;3199,0;3170,2;3172,5\n2024-09-13;3170,0;3186,0;3155,1;3159,2\n", "decimal_comma", "3180,1"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Recognise([]byte(c.text), Hint{})
			if err == nil {
				t.Fatal("accepted")
			}
			f := fault.From(err)
			if f.Code != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Code != c.code || !strings.Contains(f.Message, c.says) {
				t.Errorf("refused with %v: %v, want %s saying %q", f.Fields, f.Message, c.code, c.says)
			}
		})
	}
}

// TestSpectrum feeds the tables of csv-spectrum: none has dates, and each is
// refused for that, never taken for bars.
func TestSpectrum(t *testing.T) {
	sharedFile(t, "csv-spectrum/csvs/simple.csv")
	files, err := filepath.Glob(filepath.Join(shared, "csv-spectrum/csvs/*.csv"))
	if err != nil || len(files) != 12 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		l, err := Recognise(b, Hint{})
		if err == nil {
			t.Errorf("%s was taken for %s with roles %s", filepath.Base(name), l.Format.ID, rolesOf(l))
		} else if code := fault.From(err).Fields[0].Code; code != "no_date" && code != "no_table" {
			t.Errorf("%s: %v", filepath.Base(name), err)
		}
	}
}

// TestNaughty puts every string of the big list of naughty strings into a name,
// a cell of text and a line of its own: the bars around must stay what they are.
func TestNaughty(t *testing.T) {
	sharedFile(t, "blns/blns.json.gz")
	f, err := os.Open(filepath.Join(shared, "blns/blns.json.gz"))
	if err != nil {
		t.Fatal(err)
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
		quoted := `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
		text := "date,open,high,low,close,note," + quoted + "\n" + strings.Repeat("2024-09-12,3180.1,3199.0,3170.2,3172.5,"+quoted+",1\n", 4) + quoted + "\n"
		l, err := Recognise([]byte(text), Hint{})
		if err != nil {
			t.Errorf("%q: %v", s, err)
			continue
		}
		if got := rolesOf(l); !strings.HasPrefix(got, "Tohlc") || l.Header != 1 || len(l.Columns) != 7 {
			t.Errorf("%q: header %d roles %s", s, l.Header, got)
		}
		Recognise([]byte(s), Hint{})
		Recognise([]byte(s+"\n"+text), Hint{})
	}
}

// TestLong gives texts on which a careless search takes time squared: none may
// take longer than the others by orders of magnitude, so the whole test would
// run into its time limit.
func TestLong(t *testing.T) {
	for _, s := range []string{`"`, ",", "1", "\n", " ", "-,", "1.1.1,", "a.b_c-", "\"a,1\nb,2\n", "a\"b,\"x,1\n", `"""`, "年", "\xC4\xEA", "2024-01-01,", "IF2401,", "1:1:1:"} {
		long := strings.Repeat(s, 2<<20/len(s))
		Recognise([]byte(long), Hint{})
		Recognise([]byte(long+",close\n2024-09-12,1\n2024-09-13,2\n"), Hint{})
		Recognise([]byte("date,"+long[:40_000]+"\n2024-09-12,1\n2024-09-13,2\n"), Hint{Encoding: "gb18030"})
	}
}
