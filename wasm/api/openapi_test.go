package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/problem"
)

// description is what a test reads of the OpenAPI document.
type description struct {
	Paths map[string]struct {
		Get, Post *struct {
			Description string
			RequestBody struct{ Content map[string]media }
			Responses   map[string]struct{ Content map[string]media }
		}
	}
	Components struct {
		Examples map[string]struct{ Value string }
	}
}

type media struct {
	Schema struct {
		Ref string `json:"$ref"`
	}
	Example  json.RawMessage
	Examples map[string]struct {
		Ref   string `json:"$ref"`
		Value json.RawMessage
	}
}

// documented is a reply that the document shows, with the query that shapes it.
func (m media) documented() (query string, reply []byte) {
	for name, e := range m.Examples {
		return name, e.Value
	}
	return "", m.Example
}

func described(t *testing.T) (description, func(ref string, text []byte) error) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "core", "openapi", "testdata", "openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	var d description
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	tree, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("openapi.json", tree); err != nil {
		t.Fatal(err)
	}
	return d, func(ref string, text []byte) error {
		s, err := c.Compile("openapi.json" + ref)
		if err != nil {
			return err
		}
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return err
		}
		return s.Validate(v)
	}
}

// with adds a parameter to an address.
func with(address, query string) string {
	switch {
	case query == "":
		return address
	case strings.Contains(address, "?"):
		return address + "&" + query
	}
	return address + "?" + query
}

// rowNumbers are places in a file, others than among columns.
var rowNumbers = regexp.MustCompile(`,"row":\[[0-9,]*\]`)

// TestExamplesOfTheDocument: what the document says to ask is answered as it
// says, by POST with JSON, by GET, and by POST with a file.
func TestExamplesOfTheDocument(t *testing.T) {
	d, _ := described(t)
	api := New(Options{Build: "test"})
	asked := map[string]int{}
	for _, o := range catalog.All.Ops() {
		path := "/v1/" + o.Name
		item := d.Paths[path]
		if item.Post == nil {
			t.Errorf("%s is not described", path)
			continue
		}
		query, want := item.Post.Responses["200"].Content["application/json"].documented()
		same := func(how string, r *http.Response) {
			t.Helper()
			asked[how]++
			body := rowNumbers.ReplaceAllString(text(t, r), "")
			if r.StatusCode != http.StatusOK || want != nil && body != rowNumbers.ReplaceAllString(string(want), "") {
				t.Errorf("%s %s: %d\n got %.300s\nwant %.300s", how, o.Name, r.StatusCode, body, want)
			}
		}
		if body := item.Post.RequestBody.Content["application/json"].Example; body != nil {
			same("json", ask(api, "POST", with(path, query), string(body), "Content-Type", "application/json"))
		}
		if instant.All.Has(o.Name) {
			_, address, ok := strings.Cut(item.Get.Description, " Example: ")
			if !ok {
				t.Errorf("%s has no example of GET", o.Name)
			}
			same("get", get(api, with(address, query)))
		}
		for _, e := range item.Post.RequestBody.Content["text/csv"].Examples {
			_, address, ok := strings.Cut(item.Post.Description, "with the body below: ")
			if !ok {
				t.Errorf("%s has no example of a file", o.Name)
			}
			body := d.Components.Examples[strings.TrimPrefix(e.Ref, "#/components/examples/")].Value
			same("csv", ask(api, "POST", with(address, query), body, "Content-Type", "text/csv"))
		}
	}
	if asked["json"] < 20 || asked["get"] != len(instant.All.Ops()) || asked["csv"] < 20 {
		t.Errorf("asked %v", asked)
	}
}

