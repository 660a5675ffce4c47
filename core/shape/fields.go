package shape

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/op"
)

// tree is a set of dotted paths: the names of a level with what is wanted
// below each. A nil tree wants everything.
type tree map[string]tree

func newTree(paths []string) tree {
	root := tree{}
	for _, path := range paths {
		at := root
		parts := strings.Split(path, ".")
		for i, name := range parts {
			below, had := at[name]
			switch {
			case had && below == nil: // all of it is wanted already
			case i == len(parts)-1:
				at[name] = nil
			case !had:
				below = tree{}
				at[name] = below
			}
			if below == nil {
				break
			}
			at = below
		}
	}
	return root
}

// of keeps the members of a value that the tree wants.
func (t tree) of(n json.Node) json.Node {
	if t == nil || isUndefined(n) {
		return n
	}
	switch n.Kind() {
	case '[':
		items := make([]json.Node, len(n.Items))
		for i, item := range n.Items {
			items[i] = t.of(item)
		}
		n.Items = items
	case '{':
		names, items := []string{}, []json.Node{}
		for i, name := range n.Names {
			if below, ok := t[name]; ok {
				names, items = append(names, name), append(items, below.of(n.Items[i]))
			}
		}
		n.Names, n.Items = names, items
	}
	return n
}

// MaxFields is how many fields may be wanted.
const MaxFields = 200

// Check refuses fields that neither the reply nor a known path has, and too
// many of them.
func (w Want) Check(reply json.Node) error {
	var fs fault.Fields
	if fs.Between("fields", float64(len(w.Fields)), 1, MaxFields); fs != nil {
		return fs.Err()
	}
	paths := w.Known
	for _, path := range w.Fields {
		if isKnown(w.Known, path) || has(reply, strings.Split(path, ".")) {
			continue
		}
		if paths == nil {
			paths = pathsOf(nil, "", reply)
		}
		refuse(&fs, "fields", path, paths)
	}
	return fs.Err()
}

// helped is how many refusals look for what may have been meant, which takes a
// while, and quoted how much of a path they repeat, in bytes.
const (
	helped = 3
	quoted = 80
)

// refuse says that there is no such path, and which ones there are: the nearest first.
func refuse(fs *fault.Fields, field, path string, paths []string) {
	if len(path) > quoted {
		path = strings.ToValidUTF8(path[:quoted], "") + "…"
	}
	if len(*fs) < helped {
		paths = nearest(path, paths)
	}
	list := strings.Join(paths[:min(len(paths), named)], ", ")
	if list == "" {
		list = "none"
	}
	fs.Add(field, "unknown_choice", "the reply has no "+strconv.Quote(path)+"; there are "+list, "got", path, "want", list)
}

// has reports whether a value has a path; one through an empty list may exist.
func has(n json.Node, path []string) bool {
	if len(path) == 0 || isUndefined(n) { // what has no meaning could have had members
		return true
	}
	switch n.Kind() {
	case '[':
		return len(n.Items) == 0 || slices.ContainsFunc(n.Items, func(item json.Node) bool { return has(item, path) })
	case '{':
		i := slices.Index(n.Names, path[0])
		return i >= 0 && has(n.Items[i], path[1:])
	}
	return false
}

// isKnown reports whether a path is in a list in which a name may be *, any.
func isKnown(known []string, path string) bool {
	return slices.ContainsFunc(known, func(k string) bool {
		if k == path {
			return true
		}
		if !strings.Contains(k, "*") {
			return false
		}
		pattern, parts := strings.Split(k, "."), strings.Split(path, ".")
		return slices.EqualFunc(pattern, parts, func(p, part string) bool { return p == "*" || p == part })
	})
}

// pathsOf lists the paths of a value in order, each once.
func pathsOf(paths []string, prefix string, n json.Node) []string {
	switch n.Kind() {
	case '[':
		for _, item := range n.Items {
			paths = pathsOf(paths, prefix, item)
		}
	case '{':
		for i, name := range n.Names {
			path := fault.Join(prefix, name)
			if !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
			paths = pathsOf(paths, path, n.Items[i])
		}
	}
	return paths
}

// named is how many paths a refusal names.
const named = 8

// nearest are the paths most like one, the likest first.
func nearest(path string, paths []string) []string {
	type near struct {
		path string
		far  int
	}
	last := func(p string) string { return p[strings.LastIndexByte(p, '.')+1:] }
	all := make([]near, len(paths))
	for i, p := range paths {
		all[i] = near{p, min(2*op.Distance(path, p), 1+2*op.Distance(last(path), last(p)))}
	}
	slices.SortStableFunc(all, func(a, b near) int { return cmp.Compare(a.far, b.far) })
	out := make([]string, len(all))
	for i, n := range all {
		out[i] = n.path
	}
	return out
}
