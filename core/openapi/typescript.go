package openapi

import (
	"strconv"
	"strings"

	"fairbasis/core/catalog/instant"
	"fairbasis/core/op"
)

// TypeScript declares the requests and replies of the operations as a module
// does, in the terms of the document: an interface for each of its schemas,
// Operations with the request and reply of each name, and Instant, the names
// of those that GET asks.
func TypeScript(set op.Set) []byte {
	var s schemas
	var list, quick strings.Builder
	for _, o := range set.Ops() {
		in, out := o.RequestType(), o.ReplyType()
		comment(&list, "  ", o.Title)
		list.WriteString("  " + o.Name + ": { request: " + typeScript(s.of(in)) + "; reply: " + typeScript(s.of(out)) + " };\n")
		if instant.All.Has(o.Name) {
			quick.WriteString("\n  | " + strconv.Quote(o.Name))
		}
	}
	var b strings.Builder
	b.WriteString("/** The operations by name. */\nexport interface Operations {\n" + list.String() + "}\n\n")
	b.WriteString("/** Names of the operations in closed form, which GET asks as well. */\nexport type Instant =" + quick.String() + ";\n")
	for _, e := range s.list {
		declare(&b, e.name, e.value.(object))
	}
	return []byte(b.String())
}

// declare writes a schema of the document as a type of its name.
func declare(b *strings.Builder, name string, schema object) {
	b.WriteString("\n")
	if about, ok := schema.get("description").(string); ok {
		comment(b, "", about)
	}
	properties, ok := schema.get("properties").(object)
	if !ok {
		b.WriteString("export type " + name + " = " + typeScript(schema) + ";\n")
		return
	}
	required, _ := schema.get("required").([]any)
	b.WriteString("export interface " + name + " {\n")
	for _, p := range properties {
		schema := p.value.(object)
		if about, ok := schema.get("description").(string); ok {
			comment(b, "  ", about)
		}
		mark := "?"
		for _, r := range required {
			if r == p.name {
				mark = ""
			}
		}
		b.WriteString("  " + p.name + mark + ": " + typeScript(schema) + ";\n")
	}
	b.WriteString("}\n")
}

// comment writes a doc comment of one line.
func comment(b *strings.Builder, indent, text string) {
	b.WriteString(indent + "/** " + strings.ReplaceAll(text, "*/", "* /") + " */\n")
}

// typeScript is a schema as a type.
func typeScript(schema object) string {
	if ref, ok := schema.get("$ref").(string); ok {
		return ref[strings.LastIndexByte(ref, '/')+1:]
	}
	if enum, ok := schema.get("enum").([]any); ok {
		return union(enum, func(v any) string { return strconv.Quote(v.(string)) })
	}
	if one, ok := schema.get("oneOf").([]any); ok {
		return union(one, func(v any) string { return typeScript(v.(object)) })
	}
	kinds, ok := schema.get("type").([]any)
	if !ok {
		kinds = []any{schema.get("type")}
	}
	return union(kinds, func(kind any) string {
		switch kind {
		case "number", "integer":
			return "number"
		case "array":
			item := typeScript(schema.get("items").(object))
			if strings.Contains(item, " ") {
				item = "(" + item + ")"
			}
			return item + "[]"
		case "object":
			if of, ok := schema.get("additionalProperties").(object); ok {
				return "Record<string, " + typeScript(of) + ">"
			}
			panic("openapi: an object without a name cannot be declared")
		}
		return kind.(string) // string, boolean and null are called the same
	})
}

func union[T any](of []T, write func(T) string) string {
	parts := make([]string, len(of))
	for i, v := range of {
		parts[i] = write(v)
	}
	return strings.Join(parts, " | ")
}
