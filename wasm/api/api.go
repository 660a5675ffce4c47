// Package api is the HTTP interface over the catalog: one handler, the same in
// the hosted worker and in the native server.
package api
