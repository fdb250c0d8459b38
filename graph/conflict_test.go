package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// hearing is a case that a person opened: NORTH, party A, is said to have sold what was SOUTH's, party B.
type hearing struct {
	*graphtest.Graph
	t                          *testing.T
	id                         string
	north, south, judge, admin *graphtest.Caller // judge manages nobody; admin decides appeals
	judgeID                    string
}

const (
	northSales = "Invoice,Line,Date,Product,Qty,Net amount,Customer,Serial\nN-INV-1,1,2024-03-05,T-1,10,1000.00,North Star Customer Ltd,SN-NORTH-1\nN-INV-2,1,2024-03-06,T-1,5,500.00,North Star Customer Ltd,SN-NORTH-2\n"
	southSales = "Invoice,Line,Date,Product,Qty,Net amount,Customer,Serial\nS-INV-1,1,2024-03-05,T-1,3,300.00,South Cross Customer Ltd,SN-SOUTH-1\n"
)

func newHearing(t *testing.T) *hearing {
	t.Helper()
	g := graphtest.New(t)
	h := &hearing{Graph: g, t: t, north: g.As("distributor_rep", "NORTH"), south: g.As("distributor_rep", "SOUTH"), admin: g.As("brand_admin", "BRAND")}
	judge := typeid.New()
	g.Exec(`INSERT INTO users (id, organization_id, email, name, role, status, password_hash)
		SELECT $2, organization_id, 'judge@brand.example', 'Judith Judge', 'channel_manager', 'ACTIVE', password_hash FROM users WHERE id = $1`, g.User("brand_admin", "BRAND"), judge)
	h.judgeID, h.judge = typeid.Format(typeid.User, judge), g.LoginWith("judge@brand.example", graphtest.Password)
	g.Report("NORTH", "north march.csv", northSales)
	g.Report("SOUTH", "south march.csv", southSales)
	h.id = h.open("Tools in Kaohsiung")
	return h
}

// open opens a case over all live lines of both.
func (h *hearing) open(title string) string {
	h.t.Helper()
	var lines []string
	for _, side := range []string{"NORTH", "SOUTH"} {
		rows, err := h.DB.Owner().Query(h.t.Context(), `SELECT id FROM sale_lines WHERE distributor_id = $1 AND voided_at IS NULL ORDER BY id`, h.Organization(side))
		if err != nil {
			h.t.Fatal(err)
		}
		for rows.Next() {
			var id uuid.UUID
			if err := rows.Scan(&id); err != nil {
				h.t.Fatal(err)
			}
			lines = append(lines, typeid.Format(typeid.SaleLine, id))
		}
	}
	got := h.admin.Do(h.t, `mutation($in: OpenConflictInput!) { openConflict(input: $in) { conflict { id } } }`, object{"in": object{"title": title,
		"partyIds": []string{h.distributor("NORTH"), h.distributor("SOUTH")}, "respondentId": h.distributor("NORTH"), "saleLineIds": lines}})
	return at(dataOf(h.t, got), "openConflict", "conflict", "id").(string)
}

func (h *hearing) distributor(code string) string {
	return typeid.Format(typeid.Distributor, h.Organization(code))
}

// do takes a step in the case and gives the state that it is in then.
func (h *hearing) do(who *graphtest.Caller, mutation, input string, more object) *graphtest.Response {
	h.t.Helper()
	in := object{"conflictId": h.id}
	for k, v := range more {
		in[k] = v
	}
	return who.Do(h.t, `mutation($in: `+input+`!) { `+mutation+`(input: $in) { conflict { state asked } } }`, object{"in": in})
}

func (h *hearing) assign() *hearing {
	h.t.Helper()
	h.do(h.admin, "assignMediator", "AssignMediatorInput", object{"userId": h.judgeID}).Want(h.t, "")
	return h
}

func (h *hearing) answer() *hearing {
	h.t.Helper()
	for who, code := range map[*graphtest.Caller]string{h.north: "NORTH", h.south: "SOUTH"} {
		file := h.Upload("distributor_rep", code, code+"-offer.txt", "the offer of "+code)
		h.do(who, "respondToConflict", "RespondToConflictInput", object{"text": "<b>We</b> were first.", "fileIds": []string{file}}).Want(h.t, "")
	}
	return h
}

