package api

import (
	"net/http"
	"strings"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/fault"
	"fairbasis/core/problem"
)

// root is where everything lies.
const root = "/v1/"

type handler struct {
	build      string
	deprecated map[string]deprecation
}

// request is an HTTP request and what is known of its reader.
type request struct {
	*http.Request
	lang string // zh or en
	id   string
}

// header is the value of a header; several are one list.
func (q *request) header(name string) string { return strings.Join(q.Header.Values(name), ",") }

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := &request{Request: r}
	q.lang, q.id = language(q.header("Accept-Language")), requestID(q.header("X-Request-Id"))
	h.answer(q).write(w, q)
}

// answer is everything but the writing. A panic in it is a mistake of ours
// that costs this request its answer and no other.
func (h *handler) answer(q *request) (a answer) {
	defer func() {
		if recover() != nil {
			a = refuse(q, &fault.Error{Code: fault.Internal})
		}
	}()
	name, below := strings.CutPrefix(q.URL.Path, root)
	if q.Method == http.MethodOptions {
		return preflight(methods(name))
	}
	allowed := methods(name)
	if !below || allowed == nil {
		_, err := catalog.All.Run(q.Context(), name, nil) // says which operation may be meant
		return refuse(q, fault.From(err))
	}
	a = h.route(q, name, allowed)
	h.mark(&a, name)
	return a
}

func (h *handler) route(q *request, name string, allowed []string) answer {
	known := false
	for _, m := range allowed {
		known = known || m == q.Method
	}
	if !known {
		list := strings.Join(allowed, ", ")
		a := refuse(q, fault.About(problem.Method, "", string(problem.Method), "this address is asked with "+list, "allow", list))
		a.set("Allow", list)
		return a
	}
	switch name {
	case "":
		return h.list(q)
	case "health":
		return plainJSON(q, []byte(`{"status":"ok"}`), "no-store")
	case "version":
		return h.version(q)
	case "batch":
		return h.batch(q)
	}
	o, _ := catalog.All.Find(name)
	if q.Method == http.MethodPost {
		return h.post(q, o)
	}
	return h.get(q, o)
}

// methods are those of an address below root, or nil where nothing is.
func methods(name string) []string {
	switch {
	case name == "" || name == "health" || name == "version":
		return []string{"GET", "HEAD", "OPTIONS"}
	case instant.All.Has(name):
		return []string{"GET", "HEAD", "POST", "OPTIONS"}
	case name == "batch" || catalog.All.Has(name):
		return []string{"POST", "OPTIONS"}
	}
	return nil
}
