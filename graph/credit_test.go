package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/typeid"
)

const creditList = `query ($filter: CreditEntryFilter, $first: Int) { creditEntries(filter: $filter, first: $first) { totalCount pageInfo { hasNextPage }
	edges { node { id period amount { amount currency } distributor { code } product { code } productLine { code } territory { code } channelType saleLine { invoiceNumber } conflict { id } bookedAt reversedAt isCounter } } } }`

type creditPage struct {
	CreditEntries struct {
		TotalCount int
		PageInfo   struct{ HasNextPage bool }
		Edges      []struct {
			Node struct {
				ID, Period  string
				Amount      struct{ Amount, Currency string }
				Distributor struct{ Code string }
				Product     struct{ Code string }
				SaleLine    *struct{ InvoiceNumber string }
				Conflict    *struct{ ID string }
				ReversedAt  *string
			}
		}
	}
}

// settledDispute is one whose lines are split 30 to 70.
func settledDispute(t *testing.T) *dispute {
	t.Helper()
	d := newDispute(t).heard()
	d.propose(`{kind: SPLIT_CREDIT, shares: [{party: {N}, percent: "30"}, {party: {S}, percent: "70"}]}`)
	d.agree()
	return d
}

func TestCreditEntriesSayWhatASettledCaseMoved(t *testing.T) {
	d := settledDispute(t)
	var all, mine creditPage
	d.admin.Do(t, creditList, nil).Into(t, &all)
	if all.CreditEntries.TotalCount != 6 { // away, own part and the other's, for two lines
		t.Errorf("the brand reads %d entries", all.CreditEntries.TotalCount)
	}
	d.south.Do(t, creditList, map[string]any{"filter": map[string]any{"conflictId": d.id, "period": "2024-03", "counts": true}}).Into(t, &mine)
	if mine.CreditEntries.TotalCount != 2 {
		t.Fatalf("SOUTH reads %+v", mine)
	}
	for _, e := range mine.CreditEntries.Edges {
		if n := e.Node; n.SaleLine != nil || n.Conflict == nil || n.Conflict.ID != d.id || n.Distributor.Code != "SOUTH" || n.Period != "2024-03" || n.Amount.Currency != "TWD" || n.Product.Code != "T-1" {
			t.Errorf("SOUTH's entry: %+v", n)
		}
	}
	for filter, want := range map[string]int{`{"counts": false}`: 0, `{"period": "2024-02"}`: 0, `{"period": "2024-Q1"}`: 6, `{"distributorId": "` + typeid.Format(typeid.Distributor, d.Organization("NORTH")) + `"}`: 4} {
		var some creditPage
		d.admin.Do(t, creditList, map[string]any{"filter": rawJSON(filter)}).Into(t, &some)
		if some.CreditEntries.TotalCount != want {
			t.Errorf("%s: %d entries, want %d", filter, some.CreditEntries.TotalCount, want)
		}
	}
	// The explanation of a scorecard names credit beside the lines, and where to find it.
	body := d.south.Do(t, `query ($id: ID!) { scorecard(distributorId: $id, period: "2024-03") { metrics { key explanation { inputs { key value credits { distributorId period } } } } } }`,
		map[string]any{"id": typeid.Format(typeid.Distributor, d.Organization("SOUTH"))}).Want(t, "").Body
	if !strings.Contains(body, `{"key":"credit","value":"1050.007`) || !strings.Contains(body, `"period":"2024-03"}`) {
		t.Errorf("the explanation: %s", body)
	}
	// What an import sums up and what the explorer shows are the same.
	if body := d.south.Do(t, `query { salesSummary(filter: {period: "2024-03"}, groupBy: []) { revenue { amount } lines } }`, nil).Want(t, "").Body; !strings.Contains(body, "2650.017") {
		t.Errorf("the summary: %s", body)
	}
}

func rawJSON(text string) map[string]any {
	out := map[string]any{}
	for _, part := range strings.Split(strings.Trim(text, "{}"), ",") {
		k, v, _ := strings.Cut(part, ":")
		k, v = strings.Trim(k, `" `), strings.TrimSpace(v)
		switch v {
		case "true", "false":
			out[k] = v == "true"
		default:
			out[k] = strings.Trim(v, `"`)
		}
	}
	return out
}

// However many entries a page has, what they belong to is read once.
func TestAPageOfCreditTakesAsManyStatementsAsOneEntry(t *testing.T) {
	d := settledDispute(t)
	ask := func(n int) func() int {
		return func() int {
			return len(d.Counter.During(func() { d.north.Do(t, creditList, map[string]any{"first": n}).Want(t, "") }))
		}
	}
	one, four := fewest(ask(1)), fewest(ask(4))
	if four > one {
		t.Errorf("%d statements for one entry, %d for four", one, four)
	}
}

func TestWhoReadsCredit(t *testing.T) {
	d := settledDispute(t)
	for who, want := range map[string]int{"brand_admin@BRAND": 6, "brand_analyst@BRAND": 6, "channel_manager@BRAND": 4, "distributor_admin@SOUTH": 2, "distributor_viewer@SOUTH": 2, "distributor_rep@NORTH": 4} {
		role, home, _ := strings.Cut(who, "@")
		var got creditPage
		d.As(role, home).Do(t, creditList, nil).Into(t, &got)
		if got.CreditEntries.TotalCount != want || len(got.CreditEntries.Edges) != want {
			t.Errorf("%s reads %d entries, want %d", who, got.CreditEntries.TotalCount, want)
		}
	}
	d.As("auditor", "BRAND").Do(t, creditList, nil).Want(t, "FORBIDDEN")
	d.Nobody().Do(t, creditList, nil).Want(t, "UNAUTHENTICATED")
}

func TestCreditTellsNothingOfTheOtherSide(t *testing.T) {
	d := settledDispute(t)
	var theirs creditPage
	d.north.Do(t, creditList, nil).Into(t, &theirs)
	for _, e := range theirs.CreditEntries.Edges {
		if body := d.south.Do(t, `query ($id: ID!) { node(id: $id) { id } }`, map[string]any{"id": e.Node.ID}).Want(t, "").Body; !strings.Contains(body, `"node":null`) {
			t.Errorf("SOUTH reads NORTH's entry: %s", body)
		}
	}
	north := typeid.Format(typeid.Distributor, d.Organization("NORTH"))
	if body := d.south.Do(t, creditList, map[string]any{"filter": map[string]any{"distributorId": north}}).Want(t, "").Body; !strings.Contains(body, `"totalCount":0`) {
		t.Errorf("SOUTH asks for NORTH's: %s", body)
	}
	mine := d.south.Do(t, creditList, nil).Want(t, "").Body
	for _, secret := range []string{"NORTH", "North Trading", "N-1", "N-2", north} {
		if strings.Contains(mine, secret) {
			t.Errorf("SOUTH's entries say %s: %s", secret, mine)
		}
	}
	node := d.south.Do(t, `query ($id: ID!) { node(id: $id) { ... on CreditEntry { amount { amount } saleLine { id } } } }`, map[string]any{"id": between(mine, `"id":"crd_`, `"`)}).Want(t, "").Body
	if !strings.Contains(node, `"saleLine":null`) || strings.Contains(node, `"node":null`) {
		t.Errorf("SOUTH's own entry: %s", node)
	}
}

// between gives the first id that begins after the mark.
func between(text, mark, end string) string {
	_, after, _ := strings.Cut(text, mark)
	id, _, _ := strings.Cut(after, end)
	return "crd_" + id
}
