package json

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Writer is a type that writes its own JSON, as a method on values. It is not
// called MarshalJSON because the linker keeps every method of that name,
// those of time.Time among them, wherever one is asked for.
type Writer interface{ WriteJSON() ([]byte, error) }

// TextWriter is a type that is a text in JSON, as a method on values.
type TextWriter interface{ WriteText() ([]byte, error) }

// Marshal writes a value. Types may write themselves (Writer, TextWriter); a
// NaN or an infinity is an error.
func Marshal(v any) ([]byte, error) { return write(nil, reflect.ValueOf(v)) }

func write(b []byte, v reflect.Value) ([]byte, error) {
	if !v.IsValid() {
		return append(b, "null"...), nil
	}
	t := v.Type()
	if k := t.Kind(); (k == reflect.Pointer || k == reflect.Interface) && v.IsNil() {
		return append(b, "null"...), nil
	}
	if t.NumMethod() > 0 && t.Kind() != reflect.Interface {
		switch m := v.Interface().(type) {
		case Writer:
			text, err := m.WriteJSON()
			return append(b, text...), err
		case TextWriter:
			text, err := m.WriteText()
			return quote(b, string(text)), err
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.AppendUint(b, v.Uint(), 10), nil
	case reflect.Float64:
		return AppendFloat(b, v.Float())
	case reflect.String:
		if t == numberType {
			return append(b, v.String()...), nil
		}
		return quote(b, v.String()), nil
	case reflect.Pointer, reflect.Interface:
		return write(b, v.Elem())
	case reflect.Struct:
		return writeStruct(b, v)
	case reflect.Slice:
		return writeList(b, v)
	case reflect.Map:
		return writeMap(b, v)
	}
	return b, errors.New("json: " + t.String() + " cannot be written")
}

func writeStruct(b []byte, v reflect.Value) ([]byte, error) {
	b = append(b, '{')
	first := true
	var err error
	for _, f := range fieldsOf(v.Type()) {
		x := v
		for _, i := range f.index {
			x = x.Field(i)
		}
		if f.omitEmpty && isEmpty(x) || f.omitZero && isZero(x) {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, f.quoted...)
		if b, err = write(b, x); err != nil {
			return b, err
		}
	}
	return append(b, '}'), nil
}

func writeList(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	if v.Type().Elem().Kind() == reflect.Uint8 {
		b = append(b, '"')
		return append(appendBase64(b, v.Bytes()), '"'), nil
	}
	b = append(b, '[')
	var err error
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = write(b, v.Index(i)); err != nil {
			return b, err
		}
	}
	return append(b, ']'), nil
}

// writeMap writes a map with texts for keys, in their order.
func writeMap(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	if v.Type().Key().Kind() != reflect.String {
		return b, errors.New("json: the keys of " + v.Type().String() + " are no texts")
	}
	keys := make([]string, 0, v.Len())
	for _, k := range v.MapKeys() {
		keys = append(keys, k.String())
	}
	slices.Sort(keys)
	b = append(b, '{')
	var err error
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(quote(b, k), ':')
		if b, err = write(b, v.MapIndex(reflect.ValueOf(k).Convert(v.Type().Key()))); err != nil {
			return b, err
		}
	}
	return append(b, '}'), nil
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

func isZero(v reflect.Value) bool {
	if v.Type().NumMethod() > 0 {
		if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
			return z.IsZero()
		}
	}
	return v.IsZero()
}

// AppendFloat writes a number as JavaScript does: plain digits from 1e-6 to
// below 1e21, an exponent of no more digits than needed elsewhere.
func AppendFloat(b []byte, x float64) ([]byte, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return b, errors.New("json: " + strconv.FormatFloat(x, 'g', -1, 64) + " is no number of JSON")
	}
	if size := math.Abs(x); size == 0 || 1e-6 <= size && size < 1e21 {
		return strconv.AppendFloat(b, x, 'f', -1, 64), nil
	}
	b = strconv.AppendFloat(b, x, 'e', -1, 64)
	if n := len(b); n >= 4 && b[n-4] == 'e' && b[n-3] == '-' && b[n-2] == '0' { // 1e-07
		b[n-2] = b[n-1]
		b = b[:n-1]
	}
	return b, nil
}

const hexDigits = "0123456789abcdef"

// quote writes a text. As encoding/json does it escapes what would end a
// script or break a line of JavaScript.
func quote(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && size == 1:
				b = append(b, `\ufffd`...)
			case r == '\u2028' || r == '\u2029':
				b = append(b, `\u202`...)
				b = append(b, hexDigits[r&15])
			default:
				b = append(b, s[i:i+size]...)
			}
			i += size
			continue
		}
		i++
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\b':
			b = append(b, `\b`...)
		case c == '\f':
			b = append(b, `\f`...)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < ' ' || c == '<' || c == '>' || c == '&':
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func appendBase64(b, data []byte) []byte {
	for len(data) > 0 {
		var group [3]byte
		n := copy(group[:], data)
		data = data[n:]
		bits := uint(group[0])<<16 | uint(group[1])<<8 | uint(group[2])
		for k := range 4 {
			if k > n {
				b = append(b, '=')
			} else {
				b = append(b, base64Digits[bits>>(18-6*k)&63])
			}
		}
	}
	return b
}
