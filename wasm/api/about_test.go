package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/signal"
)

func TestList(t *testing.T) {
	var got struct {
		Operations []struct {
			Name, Title string
			Methods     []string
			CSV         bool
		}
		Description string
	}
	r := get(New(Options{}), "/v1/")
	if err := json.Unmarshal([]byte(text(t, r)), &got); err != nil || r.StatusCode != 200 || got.Description != "/openapi.json" {
		t.Fatalf("%d %v %+v", r.StatusCode, err, got)
	}
	if len(got.Operations) != len(catalog.All.Ops()) {
		t.Errorf("%d operations", len(got.Operations))
	}
	want := map[string]struct {
		methods []string
		csv     bool
	}{"basis": {[]string{"GET", "POST"}, false}, "backtest": {[]string{"POST"}, true}, "load": {[]string{"POST"}, true}, "fit": {[]string{"POST"}, false}}
	for _, o := range got.Operations {
		if w, ok := want[o.Name]; ok && (!slices.Equal(o.Methods, w.methods) || o.CSV != w.csv) {
			t.Errorf("%+v", o)
		}
		if o.Title == "" || len(o.Methods) == 0 {
			t.Errorf("%+v", o)
		}
	}
}

func TestVersion(t *testing.T) {
	var got struct {
		API, Build string
		Limits     map[string]int
	}
	api := New(Options{Build: "b7"})
	r := get(api, "/v1/version")
	if err := json.Unmarshal([]byte(text(t, r)), &got); err != nil {
		t.Fatal(err)
	}
	// The caps as they were agreed on.
	for name, want := range map[string]int{"body": 2 << 20, "bars": 20_000, "window": 2000, "order": 6, "batch": 1000, "query": 32 << 10, "reply": 8 << 20, "cells": hosted.Limits.Cells} {
		if got.Limits[name] != want {
			t.Errorf("%s: %d, want %d", name, got.Limits[name], want)
		}
	}
	if got.API != hosted.Version || got.Build != "b7" || signal.MaxWindow != 2000 || signal.MaxOrder != 6 {
		t.Errorf("%+v", got)
	}
	if again := get(api, "/v1/version", "If-None-Match", r.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("with its tag: %d", again.StatusCode)
	}
}

// TestReserved: the parameters that shape a reply are no members of a request
// that a query can say (bars as columns come in a body), and neither are the
// addresses beside operations names of operations.
func TestReserved(t *testing.T) {
	for _, o := range catalog.All.Ops() {
		for _, m := range o.Members() {
			if slices.Contains([]string{"fields", "tail", "sheet"}, m) || m == "columns" && (instant.All.Has(o.Name) || !o.TakesFiles()) {
				t.Errorf("%s has a member %s", o.Name, m)
			}
		}
		if slices.Contains([]string{"", "health", "version", "batch", "crash"}, o.Name) {
			t.Errorf("an operation has the name %q", o.Name)
		}
	}
}

// TestDeprecation: an operation on notice says so in every answer.
func TestDeprecation(t *testing.T) {
	api := &handler{deprecated: map[string]deprecation{"basis": {since: "1767225600", sunset: "Thu, 31 Dec 2026 00:00:00 GMT", link: "/api#basis"}}}
	for _, method := range []string{"GET", "POST", "PUT"} {
		h := ask(api, method, "/v1/basis", "{}").Header
		if h.Get("Deprecation") != "@1767225600" || h.Get("Sunset") != "Thu, 31 Dec 2026 00:00:00 GMT" || h.Get("Link") != `</api#basis>; rel="deprecation"; type="text/html"` {
			t.Errorf("%s: %v", method, h)
		}
	}
	if h := ask(api, "GET", "/v1/arb", "").Header; h.Get("Deprecation") != "" || h.Get("Sunset") != "" {
		t.Errorf("another: %v", h)
	}
	for name, d := range deprecated {
		if !catalog.All.Has(name) || d.since == "" || d.link == "" {
			t.Errorf("%s: %+v", name, d)
		}
		if _, err := http.ParseTime(d.sunset); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMistakesOfOurs: a panic becomes a problem that says nothing of it.
func TestMistakesOfOurs(t *testing.T) {
	w := httptest.NewRecorder()
	New(Options{}).ServeHTTP(w, &http.Request{Method: "GET", Header: http.Header{}}) // without an address, which no server does
	p := problemIn(t, w.Result())
	if w.Code != 500 || p.Code != "internal" || len(p.Errors) != 0 || p.RequestID == "" {
		t.Errorf("%d %+v", w.Code, p)
	}
}
