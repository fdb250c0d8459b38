package seed

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/training"
	"github.com/tonglu/portal/internal/typeid"
)

// curriculum are the demo's courses.
var curriculum = []training.CourseFacts{
	{Code: "PRODUCT", Name: partner.Name{Default: "Product knowledge", Hant: "產品知識", Hans: "产品知识"}, RequiredTiers: []string{"TIER_1", "TIER_2", "TIER_3"}, People: 2, ValidMonths: new(24)},
	{Code: "SAFETY", Name: partner.Name{Default: "Gas and stove safety", Hant: "瓦斯與爐具安全", Hans: "燃气与炉具安全"}, RequiredTiers: []string{"TIER_1", "TIER_2", "TIER_3"}, People: 1, ValidMonths: new(12)},
	{Code: "PRICING", Name: partner.Name{Default: "Prices and promotions online", Hant: "線上價格與促銷", Hans: "线上价格与促销"}, RequiredChannelTypes: []string{"ECOMMERCE", "SOCIAL"}, People: 1, ValidMonths: new(12)},
	{Code: "SERVICE", Name: partner.Name{Default: "Service at the counter", Hant: "門市服務", Hans: "门店服务"}, RequiredTiers: []string{"TIER_1"}, RequiredChannelTypes: []string{"STORE"}, People: 2},
	{Code: "BARISTA", Name: partner.Name{Default: "Camp coffee demonstrations", Hant: "露營咖啡示範", Hans: "露营咖啡示范"}, People: 1, ValidMonths: new(36)}, // of nobody
}

// Pass is that one of a distributor's people passed a course.
type Pass struct {
	Course  string
	Trainee string
	On      time.Time
}

// Passes are the courses that a distributor's people passed. Some distributors are keener than others; some passes are over, and were not renewed.
func (w *World) Passes(distributor int) (out []Pass) {
	d := &w.Distributors[distributor]
	r := stream(w.Seed, streamTraining, distributor)
	keen := 450 + r.IntN(550)
	var people []string
	for len(people) < 4 {
		if name, _ := personName(d.Country, r); !slices.Contains(people, name) {
			people = append(people, name)
		}
	}
	first := w.Month(d.Began)
	days := int(w.last.Sub(first).Hours() / 24)
	for i := range curriculum {
		c := training.Course{RequiredTiers: curriculum[i].RequiredTiers, RequiredChannelTypes: curriculum[i].RequiredChannelTypes}
		likely := keen
		if !c.RequiredOf(d.Tier, d.Channels) {
			likely = 120
		}
		for n := range curriculum[i].People + 1 {
			if !chance(r, likely) || days < 1 {
				continue
			}
			on := first.AddDate(0, 0, r.IntN(days))
			out = append(out, Pass{curriculum[i].Code, people[n], on})
			if months := curriculum[i].ValidMonths; months != nil && chance(r, keen) { // renewed shortly before it ends
				if again := on.AddDate(0, *months, -1-r.IntN(20)); !again.After(w.last) {
					out = append(out, Pass{curriculum[i].Code, people[n], again})
				}
			}
		}
	}
	return out
}

// trainPeople sets the courses, and writes down who passed them.
func (l *loader) trainPeople(ctx context.Context) error {
	all := scope.Scope{Reach: scope.All, Organization: l.brand, User: l.admin}
	service := training.New(l.App, nil, func() time.Time { return l.w.Today })
	courses := map[string]training.Course{}
	for _, facts := range curriculum {
		facts.RequiredFrom = new(l.w.Month(0))
		facts.RequiredTiers, facts.RequiredChannelTypes = slices.Clone(facts.RequiredTiers), slices.Clone(facts.RequiredChannelTypes)
		c, err := service.SetCourse(ctx, all, nil, facts)
		if err != nil {
			return fmt.Errorf("setting the course %s: %w", facts.Code, err)
		}
		courses[c.Code] = c
	}
	return l.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		for i := range l.w.Distributors {
			if err := l.keepPasses(ctx, tx, l.ids[l.w.Distributors[i].Code], courses, l.w.Passes(i)); err != nil {
				return fmt.Errorf("passes of %s: %w", l.w.Distributors[i].Code, err)
			}
		}
		return nil
	})
}

// keepPasses writes the passes of a distributor's people.
func (l *loader) keepPasses(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, courses map[string]training.Course, all []Pass) error {
	var ids, of []uuid.UUID
	var trainees []string
	var on, times []time.Time
	var expires []*time.Time
	for _, p := range all {
		c := courses[p.Course]
		ids, of, trainees = append(ids, typeid.New()), append(of, c.ID), append(trainees, p.Trainee)
		on, times, expires = append(on, p.On), append(times, p.On.Add(31*time.Hour)), append(expires, c.LastDay(p.On))
	}
	_, err := tx.Exec(ctx, `INSERT INTO training_records (distributor_id, id, course_id, trainee, passed_on, expires_on, recorded_by, recorded_at)
		SELECT @distributor, n.id, n.course, n.trainee, n.day, n.expires, @by, n.at
		FROM unnest(@ids::uuid[], @courses::uuid[], @trainees::text[], @days::date[], @expires::date[], @times::timestamptz[]) AS n (id, course, trainee, day, expires, at)`,
		postgres.Args{"distributor": distributor, "by": l.admin, "ids": ids, "courses": of, "trainees": trainees, "days": on, "expires": expires, "times": times})
	return err
}
