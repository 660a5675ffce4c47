package fit_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/fit"
	"fairbasis/core/op"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		name, text string
		x, y       op.Column
	}{
		{"one column", "3948.2\n3961.4\n", nil, op.Column{3948.2, 3961.4}},
		{"thousands, full width, minus", "4,021.4\n１２.５\n−3", nil, op.Column{4021.4, 12.5, -3}},
		{"two columns of a spreadsheet", "x\ty\r\n1\t4,000.5\r\n2\t4,001\r\n\r\n", op.Column{1, 2}, op.Column{4000.5, 4001}},
		{"commas", "0.5,2\n1.5,3", op.Column{0.5, 1.5}, op.Column{2, 3}},
		{"semicolons and blanks", "1; 2\n3;4", op.Column{1, 3}, op.Column{2, 4}},
		{"blanks", "  1 2\n3   4", op.Column{1, 3}, op.Column{2, 4}},
		{"old line ends", "1\r2\r3", nil, op.Column{1, 2, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := fit.Input{Text: c.text, Order: 1}
			if err := in.Resolve(context.Background()); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(in.X, c.x) || !slices.Equal(in.Y, c.y) || in.Text != "" {
				t.Errorf("x %v, y %v, text %q; want %v, %v", in.X, in.Y, in.Text, c.x, c.y)
			}
		})
	}
}

func TestTextRefused(t *testing.T) {
	in := fit.Input{Text: "1\n2\nabc\n3 4\n5 6 7\n8", Order: 1}
	err := in.Resolve(context.Background())
	var got []string
	for _, f := range fault.From(err).Fields {
		got = append(got, f.Path+" "+f.Code+" "+f.Params["line"])
	}
	want := []string{"text point_number 3", "text line_columns 4", "text point_columns 5"}
	if !slices.Equal(got, want) {
		t.Errorf("refused %q, want %q", got, want)
	}
	in = fit.Input{Text: "1\n" + strings.Repeat("?\n", 25), Order: 1}
	fields := fault.From(in.Resolve(context.Background())).Fields
	if len(fields) != 21 || fields[20].Code != "more_lines" || fields[20].Params["lines"] != "5" {
		t.Errorf("25 wrong lines gave %d fields, the last %+v", len(fields), fields[len(fields)-1])
	}
	in = fit.Input{Text: "1", Y: op.Column{2}, Order: 1}
	if err := in.Resolve(context.Background()); fault.From(err).Fields[0].Code != "more_than_one" {
		t.Errorf("text beside y: %v", err)
	}
}

// A fit to text is the fit to its numbers.
func TestTextComputes(t *testing.T) {
	in := fit.Input{Text: "0 1\n1 3\n2 7\n3 13", Order: 2}
	if err := in.Resolve(context.Background()); err != nil {
		t.Fatal(err)
	}
	r, err := fit.Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{1, 1, 1} { // y = 1 + x + x^2
		if v, ok := r.Coefficients[i].Value.Get(); !ok || v < want-1e-12 || v > want+1e-12 {
			t.Errorf("coefficient %d is %v, want %v", i, v, want)
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "1", "1\t2\n3\t4", "a;b\n1;2", "1,000\n2,5", "\r\r", "1 2 3", "-\n+\n.", "１，２"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in := fit.Input{Text: text, Order: 1}
		if err := in.Resolve(context.Background()); err != nil {
			if fault.From(err).Code != fault.Invalid || len(fault.From(err).Fields) == 0 {
				t.Fatalf("%q: refused without a field: %v", text, err)
			}
			return
		}
		if len(in.X) != 0 && len(in.X) != len(in.Y) {
			t.Fatalf("%q: %d x for %d y", text, len(in.X), len(in.Y))
		}
	})
}
