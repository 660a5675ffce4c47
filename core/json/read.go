package json

import (
	"errors"
	"reflect"
	"strings"
)

// Reader is a type that reads its own JSON, TextReader one that is a text in
// JSON, and TreeReader one that takes what Parse made of it.
type (
	Reader     interface{ ReadJSON([]byte) error }
	TextReader interface{ ReadText([]byte) error }
	TreeReader interface{ ReadTree(any) error }
)

// Unmarshal reads a text into *into. Members that *into does not have are
// ignored, and null leaves what is there.
func Unmarshal(text []byte, into any) error {
	v, err := Parse(text)
	if err != nil {
		return err
	}
	return Assign(v, reflect.ValueOf(into).Elem())
}

// Assign puts what Parse returned into v, which must be settable. Types may
// read themselves (Reader, TextReader); what they refuse is returned as it is.
func Assign(x any, v reflect.Value) error {
	if x == nil {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Map:
			v.SetZero()
		}
		return nil
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		return Assign(x, v.Elem())
	}
	if v.CanAddr() && v.Type().PkgPath() != "" {
		switch m := v.Addr().Interface().(type) {
		case Reader:
			text, err := Marshal(x)
			if err != nil {
				return err
			}
			return m.ReadJSON(text)
		case TreeReader:
			return m.ReadTree(x)
		case TextReader:
			if s, ok := x.(string); ok {
				return m.ReadText([]byte(s))
			}
			return mismatch(x, v)
		}
	}
	switch x := x.(type) {
	case bool:
		switch {
		case v.Kind() == reflect.Bool:
			v.SetBool(x)
			return nil
		case anything(v):
			v.Set(reflect.ValueOf(x))
			return nil
		}
	case string:
		switch {
		case v.Kind() == reflect.String && v.Type() != numberType:
			v.SetString(x)
			return nil
		case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8:
			bytes, ok := fromBase64(x)
			if !ok {
				return errors.New("json: a text that should be base64 is not")
			}
			v.SetBytes(bytes)
			return nil
		case anything(v):
			v.Set(reflect.ValueOf(x))
			return nil
		}
	case Number:
		return assignNumber(x, v)
	case []any:
		return assignList(x, v)
	case map[string]any:
		return assignObject(x, v)
	}
	return mismatch(x, v)
}

func anything(v reflect.Value) bool { return v.Kind() == reflect.Interface && v.NumMethod() == 0 }

func mismatch(x any, v reflect.Value) error {
	kind := "an object"
	switch x.(type) {
	case bool:
		kind = "true or false"
	case string:
		kind = "a text"
	case Number:
		kind = "a number"
	case []any:
		kind = "a list"
	}
	return errors.New("json: " + kind + " does not fit " + v.Type().String())
}

func assignNumber(x Number, v reflect.Value) error {
	switch v.Kind() {
	case reflect.Float64:
		f, err := x.Float64()
		if err != nil {
			return err
		}
		v.SetFloat(f)
		return nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, err := x.Int64()
		if err != nil || v.OverflowInt(n) {
			return errors.New("json: " + string(x) + " is no whole number for " + v.Type().String())
		}
		v.SetInt(n)
		return nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		n, err := x.Int64()
		if err != nil || n < 0 || v.OverflowUint(uint64(n)) {
			return errors.New("json: " + string(x) + " is no whole number for " + v.Type().String())
		}
		v.SetUint(uint64(n))
		return nil
	case reflect.String:
		if v.Type() == numberType {
			v.SetString(string(x))
			return nil
		}
	}
	if anything(v) {
		f, err := x.Float64()
		if err != nil {
			return err
		}
		v.Set(reflect.ValueOf(f))
		return nil
	}
	return mismatch(x, v)
}

func assignList(list []any, v reflect.Value) error {
	t := v.Type()
	if anything(v) {
		t = reflect.TypeFor[[]any]()
	}
	if t.Kind() != reflect.Slice {
		return mismatch(list, v)
	}
	out := reflect.MakeSlice(t, len(list), len(list))
	for i, x := range list {
		if err := Assign(x, out.Index(i)); err != nil {
			return err
		}
	}
	v.Set(out)
	return nil
}

func assignObject(object map[string]any, v reflect.Value) error {
	switch {
	case v.Kind() == reflect.Struct:
		for _, f := range fieldsOf(v.Type()) {
			x, ok := object[f.name]
			if !ok {
				continue
			}
			at := v
			for _, i := range f.index {
				at = at.Field(i)
			}
			if err := Assign(x, at); err != nil {
				return err
			}
		}
		return nil
	case v.Kind() == reflect.Map && v.Type().Key().Kind() == reflect.String || anything(v):
		t := v.Type()
		if t.Kind() != reflect.Map {
			t = reflect.TypeFor[map[string]any]()
		}
		out := reflect.MakeMapWithSize(t, len(object))
		for name, x := range object {
			e := reflect.New(t.Elem()).Elem()
			if err := Assign(x, e); err != nil {
				return err
			}
			out.SetMapIndex(reflect.ValueOf(name).Convert(t.Key()), e)
		}
		v.Set(out)
		return nil
	}
	return mismatch(object, v)
}

// fromBase64 reads the standard alphabet with its padding.
func fromBase64(s string) ([]byte, bool) {
	if len(s)%4 != 0 {
		return nil, false
	}
	out := make([]byte, 0, len(s)/4*3)
	for ; len(s) > 0; s = s[4:] {
		group := s[:4]
		n := 4
		if len(s) == 4 {
			n = len(strings.TrimRight(group, "="))
		}
		bits := uint(0)
		for k := range 4 {
			d := 0
			if k < n {
				if d = strings.IndexByte(base64Digits, group[k]); d < 0 {
					return nil, false
				}
			}
			bits = bits<<6 | uint(d)
		}
		if n < 2 {
			return nil, false
		}
		for k := range n - 1 {
			out = append(out, byte(bits>>(16-8*k)))
		}
	}
	return out, true
}