func (h *hearing) propose() string {
	h.t.Helper()
	h.do(h.judge, "proposeResolution", "ProposeResolutionInput", object{"text": "Share it.", "against": []string{"A"},
		"remedies": []object{{"kind": "SPLIT_CREDIT", "shares": []object{{"party": "A", "percent": "70"}, {"party": "B", "percent": "30"}}}}}).Want(h.t, "")
	got := dataOf(h.t, h.judge.Do(h.t, `query($id: ID!) { conflict(id: $id) { decisions { id } } }`, object{"id": h.id}))
	return at(got, "conflict", "decisions", 0, "id").(string)
}

// casePage asks for all there is of a case.
const casePage = `query($id: ID!) { conflict(id: $id) { ` + caseFields + ` } node(id: $id) { id } }`

const caseParty = `label role name { default zhHant zhHans } distributor { id code name { default } } isMine answeredAt wasSilent appealedAt decidedAgainst`

const caseFile = `id name ordinal mediaType size sha256 addedAt`

const caseFields = `id rule state severity mode legalBasis jurisdiction title productLine { code } territory { code } happenedFrom happenedUntil amount { amount currency } facts forms
	parties { ` + caseParty + ` } customer { id } mediator { id name } isMediated openedAt stateSince dueAt isOverdue escalations namesTold outcome settledAt mergedInto { id }
	asked canRespond: viewerCan(action: RESPOND) canRule: viewerCan(action: RULE)
	evidence { totalCount edges { cursor node { id party { ` + caseParty + ` } happenedOn product { code } productLine { code } territory { code } channelType quantity amount { amount } form measures
		sale { lineId invoiceNumber lineNumber unitPrice net { amount currency } serial account { id code name } } registration { id } hash foundAt withdrawnAt } } }
	statements { party { label } isSealed text files { ` + caseFile + ` } givenAt }
	messages { totalCount edges { node { id from { ` + caseParty + ` } to { label } text files { ` + caseFile + ` } sentAt } } }
	timeline(first: 100) { totalCount edges { node { id kind party { ` + caseParty + ` } params at } } }
	decisions { id kind state text against { label } remedies { id kind state party { label } other { label } shares { party { ` + caseParty + ` } percent } evidenceIds level until amount { amount } note
		effects { party { ` + caseParty + ` } revenue { amount } months { period revenue { amount } before { amount } after { amount } } lines changes { key params } } }
		answers { party { label } accepted text } madeBy { id name } madeAt }
	appeals { party { label } text files { ` + caseFile + ` } madeAt } related { id } precedents { id } mediators { user { id name } isEligible obstacle { key } }`

