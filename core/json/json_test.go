package json

import (
	"bytes"
	std "encoding/json"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

type inner struct {
	A float64 `json:"a"`
	B string  `json:"b,omitempty"`
}

type Embedded struct {
	Deep []int `json:"deep,omitempty"`
}

type day struct{ n int }

func (d day) IsZero() bool                  { return d.n == 0 }
func (d day) MarshalText() ([]byte, error)  { return []byte(strings.Repeat("x", d.n)), nil }
func (d *day) UnmarshalText(b []byte) error { d.n = len(b); return nil }
func (d day) WriteText() ([]byte, error)    { return d.MarshalText() }
func (d *day) ReadText(b []byte) error      { return d.UnmarshalText(b) }

type sample struct {
	Embedded
	inner
	Text    string            `json:"text"`
	Float   float64           `json:"float,omitempty"`
	Int     int               `json:"int"`
	Small   uint8             `json:"small"`
	Yes     bool              `json:"yes,omitempty"`
	Ptr     *inner            `json:"ptr,omitempty"`
	Null    *inner            `json:"null"`
	List    []inner           `json:"list"`
	Table   [][]string        `json:"table,omitempty"`
	Map     map[string]string `json:"map,omitempty"`
	Bytes   []byte            `json:"bytes,omitempty"`
	Day     day               `json:"day,omitzero"`
	Other   day               `json:"other"`
	Any     any               `json:"any"`
	Hidden  int               `json:"-"`
	private int
	NoTag   string
}

func draw(t *rapid.T) sample {
	text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "<b>&\u2028\u2029\x00\x1f\x7f\"\\/\b\f\n\r\t", "数据", "a\xffb\xed\xa0\x80", "\U0001F600"}))
	float := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1e-6, 9.99e-7, 1e21, 1e20, 1e-100, math.MaxFloat64, 5e-324, 100, 0.1}))
	s := sample{
		Embedded: Embedded{Deep: rapid.SliceOfN(rapid.Int(), 0, 3).Draw(t, "deep")},
		inner:    inner{float.Draw(t, "a"), text.Draw(t, "b")},
		Text:     text.Draw(t, "text"), Float: float.Draw(t, "float"), Int: rapid.Int().Draw(t, "int"),
		Small: rapid.Uint8().Draw(t, "small"), Yes: rapid.Bool().Draw(t, "yes"),
		Bytes: rapid.SliceOfN(rapid.Byte(), 0, 7).Draw(t, "bytes"), Map: rapid.MapOfN(text, text, 0, 3).Draw(t, "map"),
		Day: day{rapid.IntRange(0, 2).Draw(t, "day")}, private: 1, Hidden: 2, NoTag: text.Draw(t, "no tag"),
		Table: rapid.SliceOfN(rapid.SliceOfN(text, 0, 2), 0, 2).Draw(t, "table"),
		Any:   rapid.SampledFrom([]any{nil, true, "x", 1.5, []any{1.0, nil}, map[string]any{"k": "v"}}).Draw(t, "any"),
	}
	if rapid.Bool().Draw(t, "pointer") {
		s.Ptr = &inner{A: float.Draw(t, "ptr")}
	}
	for range rapid.IntRange(0, 2).Draw(t, "list") {
		s.List = append(s.List, inner{B: text.Draw(t, "item")})
	}
	return s
}

// TestLikeStandard: what is written is what encoding/json writes, and what is
// read is what it reads.
func TestLikeStandard(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := draw(t)
		want, err := std.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Marshal(s)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("got  %s, %v\nwant %s", got, err, want)
		}
		if rapid.Bool().Draw(t, "indented") {
			var b bytes.Buffer
			if err := std.Indent(&b, want, " ", "\t"); err != nil {
				t.Fatal(err)
			}
			want = b.Bytes()
		}
		var mine, theirs sample
		if err := std.Unmarshal(want, &theirs); err != nil {
			t.Fatal(err)
		}
		if err := Unmarshal(want, &mine); err != nil || !reflect.DeepEqual(mine, theirs) {
			t.Fatalf("%s\ngot  %+v, %v\nwant %+v", want, mine, err, theirs)
		}
	})
}

