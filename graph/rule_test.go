package graph_test

import (
	"context"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
)

const setRule = `mutation ($setting: ConflictRuleInput!, $reason: String!) { setConflictRule(input: {setting: $setting, reason: $reason}) { rule {
	rule current { version values { key value default least most } mode } history { version validFrom reason changedBy { email } } } } }`

type ruleInfo struct {
	Rule    string
	Current struct {
		Version int
		Mode    string
		Values  []struct{ Key, Value, Default string }
	}
	History []struct {
		Version   int
		ValidFrom string
		Reason    string
		ChangedBy *struct{ Email string }
	}
}

func TestConflictRules(t *testing.T) {
	g := graphtest.New(t)
	admin := g.As("brand_admin", "BRAND")
	var got struct{ ConflictRules []ruleInfo }
	admin.Do(t, `{ conflictRules { rule moment raisesSignals current { version values { key value default } bands { medium } mode } history { version } } }`, nil).Into(t, &got)
	if len(got.ConflictRules) != 9 || got.ConflictRules[0].Rule != "OUT_OF_TERRITORY" || got.ConflictRules[0].Current.Version != 0 {
		t.Fatalf("%+v", got)
	}

	refused := admin.Do(t, setRule, map[string]any{"reason": "", "setting": map[string]any{"rule": "PRICE_BELOW_FLOOR", "mode": "ENFORCED", "validFrom": "2020-01-01",
		"values": []map[string]any{{"key": "tolerance", "value": "51"}, {"key": "nothing", "value": "1"}}, "jurisdictions": []string{"XX"},
		"bands": map[string]any{"medium": "10", "high": "5", "critical": "20"}}})
	for _, path := range []string{"mode", "legalBasis", "validFrom", "values.tolerance", "values.nothing", "jurisdictions", "bands"} {
		refused.WantField(t, "input.setting."+path)
	}
	refused.WantField(t, "input.reason")

	var set struct{ SetConflictRule struct{ Rule ruleInfo } }
	admin.Do(t, setRule, map[string]any{"reason": "counsel said so", "setting": map[string]any{"rule": "PRICE_BELOW_FLOOR", "mode": "ENFORCED", "legalBasis": "Fair Trade Act, 19",
		"jurisdictions": []string{"TW"}, "values": []map[string]any{{"key": "tolerance", "value": "5"}}}}).Into(t, &set)
	r := set.SetConflictRule.Rule
	if r.Current.Version != 1 || r.Current.Mode != "ENFORCED" || r.Current.Values[0].Value != "5" || len(r.History) != 2 || r.History[0].ChangedBy.Email != graphtest.Email("brand_admin", "BRAND") {
		t.Errorf("%+v", r)
	}
}

// TestDryRunOfARule tries another tolerance on what was sold, and writes nothing.
func TestDryRunOfARule(t *testing.T) {
	g := graphtest.New(t)
	day := time.Now().AddDate(0, -1, 0).Format("2006-01-02")
	g.Report("NORTH", "a.csv", "Invoice No,Line,Date,Product Code,Qty,Unit Price,Customer Code,Ship To Region\nA1,1,"+day+",T-1,1,75,C1,KHH\nA2,1,"+day+",T-1,10,60,C1,TPE\n")
	g.Report("SOUTH", "b.csv", "Invoice No,Line,Date,Product Code,Qty,Unit Price,Customer Code,Ship To Region\nB1,1,"+day+",T-1,1,75,C1,KHH\n")
	before := count(g, "SELECT count(*) FROM conflict_evidence")
	var got struct {
		ConflictRuleDryRun struct {
			Cases, CasesNow, Facts int
			Amount                 struct{ Amount string }
			Months                 []struct{ Cases int }
			Distributors           []struct {
				Distributor     struct{ Code string }
				Cases, CasesNow int
			}
		}
	}
	for _, rule := range []string{"OUT_OF_TERRITORY", "DUPLICATE_CLAIM", "CUSTOMER_OVERLAP", "REGISTRATION_COLLISION", "PROTECTED_CUSTOMER", "CHANNEL_PRICE_GAP", "DIRECT_COMPETITION", "VOLUME_ANOMALY", "PRICE_BELOW_FLOOR"} {
		values := []map[string]any{}
		if rule == "PRICE_BELOW_FLOOR" {
			values = append(values, map[string]any{"key": "tolerance", "value": "10"})
		}
		g.As("brand_admin", "BRAND").Do(t, `query ($setting: ConflictRuleInput!) { conflictRuleDryRun(input: {setting: $setting}) { cases casesNow facts amount { amount }
			months { cases } distributors { distributor { code } cases casesNow } } }`, map[string]any{"setting": map[string]any{"rule": rule, "values": values}}).Into(t, &got)
	}
	// Of 75 and 60 against 80 the tolerance of 10 % leaves the second; now both sellers have a case.
	d := got.ConflictRuleDryRun
	if d.Cases != 1 || d.CasesNow != 2 || d.Facts != 1 || d.Amount.Amount != "200" || len(d.Months) < 12 || len(d.Distributors) != 2 || d.Distributors[0].Distributor.Code != "NORTH" || d.Distributors[1].Cases != 0 {
		t.Errorf("%+v", d)
	}
	if after := count(g, "SELECT count(*) FROM conflict_evidence"); after != before || before == 0 {
		t.Errorf("%d pieces of evidence, %d before", after, before)
	}
}