// TestDescribedAnswers: what the API says of itself, what a batch brings and
// what a refusal says have the schemas of the document.
func TestDescribedAnswers(t *testing.T) {
	d, valid := described(t)
	api := New(Options{Build: "test"})
	for _, path := range []string{"/v1/", "/v1/health", "/v1/version"} {
		ref := d.Paths[path].Get.Responses["200"].Content["application/json"].Schema.Ref
		if err := valid(ref, []byte(text(t, get(api, path)))); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	batch := d.Paths["/v1/batch"].Post
	r := post(api, "/v1/batch", string(batch.RequestBody.Content["application/json"].Example))
	body := text(t, r)
	if err := valid(batch.Responses["200"].Content["application/json"].Schema.Ref, []byte(body)); err != nil {
		t.Errorf("batch: %v", err)
	}
	if r.StatusCode != 200 || !strings.Contains(body, `"status":200,"reply":{`) || !strings.Contains(body, `"status":422,"problem":{`) {
		t.Errorf("batch: %d %s", r.StatusCode, body)
	}
	for _, lang := range []string{"en", "zh"} {
		for _, r := range []*http.Response{
			ask(api, "POST", "/v1/hedge_lots", `{"portfolio":-1}`, "Accept-Language", lang), ask(api, "PUT", "/v1/hedge_lots", "", "Accept-Language", lang),
			get(api, "/v1/none", "Accept-Language", lang), ask(api, "POST", "/v1/basis", "{", "Accept-Language", lang),
		} {
			if err := valid("#/components/schemas/Problem", []byte(text(t, r))); err != nil || r.StatusCode < 400 {
				t.Errorf("%d: %v", r.StatusCode, err)
			}
		}
	}
	var list struct {
		Operations []struct {
			Name string
			CSV  bool
		}
	}
	if err := json.Unmarshal([]byte(text(t, get(api, "/v1/"))), &list); err != nil {
		t.Fatal(err)
	}
	for _, o := range list.Operations {
		if _, csv := d.Paths["/v1/"+o.Name].Post.RequestBody.Content["text/csv"]; csv != o.CSV {
			t.Errorf("%s takes text/csv: %t, the document says %t", o.Name, o.CSV, csv)
		}
	}
}

// TestJSONSuite sends the files of the JSON parsing suite: what is no JSON is
// answered with 400, what is JSON is read, and nothing costs more than its own
// answer.
func TestJSONSuite(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "json-test-suite", "test_parsing", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the JSON parsing suite is not beside the project")
	}
	api := New(Options{Build: "test"})
	seen := map[byte]int{}
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(name)
		seen[base[0]]++
		for _, path := range []string{"/v1/fit", "/v1/batch"} {
			r := httptest.NewRequest("POST", path, bytes.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			api.ServeHTTP(w, r)
			var p problem.Problem
			if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
				t.Fatalf("%s: %v", base, err)
			}
			got := w.Code
			switch {
			case got != 400 && got != 422, base[0] == 'n' && got != 400, base[0] == 'y' && got != 422:
				t.Errorf("%s to %s: %d %s", base, path, got, p.Detail)
			case len(p.Errors) == 0:
				t.Errorf("%s to %s: no field is named", base, path)
			}
		}
	}
	if seen['y'] < 95 || seen['n'] < 188 || seen['i'] < 35 {
		t.Errorf("only %d, %d and %d files of the suite were sent", seen['y'], seen['n'], seen['i'])
	}
}

// TestFileAsCSV: who asks for CSV where the reply is a file of it gets the file.
func TestFileAsCSV(t *testing.T) {
	d, _ := described(t)
	api := New(Options{Build: "test"})
	bars := d.Components.Examples["bars"].Value
	r := ask(api, "POST", "/v1/export?as=csv", bars, "Content-Type", "text/csv", "Accept", "text/csv")
	if body := text(t, r); r.StatusCode != 200 || !strings.HasPrefix(body, "\ufeffsymbol,date,") || strings.Count(body, "\r\n") != strings.Count(bars, "\n") {
		t.Errorf("%d %.200q", r.StatusCode, body)
	}
	r = ask(api, "POST", "/v1/export?as=xlsx", bars, "Content-Type", "text/csv", "Accept", "text/csv")
	if body := text(t, r); r.StatusCode != 200 || !strings.HasPrefix(body, "path,value\r\n") {
		t.Errorf("%d %.200q", r.StatusCode, body)
	}
}
