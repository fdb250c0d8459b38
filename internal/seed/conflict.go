package seed

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"github.com/tonglu/portal/internal/auth"
	"github.com/tonglu/portal/internal/conflict"
	"github.com/tonglu/portal/internal/conflict/rules"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/sale"
	"github.com/tonglu/portal/internal/scope"
)

// ruledMonths is for how many full months the demo's brand has had rules: what was sold before is none of their business.
const ruledMonths = 6

// keepRules says what the rules go by: nothing before the brand had them. Territories are kept by contract in two countries.
func (l *loader) keepRules(ctx context.Context) error {
	return l.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		b := &pgx.Batch{}
		for _, r := range rules.All {
			add := func(version int, from time.Time, enabled bool, values map[string]string, basis string, where []string, reason string) {
				mode := conflict.Advisory
				if basis != "" {
					mode = conflict.Enforced
				}
				b.Queue(`INSERT INTO rule_settings (rule, version, valid_from, enabled, values, bands, quiet_days, mode, legal_basis, jurisdictions, reason, changed_by, changed_at)
					VALUES (@rule, @version, @from, @enabled, @values, @bands, @quiet, @mode, @basis, @where, @reason, @by, @at)`,
					postgres.Args{"rule": r.Name, "version": version, "from": from, "enabled": enabled, "values": values, "bands": r.Bands, "quiet": r.Quiet, "mode": mode,
						"basis": basis, "where": where, "reason": reason, "by": l.admin, "at": l.w.Month(fullMonths - ruledMonths)})
			}
			values := map[string]string{}
			for _, v := range r.Values {
				values[v.Key] = v.Default
			}
			add(1, l.w.Month(0).AddDate(-10, 0, 0), false, values, "", []string{}, "Before the distribution agreement of this year.")
			basis, where := "", []string{}
			if r.Name == "OUT_OF_TERRITORY" {
				basis, where = "Distribution agreement, § 7: territories", []string{"CN", "TW"}
			}
			add(2, l.w.Month(fullMonths-ruledMonths), true, values, basis, where, "In force with the distribution agreement of this year.")
		}
		return tx.SendBatch(ctx, b).Close()
	})
}

// court takes cases through their states, each step at its own time.
type court struct {
	*loader
	at      time.Time // what its clock shows
	s       *conflict.Service
	settler *conflict.Settler
	judges  map[uuid.UUID]uuid.UUID // who mediates, by case
}

// noSettling enqueues nothing: the court itself follows decisions.
type noSettling struct{}

// Settle does nothing.
func (noSettling) Settle(context.Context, pgx.Tx, uuid.UUID) error { return nil }

// argueCases has people deal with what the rules found: planted cases are argued as far as says here, the older ones of the others dismissed.
func (l *loader) argueCases(ctx context.Context) error {
	c := &court{loader: l, judges: map[uuid.UUID]uuid.UUID{}}
	clock := func() time.Time { return c.at }
	c.s = conflict.New(l.App, l.Files, noSettling{}, clock)
	c.settler = conflict.NewSettler(l.Engine, l.detector, l.detector, clock)
	for _, step := range []struct {
		code  string
		back  int // months
		ago   int // days since the case was taken up; 0: as soon as it was opened
		argue func(context.Context, uuid.UUID, string) error
	}{
		{"TW-105", 3, 0, c.agree}, {"CN-105", 4, 0, c.overturn}, {"CN-101", 2, 10, c.appeal}, {"CN-105", 2, 5, c.hear}, {"TW-105", 1, 3, c.tell},
	} {
		id, err := c.find(ctx, step.code, step.back)
		if errors.Is(err, pgx.ErrNoRows) && c.w.Options.Scale != Small {
			continue // among thousands of distributors others may be its parties, who have no people
		}
		if step.ago > 0 {
			c.at = c.w.Today.AddDate(0, 0, -step.ago)
		}
		if err == nil {
			err = step.argue(ctx, id, step.code)
		}
		if err != nil {
			return fmt.Errorf("arguing the case of %s, %d months ago: %w", step.code, step.back, err)
		}
	}
	return c.dismissOld(ctx)
}

// find gives the planted case of a distributor that sold outside in a month, all of whose parties have people. Returns pgx.ErrNoRows
// without one.
func (c *court) find(ctx context.Context, code string, back int) (id uuid.UUID, err error) {
	month := c.w.Month(fullMonths - back)
	peopled := []uuid.UUID{}
	for code, distributor := range c.ids {
		if c.clerks[code] != uuid.Nil {
			peopled = append(peopled, distributor)
		}
	}
	err = c.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, `SELECT c.id, c.opened_at FROM conflicts c JOIN conflict_parties p ON p.case_id = c.id AND p.label = 'A' AND p.distributor_id = @distributor
			WHERE c.rule = @rule AND c.happened_from >= @month AND c.happened_until < @next
				AND NOT EXISTS (SELECT FROM conflict_parties o WHERE o.case_id = c.id AND o.distributor_id <> ALL(@peopled)) ORDER BY c.facts DESC, c.id LIMIT 1`,
			postgres.Args{"peopled": peopled, "distributor": c.ids[code], "rule": PlantOutside, "month": month, "next": month.AddDate(0, 1, 0)}).Scan(&id, &c.at)
		if errors.Is(err, pgx.ErrNoRows) {
			return fmt.Errorf("no rule found it: %w", err)
		}
		return err
	})
	return id, err
}

