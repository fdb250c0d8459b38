package rules_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/policy"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/verify"
)

// bench is a world with people who deal with its cases. The judge manages no distributor.
type bench struct {
	*world
	cases *conflict.Service
	roles map[string]string
}

// nothing settles nothing.
type nothing struct{}

func (nothing) Settle(context.Context, pgx.Tx, uuid.UUID) error { return nil }

func newBench(t *testing.T) *bench {
	b := &bench{world: newWorld(t), roles: map[string]string{"admin": "brand_admin", "judge": "channel_manager"}}
	b.ids["BRAND"] = value[uuid.UUID](b.world, `SELECT brand_id FROM brand_settings`)
	for name, role := range b.roles {
		b.ids[name] = typeid.New()
		b.exec(fmt.Sprintf(`INSERT INTO users (id, organization_id, email, name, role, status) VALUES ('%s', '%s', '%s@example.com', '%s', '%s', 'ACTIVE')`, b.ids[name], b.ids["BRAND"], name, name, role))
	}
	b.cases = conflict.New(b.db.App(), b.store, nothing{}, func() time.Time { return b.clock })
	return b
}

// as is what @can makes of the person for the action on cases.
func (b *bench) as(name, action string) (context.Context, scope.Scope) {
	reach, _ := policy.Allow(b.roles[name], "conflict", action)
	a := auth.Actor{User: b.ids[name], Organization: b.ids["BRAND"], Brand: true, Role: b.roles[name], Reach: reach}
	return auth.With(context.Background(), a), a.Scope()
}

func (b *bench) tell(id uuid.UUID) error {
	ctx, sc := b.as("admin", "assign")
	_, err := b.cases.Assign(ctx, sc, id, b.ids["judge"], 3)
	return err
}

func (b *bench) dismiss(id uuid.UUID, who string) error {
	ctx, sc := b.as(who, "mediate")
	_, err := b.cases.Dismiss(ctx, sc, id, "Nothing in it.")
	return err
}

// breaches writes the rollup of NORTH.
func (b *bench) breaches() string {
	b.t.Helper()
	return value[string](b.world, `SELECT coalesce(string_agg(kind || ' ' || to_char(month, 'YYYY-MM') || ' ' || lines || ' ' || trim_scale(revenue), ', ' ORDER BY kind, month) FILTER (WHERE lines <> 0 OR revenue <> 0), '')
		FROM breach_months WHERE distributor_id = $1`, b.ids["NORTH"])
}

func (b *bench) wantsBreaches(when, want string) {
	b.t.Helper()
	if got := b.breaches(); got != want {
		b.t.Errorf("%s: %q, want %q", when, got, want)
	}
	b.holds()
}

// holds fails the test when the rollup is not what the evidence says.
func (b *bench) holds() {
	b.t.Helper()
	b.must(b.engine.InTx(context.Background(), scope.System(), func(tx pgx.Tx) error {
		found, err := verify.Run(context.Background(), tx)
		for _, f := range found {
			b.t.Errorf("invariant broken: %s", f)
		}
		return err
	}))
}

func (b *bench) open(rule string) (ids []uuid.UUID) {
	b.t.Helper()
	rows, err := b.engine.Pgx().Query(context.Background(), `SELECT id FROM conflicts WHERE rule LIKE $1 AND state IN ('OPEN', 'AWAITING_RESPONSE') ORDER BY amount, id`, rule)
	b.must(err)
	ids, err = pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	b.must(err)
	return ids
}

func (b *bench) version(code string) int {
	return value[int](b.world, `SELECT coalesce(max(version), 0) FROM data_versions WHERE distributor_id = $1`, b.ids[code])
}

