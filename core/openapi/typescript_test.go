//go:build !js

// The document is written by tools, which run natively.

package openapi_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/op/optest"
	"fairbasis/core/openapi"
)

// module is what declarations say: aliases as their text, interfaces as their
// members.
type module struct {
	aliases    map[string]string
	interfaces map[string]map[string]property
	operations map[string][2]string // request, reply
}

type property struct {
	kind     string
	optional bool
}

var (
	memberLine    = regexp.MustCompile(`^  (\w+)(\??): (.+);$`)
	operationLine = regexp.MustCompile(`^  (\w+): \{ request: (\w+); reply: (\w+) \};$`)
	aliasLine     = regexp.MustCompile(`^export type (\w+) = (.+);$`)
	commentLine   = regexp.MustCompile(`^ *//|^ */\*\* .* \*/$`)
)

// declarations reads what TypeScript writes, and nothing else of the language.
func declarations(t *testing.T, text string) module {
	t.Helper()
	m := module{map[string]string{}, map[string]map[string]property{}, map[string][2]string{}}
	text = strings.ReplaceAll(strings.ReplaceAll(text, " =\n  | ", " = "), "\n  | ", " | ")
	var open map[string]property
	for i, line := range strings.Split(text, "\n") {
		switch {
		case line == "" || commentLine.MatchString(line):
		case open == nil && aliasLine.MatchString(line):
			a := aliasLine.FindStringSubmatch(line)
			m.aliases[a[1]] = a[2]
		case open == nil && strings.HasPrefix(line, "export interface ") && strings.HasSuffix(line, " {"):
			name := strings.TrimSuffix(strings.TrimPrefix(line, "export interface "), " {")
			if m.interfaces[name] != nil {
				t.Errorf("%s is declared twice", name)
			}
			open = map[string]property{}
			m.interfaces[name] = open
		case open != nil && operationLine.MatchString(line):
			o := operationLine.FindStringSubmatch(line)
			m.operations[o[1]] = [2]string{o[2], o[3]}
		case open != nil && memberLine.MatchString(line):
			p := memberLine.FindStringSubmatch(line)
			open[p[1]] = property{p[3], p[2] == "?"}
		case open != nil && line == "}":
			open = nil
		default:
			t.Fatalf("line %d is not understood: %s", i+1, line)
		}
	}
	return m
}

// fits says why a value is not of a type, nil if it is.
func (m module) fits(kind string, v any) error {
	wrong := fmt.Errorf("%v is no %s", v, kind)
	if parts := strings.Split(kind, " | "); len(parts) > 1 && !strings.ContainsAny(kind, "(<") {
		for _, p := range parts {
			if m.fits(p, v) == nil {
				return nil
			}
		}
		return wrong
	}
	if item, ok := strings.CutSuffix(kind, "[]"); ok {
		list, ok := v.([]any)
		if !ok {
			return wrong
		}
		item = strings.TrimSuffix(strings.TrimPrefix(item, "("), ")")
		for i, e := range list {
			if err := m.fits(item, e); err != nil {
				return fmt.Errorf("%d: %w", i, err)
			}
		}
		return nil
	}
	if item, ok := strings.CutPrefix(kind, "Record<string, "); ok {
		o, ok := v.(map[string]any)
		if !ok {
			return wrong
		}
		for name, e := range o {
			if err := m.fits(strings.TrimSuffix(item, ">"), e); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		return nil
	}
	ok := false
	switch kind {
	case "string":
		_, ok = v.(string)
	case "number":
		_, ok = v.(float64)
	case "boolean":
		_, ok = v.(bool)
	case "null":
		ok = v == nil
	default:
		if strings.HasPrefix(kind, `"`) {
			ok = `"`+fmt.Sprint(v)+`"` == kind
			break
		}
		if alias := m.aliases[kind]; alias != "" {
			return m.fits(alias, v)
		}
		return m.object(kind, v)
	}
	if !ok {
		return wrong
	}
	return nil
}

func (m module) object(kind string, v any) error {
	o, ok := v.(map[string]any)
	properties := m.interfaces[kind]
	if !ok || properties == nil {
		return fmt.Errorf("%v is no %s", v, kind)
	}
	for name, e := range o {
		p, ok := properties[name]
		if !ok {
			return fmt.Errorf("%s has no %s", kind, name)
		}
		if err := m.fits(p.kind, e); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for name, p := range properties {
		if _, ok := o[name]; !ok && !p.optional {
			return fmt.Errorf("%s lacks %s", kind, name)
		}
	}
	return nil
}

// TestTypeScript: what is asked and answered, in the examples and in the cases,
// is of the types declared, and what is not is not.
func TestTypeScript(t *testing.T) {
	m := declarations(t, string(openapi.TypeScript(catalog.All)))
	check := func(what, kind string, text []byte) {
		var v any
		if err := json.Unmarshal(text, &v); err != nil {
			t.Fatal(err)
		}
		if err := m.fits(kind, v); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, o := range catalog.All.Ops() {
		types, ok := m.operations[o.Name]
		if !ok {
			t.Errorf("%s is not declared", o.Name)
		}
		request, file := hosted.Example(o)
		if !file {
			check(o.Name+" is asked", types[0], request)
		}
		if got := strings.Contains(m.aliases["Instant"], `"`+o.Name+`"`); got != instant.All.Has(o.Name) {
			t.Errorf("%s is instant: %t", o.Name, got)
		}
	}
	for _, dir := range []string{".", "files"} {
		cases, err := optest.Read(filepath.Join("..", "catalog", "testdata", dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			if !strings.HasPrefix(c.Want, "!") && catalog.All.Has(c.Op) {
				check(fmt.Sprintf("%s:%d asks", c.File, c.Line), m.operations[c.Op][0], c.Body)
				check(fmt.Sprintf("%s:%d", c.File, c.Line), m.operations[c.Op][1], []byte(c.Want))
			}
		}
	}
	for kind, text := range map[string]string{
		"RollLotsInput": `{"beta":1}`, "MaybeRate": `"x"`, "MarketSource": `{"sopt":1}`, "BasisInput": `{"contract":1}`, "MarketColumns": `{"time":[1]}`,
	} {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if m.fits(kind, v) == nil {
			t.Errorf("%s takes %s", kind, text)
		}
	}
}
