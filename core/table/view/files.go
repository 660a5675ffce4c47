package view

import (
	"context"
	"slices"
	"strings"

	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/table/export"
)

// Export is the operation table.ExportKey: the clean bars of one series or of
// all series of a file, as a file this program reads back. Times are ends of
// bars in exchange time; numbers are exact, with the decimals their series needs.
func Export(ctx context.Context, in table.ExportInput) (table.Export, error) {
	lib, set, err := find(ctx, in.Ref)
	if err != nil {
		return table.Export{}, err
	}
	list := set.Series
	name := stem(set.Loaded.Name)
	if in.Symbol != "" {
		b, err := lib.Bars(ctx, in.Ref, in.Symbol)
		if err != nil {
			return table.Export{}, err
		}
		list = []*market.Bars{b}
		if !strings.Contains(name, b.Symbol) {
			name += "-" + b.Symbol
		}
	}
	return file(ctx, barsSheet(list), name+"-bars", in.As)
}

// find returns what a file holds, and where it was found.
func find(ctx context.Context, ref string) (table.Sets, *table.Set, error) {
	lib, err := table.SetsOf(ctx)
	if err != nil {
		return nil, nil, err
	}
	set, err := lib.Set(ctx, ref)
	return lib, set, err
}

// Rejected is the operation table.RejectedKey: rows that became no bar and
// cells that became no value, with the reason of each.
func Rejected(ctx context.Context, in table.RejectedInput) (table.Export, error) {
	_, set, err := find(ctx, in.Ref)
	if err != nil {
		return table.Export{}, err
	}
	s := export.Sheet{
		Name:    "rejected",
		Columns: []export.Column{{Title: "part", Width: 16}, {Title: "row"}, {Title: "column", Width: 16}, {Title: "reason", Width: 20}, {Title: "text", Width: 60}},
		Rows:    len(set.Rejected),
		Fill: func(row int, cells []export.Cell) {
			r := &set.Rejected[row]
			cells[0], cells[1], cells[2] = export.Words(r.Part), export.Whole(r.Row), export.Words(r.Column)
			cells[3], cells[4] = export.Words(r.Reason), export.Words(r.Text)
		},
	}
	return file(ctx, s, stem(set.Loaded.Name)+"-rejected", in.As)
}

// barsSheet lists series one behind the other with every column that at least
// one of them has.
func barsSheet(list []*market.Bars) export.Sheet {
	stamp := "date"
	var roles []string
	rows, fixed := 0, 0
	present := func(role string) bool { return slices.Contains(roles, role) }
	for _, b := range list {
		rows += b.Len()
		if b.Minutes != market.Daily {
			stamp = "datetime"
		}
	}
	// Fixed roles first, in their own order whichever series has them.
	(&market.Bars{}).Columns(func(role string, _ *market.Column) {
		for _, b := range list {
			b.Columns(func(r string, c *market.Column) {
				if r == role && c.Present() && !present(role) {
					roles = append(roles, role)
				}
			})
		}
	})
	fixed = len(roles)
	for _, b := range list {
		for _, e := range b.Extra {
			if e.Column.Present() && !slices.Contains(roles[fixed:], e.Name) {
				roles = append(roles, e.Name)
			}
		}
	}
	s := export.Sheet{Name: "bars", Rows: rows}
	// A column of symbols that are all empty would be refused when it is read again.
	lead := 1
	if slices.ContainsFunc(list, func(b *market.Bars) bool { return b.Symbol != "" }) {
		lead, s.Columns = 2, append(s.Columns, export.Column{Title: "symbol", Width: 12})
	}
	s.Columns = append(s.Columns, export.Column{Title: stamp, Width: 18})
	for _, role := range roles {
		s.Columns = append(s.Columns, export.Column{Title: role})
	}
	if len(list) == 1 && list[0].Symbol != "" {
		s.Name = list[0].Symbol
	}

	k, first := -1, 0 // the series being written and its first row
	var columns []market.Column
	var zeros []uint8 // decimals of each that are 0 in the whole series,
	var drop []int64  // and ten to their power
	next := func() {
		if k >= 0 {
			first += list[k].Len()
		}
		k++
		columns, zeros, drop = make([]market.Column, len(roles)), make([]uint8, len(roles)), make([]int64, len(roles))
		seen, needed := 0, needs(list[k])
		list[k].Columns(func(role string, c *market.Column) {
			at := slices.Index(roles[:fixed], role)
			if seen >= fixedRoles { // an extra column may have the name of a role
				if at = slices.Index(roles[fixed:], role); at >= 0 {
					at += fixed
				}
			}
			if at >= 0 {
				columns[at] = *c
				zeros[at], drop[at] = c.Scale-needed[seen], 1
				for range zeros[at] {
					drop[at] *= 10
				}
			}
			seen++
		})
	}
	s.Fill = func(row int, cells []export.Cell) {
		if row == 0 {
			k, first = -1, 0
		}
		for k < 0 || row >= first+list[k].Len() {
			next()
		}
		b, i := list[k], row-first
		cells[0], cells[lead-1] = export.Words(b.Symbol), export.Stamp(b.Time[i], b.Minutes == market.Daily)
		for c := range columns {
			cells[lead+c] = export.Value(columns[c], i)
			if d := &cells[lead+c]; d.Kind == export.Decimal && drop[c] > 1 {
				d.Mantissa, d.Scale = d.Mantissa/drop[c], columns[c].Scale-zeros[c]
			}
		}
	}
	return s
}

// fixedRoles is how many columns Bars.Columns visits before the extra ones.
const fixedRoles = 9

// file writes one sheet in the form asked for.
func file(ctx context.Context, s export.Sheet, name, as string) (table.Export, error) {
	out := table.Export{Rows: s.Rows, File: op.File{Name: name + "." + as, Type: "text/csv;charset=utf-8"}}
	var err error
	if as == "xlsx" {
		out.File.Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		out.File.Bytes, err = export.XLSX(ctx, []export.Sheet{s})
	} else {
		out.File.Bytes, err = export.CSV(ctx, s)
	}
	if err != nil {
		return table.Export{}, err
	}
	return out, nil
}

// stem returns the name of a file without folders and endings, fit to be part
// of another name.
func stem(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	for _, end := range []string{".gz", ".zip", ".csv", ".txt", ".tsv", ".xlsx", ".xls", ".dat"} {
		if cut := len(name) - len(end); cut > 0 && strings.EqualFold(name[cut:], end) {
			name = name[:cut]
		}
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || strings.ContainsRune(`<>:"|?*`, r) {
			return '_'
		}
		return r
	}, name)
	if name == "" {
		return "bars"
	}
	return name
}
