package conflict

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/workday"
)

// Merge makes a case part of another of the same rule, or of one that a person opened: its evidence and parties go over, under labels of the other
// case, and it ends. Parties that are new to a case that is told of learn of it, and have the usual time to answer.
// Returns NotFound, Invalid for cases that don't fit, and what Case.Allows gives.
func (s *Service) Merge(ctx context.Context, sc scope.Scope, from, into uuid.UUID, reason string) (out *Case, err error) {
	if err := checkReason(reason); err != nil {
		return nil, err
	}
	if from == into {
		var fields fault.Fields
		fields.Add("intoId", "conflict.mergeSelf", nil)
		return nil, fields.Err()
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		a, b, err := s.both(ctx, tx, sc, from, into)
		if err != nil {
			return err
		}
		cal, err := workday.Load(ctx, tx)
		if err != nil {
			return err
		}
		if err := s.merge(ctx, tx, a, b, cal); err != nil {
			return err
		}
		for _, c := range []*Case{a, b} {
			if err := record(ctx, tx, *c, "conflict.merge", nil, map[string]any{"from": a.NodeID(), "into": b.NodeID()}, reason); err != nil {
				return err
			}
		}
		out, err = loadCase(ctx, tx, sc, into)
		return err
	})
	return out, err
}

// both locks the two cases, in the order of their ids so that two mergers never wait for each other.
func (s *Service) both(ctx context.Context, tx pgx.Tx, sc scope.Scope, from, into uuid.UUID) (a, b *Case, err error) {
	ids := []uuid.UUID{from, into}
	slices.SortFunc(ids, func(x, y uuid.UUID) int { return slices.Compare(x[:], y[:]) })
	found := map[uuid.UUID]*Case{}
	for _, id := range ids {
		if found[id], _, err = s.acting(ctx, tx, sc, id, Merge); err != nil {
			return nil, nil, err
		}
	}
	a, b = found[from], found[into]
	var fields fault.Fields
	if a.Rule != b.Rule && a.Rule != Manual && b.Rule != Manual {
		fields.Add("intoId", "conflict.otherRule", nil)
	}
	if a.State == InMediation { // what its parties have said would be lost
		return nil, nil, moved(*a)
	}
	return a, b, fields.Err()
}

func (s *Service) merge(ctx context.Context, tx pgx.Tx, from, into *Case, cal workday.Calendar) error {
	fresh, err := mapLabels(ctx, tx, from.ID, into.ID)
	if err != nil {
		return err
	}
	if fresh > 0 && (into.State == InMediation || into.NamesToldAt != nil) {
		return moved(*into) // whoever comes now could not answer any more, or would read names that were not told to it
	}
	args := postgres.Args{"from": from.ID, "into": into.ID}
	b := &pgx.Batch{}
	b.Queue(`INSERT INTO conflict_sides (case_id, label, role) SELECT @into, m.new, s.role FROM relabelled m JOIN conflict_sides s ON s.case_id = @from AND s.label = m.old
		WHERE m.is_new ORDER BY m.new`, args)
	b.Queue(`UPDATE conflict_evidence e SET case_id = @into, label = m.new FROM relabelled m WHERE e.case_id = @from AND e.label = m.old`, args)
	b.Queue(`UPDATE conflict_evidence_own SET case_id = @into WHERE case_id = @from`, args)
	b.Queue(`UPDATE conflicts SET merged_into = @into WHERE id = @from`, args)
	b.Queue(`UPDATE conflicts i SET severity = (ARRAY['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[greatest(array_position(ARRAY['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'], i.severity),
		array_position(ARRAY['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'], f.severity))] FROM conflicts f WHERE i.id = @into AND f.id = @from`, args)
	b.Queue(reckonFacts, postgres.Args{"cases": []uuid.UUID{into.ID}})
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return err
	}
	if err := keepCaseBreaches(ctx, tx, into.ID); err != nil {
		return err
	}
	return s.merged(ctx, tx, from, into, fresh > 0, cal)
}

