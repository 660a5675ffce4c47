package load

import (
	"slices"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// line is one series under way: its rows in all parts and what it is of.
type line struct {
	identity
	source string // of the symbol, as table.Series has it
	pieces []piece
	block  bool // from a file with series side by side
}

// split takes the rows of all parts apart by what they are of. Rows of the
// same symbol in several parts belong together.
func (r *reading) split() []*line {
	var list []*line
	byKey := map[string]*line{}
	put := func(key string, l line, p piece) {
		if p.len() == 0 {
			return
		}
		at := byKey[key]
		if at == nil {
			at = &l
			byKey[key] = at
			list = append(list, at)
		}
		at.pieces = append(at.pieces, p)
	}
	for _, p := range r.parts {
		for _, s := range p.scans {
			switch {
			case s.word != nil:
				r.byColumn(s, put)
			case s.symbol != "":
				as := identify(s.symbol, s.name)
				put("="+as.symbol, line{identity: as, source: s.from, block: s.block}, r.withValues(s))
			default:
				r.silent(s, put)
			}
		}
	}
	return list
}

// byColumn splits rows by the words of their symbol column and leaves out sums and options.
func (r *reading) byColumn(s *source, put func(string, line, piece)) {
	type kind struct {
		line
		rows []int32
		skip *[]int32
	}
	var sums, options, empty []int32
	kinds := make([]*kind, len(s.words)) // by word
	byKey := map[string]*kind{}
	var order []*kind
	for i := range s.word {
		w := s.word[i]
		k := kinds[w]
		if k == nil {
			word := strings.TrimSpace(s.words[w])
			switch {
			case word == "":
				k = &kind{skip: &empty}
			case isSubtotal(word):
				k = &kind{skip: &sums}
			case isOption(word):
				k = &kind{skip: &options}
			default:
				name := ""
				if s.title != nil {
					name = s.words[s.title[i]]
				}
				as := identify(word, name)
				if k = byKey[as.symbol]; k == nil {
					k = &kind{line: line{identity: as, source: "column"}}
					byKey[as.symbol] = k
					order = append(order, k)
				}
			}
			kinds[w] = k
		}
		if k.skip != nil {
			*k.skip = append(*k.skip, s.row[i])
		} else {
			k.rows = append(k.rows, int32(i))
		}
	}
	for _, k := range order {
		p := piece{frame: &s.frame, rows: k.rows}
		if len(k.rows) == s.len() {
			p.rows = nil
		}
		put("="+k.symbol, k.line, p)
	}
	r.leaveOut(table.SubtotalRows, sums, "with sums over others; left out")
	r.leaveOut(table.OptionRows, options, "of options; only futures and indices are read")
	if len(empty) > 0 {
		r.skipped += len(empty)
		r.report(finding{code: table.UnknownSymbol, severity: table.Bad, action: "skipped", count: len(empty), rows: empty,
			message: many(len(empty), "row") + " without a symbol where others have one; left out"})
		r.reject(table.UnknownSymbol, empty...)
	}
}

func (r *reading) leaveOut(code string, rows []int32, what string) {
	r.skipped += len(rows)
	r.report(finding{code: code, severity: table.Notice, action: "skipped", count: len(rows), rows: rows, message: many(len(rows), "row") + " " + what})
	r.reject(code, rows...)
}

// withValues is the rows of a block in which it has a value.
func (r *reading) withValues(s *source) piece {
	p := piece{frame: &s.frame}
	full := true
	rows := make([]int32, 0, s.len())
	for i := range s.len() {
		if s.hasValue(i) {
			rows = append(rows, int32(i))
		} else {
			full = false
		}
	}
	if !full {
		p.rows = rows
	}
	return p
}

// hasValue reports whether row i has anything besides its stamp.
func (f *frame) hasValue(i int) bool {
	for c := range f.cols {
		if f.cols[c].has(i) {
			return true
		}
	}
	return false
}

// silent takes rows of which the content does not say what they are of: what
// the user said, else what the names of sheet and file hint at. Blocks that
// follow each other under repeated headers are told apart by their stamps.
func (r *reading) silent(s *source, put func(string, line, piece)) {
	as, from := r.hint(s.part)
	if len(s.breaks) > 0 || turnsBack(s) {
		blocks := cut(s)
		if months := expiries(blocks); months != nil {
			r.contracts(blocks, months, as, from, put)
			return
		}
		if len(blocks) > 1 && mixed(s, blocks) {
			rows := make([]int32, 0, len(blocks))
			for i, b := range blocks {
				name := "#" + number(i+1)
				put(name, line{identity: identity{name, market.Other, as.product}, source: "overlap"}, b.piece)
				rows = append(rows, s.row[b.from])
			}
			r.report(finding{code: table.MixedContracts, severity: table.Warning, action: "split", count: len(blocks), rows: rows,
				message: "the rows hold " + many(len(blocks), "series") + " with other values at the same times and no symbol; taken apart where the times go back",
				params:  []string{"blocks", number(len(blocks))}})
			return
		}
	}
	put("?"+as.symbol, line{identity: as, source: from}, piece{frame: &s.frame})
}

// hint is the symbol of rows that have none: chosen, or from a name.
func (r *reading) hint(p *part) (as identity, from string) {
	if r.choices.Symbol != "" {
		return identify(r.choices.Symbol, ""), "chosen"
	}
	if p.layout.Symbol != "" {
		return identify(p.layout.Symbol, ""), p.layout.From
	}
	if as, ok := fromName(p.name); ok {
		return as, "name"
	}
	if as, ok := fromName(r.name); ok {
		return as, "name"
	}
	return identity{kind: market.Other}, "none"
}

// block is neighbouring rows of a source.
type block struct {
	piece
	from, to    int
	first, last int64 // stamps, the earlier first
}

// turnsBack tells files of several series without symbol from ones whose
// rows are merely out of order: the stamps go back a few times only, and run
// forward for long in between.
func turnsBack(s *source) bool {
	o := direction([]piece{{frame: &s.frame}})
	turns := min(o.up, o.down)
	return turns > 0 && turns <= 64 && turns*10 < s.len()
}

// cut makes blocks at repeated headers and wherever the stamps turn back.
func cut(s *source) []block {
	o := direction([]piece{{frame: &s.frame}})
	descending := o.down > o.up
	var list []block
	begin, next := 0, 0
	for i := 1; i <= s.len(); i++ {
		edge := i == s.len()
		if next < len(s.breaks) && int(s.breaks[next]) == i {
			edge = true
			next++
		}
		if !edge {
			edge = descending && s.time[i] > s.time[i-1] || !descending && s.time[i] < s.time[i-1]
		}
		if !edge {
			continue
		}
		rows := make([]int32, 0, i-begin)
		for k := begin; k < i; k++ {
			rows = append(rows, int32(k))
		}
		b := block{piece: piece{frame: &s.frame, rows: rows}, from: begin, to: i, first: s.time[begin], last: s.time[i-1]}
		if b.first > b.last {
			b.first, b.last = b.last, b.first
		}
		list = append(list, b)
		begin = i
	}
	return list
}

// expiries tells whether blocks are contracts, each up to the close of its
// last trading day, and returns their months. The last block may be unfinished.
func expiries(blocks []block) []calendar.Month {
	if len(blocks) < 2 {
		return nil
	}
	months := make([]calendar.Month, len(blocks))
	for i, b := range blocks {
		d := calendar.OfUnixDay(int((b.last - mod(b.last, day)) / day))
		clock := mod(b.last, day) / minute
		m := calendar.MonthOfDate(d)
		expiry := calendar.LastTradingDay(m).Date
		ends := expiry == d && (clock == 0 || clock >= closing-30 && clock <= closeOld)
		if !ends && i == len(blocks)-1 && i > 0 {
			if expiry.Before(d) {
				m = m.Add(1)
			}
			ends = true
		}
		if !ends || i > 0 && !months[i-1].Before(m) {
			return nil
		}
		months[i] = m
	}
	return months
}

// contracts names blocks by their months.
func (r *reading) contracts(blocks []block, months []calendar.Month, as identity, from string, put func(string, line, piece)) {
	if as.product == "" {
		from = "overlap"
	}
	names := make([]string, len(blocks))
	rows := make([]int32, len(blocks))
	for i, b := range blocks {
		as := identity{as.product + months[i].Code(), market.FutureContract, as.product}
		names[i] = as.symbol
		rows[i] = b.row[b.from]
		put("="+as.symbol, line{identity: as, source: from}, b.piece)
	}
	text := strings.Join(names, ", ")
	if len(names) > 6 {
		text = strings.Join(names[:3], ", ") + " ... " + names[len(names)-1]
	}
	r.report(finding{code: table.SymbolInferred, severity: table.Notice, action: "split", count: len(blocks), rows: rows,
		message: "no column names the contract; the " + number(len(blocks)) + " blocks end on last trading days and were taken for " + text,
		params:  []string{"symbols", text}})
	gaps, longest := 0, 0
	rows = rows[:0]
	for i := 1; i < len(blocks); i++ {
		days := int((blocks[i].first - mod(blocks[i].first, day) - blocks[i-1].last + mod(blocks[i-1].last, day)) / day)
		if days > 4 {
			gaps++
			longest = max(longest, days)
			rows = append(rows, blocks[i].row[blocks[i].from])
		}
	}
	r.report(finding{code: table.BlockGaps, severity: table.Notice, action: "kept", count: gaps, rows: rows,
		message: "between the " + number(len(blocks)) + " blocks " + plural(gaps, "is a gap", "are "+number(gaps)+" gaps") + " of up to " + many(longest, "day"),
		params:  []string{"blocks", number(len(blocks)), "days", number(longest)}})
}

// mixed tells whether rows of equal stamps mostly have other values, as those
// of several contracts do. A file appended to itself has the same ones.
func mixed(s *source, blocks []block) bool {
	price := s.column(table.Close)
	if price == nil && len(s.cols) > 0 {
		price = &s.cols[0]
	}
	if price == nil {
		return false
	}
	shortest := slices.MinFunc(blocks, func(a, b block) int { return a.len() - b.len() })
	if len(blocks) > 64 || shortest.len() < 2 {
		return false
	}
	at := sorted(s.time)
	same, other := 0, 0
	for i := 1; i < len(at); i++ {
		if s.time[at[i]] != s.time[at[i-1]] {
			continue
		}
		if price.same(int(at[i]), int(at[i-1])) {
			same++
		} else {
			other++
		}
	}
	return other > same && other*10 > len(at)
}
