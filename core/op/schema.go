package op

import (
	"reflect"
	"strings"
)

// Schema describes the JSON of a Go type as a JSON Schema (2020-12, inline).
// Struct tags add to it: doc is the description, enum the allowed texts.
// A type that knows better has a method JSONSchema() map[string]any.
func Schema(t reflect.Type) map[string]any {
	if s, ok := reflect.Zero(t).Interface().(interface{ JSONSchema() map[string]any }); ok && t.Kind() != reflect.Pointer {
		return s.JSONSchema()
	}
	switch t.Kind() {
	case reflect.Pointer:
		return Schema(t.Elem())
	case reflect.Struct:
		properties, required := map[string]any{}, []string{}
		for _, m := range members(t) {
			s := Schema(m.field.Type)
			if doc := m.field.Tag.Get("doc"); doc != "" {
				if unit, ok := s["description"].(string); ok {
					doc += " (" + unit + ")"
				}
				s["description"] = doc
			}
			if enum := m.field.Tag.Get("enum"); enum != "" {
				s["enum"] = strings.Split(enum, ",")
			}
			properties[m.name] = s
			if m.required {
				required = append(required, m.name)
			}
		}
		s := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
		if len(required) > 0 {
			s["required"] = required
		}
		return s
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return map[string]any{"type": "string", "contentEncoding": "base64"}
		}
		return map[string]any{"type": "array", "items": Schema(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": Schema(t.Elem())}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Int, reflect.Int8, reflect.Int64:
		return map[string]any{"type": "integer"}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	}
	panic("op: no JSON Schema for " + t.String())
}
