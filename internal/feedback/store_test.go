package feedback

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

// desk is a portal with a brand, twenty distributors of fifty customers each, and the service over it.
type desk struct {
	*pgtest.DB
	s     *Service
	all   scope.Scope
	brand uuid.UUID
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{DB: pgtest.New(t), brand: uuid.New()}
	d.s = New(d.App(), nil, nil, "", time.Now)
	d.all = scope.Scope{Reach: scope.All, Organization: d.brand, User: uuid.New()}
	for _, sql := range []string{
		`INSERT INTO organizations (id, kind, name) VALUES ($1, 'BRAND', 'Brand')`, `INSERT INTO brand_settings (brand_id, base_currency, time_zone) VALUES ($1, 'TWD', 'Asia/Taipei')`,
		`INSERT INTO organizations (id, kind, name) SELECT md5($1::text || n)::uuid, 'DISTRIBUTOR', 'D' || n FROM generate_series(0, 19) n`,
		`INSERT INTO distributors (id, code, name, tier, status, channel_types, currency, country, time_zone, joined_on)
			SELECT md5($1::text || n)::uuid, 'D' || n, 'Distributor ' || n, 'TIER_1', 'ACTIVE', '{STORE}', 'TWD', 'TW', 'Asia/Taipei', '2020-01-01' FROM generate_series(0, 19) n`,
		`INSERT INTO accounts (distributor_id, id, key_hash, code, name, is_organization) SELECT md5($1::text || n)::uuid, gen_random_uuid(), uuid_send(gen_random_uuid()), 'C' || m, 'Customer ' || m, true
			FROM generate_series(0, 19) n, generate_series(0, 49) m`} {
		if _, err := d.Owner().Exec(t.Context(), sql, d.brand); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	return d
}

func (d *desk) take(t *testing.T, text string) (out intake.Outcome) {
	t.Helper()
	err := d.App().InTx(t.Context(), d.all, func(tx pgx.Tx) (err error) {
		out, err = d.s.take(t.Context(), tx, d.all, intake.Source{Name: "said.csv", Size: int64(len(text)), R: bytes.NewReader([]byte(text))})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The largest file is taken in within a request, by few statements.
func TestTheLargestFileIsTakenIn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var b strings.Builder
	b.WriteString("Distributor,Customer,Date,CSAT,NPS,Comment\n")
	for i := range intake.SmallRows {
		customer := fmt.Sprintf("c%d", i%50)
		if i%2 == 0 {
			customer = fmt.Sprintf("customer %d", i%50)
		}
		fmt.Fprintf(&b, "D%d,%s,2026-%02d-%02d,%d,%d,words %d\n", i%20, customer, 1+i/28%10, 1+i%28, 1+i%5, i%11, i)
	}
	begin := time.Now()
	if out := d.take(t, b.String()); out.Accepted != intake.SmallRows || out.Duplicates+out.Rejected != 0 {
		t.Errorf("%d accepted, %d duplicates, %d rejected: %+v", out.Accepted, out.Duplicates, out.Rejected, out.Problems[:min(3, len(out.Problems))])
	}
	t.Logf("%d rows in %v", intake.SmallRows, time.Since(begin).Round(time.Millisecond)) // no statement may take longer than requests let it
	var known, said, told int
	if err := d.Owner().QueryRow(t.Context(), `SELECT (SELECT count(*) FROM feedback f JOIN accounts a ON a.distributor_id = f.distributor_id AND a.id = f.account_id WHERE f.source = 'IMPORT'),
		(SELECT sum((after->>'accepted')::int) FROM audit_entries WHERE action = 'feedback.import'), (SELECT count(*) FROM data_versions)`).Scan(&known, &said, &told); err != nil || known != intake.SmallRows || said != intake.SmallRows || told != 20 {
		t.Errorf("%d with a customer of the distributor, the log says %d, %d distributors were told, %v", known, said, told, err)
	}
	if out := d.take(t, b.String()); out.Duplicates != intake.SmallRows {
		t.Errorf("again: %+v", out)
	}
}

// A name of two customers is nobody's; an account that was merged stands for the other; one that was erased is not there.
func TestCustomersAreFoundByCodeOrOneName(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, sql := range []string{`UPDATE accounts SET name = 'Twins' WHERE code IN ('C1', 'C2')`, `UPDATE accounts SET name = 'C4' WHERE code = 'C3'`,
		`UPDATE accounts a SET merged_into = (SELECT b.id FROM accounts b WHERE b.distributor_id = a.distributor_id AND b.code = 'C6') WHERE a.code = 'C5'`,
		`UPDATE accounts SET erased_at = now() WHERE code = 'C7'`} {
		if _, err := d.Owner().Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{"Twins": "", "C4": "C4", "C5": "C6", "C7": "", "Customer 8": "C8", "Nobody": ""} {
		d.take(t, "Distributor,Customer,Date,CSAT\nD3,"+name+",2026-01-02,5\n")
		if got := d.codes(t); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
		if _, err := d.Owner().Exec(t.Context(), `DELETE FROM feedback`); err != nil {
			t.Fatal(err)
		}
	}
}

// codes are the customers of the answers.
func (d *desk) codes(t *testing.T) (text string) {
	t.Helper()
	if err := d.Owner().QueryRow(t.Context(), `SELECT coalesce(string_agg(a.code, ' '), '') FROM feedback f JOIN accounts a ON a.id = f.account_id`).Scan(&text); err != nil {
		t.Fatal(err)
	}
	return text
}
