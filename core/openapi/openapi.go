// Package openapi describes the hosted API: its OpenAPI 3.1 document and the
// types of its requests and replies for TypeScript, both made from a set of
// operations. It is linked by tools only.
package openapi

import (
	"slices"
	"strconv"

	"fairbasis/core/catalog/hosted"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/op"
	"fairbasis/core/signal"
)

// Version is the version of the HTTP interface. A test demands that it rises
// whenever the document changes.
const Version = hosted.Version

// Path is where an operation is served.
func Path(name string) string { return "/v1/" + name }

const about = `Fair value, basis and arbitrage of stock-index futures: the operations of the calculator, with the same digits.

Rates are decimals (0.01 is 1 %), prices index points, money CNY, dates ISO on the clock of the exchange. A value that has no meaning is {"undefined": reason}. Requests refuse members they do not know; replies may gain some within a version.

Every operation is asked with POST and a JSON body; those in closed form also with GET, the members of the request as dotted paths in the query (costs.futures_fee=0.3%E2%80%B1; what stands behind # in a link of the calculator is such a query). Operations over bars take them as columns of the request or as a text/csv body, whose request goes into the query and may leave out what the file says.

Failures are problem details (RFC 9457), with a JSON pointer to every refused field, in Chinese where Accept-Language prefers it and else in English. There is no authentication; any page may ask (CORS). HEAD is answered as GET is, without the body. Inputs are not logged. An operation on notice says so with the headers Deprecation (RFC 9745), Sunset (RFC 8594) and Link.`

// Document returns the document, laid out over lines, with everything in a
// fixed order. It computes the replies of the examples.
func Document(set op.Set) ([]byte, error) {
	d := &document{}
	d.schemas.requests(set)
	paths := object{}
	for _, o := range set.Ops() {
		item, err := d.operation(set, o)
		if err != nil {
			return nil, err
		}
		paths = append(paths, member{Path(o.Name), item})
	}
	paths = append(paths, d.aboutTheAPI(set)...)
	tags := []any{}
	for _, s := range append(slices.Clone(Subjects), Subject{Name: "service", About: "Many calls at once, and what the API is"}) {
		tags = append(tags, object{{"name", s.Name}, {"description", s.About}})
	}
	failed := d.failures()
	return layout(object{
		{"openapi", "3.1.0"},
		{"info", object{
			{"title", "fairbasis"}, {"version", Version}, {"summary", "Fair value, basis and arbitrage of stock-index futures"}, {"description", about},
			{"license", object{{"name", "MIT"}, {"identifier", "MIT"}}},
		}},
		{"servers", []any{object{{"url", "/"}, {"description", "the host of this document"}}}},
		{"security", []any{}},
		{"tags", tags},
		{"paths", paths},
		{"components", object{
			{"schemas", d.schemas.list}, {"parameters", d.parameters.list}, {"headers", headers}, {"responses", failed},
			{"examples", object{
				{"bars", object{{"summary", "simulated bars of two contracts and their index"}, {"value", string(hosted.CleanFile())}}},
				{"bars_with_faults", object{{"summary", "the same with rows that cannot be read"}, {"value", string(hosted.File())}}},
			}},
		}},
	})
}

// document is one being written.
type document struct {
	schemas    schemas
	parameters parameters
}

var headers = object{
	{"X-Request-Id", object{{"description", "id of the exchange: that of the request if it has a fit one ([A-Za-z0-9._-]{1,64}), else a new one"}, {"schema", object{{"type", "string"}}}}},
	{"ETag", object{{"description", "strong tag of release, request and form; with If-None-Match the answer is 304 before anything is computed"}, {"schema", object{{"type", "string"}}}}},
	{"Cache-Control", object{{"description", "how long the answer may be kept"}, {"schema", object{{"type", "string"}}}}},
	{"Retry-After", object{{"description", "seconds to wait before asking again"}, {"schema", object{{"type", "integer"}, {"minimum", 0}}}}},
	{"Allow", object{{"description", "methods of the address"}, {"schema", object{{"type", "string"}}}}},
}

// sent lists headers of an answer by reference.
func sent(names ...string) object {
	o := object{}
	for _, name := range names {
		o = append(o, member{name, reference("headers", name)})
	}
	return o
}

// failed are the answers without a reply, by status.
var failed = []struct{ status, name, about string }{
	{"400", "Malformed", "the body is no JSON, or the query cannot be read"},
	{"404", "NotFound", "nothing is at this address"},
	{"405", "Method", "the address is not asked this way; Allow says how"},
	{"406", "NotAcceptable", "the answer exists in none of the forms of Accept"},
	{"413", "TooLarge", "the body, the reply or the work is over a limit that the problem names"},
	{"415", "Media", "the body is of a kind that is not read"},
	{"422", "Refused", "the request was read and refused; errors holds every refused field"},
	{"429", "RateLimit", "too many requests; Retry-After says when to come again"},
	{"500", "Internal", "a mistake of the program"},
	{"503", "Unavailable", "no answer now; Retry-After says when to come again"},
}

