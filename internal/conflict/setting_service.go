package conflict

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/workday"
)

// RuleInfo is a rule and what it goes by.
type RuleInfo struct {
	Rule    rules.Rule
	Current Setting   // today
	History []Setting // latest first
}

// NewSetting says what a rule shall go by; what is nil stays as it is on that day.
type NewSetting struct {
	Rule          string
	ValidFrom     *time.Time
	Enabled       bool
	Values        map[string]string // the thresholds to change
	Bands         *rules.Bands
	TellsParties  *bool
	QuietDays     *int
	Mode          *string
	LegalBasis    *string
	Jurisdictions []string
}

// Rules lists the rules and what they go by.
func (s *Service) Rules(ctx context.Context, sc scope.Scope) ([]RuleInfo, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]RuleInfo, error) {
		today, all, err := s.ruled(ctx, tx)
		if err != nil {
			return nil, err
		}
		out := make([]RuleInfo, len(rules.All))
		for i, r := range rules.All {
			out[i] = infoOf(r, all[r.Name], today)
		}
		return out, nil
	})
}

func infoOf(r rules.Rule, all []Setting, today time.Time) RuleInfo {
	info := RuleInfo{Rule: r, Current: settingOn(all, today)}
	for i := len(all) - 1; i >= 0; i-- {
		info.History = append(info.History, all[i])
	}
	return info
}

// ruled reads the brand's day and all settings.
func (s *Service) ruled(ctx context.Context, tx pgx.Tx) (today time.Time, all map[string][]Setting, err error) {
	cal, err := workday.Load(ctx, tx)
	if err == nil {
		all, err = loadSettings(ctx, tx)
	}
	return cal.Today(s.now()), all, err
}

// mostReason is how long a reason or a legal basis can be.
const mostReason = 2000

// SetRule changes what a rule goes by from a day on: today at the earliest. What happened before stays with what counted then. Returns Invalid with all fields
// at fault, among them the legal basis of a rule that shall be enforced without one.
func (s *Service) SetRule(ctx context.Context, sc scope.Scope, n NewSetting, reason string) (RuleInfo, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) (RuleInfo, error) {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, settingsLock); err != nil {
			return RuleInfo{}, err
		}
		today, all, err := s.ruled(ctx, tx)
		if err != nil {
			return RuleInfo{}, err
		}
		var fields fault.Fields
		r, next := n.apply(all, today, "input.setting.", &fields)
		if next.ValidFrom.Before(today) {
			fields.Add("input.setting.validFrom", "rule.tooEarly", fault.Params{"today": today.Format(time.DateOnly)})
		}
		if reason = strings.TrimSpace(reason); reason == "" {
			fields.Add("input.reason", "required", nil)
		} else if utf8.RuneCountInString(reason) > mostReason {
			fields.Add("input.reason", "text.tooLong", fault.Params{"max": mostReason})
		}
		if err := checkJurisdictions(ctx, tx, next, "input.setting.", &fields); err != nil {
			return RuleInfo{}, err
		}
		if err := fields.Err(); err != nil {
			return RuleInfo{}, err
		}
		before := settingOn(all[r.Name], next.ValidFrom)
		next.Version, next.Reason = all[r.Name][len(all[r.Name])-1].Version+1, reason
		now := s.now()
		next.ChangedAt = &now
		if actor, ok := auth.ActorOf(ctx); ok {
			next.ChangedBy = &actor.User
		}
		if err := insertSetting(ctx, tx, next); err != nil {
			return RuleInfo{}, err
		}
		home, err := homeOf(ctx, tx)
		if err != nil {
			return RuleInfo{}, err
		}
		err = audit.Record(ctx, tx, audit.Entry{Organization: home, Action: "conflictRule.set", SubjectType: "conflictRule", Before: before.facts(), After: next.facts(), Reason: reason})
		return infoOf(r, append(all[r.Name], next), today), err
	})
}

// settingsLock is the advisory lock that numbers versions one after the other.
const settingsLock = 7_302_419

