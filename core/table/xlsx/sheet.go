package xlsx

import (
	"bytes"
	"strconv"

	"fairbasis/core/table/unpack"
)

// Facts are what reading a sheet found besides its text.
type Facts struct {
	Rows      int // lines written: the number of the last row with a value
	Columns   int // the last column with a value
	Errors    int // cells with an error such as #N/A, written as empty
	Formulas  int // cells with a formula and no value: the program that wrote them did not calculate
	Dates     int // cells written as a date or a time because of their format
	Truncated int // bytes of the sheet that were not needed, behind its cells
}

// Excel's last row and column.
const (
	lastRow    = 1 << 20
	lastColumn = 1 << 14
)

// chunk is the length of text that is allowed whatever the XML.
const chunk = 1 << 20

// Text reads sheet number i, counted from 0, as lines of cells separated by
// tabs, in UTF-8. Line n is row n: rows and cells that are not there are
// empty, and empty cells at the end of a line are left out. No cell holds a
// tab or another control character, and quotes have no meaning.
//
// Numbers are the shortest decimals that read back to the same double,
// percentages have their sign, dates are written as 2006-01-02 or
// 2006-01-02 15:04:05 with milliseconds if there are any. A formula gives the
// value that was stored with it.
//
// tick is called about every megabyte. Refused are cells beyond the limits of
// the zip, with fault.TooLarge, and sheets that are torn or contradict
// themselves, with fault.Invalid.
func (b *Book) Text(i int, tick unpack.Tick) ([]byte, Facts, error) {
	sheet := &b.Sheets[i]
	if err := b.loadStrings(tick); err != nil {
		return nil, Facts{}, err
	}
	e := sheet.entry
	r := &reader{book: b, path: b.zip.Path(e), lim: b.zip.Limits(), line: 1, column: 1, stamps: stamps{since04: b.since04}}
	r.out = make([]byte, 0, min(e.Size/4+1024, 64<<20))
	stream := b.zip.Stream(e, tick)
	keep, seen, first := 0, 0, true
	for !r.ended {
		piece, last, err := stream.Next(keep)
		if err != nil {
			return nil, Facts{}, err
		}
		if first {
			if err := r.root(piece); err != nil {
				return nil, Facts{}, err
			}
			first = false
		}
		r.most = 4*(seen+len(piece)) + max(r.lim.Floor, chunk)
		if keep, err = r.scan(piece); err != nil {
			return nil, Facts{}, err
		}
		if last && !r.ended {
			return nil, Facts{}, torn(r.path)
		}
		seen += keep
		if err := r.pending(len(piece) - keep); err != nil {
			return nil, Facts{}, err
		}
	}
	r.facts.Truncated = e.Size - seen
	if len(r.out) > 0 {
		r.out = append(r.out, '\n')
		r.facts.Rows = r.line
	}
	return r.out, r.facts, nil
}

// reader turns the bytes of a sheet into lines.
type reader struct {
	book   *Book
	path   string
	lim    unpack.Limits
	prefix []byte // of every tag, with its colon; usually empty
	data   bool   // inside sheetData
	ended  bool   // behind it
	row    int    // number of the row at hand
	digits int    // of that number
	cell   int    // column of the last cell seen in it
	line   int    // row that the output stands in
	column int    // column that the output stands in
	out    []byte
	most   int // bytes that out may have by now: see to
	stamps stamps
	facts  Facts
}

// root looks at the first tag, which says the prefix of all others.
func (r *reader) root(piece []byte) error {
	if err := encoded(r.path, piece); err != nil {
		return err
	}
	head := piece[:min(len(piece), 4096)]
	i := bytes.Index(head, []byte("worksheet"))
	if i < 0 {
		return damaged(r.path, "is no worksheet")
	}
	if start := bytes.LastIndexByte(head[:i], '<'); start >= 0 {
		r.prefix = bytes.Clone(head[start+1 : i])
	}
	if bytes.Contains(head[:i], []byte("<!D")) || bytes.Contains(head[:i], []byte("<!E")) {
		return doctype(r.path)
	}
	return nil
}

// pending refuses a single tag or cell that fills the buffer.
func (r *reader) pending(size int) error {
	if r.lim.Cell > 0 && size > 8*max(r.lim.Cell, 1<<16) {
		return r.lim.LongCell(r.path, size)
	}
	return nil
}

