package scorecard_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/page"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
)

func TestAReviewIsByTheRubric(t *testing.T) {
	t.Parallel()
	good := scorecard.NewReview{Communication: 1, Service: 5, Commitment: 3, Comment: "On time,\nand friendly."}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	bad := scorecard.NewReview{Communication: 0, Service: 6, Commitment: -1, Comment: " \n"}
	var paths []string
	for _, f := range fault.As(bad.Check()).Fields {
		paths = append(paths, f.Path+" "+f.Key)
	}
	if got := strings.Join(paths, ", "); got != "communication value.range, service value.range, commitment value.range, comment required" {
		t.Errorf("at fault: %s", got)
	}
	good.Comment = strings.Repeat("字", 2000)
	if err := good.Check(); err != nil {
		t.Errorf("2,000 characters: %v", err)
	}
	for _, text := range []string{good.Comment + "字", "a\x00", "\xff"} {
		good.Comment = text
		refused(t, good.Check(), fault.Invalid, "comment text.length")
	}
}

// notices counts the notices of the kind that wait to be delivered.
func (o *office) notices(kind string) (n int) {
	o.t.Helper()
	if err := o.db.Owner().QueryRow(o.t.Context(), `SELECT count(*) FROM notices WHERE kind = $1`, kind).Scan(&n); err != nil {
		o.t.Fatal(err)
	}
	return n
}

func (o *office) version(id uuid.UUID) (n int) {
	o.t.Helper()
	if err := o.db.Owner().QueryRow(o.t.Context(), `SELECT coalesce((SELECT version FROM data_versions WHERE distributor_id = $1), 0)`, id).Scan(&n); err != nil {
		o.t.Fatal(err)
	}
	return n
}

func TestALaterReviewReplacesAndKeepsTheEarlier(t *testing.T) {
	o := newOffice(t)
	n := scorecard.NewReview{DistributorID: north, Period: of(t, "2013-Q3"), Communication: 4, Service: 3, Commitment: 5, Comment: "Good."}
	key, version := "k", o.version(north)
	first, err := o.s.Review(o.a, all, &key, n)
	if err != nil || first.Reviewer != "ann" {
		t.Fatalf("%+v, %v", first, err)
	}
	if again, err := o.s.Review(o.a, all, &key, n); err != nil || again.ID != first.ID {
		t.Errorf("the same key: %v, %v", again, err)
	}
	if got := o.version(north); got == version {
		t.Error("the data version stays")
	}
	o.clock = o.clock.Add(time.Hour)
	n.Comment = "Better."
	second, err := o.s.Review(o.b, all, nil, n)
	if err != nil {
		t.Fatal(err)
	}
	n.Period = of(t, "2013-08")
	if _, err := o.s.Review(o.a, all, nil, n); err != nil {
		t.Fatal(err)
	}
	list, err := o.s.Reviews(o.a, all, scorecard.ReviewFilter{DistributorID: &north, Period: &second.Period, Replaced: true}, page.Args{})
	if err != nil || len(list.Items) != 2 || list.Items[0].ID != second.ID || list.Items[1].ReplacedAt == nil || list.Items[0].ReplacedAt != nil {
		t.Errorf("with those replaced: %+v, %v", list.Items, err)
	}
	list, err = o.s.Reviews(o.a, all, scorecard.ReviewFilter{}, page.Args{})
	if n, countErr := list.Total(o.a); err != nil || countErr != nil || len(list.Items) != 2 || n != 2 {
		t.Errorf("that count: %d, %v, %v", len(list.Items), err, countErr)
	}
	seen, err := o.s.ReviewsIn(t.Context(), scope.Of(north), []uuid.UUID{north, south}, of(t, "2013-Q3"))
	if err != nil || len(seen) != 1 || len(seen[north]) != 2 || seen[north][0].Reviewer != "Brand" {
		t.Errorf("on the quarter's card, to the distributor: %+v, %v", seen, err)
	}
	if seen, err := o.s.ReviewsIn(t.Context(), all, []uuid.UUID{north}, of(t, "2013-08")); err != nil || len(seen[north]) != 1 {
		t.Errorf("on the month's card: %+v, %v", seen, err)
	}
	if got := o.notices("scorecard.reviewed"); got != 3 {
		t.Errorf("%d notices", got)
	}
}

func TestWhichPeriodsAreReviewed(t *testing.T) {
	o := newOffice(t)
	n := scorecard.NewReview{DistributorID: north, Period: of(t, "2013-12"), Communication: 4, Service: 3, Commitment: 5, Comment: "Good."}
	_, err := o.s.Review(o.a, all, nil, n)
	refused(t, err, fault.Invalid, "period period.notBegun")
	o.close("2013-07")
	n.Period = of(t, "2013-07")
	_, err = o.s.Review(o.a, all, nil, n)
	refused(t, err, fault.Conflict, "review.periodClosed")
	for _, p := range []string{"2013-Q3", "2013", "2013-11"} { // one has a closed month, others still go on
		n.Period = of(t, p)
		if _, err := o.s.Review(o.a, all, nil, n); err != nil {
			t.Errorf("%s: %v", p, err)
		}
	}
	n.Period = of(t, "2013-Q3")
	_, err = o.s.Review(o.m, manager, nil, n)
	refused(t, err, fault.NotFound, "distributor.notFound")
	first, err := o.s.Reviews(o.m, manager, scorecard.ReviewFilter{}, page.Args{})
	if err != nil || len(first.Items) != 0 {
		t.Errorf("beyond the portfolio: %v, %v", first.Items, err)
	}
}
