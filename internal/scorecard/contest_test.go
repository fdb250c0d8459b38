package scorecard_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// rep is somebody of NORTH, who works in its own scope.
func (o *office) rep() (context.Context, scope.Scope) {
	o.t.Helper()
	id := uuid.MustParse("00000000-0000-7000-8000-0000000000f1")
	o.exec(`INSERT INTO users (id, organization_id, email, name, role, status) VALUES ($1, $2, 'rep@example.com', 'rep', 'distributor_rep', 'ACTIVE') ON CONFLICT DO NOTHING`, id, north)
	sc := scope.Of(north)
	sc.User = id
	return auth.With(o.t.Context(), auth.Actor{User: id, Organization: north, Role: "distributor_rep", Reach: scope.Own}), sc
}

// line adds a sale line to the distributor, and gives its id.
func (o *office) line(distributor uuid.UUID, date string, quantity int, voided bool) uuid.UUID {
	o.t.Helper()
	id := uuid.New()
	o.exec(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, channel_type, quantity, net_amount, currency, base_amount, facts, voided_at)
		VALUES ($1::uuid, $2::uuid, gen_random_uuid(), 1, $2::uuid::text, '1', $3::date, gen_random_uuid(), '00000000-0000-7000-8000-00000000000a', 'STORE', $4::int, $4::int, 'USD', $4::int, '', CASE WHEN $5::bool THEN now() END)`,
		distributor, id, date, quantity, voided)
	return id
}

func TestWhatCanBeContested(t *testing.T) {
	o := newOffice(t)
	ctx, own := o.rep()
	sold, returned := o.line(north, "2013-07-31", 5, false), o.line(north, "2013-07-01", -1, false)
	voided, later, others := o.line(north, "2013-07-02", 5, true), o.line(north, "2013-08-01", 5, false), o.line(south, "2013-07-02", 5, false)
	n := scorecard.NewContest{DistributorID: north, Period: of(t, "2013-07"), Metric: "active_customers", LineID: &sold, Reason: "This customer bought."}
	made, err := o.s.Contest(ctx, own, nil, n)
	if err != nil || made.State != scorecard.Open || made.LineID == nil || *made.LineID != sold {
		t.Fatalf("%+v, %v", made, err)
	}
	with := func(change func(*scorecard.NewContest)) error {
		c := n
		change(&c)
		_, err := o.s.Contest(ctx, own, nil, c)
		return err
	}
	refused(t, with(func(*scorecard.NewContest) {}), fault.Conflict, "contest.open")
	if err := with(func(c *scorecard.NewContest) { c.LineID = nil }); err != nil {
		t.Errorf("the metric as a whole, too: %v", err)
	}
	refused(t, with(func(c *scorecard.NewContest) { c.LineID = nil }), fault.Conflict, "contest.open")
	if err := with(func(c *scorecard.NewContest) { c.Metric, c.LineID = "revenue_attainment", &returned }); err != nil {
		t.Errorf("revenue is made of returns, too: %v", err)
	}
	for name, line := range map[string]uuid.UUID{"a return makes no customer": returned, "a voided line": voided, "another month's": later} {
		if err := with(func(c *scorecard.NewContest) { c.LineID = &line }); err == nil {
			t.Error(name)
		} else {
			refused(t, err, fault.Invalid, "saleLineId contest.otherLine")
		}
	}
	refused(t, with(func(c *scorecard.NewContest) { c.LineID = &others }), fault.Invalid, "saleLineId saleLine.notFound")
	refused(t, with(func(c *scorecard.NewContest) { c.Metric = "report_timeliness" }), fault.Invalid, "saleLineId contest.otherLine")
	refused(t, with(func(c *scorecard.NewContest) { c.Metric = "nps" }), fault.Invalid, "metric contest.notOnCard")
	refused(t, with(func(c *scorecard.NewContest) { c.Period = of(t, "2014") }), fault.Invalid, "period period.notBegun")
	refused(t, with(func(c *scorecard.NewContest) { c.Reason = "\t" }), fault.Invalid, "reason required")
	refused(t, with(func(c *scorecard.NewContest) { c.Reason = strings.Repeat("x", 2001) }), fault.Invalid, "reason text.length")
	refused(t, with(func(c *scorecard.NewContest) { c.DistributorID = south }), fault.NotFound, "distributor.notFound")
	_, err = o.s.Contest(o.a, all, nil, n)
	refused(t, err, fault.NotFound, "distributor.notFound") // the brand's people contest nothing
	o.close("2013-07")
	if err := with(func(c *scorecard.NewContest) { c.Metric, c.LineID = "revenue_growth", nil }); err != nil {
		t.Errorf("a closed period's: %v", err)
	}
}

func TestAContestIsAnsweredOnce(t *testing.T) {
	o := newOffice(t)
	ctx, own := o.rep()
	n := scorecard.NewContest{DistributorID: north, Period: of(t, "2013-07"), Metric: "mix_breadth", Reason: "We sold another line."}
	key := "k"
	made, err := o.s.Contest(ctx, own, &key, n)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := o.s.Contest(ctx, own, &key, n); err != nil || again.ID != made.ID || o.notices("scorecard.contested") != 1 {
		t.Errorf("the same key: %v, %v", again, err)
	}
	contested, err := o.s.ContestedOn(ctx, own, []uuid.UUID{north}, n.Period)
	if err != nil || len(contested[north]) != 1 || contested[north][0] != "mix_breadth" {
		t.Errorf("contested: %v, %v", contested, err)
	}
	_, err = o.s.AnswerContest(o.a, all, made.ID, true, " ")
	refused(t, err, fault.Invalid, "answer required")
	_, err = o.s.AnswerContest(o.m, manager, made.ID, true, "Yes.")
	refused(t, err, fault.NotFound, "contest.notFound") // beyond the portfolio
	version := o.version(north)
	errs := make([]error, 2)
	var both sync.WaitGroup
	for i := range errs {
		both.Go(func() { _, errs[i] = o.s.AnswerContest(o.a, all, made.ID, i == 0, "Answer.") })
	}
	both.Wait()
	won, lost := errs[0], errs[1]
	if won != nil {
		won, lost = lost, won
	}
	if won != nil {
		t.Fatalf("both fail: %v, %v", won, lost)
	}
	refused(t, lost, fault.Conflict, "contest.ended")
	if o.version(north) == version || o.notices("scorecard.contestAnswered") != 1 {
		t.Error("nobody hears of the answer")
	}
	_, err = o.s.WithdrawContest(ctx, own, made.ID)
	refused(t, err, fault.Conflict, "contest.ended")
	o.clock = o.clock.Add(time.Second)
	second, err := o.s.Contest(ctx, own, nil, n) // it may be contested again
	if err != nil {
		t.Fatal(err)
	}
	if back, err := o.s.WithdrawContest(ctx, own, second.ID); err != nil || back.State != scorecard.Withdrawn || back.EndedAt == nil {
		t.Errorf("taken back: %+v, %v", back, err)
	}
	_, err = o.s.WithdrawContest(ctx, scope.Of(south), made.ID)
	refused(t, err, fault.NotFound, "contest.notFound")
	list, err := o.s.Contests(o.a, all, scorecard.ContestFilter{DistributorID: &north, Period: &n.Period}, page.Args{})
	if n, countErr := list.Total(o.a); err != nil || countErr != nil || n != 2 || len(list.Items) != 2 || list.Items[0].ID != second.ID {
		t.Errorf("listed: %+v, %v, %v", list.Items, err, countErr)
	}
	list, err = o.s.Contests(o.a, all, scorecard.ContestFilter{States: []string{scorecard.Withdrawn}}, page.Args{})
	if err != nil || len(list.Items) != 1 {
		t.Errorf("taken back: %+v, %v", list.Items, err)
	}
	onCard, err := o.s.ContestsOn(ctx, own, []uuid.UUID{north, south}, n.Period)
	if err != nil || len(onCard) != 1 || len(onCard[north]) != 2 {
		t.Errorf("on the card: %v, %v", onCard, err)
	}
	if contested, err := o.s.ContestedOn(ctx, own, []uuid.UUID{north}, n.Period); err != nil || len(contested) != 0 {
		t.Errorf("still contested: %v, %v", contested, err)
	}
}
