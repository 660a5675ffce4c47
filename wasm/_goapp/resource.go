package app

import "strings"

// clientResourceResolver places the resources of the web folder below base.
func clientResourceResolver(base string) func(string) string {
	return func(location string) string {
		if remoteLocation(location) || !webLocation(location) {
			return location
		}
		return base + "/" + strings.TrimPrefix(strings.Trim(location, "/"), "web/")
	}
}

func remoteLocation(location string) bool {
	return strings.HasPrefix(location, "https://") || strings.HasPrefix(location, "http://")
}

func webLocation(location string) bool {
	return strings.HasPrefix(location, "/web/") || strings.HasPrefix(location, "web/")
}
