package export

import "math/bits"

// deflater compresses blocks one by one (RFC 1951): matches found through a
// hash of four bytes, Huffman codes made for each block. compress/flate packs
// as well, but would add 27 kB to the program that is loaded.
type deflater struct {
	hash      [1 << hashBits]int32 // place + 1 of the last four bytes of each hash
	tokens    []uint32             // literals, or matches with isMatch set
	lit, dist code
	acc       uint64 // bits not yet written, the lowest first
	have      uint
}

const (
	hashBits  = 15
	maxMatch  = 258
	maxReach  = 1 << 15
	isMatch   = 1 << 31 // | (length-3)<<16 | distance-1
	endBlock  = 256
	literals  = 286
	distances = 30
	maxLength = 15 // bits of a code
)

// block appends src as one block. Blocks know nothing of each other.
func (d *deflater) block(dst, src []byte) []byte {
	clear(d.hash[:])
	d.lit.clear(literals)
	d.dist.clear(distances)
	d.find(src)
	d.lit.count[endBlock]++
	d.lit.build()
	d.dist.build()

	// Header: not the last block, codes of its own; lengths are written as they
	// are, each in four bits, with none of the shorthand for repeated ones.
	dst = d.put(dst, 0|2<<1, 3)
	dst = d.put(dst, literals-257, 5)
	dst = d.put(dst, distances-1, 5)
	dst = d.put(dst, 15, 4) // 19 lengths of the code for lengths follow, in the order 16, 17, 18, 0, 8 ...
	dst = d.put(dst, 0, 9)  // 16, 17 and 18 are not used,
	for range 16 {
		dst = d.put(dst, 4, 3) // all others have four bits, so that each stands for itself
	}
	for _, c := range [...]*code{&d.lit, &d.dist} {
		for _, n := range c.length[:c.size] {
			dst = d.put(dst, uint64(bits.Reverse8(n)>>4), 4)
		}
	}
	acc, have := d.acc, d.have
	for _, t := range d.tokens {
		if t < isMatch {
			acc |= uint64(d.lit.bits[t]) << have
			have += uint(d.lit.length[t])
		} else {
			l, n := t>>16&0xFF, uint(0)
			s := 257 + l
			switch {
			case l == maxMatch-3:
				s = 285
			case l >= 8:
				n = uint(bits.Len32(l)) - 3
				s = 261 + uint32(n)<<2 + l>>n&3
			}
			acc |= uint64(d.lit.bits[s]) << have
			have += uint(d.lit.length[s])
			acc |= uint64(l&(1<<n-1)) << have
			have += n
			r := t & 0xFFFF
			s, n = r, 0
			if r >= 4 {
				n = uint(bits.Len32(r)) - 2
				s = uint32(n)<<1 + 2 + r>>n&1
			}
			acc |= uint64(d.dist.bits[s]) << have
			have += uint(d.dist.length[s])
			acc |= uint64(r&(1<<n-1)) << have
			have += n
		}
		for have >= 8 {
			dst = append(dst, byte(acc))
			acc >>= 8
			have -= 8
		}
	}
	d.acc, d.have = acc, have
	return d.put(dst, uint64(d.lit.bits[endBlock]), uint(d.lit.length[endBlock]))
}

// end appends an empty last block and fills up the byte.
func (d *deflater) end(dst []byte) []byte {
	dst = d.put(dst, 1|1<<1, 3) // the last, with the fixed code,
	dst = d.put(dst, 0, 7)      // whose end of block is seven zeros
	dst = d.put(dst, 0, 7)
	d.acc, d.have = 0, 0
	return dst
}

// put appends the lowest n bits.
func (d *deflater) put(dst []byte, v uint64, n uint) []byte {
	d.acc |= v << d.have
	d.have += n
	for d.have >= 8 {
		dst = append(dst, byte(d.acc))
		d.acc >>= 8
		d.have -= 8
	}
	return dst
}