func (c *court) later(days int) { c.at = c.at.AddDate(0, 0, days).Add(2 * time.Hour) }

// as is who acts for a party, or the brand's administrator for none.
func (c *court) as(ctx context.Context, code string) (context.Context, scope.Scope) {
	a := auth.Actor{User: c.admin, Organization: c.brand, Brand: true, Role: "brand_admin", Reach: scope.All}
	if code != "" {
		a = auth.Actor{User: c.clerks[code], Organization: c.ids[code], Role: "distributor_rep", Reach: scope.Own}
	}
	ctx = auth.With(ctx, a)
	return ctx, auth.ScopeOf(ctx)
}

// mediate acts as who mediates in the case.
func (c *court) mediate(ctx context.Context, id uuid.UUID) (context.Context, scope.Scope) {
	if c.judges[id] == c.admin {
		return c.as(ctx, "")
	}
	ctx = auth.With(ctx, auth.Actor{User: c.judges[id], Organization: c.brand, Brand: true, Role: "channel_manager", Reach: scope.Portfolio})
	return ctx, auth.ScopeOf(ctx)
}

// judge is the channel manager who looks after the distributor, or the brand's administrator where that one looks after some of the
// parties alone.
func (c *court) judge(ctx context.Context, all scope.Scope, id uuid.UUID, code string) (uuid.UUID, error) {
	choices, err := c.s.Mediators(ctx, all, id)
	if err != nil {
		return uuid.Nil, err
	}
	own := c.managerOf(&c.w.Distributors[c.w.codes[code]])
	if slices.ContainsFunc(choices, func(m conflict.Choice) bool { return m.UserID == own && m.Obstacle == nil }) {
		return own, nil
	}
	return c.admin, nil
}

