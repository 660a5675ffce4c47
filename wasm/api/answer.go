package api

import (
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"

	"fairbasis/core/catalog"
	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/problem"
)

// longestReply is the longest body of an answer, in bytes. An isolate of the
// host has 128 MB for everything.
const longestReply = 8 << 20

// mostFields is how many refused fields a problem names.
const mostFields = 100

// answer is a whole response.
type answer struct {
	status  int
	kind    string // Content-Type; empty without a body
	body    []byte
	headers [][2]string
}

func (a *answer) set(name, value string) { a.headers = append(a.headers, [2]string{name, value}) }

// write sends an answer with the headers that every answer has.
func (a answer) write(w http.ResponseWriter, q *request) {
	h := w.Header()
	h.Set("X-Request-Id", q.id)
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "X-Request-Id, ETag, Retry-After, Deprecation, Sunset, Link")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Cache-Control", "no-store")
	for _, pair := range a.headers {
		h.Set(pair[0], pair[1])
	}
	if a.kind != "" {
		h.Set("Content-Type", a.kind)
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
	if q.Method != http.MethodHead && a.kind != "" {
		_, _ = w.Write(a.body) // the reader may have gone
	}
}

// refuse is a fault as an answer.
func refuse(q *request, f *fault.Error) answer {
	p := problemOf(q.lang, f)
	return refusal(q, p)
}

func refusal(q *request, p problem.Problem) answer {
	p.RequestID = q.id
	body, err := json.Marshal(p)
	if err != nil {
		body = []byte(`{"type":"/api#problem-internal","title":"A mistake of the server","status":500,"code":"internal"}`)
	}
	a := answer{status: p.Status, kind: problem.Type, body: body}
	a.set("Content-Language", q.lang)
	a.set("Vary", "Accept, Accept-Language")
	return a
}

// problemOf is a fault as a problem that names not too many fields.
func problemOf(lang string, f *fault.Error) problem.Problem {
	if len(f.Fields) > mostFields {
		cut := *f
		cut.Fields = f.Fields[:mostFields]
		f = &cut
	}
	return problem.Of(lang, f)
}

// failed is the problem of an operation that was asked. What one did not find
// that there is was named in the request: the address is right.
func failed(lang, name string, err error) problem.Problem {
	f := fault.From(err)
	p := problemOf(lang, f)
	if f.Code == fault.Unknown && catalog.All.Has(name) {
		p.Status = http.StatusUnprocessableEntity
	}
	return p
}

// plainJSON is an answer that exists as JSON only.
func plainJSON(q *request, body []byte, cache string) answer {
	if _, f := form(q.header("Accept"), jsonType); f != nil {
		return refuse(q, f)
	}
	a := answer{status: http.StatusOK, kind: jsonType, body: body}
	a.set("Cache-Control", cache)
	a.set("Vary", "Accept")
	return a
}

// preflight says what browsers may ask from pages of others: anything, without
// credentials, of which there are none here.
func preflight(allowed []string) answer {
	if allowed == nil {
		allowed = []string{"GET", "HEAD", "POST", "OPTIONS"}
	}
	list := strings.Join(allowed, ", ")
	a := answer{status: http.StatusNoContent}
	a.set("Allow", list)
	a.set("Access-Control-Allow-Methods", list)
	a.set("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match, X-Request-Id")
	a.set("Access-Control-Max-Age", "86400")
	return a
}

// tag is a strong ETag of texts that decide on a body: 128 bits of FNV-1a.
func tag(parts ...string) string {
	h := fnv.New128a()
	for _, p := range parts {
		_, _ = h.Write(strconv.AppendInt(nil, int64(len(p)), 10)) // a hash takes everything
		_, _ = h.Write([]byte{':'})
		_, _ = h.Write([]byte(p))
	}
	out := []byte{'"'}
	for _, b := range h.Sum(nil) {
		out = append(out, "0123456789abcdef"[b>>4], "0123456789abcdef"[b&15])
	}
	return string(append(out, '"'))
}

// matches reports whether an If-None-Match header names a tag. Caches on the
// way may have made it a weak one.
func matches(header, tag string) bool {
	for t := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(t), "W/") == tag {
			return true
		}
	}
	return false
}

// requestID is the id that a request brings, or a new one where it brings
// none that is fit to be repeated.
func requestID(given string) string {
	fit := len(given) >= 1 && len(given) <= 64
	for i := 0; i < len(given); i++ {
		c := given[i]
		fit = fit && ('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '_' || c == '-')
	}
	if fit {
		return given
	}
	id := strconv.FormatUint(rand.Uint64(), 16)
	return strings.Repeat("0", 16-len(id)) + id
}