// mapLabels gives each party of a case its label in the other, in a temporary table, and adds those that are not there yet: told when the case is.
func mapLabels(ctx context.Context, tx pgx.Tx, from, into uuid.UUID) (fresh int, err error) {
	if _, err := tx.Exec(ctx, `CREATE TEMPORARY TABLE IF NOT EXISTS relabelled (old text, new text, is_new boolean) ON COMMIT DROP`); err != nil {
		return 0, err
	}
	type pair struct {
		Organization uuid.UUID
		Old          string
		New          *string
	}
	pairs, err := postgres.Rows[pair](tx.Query(ctx, `SELECT f.distributor_id AS organization, f.label AS old, i.label AS new FROM conflict_parties f
		LEFT JOIN conflict_parties i ON i.case_id = @into AND i.distributor_id = f.distributor_id WHERE f.case_id = @from ORDER BY length(f.label), f.label`, postgres.Args{"from": from, "into": into}))
	if err != nil {
		return 0, err
	}
	var taken int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM conflict_parties WHERE case_id = @into`, postgres.Args{"into": into}).Scan(&taken); err != nil {
		return 0, err
	}
	b := &pgx.Batch{}
	b.Queue(`DELETE FROM relabelled`)
	for _, p := range pairs {
		isNew := p.New == nil
		if isNew {
			p.New = text(labelAt(taken + fresh))
			fresh++
			b.Queue(`INSERT INTO conflict_parties (distributor_id, case_id, label, mediator_id) SELECT @organization, c.id, @label, c.mediator_id
				FROM conflicts c WHERE c.id = @into`, postgres.Args{"organization": p.Organization, "label": *p.New, "into": into})
		}
		b.Queue(`INSERT INTO relabelled VALUES (@old, @new, @is_new)`, postgres.Args{"old": p.Old, "new": *p.New, "is_new": isNew})
	}
	return fresh, tx.SendBatch(ctx, b).Close()
}

// merged ends the one case and goes on with the other.
func (s *Service) merged(ctx context.Context, tx pgx.Tx, from, into *Case, fresh bool, cal workday.Calendar) error {
	now := s.now()
	from.Outcome, from.MergedInto = text(OutcomeMerged), &into.ID
	for _, c := range []*Case{from, into} {
		if err := addEvent(ctx, tx, c.ID, event{Kind: "merged", At: now}); err != nil {
			return err
		}
	}
	if err := move(ctx, tx, from, Dismissed, cal, now, nil); err != nil {
		return err
	}
	if err := post(ctx, tx, from, "conflict.dismissed", nil, everybody(from)[0]); err != nil {
		return err
	}
	if !fresh || into.State == Open {
		return changed(ctx, tx, into.ID)
	}
	due := cal.After(now, steps[AwaitingResponse].days)
	if into.DueAt == nil || due.After(*into.DueAt) {
		into.DueAt = &due
		if err := saveState(ctx, tx, *into); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, `UPDATE conflict_parties SET told_at = @now WHERE case_id = @case AND told_at IS NULL`, postgres.Args{"case": into.ID, "now": now}); err != nil {
		return err
	}
	if err := post(ctx, tx, into, "conflict.told", nil, everybody(into)[0]); err != nil {
		return err
	}
	return changed(ctx, tx, into.ID)
}

// Split takes pieces of evidence out of a case into one of their own, which begins anew: its parties are the owners of the pieces, and those who have no
// evidence in the old case either.
// Returns NotFound, Invalid unless the pieces are some of the case's, and what Case.Allows gives.
func (s *Service) Split(ctx context.Context, sc scope.Scope, id uuid.UUID, pieces []uuid.UUID, reason string) (out *Case, err error) {
	if err := checkReason(reason); err != nil {
		return nil, err
	}
	_, err = s.inCase(ctx, sc, id, Merge, func(tx pgx.Tx, c *Case, _ Standing, _ workday.Calendar) error {
		if err := checkPieces(ctx, tx, id, pieces); err != nil {
			return err
		}
		made, err := s.split(ctx, tx, c, pieces)
		if err != nil {
			return err
		}
		for _, one := range []Case{*c, made} {
			if err := addEvent(ctx, tx, one.ID, event{Kind: "split", At: s.now()}); err != nil {
				return err
			}
			if err := record(ctx, tx, one, "conflict.split", nil, map[string]any{"from": c.NodeID(), "into": made.NodeID(), "facts": len(pieces)}, reason); err != nil {
				return err
			}
		}
		if out, err = loadCase(ctx, tx, sc, made.ID); err != nil {
			return err
		}
		return changed(ctx, tx, id)
	})
	return out, err
}

func checkPieces(ctx context.Context, tx pgx.Tx, id uuid.UUID, pieces []uuid.UUID) error {
	var picked, left int
	if err := tx.QueryRow(ctx, `SELECT count(*) FILTER (WHERE id = ANY(@pieces)), count(*) FILTER (WHERE id <> ALL(@pieces)) FROM conflict_evidence
		WHERE case_id = @case AND withdrawn_at IS NULL`, postgres.Args{"case": id, "pieces": pieces}).Scan(&picked, &left); err != nil {
		return err
	}
	var fields fault.Fields
	switch {
	case picked == 0 || picked != len(pieces):
		fields.Add("evidenceIds", "conflict.pieces", nil)
	case left == 0:
		fields.Add("evidenceIds", "conflict.allPieces", nil)
	}
	return fields.Err()
}

func (s *Service) split(ctx context.Context, tx pgx.Tx, c *Case, pieces []uuid.UUID) (Case, error) {
	made := Case{ID: typeid.New(), Rule: c.Rule, RuleVersion: c.RuleVersion, State: Open, Severity: c.Severity, Mode: c.Mode, LegalBasis: c.LegalBasis, Jurisdiction: c.Jurisdiction,
		Title: c.Title, ProductLineID: c.ProductLineID, TerritoryID: c.TerritoryID}
	type old struct {
		Organization uuid.UUID
		Label, Role  string
	}
	parties, err := postgres.Rows[old](tx.Query(ctx, `SELECT p.distributor_id AS organization, p.label, s.role FROM conflict_parties p JOIN conflict_sides s ON s.case_id = p.case_id AND s.label = p.label
		WHERE p.case_id = @case AND (EXISTS (SELECT 1 FROM conflict_evidence e WHERE e.case_id = p.case_id AND e.label = p.label AND e.id = ANY(@pieces))
			OR NOT EXISTS (SELECT 1 FROM conflict_evidence e WHERE e.case_id = p.case_id AND e.label = p.label))
		ORDER BY length(p.label), p.label`, postgres.Args{"case": c.ID, "pieces": pieces}))
	if err != nil {
		return made, err
	}
	seats, from, to := make([]seat, len(parties)), make([]string, len(parties)), make([]string, len(parties))
	for i, p := range parties {
		seats[i] = seat{p.Organization, labelAt(i), p.Role}
		from[i], to[i] = p.Label, labelAt(i)
	}
	var customer *uuid.UUID
	if err := tx.QueryRow(ctx, `SELECT max(customer_id::text)::uuid FROM conflict_subjects WHERE case_id = @case`, postgres.Args{"case": c.ID}).Scan(&customer); err != nil {
		return made, err
	}
	if err := s.insertCase(ctx, tx, &made, seats, "split "+made.ID.String(), customer); err != nil {
		return made, err
	}
	b := &pgx.Batch{}
	b.Queue(`UPDATE conflict_evidence e SET case_id = @into, label = m.new FROM unnest(@from::text[], @to::text[]) AS m (old, new)
		WHERE e.case_id = @case AND e.id = ANY(@pieces) AND e.label = m.old`, postgres.Args{"into": made.ID, "case": c.ID, "pieces": pieces, "from": from, "to": to})
	b.Queue(`UPDATE conflict_evidence_own SET case_id = @into WHERE case_id = @case AND evidence_id = ANY(@pieces)`, postgres.Args{"into": made.ID, "case": c.ID, "pieces": pieces})
	b.Queue(reckonFacts, postgres.Args{"cases": []uuid.UUID{made.ID, c.ID}})
	if err := tx.SendBatch(ctx, b).Close(); err != nil {
		return made, err
	}
	return made, keepCaseBreaches(ctx, tx, made.ID)
}
