package reference

import (
	"strings"

	"fairbasis/core/op"
	"fairbasis/core/openapi"
)

// bySubject sorts the operations of a set under the subjects of the OpenAPI
// document, those of one subject in the order of the catalog.
func bySubject(set op.Set) [][]op.Op {
	out := make([][]op.Op, len(openapi.Subjects))
	for _, o := range set.Ops() {
		name := openapi.SubjectOf(o)
		for i, s := range openapi.Subjects {
			if s.Name == name {
				out[i] = append(out[i], o)
			}
		}
	}
	return out
}

// anchor is the id of the heading of a subject.
func anchor(subject string) string { return "subject-" + strings.ReplaceAll(subject, " ", "-") }
