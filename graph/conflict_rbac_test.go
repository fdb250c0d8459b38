package graph_test

import (
	"testing"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// Who may do what with cases at all; which case and when is the domain's to say.
func TestWhoMayActInCases(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	id, other := typeid.Format(typeid.Conflict, typeid.New()), typeid.Format(typeid.Decision, typeid.New())
	file, user, piece := typeid.Format(typeid.File, typeid.New()), typeid.Format(typeid.User, typeid.New()), typeid.Format(typeid.Evidence, typeid.New())
	north := typeid.Format(typeid.Distributor, typeid.New())
	judges, parties := []string{"brand_admin", "channel_manager"}, []string{"brand_admin", "distributor_admin", "distributor_rep"}
	for _, query := range []string{`{ conflicts { totalCount } }`, `{ conflictCounts { count } }`} {
		may(t, g, query, nil, readers...)
	}
	may(t, g, `query($id: ID!) { conflict(id: $id) { id } }`, object{"id": id}, readers...)
	may(t, g, `{ interests { reason } }`, nil, "brand_admin")
	may(t, g, `mutation($u: ID!, $d: ID!) { declareInterest(input: {userId: $u, distributorId: $d, reason: "x"}) { interest { reason } } }`, object{"u": user, "d": north}, "brand_admin")
	may(t, g, `mutation($d: ID!) { openConflict(input: {title: "x", partyIds: [$d]}) { conflict { id } } }`, object{"d": north}, judges...)
	may(t, g, `mutation($id: ID!, $u: ID!) { assignMediator(input: {conflictId: $id, userId: $u}) { conflict { id } } }`, object{"id": id, "u": user}, judges...)
	may(t, g, `mutation($id: ID!) { respondToConflict(input: {conflictId: $id, text: "x"}) { conflict { id } } }`, object{"id": id}, parties...)
	may(t, g, `mutation($id: ID!) { postConflictMessage(input: {conflictId: $id, text: "x"}) { message { id } } }`, object{"id": id}, "brand_admin", "channel_manager", "distributor_admin", "distributor_rep")
	may(t, g, `mutation($id: ID!) { proposeResolution(input: {conflictId: $id, text: "x", remedies: []}) { conflict { id } } }`, object{"id": id}, judges...)
	may(t, g, `mutation($id: ID!, $d: ID!) { answerProposal(input: {conflictId: $id, decisionId: $d, accept: true}) { conflict { id } } }`, object{"id": id, "d": other}, parties...)
	may(t, g, `mutation($id: ID!) { ruleOnConflict(input: {conflictId: $id, text: "x", remedies: []}) { conflict { id } } }`, object{"id": id}, judges...)
	may(t, g, `mutation($id: ID!, $f: ID!) { appealConflict(input: {conflictId: $id, text: "x", fileIds: [$f]}) { conflict { id } } }`, object{"id": id, "f": file}, parties...)
	may(t, g, `mutation($id: ID!) { decideAppeal(input: {conflictId: $id, overturn: false, text: "x"}) { conflict { id } } }`, object{"id": id}, "brand_admin")
	may(t, g, `mutation($id: ID!) { dismissConflict(input: {conflictId: $id, reason: "x"}) { conflict { id } } }`, object{"id": id}, judges...)
	may(t, g, `mutation($id: ID!) { mergeConflicts(input: {fromId: $id, intoId: $id, reason: "x"}) { conflict { id } } }`, object{"id": id}, judges...)
	may(t, g, `mutation($id: ID!, $p: ID!) { splitConflict(input: {conflictId: $id, evidenceIds: [$p], reason: "x"}) { conflict { id } } }`, object{"id": id, "p": piece}, judges...)
	may(t, g, `mutation($id: ID!) { tellConflictNames(input: {conflictId: $id, reason: "x"}) { conflict { id } } }`, object{"id": id}, judges...)
}

// What the page offers is what an attempt would be allowed.
func TestWhatTheViewerCanInACase(t *testing.T) {
	t.Parallel()
	h := newHearing(t)
	h.assign()
	query := `query($id: ID!) { conflict(id: $id) { assign: viewerCan(action: ASSIGN) dismiss: viewerCan(action: DISMISS) respond: viewerCan(action: RESPOND) message: viewerCan(action: MESSAGE)
		propose: viewerCan(action: PROPOSE) answer: viewerCan(action: ANSWER) rule: viewerCan(action: RULE) appeal: viewerCan(action: APPEAL) decide: viewerCan(action: DECIDE_APPEAL)
		merge: viewerCan(action: MERGE) names: viewerCan(action: TELL_NAMES) } }`
	for who, can := range map[*graphtest.Caller]string{
		h.admin: "assign dismiss message merge names", h.judge: "assign dismiss message merge names", h.north: "respond message", h.As("distributor_viewer", "NORTH"): "",
		h.As("brand_analyst", "BRAND"): "", h.As("channel_manager", "BRAND"): "",
	} {
		got := at(dataOf(t, who.Do(t, query, object{"id": h.id})), "conflict").(map[string]any)
		for name, is := range got {
			if is != containsWord(can, name) {
				t.Errorf("%q: %s is %v", can, name, is)
			}
		}
	}
}
