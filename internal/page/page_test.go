package page_test

import (
	"slices"
	"testing"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
)

func TestCheckRefusesWhatNoListMade(t *testing.T) {
	t.Parallel()
	zero, many, five := 0, page.Max+1, 5
	junk, short := "!!", page.Cursor("only one")
	for name, args := range map[string]page.Args{
		"zero rows":       {First: &zero},
		"too many rows":   {First: &many},
		"both directions": {First: &five, Last: &five},
		"junk cursor":     {After: &junk},
		"short cursor":    {After: &short},
	} {
		if _, err := page.Check(args, 2); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v, want Invalid", name, err)
		}
	}
}

func TestMakeInBothDirections(t *testing.T) {
	t.Parallel()
	key := func(n int) []string { return []string{string(rune('a' + n))} }
	forward := page.Make(page.Request{Limit: 2}, []int{0, 1, 2}, key, nil)
	if !slices.Equal(forward.Items, []int{0, 1}) || !forward.HasNext || forward.HasPrevious {
		t.Errorf("forward = %+v", forward)
	}
	back := page.Make(page.Request{Limit: 2, Backward: true, Cursor: []string{"d"}}, []int{2, 1, 0}, key, nil)
	if !slices.Equal(back.Items, []int{1, 2}) || !back.HasNext || !back.HasPrevious {
		t.Errorf("backward = %+v", back)
	}
}