// Step by step: a case that is open is the brand's alone, and so is what it would do to a number.
func TestBreachesCountWhileACaseThatIsToldHoldsThem(t *testing.T) {
	b := newBench(t)
	b.report("NORTH", "A1,1,2024-03-05,P-1,1,50,C1,TPE,STORE,", "A2,1,2024-03-06,P-1,2,60,C1,TPE,STORE,", "A3,1,2024-03-07,P-1,1,100,C1,KHH,STORE,", "A4,1,2024-03-08,P-1,1,50,C1,KHH,STORE,")
	b.wantsBreaches("open", "")
	before := b.version("NORTH")
	for _, id := range b.open("PRICE_BELOW_FLOOR") {
		b.must(b.tell(id))
	}
	b.wantsBreaches("told", "PRICE 2024-03 3 220")
	if b.version("NORTH") == before {
		t.Error("its version was not raised")
	}
	b.must(b.tell(b.open("OUT_OF_TERRITORY")[0]))
	b.wantsBreaches("told of the other", "PRICE 2024-03 3 220, TERRITORY 2024-03 2 150")
	b.report("NORTH", "A5,1,2024-03-09,P-1,1,10,C1,TPE,STORE,")
	b.wantsBreaches("one more in the case", "PRICE 2024-03 4 230, TERRITORY 2024-03 2 150")
	b.void("NORTH", "A4")
	b.wantsBreaches("voided", "PRICE 2024-03 3 180, TERRITORY 2024-03 1 100")
	for _, id := range b.open("PRICE_BELOW_FLOOR") {
		if value[string](b.world, `SELECT state FROM conflicts WHERE id = $1`, id) != "OPEN" {
			b.must(b.dismiss(id, "judge")) // who reaches the parties by the case alone
		}
	}
	b.wantsBreaches("dismissed", "TERRITORY 2024-03 1 100")
}

// Whatever happens to lines and cases, in whatever order, the rollup is what the evidence says.
func TestBreachesAreWhatTheEvidenceSays(t *testing.T) {
	b := newBench(t)
	random := rand.New(rand.NewPCG(7, 8))
	price := []string{"50", "79", "100"}
	place := []string{"TPE", "KHH", "TXG"}
	n := 0
	report := func() {
		var rows []string
		for range 1 + random.IntN(4) {
			n++
			rows = append(rows, fmt.Sprintf("R%d,1,2024-0%d-1%d,P-%d,1,%s,C1,%s,STORE,", n, 1+random.IntN(3), random.IntN(9), 1+random.IntN(2), price[random.IntN(3)], place[random.IntN(3)]))
		}
		b.report("NORTH", rows...)
	}
	any := func(rule string) (uuid.UUID, bool) {
		ids := b.open(rule)
		if len(ids) == 0 {
			return uuid.Nil, false
		}
		return ids[random.IntN(len(ids))], true
	}
	done := map[string]int{}
	for range 60 {
		step := []string{"report", "tell", "tell", "dismiss", "void", "correct", "merge", "split"}[random.IntN(8)]
		var err error
		switch step {
		case "report":
			report()
		case "tell":
			if id, ok := any("%"); ok {
				err = b.tell(id)
			}
		case "dismiss":
			if id, ok := any("%"); ok {
				err = b.dismiss(id, "admin")
			}
		case "void":
			if n > 0 {
				live := value[*string](b.world, `SELECT max(invoice_no) FROM (SELECT invoice_no FROM sale_lines WHERE voided_at IS NULL ORDER BY md5(invoice_no || $1) LIMIT 1) l`, fmt.Sprint(random.Int()))
				if live != nil {
					b.void("NORTH", *live)
				}
			}
		case "correct":
			id := value[*uuid.UUID](b.world, `SELECT max(id::text)::uuid FROM sale_lines WHERE voided_at IS NULL`)
			if id != nil {
				to := place[random.IntN(3)]
				_, _, err = b.sales.Correct(context.Background(), scope.Scope{Reach: scope.Own, Organization: b.ids["NORTH"]}, nil, *id, sale.Correction{ShipTo: &to}, "elsewhere")
				b.look()
			}
		case "merge":
			rule := []string{"PRICE_BELOW_FLOOR", "OUT_OF_TERRITORY"}[random.IntN(2)]
			from, ok := any(rule)
			into, _ := any(rule)
			if ok && from != into {
				ctx, sc := b.as("admin", "assign")
				_, err = b.cases.Merge(ctx, sc, from, into, "one thing")
			}
		case "split":
			if id, ok := any("%"); ok {
				piece := value[*uuid.UUID](b.world, `SELECT max(id::text)::uuid FROM conflict_evidence WHERE case_id = $1 AND withdrawn_at IS NULL`, id)
				if piece != nil {
					ctx, sc := b.as("admin", "assign")
					_, err = b.cases.Split(ctx, sc, id, []uuid.UUID{*piece}, "another thing")
				}
			}
		}
		if err == nil {
			done[step]++
		}
		if b.holds(); t.Failed() {
			t.Fatalf("after %s: %s", step, b.breaches())
		}
	}
	for _, step := range []string{"tell", "dismiss", "void", "correct", "merge", "split"} {
		if done[step] == 0 {
			t.Errorf("nothing was there to %s: %v", step, done)
		}
	}
}
