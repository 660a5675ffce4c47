package scan

import "fairbasis/core/market"

// Numbers makes a column of n cells of their texts, with the digits that a
// column of the same cells in a file has. An empty text is an empty cell. What
// is no number, or too large for one, leaves its cell empty and is told to bad.
func Numbers(n int, cell func(i int) string, bad func(i int)) market.Column {
	var c column
	c.m = make([]int64, n)
	var buf []byte
	for i := range n {
		text := cell(i)
		if text == "" {
			c.clear(i)
			continue
		}
		buf = append(buf[:0], text...)
		d, ok := readDecimal(buf)
		if !ok || !c.set(i, d, buf) {
			c.clear(i)
			bad(i)
		}
	}
	return c.done(n)
}
