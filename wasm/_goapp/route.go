package app

// router finds the component of a path. The page's routes are plain paths.
type router struct{ routes map[string]func() Composer }

func makeRouter() router { return router{map[string]func() Composer{}} }

func (r *router) route(path string, newComponent func() Composer) { r.routes[path] = newComponent }

func (r *router) routeWithRegexp(pattern string, _ func() Composer) {
	panic("this build has no routes by pattern: " + pattern)
}

func (r *router) routed(path string) bool { return r.routes[path] != nil }

func (r *router) createComponent(path string) (Composer, bool) {
	newComponent := r.routes[path]
	if newComponent == nil {
		return nil, false
	}
	return newComponent(), true
}

func (r *router) len() int { return len(r.routes) }
