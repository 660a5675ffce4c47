package api

import (
	"net/http"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/signal"
)

// listed is one operation in the list at /v1/.
type listed struct {
	Name    string   `json:"name"`
	Title   string   `json:"title"`
	Methods []string `json:"methods"`
	CSV     bool     `json:"csv"` // takes a text/csv body
}

// list is every operation and how it is asked.
func (h *handler) list(q *request) answer {
	out := struct {
		Operations  []listed `json:"operations"`
		Description string   `json:"description"`
	}{Description: "/openapi.json"}
	for _, o := range catalog.All.Ops() {
		var ask []string
		for _, m := range methods(o.Name) {
			if m == http.MethodGet || m == http.MethodPost {
				ask = append(ask, m)
			}
		}
		out.Operations = append(out.Operations, listed{o.Name, o.Title, ask, o.TakesFiles()})
	}
	return about(q, out)
}

// version is what answers here, and under which limits.
func (h *handler) version(q *request) answer {
	type limits struct {
		Body   int `json:"body"`   // bytes
		Query  int `json:"query"`  // bytes
		Reply  int `json:"reply"`  // bytes
		Bars   int `json:"bars"`   // of one request, or of all calls of a batch
		Cells  int `json:"cells"`  // of grids, searches and samples, likewise
		Window int `json:"window"` // bars of a rolling fit
		Order  int `json:"order"`  // of a rolling fit
		Batch  int `json:"batch"`  // calls
	}
	return about(q, struct {
		API    string `json:"api"`
		Build  string `json:"build"`
		Limits limits `json:"limits"`
	}{hosted.Version, h.build, limits{hosted.Limits.Body, longestQuery, longestReply, hosted.Limits.Bars, hosted.Limits.Cells,
		signal.MaxWindow, signal.MaxOrder, hosted.Limits.Batch}})
}

// about is something to be known about the interface.
func about(q *request, x any) answer {
	if q.URL.RawQuery != "" {
		if _, pairs, err := readQuery(q.URL.RawQuery); err != nil {
			return refuse(q, fault.From(err))
		} else if err := noPairs(pairs); err != nil {
			return refuse(q, fault.From(err))
		}
	}
	body, err := json.Marshal(x)
	if err != nil {
		return refuse(q, &fault.Error{Code: fault.Internal})
	}
	mark := tag(string(body))
	a := plainJSON(q, body, "public, max-age=300")
	if a.status != http.StatusOK {
		return a
	}
	if matches(q.header("If-None-Match"), mark) {
		a.status, a.kind, a.body = http.StatusNotModified, "", nil
	}
	a.set("ETag", mark)
	return a
}