// failures describes the answers of failed.
func (d *document) failures() object {
	problem := d.schemas.of(problemType)
	out := object{}
	for _, f := range failed {
		h := []string{"X-Request-Id"}
		switch f.status {
		case "405":
			h = append(h, "Allow")
		case "429", "503":
			h = append(h, "Retry-After")
		}
		out = append(out, member{f.name, object{{"description", f.about}, {"headers", sent(h...)},
			{"content", object{{"application/problem+json", object{{"schema", problem}}}}}}})
	}
	return out
}

// responses are the answers of an operation: those that succeed, then failures.
func responses(good object, statuses ...string) object {
	for _, f := range failed {
		if slices.Contains(statuses, f.status) {
			good = append(good, member{f.status, reference("responses", f.name)})
		}
	}
	return good
}

// operation describes how one operation is asked.
func (d *document) operation(set op.Set, o op.Op) (object, error) {
	in, out := o.RequestType(), o.ReplyType()
	reply := d.schemas.of(out)
	e, err := exampleOf(set, o)
	if err != nil {
		return nil, err
	}
	answer := object{{"schema", reply}}
	if e.reply != nil {
		answer = append(answer, e.documented())
	}
	forms := object{{"application/json", answer}, {"text/csv", object{{"schema", reference("schemas", "Table")}}}}

	content, notes := object{}, ""
	asked := []any{}
	if o.NeedsFiles() {
		asked = d.parameters.ofRequest(&d.schemas, o)
	} else {
		body := object{{"schema", d.schemas.of(in)}}
		if e.request != nil {
			body = append(body, member{"example", raw(e.request)})
		}
		content = append(content, member{"application/json", body})
	}
	if o.TakesFiles() {
		notes = "With a text/csv body the members of the request go into the query, as dotted paths (futures.0.symbol=IF2409); what the file says may be left out. Example with the body below: " + e.address(o)
		content = append(content, member{"text/csv", object{{"schema", object{{"type", "string"}}}, {"examples", object{{e.file, reference("examples", e.file)}}}}})
	}
	post := object{{"operationId", o.Name}, {"summary", o.Title}, {"tags", []any{SubjectOf(o)}}}
	if notes != "" {
		post = append(post, member{"description", notes})
	}
	post = append(post,
		member{"parameters", append(asked, d.shaping()...)},
		member{"requestBody", object{{"required", true}, {"content", content}}},
		member{"responses", responses(object{{"200", object{{"description", "the reply"}, {"headers", sent("X-Request-Id")}, {"content", forms}}}},
			"400", "406", "413", "415", "422", "429", "500", "503")},
	)
	item := object{{"post", post}}
	if !instant.All.Has(o.Name) {
		return item, nil
	}
	notes = "Rates may be written as people do: 3.5%25, 0.3%E2%80%B1, 5bp."
	notes += " Example: " + e.address(o)
	get := object{
		{"operationId", o.Name + "_get"}, {"summary", o.Title}, {"tags", []any{SubjectOf(o)}}, {"description", notes},
		{"parameters", append(d.parameters.ofRequest(&d.schemas, o), d.shaping()...)},
		{"responses", responses(object{
			{"200", object{{"description", "the reply"}, {"headers", sent("X-Request-Id", "ETag", "Cache-Control")}, {"content", forms}}},
			{"304", object{{"description", "the answer that If-None-Match names is still good"}, {"headers", sent("X-Request-Id", "ETag", "Cache-Control")}}},
		}, "400", "406", "413", "422", "429", "500", "503")},
	}
	return append(object{{"get", get}}, item...), nil
}

func (d *document) shaping() []any {
	var out []any
	for _, p := range reserved {
		out = append(out, d.parameters.add(op.Op{}, p))
	}
	return out
}

