package api

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/problem"
	"fairbasis/core/shape"
)

// cached is how long answers to GET may be kept. They change with a release
// only, and the tag then says so.
const cached = "public, max-age=3600, stale-while-revalidate=86400"

// get answers an instant operation whose request is the query.
func (h *handler) get(q *request, o op.Op) answer {
	kind, f := form(q.header("Accept"), jsonType, csvType)
	if f != nil {
		return refuse(q, f)
	}
	want, pairs, err := readQuery(q.URL.RawQuery)
	var fs fault.Fields
	if err != nil {
		if f := fault.From(err); problem.Status(f) != http.StatusUnprocessableEntity {
			return refuse(q, f)
		}
		fs.Merge("", err)
	}
	pairs, err = ofLink(o, pairs)
	fs.Merge("", err)
	asked, err := o.Assemble(pairs, number)
	if err == nil {
		asked, err = o.Canonical(asked)
	}
	fs.Merge("", err)
	if err := fs.Err(); err != nil {
		return refuse(q, fault.From(err))
	}
	mark := tag(h.build, o.Name, string(asked), kind, strings.Join(want.Fields, ","), strconv.Itoa(want.Tail), strconv.FormatBool(want.Columns), want.Sheet)
	if matches(q.header("If-None-Match"), mark) {
		a := answer{status: http.StatusNotModified}
		keep(&a, mark)
		return a
	}
	reply, err := catalog.All.Call(hosted.Context(q.Context()), o.Name, asked)
	a := shaped(q, o, kind, want, reply, err)
	if a.status == http.StatusOK {
		keep(&a, mark)
	}
	return a
}

// keep lets caches keep an answer.
func keep(a *answer, mark string) {
	a.set("Cache-Control", cached)
	a.set("ETag", mark)
	a.set("Vary", "Accept")
}

// post answers an operation whose request is the body, or whose file of bars
// is the body and whose request is the query.
func (h *handler) post(q *request, o op.Op) answer {
	kind, f := form(q.header("Accept"), jsonType, csvType)
	if f != nil {
		return refuse(q, f)
	}
	sent, f := bodyKind(q.header("Content-Type"), q.header("Content-Encoding"))
	if f == nil && sent == csvType && !o.TakesFiles() {
		f = fault.About(problem.Media, "", "not_csv", o.Name+" is not about bars; send application/json", "got", o.Name)
	}
	if f != nil {
		a := refuse(q, f)
		read := jsonType
		if o.TakesFiles() {
			read += ", " + csvType
		}
		a.set("Accept-Post", read)
		a.set("Accept-Encoding", "identity")
		return a
	}
	want, pairs, err := readQuery(q.URL.RawQuery)
	if err != nil {
		return refuse(q, fault.From(err))
	}
	body, err := wholeBody(q)
	if err != nil {
		return refuse(q, fault.From(err))
	}
	if sent == csvType {
		return h.overFile(q, o, kind, want, pairs, body)
	}
	if err := noPairs(pairs); err != nil {
		return refuse(q, fault.From(err))
	}
	reply, err := catalog.All.Call(hosted.Context(q.Context()), o.Name, body)
	return shaped(q, o, kind, want, reply, err)
}

// overFile answers over a text/csv body.
func (h *handler) overFile(q *request, o op.Op, kind string, want shape.Want, pairs []op.Pair, body []byte) answer {
	asked, err := o.Assemble(pairs, number)
	if err != nil {
		return refuse(q, fault.From(err))
	}
	ctx := hosted.WithFile(q.Context(), hosted.Body, body)
	asked, err = hosted.Complete(ctx, o, asked)
	var reply []byte
	if err == nil {
		reply, err = catalog.All.Call(ctx, o.Name, asked)
	}
	return shaped(q, o, kind, want, reply, err)
}

// noPairs refuses parameters beside those that shape the reply, where the
// request is the body.
func noPairs(pairs []op.Pair) error {
	var fs fault.Fields
	for _, p := range pairs {
		fs.Add(clip(p.Path), "unknown_field", "no such parameter where the request is the body; known are fields, tail, columns, sheet")
	}
	return fs.Err()
}

// shaped is what an operation said, in the form wanted.
func shaped(q *request, o op.Op, kind string, want shape.Want, reply []byte, err error) answer {
	if err != nil {
		return refusal(q, failed(q.lang, o.Name, err))
	}
	if want.Fields != nil || want.Sheet != "" { // a walk through the types, a tenth of answering a price
		want.Known = op.ReplyPaths(o)
	}
	if kind == csvType {
		reply, err = want.CSV(reply)
		kind = csvType + "; charset=utf-8; header=present"
	} else {
		reply, err = want.JSON(reply)
	}
	if err == nil && len(reply) > longestReply {
		err = replyTooLong()
	}
	if err != nil {
		return refusal(q, failed(q.lang, o.Name, err))
	}
	a := answer{status: http.StatusOK, kind: kind, body: reply}
	a.set("Vary", "Accept")
	return a
}

func replyTooLong() *fault.Error {
	most := strconv.Itoa(longestReply)
	return fault.About(fault.TooLarge, "", "reply_too_long", "the reply is longer than "+most+" bytes; ask for less of it with fields or tail", "max", most)
}

func bodyTooLong() *fault.Error {
	most := strconv.Itoa(hosted.Limits.Body)
	return fault.About(fault.TooLarge, "", "body_too_long", "the body is longer than "+most+" bytes", "max", most)
}

// wholeBody reads the body, or refuses it as soon as it is known to be too long.
func wholeBody(q *request) ([]byte, error) {
	most := int64(hosted.Limits.Body)
	if q.ContentLength > most {
		return nil, bodyTooLong()
	}
	if q.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(q.Body, most+1))
	var long *http.MaxBytesError
	switch {
	case int64(len(body)) > most || errors.As(err, &long):
		return nil, bodyTooLong()
	case err != nil:
		return nil, fault.About(fault.Invalid, "", "json", "the body broke off; send it again")
	}
	return body, nil
}
