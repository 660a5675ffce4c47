package api

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/catalog/hosted"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/problem"
)

// results are what a batch answers.
type results struct {
	Results []struct {
		Status  int              `json:"status"`
		Reply   json.RawMessage  `json:"reply"`
		Problem *problem.Problem `json:"problem"`
	} `json:"results"`
}

func batchOf(t rapid.TB, body string, query ...string) results {
	t.Helper()
	r := ask(New(Options{}), "POST", "/v1/batch"+strings.Join(query, ""), body)
	said := text(t, r)
	var out results
	if err := json.Unmarshal([]byte(said), &out); err != nil || r.StatusCode != 200 {
		t.Fatalf("%d %v: %.300s", r.StatusCode, err, said)
	}
	return out
}

// Each call of a batch is answered as it is alone, whatever stands beside it.
func TestBatchIsolation(t *testing.T) {
	api := New(Options{})
	bad := []string{
		`{"op":"fair_value","input":{"spot":-1}}`, `{"op":"nothing","input":{}}`, `{"op":"fair_value"}`, `{"input":{}}`, `7`, `null`, `[]`, `{"op":3,"input":{}}`,
		`{"op":"fair_value","input":{"sopt":1}}`, `{"op":"fair_value","input":7}`, `{"op":"fair_value","input":{},"x":1}`, `{"op":"batch","input":{"calls":[]}}`,
	}
	rapid.Check(t, func(t *rapid.T) {
		var calls, want []string
		for range rapid.IntRange(1, 8).Draw(t, "calls") {
			if rapid.IntRange(0, 2).Draw(t, "bad") == 0 {
				calls, want = append(calls, rapid.SampledFrom(bad).Draw(t, "call")), append(want, "")
				continue
			}
			o := drawInstant(t)
			body, err := json.Marshal(drawRequest(t, o))
			if err != nil {
				t.Fatal(err)
			}
			calls = append(calls, `{"op":"`+o.Name+`","input":`+string(body)+`}`)
			alone := post(api, "/v1/"+o.Name, string(body))
			said := text(t, alone)
			if alone.StatusCode != 200 {
				said = ""
			}
			want = append(want, said)
		}
		got := batchOf(t, `{"calls":[`+strings.Join(calls, ",")+`]}`).Results
		if len(got) != len(calls) {
			t.Fatalf("%d results of %d calls", len(got), len(calls))
		}
		for i, r := range got {
			switch {
			case want[i] != "" && (r.Status != 200 || string(r.Reply) != want[i] || r.Problem != nil):
				t.Fatalf("%s: %d %s, alone %s", calls[i], r.Status, r.Reply, want[i])
			case want[i] == "" && (r.Status < 400 || r.Status > 422 || r.Problem == nil || r.Problem.Status != r.Status || r.Reply != nil):
				t.Fatalf("%s: %d %+v", calls[i], r.Status, r.Problem)
			}
		}
	})
}

