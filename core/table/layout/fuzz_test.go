package layout

import (
	"context"
	"slices"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/table"
	"fairbasis/core/table/scan"
)

// FuzzRecognise holds recognition of any bytes to its promises: a refusal with
// a reason, or a layout whose places lie inside the text and which can be read.
func FuzzRecognise(f *testing.F) {
	for _, s := range []string{
		"", "date,close\n2024-09-13,1\n", "日期\t时间\t开盘\n2017/04/27\t0931\t1\n", "20240102 093100;1;2;0;1;5\n",
		",IF1505.CFE,IF1506.CFE\n2015/4/16,1 ,0.00 \n", "证券代码,P.DCE,证券代码,P01.DCE\nDate,close,Date,settle\n2024-01-02,1,2024-01-02,2\n",
		"\"a\"\"b\n", "\xCA\xFD\xBE\xDD\xC0\xB4\xD4\xB4:\n", "1736351700000,1,2,0,1,5,1736351999999,1,1,1,1,0\n", "date|a\n2024-1-1|\x81|\n",
		"date;x\n1/2/2024;1,5\n", "\xEF\xBB\xBF,000300.SH,\n,a,b\n2010/1/4,1,2\n", "IF2409,3\nIF2412,4\n", "时间,开盘\n2024年9月12日,3\n",
	} {
		f.Add([]byte(s), byte(0))
		f.Add([]byte(s), byte(7))
	}
	f.Fuzz(func(t *testing.T, text []byte, seed byte) {
		var h Hint
		h.Sheet = seed&1 != 0
		if seed&2 != 0 {
			h.Encoding = "gb18030"
		}
		if seed&4 != 0 {
			h.Roles = []table.RoleChoice{{Index: int(seed >> 4), Role: table.Roles()[int(seed>>3)%len(table.Roles())]}}
			h.DateOrder = []string{"ymd", "dmy", "mdy"}[int(seed)%3]
		}
		l, err := Recognise(text, h)
		if err != nil {
			if e := fault.From(err); e.Code != fault.Invalid || e.Message == "" {
				t.Fatalf("refused with %+v", e)
			}
			return
		}
		if !slices.Contains(table.Formats(), l.Format.ID) {
			t.Fatalf("unknown format %q", l.Format.ID)
		}
		if l.Data < 0 || l.Data > len(text) || l.HeaderAt < 0 || l.HeaderEnd > len(text) || l.HeaderAt > l.HeaderEnd || l.DataRow < 1 || l.Header < 0 {
			t.Fatalf("places outside the text of %d bytes: %+v", len(text), l)
		}
		for _, d := range l.Doubts {
			if !slices.Contains(table.Codes(), d.Code) || d.Message == "" {
				t.Fatalf("doubt %+v", d)
			}
		}
		for _, b := range l.Blocks {
			for _, c := range b.Columns {
				if c >= len(l.Columns) {
					t.Fatalf("block %+v of %d columns", b, len(l.Columns))
				}
			}
		}
		for _, p := range l.Plans(text) {
			p.Plan.Limits = scan.Limits{Rows: 1000, Columns: 4096, Field: 1 << 16}
			scan.Read(context.Background(), text, p.Plan)
		}
	})
}