// parties are the codes of a case's parties by label, A first.
func (c *court) parties(ctx context.Context, id uuid.UUID) (codes []string, err error) {
	err = c.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT array_agg(d.code ORDER BY p.label) FROM conflict_parties p JOIN distributors d ON d.id = p.distributor_id WHERE p.case_id = @case`,
			postgres.Args{"case": id}).Scan(&codes)
	})
	return codes, err
}

// tell assigns the mediator, so that the parties learn of the case.
func (c *court) tell(ctx context.Context, id uuid.UUID, code string) error {
	c.later(1)
	admin, all := c.as(ctx, "")
	judge, err := c.judge(admin, all, id, code)
	if err != nil {
		return err
	}
	c.judges[id] = judge
	_, err = c.s.Assign(admin, all, id, judge, 3)
	return err
}

// first is the label of the party whose doing is looked at.
var first = "A"

// answers are what parties say: of one who sold outside, and of the others.
var answers = []string{
	"客戶的總部在我們的區域，貨是依客戶指示送到分店的，發票與簽收單可以提供。",
	"这些门店由我们长期服务，本月的补货被外区低价抢走，影响了我们的排期。",
}

// hear has the parties answer, and the mediator ask.
func (c *court) hear(ctx context.Context, id uuid.UUID, code string) error {
	if err := c.tell(ctx, id, code); err != nil {
		return err
	}
	codes, err := c.parties(ctx, id)
	if err != nil {
		return err
	}
	for i, party := range codes {
		c.later(0)
		who, own := c.as(ctx, party)
		if _, err := c.s.Respond(who, own, id, answers[min(i, 1)], nil); err != nil {
			return fmt.Errorf("answering as %s: %w", party, err)
		}
	}
	c.later(0)
	mediator, portfolio := c.mediate(ctx, id)
	_, err = c.s.Post(mediator, portfolio, nil, conflict.NewMessage{CaseID: id, To: &first, Text: "Please send the delivery notes of the three largest orders."})
	return err
}

func split(parts ...int64) conflict.NewRemedy {
	r := conflict.NewRemedy{Kind: conflict.SplitCredit, Note: "Both served the customers' branches."}
	for i, percent := range parts {
		r.Shares = append(r.Shares, conflict.CreditShare{Party: string(rune('A' + i)), Percent: decimal.NewFromInt(percent)})
	}
	return r
}

// parts shares the credit: so much for the first party, the rest in equal parts among the others.
func parts(first int64, parties int) []int64 {
	out, left := []int64{first}, 100-first
	for i := 1; i < parties; i++ {
		part := left / int64(parties-i)
		out, left = append(out, part), left-part
	}
	return out
}

// propose hears the case and has its mediator propose what the verdict makes of the parties. It gives their codes and the proposal.
func (c *court) propose(ctx context.Context, id uuid.UUID, code string, verdict func(parties int) conflict.Verdict) (codes []string, proposal uuid.UUID, err error) {
	if err := c.hear(ctx, id, code); err != nil {
		return nil, uuid.Nil, err
	}
	if codes, err = c.parties(ctx, id); err != nil {
		return nil, uuid.Nil, err
	}
	c.later(2)
	mediator, portfolio := c.mediate(ctx, id)
	if _, err := c.s.Propose(mediator, portfolio, id, verdict(len(codes))); err != nil {
		return nil, uuid.Nil, fmt.Errorf("proposing: %w", err)
	}
	decisions, err := c.s.DecisionsOf(mediator, portfolio, []uuid.UUID{id})
	if err != nil {
		return nil, uuid.Nil, err
	}
	return codes, decisions[id][0].ID, nil
}

// answer has a party accept or reject the proposal.
func (c *court) answer(ctx context.Context, id, proposal uuid.UUID, party string, accept bool, words string) error {
	c.later(0)
	who, own := c.as(ctx, party)
	if _, err := c.s.AnswerProposal(who, own, id, proposal, accept, words); err != nil {
		return fmt.Errorf("answering the proposal as %s: %w", party, err)
	}
	return nil
}

// agree has the parties take the mediator's proposal.
func (c *court) agree(ctx context.Context, id uuid.UUID, code string) error {
	codes, proposal, err := c.propose(ctx, id, code, func(n int) conflict.Verdict {
		return conflict.Verdict{Text: "The goods went to branches that both of you serve: 70 to 30.", Remedies: []conflict.NewRemedy{split(parts(70, n)...)}}
	})
	if err != nil {
		return err
	}
	for _, party := range codes {
		if err := c.answer(ctx, id, proposal, party, true, ""); err != nil {
			return err
		}
	}
	return c.settler.Settle(ctx, id)
}

// rule has a party reject the proposal, and the mediator rule the same.
func (c *court) rule(ctx context.Context, id uuid.UUID, code string) error {
	verdict := func(n int) conflict.Verdict {
		return conflict.Verdict{Text: "The delivery notes name the other's stores; the credit goes where the customer is served.", Against: []string{first},
			Remedies: []conflict.NewRemedy{split(parts(50, n)...), {Kind: conflict.Warning, Party: &first, Note: "Ask before you deliver outside your territory."}}}
	}
	codes, proposal, err := c.propose(ctx, id, code, verdict)
	if err != nil {
		return err
	}
	if err := c.answer(ctx, id, proposal, codes[0], false, "不能接受：订单由客户总部下达。"); err != nil {
		return err
	}
	c.later(0)
	mediator, portfolio := c.mediate(ctx, id)
	if _, err := c.s.Rule(mediator, portfolio, id, verdict(len(codes))); err != nil {
		return fmt.Errorf("ruling: %w", err)
	}
	return c.settler.Settle(ctx, id)
}

// appeal has the first party appeal against a ruling.
func (c *court) appeal(ctx context.Context, id uuid.UUID, code string) error {
	if err := c.rule(ctx, id, code); err != nil {
		return err
	}
	c.later(1)
	who, own := c.as(ctx, code)
	file, err := sale.New(c.App, c.Files, noQueue{}, sale.NoRules{}, func() time.Time { return c.at }).Upload(who, own, "purchase-order.csv",
		strings.NewReader("order,date,ship to\nPO-2201,2026-09-03,head office\nPO-2202,2026-09-11,head office\n"))
	if err != nil {
		return err
	}
	_, err = c.s.Appeal(who, own, id, "附上客户总部的采购单：收货地址由总部指定，此前未能取得。", []uuid.UUID{file.ID})
	return err
}

// overturn has the brand's administrator take a ruling back.
func (c *court) overturn(ctx context.Context, id uuid.UUID, code string) error {
	if err := c.appeal(ctx, id, code); err != nil {
		return err
	}
	c.later(2)
	admin, all := c.as(ctx, "")
	if _, err := c.s.DecideAppeal(admin, all, id, true, conflict.Verdict{Text: "The orders show that the customer itself said where to deliver."}); err != nil {
		return err
	}
	return c.settler.Settle(ctx, id)
}

// dismissOld ends what nobody took up for long.
func (c *court) dismissOld(ctx context.Context) error {
	var old []uuid.UUID
	var opened []time.Time
	err := c.Engine.InTx(ctx, scope.System(), func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `SELECT array_agg(id ORDER BY id), array_agg(opened_at ORDER BY id) FROM conflicts WHERE state = 'OPEN' AND happened_until < @before`,
			postgres.Args{"before": c.w.Month(fullMonths - 1)}).Scan(&old, &opened)
	})
	if err != nil {
		return err
	}
	admin, all := c.as(ctx, "")
	for i, id := range old {
		if c.at = opened[i]; c.at.Before(c.w.Today.AddDate(0, 0, -1)) {
			c.later(1)
		}
		if _, err := c.s.Dismiss(admin, all, id, "Looked into with the distributor: a promotion that the brand had agreed to."); err != nil {
			return fmt.Errorf("dismissing an old case: %w", err)
		}
	}
	return nil
}
