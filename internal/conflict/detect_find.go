package conflict

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/postgres"
)

// Where facts wait until they are followed, and what the rules go by, for the statements that follow them.
const (
	makeFound = `CREATE TEMP TABLE IF NOT EXISTS found (rule text, version int, case_id uuid, ` + rules.Columns + `) ON COMMIT DELETE ROWS`
	// Statistics don't know what these tables hold at the moment: single facts are looked up.
	indexFacts    = `CREATE INDEX IF NOT EXISTS found_by_fact ON found ((coalesce(line_id, registration_id)), rule)`
	indexSubjects = `CREATE INDEX IF NOT EXISTS found_by_subject ON found (rule, subject)`
	makeRuleNow   = `CREATE TEMP TABLE IF NOT EXISTS rule_now (rule text, version int, medium numeric, high numeric, critical numeric, tells boolean, quiet_days int,
	mode text, legal_basis text, jurisdictions text[]) ON COMMIT DELETE ROWS`
)

// find has the rules look that go over what there is to look at, or only some of them.
func (p *pass) find(ctx context.Context, at looked, only ...string) error {
	if err := p.stage(ctx, at); err != nil {
		return err
	}
	b := &pgx.Batch{}
	for _, r := range rules.All {
		for _, f := range r.Finds {
			if f.Over != at.over || r.Signals || len(only) > 0 && !slices.Contains(only, r.Name) {
				continue
			}
			for _, e := range erasOf(p.settings[r.Name]) {
				if !e.Enabled {
					continue
				}
				sql, args := queryOf(r, f, at, e)
				args["rule"], args["version"] = r.Name, e.Version
				b.Queue(`INSERT INTO found SELECT @rule, @version, NULL, f.* FROM (SELECT `+columnNames+` FROM (`+sql+`) q) f`, args)
			}
		}
	}
	results := p.tx.SendBatch(ctx, b)
	defer results.Close()
	for range b.Len() {
		tag, err := results.Exec()
		if err != nil {
			return fmt.Errorf("looking for conflicts: %w", err)
		}
		p.found += tag.RowsAffected()
	}
	if err := results.Close(); err != nil {
		return err
	}
	return p.unstage(ctx)
}

// unstage takes back what stage has said to the planner.
func (p *pass) unstage(ctx context.Context) error {
	_, err := p.tx.Exec(ctx, `SELECT set_config('enable_nestloop', 'on', true)`)
	return err
}

// stage readies the transaction for queries over what there is to look at. Over customers and weeks they read tables that are filled and measured before. Over lines and
// weeks the planner takes chunks for single rows, as there are no statistics by distributor: it is kept from comparing all with all.
func (p *pass) stage(ctx context.Context, at looked) error {
	made, b, loops := &pgx.Batch{}, &pgx.Batch{}, "off"
	if at.over == rules.Customers {
		loops = "on"
	}
	for _, t := range rules.Known {
		if t.Over == at.over {
			made.Queue(`CREATE TEMP TABLE IF NOT EXISTS ` + t.Name + ` (` + t.Columns + `) ON COMMIT DELETE ROWS`)
			b.Queue(`DELETE FROM ` + t.Name)
			b.Queue(`INSERT INTO `+t.Name+` `+strings.ReplaceAll(t.Filled, string(at.over), at.sql), at.args)
			b.Queue(`ANALYZE ` + t.Name)
		}
	}
	if made.Len() > 0 { // a batch is understood before any of it is done
		if err := p.tx.SendBatch(ctx, made).Close(); err != nil {
			return err
		}
	}
	b.Queue(`SELECT set_config('enable_nestloop', $1, true), set_config('jit', 'off', true)`, loops)
	return p.tx.SendBatch(ctx, b).Close()
}

// queryOf is a rule's query over what is looked at in an era, and its arguments.
func queryOf(r rules.Rule, f rules.Find, at looked, e era) (string, pgx.NamedArgs) {
	args := e.args(r)
	maps.Copy(args, at.args)
	args["since"], args["before"] = e.since, e.before
	return strings.ReplaceAll(f.SQL, string(at.over), at.sql), args
}

// columnNames are the columns of a fact, in order.
var columnNames = func() string {
	var names []string
	for column := range strings.SplitSeq(rules.Columns, ",") {
		names = append(names, strings.Fields(column)[0])
	}
	return strings.Join(names, ", ")
}()

// keepSettings puts what the rules go by where the statements that follow find it.
func (p *pass) keepSettings(ctx context.Context) error {
	if p.kept {
		return nil
	}
	p.kept = true
	var names, modes, bases, jurisdictions []string
	var versions, quiet []int
	var tells []bool
	var medium, high, critical []decimal.Decimal
	for _, r := range rules.All {
		for _, s := range p.settings[r.Name] {
			names, versions, modes, bases = append(names, s.Rule), append(versions, s.Version), append(modes, s.Mode), append(bases, s.LegalBasis)
			quiet, tells, jurisdictions = append(quiet, s.QuietDays), append(tells, s.TellsParties), append(jurisdictions, strings.Join(s.Jurisdictions, "\n"))
			medium, high, critical = append(medium, s.Bands.Medium), append(high, s.Bands.High), append(critical, s.Bands.Critical)
		}
	}
	_, err := p.tx.Exec(ctx, `INSERT INTO rule_now SELECT u.rule, u.version, u.medium, u.high, u.critical, u.tells, u.quiet, u.mode, u.basis, string_to_array(nullif(u.places, ''), E'\n')
		FROM unnest(@rules::text[], @versions::int[], @medium::numeric[], @high::numeric[], @critical::numeric[], @tells::boolean[], @quiet::int[], @modes::text[], @bases::text[], @places::text[])
		  AS u (rule, version, medium, high, critical, tells, quiet, mode, basis, places)`, postgres.Args{"rules": names, "versions": versions, "medium": medium, "high": high,
		"critical": critical, "tells": tells, "quiet": quiet, "modes": modes, "bases": bases, "places": jurisdictions})
	return err
}

// findCustomers has the rules look at customers that several organisations know, and withdraws from cases over any of the customers what no longer holds.
func (p *pass) findCustomers(ctx context.Context, customers []uuid.UUID) error {
	if err := p.find(ctx, overCustomers(customers)); err != nil {
		return err
	}
	return p.forget(ctx, `SELECT s.rule, s.subject FROM conflict_subjects s WHERE s.customer_id = ANY(@customers) AND s.rule = ANY(@rules) ORDER BY s.rule, s.subject`,
		pgx.NamedArgs{"customers": customers, "rules": rulesOver(rules.Customers)})
}

// overCustomers is those of the customers that more than one organisation has accounts of: the others are in nobody's way.
func overCustomers(customers []uuid.UUID) looked {
	return looked{rules.Customers, `SELECT id AS customer_id FROM customers WHERE id = ANY(@customers) AND organizations > 1 AND merged_into IS NULL`,
		pgx.NamedArgs{"customers": customers}}
}

// rulesOver names the rules that look at such sets.
func rulesOver(over rules.Over) (names []string) {
	for _, r := range rules.All {
		for _, f := range r.Finds {
			if f.Over == over {
				names = append(names, r.Name)
				break
			}
		}
	}
	return names
}