// The whole story: answered, mediated, agreed, applied, appealed, overturned, undone.
func TestACaseFromItsOpeningToItsEnd(t *testing.T) {
	t.Parallel()
	h := newHearing(t)
	look := func(who *graphtest.Caller) any {
		return at(dataOf(t, who.Do(t, casePage, object{"id": h.id})), "conflict")
	}
	if look(h.north) != nil || look(h.south) != nil || at(look(h.admin), "state") != "OPEN" || fmt.Sprint(at(look(h.admin), "asked")) != "[ASSIGN]" {
		t.Fatalf("before it is told: %v", look(h.north))
	}
	h.assign()
	if got := look(h.north); at(got, "state") != "AWAITING_RESPONSE" || fmt.Sprint(at(got, "asked")) != "[RESPOND]" || at(got, "parties", 0, "isMine") != true || at(got, "parties", 1, "name") != nil {
		t.Errorf("NORTH is shown %v", got)
	}
	h.answer()
	if got := look(h.south); at(got, "state") != "IN_MEDIATION" || at(got, "statements", 0, "text") != "<b>We</b> were first." || at(got, "statements", 0, "files", 0, "name") != nil ||
		at(got, "statements", 1, "files", 0, "name") != "SOUTH-offer.txt" {
		t.Errorf("SOUTH is shown %v", at(got, "statements"))
	}
	decision := h.propose()
	for _, who := range []*graphtest.Caller{h.north, h.south} {
		if got := look(who); fmt.Sprint(at(got, "asked")) != "[ANSWER]" {
			t.Errorf("asked %v", at(got, "asked"))
		}
		h.do(who, "answerProposal", "AnswerProposalInput", object{"decisionId": decision, "accept": true}).Want(t, "")
	}
	if got := look(h.north); at(got, "state") != "AGREED" {
		t.Fatalf("after both accepted: %v", at(got, "state"))
	}
	h.Settle()
	got := look(h.north)
	if at(got, "state") != "RESOLVED" || at(got, "outcome") != "AGREED" || at(got, "decisions", 0, "remedies", 0, "state") != "APPLIED" || at(got, "decisions", 0, "remedies", 0, "effects", 0, "party", "label") != "A" {
		t.Errorf("applied: %v", at(got, "decisions"))
	}
	if at(got, "decisions", 0, "remedies", 0, "effects", 1) != nil || at(got, "decisions", 0, "madeBy") != nil || at(got, "mediator") != nil {
		t.Errorf("NORTH is shown too much: %v", got)
	}
	proof := h.Upload("distributor_rep", "NORTH", "proof.csv", "a,b\n")
	h.do(h.north, "appealConflict", "AppealConflictInput", object{"text": "New.", "fileIds": []string{proof}}).Want(t, "")
	h.do(h.admin, "decideAppeal", "DecideAppealInput", object{"overturn": true, "text": "Right."}).Want(t, "")
	h.Settle()
	if got := look(h.south); at(got, "state") != "CLOSED" || at(got, "outcome") != "OVERTURNED" || at(got, "decisions", 0, "state") != "UNDONE" || len(at(got, "appeals").([]any)) != 0 {
		t.Errorf("at its end: %v %v", at(got, "decisions"), at(got, "appeals"))
	}
	h.Holds()
	kinds := ""
	for i := 0; ; i++ {
		kind := at(look(h.admin), "timeline", "edges", i, "node", "kind")
		if kind == nil {
			break
		}
		kinds += fmt.Sprint(kind, " ")
	}
	for _, kind := range []string{"opened", "assigned", "stateChanged", "answered", "statementsOpened", "proposed", "accepted", "remedyApplied", "appealed", "fileAdded", "overturned", "remedyUndone"} {
		if !strings.Contains(kinds, kind) {
			t.Errorf("the timeline doesn't tell %s: %s", kind, kinds)
		}
	}
}

// What is wrong with an input is told by its path.
func TestCaseInputsAreChecked(t *testing.T) {
	t.Parallel()
	h := newHearing(t)
	open := func(in object) *graphtest.Response {
		return h.admin.Do(t, `mutation($in: OpenConflictInput!) { openConflict(input: $in) { conflict { id } } }`, object{"in": in})
	}
	open(object{"title": "", "partyIds": []string{}}).WantField(t, "input.title")
	open(object{"title": "x", "partyIds": []string{typeid.Format(typeid.Distributor, typeid.New())}}).WantField(t, "input.partyIds.0")
	open(object{"title": "x", "partyIds": []string{h.distributor("NORTH")}, "saleLineIds": []string{typeid.Format(typeid.SaleLine, typeid.New())}}).WantField(t, "input.saleLineIds.0")
	open(object{"title": "x", "partyIds": []string{h.distributor("NORTH")}, "respondentId": h.distributor("SOUTH")}).WantField(t, "input.respondentId")
	h.do(h.admin, "assignMediator", "AssignMediatorInput", object{"userId": typeid.Format(typeid.User, h.User("channel_manager", "BRAND"))}).WantField(t, "input.userId")
	h.do(h.admin, "assignMediator", "AssignMediatorInput", object{"userId": h.judgeID, "answerWithinDays": 0}).WantField(t, "input.answerWithinDays")
	h.assign()
	exe := h.Upload("distributor_rep", "NORTH", "offer.pdf", "MZ")
	h.do(h.north, "respondToConflict", "RespondToConflictInput", object{"text": "x", "fileIds": []string{exe}}).WantField(t, "input.fileIds.0")
	h.do(h.north, "respondToConflict", "RespondToConflictInput", object{"text": strings.Repeat("x", 10_001)}).WantField(t, "input.text")
	h.answer()
	h.do(h.judge, "proposeResolution", "ProposeResolutionInput", object{"text": "x", "against": []string{"Z"}, "remedies": []object{}}).WantField(t, "input.against.0").WantField(t, "input.remedies")
	h.do(h.judge, "proposeResolution", "ProposeResolutionInput", object{"text": "x",
		"remedies": []object{{"kind": "SPLIT_CREDIT", "shares": []object{{"party": "A", "percent": "70"}, {"party": "B", "percent": "31"}}}}}).WantField(t, "input.remedies.0.shares")
	if r := h.do(h.judge, "ruleOnConflict", "RuleOnConflictInput", object{"text": "x", "remedies": []object{{"kind": "NONE", "note": "x"}}}).Want(t, "CONFLICT"); r.Key() != "conflict.moved" || r.Errors[0].Extensions.Params["state"] != "IN_MEDIATION" {
		t.Errorf("a ruling too early: %s", r.Body)
	}
}

