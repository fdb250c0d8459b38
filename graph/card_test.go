package graph_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/scorecard/scorecardtest"
	"github.com/tonglu/portal/internal/typeid"
)

// opinions gives NORTH's January 2024 answers of customers, a breach of prices and a case that was decided against it, under a programme
// that takes points off; and the same of SOUTH. NORTH's report of December was late.
func opinions(g *graphtest.Graph) (caseID string) {
	january(g)
	id := typeid.New()
	north, south := g.Organization("NORTH"), g.Organization("SOUTH")
	g.Exec(`INSERT INTO scorecard_programmes (version, valid_from, metrics, grade_a, grade_b, grade_c, deductions)
		SELECT 2, '2000-01-01', jsonb_agg(jsonb_build_object('key', k, 'weight', 25, 'month', b, 'quarter', b, 'year', b)), 90, 75, 60,
		  '[{"key": "upheld_conflict", "points": 10, "most": 10}, {"key": "late_report", "points": 2, "most": 3}]'
		FROM unnest('{revenue_attainment,satisfaction,price_compliance,conflicts_upheld}'::text[], '{"{\"floor\": 0, \"target\": 100, \"stretch\": 200}","{\"floor\": 1, \"target\": 5, \"stretch\": 5}","{\"floor\": 0, \"target\": 100, \"stretch\": 101}","{\"floor\": 3, \"target\": 0, \"stretch\": 0}"}'::jsonb[]) u (k, b)`)
	g.Exec(`INSERT INTO feedback (distributor_id, id, responded_on, csat, source, withdrawn_at) SELECT d, gen_random_uuid(), '2024-01-20', csat, 'RECORDED', CASE WHEN csat = 1 THEN now() END
		FROM unnest($1::uuid[]) d, unnest('{5,4,1}'::int[]) csat`, []uuid.UUID{north, south})
	g.Exec(`INSERT INTO breach_months VALUES ($1, '2024-01-01', 'PRICE', 1, 1499999.99995)`, north)
	g.Exec(`INSERT INTO reported_months VALUES ($1, '2023-12-01', '2024-01-20T00:00:00Z', 1)`, north)
	g.Exec(`INSERT INTO conflicts (id, rule, state, severity, mode, outcome, settled_at) VALUES ($1, 'MANUAL', 'RESOLVED', 'LOW', 'ENFORCED', 'RULED', '2024-01-15T00:00Z')`, id)
	g.Exec(`INSERT INTO conflict_parties (distributor_id, case_id, label, told_at) VALUES ($1, $3, 'A', '2024-01-02T00:00Z'), ($2, $3, 'B', '2024-01-02T00:00Z')`, north, south, id)
	g.Exec(`INSERT INTO conflict_sides (case_id, label, role, decided_against) VALUES ($1, 'A', 'RESPONDENT', true), ($1, 'B', 'CLAIMANT', false)`, id)
	return typeid.Format(typeid.Conflict, id)
}

const explainedQuery = `query ($id: ID!, $period: Period!) { scorecard(distributorId: $id, period: $period) {
  base composite grade notes { key params }
  deductions { key points on reason { key params } conflictId }
  movement { period from to parts { key points } }
  lifts { key grade value composite }
  metrics { key value explanation { exclusions { reason { key } count amount } } }
} }`