// count counts as the owner.
func count(g *graphtest.Graph, sql string) (n int) {
	_ = g.DB.Owner().QueryRow(context.Background(), sql).Scan(&n)
	return n
}

func TestConflictRulesRoles(t *testing.T) {
	g := graphtest.New(t)
	setting := map[string]any{"reason": "why", "setting": map[string]any{"rule": "PRICE_BELOW_FLOOR"}}
	for _, role := range []string{"distributor_admin", "distributor_rep", "distributor_viewer"} {
		g.As(role, "NORTH").Do(t, setRule, setting).Want(t, "FORBIDDEN")
		g.As(role, "NORTH").Do(t, `{ signals { edges { node { id } } } }`, nil).Want(t, "FORBIDDEN")
	}
	for _, role := range []string{"channel_manager", "brand_analyst", "auditor"} {
		g.As(role, "BRAND").Do(t, setRule, setting).Want(t, "FORBIDDEN")
	}
}

func TestSignals(t *testing.T) {
	g := graphtest.New(t)
	g.Exec(`INSERT INTO signals (distributor_id, id, kind, subject, state, severity, product_line_id, happened_from, happened_until, measures, distributors)
		SELECT d.id, gen_random_uuid(), 'VOLUME_ANOMALY', 'x ' || d.code, 'OPEN', 'HIGH', (SELECT id FROM product_lines LIMIT 1), '2026-10-05', '2026-10-11', '{"deviations": 8.5}', ARRAY[d.id] FROM distributors d`)
	const list = `query ($filter: SignalFilter) { signals(filter: $filter) { totalCount edges { node { id kind state distributors { code } productLine { code } measures decidedBy { email } } } } }`
	var got struct {
		Signals struct {
			TotalCount int
			Edges      []struct {
				Node struct {
					ID, Kind, State string
					Distributors    []struct{ Code string }
				}
			}
		}
	}
	g.As("channel_manager", "BRAND").Do(t, list, nil).Into(t, &got)
	if got.Signals.TotalCount != 1 || got.Signals.Edges[0].Node.Distributors[0].Code != "NORTH" {
		t.Fatalf("of its portfolio: %+v", got)
	}
	admin := g.As("brand_admin", "BRAND")
	admin.Do(t, list, nil).Into(t, &got)
	if got.Signals.TotalCount != 2 {
		t.Errorf("of all: %+v", got)
	}
	dismiss := `mutation ($id: ID!, $reason: String!) { dismissSignal(input: {signalId: $id, reason: $reason}) { signal { state reason decidedBy { email } } } }`
	id := got.Signals.Edges[0].Node.ID
	admin.Do(t, dismiss, map[string]any{"id": id, "reason": " "}).Want(t, "INVALID")
	var done struct {
		DismissSignal struct {
			Signal struct{ State, Reason string }
		}
	}
	admin.Do(t, dismiss, map[string]any{"id": id, "reason": "a fair"}).Into(t, &done)
	if done.DismissSignal.Signal.State != "DISMISSED" || done.DismissSignal.Signal.Reason != "a fair" {
		t.Errorf("%+v", done)
	}
}
