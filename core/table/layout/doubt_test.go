package layout

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/table"
	"fairbasis/core/table/scan"
	"pgregory.net/rapid"
)

// bars writes n one-minute bars whose prices walk up and down, with the four
// prices in the order given: places of open, high, low, close.
func bars(header string, n int, order [4]int) string {
	var b strings.Builder
	b.WriteString(header + "\n")
	price := 34000
	for i := range n {
		open := price + (i*7)%3 - 1
		close := open + (i*37)%41 - 20
		v := [4]int{open, max(open, close) + (i*5)%9 + 1, min(open, close) - (i*3)%7 - 1, close}
		fmt.Fprintf(&b, "2024-09-13 %02d:%02d", 9+(31+i)/60, (31+i)%60)
		for _, o := range order {
			fmt.Fprintf(&b, ",%d.%d", v[o]/10, v[o]%10)
		}
		fmt.Fprintf(&b, ",%d\n", 100+i)
		price = close
	}
	return b.String()
}

func TestWrongRoles(t *testing.T) {
	const good = "datetime,open,high,low,close,volume"
	cases := []struct {
		name    string
		order   [4]int
		columns []int
	}{
		{"right", [4]int{0, 1, 2, 3}, nil},
		{"high and low exchanged", [4]int{0, 2, 1, 3}, []int{2, 3}},
		{"close before high", [4]int{0, 3, 1, 2}, []int{2, 3, 4}},
		{"open and close exchanged", [4]int{3, 1, 2, 0}, []int{1, 4}},
		{"open and high exchanged", [4]int{1, 0, 2, 3}, []int{1, 2}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			l, err := Recognise([]byte(bars(good, 60, c.order)), Hint{})
			if err != nil {
				t.Fatal(err)
			}
			if got := rolesOf(l); got != "Tohlcv" {
				t.Errorf("roles %s: the header was not followed", got)
			}
			var columns []int
			for _, d := range l.Doubts {
				if d.Code != table.WrongRoles || d.Message == "" {
					t.Errorf("doubt %+v", d)
				}
				columns = append(columns, d.Columns...)
			}
			slices.Sort(columns)
			if !slices.Equal(columns, c.columns) {
				t.Errorf("doubts columns %v, want %v", columns, c.columns)
			}
		})
	}
	t.Run("text under the name of a number", func(t *testing.T) {
		l, err := Recognise([]byte("date,open,close\n2024-09-12,up,3172.5\n2024-09-13,down,3159.2\n"), Hint{})
		if err != nil || rolesOf(l) != "T-c" || len(l.Doubts) != 1 || l.Doubts[0].Code != table.WrongRoles {
			t.Errorf("%s %v %v", rolesOf(l), l.Doubts, err)
		}
	})
}

// TestInferred takes the header away and shuffles the prices: the values alone
// must say which is which.
func TestInferred(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		order := [4]int(rapid.Permutation([]int{0, 1, 2, 3}).Draw(t, "order"))
		n := rapid.IntRange(20, 200).Draw(t, "bars")
		_, text, _ := strings.Cut(bars("", n, order), "\n")
		l, err := Recognise([]byte(text), Hint{})
		if err != nil {
			t.Fatal(err)
		}
		want := "T"
		for _, o := range order {
			want += "ohlc"[o : o+1]
		}
		if got := rolesOf(l); got != want+"v" {
			t.Fatalf("roles %s, want %sv", got, want)
		}
	})
}

func TestChosen(t *testing.T) {
	text := []byte("datetime,open,high,low,close,volume,other\n2024-09-13 09:31,1,3,0.5,2,10,5\n2024-09-13 09:32,2,3,1,2.5,11,6\n")
	l, err := Recognise(text, Hint{Roles: []table.RoleChoice{{Index: 6, Role: table.Volume}, {Index: 1, Role: table.Close}, {Index: 99, Role: table.Open}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := rolesOf(l); got != "Tchl--v" || !l.Columns[6].Chosen || l.Columns[2].Chosen {
		t.Errorf("roles %s", got)
	}
	if kinds := l.Plans(text)[0].Plan.Kinds; kinds[5] != scan.Skip || kinds[6] != scan.Number {
		t.Errorf("kinds %v", kinds)
	}

	text = []byte("day,hour,price\n2024-09-13,931,3\n2024-09-13,932,3.2\n")
	l, err = Recognise(text, Hint{Roles: []table.RoleChoice{{Index: 1, Role: table.Clock}}})
	if err != nil || rolesOf(l) != "dtc" {
		t.Errorf("with a chosen clock %s, %v", rolesOf(l), err)
	}
	text = []byte("date,time,price\n2024-09-13,09:31,3\n2024-09-13,09:32,3.2\n")
	l, err = Recognise(text, Hint{Roles: []table.RoleChoice{{Index: 1, Role: table.Ignore}}})
	if err != nil || rolesOf(l) != "T-c" {
		t.Errorf("without its clock %s, %v", rolesOf(l), err)
	}
	l, err = Recognise([]byte("date,close\n03/04/2024,1\n03/05/2024,2\n"), Hint{DateOrder: "dmy"})
	if err != nil || l.Form != scan.DayFirst || len(l.Doubts) != 0 {
		t.Errorf("a chosen order: form %d, %v, %v", l.Form, l.Doubts, err)
	}
}
