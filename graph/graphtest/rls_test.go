package graphtest_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
)

// open are the tables without row-level security: a session's row is its token holder's, and the others
// hold nobody's data. Jobs name ids only.
func open(table string) bool {
	return table == "sessions" || table == "goose_db_version" || strings.HasPrefix(table, "river_")
}

// recognising are the tables that a caller who isn't known yet is looked up in.
var recognising = []string{"organizations", "users", "invitations", "api_keys"}

// theBrands are the tables that tell of several organisations' accounts, or of everybody's sessions: whoever does not reach all reads
// nothing of them, not even rows that name the own organisation.
var theBrands = []string{"customers", "customer_words", "customer_links", "customer_pins", "customer_events", "match_pairs", "match_models", "leads", "chain_seals", "credential_changes"}

// theEngines are the tables that no request may read at all.
var theEngines = []string{"match_keys", "notices", "chain_state", "conflict_undos", "credit_lines"}

// aboutDistributors are the tables in which the brand's people read of distributors, and no distributor anything: not even rows that name it.
var aboutDistributors = []string{"interests", "signals", "survey_links", "standings"}

// table is one of the schema, with the column that says whose its rows are; "" for the brand's public ones.
type table struct {
	name    string
	owner   string
	secured bool
	columns []column
}

type column struct {
	Name      string
	Type      string
	Generated bool
}

// walls is a database in which each table has a row of each of two organisations.
type walls struct {
	db       *pgtest.DB
	app      *postgres.Pool
	tables   []table
	ours     uuid.UUID
	theirs   uuid.UUID
	manager  uuid.UUID // has ours in the portfolio
	managers uuid.UUID // the manager's organisation
}

func newWalls(t *testing.T) *walls {
	t.Helper()
	db := pgtest.New(t)
	w := &walls{db: db, app: db.App(), tables: tables(t, db), ours: uuid.New(), theirs: uuid.New(), manager: uuid.New(), managers: uuid.New()}
	dropConstraints(t, db)
	for _, tb := range w.tables {
		for _, id := range []uuid.UUID{w.ours, w.theirs} {
			if _, err := db.Owner().Exec(t.Context(), tb.insert(), id); err != nil {
				t.Fatalf("filling %s: %v", tb.name, err)
			}
			if tb.owner == "" {
				break // one row is enough
			}
		}
	}
	if _, err := db.Owner().Exec(t.Context(), "INSERT INTO portfolio_members (user_id, distributor_id) VALUES ($1, $2)", w.manager, w.ours); err != nil {
		t.Fatal(err)
	}
	return w
}

// tables reads the schema from the catalogue, so that a new table is held to the rules from its first day.
func tables(t *testing.T, db *pgtest.DB) []table {
	t.Helper()
	rows, err := db.Owner().Query(t.Context(), `SELECT c.relname, c.relrowsecurity FROM pg_class c
		WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY c.relname`)
	if err != nil {
		t.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (tb table, err error) {
		return tb, row.Scan(&tb.name, &tb.secured)
	})
	if err != nil {
		t.Fatal(err)
	}
	found = slices.DeleteFunc(found, func(tb table) bool { return open(tb.name) || slices.Contains(theEngines, tb.name) })
	for i := range found {
		found[i].columns, err = columns(t.Context(), db, found[i].name)
		if err != nil {
			t.Fatal(err)
		}
		found[i].owner = ownerOf(found[i])
	}
	return found
}

func columns(ctx context.Context, db *pgtest.DB, name string) ([]column, error) {
	rows, err := db.Owner().Query(ctx, `SELECT attname AS name, format_type(atttypid, atttypmod) AS type,
			attidentity <> '' OR attgenerated <> '' AS generated
		FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`, name)
	return postgres.Rows[column](rows, err)
}

func ownerOf(tb table) string {
	if tb.name == "organizations" || tb.name == "distributors" {
		return "id"
	}
	for _, name := range []string{"distributor_id", "organization_id"} {
		if slices.ContainsFunc(tb.columns, func(c column) bool { return c.Name == name }) {
			return name
		}
	}
	return ""
}

