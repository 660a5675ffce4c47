package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"sync"
)

// The logo is the band strip: a scale, the band on it, the fair value, and the
// market's pointer above. Its shapes stand on a field of 32 units and are the
// source of the SVG and of every PNG.
type shape struct {
	fill       color.NRGBA
	x, y, w, h float64 // a rectangle
	r          float64 // its corners
	tip        bool    // instead: a triangle that points down
}

var (
	night = color.NRGBA{0x11, 0x16, 0x1d, 0xff}
	logo  = []shape{
		{fill: color.NRGBA{0x5b, 0x64, 0x70, 0xff}, x: 4, y: 15.5, w: 24, h: 6, r: 1.5},
		{fill: color.NRGBA{0xc3, 0xd1, 0xf5, 0xff}, x: 9, y: 15.5, w: 14, h: 6},
		{fill: color.NRGBA{0x5f, 0x8b, 0xff, 0xff}, x: 15, y: 11, w: 3, h: 15, r: 1.5},
		{fill: color.NRGBA{0xff, 0xff, 0xff, 0xff}, x: 8, y: 6, w: 8, h: 6, tip: true},
	}
)

// has reports whether the shape covers a point of the field.
func (s shape) has(x, y float64) bool {
	x, y = x-s.x, y-s.y
	if x < 0 || y < 0 || x > s.w || y > s.h {
		return false
	}
	if s.tip {
		return math.Abs(x-s.w/2) <= (s.h-y)/s.h*s.w/2
	}
	dx := max(s.r-x, x-(s.w-s.r), 0)
	dy := max(s.r-y, y-(s.h-s.r), 0)
	return dx*dx+dy*dy <= s.r*s.r || dx == 0 || dy == 0
}

// icons draws the logo in every size that is asked for, once.
var icons = sync.OnceValues(func() (map[string][]byte, error) {
	drawn := map[string][]byte{}
	for _, icon := range []struct {
		name          string
		size          int
		corner, scale float64
	}{
		{"icon-192.png", 192, 7, 1},
		{"icon-512.png", 512, 7, 1},
		{"icon-maskable-512.png", 512, 0, .78},
		{"apple-touch-icon.png", 180, 0, .9},
	} {
		data, err := iconPNG(icon.size, icon.corner, icon.scale)
		if err != nil {
			return nil, err
		}
		drawn[icon.name] = data
	}
	return drawn, nil
})

// iconPNG draws the logo on a tile of size pixels. corner is the radius of the
// tile in units of the field, scale shrinks the logo around the middle: a
// maskable icon keeps everything inside four fifths.
func iconPNG(size int, corner, scale float64) ([]byte, error) {
	const fine = 4 // samples along each side of a pixel
	tile := shape{fill: night, w: 32, h: 32, r: corner}
	img := image.NewNRGBA(image.Rect(0, 0, size, size))
	for py := range size {
		for px := range size {
			var r, g, b, n float64
			for i := range fine * fine {
				x := (float64(px) + (float64(i%fine)+.5)/fine) * 32 / float64(size)
				y := (float64(py) + (float64(i/fine)+.5)/fine) * 32 / float64(size)
				if !tile.has(x, y) {
					continue
				}
				c := tile.fill
				for _, s := range logo {
					if s.has(16+(x-16)/scale, 16+(y-16)/scale) {
						c = s.fill
					}
				}
				r, g, b, n = r+float64(c.R), g+float64(c.G), b+float64(c.B), n+1
			}
			if n > 0 {
				img.SetNRGBA(px, py, color.NRGBA{uint8(math.Round(r / n)), uint8(math.Round(g / n)), uint8(math.Round(b / n)), uint8(math.Round(255 * n / (fine * fine)))})
			}
		}
	}
	var out bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	err := e.Encode(&out, img)
	return out.Bytes(), err
}

// iconSVG is the same picture for browsers that take it.
func iconSVG() []byte {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">`)
	for _, s := range append([]shape{{fill: night, w: 32, h: 32, r: 7}}, logo...) {
		fill := fmt.Sprintf("#%02x%02x%02x", s.fill.R, s.fill.G, s.fill.B)
		if s.tip {
			fmt.Fprintf(&b, `<path fill="%s" d="M%g %gh%gl%g %gz"/>`, fill, s.x, s.y, s.w, -s.w/2, s.h)
			continue
		}
		fmt.Fprintf(&b, `<rect fill="%s" x="%g" y="%g" width="%g" height="%g" rx="%g"/>`, fill, s.x, s.y, s.w, s.h, s.r)
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}
