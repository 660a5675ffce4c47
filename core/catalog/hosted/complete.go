package hosted

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// Complete fills in what a request over the file of WithFile leaves out: ref
// everywhere, and futures, index, product and products from the series that the
// file holds. It refuses a file with rows that cannot be read, by their
// numbers, unless o is about such files (load, export, rejected). A request
// that is no JSON comes back as it is, for the operation to refuse.
func Complete(ctx context.Context, o op.Op, request []byte) ([]byte, error) {
	f, ok := ctx.Value(fileKey{}).(file)
	if !ok {
		return request, nil
	}
	tree, err := json.Parse(request)
	object, ok := tree.(map[string]any)
	if err != nil || !ok {
		return request, nil
	}
	c := filler{name: f.name}
	if !o.NeedsFiles() {
		sets, err := table.SetsOf(ctx)
		if err != nil {
			return nil, err
		}
		set, err := sets.Set(ctx, f.name)
		if err != nil {
			return nil, whole(err)
		}
		if err := unread(set); err != nil {
			return nil, err
		}
		c.series = set.Series
	}
	c.object(reflect.TypeOf(o.Example), object)
	return json.Marshal(object)
}

// whole is a refusal of a file: its fields are none of the request.
func whole(err error) error {
	e := *fault.From(err)
	fields := slices.Clone(e.Fields)
	for i := range fields {
		fields[i].Path = ""
	}
	e.Fields = fields
	return &e
}

// filler completes requests over one file.
type filler struct {
	name   string
	series []*market.Bars
}

var (
	sourceType  = reflect.TypeFor[market.Source]()
	sourcesType = reflect.TypeFor[[]market.Source]()
)

// object completes what stands for a struct. Members of another kind than the
// struct's are left for the operation to refuse.
func (c filler) object(t reflect.Type, object map[string]any) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		under := f.Type
		if under.Kind() == reflect.Pointer {
			under = under.Elem()
		}
		given, present := object[name]
		switch {
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			if f.Type == sourceType {
				c.source(object)
			} else {
				c.object(f.Type, object)
			}
		case name == "" || name == "-":
		case name == "ref" && f.Type.Kind() == reflect.String:
			c.source(object)
		case name == "product" && f.Type.Kind() == reflect.String && hasFutures(t):
			if all := c.products(); !present && len(all) == 1 {
				object[name] = all[0]
			}
		case f.Type == sourcesType:
			if list, ok := given.([]any); ok && len(list) > 0 {
				for _, v := range list {
					c.source(v)
				}
			} else if !present || ok {
				product, _ := object["product"].(string)
				object[name] = c.futures(product, hasProduct(t))
			}
		case under == sourceType && present:
			c.source(given)
		case under == sourceType && name == "index":
			if index := c.index(object); index != nil {
				object[name] = c.ref(index)
			}
		case under.Kind() == reflect.Struct && present:
			c.below(under, given)
		case name == "products" && f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct && !present:
			var list []any
			for _, product := range c.products() {
				entry := map[string]any{"product": product}
				c.object(f.Type.Elem(), entry)
				list = append(list, entry)
			}
			object[name] = list
		case under.Kind() == reflect.Slice && under.Elem().Kind() == reflect.Struct:
			list, _ := given.([]any)
			for _, v := range list {
				c.below(under.Elem(), v)
			}
		}
	}
}

func (c filler) below(t reflect.Type, v any) {
	if object, ok := v.(map[string]any); ok {
		c.object(t, object)
	}
}

// source names the file where neither it nor columns are named.
func (c filler) source(v any) {
	object, ok := v.(map[string]any)
	if !ok {
		return
	}
	_, ref := object["ref"]
	_, columns := object["columns"]
	if !ref && !columns {
		object["ref"] = c.name
	}
}

func (c filler) ref(b *market.Bars) map[string]any {
	if b.Symbol == "" {
		return map[string]any{"ref": c.name}
	}
	return map[string]any{"ref": c.name, "symbol": b.Symbol}
}

// futures are the contracts of a product, of all products where it is "", and
// its chains: beside the contracts for studies, else where there is no
// contract. A file of nothing else is taken for what it is.
func (c filler) futures(product string, study bool) []any {
	pick := func(want func(b *market.Bars) bool) []any {
		list := []any{}
		for _, b := range c.series {
			if want(b) && (product == "" || b.Product == product) {
				list = append(list, c.ref(b))
			}
		}
		return list
	}
	list := pick(func(b *market.Bars) bool {
		return b.Kind == market.FutureContract || study && b.Kind == market.Continuous
	})
	if len(list) == 0 {
		list = pick(func(b *market.Bars) bool { return b.Kind == market.Continuous })
	}
	if len(list) == 0 {
		list = pick(func(b *market.Bars) bool { return b.Kind == market.Other })
	}
	return list
}

// index is the series of the index behind the futures of a request, or nil.
func (c filler) index(object map[string]any) *market.Bars {
	product, _ := object["product"].(string)
	if all := c.products(); product == "" && len(all) == 1 {
		product = all[0]
	}
	for _, b := range c.series {
		if b.Kind == market.Index && b.Product == product && product != "" {
			return b
		}
	}
	return nil
}

// products are those that the file has futures of, in its order.
func (c filler) products() []string {
	var list []string
	for _, b := range c.series {
		if b.Product != "" && (b.Kind == market.FutureContract || b.Kind == market.Continuous) && !slices.Contains(list, b.Product) {
			list = append(list, b.Product)
		}
	}
	return list
}

// hasFutures reports whether a struct, or one that it embeds, lists sources,
// and hasProduct whether it names their product.
func hasFutures(t reflect.Type) bool {
	return has(t, func(f reflect.StructField) bool { return f.Type == sourcesType })
}

func hasProduct(t reflect.Type) bool {
	return has(t, func(f reflect.StructField) bool {
		return strings.HasPrefix(f.Tag.Get("json"), "product") && f.Type.Kind() == reflect.String
	})
}

func has(t reflect.Type, want func(reflect.StructField) bool) bool {
	for i := range t.NumField() {
		if f := t.Field(i); want(f) || f.Anonymous && f.Type.Kind() == reflect.Struct && has(f.Type, want) {
			return true
		}
	}
	return false
}
