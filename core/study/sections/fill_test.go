package sections

import (
	"reflect"

	"fairbasis/core/calendar"
	"fairbasis/core/op"
	"fairbasis/core/unit"

	"pgregory.net/rapid"
)

// fill sets everything in a value at random: numbers also huge and tiny, values
// also undefined, lists also empty, columns of different lengths, texts also
// such as would break a table. A text of an enum is one of its choices or
// something else.
func fill(t *rapid.T, v reflect.Value, enum []string) {
	switch p := v.Addr().Interface().(type) {
	case *unit.Maybe[unit.Number]:
		*p = maybe[unit.Number](t)
		return
	case *unit.Maybe[unit.Rate]:
		*p = maybe[unit.Rate](t)
		return
	case *unit.Maybe[unit.Points]:
		*p = maybe[unit.Points](t)
		return
	case *calendar.Date:
		if rapid.IntRange(0, 9).Draw(t, "dated") > 0 {
			*p = calendar.OfUnixDay(rapid.IntRange(14000, 20500).Draw(t, "day"))
		}
		return
	case *op.Column:
		*p = rapid.SliceOfN(number(), 0, 4).Draw(t, "column")
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), choices(v.Type().Field(i).Tag.Get("enum")))
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "given") {
			v.Set(reflect.New(v.Type().Elem()))
			fill(t, v.Elem(), nil)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), rapid.IntRange(0, 3).Draw(t, "items"), 3))
		for i := range v.Len() {
			fill(t, v.Index(i), enum)
		}
	case reflect.String:
		if enum != nil && rapid.IntRange(0, 9).Draw(t, "known") > 0 {
			v.SetString(rapid.SampledFrom(enum).Draw(t, "choice"))
			return
		}
		v.SetString(rapid.SampledFrom([]string{"", "IF", "IC2409", "a|b", "=1+1", "<b>*x*</b>", "沪深300", "1. x", "[x](y)", "line\nline", "too_short", "constant", "COVID-19"}).Draw(t, "text"))
	case reflect.Int, reflect.Int16, reflect.Int64:
		v.SetInt(int64(rapid.SampledFrom([]int{0, 1, 2, 3, 20, 5000, -1}).Draw(t, "int")))
	case reflect.Float64:
		v.SetFloat(number().Draw(t, "float"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Map: // figures of notes
	default:
		panic("cannot fill " + v.Type().String())
	}
}

func number() *rapid.Generator[float64] {
	return rapid.SampledFrom([]float64{0, 1, -1, 0.05, -0.0004, 1e-9, 4413.187, -87.2, 240944, 1e15, -3e300, 0.049999999})
}

func maybe[T ~float64](t *rapid.T) unit.Maybe[T] {
	if rapid.IntRange(0, 3).Draw(t, "undefined") == 0 {
		return unit.None[T](rapid.SampledFrom([]unit.Reason{unit.TooShort, unit.NoTradingDays, unit.NoOpenInterest, "never_heard_of"}).Draw(t, "why"))
	}
	return unit.Some(T(number().Draw(t, "value")))
}

// choices are those of an enum tag.
func choices(tag string) []string {
	if tag == "" {
		return nil
	}
	var out []string
	for start, i := 0, 0; i <= len(tag); i++ {
		if i == len(tag) || tag[i] == ',' {
			out = append(out, tag[start:i])
			start = i + 1
		}
	}
	return out
}
