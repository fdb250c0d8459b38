package seed

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/feedback"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// Opinion is what a customer of a distributor says.
type Opinion struct {
	On       time.Time
	CSAT     *int
	NPS      *int
	Comment  string
	Source   feedback.Source
	Customer int // among those that are asked; -1 for one that is not named
}

// asked is how many customers of each distributor are asked now and then.
const asked = 40

// Opinions are what customers say of a distributor, month by month: each distributor has its own level, which rises or falls over the two years.
func (w *World) Opinions(distributor int) (out []Opinion) {
	d := &w.Distributors[distributor]
	r := stream(w.Seed, streamOpinions, distributor)
	level, trend := 3.2+1.3*r.Float64(), 1.2*r.Float64()-0.5
	if d.Size == 0 {
		return nil
	}
	months, most := w.Months(), 7
	if w.size.lines > exactLines {
		most = 2
	}
	for m := d.Began; m < months; m++ {
		for range 1 + r.IntN(most) {
			felt := level + trend*(float64(m)/fullMonths-0.5) + 1.5*(r.Float64()+r.Float64()-1)
			o := Opinion{On: w.Month(m).AddDate(0, 0, r.IntN(28)), CSAT: new(within(felt, 1, 5)), NPS: new(within(2*felt+3*(r.Float64()-0.5), 0, 10)), Source: feedback.FromSurvey, Customer: r.IntN(asked)}
			switch {
			case chance(r, 120):
				o.NPS = nil
			case chance(r, 80):
				o.CSAT = nil
			}
			switch {
			case chance(r, 250):
				o.Source = feedback.FromImport
			case chance(r, 80):
				o.Source, o.Customer = feedback.Recorded, -1
			}
			if words := chance(r, 220); words {
				o.Comment = comment(d.Country, felt, r)
			}
			if !o.On.After(w.last) {
				out = append(out, o)
			}
		}
	}
	return out
}

func within(value float64, least, most int) int {
	return min(most, max(least, int(math.Round(value))))
}

// comments are what customers write, by the country's language and how they feel: badly, so so, well.
var comments = map[string][3][]string{
	"TW": {{"交貨比約定晚了一週，也沒有先通知。", "維修等太久，電話一直打不通。", "收到的組數不對，換貨很麻煩。"}, {"整體還可以，希望出貨前先告知。", "價格合理，型錄資訊可以再完整一點。", "服務普通，業務人員常換。"},
		{"出貨快，包裝很仔細。", "業務很專業，會主動提醒補貨。", "售後處理得很好，會再合作。"}},
	"CN": {{"到货晚了一周，没有提前通知。", "售后等太久，电话一直打不通。", "发错型号，换货很麻烦。"}, {"总体还行，希望发货前先告知。", "价格合理，产品资料可以再全一些。", "服务一般，业务员常换。"},
		{"发货快，包装很仔细。", "业务员很专业，会主动提醒补货。", "售后处理得很好，会继续合作。"}},
	"": {{"Delivery came a week late, and nobody told us.", "We waited far too long for the repair.", "Wrong items twice in a row."}, {"Fine on the whole; tell us before you ship.", "Fair prices, but the catalogue lacks facts.", "Average service; our contact changes often."},
		{"Quick delivery, carefully packed.", "They know their products and remind us to restock.", "The warranty case was handled very well."}},
}

func comment(country string, felt float64, r *rand.Rand) string {
	pool, ok := comments[country]
	if !ok {
		pool = comments[""]
	}
	return pick(r, pool[min(2, max(0, int(felt-2)))])
}

// hearCustomers has customers say what they think, and asks a few who have not answered yet.
func (l *loader) hearCustomers(ctx context.Context) error {
	accounts, err := l.customersToAsk(ctx)
	if err != nil {
		return fmt.Errorf("choosing whom to ask: %w", err)
	}
	err = l.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		for i := range l.w.Distributors {
			id := l.ids[l.w.Distributors[i].Code]
			if err := l.keepOpinions(ctx, tx, id, accounts[id], l.w.Opinions(i)); err != nil {
				return fmt.Errorf("answers about %s: %w", l.w.Distributors[i].Code, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	all := scope.Scope{Reach: scope.All, Organization: l.brand, User: l.admin}
	service := feedback.New(l.App, nil, nil, "", func() time.Time { return l.w.Today })
	for _, code := range []string{"TW-101", "CN-101"} {
		few := accounts[l.ids[code]]
		few = few[:min(4, len(few))]
		if len(few) == 0 {
			continue
		}
		if _, err := service.CreateLinks(ctx, all, nil, feedback.NewLinks{DistributorID: l.ids[code], AccountIDs: &few, ExpiresOn: l.w.Today.AddDate(0, 0, 30)}); err != nil {
			return fmt.Errorf("asking customers of %s: %w", code, err)
		}
	}
	return nil
}

// customersToAsk are some accounts of each distributor.
func (l *loader) customersToAsk(ctx context.Context) (map[uuid.UUID][]uuid.UUID, error) {
	type some struct {
		ID       uuid.UUID
		Accounts []uuid.UUID
	}
	out := map[uuid.UUID][]uuid.UUID{}
	err := l.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		rows, err := postgres.Rows[some](tx.Query(ctx, `SELECT d.id, ARRAY(SELECT a.id FROM accounts a WHERE a.distributor_id = d.id AND a.merged_into IS NULL AND a.erased_at IS NULL
			ORDER BY a.key_hash LIMIT @most) AS accounts FROM distributors d ORDER BY d.code`, postgres.Args{"most": asked}))
		for _, r := range rows {
			out[r.ID] = r.Accounts
		}
		return err
	})
	return out, err
}

// keepOpinions writes the answers about a distributor.
func (l *loader) keepOpinions(ctx context.Context, tx pgx.Tx, distributor uuid.UUID, customers []uuid.UUID, all []Opinion) error {
	var ids []uuid.UUID
	var accounts, by []*uuid.UUID
	var days, times []time.Time
	var csat, nps []*int
	var words, sources []string
	for _, o := range all {
		var account, who *uuid.UUID
		if o.Customer >= 0 && o.Customer < len(customers) {
			account = &customers[o.Customer]
		}
		if o.Source != feedback.FromSurvey {
			who = &l.admin
		}
		ids, accounts, by = append(ids, typeid.New()), append(accounts, account), append(by, who)
		days, times, csat, nps = append(days, o.On), append(times, o.On.Add(7*time.Hour)), append(csat, o.CSAT), append(nps, o.NPS)
		words, sources = append(words, o.Comment), append(sources, string(o.Source))
	}
	_, err := tx.Exec(ctx, `INSERT INTO feedback (distributor_id, id, account_id, responded_on, csat, nps, comment, source, recorded_by, recorded_at)
		SELECT @distributor, * FROM unnest(@ids::uuid[], @accounts::uuid[], @days::date[], @csat::smallint[], @nps::smallint[], @words::text[], @sources::text[], @by::uuid[], @times::timestamptz[])`,
		postgres.Args{"distributor": distributor, "ids": ids, "accounts": accounts, "days": days, "csat": csat, "nps": nps, "words": words, "sources": sources, "by": by, "times": times})
	return err
}
