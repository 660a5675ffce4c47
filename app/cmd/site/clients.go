package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// clients are the files of the API's client in JavaScript and its types. Programs and pages
// of others name them, so their addresses stay and they are always looked up
// anew; the service worker does not keep them.
var clients = []string{"fairbasis.mjs", "fairbasis.d.ts"}

// client puts the files of the client into the site, below /client/.
func (b *build) client() error {
	for _, name := range clients {
		data, err := os.ReadFile(filepath.Join(b.assets, "client", name))
		if err != nil {
			return fmt.Errorf("the client of the API: %w", err)
		}
		b.put("client/"+name, data)
	}
	return nil
}
