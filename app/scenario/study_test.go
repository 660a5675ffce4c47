package scenario

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/hedge"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// TestStudyIsReport001: an untouched study asks for the settings, rules and
// portfolio of report 001, and its axes hold them.
func TestStudyIsReport001(t *testing.T) {
	s := NewStudy()
	r := s.Read()
	if len(r.Faults) != 0 || r.Settings != signal.Report001 || r.Rules != hedge.Preset001 || r.Portfolio != hedge.Portfolio001 {
		t.Errorf("got %+v", r)
	}
	if !s.Preset() || s.Fragment() != "order=4&window=450" {
		t.Errorf("preset %v, fragment %q", s.Preset(), s.Fragment())
	}
	if !slices.Contains(r.Windows, 450) || !slices.Contains(r.Orders, 4) || !slices.Contains(r.TakeProfits, 0.0110) || !slices.Contains(r.StopLosses, -0.0130) {
		t.Errorf("the preset is no cell of the search: %v %v %v %v", r.Windows, r.Orders, r.TakeProfits, r.StopLosses)
	}
	if n := len(r.Windows) * len(r.Orders) * len(r.TakeProfits) * len(r.StopLosses); n != 1000 {
		t.Errorf("%d cells, want 1,000", n)
	}
}

func TestStudyKeepsWhatCannotBeRead(t *testing.T) {
	s := NewStudy()
	s.Set("window", "300")
	s.Accept()
	for _, c := range []struct{ path, text, code string }{
		{"window", "3oo", "not_a_number"}, {"window", "", "empty"}, {"window", "300.5", "not_whole"}, {"order", "4%", "suffix"},
		{"take_profit", "1.1.0", "not_a_number"}, {"price", "high", "unknown_choice"}, {"first_day", "2024-02-31", "bad_day"},
		{"sweep.windows", "60 x", "not_a_number"}, {"sweep.orders", " , ", "empty"}, {"sweep.orders", "3.5", "not_a_number"},
	} {
		x := s.Clone()
		x.Set(c.path, c.text)
		r := x.Read()
		if len(r.Faults) != 1 || r.Faults[0].Path != c.path || r.Faults[0].Code != c.code {
			t.Errorf("%s %q: %v, want %s", c.path, c.text, r.Faults, c.code)
		}
		if r.Settings.Window != 300 || r.Settings.Order != 4 || r.Rules != hedge.Preset001 || len(r.Windows) != 10 || len(r.Orders) != 4 {
			t.Errorf("%s %q: not answered for by what was accepted: %+v", c.path, c.text, r)
		}
		if x.Text(c.path) != c.text {
			t.Errorf("%s: typed %q became %q", c.path, c.text, x.Text(c.path))
		}
	}
}

func TestStudyLists(t *testing.T) {
	s := NewStudy()
	s.Set("sweep.windows", " 60，120、60;  2000 ")
	s.Set("sweep.stop_losses", "−0.5% -130bp")
	r := s.Read()
	if !slices.Equal(r.Windows, []int{60, 120, 2000}) || !slices.Equal(r.StopLosses, []unit.Rate{-0.005, -0.013}) {
		t.Errorf("got %v, %v, %v", r.Windows, r.StopLosses, r.Faults)
	}
}

func TestStudySteps(t *testing.T) {
	for _, c := range []struct {
		path   string
		tenths int
		want   string
	}{{"order", 10, "5"}, {"window", -10, "440"}, {"window", 1, "451"}, {"a_day", -10, "0"}, {"take_profit", 10, "1.20"}, {"stop_loss", -10, "−1.40"}, {"fees.open", 1, "0.231"}} {
		s := NewStudy()
		if s.Step(c.path, c.tenths); s.Text(c.path) != c.want {
			t.Errorf("%s by %d tenths: %q, want %q", c.path, c.tenths, s.Text(c.path), c.want)
		}
	}
}

func TestStudyPresetLeavesTheSearch(t *testing.T) {
	s := NewStudy()
	s.Set("sweep.windows", "60")
	if s.TakeCell(120, 3, 0.008, -0.01); s.Preset() || s.Text("window") != "120" || s.Text("stop_loss") != "−1.00" {
		t.Errorf("a cell: %q %q", s.Text("window"), s.Text("stop_loss"))
	}
	if !s.TakePreset() || !s.Preset() || s.Text("sweep.windows") != "60" || s.TakePreset() {
		t.Errorf("the preset: %v, %q", s.Preset(), s.Text("sweep.windows"))
	}
}

func TestStudyRequestPaths(t *testing.T) {
	for path, want := range map[string]string{"capital": "portfolio.capital", "windows.3.window": "sweep.windows", "take_profits.0.take_profit": "sweep.take_profits",
		"fees.open": "fees.open", "window": "window"} {
		if got := (StudyReading{}).Typed(path); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

// TestStudyLinkReturns: what a link was made of comes out of it again.
func TestStudyLinkReturns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := NewStudy()
		for range rapid.IntRange(0, 8).Draw(t, "edits") {
			f := rapid.SampledFrom(StudyFields()).Draw(t, "field")
			text := rapid.SampledFrom([]string{"12", "0.5", "−1.25", "x & y=1", "", "2024-09-13", "60 120"}).Draw(t, "text")
			switch f.Kind {
			case Choice:
				text = rapid.SampledFrom(f.Choices).Draw(t, "choice")
			case Switch:
				text = rapid.SampledFrom([]string{"true", "false"}).Draw(t, "switch")
			}
			s.Set(f.Path, text)
			s.Reformat(f.Path)
		}
		again, notes := StudyFromFragment(s.Fragment())
		if len(notes) != 0 || again.Fragment() != s.Fragment() {
			t.Fatalf("%q came back as %q with %v", s.Fragment(), again.Fragment(), notes)
		}
		a, b := s.Read(), again.Read()
		if a.Settings != b.Settings || a.Rules != b.Rules || a.Portfolio != b.Portfolio || !slices.Equal(a.Windows, b.Windows) {
			t.Fatalf("%+v came back as %+v", a, b)
		}
	})
}

func TestStudyLinkNamesWhatItDoesNotKnow(t *testing.T) {
	s, notes := StudyFromFragment("#order=3&colour=red&order=5")
	if s.Text("order") != "5" || len(notes) != 2 {
		t.Errorf("order %q, notes %v", s.Text("order"), notes)
	}
}