// insert writes a row of the organisation $1, with some value in each column.
func (tb table) insert() string {
	var names, values []string
	for _, c := range tb.columns {
		if c.Generated {
			continue
		}
		names = append(names, pgx.Identifier{c.Name}.Sanitize())
		switch {
		case c.Name == tb.owner:
			values = append(values, "$1")
		case c.Name == "only":
			values = append(values, "true")
		case c.Name == "case_id" && tb.owner != "": // each organisation is the party of one case
			values = append(values, "md5($1::uuid::text)::uuid")
		default:
			values = append(values, value(c.Type))
		}
	}
	sql := fmt.Sprintf("INSERT INTO %s (%s) SELECT %s", tb.name, strings.Join(names, ", "), strings.Join(values, ", "))
	if tb.owner == "" {
		sql += " WHERE $1::uuid IS NOT NULL"
	}
	return sql
}

func value(kind string) string {
	switch {
	case kind == "uuid":
		return "gen_random_uuid()"
	case kind == "text":
		return "lower(gen_random_uuid()::text)"
	case kind == "character(1)":
		return "left(gen_random_uuid()::text, 1)"
	case strings.HasPrefix(kind, "character"):
		return "left(gen_random_uuid()::text, 3)"
	case kind == "xid8":
		return "pg_current_xact_id()"
	case kind == "bytea":
		return "uuid_send(gen_random_uuid())"
	case kind == "date":
		return "date '2024-01-01'"
	case strings.HasPrefix(kind, "timestamp"):
		return "now()"
	case kind == "jsonb":
		return "'[]'::jsonb"
	case kind == "boolean":
		return "false"
	case strings.HasPrefix(kind, "bit"):
		return "0::" + kind
	case strings.HasSuffix(kind, "[]"):
		return "'{}'::" + kind
	case strings.HasSuffix(kind, "range"):
		return "'empty'::" + kind
	}
	return "7::" + kind
}

// dropConstraints lets rows be made up. The database is this test's alone.
func dropConstraints(t *testing.T, db *pgtest.DB) {
	t.Helper()
	_, err := db.Owner().Exec(t.Context(), `DO $$ DECLARE r record; BEGIN
		FOR r IN SELECT conrelid::regclass AS tab, conname FROM pg_constraint
			WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'x') LOOP
			EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', r.tab, r.conname);
		END LOOP; END $$`)
	if err != nil {
		t.Fatal(err)
	}
}

