package conflict

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/sale"
)

// problem is what stands in a remedy's way.
type problem struct {
	Field  string
	Key    string
	Params fault.Params
}

// planned is what one remedy would do.
type planned struct {
	kind     RemedyKind
	spec     RemedySpec
	problems []problem
	effects  effects

	lines         []caseLine // to be split or voided
	parts         []sale.CreditPart
	credit        []sale.CreditLine
	customers     []uuid.UUID // that get an owner
	accounts      []caseAccount
	registrations []caseRegistration
	until         *time.Time
}

// refuse notes a problem; of several of a kind the first is told.
func (p *planned) refuse(field, key string, params fault.Params) {
	if slices.ContainsFunc(p.problems, func(x problem) bool { return x.Field == field && x.Key == key }) {
		return
	}
	p.problems = append(p.problems, problem{field, key, params})
}

// plan reckons one remedy after those before it: lines that it takes are taken, and revenue is as it leaves it.
func (f *standingFacts) plan(kind RemedyKind, spec RemedySpec) *planned {
	p := &planned{kind: kind, spec: spec, effects: effects{}}
	for label := range f.parties {
		p.effects.of(label)
	}
	if spec.Until != nil {
		if day, err := time.Parse(time.DateOnly, *spec.Until); err == nil {
			p.until = &day
		}
	}
	switch kind {
	case SplitCredit:
		f.planSplit(p)
	case VoidLines:
		f.planVoid(p)
	case AssignOwner:
		f.planOwner(p)
	case ShareCustomer:
		f.planShare(p)
	case ConfirmRegistration, ShortenRegistration, RevokeRegistration:
		f.planRegistration(p)
	case Warning:
		p.effects.say(*spec.Party, changeWarns, nil)
	case CompensationNote:
		amount := spec.Amount.StringFixed(4)
		p.effects.say(*spec.Other, changePays, fault.Params{"party": *spec.Party, "amount": amount, "currency": f.currency})
		p.effects.say(*spec.Party, changeIsPaid, fault.Params{"other": *spec.Other, "amount": amount, "currency": f.currency})
	}
	for label, e := range p.effects {
		e.settle(f.revenue[label])
	}
	return p
}

// chooses reports whether a remedy is for the line: it names pieces of evidence, a party whose they are, both, or neither.
func (s RemedySpec) chooses(l caseLine) bool {
	return (len(s.Evidence) == 0 || slices.Contains(s.Evidence, l.EvidenceID)) && (s.Party == nil || *s.Party == l.Label)
}

// linesFor gives the lines that a remedy is for, and says what stands in the way: none, a voided one, one that is split, or one whose
// report is being taken back. The brand is told the invoice; a party reads of the line alone.
func (f *standingFacts) linesFor(p *planned) {
	known := map[uuid.UUID]bool{}
	for _, l := range f.lines {
		known[l.EvidenceID] = true
	}
	for _, id := range p.spec.Evidence {
		if !known[id] {
			p.refuse("evidenceIds", "remedy.noEvidence", nil)
			return
		}
	}
	for i := range f.lines {
		l := &f.lines[i]
		if !p.spec.chooses(*l) {
			continue
		}
		switch {
		case l.Voided:
			p.refuse("evidenceIds", "remedy.invoiceVoided", fault.Params{"label": l.Label, "invoice": l.InvoiceNo})
		case l.SplitBy != nil:
			p.refuse("evidenceIds", "remedy.invoiceSplit", fault.Params{"label": l.Label, "invoice": l.InvoiceNo})
		case !l.Accepted:
			p.refuse("evidenceIds", "remedy.invoiceWithdrawn", fault.Params{"label": l.Label, "invoice": l.InvoiceNo})
		}
		p.lines = append(p.lines, *l)
	}
	if len(p.lines) == 0 {
		p.refuse("evidenceIds", "remedy.noLines", nil)
	}
}

func (f *standingFacts) planSplit(p *planned) {
	f.linesFor(p)
	labels := map[uuid.UUID]string{}
	for _, s := range p.spec.Shares {
		p.parts = append(p.parts, sale.CreditPart{DistributorID: f.parties[s.Party], Percent: s.Percent})
		p.effects.of(s.Party).Lines = len(p.lines)
	}
	for label, id := range f.parties {
		labels[id] = label
	}
	late := 0
	for i, l := range p.lines {
		p.lines[i].SplitBy = &f.caseID
		p.effects.of(l.Label).Lines = len(p.lines)
		line := sale.CreditLine{DistributorID: l.DistributorID, LineID: l.LineID, Month: l.CountsIn, ProductID: l.ProductID, ProductLineID: l.ProductLineID,
			TerritoryID: l.TerritoryID, ChannelType: l.ChannelType, BaseAmount: l.BaseAmount}
		p.credit = append(p.credit, line)
		for _, e := range sale.CreditOf(line, p.parts) {
			p.effects.of(labels[e.DistributorID]).add(e.Month, e.Amount)
		}
		if l.MonthClosed {
			late++
		}
	}
	f.take(p)
	if late > 0 {
		for label := range f.parties {
			p.effects.say(label, changeClosedLate, fault.Params{"lines": late})
		}
	}
}

