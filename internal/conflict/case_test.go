package conflict_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/typeid"
)

// What each of them may do in each state, and with which fault it is refused otherwise; "" may.
func TestWhoMayDoWhatWhen(t *testing.T) {
	w := newCourt(t)
	const (
		moved, missing, notMediator = "conflict.moved", "conflict.notFound", "conflict.notMediator"
	)
	type attempt struct {
		who string
		do  func(id uuid.UUID, who string) error
	}
	own := func(label string) func(uuid.UUID, string) error {
		return func(id uuid.UUID, who string) error { return w.message(id, who, &label) }
	}
	attempts := map[string]attempt{
		"assign":       {"admin", func(id uuid.UUID, _ string) error { return w.assign(id, "second") }},
		"respond":      {"north", w.respond},
		"brandRespond": {"admin", w.respond},
		"message":      {"north", own("A")},
		"brandMessage": {"judge", own("A")},
		"propose":      {"judge", w.propose},
		"analyst":      {"analyst", w.propose},
		"answer":       {"north", func(id uuid.UUID, who string) error { return w.answer(id, who, true) }},
		"rule":         {"judge", w.rule},
		"appeal":       {"north", w.appeal},
		"decideAppeal": {"second", func(id uuid.UUID, who string) error { return w.decideAppeal(id, who, false) }},
		"judgeAppeal":  {"judge", func(id uuid.UUID, who string) error { return w.decideAppeal(id, who, false) }},
		"dismiss":      {"judge", w.dismiss},
		"tellNames":    {"judge", w.tellNames},
		"partial":      {"partial", w.dismiss},
		"stranger":     {"east", w.respond},
	}
	// What is refused in every state, and what is allowed in some.
	always := map[string]string{"brandRespond": missing, "analyst": missing, "judgeAppeal": missing, "partial": notMediator, "stranger": missing}
	allowed := map[conflict.State]string{
		conflict.Open:             "assign",
		conflict.AwaitingResponse: "assign respond message brandMessage dismiss tellNames",
		conflict.InMediation:      "assign message brandMessage propose dismiss tellNames",
		conflict.Proposed:         "assign message brandMessage answer dismiss tellNames",
		conflict.Agreed:           "message brandMessage tellNames",
		conflict.Ruled:            "message brandMessage tellNames",
		conflict.Resolved:         "message brandMessage appeal tellNames",
		conflict.Appealed:         "message brandMessage decideAppeal tellNames",
		conflict.Dismissed:        "tellNames",
		conflict.Closed:           "tellNames",
	}
	// What was done once is refused as such, whatever the state; an unassigned mediator finds no case.
	special := map[conflict.State]map[string]string{
		conflict.Open:        {"respond": missing, "message": missing, "answer": missing, "appeal": missing, "brandMessage": missing, "propose": missing, "rule": missing, "dismiss": missing, "tellNames": missing},
		conflict.InMediation: {"respond": "conflict.answered"}, conflict.Proposed: {"respond": "conflict.answered"}, conflict.Agreed: {"respond": "conflict.answered"},
		conflict.Ruled: {"respond": "conflict.answered"}, conflict.Resolved: {"respond": "conflict.answered"},
		conflict.Appealed: {"respond": "conflict.answered", "appeal": "conflict.appealedBefore"}, conflict.Closed: {"respond": "conflict.answered", "appeal": "conflict.appealedBefore"},
	}
	for state, may := range allowed {
		stands := w.bring(state)
		for name, a := range attempts {
			want := moved
			switch {
			case always[name] != "":
				want = always[name]
			case strings.Contains(" "+may+" ", " "+name+" "):
				want = ""
			case special[state][name] != "":
				want = special[state][name]
			}
			id := stands // what is refused changes nothing
			if want == "" {
				id = w.bring(state)
			}
			err := a.do(id, a.who)
			if want == "" {
				if err != nil {
					t.Errorf("%s: %s by %s: %v", state, name, a.who, err)
				}
				continue
			}
			w.refused(err, want, string(state)+": "+name+" by "+a.who)
			if got := w.state(id); got != state {
				t.Errorf("%s: a refused %s brought the case to %s", state, name, got)
			}
		}
	}
}

