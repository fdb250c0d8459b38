package graph_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/graph/graphtest"
)

// breached is a hearing whose case holds the lines of both as sold below the floor price, under a programme that weighs what complies.
func breached(t *testing.T) *hearing {
	t.Helper()
	h := newHearing(t)
	h.Exec(`INSERT INTO scorecard_programmes (version, valid_from, metrics, grade_a, grade_b, grade_c)
		SELECT 2, '2000-01-01', jsonb_agg(jsonb_build_object('key', k, 'weight', 50, 'month', b, 'quarter', b, 'year', b)), 90, 75, 60
		FROM unnest('{price_compliance,territory_compliance}'::text[]) k, (SELECT '{"floor": 0, "target": 100, "stretch": 101}'::jsonb) x (b)`)
	h.Exec(`UPDATE conflict_evidence_own SET rule = 'PRICE_BELOW_FLOOR'`)
	return h
}

const madeOfQuery = `query($id: ID!) { scorecard(distributorId: $id, period: "2024-03") { metrics { key explanation { inputs { key value lines { distributorId from until returns breach } } } } } }`

// inBreach gives the revenue in breach that the card of March 2024 shows for the metric, and the filter of its lines.
func (h *hearing) inBreach(who *graphtest.Caller, code, metric string) (value string, filter object) {
	h.t.Helper()
	card := at(dataOf(h.t, who.Do(h.t, madeOfQuery, object{"id": h.distributor(code)})), "scorecard", "metrics").([]any)
	for _, m := range card {
		if at(m, "key") != metric {
			continue
		}
		for _, in := range at(m, "explanation", "inputs").([]any) {
			if at(in, "key") == "revenue_in_breach" {
				return at(in, "value").(string), at(in, "lines").(object)
			}
		}
	}
	h.t.Fatalf("%s's card has no revenue in breach for %s: %v", code, metric, card)
	return "", nil
}

const heldLines = `query($f: SaleFilter!) { saleLines(filter: $f) { totalCount edges { node { id invoiceNumber distributor { code } baseAmount { amount } } } } }`

// held gives the invoices of the lines of the filter with what they add up to.
func (h *hearing) held(who *graphtest.Caller, filter object) (invoices string, sum decimal.Decimal) {
	h.t.Helper()
	var data struct {
		SaleLines struct {
			TotalCount int
			Edges      []struct {
				Node struct {
					InvoiceNumber string
					BaseAmount    struct{ Amount decimal.Decimal }
				}
			}
		}
	}
	who.Do(h.t, heldLines, object{"f": filter}).Into(h.t, &data)
	var all []string
	for _, e := range data.SaleLines.Edges {
		all, sum = append(all, e.Node.InvoiceNumber), sum.Add(e.Node.BaseAmount.Amount)
	}
	if len(all) != data.SaleLines.TotalCount {
		h.t.Errorf("it counts %d lines, and lists %q", data.SaleLines.TotalCount, all)
	}
	return strings.Join(all, " "), sum
}

// What a card says is in breach opens to the lines that it is made of, whatever happens to the case and its lines.
func TestRevenueInBreachOpensToItsLines(t *testing.T) {
	t.Parallel()
	h := breached(t)
	agree := func(when, metric, invoices, sum string) object {
		t.Helper()
		value, filter := h.inBreach(h.north, "NORTH", metric)
		found, total := h.held(h.north, filter)
		if found != invoices || value != sum || !total.Equal(decimal.RequireFromString(sum)) {
			t.Errorf("%s: the card says %s, its lines are %q of %s; want %q of %s", when, value, found, total, invoices, sum)
		}
		return filter
	}
	agree("nobody was told", "price_compliance", "", "0")
	h.assign()
	filter := agree("the parties were told", "price_compliance", "N-INV-2 N-INV-1", "1500")
	if want := (object{"distributorId": h.distributor("NORTH"), "from": "2024-03-01", "until": "2024-03-31", "returns": nil, "breach": "PRICE"}); len(filter) != len(want) || filter["breach"] != want["breach"] || filter["from"] != want["from"] || filter["until"] != want["until"] {
		t.Errorf("the filter is %v", filter)
	}
	agree("none left its territory", "territory_compliance", "", "0")
	h.north.Do(t, voidLines, object{"in": object{"ids": []string{lineIDs(t, h.north)["N-INV-1/1"]}, "reason": "sold twice"}}).Want(t, "")
	agree("a line was voided", "price_compliance", "N-INV-2", "500")
	h.do(h.judge, "dismissConflict", "DismissConflictInput", object{"reason": "the price was agreed"}).Want(t, "")
	agree("the case was dismissed", "price_compliance", "", "0")
	h.north.Do(t, `query($f: SaleFilter) { salesSummary(filter: $f, groupBy: [MONTH]) { lines } }`, object{"f": object{"breach": "PRICE"}}).WantField(t, "filter.breach")
}