// apply makes the setting that is asked for of the one that counts on its day.
func (n NewSetting) apply(all map[string][]Setting, today time.Time, at string, fields *fault.Fields) (rules.Rule, Setting) {
	r, known := rules.Named(n.Rule)
	if !known {
		fields.Add(at+"rule", "rule.unknown", nil)
		return r, Setting{ValidFrom: today}
	}
	from := today
	if n.ValidFrom != nil {
		from = *n.ValidFrom
	}
	s := settingOn(all[r.Name], from)
	s.ValidFrom, s.Enabled, s.Values = from, n.Enabled, maps.Clone(s.Values)
	for key, value := range n.Values {
		v, known := r.Value(key)
		switch {
		case !known:
			fields.Add(at+"values."+key, "rule.value.unknown", fault.Params{"key": key})
		case !v.Holds(value):
			fields.Add(at+"values."+key, "rule.value.bounds", fault.Params{"key": key, "least": v.Least, "most": v.Most, "choices": strings.Join(v.Choices, ", ")})
		default:
			s.Values[key] = value
		}
	}
	set(&s.Bands, n.Bands)
	set(&s.TellsParties, n.TellsParties)
	set(&s.QuietDays, n.QuietDays)
	set(&s.Mode, n.Mode)
	set(&s.LegalBasis, n.LegalBasis)
	if n.Jurisdictions != nil {
		s.Jurisdictions = n.Jurisdictions
	}
	s.LegalBasis = strings.TrimSpace(s.LegalBasis)
	s.check(at, fields)
	return r, s
}

func set[T any](to *T, said *T) {
	if said != nil {
		*to = *said
	}
}

// check tells what is wrong with a setting apart from its thresholds.
func (s Setting) check(at string, fields *fault.Fields) {
	if s.Bands.Medium.Sign() <= 0 || s.Bands.High.LessThan(s.Bands.Medium) || s.Bands.Critical.LessThan(s.Bands.High) {
		fields.Add(at+"bands", "rule.bands", nil)
	}
	if s.QuietDays < 0 || s.QuietDays > 3650 {
		fields.Add(at+"quietDays", "number.range", fault.Params{"min": 0, "max": 3650})
	}
	if s.Mode == Enforced && s.LegalBasis == "" {
		fields.Add(at+"mode", "rule.withoutBasis", nil)
		fields.Add(at+"legalBasis", "required", nil)
	}
	if utf8.RuneCountInString(s.LegalBasis) > mostReason {
		fields.Add(at+"legalBasis", "text.tooLong", fault.Params{"max": mostReason})
	}
	if len(s.Jurisdictions) > 100 {
		fields.Add(at+"jurisdictions", "list.tooLong", fault.Params{"max": 100})
	}
}

// checkJurisdictions tells codes that no territory has.
func checkJurisdictions(ctx context.Context, q postgres.Querier, s Setting, at string, fields *fault.Fields) error {
	if len(s.Jurisdictions) == 0 || len(s.Jurisdictions) > 100 {
		return nil
	}
	rows, err := q.Query(ctx, `SELECT c FROM unnest(@codes::text[]) WITH ORDINALITY AS u (c, n) WHERE NOT EXISTS (SELECT 1 FROM territories t WHERE t.code = c) ORDER BY n`,
		postgres.Args{"codes": s.Jurisdictions})
	if err != nil {
		return err
	}
	unknown, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if len(unknown) > 0 {
		fields.Add(at+"jurisdictions", "rule.jurisdiction", fault.Params{"codes": strings.Join(unknown, ", ")})
	}
	return err
}

func insertSetting(ctx context.Context, q postgres.Querier, s Setting) error {
	values, err := json.Marshal(s.Values)
	if err != nil {
		return err
	}
	bands, err := json.Marshal(s.Bands)
	if err != nil {
		return err
	}
	if s.Jurisdictions == nil {
		s.Jurisdictions = []string{}
	}
	_, err = q.Exec(ctx, `INSERT INTO rule_settings (rule, version, valid_from, enabled, values, bands, tells_parties, quiet_days, mode, legal_basis, jurisdictions, reason, changed_by, changed_at)
		VALUES (@rule, @version, @from, @enabled, @values, @bands, @tells, @quiet, @mode, @basis, @jurisdictions, @reason, @by, @at)`, postgres.Args{
		"rule": s.Rule, "version": s.Version, "from": s.ValidFrom, "enabled": s.Enabled, "values": json.RawMessage(values), "bands": json.RawMessage(bands), "tells": s.TellsParties,
		"quiet": s.QuietDays, "mode": s.Mode, "basis": s.LegalBasis, "jurisdictions": s.Jurisdictions, "reason": s.Reason, "by": s.ChangedBy, "at": s.ChangedAt})
	if err != nil {
		return fmt.Errorf("keeping a rule's setting: %w", err)
	}
	return nil
}

// facts is what the log keeps of a setting.
func (s Setting) facts() map[string]any {
	return map[string]any{"rule": s.Rule, "version": s.Version, "validFrom": s.ValidFrom.Format(time.DateOnly), "enabled": s.Enabled, "values": s.Values, "bands": s.Bands,
		"tellsParties": s.TellsParties, "quietDays": s.QuietDays, "mode": s.Mode, "legalBasis": s.LegalBasis, "jurisdictions": s.Jurisdictions}
}
