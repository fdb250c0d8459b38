package scorecard_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

// The lines themselves are package sale's; see the story in package graph.
func TestRestatementsOfOneDistributorAndMonthAreOneAtATime(t *testing.T) {
	o := newOffice(t)
	restate := func(ctx context.Context, sc scope.Scope, id uuid.UUID, p, reason string) (scorecard.Restatement, error) {
		return o.s.Restate(ctx, sc, nil, scorecard.Restating{DistributorID: id, Period: of(t, p), Reason: reason})
	}
	_, err := restate(o.a, all, north, "2013-07", "late")
	refused(t, err, fault.Conflict, "period.notClosed")
	o.close("2013-Q3")
	_, err = restate(o.a, all, north, "2013-07", " ")
	refused(t, err, fault.Invalid, "reason required")
	_, err = restate(o.m, manager, north, "2013-07", "late")
	refused(t, err, fault.NotFound, "distributor.notFound")
	july, err := restate(o.a, all, north, "2013-07", "late")
	if err != nil || july.State != scorecard.Open || july.OpenedBy != "ann" {
		t.Fatalf("%+v, %v", july, err)
	}
	_, err = restate(o.b, all, north, "2013-Q3", "me too")
	refused(t, err, fault.Conflict, "restatement.open")
	if _, err := restate(o.a, all, north, "2013-08", "another month"); err != nil {
		t.Error(err)
	}
	if _, err := restate(o.m, manager, south, "2013-Q3", "another distributor"); err != nil {
		t.Error(err)
	}
	o.exec(`UPDATE sales_by_line SET revenue = 900 WHERE revenue = 1200.5`)
	changes, err := o.s.Changes(t.Context(), all, []uuid.UUID{july.ID})
	if err != nil || len(changes[july.ID]) < 3 || changes[july.ID][0].Key != "composite" || text(changes[july.ID][1].After) != "700" {
		t.Errorf("an open one would change %+v, %v", changes, err)
	}
	if c := card(t, o.s, north, "2013-07"); c.Version != 1 || c.Revenue.String() != "1000.5" {
		t.Errorf("shown is version %d, %s", c.Version, c.Revenue)
	}
	_, err = o.s.PublishRestatement(o.m, manager, july.ID)
	refused(t, err, fault.NotFound, "restatement.notFound")
	o.clock = o.clock.Add(time.Hour)
	done, err := o.s.PublishRestatement(o.b, all, july.ID)
	if err != nil || done.State != scorecard.Published || *done.Version != 2 {
		t.Fatalf("%+v, %v", done, err)
	}
	_, err = o.s.CancelRestatement(o.b, all, july.ID)
	refused(t, err, fault.Conflict, "restatement.ended")
	if got := o.versions(north); got != "month 2013-07 v1, month 2013-07 v2, quarter 2013-07 v1, quarter 2013-07 v2, month 2013-08 v1, month 2013-09 v1" {
		t.Errorf("frozen are %s", got)
	}
	after, err := o.s.Changes(t.Context(), all, []uuid.UUID{july.ID})
	if err != nil || fmt.Sprint(after[july.ID]) != fmt.Sprint(changes[july.ID]) {
		t.Errorf("published it changed %+v, %v", after, err)
	}
	if old, err := o.s.ScorecardVersion(t.Context(), scope.Of(north), north, of(t, "2013-07"), 1); err != nil || old.Revenue.String() != "1000.5" {
		t.Errorf("version 1 is %v, %v", old, err)
	}
	versions, err := o.s.Versions(t.Context(), scope.Of(north), []uuid.UUID{north, south}, of(t, "2013-07"))
	if err != nil || len(versions) != 1 || versions[north][0].Reason != "late" || versions[north][0].By != "Brand" {
		t.Errorf("NORTH is told %+v, %v", versions, err)
	}
	own, err := o.s.Restatements(t.Context(), scope.Of(north), scorecard.RestatementFilter{}, page.Args{})
	if err != nil || len(own.Items) != 2 || own.Items[0].OpenedBy != "Brand" {
		t.Errorf("NORTH sees %+v, %v", own.Items, err)
	}
	if going, err := o.s.OpenRestatements(t.Context(), all, []uuid.UUID{north, south}, of(t, "2013-07")); err != nil || len(going) != 1 || going[south].Period != of(t, "2013-Q3") {
		t.Errorf("going on are %+v, %v", going, err)
	}
	o.holds()
}

func TestARestatementUnderWhichLinesChangedIsNotGivenUp(t *testing.T) {
	o := newOffice(t)
	o.close("2013-07")
	open := func() scorecard.Restatement {
		t.Helper()
		r, err := o.s.Restate(o.a, all, nil, scorecard.Restating{DistributorID: north, Period: of(t, "2013-07"), Reason: "late"})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	o.exec(`UPDATE sales_by_line SET revenue = 900 WHERE revenue = 1200.5`) // something else moved the card, no line of the month
	r := open()
	if now, err := o.s.CancelRestatement(o.a, all, r.ID); err != nil || now.State != scorecard.Cancelled || now.Version != nil {
		t.Errorf("%+v, %v", now, err)
	}
	r = open()
	line := `INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, channel_type, quantity, net_amount, currency, base_amount, facts, created_at)
		VALUES ($1, gen_random_uuid(), gen_random_uuid(), 1, 'I', '1', '2013-07-09', gen_random_uuid(), gen_random_uuid(), 'STORE', 1, 1, 'USD', 1, '', $2)`
	o.exec(line, north, o.clock.Add(time.Minute))
	_, err := o.s.CancelRestatement(o.a, all, r.ID)
	refused(t, err, fault.Conflict, "restatement.changed")
	o.exec(`UPDATE sales_by_line SET revenue = 1200.5 WHERE revenue = 900`) // undone
	if _, err := o.s.CancelRestatement(o.a, all, r.ID); err != nil {
		t.Error(err)
	}
	if got := o.versions(north); got != "month 2013-07 v1" {
		t.Errorf("frozen are %s", got)
	}
	// While one is open, the month can't be opened for all, nor does it end before a report that is taken back under it.
	r = open()
	o.exec(`INSERT INTO sales_reports (distributor_id, id, source, file_id, file_owner_id, file_name, sha256, state)
		SELECT distributor_id, report_id, 'FILE', gen_random_uuid(), distributor_id, 'f', '', 'CANCELLING' FROM sale_lines WHERE distributor_id = $1 AND sale_date = '2013-07-09'`, north)
	_, err = o.s.CancelRestatement(o.a, all, r.ID)
	refused(t, err, fault.Conflict, "period.reportUnderWay")
	_, err = o.s.PublishRestatement(o.a, all, r.ID)
	refused(t, err, fault.Conflict, "period.reportUnderWay")
	if _, err := o.s.Reopen(o.a, all, of(t, "2013-07"), "x"); err != nil {
		t.Fatal(err)
	}
	waiting, err := o.s.Reopenings(o.a, all)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.s.ConfirmReopening(o.b, all, waiting[of(t, "2013-07").Start].ID)
	refused(t, err, fault.Conflict, "period.restated")
}
