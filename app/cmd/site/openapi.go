package main

import (
	"fmt"
	"slices"
	"sync"

	"fairbasis/core/catalog"
	"fairbasis/core/openapi"
)

// described is the document, written once, for however many sites.
var described = sync.OnceValues(func() ([]byte, error) { return openapi.Document(catalog.All) })

// description puts the OpenAPI document into the site, where the API and its
// reference name it. It is a file, so that the hosted program need not write it.
func (b *build) description() error {
	text, err := described()
	if err != nil {
		return fmt.Errorf("openapi.json: %w", err)
	}
	b.put("openapi.json", append(slices.Clone(text), '\n'))
	return nil
}
