package intake

import "testing"

func TestFieldsMustBeSound(t *testing.T) {
	t.Parallel()
	for name, list := range map[string][]Info{
		"no name":  {{Field: "a"}},
		"one name": {{Field: "a", Names: Names{Exact: []string{"Tax ID"}}}, {Field: "b", Names: Names{Exact: []string{"tax_id"}}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if recover() == nil {
					t.Error("taken")
				}
			}()
			NewFields(list, nil)
		})
	}
}

func TestABetterNameWins(t *testing.T) {
	t.Parallel()
	f := NewFields([]Info{
		{Field: "order", Names: Names{Exact: []string{"Order"}, Strong: []string{"Number"}}},
		{Field: "number", Names: Names{Exact: []string{"Number"}}},
		{Field: "mark", Names: Names{Exact: []string{"Mark"}, Weak: []string{"ID"}}, Agrees: SuchWhenWeak(LooksLikeCode)},
	}, nil)
	for _, c := range []struct {
		headers, row []string
		want         []Field
	}{
		{[]string{"Number"}, []string{"1"}, []Field{"number"}},
		{[]string{"Number", "no."}, []string{"1", "2"}, []Field{"number", "order"}},
		{[]string{"ID"}, []string{"A1"}, []Field{"mark"}},
		{[]string{"ID"}, []string{"word"}, []Field{""}},
		{[]string{"ID"}, nil, []Field{""}},
	} {
		var preview [][]string
		if c.row != nil {
			preview = [][]string{c.row}
		}
		for i, column := range f.Suggest(c.headers, preview) {
			if column.Field != c.want[i] {
				t.Errorf("%q of %q is %q, want %q", c.headers[i], c.headers, column.Field, c.want[i])
			}
		}
	}
}
