package graph_test

import (
	"strings"
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

func containsWord(words, word string) bool { return strings.Contains(" "+words+" ", " "+word+" ") }

// secrets are all texts by which somebody could tell who the organisation is, or what is its own.
func (h *hearing) secrets(code string) []string {
	h.t.Helper()
	out := []string{code, strings.ToLower(code) + "@", h.distributor(code), h.Organization(code).String(), typeid.Format(typeid.Organization, h.Organization(code)),
		map[string]string{"NORTH": "North Trading", "SOUTH": "South Trading"}[code], map[string]string{"NORTH": "N-INV", "SOUTH": "S-INV"}[code],
		map[string]string{"NORTH": "North Star", "SOUTH": "South Cross"}[code], code + "-offer", "only for " + code, "Judith", "judge@", h.judgeID}
	for _, query := range []string{
		`SELECT id::text FROM sale_lines WHERE distributor_id = $1`, `SELECT id::text FROM accounts WHERE distributor_id = $1`, `SELECT id::text FROM users WHERE organization_id = $1`,
		`SELECT id::text FROM files WHERE organization_id = $1`, `SELECT name FROM users WHERE organization_id = $1`,
	} {
		rows, err := h.DB.Owner().Query(h.t.Context(), query, h.Organization(code))
		if err != nil {
			h.t.Fatal(err)
		}
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				h.t.Fatal(err)
			}
			out = append(out, text)
		}
	}
	for _, prefix := range []string{typeid.SaleLine, typeid.Account, typeid.User, typeid.File} {
		rows, err := h.DB.Owner().Query(h.t.Context(), `SELECT id FROM `+map[string]string{typeid.SaleLine: "sale_lines", typeid.Account: "accounts", typeid.User: "users", typeid.File: "files"}[prefix]+
			` WHERE `+map[string]string{typeid.SaleLine: "distributor_id", typeid.Account: "distributor_id", typeid.User: "organization_id", typeid.File: "organization_id"}[prefix]+` = $1`, h.Organization(code))
		if err != nil {
			h.t.Fatal(err)
		}
		for rows.Next() {
			var id [16]byte
			if err := rows.Scan(&id); err != nil {
				h.t.Fatal(err)
			}
			out = append(out, typeid.Format(prefix, id))
		}
	}
	return out
}

// Whatever happens in a case, no byte that a party reads tells who the other is: not the page, the lists, the inbox, the mails, the stream of events or the files.
func TestNoByteTellsAPartyOfTheOther(t *testing.T) {
	t.Parallel()
	h := newHearing(t)
	callers := map[string][]*graphtest.Caller{"NORTH": {h.north, h.As("distributor_admin", "NORTH"), h.As("distributor_viewer", "NORTH")},
		"SOUTH": {h.south, h.As("distributor_admin", "SOUTH"), h.As("distributor_viewer", "SOUTH")}}
	secrets := map[string][]string{}
	look := func(when string) {
		t.Helper()
		h.Deliver()
		for mine, other := range map[string]string{"NORTH": "SOUTH", "SOUTH": "NORTH"} {
			secrets[other] = h.secrets(other)
			for _, who := range callers[mine] {
				for _, r := range []*graphtest.Response{
					who.Do(t, casePage, object{"id": h.id}),
					who.Do(t, `{ conflicts(first: 5) { totalCount edges { cursor node { id title parties { `+caseParty+` } related { id parties { `+caseParty+` } } } } } conflictCounts { state count } }`, nil),
					who.Do(t, inboxQuery, nil),
					who.Do(t, `query($in: ConflictFilter) { conflicts(filter: $in) { totalCount edges { node { id } } } }`, object{"in": object{"text": "Tools"}}),
				} {
					r.Want(t, "")
					for _, secret := range secrets[other] {
						if strings.Contains(r.Body, secret) {
							t.Errorf("%s: %s reads %q of %s:\n%s", when, mine, secret, other, around(r.Body, secret))
						}
					}
				}
			}
		}
		for _, m := range h.Mail.Sent {
			other := map[bool]string{true: "SOUTH", false: "NORTH"}[strings.Contains(m.To, "north")]
			if strings.Contains(m.To, "brand") {
				continue
			}
			for _, secret := range secrets[other] {
				if strings.Contains(m.Subject+m.Text, secret) {
					t.Errorf("%s: the mail %q to %s holds %q", when, m.Subject, m.To, secret)
				}
			}
		}
	}
	look("before it is told")
	h.assign()
	look("told")
	h.do(h.south, "respondToConflict", "RespondToConflictInput", object{"text": "Ours.", "fileIds": []string{h.Upload("distributor_rep", "SOUTH", "SOUTH-offer.txt", "the offer")}}).Want(t, "")
	look("half answered")
	h.do(h.north, "respondToConflict", "RespondToConflictInput", object{"text": "Mine.", "fileIds": []string{h.Upload("distributor_rep", "NORTH", "NORTH-offer.txt", "my offer")}}).Want(t, "")
	write := func(who *graphtest.Caller, to any, text string) {
		t.Helper()
		who.Do(t, `mutation($in: PostConflictMessageInput!) { postConflictMessage(input: $in) { message { id } } }`, object{"in": object{"conflictId": h.id, "to": to, "text": text}}).Want(t, "")
	}
	write(h.judge, "A", "only for NORTH")
	write(h.judge, "B", "only for SOUTH")
	write(h.north, "A", "only for NORTH and you")
	write(h.south, nil, "to all")
	look("in mediation")
	decision := h.propose()
	h.do(h.north, "answerProposal", "AnswerProposalInput", object{"decisionId": decision, "accept": true, "text": "only for NORTH to know"}).Want(t, "")
	look("half accepted")
	h.do(h.south, "answerProposal", "AnswerProposalInput", object{"decisionId": decision, "accept": true}).Want(t, "")
	h.Settle()
	look("settled")
	h.do(h.south, "appealConflict", "AppealConflictInput", object{"text": "only for SOUTH to say", "fileIds": []string{h.Upload("distributor_rep", "SOUTH", "SOUTH-offer 2.txt", "another offer")}}).Want(t, "")
	look("appealed")
	h.do(h.admin, "decideAppeal", "DecideAppealInput", object{"overturn": true, "text": "Considered."}).Want(t, "")
	h.Settle()
	look("overturned")
}

