package text

import (
	"reflect"
	"regexp"
	"slices"
	"testing"
	"unicode"

	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// each walks every text of a value with its path.
func each(path string, v reflect.Value, visit func(path, text string)) {
	switch v.Kind() {
	case reflect.String:
		visit(path, v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name == "_" {
				continue // keeps the type from being compared
			}
			each(path+"."+v.Type().Field(i).Name, v.Field(i), visit)
		}
	case reflect.Array, reflect.Slice:
		if v.Len() == 0 {
			visit(path, "")
		}
		for i := range v.Len() {
			each(path+"[]", v.Index(i), visit)
		}
	case reflect.Map:
		if v.Len() == 0 {
			visit(path, "")
		}
		for _, k := range v.MapKeys() {
			each(path+"."+k.String(), v.MapIndex(k), visit)
		}
	}
}

func han(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}

// symbolsOnly are texts that are the same in both languages, or hold no word.
var symbolsOnly = regexp.MustCompile(`^[^\p{L}]*$|^\.(Lang|OtherLang|OtherText|Home|OtherHome)$|^\.Bands\.Formulas\.|^\.Answer\.Strip$|\.Number$|CSV$|\.Beta$|^\.Formula\.Note$|^\.Data\.(Formats|Encodings|Zones)\.`)

func TestLanguagesAreComplete(t *testing.T) {
	for _, lang := range Languages {
		t.Run(lang, func(t *testing.T) {
			each("", reflect.ValueOf(*For(lang)), func(path, s string) {
				switch {
				case s == "":
					t.Errorf("%s is empty", path)
				case symbolsOnly.MatchString(path) || !regexp.MustCompile(`\p{L}`).MatchString(regexp.MustCompile(`\{\w+\}`).ReplaceAllString(s, "")):
				case lang == "en" && han(s):
					t.Errorf("%s holds Chinese: %q", path, s)
				case lang == "zh-CN" && !han(s):
					t.Errorf("%s holds no Chinese: %q", path, s)
				}
			})
		})
	}
}

// TestLanguagesSayTheSame: both languages have the same entries and name the
// same figures.
func TestLanguagesSayTheSame(t *testing.T) {
	places := regexp.MustCompile(`\{\w+\}`)
	read := func(w *Words) map[string][]string {
		m := map[string][]string{}
		each("", reflect.ValueOf(*w), func(path, s string) {
			found := places.FindAllString(s, -1)
			slices.Sort(found)
			m[path] = slices.Compact(found)
		})
		return m
	}
	a, b := read(For("zh-CN")), read(For("en"))
	for path, want := range a {
		got, ok := b[path]
		if !ok {
			t.Errorf("%s is missing in en", path)
		} else if !slices.Equal(got, want) {
			t.Errorf("%s: en names %v, zh %v", path, got, want)
		}
	}
	for path := range b {
		if _, ok := a[path]; !ok {
			t.Errorf("%s is missing in zh-CN", path)
		}
	}
}

// TestChineseTypography: a space between Han and Latin or digits, full-width
// punctuation after Han, no exclamation marks and no advice (section 6 of the
// design guide).
func TestChineseTypography(t *testing.T) {
	tight := regexp.MustCompile(`\p{Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Han}`)
	half := regexp.MustCompile(`\p{Han}[,;:?!]`)
	each("", reflect.ValueOf(*For("zh-CN")), func(path, s string) {
		if m := tight.FindString(s); m != "" {
			t.Errorf("%s: no space in %q: %q", path, m, s)
		}
		if m := half.FindString(s); m != "" {
			t.Errorf("%s: half-width mark in %q: %q", path, m, s)
		}
	})
	advice := regexp.MustCompile(`!|！|恭喜|建议|recommend|congrat`)
	for _, lang := range Languages {
		each("", reflect.ValueOf(*For(lang)), func(path, s string) {
			if advice.MatchString(s) {
				t.Errorf("%s %s: %q", lang, path, s)
			}
		})
	}
}

func TestSentenceWith(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"after {fee} the {x}", "after 10.6% the "},
		{"{fee}{fee}", "10.6%10.6%"},
		{"no place", "no place"},
		{"open {brace", "open brace"},
	} {
		if got := Sentence(c.s).With("fee", "10.6%"); got != c.want {
			t.Errorf("%q: got %q, want %q", c.s, got, c.want)
		}
	}
}

func TestFaultPutsFiguresIn(t *testing.T) {
	f := fault.Note("spot", "not_a_number", "message", "got", "1o.6", "want", "10.6")
	if got, want := For("zh-CN").Fault(f), "不是数字：“1o.6”。请写成 10.6"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := For("en").Fault(fault.Note("x", "negative", "m", "got", "-3")), "Must not be negative; read −3"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := For("en").Fault(fault.Note("x", "never_seen", "in English")), "in English"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := For("zh-CN").Why(unit.OneSided), "只有一个界"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