// scan reads all that is whole in p and says where the rest begins, which
// must be seen again with more behind it.
func (r *reader) scan(p []byte) (keep int, err error) {
	i, plen := 0, len(r.prefix)
	for {
		at := bytes.IndexByte(p[i:], '<')
		if at < 0 {
			return len(p), nil
		}
		i += at
		// Behind the last tag of the cells come more than these few bytes.
		k := i + 1 + plen
		if k+12 > len(p) {
			return i, nil
		}
		if p[i+1] == '/' {
			name := p[i+2:]
			if plen > 0 && bytes.HasPrefix(name, r.prefix) {
				name = name[plen:]
			}
			if bytes.HasPrefix(name, []byte("sheetData")) {
				r.ended = true
				return i, nil
			}
			i += 2
			continue
		}
		if plen > 0 && !bytes.HasPrefix(p[i+1:], r.prefix) {
			k = i + 1 // a tag of another namespace, whose name has a colon
		}
		next := 0
		switch {
		case p[i+1] == '!':
			next, err = r.mark(p[i:])
		case !r.data:
			if next = tagEnd(p[i:]) + 1; next > 0 && bytes.HasPrefix(p[k:], []byte("sheetData")) && !name(p[k+9]) {
				if r.data = true; p[i+next-2] == '/' {
					r.ended = true
					return i, nil
				}
			}
		case p[k] == 'c' && !name(p[k+1]):
			if next, err = r.run(p[i:]); next == 0 && err == nil {
				next, err = r.one(p[i:], k+1-i)
			}
		case p[k] == 'r' && p[k+1] == 'o' && p[k+2] == 'w' && !name(p[k+3]):
			next, err = r.begin(p[i:], k+3-i)
		default:
			next = tagEnd(p[i:]) + 1
		}
		if err != nil {
			return i, err
		}
		if next <= 0 {
			return i, nil // not whole yet
		}
		i += next
	}
}

// name reports whether a byte goes on with the name of a tag.
func name(c byte) bool { return c > ' ' && c != '>' && c != '/' }

// mark passes over a comment or CDATA outside of cells.
func (r *reader) mark(p []byte) (int, error) {
	end := "-->"
	switch {
	case bytes.HasPrefix(p, []byte("<![CDATA[")):
		end = "]]>"
	case !bytes.HasPrefix(p, []byte("<!--")):
		return 0, doctype(r.path)
	}
	if n := bytes.Index(p, []byte(end)); n >= 0 {
		return n + 3, nil
	}
	return 0, nil
}

// begin starts a row by its tag, whose attributes begin at k, and returns the
// length of the tag, or 0 if it is not whole.
func (r *reader) begin(p []byte, k int) (int, error) {
	end := tagEnd(p)
	if end < 0 {
		return 0, nil
	}
	row, ref := r.row+1, ""
	if i := bytes.Index(p[k:end], []byte(" r=\"")); i >= 0 { // as all programs write it
		v := p[k+i+4 : end]
		ref = string(v[:max(bytes.IndexByte(v, '"'), 0)])
	} else {
		t := tokens{attrs: p[k:end]}
		ref = t.attr("r")
	}
	if ref != "" {
		n, err := strconv.Atoi(ref)
		if err != nil || n < row || n > lastRow {
			return 0, damaged(r.path, "row "+strconv.Itoa(row)+" or a later one says it is row “"+cut(ref)+"”")
		}
		row = n
	}
	if row > lastRow {
		return 0, damaged(r.path, "has more rows than a worksheet can")
	}
	r.row, r.cell, r.digits = row, 0, 1
	for n := row; n >= 10; n /= 10 {
		r.digits++
	}
	return end + 1, nil
}

// cut shortens a text of the file for a message.
func cut(s string) string {
	if len(s) > 20 {
		return s[:20] + "..."
	}
	return s
}

