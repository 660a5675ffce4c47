package api

// deprecation is the notice that an operation will go: docs/api.md has the
// policy.
type deprecation struct {
	since  string // seconds since 1970, when it was announced (RFC 9745)
	sunset string // HTTP date before which it will not go (RFC 8594)
	link   string // address of what to use instead
}

// deprecated are the operations on notice, by name.
var deprecated = map[string]deprecation{}

// mark puts the notice on an answer.
func (h *handler) mark(a *answer, name string) {
	d, ok := h.deprecated[name]
	if !ok {
		return
	}
	a.set("Deprecation", "@"+d.since)
	a.set("Sunset", d.sunset)
	a.set("Link", "<"+d.link+`>; rel="deprecation"; type="text/html"`)
}