// The same answer decides what a page offers: what Allows says of a case is what an attempt meets.
func TestAPageOffersWhatIsAllowed(t *testing.T) {
	w := newCourt(t)
	for state, asked := range map[conflict.State]map[string][]conflict.Action{
		conflict.Open:             {"admin": {conflict.Assign}, "judge": nil, "north": nil, "partial": nil, "analyst": nil},
		conflict.AwaitingResponse: {"admin": nil, "judge": nil, "north": {conflict.Respond}, "south": {conflict.Respond}},
		conflict.InMediation:      {"judge": {conflict.Propose}, "admin": nil, "north": nil},
		conflict.Proposed:         {"judge": nil, "north": {conflict.Answer}},
		conflict.Resolved:         {"judge": nil, "north": nil},
		conflict.Appealed:         {"admin": {conflict.DecideAppeal}, "judge": nil, "north": nil},
		conflict.Closed:           {"admin": nil, "north": nil},
	} {
		id := w.bring(state)
		for who, want := range asked {
			ctx, sc := w.as(who, "read")
			rows, err := w.service.ByIDs(ctx, sc, []uuid.UUID{id})
			w.must(err)
			all, err := w.service.Standings(ctx, sc, []uuid.UUID{id})
			w.must(err)
			var got []conflict.Action
			for _, c := range rows {
				actor, _ := w.as(who, "read")
				got = c.Asked(actorOf(actor), all[id], w.now)
			}
			if len(got) != len(want) || len(got) > 0 && got[0] != want[0] {
				t.Errorf("%s: %s is asked %v, want %v", state, who, got, want)
			}
			// What is asked of somebody stands in the list of what is theirs.
			p, err := w.service.Cases(ctx, sc, conflict.Filter{Mine: true, States: []conflict.State{state}}, conflict.Sort{}, page.Args{})
			w.must(err)
			for _, c := range p.Items {
				if c.ID == id && len(want) == 0 && who != "judge" && who != "partial" {
					t.Errorf("%s: nothing is asked of %s, and yet it is listed", state, who)
				}
			}
			if len(want) > 0 && len(p.Items) != 1 {
				t.Errorf("%s: %d cases are %s's", state, len(p.Items), who)
			}
		}
		w.exec(`UPDATE conflict_subjects SET is_open = false`)
		w.exec(`UPDATE conflicts SET state = 'CLOSED', mediator_id = NULL`)
	}
}

// Statements stay sealed, for the brand too, until all are in; each is given once, in time, and for oneself.
func TestStatementsAreSealedUntilAllAreIn(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.AwaitingResponse)
	w.must(w.respond(id, "north"))
	read := func(who string) (labels string) {
		ctx, sc := w.as(who, "read")
		all, err := w.service.StatementsOf(ctx, sc, []uuid.UUID{id})
		w.must(err)
		for _, s := range all[id] {
			labels += s.Label
		}
		return labels
	}
	for who, want := range map[string]string{"north": "A", "south": "", "judge": "", "admin": "", "analyst": "", "partial": "", "east": ""} {
		if got := read(who); got != want {
			t.Errorf("before all are in, %s reads %q, want %q", who, got, want)
		}
	}
	w.refused(w.respond(id, "north"), "conflict.answered", "answering twice")
	w.must(w.respond(id, "south"))
	for who, want := range map[string]string{"north": "AB", "south": "AB", "judge": "AB", "admin": "AB", "east": ""} {
		if got := read(who); got != want {
			t.Errorf("when all are in, %s reads %q, want %q", who, got, want)
		}
	}
	late := w.bring(conflict.AwaitingResponse)
	w.now = w.now.AddDate(0, 0, 7)
	w.refused(w.respond(late, "north"), "conflict.late", "answering late")
	if n := value[int](w, `SELECT count(*) FROM conflict_statements WHERE case_id = $1`, late); n != 0 {
		t.Errorf("%d late statements were kept", n)
	}
}

