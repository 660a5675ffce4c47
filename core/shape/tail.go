package shape

import (
	"slices"
	"strconv"

	"fairbasis/core/json"
)

// isAside reports whether a member is no rows of the reply: remarks, and the
// names of the columns of another.
func isAside(name string, n json.Node) bool {
	return name == "notes" || name == "columns" && n.Kind() == '[' && !isRows(n.Items)
}

// longestList is the length of the longest list of rows that lies in no other.
func longestList(n json.Node) int {
	longest := 0
	switch n.Kind() {
	case '[':
		longest = len(n.Items)
	case '{':
		for i, item := range n.Items {
			if !isAside(n.Names[i], item) {
				longest = max(longest, longestList(item))
			}
		}
	}
	return longest
}

// lastRows keeps the last rows of every list of a length that lies in no other.
func lastRows(n json.Node, length, rows int) json.Node {
	switch n.Kind() {
	case '[':
		if len(n.Items) == length {
			n.Items = n.Items[length-rows:]
		}
	case '{':
		items := make([]json.Node, len(n.Items))
		cut := false
		for i, item := range n.Items {
			if isAside(n.Names[i], item) {
				items[i] = item
				continue
			}
			items[i] = lastRows(item, length, rows)
			cut = cut || item.Kind() == '[' && len(item.Items) == length
		}
		n.Items = items
		if cut {
			n.Items = moved(n, length-rows)
		}
	}
	return n
}

// moved returns the members of an object whose columns have lost their first
// rows: gap and the points of empty are places in those columns.
func moved(n json.Node, lost int) []json.Node {
	items := slices.Clone(n.Items)
	for i, item := range items {
		switch name := n.Names[i]; {
		case item.Kind() != '[':
		case name == "gap":
			items[i] = places(item, lost)
		case name == "empty":
			holes := slices.Clone(item.Items)
			for h, hole := range holes {
				if at := slices.Index(hole.Names, "points"); at >= 0 && hole.Items[at].Kind() == '[' {
					holes[h].Items = slices.Clone(hole.Items)
					holes[h].Items[at] = places(hole.Items[at], lost)
				}
			}
			items[i].Items = holes
		}
	}
	return items
}

// places moves a list of places and drops those before the first one left.
func places(list json.Node, lost int) json.Node {
	items := []json.Node{}
	for _, item := range list.Items {
		if at, err := strconv.Atoi(string(item.Text)); err != nil {
			items = append(items, item)
		} else if at >= lost {
			items = append(items, json.Node{Text: strconv.AppendInt(nil, int64(at-lost), 10)})
		}
	}
	list.Items = items
	return list
}
