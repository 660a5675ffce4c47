// Package openapi writes the OpenAPI 3.1 document of a set of operations.
package openapi

import (
	"encoding/json"

	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// Version is the version of the HTTP interface. A test demands that it rises
// whenever the document changes.
const Version = "0.1.0"

// Statuses maps each kind of failure to its HTTP status. It is the only such
// table; the server uses it too.
var Statuses = map[fault.Code]int{
	fault.Invalid:  400,
	fault.Unknown:  404,
	fault.TooLarge: 413,
	fault.Canceled: 499,
	fault.Internal: 500,
}

// Path is where an operation is served.
func Path(name string) string { return "/v1/" + name }

// Document returns the document as indented JSON with keys in a fixed order.
// Operations over stored files are left out: the server has none.
func Document(set op.Set) ([]byte, error) {
	paths := map[string]any{}
	for _, o := range set.Ops() {
		if o.NeedsFiles() {
			continue
		}
		paths[Path(o.Name)] = map[string]any{"post": map[string]any{
			"operationId": o.Name,
			"summary":     o.Title,
			"requestBody": map[string]any{
				"required": true,
				"content":  body(o.RequestSchema(), o.Example),
			},
			"responses": map[string]any{
				"200": map[string]any{"description": "the reply", "content": body(o.ReplySchema(), nil)},
				"400": failure("the request was refused; fields holds every rejected field"),
				"500": failure("a mistake of the program"),
			},
		}}
	}
	return json.MarshalIndent(map[string]any{
		"openapi": "3.1.0",
		"info": map[string]any{
			"title":       "fairbasis",
			"version":     Version,
			"description": "Fair value, basis and arbitrage of stock-index futures. Rates are decimals (0.01 is 1 %), prices index points, dates ISO. A value that has no meaning is {\"undefined\": reason}.",
			"license":     map[string]any{"name": "MIT", "identifier": "MIT"},
		},
		"paths":      paths,
		"components": map[string]any{"schemas": map[string]any{"fault": faultSchema()}},
	}, "", "  ")
}

func body(schema map[string]any, example any) map[string]any {
	media := map[string]any{"schema": schema}
	if example != nil {
		media["example"] = example
	}
	return map[string]any{"application/json": media}
}

func failure(text string) map[string]any {
	return map[string]any{"description": text, "content": body(map[string]any{"$ref": "#/components/schemas/fault"}, nil)}
}

func faultSchema() map[string]any {
	text := map[string]any{"type": "string"}
	codes := []string{string(fault.Invalid), string(fault.Unknown), string(fault.TooLarge), string(fault.Canceled), string(fault.Internal)}
	return map[string]any{
		"type": "object", "required": []string{"code", "message"},
		"properties": map[string]any{
			"code":    map[string]any{"type": "string", "enum": codes},
			"message": text,
			"fields": map[string]any{"type": "array", "items": map[string]any{
				"type": "object", "required": []string{"path", "code", "message"},
				"properties": map[string]any{
					"path": text, "code": text, "message": text,
					"params": map[string]any{"type": "object", "additionalProperties": text},
				},
			}},
		},
	}
}
