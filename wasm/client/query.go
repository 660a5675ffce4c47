package client

import (
	"net/url"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/json"
)

// Query is a request as query parameters: dotted paths, texts as they stand in
// the JSON. Empty lists and objects, which a query cannot say, are left out.
func Query(in any) (url.Values, error) {
	text, err := json.Marshal(in)
	if err != nil {
		return nil, err
	}
	v, err := json.Parse(text)
	if err != nil {
		return nil, err
	}
	q := url.Values{}
	flatten(q, "", v)
	return q, nil
}

func flatten(q url.Values, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, x := range v {
			flatten(q, fault.Join(path, name), x)
		}
	case []any:
		for i, x := range v {
			flatten(q, fault.Join(path, strconv.Itoa(i)), x)
		}
	case string:
		q.Set(path, v)
	case json.Number:
		q.Set(path, string(v))
	case bool:
		q.Set(path, strconv.FormatBool(v))
	}
}
