package fault

import (
	"reflect"
	"strconv"
	"strings"
)

// sprintf fills in a format with the few verbs that messages need. Package fmt
// would do it too, but nothing else in the engine needs fmt, which is large.
func sprintf(format string, args []any) string {
	var b strings.Builder
	for {
		at := strings.IndexByte(format, '%')
		if at < 0 || at+1 == len(format) {
			b.WriteString(format)
			return b.String()
		}
		b.WriteString(format[:at])
		verb := format[at+1]
		format = format[at+2:]
		switch {
		case verb == '%':
			b.WriteByte('%')
			continue
		case len(args) == 0:
			b.WriteString("%!" + string(verb) + "(missing)")
			continue
		}
		text := textOf(args[0])
		if args = args[1:]; verb == 'q' {
			text = strconv.Quote(text)
		}
		b.WriteString(text)
	}
}

// textOf writes a value as %v does, for the kinds that messages hold.
func textOf(x any) string {
	switch x := x.(type) {
	case nil:
		return "nothing"
	case error:
		return x.Error()
	case interface{ String() string }:
		return x.String()
	case []byte:
		return string(x)
	}
	switch v := reflect.ValueOf(x); v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, 64)
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	default:
		return "a value of type " + v.Type().String()
	}
}