// one reads a cell, whose attributes begin at k, and returns its length with
// its end tag, or 0 if it is not whole. It is the inner loop: 700,000 cells
// are a usual sheet.
func (r *reader) one(p []byte, k int) (int, error) {
	if r.row == 0 {
		return 0, damaged(r.path, "has a cell outside of a row")
	}
	col, st := r.cell+1, 0
	var typ []byte
	// Attributes: r is the place, s the style, t the type of the value.
	for {
		for k < len(p) && p[k] <= ' ' {
			k++
		}
		if k >= len(p) {
			return 0, nil
		}
		if p[k] == '>' {
			k++
			break
		}
		if p[k] == '/' {
			k++
			continue
		}
		a := k
		for k < len(p) && p[k] != '=' && p[k] != '>' {
			k++
		}
		if k+1 >= len(p) {
			return 0, nil
		}
		if p[k] == '>' {
			k++
			break
		}
		attr := p[a:k]
		k++
		for k < len(p) && p[k] <= ' ' {
			k++
		}
		if k >= len(p) {
			return 0, nil
		}
		quote := p[k]
		if quote != '"' && quote != '\'' {
			return 0, r.badCell(col)
		}
		k++
		v := k
		for k < len(p) && p[k] != quote {
			k++
		}
		if k >= len(p) {
			return 0, nil
		}
		value := p[v:k]
		k++
		if len(attr) == 0 || attr[0] != 'r' && attr[0] != 's' && attr[0] != 't' || len(attr) > 1 && attr[1] > ' ' {
			continue
		}
		switch attr[0] {
		case 'r':
			n := 0
			for _, c := range value {
				if c < 'A' || c > 'Z' || n > lastColumn {
					break
				}
				n = n*26 + int(c-'A') + 1
			}
			if n < col || n > lastColumn {
				return 0, r.badCell(col)
			}
			col = n
		case 's':
			for _, c := range value {
				if c < '0' || c > '9' || st > 1<<20 {
					return 0, r.badCell(col)
				}
				st = st*10 + int(c-'0')
			}
		case 't':
			typ = value
		}
	}
	if p[k-2] == '/' {
		r.cell = col
		return k, nil
	}
	// Content: <v>, <f> and <is> in any order, to the end tag of the cell.
	plen := len(r.prefix)
	var v []byte
	start := k
	formula, valued, rich, plain := false, false, false, true
	for {
		for k < len(p) && p[k] != '<' {
			k++
		}
		n := k + 1 + plen
		if n+3 > len(p) {
			return 0, nil
		}
		switch {
		case p[k+1] == '/':
			if p[n+1] == 'c' && !name(p[n+2]) {
				for n < len(p) && p[n] != '>' {
					n++
				}
				if n >= len(p) {
					return 0, nil
				}
				r.cell = col // only now: a cell that is not whole is seen again
				var err error
				if rich {
					v, plain, err = r.inline(p[start:k]), false, nil
				}
				if v == nil {
					if formula && !valued {
						r.facts.Formulas++
					}
				} else {
					err = r.value(col, st, typ, v, plain)
				}
				return n + 1, err
			}
			k += 2
		case p[k+1] == '!':
			if bytes.HasPrefix(p[k:], []byte("<!--")) || bytes.HasPrefix(p[k:], []byte("<![CDATA[")) {
				skip, _ := r.mark(p[k:])
				if skip == 0 {
					return 0, nil
				}
				if plain = p[k+2] == '-'; !plain {
					rich = true // a value in CDATA is rare: let the slow way read it
				}
				k += skip
				continue
			}
			if len(p)-k < 9 {
				return 0, nil
			}
			return 0, doctype(r.path)
		case p[n] == 'v' && !name(p[n+1]):
			valued = true
			for n < len(p) && p[n] != '>' {
				n++
			}
			if n >= len(p) {
				return 0, nil
			}
			if k = n + 1; p[n-1] == '/' {
				continue
			}
			for n = k; n < len(p) && p[n] != '<'; n++ {
			}
			if n >= len(p) {
				return 0, nil
			}
			if n > k {
				v = p[k:n]
			}
			k = n
		default:
			if p[n] == 'f' && !name(p[n+1]) {
				formula = true
			} else if p[n] == 'i' && p[n+1] == 's' && !name(p[n+2]) {
				rich = true
			}
			end := tagEnd(p[k:])
			if end < 0 {
				return 0, nil
			}
			k += end + 1
		}
	}
}

func (r *reader) badCell(col int) error {
	return damaged(r.path, "row "+strconv.Itoa(r.row)+" has cells out of order or with a wrong place, near column "+strconv.Itoa(col))
}

// inline joins the texts of a cell that holds its string itself, or the parts
// of a value that is not plain. Nil means there is none.
func (r *reader) inline(p []byte) []byte {
	t := tokens{path: r.path, b: p}
	out := []byte{}
	inside, hint := false, false
	for t.next() == nil && t.kind != atEnd {
		switch {
		case t.kind == someText && inside && !hint:
			out = t.appendTo(out)
		case t.kind == startTag && (t.is("t") || t.is("v")):
			inside = !t.alone
		case t.kind == endTag && (t.is("t") || t.is("v")):
			inside = false
		case t.is("rPh"):
			hint = t.kind == startTag && !t.alone
		}
	}
	return out
}