// TestBatchProblems: what is said of a call that is none.
func TestBatchProblems(t *testing.T) {
	for call, want := range map[string]string{
		`7`: "422 # wrong_kind", `{}`: "422 #/op missing #/input missing", `{"op":3,"input":{}}`: "422 #/op wrong_kind", `{"op":"basi","input":{}}`: "404 ",
		`{"op":"basis","input":{"spot":"x"}}`: "422 #/spot wrong_kind", `{"op":"basis","input":[]}`: "422 # wrong_kind", `{"op":"basis","op":"x","input":{}}`: "404 ",
		`{"op":"load","input":{"ref":"f"}}`: "422 ", `{"o p":1,"op":"basis","input":{}}`: "422 #/o%20p unknown_field",
	} {
		r := batchOf(t, `{"calls":[`+call+`]}`).Results[0]
		if r.Problem == nil {
			t.Errorf("%s: %s", call, r.Reply)
			continue
		}
		status, rest, _ := strings.Cut(want, " ")
		if got := refused(*r.Problem); got != rest || json.Number(status) != json.Number(itoa(r.Status)) {
			t.Errorf("%s: %d %s, want %s", call, r.Status, got, want)
		}
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

// A thousand calls at once, every third of them wrong, in their order.
func TestBatchOfAThousand(t *testing.T) {
	var calls []string
	for i := range hosted.Limits.Batch {
		if i%3 == 0 {
			calls = append(calls, `{"op":"lots","input":{"beta":`+itoa(i)+`}}`)
		} else {
			calls = append(calls, `{"op":"fair_value","input":{"contract":"IM2412","date":"2024-09-13","spot":`+itoa(4000+i)+`,"futures":4312,"rate":0.03}}`)
		}
	}
	got := batchOf(t, `{"calls":[`+strings.Join(calls, ",")+`]}`, "?fields=mispricing").Results
	if len(got) != len(calls) {
		t.Fatalf("%d results", len(got))
	}
	last := 1e9
	for i, r := range got {
		if i%3 == 0 {
			if r.Status < 400 {
				t.Fatalf("call %d: %d", i, r.Status)
			}
			continue
		}
		var reply map[string]float64
		if err := json.Unmarshal(r.Reply, &reply); err != nil || len(reply) != 1 {
			t.Fatalf("call %d: %s, %v", i, r.Reply, err)
		}
		if reply["mispricing"] >= last { // a dearer index makes the same future cheaper
			t.Fatalf("call %d: mispricing %v after %v", i, reply["mispricing"], last)
		}
		last = reply["mispricing"]
	}
}

// TestBatchShares: calls share what one request may ask for, and the room of
// one reply.
func TestBatchShares(t *testing.T) {
	o, _ := instant.All.Find("surface")
	body, err := json.Marshal(o.Example)
	if err != nil {
		t.Fatal(err)
	}
	var request map[string]any
	if err := json.Unmarshal(body, &request); err != nil {
		t.Fatal(err)
	}
	request["x"] = map[string]any{"variable": "spot", "from": 4000, "to": 4800, "steps": 400}
	request["y"] = map[string]any{"variable": "futures", "from": 4000, "to": 4800, "steps": 400}
	body, err = json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	call := `{"op":"surface","input":` + string(body) + `}`
	got := batchOf(t, `{"calls":[`+strings.Repeat(call+",", 3)+`{"op":"fair_value","input":`+good+`}]}`).Results
	var codes []string
	for _, r := range got {
		code := "ok"
		if r.Problem != nil {
			code = itoa(r.Status)
		}
		codes = append(codes, code)
	}
	if said := strings.Join(codes, " "); !strings.HasPrefix(said, "ok ") || !strings.HasSuffix(said, " 413 ok") {
		t.Errorf("three large grids and a price: %s", said)
	}
}

func FuzzBatch(f *testing.F) {
	for _, body := range []string{`{"calls":[{"op":"fair_value","input":` + good + `}]}`, `{"calls":[{"op":"fair_value","input":{}},7,{"op":"x"}]}`, `{"calls":[]}`, `[`, `{"calls":1,"calls":[1]}`, "\xff"} {
		f.Add([]byte(body))
	}
	api := New(Options{})
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest("POST", "/v1/batch", strings.NewReader(string(body)))
		w := httptest.NewRecorder()
		api.ServeHTTP(w, r)
		switch w.Code {
		case 200:
			var out results
			if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
				t.Fatalf("%q: %v: %s", body, err, w.Body)
			}
			var in struct {
				Calls []json.RawMessage `json:"calls"`
			}
			if err := json.Unmarshal(body, &in); err == nil && len(in.Calls) != len(out.Results) {
				t.Errorf("%q: %d results", body, len(out.Results))
			}
		case 400, 413, 422:
			problemIn(t, w.Result())
		default:
			t.Errorf("%q: %d", body, w.Code)
		}
	})
}
