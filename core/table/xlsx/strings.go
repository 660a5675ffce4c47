package xlsx

import "fairbasis/core/table/unpack"

// strs are the shared strings of a workbook, cleaned, one after another.
type strs struct {
	bytes []byte
	ends  []uint32
}

// at returns a string by its number.
func (s *strs) at(i int) ([]byte, bool) {
	if i < 0 || i >= len(s.ends) {
		return nil, false
	}
	start := uint32(0)
	if i > 0 {
		start = s.ends[i-1]
	}
	return s.bytes[start:s.ends[i]], true
}

// loadStrings reads the shared strings. The runs of a rich text are joined;
// phonetic hints beside a text are not part of it.
func (b *Book) loadStrings(tick unpack.Tick) error {
	if b.loaded || b.shared == nil {
		return nil
	}
	text, err := b.zip.Bytes(b.shared, tick)
	if err != nil {
		return err
	}
	path := b.zip.Path(b.shared)
	if err := encoded(path, text); err != nil {
		return err
	}
	t := tokens{path: path, b: text}
	s := &b.strings
	inside, hint := false, false
	for {
		if err := t.next(); err != nil {
			*s = strs{}
			return err
		}
		switch t.kind {
		case atEnd:
			b.loaded = true
			return nil
		case someText:
			if inside && !hint {
				s.bytes = t.appendTo(s.bytes)
			}
		case startTag:
			switch {
			case t.is("t"):
				inside = !t.alone
			case t.is("rPh"):
				hint = !t.alone
			case t.is("si") && t.alone:
				s.ends = append(s.ends, uint32(len(s.bytes)))
			}
		case endTag:
			switch {
			case t.is("t"):
				inside = false
			case t.is("rPh"):
				hint = false
			case t.is("si"):
				s.ends = append(s.ends, uint32(len(s.bytes)))
			}
		}
	}
}

// appendTo appends the text at hand, cleaned.
func (t *tokens) appendTo(out []byte) []byte {
	if !t.raw {
		return appendText(out, t.text)
	}
	for _, c := range t.text {
		if c < ' ' || c == 0x7F {
			c = ' '
		}
		out = append(out, c)
	}
	return out
}
