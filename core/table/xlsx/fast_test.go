package xlsx

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The quick way gives what the careful way gives; two blanks behind the name
// of the tag make a cell one that only the careful way reads.
func TestRunAgreesWithOne(t *testing.T) {
	outer := t
	rapid.Check(t, func(t *rapid.T) {
		var s strings.Builder
		s.WriteString("<sheetData>")
		row := rapid.SampledFrom([]int{1, 9, 99_999}).Draw(t, "first")
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			s.WriteString(`<row r="` + strconv.Itoa(row) + `">`)
			col := 0
			for range rapid.IntRange(0, 6).Draw(t, "cells") {
				col += rapid.IntRange(1, 9).Draw(t, "step")
				s.WriteString(`<c r="` + string(rune('A'+(col-1)%26)))
				if col > 26 {
					break
				}
				s.WriteString(strconv.Itoa(row) + `"` + rapid.SampledFrom([]string{"", ` s="1"`, ` s="2" t="n"`, ` t="s"`, ` t="str"`, ` s="99999"`}).Draw(t, "attributes"))
				s.WriteString(rapid.SampledFrom([]string{"/>", "></c>", "><v>1</v></c>", "><v>45292.396527777775</v></c>", "><v>0</v></c>", "><f>1</f><v>2</v></c>", "><v>3822.4000000000001</v></c>", "><v>&lt;</v></c>", "><v></v></c>"}).Draw(t, "value"))
			}
			if col > 26 {
				s.WriteString(strconv.Itoa(row) + `"/>`)
			}
			s.WriteString("</row>")
			row++
		}
		s.WriteString("</sheetData>")
		if rapid.Bool().Draw(t, "behind") {
			s.WriteString(strings.Repeat(" ", 100))
		}
		quick := book{sheet: s.String(), shared: "<si><t>a</t></si><si><t>b</t></si>", cells: []int{0, 22, 10}}
		careful := quick
		careful.sheet = strings.ReplaceAll(s.String(), "<c r=", "<c  r=")
		got, facts, err := quick.read(outer)
		want, wantFacts, wantErr := careful.read(outer)
		if facts.Truncated, wantFacts.Truncated = 0, 0; got != want || facts != wantFacts || (err == nil) != (wantErr == nil) {
			t.Fatalf("%s: got %q, %+v, %v; want %q, %+v, %v", s.String(), got, facts, err, want, wantFacts, wantErr)
		}
	})
}
