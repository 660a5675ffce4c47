package scenario

import (
	"maps"
	"net/url"
	"strings"

	"fairbasis/core/fault"
)

// texts are the typed texts of a list of fields, and the last text of each that
// was accepted. Only what differs from the defaults is held.
type texts struct {
	at          func(path string) (Field, bool)
	text, valid map[string]string
}

func newTexts(at func(path string) (Field, bool)) texts {
	return texts{at, map[string]string{}, map[string]string{}}
}

func (s *texts) clone() texts { return texts{s.at, maps.Clone(s.text), maps.Clone(s.valid)} }

// Text returns the text of a field as it was typed.
func (s *texts) Text(path string) string { return s.of(s.text, path) }

func (s *texts) accepted(path string) string { return s.of(s.valid, path) }

func (s *texts) of(m map[string]string, path string) string {
	if t, ok := m[path]; ok {
		return t
	}
	f, _ := s.at(path)
	return Display(f, f.Default)
}

// Is reports whether a choice or a switch stands at a value.
func (s *texts) Is(path, value string) bool { return s.Text(path) == value }

// Set takes over typed text. It reports whether the path is an input and the
// text is new.
func (s *texts) Set(path, text string) bool {
	f, ok := s.at(path)
	if !ok || s.Text(path) == text {
		return false
	}
	put(s.text, f, text)
	return true
}

// Reformat writes the text of a readable field in the standard form and
// reports whether anything changed.
func (s *texts) Reformat(path string) bool {
	f, ok := s.at(path)
	return ok && s.Set(path, Display(f, s.Text(path)))
}

// Accept notes the present texts as good, but for those of the refused paths:
// from now on they answer for a field that becomes unreadable or is refused.
func (s *texts) Accept(refused ...string) {
	valid := maps.Clone(s.text)
	for _, path := range refused {
		delete(valid, path)
		if t, ok := s.valid[path]; ok {
			valid[path] = t
		}
	}
	s.valid = valid
}

// pair is one field of a fragment; without always it is left out where the
// text says what the default does.
func (s *texts) pair(b *strings.Builder, f Field, always bool) {
	text, _ := plain(f, s.Text(f.Path))
	if was, _ := plain(f, f.Default); !always && text == was {
		return
	}
	if b.Len() > 0 {
		b.WriteByte('&')
	}
	b.WriteString(f.Path + "=" + url.QueryEscape(text))
}

// take reads a fragment under the same rules as FromFragment.
func (s *texts) take(fragment string) fault.Fields {
	return eachPair(fragment, func(path, text string) bool {
		f, ok := s.at(path)
		if ok {
			put(s.text, f, Display(f, text))
		}
		return ok
	})
}
