package part

import (
	"bytes"
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"golang.org/x/net/html"
)

func styleSheet(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../static/css/app.css")
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(string(b), "")
}

// block returns the declarations of the first rule with the selector.
func block(t *testing.T, css, selector string) string {
	t.Helper()
	_, after, ok := strings.Cut(css, selector+" {")
	if !ok {
		t.Fatalf("no rule %q", selector)
	}
	body, _, _ := strings.Cut(after, "}")
	return strings.Join(strings.Fields(body), " ")
}

func tokens(t *testing.T, css, selector string) map[string]string {
	t.Helper()
	m := map[string]string{}
	for _, d := range strings.Split(block(t, css, selector), ";") {
		if name, value, ok := strings.Cut(d, ":"); ok {
			m[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	return m
}

const (
	lightBlock  = "\n:root"
	chosenBlock = ":root[data-theme=dark]"
	systemBlock = ":root:not([data-theme])"
)

func TestBothDarkBlocksAreEqual(t *testing.T) {
	css := styleSheet(t)
	if chosen, system := block(t, css, chosenBlock), block(t, css, systemBlock); chosen != system {
		t.Errorf("dark by choice:\n%s\ndark by system:\n%s", chosen, system)
	}
	light, dark := tokens(t, css, lightBlock), tokens(t, css, chosenBlock)
	for name := range dark {
		if _, ok := light[name]; !ok {
			t.Errorf("%s is set in dark and not in light", name)
		}
	}
	for name, value := range light {
		if strings.HasPrefix(value, "#") {
			if _, ok := dark[name]; !ok {
				t.Errorf("the colour %s has no dark value", name)
			}
		}
	}
}

// Colours are written in blocks of tokens alone.
func TestNoColourOutsideTheTokens(t *testing.T) {
	for _, rule := range strings.Split(styleSheet(t), "}") {
		i := strings.LastIndex(rule, "{")
		if i < 0 || strings.Contains(rule[:i], ":root") {
			continue
		}
		if hit := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl|oklch)a?\(`).FindString(rule[i:]); hit != "" {
			t.Errorf("%s writes the colour %s", strings.TrimSpace(rule[:i]), hit)
		}
	}
}

func TestTokensContrast(t *testing.T) {
	css := styleSheet(t)
	light := tokens(t, css, lightBlock)
	paper := map[string]string{}
	for k, v := range light {
		paper[k] = v
	}
	for k, v := range tokens(t, css, ":root:root:root") {
		paper[k] = v
	}
	text := []string{ // text on its ground, 4.5:1
		"ink surface", "ink bg", "ink sunken", "ink soft", "ink mid", "ink2 surface", "ink2 bg", "ink2 sunken", "ink2 soft", "ink3 surface", "ink3 bg", "ink3 sunken", "ink3 soft",
		"accent surface", "accent bg", "accent soft", "on-accent accent", "red surface", "green surface", "red soft", "green soft", "surface ink",
		"warn warn-bg", "warn surface", "warn bg", "error error-bg", "error surface", "error bg", "ink error-bg",
	}
	marks := []string{ // borders of controls, marks, lines of charts, 3:1
		"edge surface", "edge bg", "amber surface", "amber soft", "amber warn-bg", "accent mid", "accent soft", "error surface", "ink mid",
		"s-if surface", "s-ih surface", "s-ic surface", "s-im surface",
	}
	for name, theme := range map[string]map[string]string{"light": light, "dark": tokens(t, css, chosenBlock), "paper": paper} {
		for _, pair := range text {
			contrast(t, name, theme, pair, 4.5)
		}
		for _, pair := range marks {
			contrast(t, name, theme, pair, 3)
		}
	}
}

func contrast(t *testing.T, theme string, tokens map[string]string, pair string, least float64) {
	t.Helper()
	front, back, _ := strings.Cut(pair, " ")
	a, b := luminance(t, tokens["--"+front]), luminance(t, tokens["--"+back])
	if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < least {
		t.Errorf("%s: %s is %.2f:1, want %.1f:1", theme, pair, ratio, least)
	}
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	h := strings.TrimPrefix(hex, "#")
	if len(h) == 3 {
		h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
	}
	v, err := strconv.ParseUint(h, 16, 32)
	if err != nil || len(h) != 6 {
		t.Fatalf("%q is no colour", hex)
	}
	part := func(shift int) float64 {
		c := float64(v>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

// A class a part writes and no rule knows is a slip of the pen.
func TestEveryClassHasARule(t *testing.T) {
	css := styleSheet(t)
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`\.([a-zA-Z][\w-]*)`).FindAllStringSubmatch(css, -1) {
		known[m[1]] = true
	}
	for name, ui := range samples() {
		for n := range draw(t, ui).root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			for _, c := range classes(n) {
				if !known[c] {
					t.Errorf("%s: <%s> has the class %q, which no rule knows", name, n.Data, c)
				}
			}
		}
	}
}

func TestStyleSheetIsSmall(t *testing.T) {
	raw, err := os.ReadFile("../../static/css/app.css")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	if _, err := w.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	const most = 8 << 10 // seven for calculator and curve, half a kilobyte each for files and for plots
	if b.Len() > most {
		t.Errorf("the style sheet takes %d bytes in brotli, want at most %d", b.Len(), most)
	}
	t.Logf("%d bytes, %d in brotli", len(raw), b.Len())
}