func TestACardSaysWhatItTakesOffAndWhatMovedIt(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	conflict := opinions(g)
	id := typeid.Format(typeid.Distributor, g.Organization("NORTH"))
	got := g.As("distributor_rep", "NORTH").Do(t, explainedQuery, map[string]any{"id": id, "period": "2024-01"}).Want(t, "").Body
	// 99.99… + 87.5 + 50 + 66.66…, by four, is 76.04; the case takes 10. In December there was no target and no answer: 100 and 120, less 2.
	for _, want := range []string{
		`"base":"76.04"`, `"composite":"66.04"`, `"grade":"C"`, `"notes":[]`,
		`"deductions":[{"key":"upheld_conflict","points":"10","on":"2024-01-15","reason":{"key":"scorecard.deduction.upheld_conflict","params":{}},"conflictId":"` + conflict + `"}]`,
		`"movement":{"period":"2023-12","from":"108","to":"66.04","parts":[{"key":"revenue_attainment","points":"25"},{"key":"satisfaction","points":"21.87"},{"key":"price_compliance","points":"-37.5"},{"key":"conflicts_upheld","points":"-43.33"},{"key":"deductions","points":"-8"}]`,
		`"key":"satisfaction","value":"4.5","explanation":{"exclusions":[{"reason":{"key":"scorecard.exclusion.withdrawnAnswers"},"count":1,"amount":null}]}`,
		`"lifts":[{"key":"price_compliance","grade":"B","value":"85.84","composite":"75"},{"key":"conflicts_upheld","grade":"B","value":"0","composite":"79.37"}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %s in\n%s", want, got)
		}
	}
	december := g.As("distributor_rep", "NORTH").Do(t, explainedQuery, map[string]any{"id": id, "period": "2023-12"}).Want(t, "").Body
	if want := `"deductions":[{"key":"late_report","points":"2","on":"2024-01-10","reason":{"key":"scorecard.deduction.late_report","params":{"month":"2023-12"}},"conflictId":null}]`; !strings.Contains(december, want) {
		t.Errorf("there is no %s in\n%s", want, december)
	}
}

const exportQuery = `query ($id: ID!, $period: Period!) { scorecardExport(distributorId: $id, period: $period) { document sha256 } }`

// A card has the parts that a query asks for, wherever it does: under aliases, in fragments, and more than once.
func TestPartsAreFoundWhereverAQueryAsksForThem(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	opinions(g)
	vars := map[string]any{"id": typeid.Format(typeid.Distributor, g.Organization("NORTH")), "period": "2024-01"}
	rep := g.As("distributor_rep", "NORTH")
	for _, c := range []struct{ query, want string }{
		{`query ($id: ID!, $period: Period!) { scorecard(distributorId: $id, period: $period) { keys: metrics { key } traces: metrics { key trend { value } } } }`, `"trend":[{"value":`},
		{`query ($id: ID!, $period: Period!) { scorecard(distributorId: $id, period: $period) { ...all } } fragment all on Scorecard { metrics { ... on ScorecardMetric { explanation { exclusions { count } } } } }`, `{"count":1}`},
		{`query ($id: ID!, $period: Period!, $not: Boolean = false) { scorecard(distributorId: $id, period: $period) { m: movement @skip(if: $not) { parts { key } } } }`, `"parts":[{"key":`},
		{`query ($id: ID!, $period: Period!) { none: scorecard(distributorId: $id, period: $period) { grade } scorecard(distributorId: $id, period: $period) { lifts { key } } }`, `"lifts":[{"key":`},
		{`query ($id: ID!, $period: Period!) { scorecards(period: $period, filter: {distributors: [$id]}) { edges { node { metrics { explanation { inputs { key } } } } } } }`, `"inputs":[{"key":`},
	} {
		if got := rep.Do(t, c.query, vars).Want(t, "").Body; !strings.Contains(got, c.want) {
			t.Errorf("%s\nis answered %s", c.query, got)
		}
	}
}

func TestAnExportIsAllThatACardWasReckonedFrom(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	opinions(g)
	id := typeid.Format(typeid.Distributor, g.Organization("NORTH"))
	for _, period := range []string{"2024-01", "2023-12", "2024-Q1", "2024", "2990"} {
		var data struct {
			ScorecardExport struct{ Document, Sha256 string }
		}
		g.As("distributor_viewer", "NORTH").Do(t, exportQuery, map[string]any{"id": id, "period": period}).Into(t, &data)
		x := data.ScorecardExport
		if sum := sha256.Sum256([]byte(x.Document)); hex.EncodeToString(sum[:]) != x.Sha256 {
			t.Errorf("%s: its digest is not %s", period, x.Sha256)
		}
		scorecardtest.MustAgree(t, []byte(x.Document))
		var card struct {
			Distributor, Period string
			Composite           *string
		}
		if err := json.Unmarshal([]byte(x.Document), &card); err != nil || card.Distributor != id || card.Period != period || period == "2024-01" && said(card.Composite) != "66.04" {
			t.Errorf("%s: %+v, %v", period, card, err)
		}
	}
	g.As("distributor_viewer", "NORTH").Do(t, exportQuery, map[string]any{"id": "north", "period": "2024"}).Want(t, "INVALID")
}

func TestWhoMayExportCards(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	opinions(g)
	vars := map[string]any{"id": typeid.Format(typeid.Distributor, g.Organization("NORTH")), "period": "2024-01"}
	for _, c := range []struct{ role, of, code string }{
		{"brand_admin", "BRAND", ""}, {"channel_manager", "BRAND", ""}, {"brand_analyst", "BRAND", ""}, {"auditor", "BRAND", "FORBIDDEN"},
		{"distributor_admin", "NORTH", ""}, {"distributor_rep", "NORTH", ""}, {"distributor_viewer", "NORTH", ""},
	} {
		g.As(c.role, c.of).Do(t, exportQuery, vars).Want(t, c.code)
		g.As(c.role, c.of).Do(t, explainedQuery, vars).Want(t, c.code)
	}
	g.Nobody().Do(t, exportQuery, vars).Want(t, "UNAUTHENTICATED")
}

// Another's export is as one of nobody; one's own card holds nothing of the other party of its case.
func TestAnothersExportIsNone(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	opinions(g)
	var answers []string
	for _, id := range []uuid.UUID{g.Organization("SOUTH"), typeid.New()} {
		vars := map[string]any{"id": typeid.Format(typeid.Distributor, id), "period": "2024-01"}
		answers = append(answers, g.As("distributor_admin", "NORTH").Do(t, exportQuery, vars).Want(t, "").Body)
	}
	if answers[0] != answers[1] || !strings.Contains(answers[0], `"scorecardExport":null`) {
		t.Errorf("%v", answers)
	}
	for _, query := range []string{exportQuery, explainedQuery} {
		own := g.As("distributor_admin", "NORTH").Do(t, query, map[string]any{"id": typeid.Format(typeid.Distributor, g.Organization("NORTH")), "period": "2024-01"}).Want(t, "").Body
		south := g.Organization("SOUTH")
		for _, other := range []string{south.String(), typeid.Format(typeid.Distributor, south), "SOUTH"} {
			if strings.Contains(own, other) {
				t.Errorf("it holds %s:\n%s", other, own)
			}
		}
	}
}

// What a case that is open does to a number would tell of the case.
func TestAnOpenCaseMovesNoNumber(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	opinions(g)
	north := g.Organization("NORTH")
	vars := map[string]any{"id": typeid.Format(typeid.Distributor, north), "period": "2024-01"}
	before := g.As("distributor_rep", "NORTH").Do(t, exportQuery, vars).Want(t, "").Body
	open := typeid.New()
	g.Exec(`INSERT INTO conflicts (id, rule, state, severity, mode, statements_opened_at) VALUES ($1, 'PRICE_BELOW_FLOOR', 'OPEN', 'LOW', 'ENFORCED', NULL)`, open)
	g.Exec(`INSERT INTO conflict_parties (distributor_id, case_id, label) VALUES ($1, $2, 'A')`, north, open)
	g.Exec(`INSERT INTO conflict_sides (case_id, label, role) VALUES ($1, 'A', 'RESPONDENT')`, open)
	if after := g.As("distributor_rep", "NORTH").Do(t, exportQuery, vars).Want(t, "").Body; after != before {
		t.Error(fmt.Sprint("an open case shows:\n", before, "\n", after))
	}
}