// owners gives whose rows a SELECT without WHERE finds in the scope, one for each row.
func (w *walls) owners(t *testing.T, tb table, sc scope.Scope) (owners []uuid.UUID) {
	t.Helper()
	err := w.app.InTx(t.Context(), sc, func(tx pgx.Tx) error {
		rows, err := tx.Query(t.Context(), "SELECT "+tb.owner+" FROM "+tb.name)
		if err != nil {
			return err
		}
		owners, err = pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", tb.name, err)
	}
	return owners
}

// readsNothing fails when the scope sees a row of the table.
func (w *walls) readsNothing(t *testing.T, tb table, sc scope.Scope) {
	t.Helper()
	var n int
	err := w.app.InTx(t.Context(), sc, func(tx pgx.Tx) error {
		return tx.QueryRow(t.Context(), "SELECT count(*) FROM "+tb.name).Scan(&n)
	})
	if err != nil || n > 0 {
		t.Errorf("%s: the scope %v reads %d rows, %v", tb.name, sc, n, err)
	}
}

func TestEachTableHasRowLevelSecurity(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	for _, tb := range tables(t, db) {
		if !tb.secured {
			t.Errorf("%s has no row-level security", tb.name)
		}
	}
	var wrong []string
	err := db.Owner().QueryRow(t.Context(), `SELECT coalesce(array_agg(what), '{}') FROM (
			SELECT rolname || ' bypasses policies' AS what FROM pg_roles WHERE rolname LIKE 'portal\_%' AND (rolbypassrls OR rolsuper)
			UNION ALL SELECT c.relname || ' belongs to ' || r.rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
			WHERE r.rolname LIKE 'portal\_%') found`).Scan(&wrong)
	if err != nil || len(wrong) > 0 {
		t.Errorf("roles: %v, %v", wrong, err)
	}
}

func TestNoRowIsReadableAcrossOrganisations(t *testing.T) {
	t.Parallel()
	w := newWalls(t)
	portfolio := scope.Scope{Reach: scope.Portfolio, Organization: w.managers, User: w.manager}
	for _, tb := range w.tables {
		if slices.Contains(theBrands, tb.name) {
			w.readsNothing(t, tb, scope.Of(w.ours))
			w.readsNothing(t, tb, portfolio)
			continue
		}
		if slices.Contains(aboutDistributors, tb.name) {
			w.readsNothing(t, tb, scope.Of(w.ours))
			continue
		}
		if tb.owner == "" {
			continue
		}
		if got := w.owners(t, tb, scope.Of(w.ours)); len(got) == 0 || slices.ContainsFunc(got, func(id uuid.UUID) bool { return id != w.ours }) {
			t.Errorf("%s: the scope of %v reads rows of %v", tb.name, w.ours, got)
		}
		if got := w.owners(t, tb, portfolio); slices.Contains(got, w.theirs) {
			t.Errorf("%s: a portfolio without %v reads rows of it", tb.name, w.theirs)
		}
		if got := w.owners(t, tb, scope.ForLogin()); len(got) > 0 && !slices.Contains(recognising, tb.name) {
			t.Errorf("%s: recognising a caller reads rows of %v", tb.name, got)
		}
	}
}

func TestNoRequestReadsWhatIsTheEngines(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	for _, name := range theEngines {
		err := db.App().InTx(t.Context(), scope.System(), func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), "SELECT 1 FROM "+name)
			return err
		})
		if err == nil {
			t.Errorf("%s can be read by portal_app", name)
		}
	}
}

func TestAnUnsetScopeReadsNothing(t *testing.T) {
	t.Parallel()
	w := newWalls(t)
	for _, tb := range w.tables {
		var n int
		count := "SELECT count(*) FROM " + tb.name
		if err := w.app.Pgx().QueryRow(t.Context(), count).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: without a transaction: %d rows, %v", tb.name, n, err)
		}
		err := w.app.InTx(t.Context(), scope.Scope{Organization: w.ours, User: w.manager}, func(tx pgx.Tx) error {
			return tx.QueryRow(t.Context(), count).Scan(&n)
		})
		if err != nil || n != 0 {
			t.Errorf("%s: without a reach: %d rows, %v", tb.name, n, err)
		}
	}
}

func TestNoRowIsWritableAcrossOrganisations(t *testing.T) {
	t.Parallel()
	w := newWalls(t)
	const refused = "42501" // by a policy or for want of a right
	for _, tb := range w.tables {
		err := w.app.InTx(t.Context(), scope.Of(w.ours), func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), tb.insert(), w.theirs)
			return err
		})
		if postgres.Code(err) != refused {
			t.Errorf("%s: adding another's row: %v", tb.name, err)
		}
		if tb.owner == "" {
			continue
		}
		var own int64
		if err := w.db.Owner().QueryRow(t.Context(), fmt.Sprintf("SELECT count(*) FROM %s WHERE %s = $1", tb.name, tb.owner), w.ours).Scan(&own); err != nil {
			t.Fatal(err)
		}
		for _, sql := range []string{fmt.Sprintf("UPDATE %s SET %s = '%s'", tb.name, tb.owner, w.ours), "DELETE FROM " + tb.name} {
			err := w.app.InTx(t.Context(), scope.Of(w.ours), func(tx pgx.Tx) error {
				tag, err := tx.Exec(t.Context(), sql)
				if tag.RowsAffected() > own {
					t.Errorf("%s: %q takes %d rows, of which %d are its own", tb.name, sql, tag.RowsAffected(), own)
				}
				return err
			})
			if err != nil && postgres.Code(err) != refused {
				t.Errorf("%s: %q: %v", tb.name, sql, err)
			}
		}
	}
}
