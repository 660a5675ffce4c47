package client

import (
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/basis"
	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/problem"
)

// answering is a client of a server that answers all the same.
func answering(t testing.TB, status int, kind string, body []byte) *Client {
	return New(serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = w.Write(body)
	})), Tries(1))
}

// TestAnyFault: any fault survives the way through HTTP, in any language.
func TestAnyFault(t *testing.T) {
	var now *fault.Error
	base := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := problem.Of(r.Header.Get("Accept-Language"), now)
		body, err := json.Marshal(p)
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", problem.Type)
		w.WriteHeader(p.Status)
		_, _ = w.Write(body)
	}))
	text, name := rapid.String(), rapid.StringMatching(`[a-z_]{1,9}`)
	codes := []string{"not_positive", "out_of_range", "json", "no_such_code", "length"}
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom([]fault.Code{fault.Invalid, fault.Unknown, fault.TooLarge, fault.Canceled, problem.Media, problem.RateLimit}).Draw(t, "code")
		f := &fault.Error{Code: code, Message: text.Filter(func(s string) bool { return s != "" }).Draw(t, "message")}
		for range rapid.IntRange(0, 3).Draw(t, "fields") {
			path := strings.Join(rapid.SliceOfN(rapid.StringMatching(`[^.]{1,6}`), 0, 4).Draw(t, "path"), ".")
			field := fault.Field{Path: path, Code: rapid.SampledFrom(codes).Draw(t, "field"), Message: text.Filter(func(s string) bool { return s != "" }).Draw(t, "sentence")}
			field.Params = rapid.MapOfN(name, text, 0, 3).Draw(t, "params")
			if len(field.Params) == 0 {
				field.Params = nil
			}
			f.Fields = append(f.Fields, field)
		}
		now = f
		c := New(base, Lang(rapid.SampledFrom([]string{"zh", "en"}).Draw(t, "lang")), Tries(1))
		_, err := Do(context.Background(), c, basis.Key, basis.Example)
		var got *fault.Error
		if !errors.As(err, &got) || !reflect.DeepEqual(got, f) {
			t.Fatalf("got  %+v\nwant %+v", got, f)
		}
	})
}

// An answer that does not end is not read to its end, packed or not.
func TestHugeAnswer(t *testing.T) {
	c := New(serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		line := []byte(strings.Repeat(" ", 1<<16))
		for r.Context().Err() == nil {
			if _, err := z.Write(line); err != nil {
				return
			}
		}
	})), Largest(1<<20))
	_, err := Do(context.Background(), c, basis.Key, basis.Example)
	if fault.From(err).Code != fault.TooLarge {
		t.Error(err)
	}
}

func TestDeepAnswer(t *testing.T) {
	for _, body := range []string{strings.Repeat("[", 1<<20), `{"a":` + strings.Repeat(`{"a":`, 1<<18)} {
		if _, err := Do(context.Background(), answering(t, 200, "application/json", []byte(body)), basis.Key, basis.Example); fault.From(err).Code != fault.Internal {
			t.Error(err)
		}
		if _, err := Do(context.Background(), answering(t, 422, problem.Type, []byte(body)), basis.Key, basis.Example); fault.From(err).Code != fault.Internal {
			t.Error(err)
		}
	}
}

// FuzzAnswer: whatever comes back, a call ends with a reply or an *Error.
func FuzzAnswer(f *testing.F) {
	f.Add(200, "application/json", []byte(`{"date":"2024-09-13"}`))
	f.Add(200, "application/json", []byte(`{"results":[{"status":200,"reply":{"date":7}},{"status":422,"problem":{"code":"x","errors":[{"pointer":"#/a~2%zz"}]}}]}`))
	f.Add(200, "application/json", []byte(`{"results":[null,{}]}`))
	f.Add(422, problem.Type, []byte(`{"code":"invalid","errors":[{"pointer":"/"}]}`))
	f.Add(429, problem.Type, []byte(`{"code":1}`))
	f.Add(304, "", []byte(``))
	var status int
	var kind string
	var body []byte
	c := New("http://api.test", Tries(1), HTTP(&http.Client{Transport: roundTrip(func(r *http.Request) *http.Response {
		return response(r, status, kind, body)
	})}))
	f.Fuzz(func(t *testing.T, s int, k string, b []byte) {
		status, kind, body = s, k, b
		b2 := NewBatch(c)
		r1, r2 := Add(b2, basis.Key, basis.Example), Add(b2, basis.Key, basis.Example)
		sent := b2.Send(context.Background())
		_, one := Do(context.Background(), c, basis.Key, basis.Example)
		_, two := Get(context.Background(), c, basis.Key, basis.Example)
		_, three := r1.Reply()
		_, four := r2.Reply()
		for _, err := range []error{sent, one, two, three, four} {
			var e *Error
			if err != nil && (!errors.As(err, &e) || e.Err == nil || err.Error() == "") {
				t.Errorf("%v", err)
			}
		}
	})
}