// One rejection leads to a ruling, and the others' answers are nobody's business but the brand's.
func TestARejectionLeadsToARuling(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.Proposed)
	w.must(w.answer(id, "north", true))
	w.refused(w.answer(id, "north", false), "conflict.said", "answering twice")
	w.refused(w.rule(id, "judge"), "conflict.moved", "ruling before the parties have had their say")
	decision := w.pending(id)
	ctx, sc := w.as("south", "read")
	replies, err := w.service.RepliesOf(ctx, sc, []uuid.UUID{decision})
	w.must(err)
	if len(replies) != 0 {
		t.Errorf("SOUTH reads %v", replies)
	}
	ctx, sc = w.as("south", "respond")
	_, err = w.service.AnswerProposal(ctx, sc, id, typeid.New(), true, "")
	w.refused(err, "conflict.otherProposal", "answering another proposal")
	w.must(w.answer(id, "south", false))
	if w.state(id) != conflict.Proposed || value[string](w, `SELECT state FROM conflict_decisions WHERE id = $1`, decision) != "REJECTED" {
		t.Errorf("after a rejection the case is %s", w.state(id))
	}
	if value[string](w, `SELECT state FROM conflict_remedies WHERE decision_id = $1`, decision) != "DROPPED" {
		t.Error("the rejected proposal's remedies are still planned")
	}
	w.must(w.rule(id, "admin")) // an administrator without an interest may
	w.refused(w.rule(id, "judge"), "conflict.moved", "ruling after somebody else did")
	w.must(w.settler.Settle(context.Background(), id))
	if got := value[string](w, `SELECT outcome FROM conflicts WHERE id = $1`, id); got != "RULED" {
		t.Errorf("outcome %s", got)
	}
	if got := value[string](w, `SELECT string_agg(label, '') FROM conflict_sides WHERE case_id = $1 AND decided_against`, id); got != "A" {
		t.Errorf("decided against %s", got)
	}
}

// Of two who rule at the same moment one does, and the other is told where the case is.
func TestTwoRulingsAtOnce(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.Proposed)
	w.must(w.answer(id, "south", false))
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i, who := range []string{"judge", "admin"} {
		both.Go(func() { errs[i] = w.rule(id, who) })
	}
	both.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("both: %v, %v", errs[0], errs[1])
	}
	lost := fault.As(errors.Join(errs...))
	if lost.Kind != fault.Conflict || lost.Key != "conflict.moved" || lost.Params["state"] != conflict.Ruled {
		t.Errorf("the other was told %v %v", lost, lost.Params)
	}
	if n := value[int](w, `SELECT count(*) FROM conflict_decisions WHERE case_id = $1 AND kind = 'RULING'`, id); n != 1 {
		t.Errorf("%d rulings", n)
	}
}

// Answers that come at the same moment make one agreement.
func TestTwoAnswersAtOnce(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.AwaitingResponse)
	at := func(do func(who string) error) {
		errs := make([]error, 2)
		var both sync.WaitGroup
		for i, who := range []string{"north", "south"} {
			both.Go(func() { errs[i] = do(who) })
		}
		both.Wait()
		w.must(errors.Join(errs...))
	}
	at(func(who string) error { return w.respond(id, who) })
	if w.state(id) != conflict.InMediation {
		t.Fatalf("after both answered: %s", w.state(id))
	}
	w.must(w.propose(id, "judge"))
	at(func(who string) error { return w.answer(id, who, true) })
	if w.state(id) != conflict.Agreed {
		t.Errorf("after both accepted: %s", w.state(id))
	}
}

