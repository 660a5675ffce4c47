package text

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fairbasis/app/library"
	"fairbasis/core/fault"
	"fairbasis/core/table"
)

// TestEveryNameOfDataHasWords: what core/table can answer has a word in every
// language, and no word stands for what it cannot.
func TestEveryNameOfDataHasWords(t *testing.T) {
	roles := make([]string, 0, 20)
	for _, r := range table.Roles() {
		roles = append(roles, string(r))
	}
	for _, lang := range Languages {
		d := For(lang).Data
		says := map[string]string{}
		for code, s := range d.Says {
			says[code] = string(s)
		}
		for what, c := range map[string]struct {
			names []string
			words map[string]string
			more  bool // words may hold more than the names
		}{
			"problem":  {table.Codes(), says, false},
			"format":   {table.Formats(), d.Formats, false},
			"role":     {roles, d.RoleNames, false},
			"severity": {[]string{string(table.Bad), string(table.Warning), string(table.Notice)}, d.Severities, false},
			"action":   {[]string{"kept", "skipped", "filled", "split", "sorted", "merged", "none"}, d.ActionNames, true},
			"kind":     {[]string{"future", "continuous", "index", "other"}, d.Kinds, false},
			"unit":     {[]string{"lots", "hands", "shares"}, d.UnitNames, true},
			"stamp":    {[]string{"begin", "end"}, d.Stamps, true},
			"why":      {[]string{"hidden", "empty", "other_format", "not_chosen", "unreadable"}, d.Whys, true},
			"encoding": {[]string{"utf-8", "utf-8-bom", "gb18030", "utf-16le", "utf-16be"}, d.Encodings, false},
			"evidence": {[]string{"chosen", "header", "session", "offset", "content", "default", "format", "name"}, d.Evidence, true},
			"source":   {[]string{"column", "header", "title", "overlap", "name", "chosen", "none"}, d.Sources, true},
			"rule":     {[]string{"volume", "open_interest", "open_interest_prev", "current_month"}, d.RollRules, false},
			"adjust":   {[]string{"none", "difference", "ratio"}, d.Adjusts, false},
		} {
			for _, n := range c.names {
				if c.words[n] == "" {
					t.Errorf("%s has no words for the %s %q", lang, what, n)
				}
			}
			for n := range c.words {
				if !c.more && !slices.Contains(c.names, n) {
					t.Errorf("%s has words for the %s %q, which there is not", lang, what, n)
				}
			}
		}
	}
}

func TestProblemPutsFiguresIn(t *testing.T) {
	for _, c := range []struct {
		p      table.Problem
		zh, en string
	}{
		{table.Problem{Code: table.BadStamp, Params: map[string]string{"example": "soon"}}, "时间读不懂，例如“soon”", "a time that does not read, e.g. “soon”"},
		{table.Problem{Code: table.StampGuessed, Params: map[string]string{"stamp": "end"}}, "看不出时间是开始还是结束，按结束时刻处理", "whether times begin or end a bar cannot be told; taken as the end of a bar"},
		{table.Problem{Code: table.PartSkipped, Params: map[string]string{"why": "hidden"}}, "有工作表或成员没有读取：隐藏", "a sheet or member was not read: hidden"},
		{table.Problem{Code: table.ReplacedCharacters, Count: 3}, "编码不对，丢了 3 个字符", "3 characters were lost by a wrong encoding"},
		{table.Problem{Code: "never_seen", Message: "in English"}, "in English", "in English"},
	} {
		if got := For("zh-CN").Problem(c.p); got != c.zh {
			t.Errorf("got %q, want %q", got, c.zh)
		}
		if got := For("en").Problem(c.p); got != c.en {
			t.Errorf("got %q, want %q", got, c.en)
		}
	}
}

// TestSentencesNameOnlyListedFigures: a place that no finding fills would be
// shown empty.
func TestSentencesNameOnlyListedFigures(t *testing.T) {
	places := regexp.MustCompile(`\{(\w+)\}`)
	for _, lang := range Languages {
		for code, s := range For(lang).Data.Says {
			for _, m := range places.FindAllStringSubmatch(string(s), -1) {
				if !slices.Contains(figures[code], m[1]) && m[1] != "count" {
					t.Errorf("%s %s names {%s}, which its code does not give", lang, code, m[1])
				}
			}
		}
	}
}

// figures are the params of each code as core/table/problems.go lists them.
var figures = map[string][]string{}

func init() {
	for _, line := range strings.Split(problemsSource(), "\n") {
		if m := regexp.MustCompile(`= "(\w+)"\s+// .*\[([\w, ]+)\]`).FindStringSubmatch(line); m != nil {
			figures[m[1]] = strings.Split(strings.ReplaceAll(m[2], " ", ""), ",")
		}
	}
}

// TestEveryKindOfFileIsNamed: what a file is that cannot be read is said in
// the reader's language, also where the code stands in a table.
func TestEveryKindOfFileIsNamed(t *testing.T) {
	source, err := os.ReadFile("../../core/table/unpack/sniff.go")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^\t\{\d+, ".*?", "(\w+)", "`).FindAllStringSubmatch(string(source), -1)
	if len(found) < 10 {
		t.Fatalf("only %d kinds found: the reader of this test is blind", len(found))
	}
	for _, lang := range Languages {
		for _, m := range found {
			if For(lang).Faults[m[1]] == "" {
				t.Errorf("%s has no sentence for the file %q", lang, m[1])
			}
		}
		for _, code := range library.Codes() {
			if For(lang).Faults[code] == "" {
				t.Errorf("%s has no sentence for %q", lang, code)
			}
		}
	}
}

func TestRefusal(t *testing.T) {
	for _, c := range []struct {
		f    *fault.Error
		want string
	}{
		{&fault.Error{Code: fault.Invalid, Message: "refused", Fields: []fault.Field{fault.Note("", "negative", "m", "got", "-3")}}, "不能为负，读到 −3"},
		{fault.New(fault.TooLarge, "more than 10 sheets"), "more than 10 sheets"},
		{&fault.Error{Fields: []fault.Field{fault.Note("a.csv", "empty", "is empty")}}, "是空文件"},
		{&fault.Error{Fields: []fault.Field{fault.Note("", table.ShortRow, "m", "need", "7")}}, "格数不够，要 7 格"},
		{&fault.Error{Fields: []fault.Field{fault.Note("", table.UnknownSymbol, "m")}}, "代码格是空的"},
		{&fault.Error{Fields: []fault.Field{fault.Note("symbol", table.UnknownSymbol, "m", "got", "IF", "known", "IH")}}, "文件里没有 IF。现有：IH"},
	} {
		if got := For("zh-CN").Refusal(c.f); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func problemsSource() string {
	b, err := os.ReadFile("../../core/table/problems.go")
	if err != nil {
		return ""
	}
	return string(b)
}
