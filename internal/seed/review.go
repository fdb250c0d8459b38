package seed

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/period"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/scorecard"
	"github.com/tonglu/portal/internal/typeid"
)

// Review is a channel manager's marks for a quarter of a distributor, and why.
type Review struct {
	Quarter                            period.Period
	Communication, Service, Commitment int
	Comment                            string
}

// reviewWords are what managers write, by the language of the distributor's country and how it did: badly, so so, well.
var reviewWords = map[string][3][]string{
	"TW": {{"回報經常逾期，問題也要催好幾次才回覆。請指定固定窗口，並在每月十日前完成回報。", "客訴處理太慢，本季有三件超過兩週才結案，請提出改善計畫。"},
		{"銷售穩定，但新產品線的推廣還不夠積極。下一季請安排門市教育訓練。", "配合度尚可，客戶資料仍有缺漏，請補齊後再上傳。"},
		{"回報準時、資料完整，新品上市的陳列執行得很好。", "與我們的溝通順暢，主動提出市場建議，客戶滿意度明顯提升。"}},
	"CN": {{"上报经常逾期，问题要催多次才回复。请指定固定联系人，并在每月十日前完成上报。", "投诉处理太慢，本季度有三件超过两周才结案，请提出整改计划。"},
		{"销售稳定，但新产品线的推广还不够积极。下一季度请安排门店培训。", "配合度一般，客户资料仍有缺漏，请补齐后再上传。"},
		{"上报准时、数据完整，新品上市的陈列执行得很好。", "沟通顺畅，主动提出市场建议，客户满意度明显提升。"}},
	"": {{"Reports come late and questions take several reminders. Please name one contact and report by the tenth of each month.", "Complaints take too long: three of this quarter were open for more than two weeks. Please send a plan."},
		{"Sales are steady, but the new lines get little attention. Please train the shops next quarter.", "Works well with us on the whole; customer records still have gaps."},
		{"Reports on time and complete, and the launch was presented very well.", "Open and quick to answer, with good ideas for the market. Customers are noticeably happier."}},
}

// Reviews are the quarterly reviews of a distributor, oldest first: of each whole quarter in which it was there, but that every other one waits for that of
// the last.
func (w *World) Reviews(distributor int) (out []Review) {
	d := &w.Distributors[distributor]
	r := stream(w.Seed, streamReviews, distributor)
	level, trend := 2.6+1.8*r.Float64(), 1.4*r.Float64()-0.6
	last := period.Of(period.Quarter, w.Today).Shift(-1)
	for q := period.Of(period.Quarter, w.Month(d.Began)); !q.Start.After(last.Start); q = q.Shift(1) {
		felt := level + trend*(q.Start.Sub(w.start).Hours()/(24*365)-1)
		mark := func() int { return within(felt+1.2*(r.Float64()-0.5), 1, 5) }
		one := Review{Quarter: q, Communication: mark(), Service: mark(), Commitment: mark()}
		pool, ok := reviewWords[d.Country]
		if !ok {
			pool = reviewWords[""]
		}
		sum := one.Communication + one.Service + one.Commitment
		one.Comment = pick(r, pool[min(2, max(0, (sum-5)/4))])
		if d.Size > 0 && (q != last || distributor%2 == 0) {
			out = append(out, one)
		}
	}
	return out
}

// reviewAll writes the reviews of all quarters, each ten days after its end; the last of the first distributor is written twice, so that one was replaced.
func (l *loader) reviewAll(ctx context.Context) error {
	err := l.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		var of, ids, by []uuid.UUID
		var starts, times []time.Time
		var marks [3][]int
		var words []string
		for i := range l.w.Distributors {
			d := &l.w.Distributors[i]
			for _, x := range l.w.Reviews(i) {
				of, ids, by = append(of, l.ids[d.Code]), append(ids, typeid.New()), append(by, l.managerOf(d))
				starts, times = append(starts, x.Quarter.Start), append(times, x.Quarter.Next().AddDate(0, 0, 9).Add(3*time.Hour))
				for n, mark := range []int{x.Communication, x.Service, x.Commitment} {
					marks[n] = append(marks[n], mark)
				}
				words = append(words, x.Comment)
			}
		}
		_, err := tx.Exec(ctx, `INSERT INTO reviews (distributor_id, id, kind, start, communication, service, commitment, comment, written_by, written_at)
			SELECT r.of, r.id, 'quarter', r.start, r.communication, r.service, r.commitment, r.words, r.by, r.at
			FROM unnest(@of::uuid[], @ids::uuid[], @starts::date[], @communication::smallint[], @service::smallint[], @commitment::smallint[], @words::text[], @by::uuid[], @times::timestamptz[])
				AS r (of, id, start, communication, service, commitment, words, by, at)`,
			postgres.Args{"of": of, "ids": ids, "starts": starts, "communication": marks[0], "service": marks[1], "commitment": marks[2], "words": words, "by": by, "times": times})
		return err
	})
	if err != nil {
		return fmt.Errorf("writing reviews: %w", err)
	}
	first := &l.w.Distributors[0]
	quarter := period.Of(period.Quarter, l.w.Today).Shift(-1)
	at := quarter.Next().AddDate(0, 0, 12)
	s := scorecard.New(l.App, func() time.Time { return at })
	brand, all := l.asManager(ctx, first)
	_, err = s.Review(brand, all, nil, scorecard.NewReview{DistributorID: l.ids[first.Code], Period: quarter, Communication: 5, Service: 4, Commitment: 5,
		Comment: "補充：九月的聯合促銷由貴公司主動提出，成效優於預期，評分調整如上。"})
	if err != nil {
		return fmt.Errorf("reviewing %s again: %w", first.Code, err)
	}
	return nil
}

