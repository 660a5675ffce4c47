package table

import (
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/fault"
)

// Role is what a column means.
type Role string

// The roles. Time may be one column or a date and a time of day.
const (
	Ignore       Role = "ignore"
	Stamp        Role = "stamp" // date and time in one, or the date of daily bars
	Date         Role = "date"  // the date, beside a column with the time of day
	Clock        Role = "clock" // the time of day, beside a date
	Symbol       Role = "symbol"
	SymbolName   Role = "symbol_name"
	Open         Role = "open"
	High         Role = "high"
	Low          Role = "low"
	Close        Role = "close"
	Settle       Role = "settle"
	PreClose     Role = "pre_close"
	PreSettle    Role = "pre_settle"
	Volume       Role = "volume"
	Amount       Role = "amount"
	OpenInterest Role = "open_interest"
	Spot         Role = "spot"  // close of the index beside the future
	Value        Role = "value" // any other number worth keeping, under its own name
)

// Roles returns every role in the order of a list to choose from.
func Roles() []Role {
	return []Role{Ignore, Stamp, Date, Clock, Symbol, SymbolName, Open, High, Low, Close, Settle, PreClose, PreSettle,
		Volume, Amount, OpenInterest, Spot, Value}
}

// Choices are what the user says about a file. The zero value of each means
// that it is recognised from the content.
type Choices struct {
	Part      string       `json:"part,omitempty" doc:"the sheet or member to read; all that fit together otherwise"`
	Encoding  string       `json:"encoding,omitempty" enum:"utf-8,gb18030,utf-16le,utf-16be"`
	Roles     []RoleChoice `json:"roles,omitempty" doc:"the meaning of columns by their place"`
	Stamp     string       `json:"stamp,omitempty" enum:"begin,end" doc:"what the time of a bar means"`
	Zone      string       `json:"zone,omitempty" doc:"exchange, or the offset of the times in the file: +00:00 for UTC"`
	Units     string       `json:"units,omitempty" enum:"lots,hands,shares" doc:"what the volume counts"`
	Symbol    string       `json:"symbol,omitempty" doc:"contract or index, for a file that does not say"`
	Kind      string       `json:"kind,omitempty" enum:"future,continuous,index,other"`
	Date      string       `json:"date,omitempty" doc:"the day, for a file whose rows have none"`
	KeepZeros bool         `json:"keep_zeros,omitempty" doc:"a price of 0 is a price, not an empty cell"`
	DateOrder string       `json:"date_order,omitempty" enum:"ymd,dmy,mdy"`
}

// RoleChoice is the meaning the user gives one column.
type RoleChoice struct {
	Index int  `json:"index" doc:"place in the file, from 0"`
	Role  Role `json:"role"`
}

func (c Choices) check(path string, fs *fault.Fields) {
	one := func(name, value string, known ...string) {
		if value != "" && !slices.Contains(known, value) {
			fs.Add(fault.Join(path, name), "unknown_choice", "must be one of "+strings.Join(known, ", "), "got", value, "want", strings.Join(known, ", "))
		}
	}
	one("encoding", c.Encoding, "utf-8", "gb18030", "utf-16le", "utf-16be")
	one("stamp", c.Stamp, "begin", "end")
	one("units", c.Units, "lots", "hands", "shares")
	one("kind", c.Kind, "future", "continuous", "index", "other")
	one("date_order", c.DateOrder, "ymd", "dmy", "mdy")
	if _, ok := Offset(c.Zone); c.Zone != "" && !ok {
		fs.Add(fault.Join(path, "zone"), "zone", "must be exchange or an offset such as +08:00", "example", "+08:00")
	}
	seen := map[int]bool{}
	for i, r := range c.Roles {
		at := fault.Join(path, fault.Join("roles", strconv.Itoa(i)))
		switch {
		case r.Index < 0:
			fs.Add(fault.Join(at, "index"), "negative", "must not be negative")
		case seen[r.Index]:
			fs.Add(fault.Join(at, "index"), "twice", "this column is given two meanings")
		}
		seen[r.Index] = true
		if !slices.Contains(Roles(), r.Role) {
			fs.Add(fault.Join(at, "role"), "unknown_role", "there is no role "+strconv.Quote(string(r.Role)))
		}
	}
}

// Offset reads a zone: the minutes east of UTC of +08:00 or -0530 and true; 0
// and true for "exchange", whose times are taken as they stand.
func Offset(zone string) (minutes int, ok bool) {
	if zone == "exchange" {
		return 0, true
	}
	digits := strings.ReplaceAll(zone, ":", "")
	if len(digits) != 5 || (digits[0] != '+' && digits[0] != '-') {
		return 0, false
	}
	n, err := strconv.Atoi(digits[1:])
	if h, m := n/100, n%100; err != nil || n < 0 || h > 14 || m > 59 {
		return 0, false
	}
	minutes = n/100*60 + n%100
	if digits[0] == '-' {
		minutes = -minutes
	}
	return minutes, true
}
