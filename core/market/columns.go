package market

import "fairbasis/core/json"

// Columns are bars written out in a request: an object of equally long lists,
// {"time": ["2024-09-13"], "close": [4108.2]}. It keeps what was sent; a
// Library that is Inline reads it.
type Columns struct {
	Tree any `json:"-"` // as json.Parse returns it, or anything that is written as such JSON
}

// ColumnsOf writes bars as columns, without their segments and rows: the
// numbers with the decimals they have.
func ColumnsOf(b *Bars) *Columns {
	tree, extra, stamps := map[string]any{}, map[string]any{}, make([]any, b.Len())
	for i, t := range b.Time {
		stamps[i] = Stamp(t, b.Minutes == Daily)
	}
	tree["time"] = stamps
	if b.Minutes != 0 {
		tree["minutes"] = b.Minutes
	}
	known := ColumnNames()
	b.Columns(func(role string, c *Column) {
		if !c.Present() {
			return
		}
		cells := make([]any, c.Len())
		for i := range cells {
			if text := c.Text(i); text != "" {
				cells[i] = json.Number(text)
			}
		}
		for _, name := range known {
			if name == role {
				tree[role] = cells
				return
			}
		}
		extra[role] = cells
		tree["extra"] = extra
	})
	return &Columns{Tree: tree}
}

// ColumnNames are the lists of numbers that columns may have, beside those of
// the user's own in extra.
func ColumnNames() []string {
	return []string{"open", "high", "low", "close", "settle", "pre_settle", "pre_close", "volume", "amount", "open_interest", "spot"}
}

// ReadTree keeps what was sent.
func (c *Columns) ReadTree(tree any) error {
	c.Tree = tree
	return nil
}

// WriteJSON writes what was sent.
func (c Columns) WriteJSON() ([]byte, error) { return json.Marshal(c.Tree) }

// MarshalJSON is WriteJSON under the name that encoding/json knows.
func (c Columns) MarshalJSON() ([]byte, error) { return c.WriteJSON() }

// JSONSchema describes the object.
func (Columns) JSONSchema() map[string]any {
	cells := func(about string) map[string]any {
		s := map[string]any{"type": "array", "items": map[string]any{"type": []string{"number", "null"}}}
		if about != "" {
			s["description"] = about
		}
		return s
	}
	properties := map[string]any{
		"time": map[string]any{"type": "array", "items": map[string]any{"type": "string"},
			"description": "ascending, none twice: days, 2024-09-13, or the ends of bars on the clock of the exchange, 2024-09-13 09:31 or 2024-09-13T09:31:30"},
		"minutes": map[string]any{"type": "integer", "minimum": 1, "maximum": Daily,
			"description": "length of a bar, 1440 for days; the commonest step when left out"},
		"extra": map[string]any{"type": "object", "additionalProperties": cells(""), "description": "other columns by their names, such as a price-earnings ratio"},
	}
	about := map[string]string{
		"open": "points, above 0; null where there is no price, here and in every list of numbers", "volume": "lots, of an index shares",
		"open_interest": "lots", "amount": "currency of the exchange", "spot": "close of the index, beside bars of a future",
	}
	for _, name := range ColumnNames() {
		properties[name] = cells(about[name])
	}
	return map[string]any{"type": "object", "properties": properties, "required": []string{"time"}, "additionalProperties": false}
}
