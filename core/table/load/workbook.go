package load

import (
	"context"

	"fairbasis/core/fault"
	"fairbasis/core/table/unpack"
)

// workbook adds the sheets of a workbook as members.
func (o *opened) workbook(p *unpack.Part, whole bool) error {
	o.skipped = append(o.skipped, fault.Note(p.Path(), "workbook", "is a workbook"))
	return nil
}

// worksheet is the text of one sheet.
func (o *opened) worksheet(ctx context.Context, m *member) ([]byte, error) {
	return nil, fault.New(fault.Invalid, "%s is a workbook", m.name)
}