// A board asks for each kind of thing once, however many cases it shows.
func TestTheBoardIsReadByKinds(t *testing.T) {
	t.Parallel()
	h := newHearing(t)
	board := `{ conflictCounts { state count overdue } conflicts(first: 50, filter: {states: [OPEN, AWAITING_RESPONSE]}) { totalCount pageInfo { hasNextPage } edges { node { id rule state severity title amount { amount }
		dueAt asked productLine { code } territory { code } customer { id } mediator { name } parties { label name { default } distributor { code } } } } } }`
	for name, who := range map[string]*graphtest.Caller{"brand": h.admin, "judge": h.judge, "party": h.north} {
		h.assign()
		ask := func() int { return len(h.Counter.During(func() { who.Do(t, board, nil).Want(t, "") })) }
		ask()
		few := fewest(ask)
		for range 20 {
			h.id = h.open(name)
			h.assign()
		}
		if many := fewest(ask); many > few+1 || many > 16 { // the customer and the second page of nothing
			t.Errorf("%s: %d statements for a few cases, %d for twenty more", name, few, many)
		}
		h.Exec(`UPDATE conflicts SET state = 'CLOSED'`)
		h.Exec(`UPDATE conflict_subjects SET is_open = false`)
		h.id = h.open("next")
	}
}

// The page of a case is told again when somebody else acts in it, to those who see it.
func TestACaseIsFollowedLive(t *testing.T) {
	t.Parallel()
	h := newHearing(t)
	h.assign()
	h.Live()
	h.north.Do(t, `query($id: ID!) { conflict(id: $id) { state } }`, object{"id": h.id}).Want(t, "")
	stream := h.north.Watch(t, `subscription($id: ID!) { conflictUpdated(id: $id) { state parties { label answeredAt } } }`, object{"id": h.id})
	next := func() *graphtest.Response {
		select {
		case r := <-stream:
			return r
		case <-time.After(10 * time.Second):
			t.Fatal("nothing is told")
			return nil
		}
	}
	if got := dataOf(t, next()); at(got, "conflictUpdated", "state") != "AWAITING_RESPONSE" {
		t.Fatalf("first: %v", got)
	}
	h.do(h.south, "respondToConflict", "RespondToConflictInput", object{"text": "Ours."}).Want(t, "")
	if got := dataOf(t, next()); at(got, "conflictUpdated", "parties", 1, "answeredAt") == nil {
		t.Errorf("after SOUTH answered: %v", got)
	}
	other := h.open("untold")
	denied := h.north.Watch(t, `subscription($id: ID!) { conflictUpdated(id: $id) { state } }`, object{"id": other})
	if r := <-denied; r == nil || r.Code() != "NOT_FOUND" {
		t.Errorf("a stream of a case that it was not told of: %+v", r)
	}
}

// The brand answers for itself where it is a party.
func TestTheBrandAsAParty(t *testing.T) {
	t.Parallel()
	h := newHearing(t)
	h.Exec(`UPDATE conflict_parties SET distributor_id = $1 WHERE label = 'A'`, h.Brand)
	h.assign()
	h.do(h.admin, "respondToConflict", "RespondToConflictInput", object{"text": "We did."}).Want(t, "")
	got := at(dataOf(t, h.admin.Do(t, casePage, object{"id": h.id})), "conflict")
	if at(got, "parties", 0, "isMine") != true || at(got, "parties", 0, "name", "default") != "Brand" || at(got, "parties", 0, "distributor") != nil || at(got, "parties", 0, "answeredAt") == nil {
		t.Errorf("the brand's side: %v", at(got, "parties", 0))
	}
	if at(got, "statements", 0, "isSealed") != true || at(got, "statements", 0, "text") != nil {
		t.Errorf("as the brand it reads its own statement before all are in: %v", at(got, "statements", 0))
	}
}
