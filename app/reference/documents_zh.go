package reference

import "maps"

// documents are all of them in one.
var documents = func() map[string]string {
	all := map[string]string{}
	for _, some := range []map[string]string{documentsA, documentsB, documentsC} {
		maps.Copy(all, some)
	}
	return all
}()