// managerOf is the channel manager who looks after the distributor.
func (l *loader) managerOf(d *Distributor) uuid.UUID {
	if d.Country == "TW" {
		return l.clerks["manager@"+l.w.Brand.Domain]
	}
	return l.clerks["manager.abroad@"+l.w.Brand.Domain]
}

// asManager acts as the channel manager of the distributor.
func (l *loader) asManager(ctx context.Context, d *Distributor) (context.Context, scope.Scope) {
	a := auth.Actor{User: l.managerOf(d), Organization: l.brand, Brand: true, Role: "channel_manager", Reach: scope.Portfolio}
	ctx = auth.With(ctx, a)
	return ctx, auth.ScopeOf(ctx)
}

// quarrel is a contest of the demo, and how it ended.
type quarrel struct {
	code    string
	metric  string
	ago     int // days since it was made
	reason  string
	answer  string // "" while it is open, and when it was taken back
	accept  bool
	retract bool
	line    bool // of one line of the metric, not of the metric as a whole
}

// quarrels are the demo's contests, about the last whole quarter.
var quarrels = []quarrel{
	{code: "TW-101", metric: "report_timeliness", ago: 21, reason: "七月的檔案在八月九日已上傳，是系統當天維護才延後一天處理。", answer: "紀錄顯示檔案於八月九日送達，已依規定認列為準時。", accept: true},
	{code: "TW-101", metric: "data_quality", ago: 6, reason: "被拒絕的資料列已於次日更正後重新上傳。"},
	{code: "CN-101", metric: "revenue_attainment", ago: 4, line: true, reason: "这笔明细的币种填错了，应为人民币。"},
	{code: "CN-101", metric: "new_customers", ago: 18, reason: "有五位新客户被算作老客户。", answer: "这五位客户在去年三月已有购买记录，因此不计入新客户。"},
	{code: "JP-101", metric: "repeat_rate", ago: 12, reason: "Purchases of our second shop seem to be missing.", retract: true},
	{code: "JP-101", metric: "active_customers", ago: 9, reason: "Two customers were entered twice, so the count is too high.", answer: "They are two branches with tax ids of their own; each counts.", accept: false},
}

// contestAll has distributors contest numbers of their cards, and managers answer some.
func (l *loader) contestAll(ctx context.Context) error {
	var at time.Time
	s := scorecard.New(l.App, func() time.Time { return at })
	quarter := period.Of(period.Quarter, l.w.Today).Shift(-1)
	for _, q := range quarrels {
		at = l.w.Today.AddDate(0, 0, -q.ago).Add(2 * time.Hour)
		if err := l.contest(ctx, s, q, quarter, &at); err != nil {
			return fmt.Errorf("contesting %s of %s: %w", q.metric, q.code, err)
		}
	}
	return nil
}

func (l *loader) contest(ctx context.Context, s *scorecard.Service, q quarrel, quarter period.Period, at *time.Time) error {
	d := &l.w.Distributors[l.w.codes[q.code]]
	n := scorecard.NewContest{DistributorID: l.ids[q.code], Period: quarter, Metric: q.metric, Reason: q.reason}
	if q.line {
		line, err := l.someLine(ctx, n.DistributorID, quarter)
		if err != nil {
			return err
		}
		n.LineID = line
	}
	own := auth.With(ctx, auth.Actor{User: l.clerks[q.code], Organization: n.DistributorID, Role: "distributor_rep", Reach: scope.Own})
	made, err := s.Contest(own, auth.ScopeOf(own), nil, n)
	if err != nil {
		var told []error
		for _, f := range fault.As(err).Fields {
			told = append(told, fmt.Errorf("%s: %s", f.Path, f.Key))
		}
		return errors.Join(append(told, err)...)
	}
	*at = at.AddDate(0, 0, 2)
	switch {
	case q.retract:
		_, err = s.WithdrawContest(own, auth.ScopeOf(own), made.ID)
	case q.answer != "":
		manager, portfolio := l.asManager(ctx, d)
		_, err = s.AnswerContest(manager, portfolio, made.ID, q.accept, q.answer)
	}
	return err
}

// someLine is the first line that the distributor sold in the period.
func (l *loader) someLine(ctx context.Context, distributor uuid.UUID, p period.Period) (*uuid.UUID, error) {
	var id uuid.UUID
	err := l.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT id FROM sale_lines WHERE distributor_id = @distributor AND sale_date >= @from AND sale_date < @until AND voided_at IS NULL AND quantity > 0
			ORDER BY sale_date, invoice_no, line_no LIMIT 1`, postgres.Args{"distributor": distributor, "from": p.Start, "until": p.Next()}).Scan(&id)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return &id, err
}
