// Package api is the HTTP interface over the catalog: one handler, the same in
// the hosted worker and in the native server. It starts nothing, waits for
// nothing and keeps nothing between requests. docs/api.md says what it promises.
package api

import (
	"net/http"

	"fairbasis/core/fault"
	"fairbasis/core/problem"
)

// Options are what a program tells its handler about itself.
type Options struct {
	Build string // version of the engine, part of every ETag
}

// New serves everything below /v1/.
func New(o Options) http.Handler { return &handler{build: o.Build, deprecated: deprecated} }

// Refusals are the problems that a shell around the handler answers by itself,
// by name (rate_limit, too_large, internal, unavailable) and language (zh, en).
func Refusals() map[string]map[string]problem.Problem {
	out := map[string]map[string]problem.Problem{}
	for _, f := range []*fault.Error{
		{Code: problem.RateLimit, Message: problem.General(problem.RateLimit)},
		bodyTooLong(),
		{Code: fault.Internal},
		{Code: problem.Unavailable, Message: problem.General(problem.Unavailable)},
	} {
		out[string(f.Code)] = map[string]problem.Problem{"zh": problem.Of("zh", f), "en": problem.Of("en", f)}
	}
	return out
}