// around is what stands on both sides of a text.
func around(body, text string) string {
	i := strings.Index(body, text)
	return body[max(0, i-200):min(len(body), i+200)]
}

// A case that a party was not told of is as one that there isn't: the same answers to the byte.
func TestAnUntoldCaseIsNone(t *testing.T) {
	t.Parallel()
	h := newHearing(t)
	none := typeid.Format(typeid.Conflict, typeid.New())
	for _, who := range []*graphtest.Caller{h.north, h.south, h.As("distributor_viewer", "NORTH")} {
		for _, query := range []string{
			`query($id: ID!) { node(id: $id) { id } conflict(id: $id) { id } }`,
			`mutation($id: ID!) { respondToConflict(input: {conflictId: $id, text: "x"}) { conflict { id } } }`,
			`mutation($id: ID!) { postConflictMessage(input: {conflictId: $id, text: "x"}) { message { id } } }`,
		} {
			untold, unknown := who.Do(t, query, object{"id": h.id}), who.Do(t, query, object{"id": none})
			if strings.ReplaceAll(untold.Body, h.id, none) != unknown.Body {
				t.Errorf("%s:\n%s\n%s", query, untold.Body, unknown.Body)
			}
		}
		if body := who.Do(t, `{ conflicts { totalCount edges { node { id } } } conflictCounts { count } }`, nil).Want(t, "").Body; strings.Contains(body, h.id) || !strings.Contains(body, `"totalCount":0`) || !strings.Contains(body, `"conflictCounts":[]`) {
			t.Errorf("a list tells of it: %s", body)
		}
	}
	// Nor is a case of others one.
	h.assign()
	h.Exec(`UPDATE conflict_parties SET distributor_id = $1 WHERE label = 'B'`, typeid.New())
	if body := h.south.Do(t, `query($id: ID!) { node(id: $id) { id } conflict(id: $id) { id } conflicts { totalCount } }`, object{"id": h.id}).Want(t, "").Body; !strings.Contains(body, `"node":null,"conflict":null,"conflicts":{"totalCount":0}`) {
		t.Errorf("SOUTH reads others' case: %s", body)
	}
}

// A channel manager without the case sees its own distributor's side alone.
func TestAManagerWithoutTheCase(t *testing.T) {
	t.Parallel()
	h := newHearing(t)
	h.assign().answer()
	h.judge.Do(t, `mutation($in: PostConflictMessageInput!) { postConflictMessage(input: $in) { message { id } } }`, object{"in": object{"conflictId": h.id, "to": "B", "text": "only for SOUTH"}}).Want(t, "")
	r := h.As("channel_manager", "BRAND").Do(t, casePage, object{"id": h.id}).Want(t, "")
	for _, secret := range []string{"South", "S-INV", "SOUTH-offer", "only for SOUTH", h.distributor("SOUTH")} {
		if strings.Contains(r.Body, secret) {
			t.Errorf("it reads %q: %s", secret, around(r.Body, secret))
		}
	}
	if data := dataOf(t, r); at(data, "conflict", "parties", 0, "distributor", "code") != "NORTH" || at(data, "conflict", "evidence", "totalCount") != 3.0 {
		t.Errorf("it doesn't read its own side: %v", at(data, "conflict", "parties"))
	}
	h.do(h.As("channel_manager", "BRAND"), "dismissConflict", "DismissConflictInput", object{"reason": "x"}).Want(t, "FORBIDDEN")
	// Who mediates reads both sides in full.
	body := h.judge.Do(t, casePage, object{"id": h.id}).Want(t, "").Body
	for _, text := range []string{"N-INV-1", "S-INV-1", "South Trading", "NORTH-offer.txt", "SOUTH-offer.txt"} {
		if !strings.Contains(body, text) {
			t.Errorf("the mediator doesn't read %s", text)
		}
	}
}