// A frozen card's revenue in breach stays though its case is dismissed; its explanation says so, and nothing of numbers that no case moves.
func TestAFrozenCardSaysThatLaterCasesAreNotInIt(t *testing.T) {
	t.Parallel()
	h := breached(t).assign()
	caveats := func() (out string) {
		t.Helper()
		card := at(dataOf(t, h.north.Do(t, `query($id: ID!) { scorecard(distributorId: $id, period: "2024-03") { metrics { key explanation { caveat { key } } } } }`,
			object{"id": h.distributor("NORTH")})), "scorecard", "metrics").([]any)
		for _, m := range card {
			if at(m, "explanation", "caveat") != nil {
				out += fmt.Sprintf("%s %s, ", at(m, "key"), at(m, "explanation", "caveat", "key"))
			}
		}
		return out
	}
	h.Exec(`UPDATE scorecard_programmes SET metrics = metrics || jsonb_build_array(metrics -> 0 || '{"key": "data_quality"}') WHERE version = 2`)
	if got := caveats(); got != "" {
		t.Errorf("a live card has caveats: %s", got)
	}
	h.As("brand_admin", "BRAND").Do(t, closeIt, object{"p": "2024-03"}).Want(t, "")
	h.do(h.judge, "dismissConflict", "DismissConflictInput", object{"reason": "the price was agreed"}).Want(t, "")
	value, filter := h.inBreach(h.north, "NORTH", "price_compliance")
	if found, _ := h.held(h.north, filter); value != "1500" || found != "" {
		t.Errorf("the frozen card says %s, its lines are %q", value, found)
	}
	if got, want := caveats(), "price_compliance scorecard.caveat.casesSince, territory_compliance scorecard.caveat.casesSince, "; got != want {
		t.Errorf("caveats are %q, want %q", got, want)
	}
}

// Who may read lines reads those in breach, each within what it reaches.
func TestLinesInBreachEndWhereTheScopeEnds(t *testing.T) {
	t.Parallel()
	h := breached(t).assign()
	for who, want := range map[string]string{
		"distributor_rep@NORTH": "N-INV-2 N-INV-1", "distributor_viewer@NORTH": "N-INV-2 N-INV-1", "distributor_rep@SOUTH": "S-INV-1",
		"channel_manager@BRAND": "N-INV-2 N-INV-1", "brand_analyst@BRAND": "N-INV-2 S-INV-1 N-INV-1", "brand_admin@BRAND": "N-INV-2 S-INV-1 N-INV-1",
	} {
		role, of, _ := strings.Cut(who, "@")
		got, _ := h.held(h.As(role, of), object{"breach": "PRICE"})
		if len(got) != len(want) || !strings.HasPrefix(got, want[:7]) {
			t.Errorf("%s reads %q, want %q", who, got, want)
		}
	}
	if got, _ := h.held(h.south, object{"breach": "PRICE", "distributorId": h.distributor("NORTH")}); got != "" {
		t.Errorf("SOUTH reads %q of NORTH", got)
	}
	h.As("auditor", "BRAND").Do(t, heldLines, object{"f": object{"breach": "PRICE"}}).Want(t, "FORBIDDEN")
}