// take marks the remedy's lines as they will be, for the remedies after it.
func (f *standingFacts) take(p *planned) {
	taken := make(map[uuid.UUID]caseLine, len(p.lines))
	for _, l := range p.lines {
		taken[l.EvidenceID] = l
	}
	for i := range f.lines {
		if l, ok := taken[f.lines[i].EvidenceID]; ok {
			f.lines[i] = l
		}
	}
}

func (f *standingFacts) planVoid(p *planned) {
	f.linesFor(p)
	for i, l := range p.lines {
		if l.MonthClosed {
			p.refuse("evidenceIds", "line.monthClosed", fault.Params{"month": l.SaleDate.Format("2006-01")})
		}
		p.lines[i].Voided = true
		e := p.effects.of(l.Label)
		e.Lines++
		e.add(time.Date(l.SaleDate.Year(), l.SaleDate.Month(), 1, 0, 0, 0, 0, time.UTC), l.BaseAmount.Neg())
	}
	for label, e := range p.effects {
		if e.Lines > 0 {
			p.effects.say(label, changeVoids, fault.Params{"lines": e.Lines})
		}
	}
	f.take(p)
}

// accountsFor gives the records of the customers that a remedy is for: the case's, or those whom its chosen lines were sold to.
func (f *standingFacts) accountsFor(p *planned, label string) []caseAccount {
	of := map[uuid.UUID]bool{}
	for _, l := range f.lines {
		if l.CustomerID != nil && slices.Contains(p.spec.Evidence, l.EvidenceID) {
			of[*l.CustomerID] = true
		}
	}
	var found []caseAccount
	for _, a := range f.accounts {
		if (label == "" || a.Label == label) && (len(of) == 0 || of[a.CustomerID]) {
			found = append(found, a)
		}
	}
	return found
}

func (f *standingFacts) planOwner(p *planned) {
	for _, a := range f.accountsFor(p, "") {
		if !slices.Contains(p.customers, a.CustomerID) {
			p.customers = append(p.customers, a.CustomerID)
		}
	}
	slices.SortFunc(p.customers, func(a, b uuid.UUID) int { return cmp.Compare(a.String(), b.String()) })
	if len(p.customers) == 0 {
		p.refuse("kind", "remedy.noCustomer", nil)
	}
	for label := range f.parties {
		p.effects.say(label, changeOwner, fault.Params{"party": *p.spec.Party, "customers": len(p.customers)})
	}
}

func (f *standingFacts) planShare(p *planned) {
	p.accounts = f.accountsFor(p, *p.spec.Party)
	if len(p.accounts) == 0 {
		p.refuse("party", "remedy.noAccount", fault.Params{"label": *p.spec.Party})
	}
	params := func(other string) fault.Params {
		return fault.Params{"party": *p.spec.Party, "other": other, "level": *p.spec.Level, "until": *p.spec.Until, "accounts": len(p.accounts)}
	}
	p.effects.say(*p.spec.Party, changeShares, params(*p.spec.Other))
	p.effects.say(*p.spec.Other, changeIsShared, params(*p.spec.Other))
}

// planRegistration finds the party's registrations: those that were chosen, or all that the case is about.
func (f *standingFacts) planRegistration(p *planned) {
	for _, r := range f.registrations {
		chosen := len(p.spec.Evidence) == 0 || r.EvidenceID != nil && slices.Contains(p.spec.Evidence, *r.EvidenceID)
		if r.Label == *p.spec.Party && chosen {
			p.registrations = append(p.registrations, r)
		}
	}
	if len(p.registrations) == 0 {
		p.refuse("party", "remedy.noRegistration", fault.Params{"label": *p.spec.Party})
	}
	for _, r := range p.registrations {
		protects := r.State == "APPROVED" || r.State == "EXTENDED"
		switch {
		case !protects && !slices.Contains([]string{"SUBMITTED", "IN_REVIEW", "ACTION_REQUIRED"}, r.State),
			p.kind == ShortenRegistration && (!protects || p.until.After(*r.ProtectedUntil) || p.until.Before(*r.ProtectedFrom)):
			p.refuse("party", "registration.state", fault.Params{"state": r.State})
		}
	}
	params := fault.Params{"registrations": len(p.registrations)}
	key := changeRevokes
	switch p.kind {
	case ConfirmRegistration:
		key = changeConfirms
	case ShortenRegistration:
		key = changeShortens
	}
	if p.spec.Until != nil && p.kind != RevokeRegistration {
		params["until"] = *p.spec.Until
	}
	p.effects.say(*p.spec.Party, key, params)
}
