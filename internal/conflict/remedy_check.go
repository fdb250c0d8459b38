package conflict

import (
	"context"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
)

// Bounds of what a decision may say.
const (
	maxRemedies   = 20
	maxRemedyNote = 2000
	maxShareDays  = 730
)

// checkRemedies returns Invalid naming all that is wrong with the remedies of a decision on a case that the caller has locked, by paths
// such as remedies.0.shares. Of a case of a rule that only advises, a ruling neither warns nor voids: that takes the parties' agreement.
func checkRemedies(ctx context.Context, tx pgx.Tx, c *Case, kind DecisionKind, in []NewRemedy) error {
	var fields fault.Fields
	if err := checkWords(ctx, tx, c, kind, in, &fields); err != nil {
		return err
	}
	if err := fields.Err(); err != nil || len(in) == 0 {
		return err
	}
	facts, err := readFacts(ctx, tx, c.ID, kind == Overturned)
	if err != nil {
		return err
	}
	for i, n := range in {
		for _, p := range facts.plan(n.Kind, n.spec()).problems {
			remedyPath{&fields, fmt.Sprintf("remedies.%d", i)}.add(p.Field, p.Key, p.Params)
		}
	}
	return fields.Err()
}

// checkLosers wants something to be decided about each side that the case is decided against: a remedy that bears on it, or none with the
// reason why it is spared.
func checkLosers(fields *fault.Fields, against []string, in []NewRemedy) {
	for _, label := range against {
		if !slices.ContainsFunc(in, func(n NewRemedy) bool { return n.bearsOn(label) }) {
			fields.Add("remedies", "remedy.loserSpared", fault.Params{"label": label})
		}
	}
}

// bearsOn reports whether the remedy is about the party: it names it, or is about all of them.
func (n NewRemedy) bearsOn(label string) bool {
	named := n.Party != nil && *n.Party == label || n.Other != nil && *n.Other == label
	return named || n.Kind == AssignOwner || n.Kind == SplitCredit || n.Party == nil && n.Other == nil
}

// checkWords notes what can be told without the data.
func checkWords(ctx context.Context, tx pgx.Tx, c *Case, kind DecisionKind, in []NewRemedy, fields *fault.Fields) error {
	labels, err := labelsOf(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	if len(in) == 0 && kind != Overturned || len(in) > maxRemedies {
		fields.Add("remedies", "remedy.count", fault.Params{"min": 1, "max": maxRemedies})
	}
	for i, n := range in[:min(len(in), maxRemedies)] {
		n.check(remedyPath{fields, fmt.Sprintf("remedies.%d", i)}, c, kind, labels)
	}
	return nil
}

func labelsOf(ctx context.Context, tx pgx.Tx, caseID uuid.UUID) ([]string, error) {
	rows, err := tx.Query(ctx, `SELECT label FROM conflict_sides WHERE case_id = @case ORDER BY label`, postgres.Args{"case": caseID})
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// remedyPath notes what is wrong with one remedy.
type remedyPath struct {
	fields *fault.Fields
	path   string
}

func (p remedyPath) add(field, key string, params fault.Params) {
	p.fields.Add(p.path+"."+field, key, params)
}

// check notes what can be told without the data.
func (n NewRemedy) check(p remedyPath, c *Case, kind DecisionKind, labels []string) {
	if c.Mode == "ADVISORY" && kind != Proposal && (n.Kind == Warning || n.Kind == VoidLines) {
		p.add("kind", "remedy.advisory", nil)
	}
	if utf8.RuneCountInString(n.Note) > maxRemedyNote {
		p.add("note", "text.length", fault.Params{"min": 0, "max": maxRemedyNote})
	}
	party, other := false, false // which must be named
	switch n.Kind {
	case AssignOwner, ConfirmRegistration, RevokeRegistration:
		party = true
	case ShareCustomer:
		party, other = true, true
		if n.Level == nil {
			p.add("level", "required", nil)
		}
		n.checkDay(p, c)
	case ShortenRegistration:
		party = true
		n.checkDay(p, c)
	case SplitCredit:
		n.checkShares(p, labels)
	case VoidLines:
		if n.Party == nil && len(n.Evidence) == 0 {
			p.add("party", "required", nil)
		}
	case Warning:
		party = true
		n.needNote(p)
	case CompensationNote:
		party, other = true, true
		if n.Amount == nil || !n.Amount.IsPositive() || n.Amount.GreaterThanOrEqual(decimal.New(1, 14)) {
			p.add("amount", "remedy.amount", nil)
		}
	case NoRemedy:
		n.needNote(p)
	}
	n.checkLabels(p, labels, party, other)
}

func (n NewRemedy) needNote(p remedyPath) {
	if n.Note == "" {
		p.add("note", "required", nil)
	}
}

func (n NewRemedy) checkLabels(p remedyPath, labels []string, party, other bool) {
	for _, l := range []struct {
		field string
		label *string
		must  bool
	}{{"party", n.Party, party}, {"other", n.Other, other}} {
		switch {
		case l.label == nil && l.must:
			p.add(l.field, "required", nil)
		case l.label != nil && !slices.Contains(labels, *l.label):
			p.add(l.field, "remedy.noParty", fault.Params{"label": *l.label})
		}
	}
	if n.Party != nil && n.Other != nil && *n.Party == *n.Other {
		p.add("other", "remedy.sameParty", nil)
	}
}

// checkDay wants a last day that is still to come, for a share at most two years away.
func (n NewRemedy) checkDay(p remedyPath, c *Case) {
	today := time.Now().UTC().Truncate(24 * time.Hour)
	switch {
	case n.Until == nil:
		p.add("until", "required", nil)
	case n.Until.Before(today):
		p.add("until", "remedy.past", fault.Params{"today": today.Format(time.DateOnly)})
	case n.Kind == ShareCustomer && n.Until.After(today.AddDate(0, 0, maxShareDays)):
		p.add("until", "share.tooLong", fault.Params{"max": maxShareDays})
	}
}

var hundred = decimal.NewFromInt(100)

// checkShares wants parts of different parties that add up to a hundred, neither more nor less.
func (n NewRemedy) checkShares(p remedyPath, labels []string) {
	sum, seen := decimal.Zero, map[string]bool{}
	for _, s := range n.Shares {
		switch {
		case !slices.Contains(labels, s.Party):
			p.add("shares", "remedy.noParty", fault.Params{"label": s.Party})
			return
		case seen[s.Party]:
			p.add("shares", "remedy.partyTwice", fault.Params{"label": s.Party})
			return
		case s.Percent.IsNegative(), !s.Percent.Equal(s.Percent.Truncate(4)):
			p.add("shares", "remedy.percent", nil)
			return
		}
		seen[s.Party], sum = true, sum.Add(s.Percent)
	}
	if !sum.Equal(hundred) {
		p.add("shares", "remedy.sharesSum", fault.Params{"sum": sum.String()})
	}
}
