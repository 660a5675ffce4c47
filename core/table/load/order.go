package load

// order says how the stamps of a series follow each other in the file.
type order struct {
	up, down, equal int
	back            []int32 // running numbers of rows before which the stamps go against the usual direction, the first of them
}

// direction counts the steps of the stamps inside each piece: how pieces follow
// each other is no matter of the file.
func direction(pieces []piece) order {
	var o order
	for _, p := range pieces {
		if p.rows == nil && p.counted {
			o.up += p.up
			o.down += p.down
			o.equal += max(0, p.len()-1-p.up-p.down)
			continue
		}
		time := p.time
		if p.rows != nil {
			time = pick(time, p.rows)
		}
		for i := 1; i < len(time); i++ {
			if time[i] > time[i-1] {
				o.up++
			} else if time[i] < time[i-1] {
				o.down++
			} else {
				o.equal++
			}
		}
	}
	if o.up == 0 || o.down == 0 {
		return o
	}
	for _, p := range pieces {
		for i := 1; i < p.len() && len(o.back) < maxRows; i++ {
			if now, before := p.time[p.at(i)], p.time[p.at(i-1)]; o.down > o.up && now > before || o.down <= o.up && now < before {
				o.back = append(o.back, p.row[p.at(i)])
			}
		}
	}
	return o
}

// sorted returns the places of time in ascending order; equal stamps stay in
// theirs. It merges the runs that are there, which most files have few of.
func sorted(time []int64) []int32 {
	n := len(time)
	at := make([]int32, n)
	for i := range at {
		at[i] = int32(i)
	}
	spare := make([]int32, n)
	for {
		merged := false
		for lo := 0; lo < n; {
			mid := runEnd(time, at, lo)
			if mid == n {
				copy(spare[lo:], at[lo:])
				break
			}
			hi := runEnd(time, at, mid)
			merge(time, at[lo:mid], at[mid:hi], spare[lo:hi])
			merged = true
			lo = hi
		}
		if !merged {
			return at
		}
		at, spare = spare, at
	}
}

func runEnd(time []int64, at []int32, from int) int {
	i := from + 1
	for i < len(at) && time[at[i-1]] <= time[at[i]] {
		i++
	}
	return i
}

func merge(time []int64, a, b, out []int32) {
	for k := range out {
		if len(b) == 0 || len(a) > 0 && time[a[0]] <= time[b[0]] {
			out[k], a = a[0], a[1:]
		} else {
			out[k], b = b[0], b[1:]
		}
	}
}

// twice is what was found of stamps that occur more than once.
type twice struct {
	same, different         int     // rows that were left out
	sameRows, differentRows []int32 // their numbers, in order of time
}

// distinct leaves one row for every stamp of f, which must be in order: the
// one that stands last in the file. With beside, rows of one stamp are those
// of columns that stand side by side: what one lacks the other has.
func (f *frame) distinct(beside bool) twice {
	var t twice
	n := f.len()
	first := 1
	for first < n && f.time[first] != f.time[first-1] {
		first++
	}
	if first >= n {
		return t
	}
	keep := make([]int32, 0, n)
	for i := range first - 1 {
		keep = append(keep, int32(i))
	}
	for i := first - 1; i < n; {
		j, best := i+1, i
		for ; j < n && f.time[j] == f.time[i]; j++ {
			if f.row[j] > f.row[best] {
				best = j
			}
		}
		for k := i; k < j; k++ {
			if k == best || beside && f.complete(best, k) {
				continue
			}
			same := true
			for c := range f.cols {
				if !f.cols[c].same(k, best) {
					same = false
					break
				}
			}
			if same {
				t.same++
				t.sameRows = append(t.sameRows, f.row[k])
			} else {
				t.different++
				t.differentRows = append(t.differentRows, f.row[k])
			}
		}
		keep = append(keep, int32(best))
		i = j
	}
	f.permute(keep)
	return t
}

// complete fills the empty cells of row i from row k, unless both have a value
// in some column.
func (f *frame) complete(i, k int) bool {
	for c := range f.cols {
		if f.cols[c].has(i) && f.cols[c].has(k) {
			return false
		}
	}
	for c := range f.cols {
		f.cols[c].copy(k, i)
	}
	return true
}