// aboutTheAPI describes the addresses that are no operations.
func (d *document) aboutTheAPI(set op.Set) object {
	names := []any{}
	for _, o := range set.Ops() {
		names = append(names, o.Name)
	}
	text, whole := object{{"type", "string"}}, object{{"type", "integer"}}
	words := func(about string) object { return object{{"type", "string"}, {"description", about}} }
	closed := func(properties object, required ...any) object {
		return object{{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}}
	}
	d.schemas.list = append(d.schemas.list,
		member{"Table", object{{"type", "string"}, {"description", "one table of the reply, RFC 4180 in UTF-8 with the names of the columns in the first line; sheet chooses which. A reply with a CSV file in it is that file"}}},
		member{"OperationName", object{{"type", "string"}, {"enum", names}}},
		member{"Batch", closed(object{{"calls", object{{"type", "array"}, {"minItems", 1}, {"maxItems", hosted.Limits.Batch}, {"items", closed(object{
			{"op", reference("schemas", "OperationName")},
			{"input", object{{"type", "object"}, {"description", "the request of the operation, as in the body of its own POST"}}},
		}, "op", "input")}}}}, "calls")},
		member{"BatchResults", closed(object{{"results", object{{"type", "array"}, {"description", "in the order of the calls"}, {"items", object{{"oneOf", []any{
			closed(object{{"status", object{{"type", "integer"}, {"const", 200}}}, {"reply", object{{"type", "object"}, {"description", "the reply of the operation"}}}}, "status", "reply"),
			closed(object{{"status", object{{"type", "integer"}, {"minimum", 400}}}, {"problem", d.schemas.of(problemType)}}, "status", "problem"),
		}}}}}}}, "results")},
		member{"Operations", closed(object{
			{"operations", object{{"type", "array"}, {"items", closed(object{
				{"name", reference("schemas", "OperationName")}, {"title", text}, {"methods", object{{"type", "array"}, {"items", text}}},
				{"csv", object{{"type", "boolean"}, {"description", "takes a text/csv body"}}},
			}, "name", "title", "methods", "csv")}}},
			{"description", words("address of this document")},
		}, "operations", "description")},
		member{"Health", closed(object{{"status", object{{"type", "string"}, {"const", "ok"}}}}, "status")},
		member{"Version", closed(object{
			{"api", words("version of the interface, as of this document")}, {"build", words("version of the engine, part of every ETag")},
			{"limits", closed(object{
				{"body", object{{"type", "integer"}, {"description", "bytes of a body"}}}, {"query", object{{"type", "integer"}, {"description", "bytes of a query"}}},
				{"reply", object{{"type", "integer"}, {"description", "bytes of a reply"}}}, {"bars", object{{"type", "integer"}, {"description", "bars of a request, or of all calls of a batch"}}},
				{"cells", object{{"type", "integer"}, {"description", "cells of grids, searches and samples, likewise"}}}, {"window", whole}, {"order", whole},
				{"batch", object{{"type", "integer"}, {"description", "calls of a batch"}}},
			}, "body", "query", "reply", "bars", "cells", "window", "order", "batch")},
		}, "api", "build", "limits")},
	)
	get := func(id, summary, schema string, statuses ...string) object {
		good := object{{"200", object{{"description", summary}, {"headers", sent("X-Request-Id")}, {"content", object{{"application/json", object{{"schema", reference("schemas", schema)}}}}}}}}
		return object{{"get", object{{"operationId", id}, {"summary", summary}, {"tags", []any{"service"}}, {"responses", responses(good, append(statuses, "406", "422", "429", "500", "503")...)}}}}
	}
	limit := func(n int) string { return strconv.Itoa(n) }
	calls := raw(`{"calls":[{"op":"hedge_lots","input":{"portfolio":100000000,"beta":1,"futures":4419,"multiplier":200}},{"op":"hedge_lots","input":{"portfolio":-1}}]}`)
	return object{
		{"/v1/batch", object{{"post", object{
			{"operationId", "batch"}, {"summary", "Up to " + limit(hosted.Limits.Batch) + " calls at once, each with its own reply or problem"}, {"tags", []any{"service"}},
			{"description", "All calls together have " + limit(hosted.Limits.Bars) + " bars and " + limit(hosted.Limits.Cells) + " cells of work. fields, tail and columns shape every reply."},
			{"parameters", d.shaping()[:3]},
			{"requestBody", object{{"required", true}, {"content", object{{"application/json", object{{"schema", reference("schemas", "Batch")}, {"example", calls}}}}}}},
			{"responses", responses(object{{"200", object{{"description", "a reply or a problem for each call"}, {"headers", sent("X-Request-Id")},
				{"content", object{{"application/json", object{{"schema", reference("schemas", "BatchResults")}}}}}}}}, "400", "406", "413", "415", "422", "429", "500", "503")},
		}}}},
		{"/v1/", get("operations", "The operations and how each is asked", "Operations", "400")},
		{"/v1/health", get("health", "Whether the API answers", "Health")},
		{"/v1/version", get("version", "What answers here, and its limits: rolling fits have windows of at most "+limit(signal.MaxWindow)+" bars and order "+limit(signal.MaxOrder), "Version", "400")},
	}
}
