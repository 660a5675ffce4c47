package client

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"fairbasis/core/json"
	"fairbasis/core/op"
)

// Shape is what of a reply comes back, and how. The zero value is the reply as
// it is.
type Shape struct {
	Fields  []string // dotted paths of members to keep
	Tail    int      // the last so many rows of the longest lists; 0 is all
	Columns bool     // lists of objects as one object of equally long lists
	CSV     bool     // one table as CSV
	Sheet   string   // dotted path of that table; the longest if empty
}

func (s Shape) add(q url.Values) {
	if len(s.Fields) > 0 {
		q.Set("fields", strings.Join(s.Fields, ","))
	}
	if s.Tail > 0 {
		q.Set("tail", strconv.Itoa(s.Tail))
	}
	if s.Columns {
		q.Set("columns", "true")
	}
	if s.Sheet != "" {
		q.Set("sheet", s.Sheet)
	}
}

// Shaped calls an operation and returns what the shape leaves of its reply as
// it came: JSON or CSV.
func Shaped[In op.Request, Out any](ctx context.Context, c *Client, key op.Key[In, Out], in In, s Shape) (Answer, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return Answer{}, unwritten(string(key), err)
	}
	q := call{op: string(key), method: http.MethodPost, query: url.Values{}, kind: jsonType, body: body}
	want := jsonType
	if s.CSV {
		want = csvType
	}
	q.accept = want
	s.add(q.query)
	a, err := c.ask(ctx, q)
	if err == nil && a.Type != want {
		err = a.failed(string(key), "an answer in "+quoted(a.Type)+" where "+want+" was asked for")
	}
	if err != nil {
		return Answer{}, err
	}
	return a, nil
}
