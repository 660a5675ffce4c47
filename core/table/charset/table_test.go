package charset

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write gb2312.bin anew")

// moved lists the 18 two-byte codes that GB 18030-2022 assigns to characters
// outside the private area, where the edition of 2005 and golang.org/x/text
// have private-use code points (GB 18030-2022, table of changed mappings).
var moved = map[uint16]rune{
	0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14, 0xA6DE: 0xFE15, 0xA6DF: 0xFE16,
	0xA6EC: 0xFE17, 0xA6ED: 0xFE18, 0xA6F3: 0xFE19,
	0xFE59: 0x9FB4, 0xFE61: 0x9FB5, 0xFE66: 0x9FB6, 0xFE67: 0x9FB7, 0xFE6D: 0x9FB8, 0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFEA0: 0x9FBB,
}

// wantTwo is what a two-byte code means: x/text with the codes of 2022.
func wantTwo(t testing.TB, lead, second byte) rune {
	if r, ok := moved[uint16(lead)<<8|uint16(second)]; ok {
		return r
	}
	return []rune(fromX(t, []byte{lead, second}))[0]
}

// The embedded table is what the oracle says, in its packed form.
func TestTableIsCurrent(t *testing.T) {
	var out []byte
	at := 0
	for lead := 0x81; lead <= 0xFE; lead++ {
		for second := 0x40; second <= 0xFE; second++ {
			derived := lead <= 0xA0 || lead >= 0xAA && second <= 0xA0 && place(byte(lead), byte(second)) < place(0xFD, 0x9C)
			if second == 0x7F || derived || wantTwo(t, byte(lead), byte(second)) == replacement {
				continue
			}
			head := len(out)
			out = append(out, byte(lead), byte(second), 0)
			for ; second <= 0xFE; second++ {
				if second == 0x7F {
					continue
				}
				if second == 0xA1 && lead >= 0xAA && out[head+2] > 0 {
					break // the two halves of a row belong to different parts
				}
				r := wantTwo(t, byte(lead), byte(second))
				if r == replacement {
					break
				}
				d := int(r) - at
				v := uint(d<<1 ^ d>>63)
				if d < 0 {
					v = uint(-d)<<1 - 1
				}
				for ; v >= 0x80; v >>= 7 {
					out = append(out, byte(v)|0x80)
				}
				out = append(out, byte(v))
				at = int(r)
				out[head+2]++
			}
			second--
		}
	}
	if *update {
		if err := os.WriteFile("gb2312.bin", out, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if string(out) != hanziAndSymbols {
		t.Fatalf("gb2312.bin has %d bytes and is not what the oracle gives (%d bytes); run go test -update", len(hanziAndSymbols), len(out))
	}
}

func TestEveryTwoByteCode(t *testing.T) {
	assigned := 0
	for lead := 0x81; lead <= 0xFE; lead++ {
		for second := 0x40; second <= 0xFE; second++ {
			if second == 0x7F {
				continue
			}
			b := []byte{byte(lead), byte(second)}
			want := wantTwo(t, b[0], b[1])
			got, n := step(b)
			if got != want || n != 2 {
				t.Errorf("% X: got %U in %d bytes, want %U in 2", b, got, n, want)
			}
			if want != replacement {
				assigned++
			}
		}
	}
	// 23,940 codes without the 1,894 of the user-defined areas, of which the
	// edition of 2022 leaves some unassigned.
	if assigned < 21_800 || assigned > 23_940-1_894 {
		t.Errorf("%d two-byte codes are assigned", assigned)
	}
}

// All four-byte codes for the basic plane, and the ends of the other planes.
func TestEveryFourByteCode(t *testing.T) {
	differ := 0
	for n := 0; n < 39_420+12_600; n++ {
		b := []byte{byte(0x81 + n/12600), byte('0' + n/1260%10), byte(0x81 + n/10%126), byte('0' + n%10)}
		got, size := step(b)
		want := []rune(fromX(t, b))
		if n >= 39_420 {
			if got != replacement || size != 1 {
				t.Fatalf("% X: got %U in %d bytes, want a refusal", b, got, size)
			}
			continue
		}
		if got != want[0] || size != 4 {
			if differ++; differ < 20 {
				t.Errorf("% X: got %U in %d bytes, want %U in 4", b, got, size, want)
			}
		}
	}
	// GB 18030-2005, 4.3: 0x90308130 is U+10000, 0xE3329A35 is U+10FFFF.
	for _, c := range []struct {
		b    string
		want rune
	}{{"\x90\x30\x81\x30", 0x10000}, {"\xE3\x32\x9A\x35", 0x10FFFF}, {"\x94\x39\xDA\x33", '💩'}, {"\x81\x30\x81\x30", 0x80}, {"\x84\x31\xA4\x39", 0xFFFF}} {
		if got, n := step([]byte(c.b)); got != c.want || n != 4 {
			t.Errorf("% X: got %U in %d bytes, want %U", c.b, got, n, c.want)
		}
	}
	if got, n := step([]byte("\xE3\x32\x9A\x36")); got != replacement || n != 1 {
		t.Errorf("past U+10FFFF: got %U in %d bytes", got, n)
	}
}