// find cuts src into literals and matches and counts their symbols. Everything
// it touches is at hand and nothing is called: programs are built without inlining.
func (d *deflater) find(src []byte) {
	if cap(d.tokens) < len(src) {
		d.tokens = make([]uint32, len(src))
	}
	tokens, k := d.tokens[:len(src)], 0
	hash, lit, dist := &d.hash, &d.lit.count, &d.dist.count
	i := 0
	for i+4 <= len(src) {
		at := src[i : i+4 : i+4]
		four := uint32(at[0]) | uint32(at[1])<<8 | uint32(at[2])<<16 | uint32(at[3])<<24
		h := four * 2654435761 >> (32 - hashBits)
		j := int(hash[h]) - 1
		hash[h] = int32(i) + 1
		found := false
		if j >= 0 && i-j <= maxReach {
			to := src[j : j+4 : j+4]
			found = uint32(to[0])|uint32(to[1])<<8|uint32(to[2])<<16|uint32(to[3])<<24 == four
		}
		if !found {
			lit[at[0]]++
			tokens[k] = uint32(at[0])
			k++
			i++
			continue
		}
		a, b := src[i:], src[j:]
		if len(a) > maxMatch {
			a = a[:maxMatch]
		}
		b = b[:len(a)]
		n := 4
		for n < len(a) && a[n] == b[n] {
			n++
		}
		l, r := uint32(n-3), uint32(i-j-1)
		tokens[k] = isMatch | l<<16 | r
		k++
		s := 257 + l
		switch {
		case l == maxMatch-3:
			s = 285
		case l >= 8:
			x := uint32(bits.Len32(l)) - 3
			s = 261 + x<<2 + l>>x&3
		}
		lit[s]++
		s = r
		if r >= 4 {
			x := uint32(bits.Len32(r)) - 2
			s = x<<1 + 2 + r>>x&1
		}
		dist[s]++
		i += n
	}
	for ; i < len(src); i++ {
		lit[src[i]]++
		tokens[k] = uint32(src[i])
		k++
	}
	d.tokens = tokens[:k]
}

// code is a Huffman code.
type code struct {
	size   int // symbols
	count  [literals]uint32
	length [literals]uint8 // bits; 0 for a symbol that does not occur
	bits   [literals]uint16
}

func (c *code) clear(size int) {
	*c = code{size: size}
	c.count[0], c.count[1] = 1, 1 // a code needs two symbols
}

// build makes lengths and bits from counts. Where a length would pass 15 bits
// the counts are flattened.
func (c *code) build() {
	for !c.lengths() {
		for s, n := range c.count {
			if n > 0 {
				c.count[s] = n/4 + 1
			}
		}
	}
	var of, next [maxLength + 1]uint16 // codes of each length, and the next of them (RFC 1951, 3.2.2)
	for _, n := range c.length[:c.size] {
		of[n]++
	}
	of[0] = 0
	for n := 1; n <= maxLength; n++ {
		next[n] = (next[n-1] + of[n-1]) << 1
	}
	for s, n := range c.length[:c.size] {
		if n > 0 {
			c.bits[s] = bits.Reverse16(next[n]) >> (16 - n)
			next[n]++
		}
	}
}

// lengths gives every symbol the length of its code, by joining the two rarest
// nodes until one is left. It reports false where a length passes 15 bits.
func (c *code) lengths() bool {
	var symbols [literals]int16 // those that occur, the rarest first
	n := 0
	for s, count := range c.count[:c.size] {
		if count == 0 {
			continue
		}
		k := n
		for ; k > 0 && c.count[symbols[k-1]] > count; k-- {
			symbols[k] = symbols[k-1]
		}
		symbols[k] = int16(s)
		n++
	}
	// Nodes 0 to n-1 are the symbols; the others come out in the order of their weights.
	var weight [2 * literals]uint32
	var parent [2 * literals]int16
	for i, s := range symbols[:n] {
		weight[i] = c.count[s]
	}
	leaf, inner := 0, n
	for node := n; node < 2*n-1; node++ {
		for range 2 {
			rarest := inner
			if inner == node || leaf < n && weight[leaf] <= weight[inner] {
				rarest = leaf
				leaf++
			} else {
				inner++
			}
			weight[node] += weight[rarest]
			parent[rarest] = int16(node)
		}
	}
	var depth [2 * literals]uint8
	for node := 2*n - 3; node >= 0; node-- {
		depth[node] = depth[parent[node]] + 1
		if depth[node] > maxLength {
			return false
		}
		if node < n {
			c.length[symbols[node]] = depth[node]
		}
	}
	return true
}
