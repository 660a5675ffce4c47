package hosted

import (
	"bytes"
	"context"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/table"
	"fairbasis/core/table/load"
)

// Body is the name of the file that WithFile brings, and what a ref left out means.
const Body = "body"

// file is the only file of a request; one without a name is none.
type file struct {
	name string
	text []byte
}

type fileKey struct{}

// WithFile returns Context with one file, the body of a text/csv request, that
// requests refer to as name.
func WithFile(ctx context.Context, name string, text []byte) context.Context {
	f := file{name, text}
	return with(context.WithValue(ctx, fileKey{}, f), f)
}

// margin is how many lines of a file may be none of bars: heads and footers.
const margin = 100

// Open implements load.Files. It refuses what is packed, because only what was
// unpacked could be measured, and files of more lines than Limits has bars.
func (f file) Open(_ context.Context, ref string) (load.File, error) {
	if ref != f.name || f.name == "" {
		known := "; send the bars as columns, or as the body with Content-Type: text/csv"
		if f.name != "" {
			known = "; the body of this request is " + strconv.Quote(f.name)
		}
		return load.File{}, fault.New(fault.Unknown, "there is no file %q here%s", short(ref), known)
	}
	if len(bytes.TrimSpace(f.text)) == 0 {
		return load.File{}, fault.About(fault.Invalid, "", "empty", "the body is empty; send the file of bars as text")
	}
	if bytes.HasPrefix(f.text, []byte("PK\x03\x04")) || bytes.HasPrefix(f.text, []byte{0x1f, 0x8b}) {
		return load.File{}, fault.About(fault.Invalid, "", "not_text", "the body must be CSV as text, and no archive or workbook")
	}
	if got, most := bytes.Count(f.text, []byte{'\n'}), Limits.Bars+margin; got > most {
		g, m := strconv.Itoa(got), strconv.Itoa(Limits.Bars)
		return load.File{}, fault.About(fault.TooLarge, "", "over_limit", "the body has "+g+" lines, and at most "+m+" are read here", "got", g, "max", m)
	}
	return load.File{Name: f.name + ".csv", Bytes: f.text}, nil
}

func short(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return text
}

// accepted are the reasons for which rows of a file may be no bars of their own
// and yet were understood.
var accepted = map[string]bool{
	table.RepeatedHeader: true, table.Footer: true, table.SubtotalRows: true, table.OptionRows: true,
	table.EmptyRows: true, table.DuplicateSame: true, table.AuctionRows: true,
}

// most is how many unreadable rows are named; the others are counted.
const most = 20

// unread refuses a set with rows or cells that could not be read, by their rows.
func unread(set *table.Set) error {
	var fs fault.Fields
	count := 0
	for _, r := range set.Rejected {
		if accepted[r.Reason] {
			continue
		}
		if count++; count > most {
			continue
		}
		row, column := strconv.Itoa(r.Row), ""
		if r.Column != "" {
			column = ", column " + r.Column
		}
		fs.Add("", "bad_row", "row "+row+column+" cannot be read ("+r.Reason+"): "+r.Text, "row", row, "column", r.Column, "reason", r.Reason, "text", r.Text)
	}
	if count > most {
		more := strconv.Itoa(count - most)
		fs.Add("", "more_faults", "and "+more+" mistakes more", "count", more)
	}
	return fs.Err()
}