// An appeal brings new evidence, once, in time; whoever ruled doesn't decide on it.
func TestAppeals(t *testing.T) {
	w := newCourt(t)
	id := w.bring(conflict.Ruled)
	w.must(w.settler.Settle(context.Background(), id))
	ctx, sc := w.as("north", "respond")
	_, err := w.service.Appeal(ctx, sc, id, "No.", nil)
	w.refused(err, "fileIds list.length", "an appeal without evidence")
	other := w.upload("SOUTH", "theirs.txt", "theirs")
	_, err = w.service.Appeal(ctx, sc, id, "No.", []uuid.UUID{other})
	w.refused(err, "fileIds.0 file.notFound", "an appeal with another's file")
	known := w.upload("NORTH", "known.txt", "known before")
	label := "A"
	write, reach := w.as("north", "message")
	_, err = w.service.Post(write, reach, nil, conflict.NewMessage{CaseID: id, Text: "See this.", To: &label, Files: []uuid.UUID{known}})
	w.must(err)
	_, err = w.service.Appeal(ctx, sc, id, "No.", []uuid.UUID{known})
	w.refused(err, "fileIds.0 conflict.fileNotNew", "an appeal with evidence that was given before")
	w.must(w.appeal(id, "north"))
	w.refused(w.appeal(id, "south"), "conflict.moved", "a second appeal")

	w.exec(`UPDATE conflict_decisions SET made_by = $2 WHERE case_id = $1 AND kind = 'RULING'`, id, w.ids["admin"])
	w.refused(w.decideAppeal(id, "admin", true), "conflict.ownDecision", "deciding on one's own ruling")
	w.must(w.decideAppeal(id, "second", true))
	w.refused(w.decideAppeal(id, "second", false), "conflict.moved", "deciding twice")
	w.must(w.settler.Settle(context.Background(), id))
	if got := value[string](w, `SELECT state || ' ' || outcome FROM conflicts WHERE id = $1`, id); got != "CLOSED OVERTURNED" {
		t.Errorf("the case is %s", got)
	}
	if n := value[int](w, `SELECT count(*) FROM conflict_sides WHERE case_id = $1 AND decided_against`, id); n != 0 {
		t.Error("it is still decided against somebody")
	}
	late := w.bring(conflict.Resolved)
	w.now = w.now.AddDate(0, 1, 0)
	w.refused(w.appeal(late, "north"), "conflict.late", "appealing late")
}

