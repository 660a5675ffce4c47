package text

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/hedge"
	"fairbasis/core/signal"
)

// listed are the values a field may have, by its enum tag.
func listed(t *testing.T, of any, field string) []string {
	t.Helper()
	f, ok := reflect.TypeOf(of).FieldByName(field)
	if !ok || f.Tag.Get("enum") == "" {
		t.Fatalf("%T has no list of values for %s", of, field)
	}
	return strings.Split(f.Tag.Get("enum"), ",")
}

func TestEveryAnswerOfTheHedgeHasWords(t *testing.T) {
	if why := listed(t, hedge.Reason{}, "Why"); !slices.Equal(why, hedge.Why) {
		t.Errorf("reasons are listed as %v and counted as %v", why, hedge.Why)
	}
	for _, lang := range Languages {
		w := For(lang)
		for _, code := range listed(t, hedge.Verdict{}, "Code") {
			if w.Hedge.Verdicts[code] == "" {
				t.Errorf("%s has no sentence for the verdict %q", lang, code)
			}
		}
		for _, why := range listed(t, signal.Restart{}, "Why") {
			if w.Hedge.RestartWhys[why] == "" {
				t.Errorf("%s has no words for the restart %q", lang, why)
			}
		}
		for _, why := range hedge.Why {
			if w.Signals.Reasons[why] == "" {
				t.Errorf("%s has no words for the end of a trade %q", lang, why)
			}
		}
	}
}
