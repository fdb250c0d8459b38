package conflict

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/postgres"
)

// The modes of a rule.
const (
	Advisory = "ADVISORY"
	Enforced = "ENFORCED"
)

// Setting is what a rule goes by from a day on.
type Setting struct {
	Rule          string
	Version       int // from 1; 0 is what the portal comes with
	ValidFrom     time.Time
	Enabled       bool
	Values        map[string]string // all thresholds of the rule
	Bands         rules.Bands
	TellsParties  bool
	QuietDays     int
	Mode          string
	LegalBasis    string
	Jurisdictions []string // codes of territories; none: everywhere
	Reason        string
	ChangedBy     *uuid.UUID
	ChangedAt     *time.Time
}

// always is before every sale.
var always = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)

// endOfTime is after every sale.
var endOfTime = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// original is what the rule goes by unless the brand has said otherwise.
func original(r rules.Rule) Setting {
	s := Setting{Rule: r.Name, ValidFrom: always, Enabled: true, Values: map[string]string{}, Bands: r.Bands, QuietDays: r.Quiet, Mode: Advisory}
	for _, v := range r.Values {
		s.Values[v.Key] = v.Default
	}
	return s
}

// loadSettings reads what the rules went and go by, by rule; each in the order of its versions, the portal's own first.
func loadSettings(ctx context.Context, q postgres.Querier) (map[string][]Setting, error) {
	rows, err := postgres.Rows[Setting](q.Query(ctx, `SELECT rule, version, valid_from, enabled, values, bands, tells_parties, quiet_days, mode, legal_basis,
		jurisdictions, reason, changed_by, changed_at FROM rule_settings ORDER BY rule, version LIMIT 10000`, postgres.Args{}))
	if err != nil {
		return nil, err
	}
	out := map[string][]Setting{}
	for _, r := range rules.All {
		out[r.Name] = []Setting{original(r)}
	}
	for _, s := range rows {
		first, known := out[s.Rule]
		if !known {
			continue // a rule that there was
		}
		for key, value := range first[0].Values { // a threshold that there wasn't
			if _, set := s.Values[key]; !set {
				s.Values[key] = value
			}
		}
		out[s.Rule] = append(out[s.Rule], s)
	}
	return out, nil
}

// settingOn is what counts for what happened on the day: of those that are valid then the latest to begin, of these the last to be said.
func settingOn(all []Setting, day time.Time) Setting {
	now := all[0]
	for _, s := range all[1:] {
		if !s.ValidFrom.After(day) && !s.ValidFrom.Before(now.ValidFrom) {
			now = s
		}
	}
	return now
}

// era is a stretch of days in which a rule goes by one setting.
type era struct {
	Setting
	since, before time.Time
}

// erasOf cuts time at the days on which another setting begins to count.
func erasOf(all []Setting) []era {
	var days []time.Time
	for _, s := range all {
		days = append(days, s.ValidFrom)
	}
	slices.SortFunc(days, time.Time.Compare)
	days = slices.CompactFunc(days, time.Time.Equal)
	var out []era
	for i, day := range days {
		next := endOfTime
		if i+1 < len(days) {
			next = days[i+1]
		}
		out = append(out, era{settingOn(all, day), day, next})
	}
	return out
}

// args are the query's arguments for the rule's thresholds.
func (s Setting) args(r rules.Rule) pgx.NamedArgs {
	args := pgx.NamedArgs{}
	for _, v := range r.Values {
		switch text := s.Values[v.Key]; v.Unit {
		case rules.Choice:
			args[v.Key] = text
		case rules.Days:
			args[v.Key] = int(number(text).IntPart())
		default:
			args[v.Key] = number(text)
		}
	}
	return args
}

// number reads a threshold, which was checked when it was set.
func number(text string) decimal.Decimal {
	d, _ := decimal.NewFromString(text)
	return d
}