// Who has an interest can't mediate, and is told why.
func TestMediatorsHaveNoInterest(t *testing.T) {
	w := newCourt(t)
	id := w.open()
	ctx, sc := w.as("admin", "assign")
	obstacles := func() map[string]string {
		all, err := w.service.Mediators(ctx, sc, id)
		w.must(err)
		out := map[string]string{}
		for _, c := range all {
			for name, user := range w.ids {
				if user == c.UserID {
					out[name] = "may"
					if c.Obstacle != nil {
						out[name] = *c.Obstacle
					}
				}
			}
		}
		return out
	}
	if got := obstacles(); len(got) != 4 || got["partial"] != "manages" || got["judge"] != "may" || got["admin"] != "may" || got["second"] != "may" {
		t.Errorf("mediators: %v", got)
	}
	w.refused(w.assign(id, "partial"), "userId conflict.obstacle.manages", "a manager of one party")
	w.exec(`INSERT INTO portfolio_members (user_id, distributor_id) VALUES ($1, $2)`, w.ids["partial"], w.ids["SOUTH"])
	if got := obstacles()["partial"]; got != "may" {
		t.Errorf("a manager of both parties: %s", got)
	}
	w.exec(`DELETE FROM portfolio_members WHERE user_id = $1`, w.ids["partial"])
	if got := obstacles()["partial"]; got != "may" {
		t.Errorf("a former manager of both parties: %s", got)
	}
	declare, reach := w.as("admin", "assign")
	_, err := w.service.DeclareInterest(declare, reach, conflict.Interest{UserID: w.ids["second"], DistributorID: w.ids["SOUTH"], Reason: "Worked there until 2022."})
	w.must(err)
	w.refused(w.assign(id, "second"), "userId conflict.obstacle.worked", "who worked for one party")
	w.exec(`UPDATE users SET status = 'DEACTIVATED' WHERE id = $1`, w.ids["judge"])
	w.refused(w.assign(id, "judge"), "userId conflict.obstacle.inactive", "who has left")
	w.exec(`UPDATE users SET status = 'ACTIVE' WHERE id = $1`, w.ids["judge"])
	for _, who := range []string{"analyst", "north"} {
		w.refused(w.assign(id, who), "userId conflict.obstacle.outside", who)
	}
	// An administrator with an interest doesn't dismiss, propose or rule either.
	w.refused(w.dismiss(id, "second"), "conflict.obstacle.worked", "dismissing with an interest")
	policy := typeid.New()
	w.exec(`INSERT INTO price_policies (id, product_id, valid, list_price, floor_price, currency) VALUES ($1, $2, '[2020-01-01,)', 100, 80, 'TWD')`, policy, w.ids["P-1"])
	w.exec(`INSERT INTO audit_entries (organization_id, id, actor_id, action, subject_type, subject_id) VALUES ($1, $2, $3, 'pricePolicy.set', 'pricePolicy', $4)`,
		w.ids["BRAND"], typeid.New(), w.ids["admin"], policy)
	if got := obstacles()["admin"]; got != "may" {
		t.Errorf("the price is not at issue, and yet: %s", got)
	}
	w.exec(`UPDATE conflicts SET rule = 'PRICE_BELOW_FLOOR' WHERE id = $1`, id)
	w.refused(w.assign(id, "admin"), "userId conflict.obstacle.price", "who set the price")
	registration := typeid.New()
	w.exec(`INSERT INTO registrations (distributor_id, id, account_id, product_line_id, currency, state, decided_by, submitted_at, protected_from, protected_until)
		VALUES ($1, $2, $3, $4, 'TWD', 'APPROVED', $5, now(), '2024-01-01', '2024-12-31')`,
		w.ids["SOUTH"], registration, typeid.New(), w.ids["POTS"], w.ids["judge"])
	w.must(w.assign(id, "judge"))
	w.exec(`UPDATE conflict_evidence_own SET registration_id = $2 WHERE case_id = $1 AND distributor_id = $3`, id, registration, w.ids["SOUTH"])
	if got := obstacles()["judge"]; got != "registration" {
		t.Errorf("who approved the registration: %s", got)
	}
	w.refused(w.dismiss(id, "judge"), "conflict.obstacle.registration", "a mediator with an interest")
}

// A channel manager assigns where it reaches all parties, and mediates what it was assigned to whomever it manages.
func TestChannelManagersReach(t *testing.T) {
	w := newCourt(t)
	id := w.open()
	ctx, sc := w.as("partial", "assign")
	_, err := w.service.Assign(ctx, sc, id, w.ids["partial"], 3)
	w.refused(err, "conflict.outOfReach", "assigning where a party is out of reach")
	w.exec(`INSERT INTO portfolio_members (user_id, distributor_id) VALUES ($1, $2)`, w.ids["partial"], w.ids["SOUTH"])
	_, err = w.service.Assign(ctx, sc, id, w.ids["partial"], 3)
	w.must(err)
	w.must(errors.Join(w.respond(id, "north"), w.respond(id, "south"), w.propose(id, "partial")))

	second := w.bring(conflict.InMediation)
	read, reach := w.as("judge", "read")
	sides, err := w.service.SidesOf(read, reach, []uuid.UUID{second})
	w.must(err)
	if len(sides[second]) != 2 || *sides[second][0].Name != "NORTH Trading" || *sides[second][1].NameHant != "SOUTH 商行" {
		t.Errorf("the mediator sees %+v", sides[second])
	}
	if rows, err := w.service.ByIDs(read, reach, []uuid.UUID{id}); err != nil || len(rows) != 0 {
		t.Errorf("a case that is neither of its portfolio nor assigned to it: %v, %v", rows, err)
	}
}
