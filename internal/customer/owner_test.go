package customer

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/migrations"
)

// An owner goes with its customer through merges, and comes back with it when they are undone, in whatever order; of two owners the survivor's stays.
func TestAnOwnerIsInheritedAndGivenBack(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	var customers, accounts []uuid.UUID
	for i, n := range []int{1, 2, 4} { // accounts: who has more survives
		for j := range n {
			id := s.add(shop{fmt.Sprintf("D%d-%d", i, j), fmt.Sprintf("公司%d%d", i, j), "", "", "", ""})
			s.drain()
			if j == 0 {
				customers, accounts = append(customers, s.customerOf(id)), append(accounts, id)
			} else if _, err := s.service.Link(t.Context(), s.all(), id, customers[i], "the same"); err != nil {
				t.Fatal(err)
			}
		}
	}
	text, err := migrations.Files.ReadFile("0036_owner_from.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, backfill, _ := strings.Cut(string(text), "\nWITH RECURSIVE")
	backfill = "WITH RECURSIVE" + backfill
	x, y := s.owner("X"), s.owner("Y")
	named := map[uuid.UUID]string{x: "X", y: "Y"}
	state := func() (out string) {
		t.Helper()
		for _, id := range customers {
			var owner *uuid.UUID
			if err := s.db.Owner().QueryRow(t.Context(), `SELECT owner_id FROM customers WHERE id = $1`, id).Scan(&owner); err != nil {
				t.Fatal(err)
			}
			if owner == nil {
				out += "-"
				continue
			}
			out += named[*owner]
		}
		return out
	}
	do := func(fn func(tx pgx.Tx, h hand) error) {
		t.Helper()
		_, err := inTx(t.Context(), s.service.pool, s.all(), func(tx pgx.Tx) (struct{}, error) {
			h, err := s.service.handOf(t.Context(), tx, "")
			if err == nil {
				err = fn(tx, h)
			}
			return struct{}{}, err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	merge := func(a, b int) (u Undo) {
		t.Helper()
		do(func(tx pgx.Tx, h hand) (err error) {
			u, err = join(t.Context(), tx, h, customers[a], customers[b])
			return err
		})
		return u
	}
	undo := func(u Undo) {
		t.Helper()
		do(func(tx pgx.Tx, h hand) error { return h.takeBack(t.Context(), tx, Pair{Undo: &u}) })
	}
	for _, c := range []struct {
		name   string
		owners [3]*uuid.UUID
		steps  string // 1: the first into the second, 2: the second into the third, and small: undone
		want   []string
	}{
		{"the last first", [3]*uuid.UUID{&x, nil, nil}, "12ba", []string{"XX-", "XXX", "XX-", "X--"}},
		{"the first first", [3]*uuid.UUID{&x, nil, nil}, "12ab", []string{"XX-", "XXX", "X--", "X--"}},
		{"two owners", [3]*uuid.UUID{&x, nil, &y}, "12ab", []string{"XXY", "XXY", "X-Y", "X-Y"}},
		{"the survivor's", [3]*uuid.UUID{&x, &y, nil}, "12ab", []string{"XY-", "XYY", "XYY", "XY-"}},
		{"none to inherit", [3]*uuid.UUID{nil, &y, nil}, "1a", []string{"-Y-", "-Y-"}},
	} {
		for i, owner := range c.owners {
			s.exec(`UPDATE customers SET owner_id = $2 WHERE id = $1`, customers[i], owner)
		}
		before, undos := state(), map[rune]Undo{}
		for i, step := range c.steps {
			switch step {
			case '1':
				undos['a'] = merge(0, 1)
			case '2':
				undos['b'] = merge(1, 2)
				s.exec(`UPDATE customers SET owner_id = NULL, owner_from = NULL WHERE owner_from IS NOT NULL`)
				s.exec(backfill) // finds what was merged before as it would be now
			default:
				undo(undos[step])
			}
			if got := state(); got != c.want[i] {
				t.Errorf("%s: after step %c owners are %s, want %s", c.name, step, got, c.want[i])
			}
		}
		if got := state(); got != before || s.customerOf(accounts[0]) != customers[0] {
			t.Errorf("%s: in the end owners are %s, before %s", c.name, got, before)
		}
	}
}
