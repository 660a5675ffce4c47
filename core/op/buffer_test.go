package op

import (
	"reflect"
	"testing"
)

type tree struct {
	Own   Column
	Kids  []tree
	Next  *tree
	Files []File
	own   Column // not exported: not seen
}

type plain struct {
	Names []string
	Loop  *plain
	Deep  []struct{ N int }
}

func TestWalk(t *testing.T) {
	in := tree{Own: Column{1}, Kids: []tree{{Own: Column{2}}, {Next: &tree{Own: Column{3}, Files: []File{{Name: "a"}}}}}, Files: []File{{Name: "b"}}, own: Column{9}}
	sum, names := 0.0, ""
	err := Walk(reflect.ValueOf(&in).Elem(), func(c *Column) error {
		for _, x := range *c {
			sum += x
		}
		return nil
	}, func(f *File) error { names += f.Name; return nil })
	if err != nil || sum != 6 || names != "ab" {
		t.Errorf("got %v, %q, %v", sum, names, err)
	}
	if !holds(reflect.TypeFor[tree](), 0) || holds(reflect.TypeFor[struct{ A [][]string }](), 0) {
		t.Error("which types lead to a column is not known")
	}
	loop := plain{Names: []string{"x"}}
	loop.Loop = &plain{}
	if err := Walk(reflect.ValueOf(&loop).Elem(), nil, nil); err != nil {
		t.Error(err)
	}
}

func TestFill(t *testing.T) {
	in := tree{Own: Column{1}, Kids: []tree{{Own: Column{0}}}}
	if err := Fill(&in, []Column{{7, 8}, {}}); err != nil || len(in.Own) != 0 || in.Own == nil || in.Kids[0].Own[1] != 8 {
		t.Errorf("got %+v, %v", in, err)
	}
	for _, c := range []Column{{2}, {-1}, {0, 1}, {}} {
		if err := Fill(&tree{Own: c}, []Column{{7}, {8}}); err == nil {
			t.Errorf("%v: accepted", c)
		}
	}
}
