// Package unpack takes the texts and workbooks out of what they were wrapped
// in: gzip and zip, by their content and never by their name, within limits
// that are checked before anything is unpacked and again while it is.
package unpack

import (
	"strings"

	"fairbasis/core/fault"
)

// Kind says what a part is.
type Kind uint8

// What a part can be.
const (
	Text     Kind = iota // a text in any encoding
	Workbook             // an XLSX file; package xlsx reads its sheets
)

// Part is one text or workbook of a file.
type Part struct {
	Name string // inside the file, with slashes; the name of the file where it is not wrapped
	Kind Kind
	Size int  // bytes unpacked: of a text exactly, of a workbook the zip
	Book *Zip // of a workbook
	path string
	data []byte // of a text that is unpacked
	zip  *Zip   // of a text that is not
	e    *Entry
}

// Path names the part for messages: the name of the file and its place inside.
func (p *Part) Path() string { return p.path }

// Bytes unpacks a text. What was not packed comes back as it is, sharing the
// memory of the file.
func (p *Part) Bytes(tick Tick) ([]byte, error) {
	if p.zip == nil {
		return p.data, nil
	}
	return p.zip.Bytes(p.e, tick)
}

// Archive is a file taken apart.
type Archive struct {
	Parts []Part
	// Skipped are the files inside that are no tables: Path names them, Code
	// and Message say what they are.
	Skipped []fault.Field
}

// Open takes a file apart. name is for messages. A file that is neither packed
// nor a workbook is its own single part. What is packed may be packed once
// more (a csv.gz or an XLSX in a zip), but not deeper.
//
// Refused are files beyond a limit, with fault.TooLarge; files that are
// locked, damaged or of a kind that is not read, with fault.Invalid; and files
// of which no part is left, for the reason of the first. Each message says
// what to do.
func Open(name string, b []byte, lim Limits, tick Tick) (*Archive, error) {
	if err := lim.checkFile(name, len(b)); err != nil {
		return nil, err
	}
	a := &Archive{}
	o := opener{a: a, lim: lim, tick: tick}
	if err := o.open(name, name, b, 0); err != nil {
		return nil, err
	}
	if len(a.Parts) > 0 {
		return a, nil
	}
	if len(a.Skipped) > 0 {
		f := a.Skipped[0]
		return nil, &fault.Error{Code: fault.Invalid, Message: f.Message, Fields: a.Skipped}
	}
	if isZip(b) {
		return nil, refused(name, "no_files", "is a zip without a file in it")
	}
	return nil, refused(name, "empty", "is empty")
}

type opener struct {
	a     *Archive
	lim   Limits
	tick  Tick
	total int // bytes unpacked, of files in files
}

// depth is how often a file may be packed.
const depth = 2

// open adds the parts of one file, of which the bytes are there.
func (o *opener) open(name, path string, b []byte, wraps int) error {
	gz, zip := isGzip(b), isZip(b)
	if (gz || zip) && wraps >= depth && !(zip && o.workbook(b)) {
		return refused(path, "too_deep", "is packed more than twice; unpack it and choose the files inside")
	}
	switch {
	case gz:
		out, err := gunzip(path, b, o.lim, o.tick)
		if err != nil {
			return err
		}
		if err := o.add(path, len(out)); err != nil {
			return err
		}
		if n := len(name) - 3; n > 0 && strings.EqualFold(name[n:], ".gz") {
			name = name[:n]
		}
		return o.open(name, path, out, wraps+1)
	case zip:
		z, err := openZip(path, b, o.lim)
		if err != nil {
			return err
		}
		return o.zip(name, path, z, len(b), wraps+1)
	}
	if len(b) == 0 {
		return nil
	}
	if err := refuse(path, b); err != nil {
		return err
	}
	o.a.Parts = append(o.a.Parts, Part{Name: name, Size: len(b), path: path, data: b})
	return nil
}

// workbook reports whether a zip is an XLSX file, which is packed as such.
func (o *opener) workbook(b []byte) bool {
	z, err := openZip("", b, o.lim)
	return err == nil && z.Find("xl/workbook.xml") != nil
}

// add counts what was unpacked beyond the zip that the entries lie in.
func (o *opener) add(path string, n int) error {
	o.total += n
	return o.lim.checkTotal(path, o.total)
}

// zip adds the parts of a zip: itself if it is a workbook, else its entries.
func (o *opener) zip(name, path string, z *Zip, size, wraps int) error {
	switch {
	case z.Find("xl/workbook.xml") != nil:
		o.a.Parts = append(o.a.Parts, Part{Name: name, Kind: Workbook, Size: size, Book: z, path: path})
		return nil
	case z.Find("xl/workbook.bin") != nil:
		return refused(path, "xlsb", "is a binary workbook (.xlsb); open it in Excel, save it as XLSX or CSV, and choose that")
	case z.Find("word/document.xml") != nil || z.Find("ppt/presentation.xml") != nil:
		return refused(path, "document", "is a document and no table; save its table as CSV or XLSX and choose that")
	case z.Find("Index/Document.iwa") != nil:
		return refused(path, "numbers", "is a table of Apple Numbers; export it as CSV or XLSX and choose that")
	case z.Find("content.xml") != nil && z.Find("mimetype") != nil:
		return refused(path, "ods", "is an OpenDocument table; save it as XLSX or CSV and choose that")
	}
	for i := range z.Entries {
		e := &z.Entries[i]
		if e.Size == 0 {
			continue
		}
		inner := z.Path(e)
		err := o.entry(z, e, inner, wraps)
		if err == nil {
			continue
		}
		f, ok := err.(*fault.Error)
		if !ok || f.Code != fault.Invalid || len(f.Fields) == 0 {
			return err // a limit, or the caller gave up
		}
		o.a.Skipped = append(o.a.Skipped, f.Fields...)
	}
	return nil
}

// entry adds the parts of one entry. Only what is packed again is unpacked.
func (o *opener) entry(z *Zip, e *Entry, path string, wraps int) error {
	head, err := z.Head(e, sniffed)
	if err != nil {
		return err
	}
	if isGzip(head) || isZip(head) {
		if err := o.add(path, e.Size); err != nil {
			return err
		}
		b, err := z.Bytes(e, o.tick)
		if err != nil {
			return err
		}
		return o.open(e.Name, path, b, wraps)
	}
	if err := refuse(path, head); err != nil {
		return err
	}
	o.a.Parts = append(o.a.Parts, Part{Name: e.Name, Size: e.Size, path: path, zip: z, e: e})
	return nil
}
