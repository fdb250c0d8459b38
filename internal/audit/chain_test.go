package audit_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/postgres/pgtest"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

type log struct {
	t      *testing.T
	db     *pgtest.DB
	sealer *audit.Sealer
	brand  uuid.UUID
}

func newLog(t *testing.T) *log {
	t.Helper()
	db := pgtest.New(t)
	return &log{t, db, audit.NewSealer(db.Engine(), slog.New(slog.DiscardHandler)), uuid.New()}
}

func (l *log) exec(sql string, args ...any) {
	l.t.Helper()
	if _, err := l.db.Owner().Exec(l.t.Context(), sql, args...); err != nil {
		l.t.Fatal(err)
	}
}

// record writes n entries, as a distributor does.
func (l *log) record(n int) {
	l.t.Helper()
	own := uuid.New()
	err := l.db.App().InTx(l.t.Context(), scope.Of(own), func(tx pgx.Tx) error {
		for i := range n {
			err := audit.Record(l.t.Context(), tx, audit.Entry{Organization: own, Action: fmt.Sprint("thing.set", i), SubjectType: "thing", SubjectID: audit.ID(uuid.New()),
				Before: map[string]any{"price": 1.10, "text": "<b> & \u2028 \"quoted\"\n"}, After: nil, Reason: "因為 <x>"})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *log) seal() {
	l.t.Helper()
	if err := l.sealer.Seal(l.t.Context()); err != nil {
		l.t.Fatal(err)
	}
}

func (l *log) sealed() (n int) {
	l.t.Helper()
	if err := l.db.Owner().QueryRow(l.t.Context(), `SELECT count(*) FROM chain_seals`).Scan(&n); err != nil {
		l.t.Fatal(err)
	}
	return n
}

// wrong gives what the check of the database says, as the program that may see everything.
func (l *log) wrong() string {
	l.t.Helper()
	var problems []string
	err := l.db.Engine().InTx(l.t.Context(), scope.System(), func(tx pgx.Tx) (err error) {
		_, problems, _, err = audit.CheckChain(l.t.Context(), tx)
		return err
	})
	if err != nil {
		l.t.Fatal(err)
	}
	return strings.Join(problems, "\n")
}

func (l *log) export() []string {
	l.t.Helper()
	var b bytes.Buffer
	if err := audit.New(l.db.App()).Export(l.t.Context(), scope.System(), &b); err != nil {
		l.t.Fatal(err)
	}
	return strings.SplitAfter(strings.TrimSuffix(b.String(), "\n"), "\n")
}

// check gives what is wrong with a file of the lines.
func check(t *testing.T, lines []string) string {
	t.Helper()
	_, problems, _, err := audit.CheckFile(strings.NewReader(strings.Join(lines, "")))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(problems, "\n")
}

func (l *log) decide() (decision uuid.UUID) {
	decision = uuid.New()
	l.exec(`INSERT INTO conflict_decisions (case_id, id, kind, state, text, against, made_by) VALUES ($1, $2, 'RULING', 'PENDING', 'B pays', '{B}', $1)`, uuid.New(), decision)
	return decision
}

func (l *log) find() (evidence uuid.UUID) {
	evidence = uuid.New()
	l.exec(`INSERT INTO conflict_evidence (case_id, id, label, happened_on, amount, hash) VALUES ($1, $2, 'A', '2026-03-01', 1, '\xabcd')`, uuid.New(), evidence)
	return evidence
}

func TestTheChainNamesWhatWasRewritten(t *testing.T) {
	t.Parallel()
	l := newLog(t)
	l.record(4)
	decision, evidence := l.decide(), l.find()
	l.seal()
	l.record(4)
	l.seal()
	if got := l.sealed(); got != 10 {
		t.Fatalf("%d seals", got)
	}
	// What may change changes, and is nothing to find.
	l.exec(`UPDATE conflict_decisions SET state = 'APPLIED'`)
	l.exec(`UPDATE conflict_evidence SET case_id = gen_random_uuid(), label = 'C', withdrawn_at = now()`)
	if got := l.wrong(); got != "" {
		t.Fatalf("an honest log: %s", got)
	}
	var entry uuid.UUID
	if err := l.db.Owner().QueryRow(t.Context(), `SELECT row_id FROM chain_seals WHERE seq = 2`).Scan(&entry); err != nil {
		t.Fatal(err)
	}
	named := "seal 2: audit entry " + typeid.Format(typeid.AuditEntry, entry)
	for _, c := range []struct{ what, do, undo, want string }{
		{"who did it", `UPDATE audit_entries SET actor_id = '00000000-0000-0000-0000-000000000001' WHERE id = $1`, `UPDATE audit_entries SET actor_id = NULL WHERE id = $1`, named + " (thing.set1) was altered"},
		{"when", `UPDATE audit_entries SET at = at + interval '1 microsecond' WHERE id = $1`, `UPDATE audit_entries SET at = at - interval '1 microsecond' WHERE id = $1`, "was altered"},
		{"why", `UPDATE audit_entries SET reason = 'because' WHERE id = $1`, `UPDATE audit_entries SET reason = '因為 <x>' WHERE id = $1`, "was altered"},
		{"the values", `UPDATE audit_entries SET before = jsonb_set(before, '{price}', '1.11') WHERE id = $1`, `UPDATE audit_entries SET before = jsonb_set(before, '{price}', '1.1') WHERE id = $1`, "was altered"},
		{"whose it is", `UPDATE audit_entries SET organization_id = id WHERE id = $1`, ``, named + " is missing"},
	} {
		l.exec(c.do, entry)
		if got := l.wrong(); !strings.Contains(got, c.want) || strings.Count(got, "\n") > 0 {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
		if c.undo != "" {
			l.exec(c.undo, entry)
			if got := l.wrong(); got != "" {
				t.Fatalf("%s, undone: %q", c.what, got)
			}
		}
	}
	l.exec(`UPDATE audit_entries a SET organization_id = s.owner_id FROM chain_seals s WHERE s.row_id = a.id AND a.id = $1`, entry)
	l.exec(`UPDATE conflict_decisions SET text = 'A pays' WHERE id = $1`, decision)
	l.exec(`UPDATE conflict_evidence SET hash = '\xabce' WHERE id = $1`, evidence)
	if got := l.wrong(); !strings.Contains(got, "decision "+typeid.Format(typeid.Decision, decision)+" was altered") ||
		!strings.Contains(got, "evidence "+typeid.Format(typeid.Evidence, evidence)+" was altered") {
		t.Errorf("decision and evidence: %q", got)
	}
	l.exec(`UPDATE conflict_decisions SET text = 'B pays'`)
	l.exec(`UPDATE conflict_evidence SET hash = '\xabcd'`)

	l.exec(`DELETE FROM audit_entries WHERE id = $1`, entry)
	if got := l.wrong(); got != "seal 2: audit entry "+typeid.Format(typeid.AuditEntry, entry)+" is missing" {
		t.Errorf("deleted: %q", got)
	}
	l.exec(`DELETE FROM chain_seals WHERE seq = 2`)
	if got := l.wrong(); got != "seal 2 is missing with its row" {
		t.Errorf("deleted with its seal: %q", got)
	}
	l.exec(`UPDATE chain_seals SET seq = seq + 1000 WHERE seq > 2`)
	l.exec(`UPDATE chain_seals SET seq = seq - 1001 WHERE seq > 2`)
	if got := l.wrong(); !strings.Contains(got, "does not follow from seal 1") {
		t.Errorf("deleted and renumbered: %q", got)
	}
}

func TestAnAlteredDigestBreaksTheChain(t *testing.T) {
	t.Parallel()
	l := newLog(t)
	l.record(3)
	l.seal()
	lines := l.export()
	// The entry and its digest, as somebody would who knows how they are made.
	l.exec(`UPDATE audit_entries SET reason = 'because'`)
	l.exec(`DELETE FROM chain_seals`)
	l.seal()
	forged := l.export()
	mixed := append([]string{lines[0], forged[1]}, lines[2:]...)
	if got := check(t, mixed); !strings.Contains(got, "seal 2: audit entry") || !strings.Contains(got, "does not follow from seal 1") {
		t.Errorf("one forged row: %q", got)
	}
	if got := check(t, forged); got != "" { // all of it made anew: only the end, noted elsewhere, tells
		t.Errorf("a chain made anew: %q", got)
	}
	before, _, _, err := audit.CheckFile(strings.NewReader(strings.Join(lines, "")))
	after, _, _, err2 := audit.CheckFile(strings.NewReader(strings.Join(forged, "")))
	if err != nil || err2 != nil || before.Hash == after.Hash {
		t.Errorf("the ends of two logs are the same: %v %v", err, err2)
	}
}

// A transaction that began before others and commits after them has its place behind them.
func TestWhatIsCommittedLateIsSealedToo(t *testing.T) {
	t.Parallel()
	l := newLog(t)
	tx, err := l.db.Owner().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	late := uuid.New()
	_, err = tx.Exec(t.Context(), `INSERT INTO audit_entries (organization_id, id, at, action, subject_type) VALUES ($1, $1, now() - interval '1 hour', 'late.come', 'thing')`, late)
	if err != nil {
		t.Fatal(err)
	}
	l.record(3)
	done := make(chan error)
	go func() { done <- l.sealer.Seal(context.WithoutCancel(t.Context())) }()
	select {
	case err := <-done: // and it doesn't wait for a writer
		if err != nil {
			t.Fatal(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("sealing waits for a writer")
	}
	if got := l.sealed(); got != 3 {
		t.Fatalf("%d seals", got)
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	l.seal()
	if got := l.sealed(); got != 4 {
		t.Errorf("the late entry has no seal: %d", got)
	}
	l.exec(`INSERT INTO audit_entries (organization_id, id, at, action, subject_type) VALUES ($1, $1, now() - interval '9 days', 'later.come', 'thing')`, uuid.New())
	l.seal()
	if got := l.wrong(); l.sealed() != 4 || !strings.Contains(got, "(later.come) was written at") {
		t.Errorf("%d seals, %q", l.sealed(), got)
	}
	if err := l.sealer.SealAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := l.wrong(); l.sealed() != 5 || got != "" {
		t.Errorf("%d seals, %q", l.sealed(), got)
	}
}

func TestSealersAtOnceMakeOneChain(t *testing.T) {
	t.Parallel()
	l := newLog(t)
	l.record(7000)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := l.sealer.Seal(context.WithoutCancel(t.Context())); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	l.seal()
	if got := l.wrong(); l.sealed() != 7000 || got != "" {
		t.Errorf("%d seals, %q", l.sealed(), got)
	}
	if got := check(t, l.export()); got != "" {
		t.Errorf("its export: %s", got)
	}
}

func TestAnExportNamesWhatWasDoneToIt(t *testing.T) {
	t.Parallel()
	if got := check(t, newLog(t).export()); got != "" {
		t.Errorf("an empty log: %q", got)
	}
	l := newLog(t)
	l.record(6)
	l.decide()
	l.seal()
	lines := l.export()
	if got := check(t, lines); got != "" || len(lines) != 8 {
		t.Fatalf("%d lines, %q", len(lines), got)
	}
	var third struct{ ID uuid.UUID }
	if err := json.Unmarshal([]byte(lines[2]), &third); err != nil {
		t.Fatal(err)
	}
	named := "seal 3: audit entry " + typeid.Format(typeid.AuditEntry, third.ID) + " (thing.set2) "
	with := func(at int, old, new string) []string {
		t.Helper()
		out := append([]string{}, lines...)
		if out[at] = strings.Replace(lines[at], old, new, 1); out[at] == lines[at] {
			t.Fatalf("%q is not in %s", old, lines[at])
		}
		return out
	}
	without := append(append([]string{}, lines[:2]...), lines[3:]...)
	moved := []string{lines[0], lines[1], lines[3], lines[4], lines[2], lines[5], lines[6], lines[7]}
	twice := append(append([]string{}, lines[:3]...), lines[2:]...)
	for what, c := range map[string]struct {
		lines []string
		want  string
	}{
		"a value":              {with(2, "1.1", "1.2"), named + "was altered"},
		"the reason":           {with(2, "因為", "因为"), named + "was altered"},
		"a field":              {with(2, `"actor":null,`, ``), named + "was altered"},
		"a field more":         {with(2, `"actor":null,`, `"actor":null,"actor":"x",`), named + "was altered"},
		"the kind":             {with(2, `"kind":"audit"`, `"kind":"decision"`), "was altered"},
		"another row's id":     {with(2, third.ID.String(), uuid.NewString()), "was altered"},
		"two rows in one line": {with(2, `"row":`, `"ROW":{},"row":`), "line 3 is not as it was written"},
		"a row taken out":      {without, "seal 3 is missing with its row"},
		"a row emptied":        {with(2, lines[2][strings.Index(lines[2], `"row":`):strings.Index(lines[2], `,"digest"`)], `"row":null`), "seal 3: audit entry " + typeid.Format(typeid.AuditEntry, third.ID) + " is missing"},
		"a row moved":          {moved, named + "stands after seal 5: the order was changed"},
		"a row twice":          {twice, named + "was added: there is another seal 3"},
		"the end cut off":      {lines[:5], "the end is missing"},
		"the last row":         {append(append([]string{}, lines[:6]...), lines[7]), "the file ends with seal 6 and says that it ended with seal 7"},
		"a row behind the end": {append(append([]string{}, lines...), "\n"+lines[0]), "line 9 stands behind the end"},
		"no JSON":              {append(append([]string{}, lines[:7]...), "hello\n", lines[7]), "line 8 is not as it was written: hello"},
	} {
		if got := check(t, c.lines); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
	if strings.Count(check(t, moved), "\n") > 0 || strings.Count(check(t, without), "\n") > 0 {
		t.Errorf("more is named than was done: %q, %q", check(t, moved), check(t, without))
	}
}

// Nobody who works with the portal writes the chain, and a distributor doesn't see it.
func TestTheChainIsTheBrandsToRead(t *testing.T) {
	t.Parallel()
	l := newLog(t)
	l.record(2)
	l.seal()
	var b bytes.Buffer
	if err := audit.New(l.db.App()).Export(t.Context(), scope.Of(uuid.New()), &b); err != nil || strings.Contains(b.String(), "thing.set") || strings.Contains(b.String(), `"seq":1`) {
		t.Errorf("a distributor reads %s, %v", b.String(), err)
	}
	for _, sql := range []string{`DELETE FROM chain_seals`, `UPDATE chain_seals SET seq = seq + 1`, `DELETE FROM audit_entries`} {
		for _, pool := range []interface {
			InTx(context.Context, scope.Scope, func(pgx.Tx) error) error
		}{l.db.App(), l.db.Engine()} {
			err := pool.InTx(t.Context(), scope.System(), func(tx pgx.Tx) error {
				_, err := tx.Exec(t.Context(), sql)
				return err
			})
			if err == nil {
				t.Errorf("%q is allowed", sql)
			}
		}
	}
	if _, _, _, err := audit.CheckFile(broken{}); err == nil {
		t.Error("a file that can't be read holds")
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }
