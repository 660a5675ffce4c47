package load

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/fault"
	"fairbasis/core/table"
)

// TestOrderDoesNotMatter: rows in any order become the same bars.
func TestOrderDoesNotMatter(t *testing.T) {
	lines := good(2)
	want := mustRead(t, "a.csv", joined(lines), table.Choices{}).Series[0]
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.Permutation(lines[1:]).Draw(t, "rows")
		set, err := Read(context.Background(), File{Name: "a.csv", Bytes: joined(slices.Concat(lines[:1], rows))})
		if err != nil {
			t.Fatal(err)
		}
		consistent(t, set)
		b := *set.Series[0]
		for i, row := range b.Row {
			if rows[row-2] != lines[i+1] {
				t.Fatalf("bar %d was read from row %d: %s", i, row, rows[row-2])
			}
		}
		b.Row = want.Row
		if !sameBars(&b, want) {
			t.Fatalf("other bars: %+v", set.Loaded)
		}
	})
}

// TestNoRowIsLost: rows of several symbols in any order, some spoilt and some
// twice: every row of data is a bar or is counted and listed as left out.
func TestNoRowIsLost(t *testing.T) {
	symbols := []string{"IF2406", "IF2409", "IC2406", "000300", "NIFTY", "IFL.CFX"}
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(3, 40).Draw(t, "days")
		var rows []string
		want := map[string]int{}
		for _, s := range symbols[:rapid.IntRange(1, len(symbols)).Draw(t, "symbols")] {
			for d := range days {
				rows = append(rows, fmt.Sprintf("2024-%02d-%02d,%s,%d.2,%d.4,%d.0,%d.2,%d", 1+d/28, 1+d%28, s, 3000+d, 3000+d, 3000+d, 3000+d, d))
				want[strings.TrimSuffix(s, ".CFX")]++
			}
		}
		spoilt := 0
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(rows)-1), 0, len(rows)/4, rapid.ID[int]).Draw(t, "spoilt") {
			spoilt++
			switch rapid.IntRange(0, 3).Draw(t, "how") {
			case 0:
				rows[i] = "x" + rows[i]
			case 1:
				rows[i] = setCell(rows[i], 0, "2023-02-30")
			case 2:
				rows[i] = rows[i][:12]
			case 3:
				rows = append(rows, rows[i]) // twice
			}
		}
		rows = rapid.Permutation(rows).Draw(t, "order")
		text := "date,symbol,open,high,low,close,volume\n" + strings.Join(rows, "\n") + "\n"
		set, err := Read(context.Background(), File{Name: "a.csv", Bytes: []byte(text)})
		if err != nil {
			t.Skip("nothing is left: " + err.Error())
		}
		consistent(t, set)
		l := set.Loaded
		if l.Rows+l.Skipped != len(rows) {
			t.Fatalf("%d rows: %d bars and %d left out\n%+v", len(rows), l.Rows, l.Skipped, l.Problems)
		}
		if rejectedRows(set) != l.Skipped {
			t.Fatalf("%d rows left out, %d listed: %v", l.Skipped, rejectedRows(set), set.Rejected)
		}
		if spoilt == 0 {
			for i, b := range set.Series {
				if want[strings.TrimSuffix(b.Symbol, ".CFX")] != b.Len() {
					t.Fatalf("%s has %d bars: %+v", b.Symbol, b.Len(), l.Series[i])
				}
			}
		}
		seen := map[int32]bool{}
		for _, b := range set.Series {
			for _, row := range b.Row {
				if seen[row] {
					t.Fatalf("row %d became two bars", row)
				}
				seen[row] = true
			}
		}
	})
}

// TestSorted holds the merge of runs against its promise.
func TestSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		time := rapid.SliceOf(rapid.Int64Range(0, 20)).Draw(t, "time")
		at := sorted(time)
		seen := make([]bool, len(time))
		for i, p := range at {
			if seen[p] {
				t.Fatalf("%v: place %d twice in %v", time, p, at)
			}
			seen[p] = true
			if i > 0 && (time[at[i-1]] > time[p] || time[at[i-1]] == time[p] && at[i-1] > p) {
				t.Fatalf("%v: %v is out of order", time, at)
			}
		}
	})
}

// FuzzRead: whatever the bytes, a set that keeps its promises or a refusal.
func FuzzRead(f *testing.F) {
	small := good(1)[:40]
	f.Add("a.csv", joined(small))
	f.Add("20240913_1.csv", []byte("合约代码,今开盘,最高价,最低价,成交量,今收盘\nIF2409,1,2,1,5,2\n小计,,,,5,\n"))
	f.Add("IF.csv", []byte(",datetime,open,high,low,close,volume,hold\n0,2020-04-17 15:00:00,1,1,1,1,1,1\n,datetime,open,high,low,close,volume,hold\n0,2020-05-15 15:00:00,1,1,1,1,1,1\n"))
	f.Add("m.csv", []byte(",IF1505.CFE,IF1506.CFE\n2015/4/16,4560.80 ,0.00 \n2015/4/17,0.00 ,4617.00 \n"))
	f.Add("a.gz", gzipped(joined(small)))
	f.Add("a.zip", zipped(f, "a.csv", joined(small), "b.csv", joined(small)))
	f.Add("u.csv", wide(joined(small), false))
	f.Add("t.txt", []byte("000300 x\n  date\ttime\topen\thigh\tlow\tclose\tvolume\tamount\n2017/04/27\t0931\t1\t1\t1\t1\t1\t0.00\n2017/04/27\t1300\t1\t1\t1\t1\t1\t0.00\n"))
	f.Add("w.csv", []byte("a,2024-01-01,,,b,2024\nDate,close,,,Date,settle\n2024-01-02,7480,7420,,2024-01-02,7420\n2024-01-03,7510,7440,,,\n"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		if len(b) > 1<<16 {
			t.Skip("long enough")
		}
		for _, c := range []table.Choices{{}, {Symbol: "IF", Stamp: "begin", Zone: "+00:00", KeepZeros: true}} {
			set, err := Read(context.Background(), File{Name: name, Bytes: b, Choices: c})
			if err != nil {
				if fault.From(err).Code == fault.Internal {
					t.Errorf("an internal fault: %v", err)
				}
				continue
			}
			consistent(t, set)
		}
	})
}