func TestErrors(t *testing.T) {
	for _, x := range []any{math.NaN(), math.Inf(1), []float64{math.Inf(-1)}, struct {
		F func() `json:"f"`
	}{func() {}}, map[int]int{1: 1}, make(chan int)} {
		if got, err := Marshal(x); err == nil {
			t.Errorf("%v was written as %s", x, got)
		}
	}
	for _, c := range []struct{ text, want string }{
		{``, "the text is empty"}, {" \n", "the text is empty"}, {`{} x`, "more text follows"},
		{`{"a":nan}`, `'n' at byte 5 where a value must stand`}, {`{"a" 1}`, "where a colon must stand"}, {`[1 2]`, "a comma or ]"},
		{`{"a":1 "b"}`, "a comma or }"}, {`{a:1}`, "the name of a member"}, {`"abc`, "it ends where a closing quote must stand"},
		{`"\x"`, "an escape"}, {`"\u12g4"`, "four hexadecimal digits"}, {"\"\n\"", "a character of a text"}, {`01`, "more text follows"},
		{`1.`, "a digit"}, {`-`, "a digit"}, {`1e+`, "a digit"}, {strings.Repeat("[", 5000), "nested deeper than 1000"},
		{`{"text":1}`, "a number does not fit string"}, {`{"float":"1"}`, "a text does not fit float64"}, {`{"int":1.5}`, "1.5 is no whole number for int"},
		{`{"small":256}`, "256 is no whole number for uint8"}, {`{"yes":[]}`, "a list does not fit bool"}, {`{"list":{}}`, "an object does not fit []json.inner"},
		{`{"bytes":"a"}`, "base64"}, {`{"bytes":"===="}`, "base64"}, {`{"bytes":"!AAA"}`, "base64"}, {`{"float":1e999}`, "out of range"}, {`{"day":1}`, "a number does not fit json.day"},
	} {
		var s sample
		if err := Unmarshal([]byte(c.text), &s); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q: got %v, want %q", c.text, err, c.want)
		}
	}
}

// TestSuite runs the JSON parsing suite: y_ must be accepted, n_ refused, and
// of i_, where parsers may differ, nothing is accepted that encoding/json is not.
func TestSuite(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "json-test-suite", "test_parsing", "*.json"))
	if len(files) == 0 {
		t.Skip("the JSON parsing suite is not beside the project")
	}
	seen := map[byte]int{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Parse(text)
		base := filepath.Base(name)
		seen[base[0]]++
		switch {
		case base[0] == 'y' && err != nil:
			t.Errorf("%s: %v", base, err)
		case base[0] == 'n' && err == nil:
			t.Errorf("%s was accepted", base)
		case base[0] == 'i' && err == nil && !std.Valid(text):
			t.Errorf("%s was accepted; encoding/json refuses it", base)
		}
		if _, other := Read(text); (other == nil) != (err == nil) || err != nil && other.Error() != err.Error() {
			t.Errorf("%s: Read: %v, Parse: %v", base, other, err)
		}
	}
	if seen['y'] < 95 || seen['n'] < 188 || seen['i'] < 35 {
		t.Errorf("only %d, %d and %d files of the suite were seen", seen['y'], seen['n'], seen['i'])
	}
}

// tree is a Node as Parse would return it.
func tree(n Node) any {
	switch n.Kind() {
	case '{':
		object := map[string]any{}
		for i, name := range n.Names {
			object[name] = tree(n.Items[i])
		}
		return object
	case '[':
		list := []any{}
		for _, item := range n.Items {
			list = append(list, tree(item))
		}
		return list
	case '"':
		return n.String()
	case 't', 'f':
		return n.Text[0] == 't'
	case 'n':
		return nil
	}
	return Number(n.Text)
}

// TestNodeOrder: members stay in their order and numbers keep their digits.
func TestNodeOrder(t *testing.T) {
	n, err := Read([]byte(" {\"b\": 1.50, \"a\\u0062\":[-0,1e+3 , \"x\\n\"],\"b\":{}} "))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(n.Names, " "); got != "b ab b" {
		t.Errorf("members %s", got)
	}
	list := n.Items[1]
	if got := string(n.Items[0].Text) + string(list.Items[0].Text) + list.Items[1].String() + list.Items[2].String(); got != "1.50-01e+3x\n" {
		t.Errorf("values %q", got)
	}
	if string(list.Text) != `[-0,1e+3 , "x\n"]` || n.Items[2].Kind() != '{' || n.Items[0].Kind() != '0' {
		t.Errorf("list %s", list.Text)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`[{"a":1,"b":{"c":[{}]}},{"a":2,"b":{"c":[{"d":1}],"e":2}},{"b":1,"a":2},{"a":1},{"a" :1,"b":2,"x":{}}]`, `[{"a\"b":1},{"a\"b":1},{"a"b":1}]`, `{"a":[1,-0.5e+3,null,true,false,"x\u00e9\ud83d\ude00"]}`, `[`, "\xff", `"\ud800\u0041"`, `[1,]`, ` {} `, `{"a":1,"a":2}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := Parse(text)
		n, other := Read(text)
		if (err == nil) != (other == nil) || err != nil && err.Error() != other.Error() {
			t.Errorf("%q: Read: %v, Parse: %v", text, other, err)
		}
		if err == nil && !reflect.DeepEqual(tree(n), got) {
			t.Errorf("%q: Read gives %v, Parse %v", text, tree(n), got)
		}
		if err != nil {
			if std.Valid(text) && bytes.Count(text, []byte("["))+bytes.Count(text, []byte("{")) <= maxDepth {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		d := std.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		var want any
		if err := d.Decode(&want); err != nil {
			t.Fatalf("%q was accepted: %v", text, err)
		}
		mine, err1 := Marshal(got)
		theirs, err2 := std.Marshal(want)
		if err1 != nil || err2 != nil || !bytes.Equal(mine, theirs) {
			t.Errorf("%q: got %s, %v, want %s, %v", text, mine, err1, theirs, err2)
		}
	})
}
