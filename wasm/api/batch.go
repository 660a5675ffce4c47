package api

import (
	"net/http"
	"strconv"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/op"
	"fairbasis/core/problem"
	"fairbasis/core/shape"
)

// batch answers many calls at once, {"calls":[{"op":NAME,"input":{...}}]},
// each with {"status":200,"reply":...} or {"status":N,"problem":...}, in order.
// What is wrong with one call costs no other its reply; what they may ask for
// they share (hosted.Limits).
func (h *handler) batch(q *request) answer {
	if _, f := form(q.header("Accept"), jsonType); f != nil {
		return refuse(q, f)
	}
	sent, f := bodyKind(q.header("Content-Type"), q.header("Content-Encoding"))
	if f == nil && sent != jsonType {
		f = fault.About(problem.Media, "", "not_csv", "batch is asked with application/json", "got", "batch")
	}
	if f != nil {
		a := refuse(q, f)
		a.set("Accept-Post", jsonType)
		a.set("Accept-Encoding", "identity")
		return a
	}
	want, pairs, err := readQuery(q.URL.RawQuery)
	if err == nil {
		err = noPairs(pairs)
	}
	if err != nil {
		return refuse(q, fault.From(err))
	}
	body, err := wholeBody(q)
	if err != nil {
		return refuse(q, fault.From(err))
	}
	calls, err := readBatch(body)
	if err != nil {
		return refuse(q, fault.From(err))
	}
	ctx := hosted.Context(q.Context())
	out := []byte(`{"results":[`)
	for i, c := range calls {
		if i > 0 {
			out = append(out, ',')
		}
		reply, err := []byte(nil), c.err
		if err == nil {
			reply, err = catalog.All.Call(ctx, c.name, c.input)
		}
		out = result(out, q.lang, c.name, want, reply, err)
	}
	a := answer{status: http.StatusOK, kind: jsonType, body: append(out, "]}"...)}
	a.set("Vary", "Accept, Accept-Language")
	return a
}

// result appends the result of one call, as long as there is room.
func result(out []byte, lang, name string, want shape.Want, reply []byte, err error) []byte {
	if err == nil {
		if want.Fields != nil {
			o, _ := catalog.All.Find(name)
			want.Known = op.ReplyPaths(o)
		}
		reply, err = want.JSON(reply)
	}
	if err == nil && len(out)+len(reply) > longestReply {
		err = replyTooLong()
	}
	if err == nil {
		out = append(out, `{"status":200,"reply":`...)
		return append(append(out, reply...), '}')
	}
	p := failed(lang, name, err)
	text, wrong := json.Marshal(p)
	if wrong == nil && len(out)+len(text) > longestReply {
		p = problem.Of(lang, &fault.Error{Code: fault.TooLarge, Message: problem.General(fault.TooLarge)})
		text, wrong = json.Marshal(p)
	}
	if wrong != nil {
		text = []byte("{}")
	}
	out = append(out, `{"status":`...)
	out = strconv.AppendInt(out, int64(p.Status), 10)
	out = append(out, `,"problem":`...)
	return append(append(out, text...), '}')
}

// call is one call of a batch, or why it is none.
type call struct {
	name  string
	input []byte
	err   error
}

// readBatch takes a batch apart. What is wrong inside of a call is the call's
// own mistake; everything else refuses the batch.
func readBatch(body []byte) ([]call, error) {
	n, err := json.Read(body)
	if err != nil {
		return nil, fault.About(fault.Invalid, "", "json", "not JSON: "+err.Error()+`; write {"calls":[{"op":"basis","input":{}}]}`)
	}
	var fs fault.Fields
	if n.Kind() != '{' {
		fs.Add("", "wrong_kind", `must be an object with the list "calls"`)
		return nil, fs.Err()
	}
	list := json.Node{}
	for i, name := range n.Names {
		if name != "calls" {
			fs.Add(clip(name), "unknown_field", `no such field; the only one is "calls"`)
		} else {
			list = n.Items[i]
		}
	}
	if err := fs.Err(); err != nil {
		return nil, err
	}
	most, got := strconv.Itoa(hosted.Limits.Batch), strconv.Itoa(len(list.Items))
	switch {
	case len(list.Text) > 0 && list.Kind() != '[':
		fs.Add("calls", "wrong_kind", "must be a list of calls")
	case len(list.Items) == 0:
		fs.Add("calls", "no_calls", "there must be at least one call")
	case len(list.Items) > hosted.Limits.Batch:
		return nil, fault.About(fault.TooLarge, "calls", "too_many_calls", got+" calls, and at most "+most+" are answered at once", "got", got, "max", most)
	}
	if err := fs.Err(); err != nil {
		return nil, err
	}
	calls := make([]call, len(list.Items))
	for i, item := range list.Items {
		calls[i] = readCall(item)
	}
	return calls, nil
}

func readCall(n json.Node) call {
	var fs fault.Fields
	if n.Kind() != '{' {
		fs.Add("", "wrong_kind", `must be an object with "op" and "input"`)
		return call{err: fs.Err()}
	}
	c := call{}
	named := false
	for i, name := range n.Names {
		item := n.Items[i]
		switch name {
		case "op":
			named = true
			if c.name = item.String(); item.Kind() != '"' {
				fs.Add("op", "wrong_kind", "must be a text, the name of an operation")
			}
		case "input":
			c.input = item.Text
		default:
			fs.Add(clip(name), "unknown_field", `no such field; known are "op" and "input"`)
		}
	}
	if !named {
		fs.Add("op", "missing", "is missing; name the operation")
	}
	if c.input == nil {
		fs.Add("input", "missing", "is missing; give the request of the operation")
	}
	c.err = fs.Err()
	return c
}
