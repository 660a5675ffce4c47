package xlsx

// run reads cells from the beginning of p as long as they stand there in the
// plain form that all programs write numbers and shared strings in,
//
//	<c r="B7" s="2" t="s"><v>12</v></c>
//
// and returns how many bytes it took. Whatever is different, or may not be
// whole, is left to one, which reads any form; this is twice as fast, because
// it looks at few bytes twice and calls nothing between them.
func (r *reader) run(p []byte) (int, error) {
	i := 0
	for {
		// A cell of this form is shorter, its value being at most 24 bytes.
		if i+96 > len(p) {
			return i, nil
		}
		b := p[i : i+96 : i+96]
		if b[0] != '<' || b[1] != 'c' || b[2] != ' ' || b[3] != 'r' || b[4] != '=' || b[5] != '"' {
			return i, nil
		}
		k, col := 6, 0
		for k < 9 && b[k] >= 'A' && b[k] <= 'Z' {
			col = col*26 + int(b[k]-'A') + 1
			k++
		}
		// The number of the row is that of the row, or it is of its length.
		k += r.digits
		if col <= r.cell || col > lastColumn || b[k] != '"' {
			return i, nil
		}
		k++
		st := 0
		if b[k] == ' ' && b[k+1] == 's' && b[k+2] == '=' && b[k+3] == '"' {
			k += 4
			from := k
			for k < from+4 && b[k] >= '0' && b[k] <= '9' {
				st = st*10 + int(b[k]-'0')
				k++
			}
			if b[k] != '"' {
				return i, nil
			}
			k++
		}
		typ := k
		if b[k] == ' ' && b[k+1] == 't' && b[k+2] == '=' && b[k+3] == '"' && (b[k+4] == 's' || b[k+4] == 'n') && b[k+5] == '"' {
			typ = k + 4
			k += 6
		}
		if b[k] != '>' || b[k+1] != '<' || b[k+2] != 'v' || b[k+3] != '>' {
			return i, nil
		}
		k += 4
		v := k
		for k < v+24 && b[k] != '<' && b[k] != '&' {
			k++
		}
		e := b[k : k+8 : k+8]
		if k == v || e[0] != '<' || e[1] != '/' || e[2] != 'v' || e[3] != '>' || e[4] != '<' || e[5] != '/' || e[6] != 'c' || e[7] != '>' {
			return i, nil
		}
		kind := b[typ : typ+1]
		if kind[0] != 's' {
			kind = nil // a number, said or not
		}
		r.cell = col
		if err := r.value(col, st, kind, b[v:k], true); err != nil {
			return i, err
		}
		i += k + 8
	}
}
