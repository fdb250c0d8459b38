package privacy

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/audit"
	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// mostLines bounds the purchases of a document.
const mostLines = 10_000

// document is all that is held on a person, as far as the organisation that is asked may see it.
type document struct {
	MadeAt   time.Time `json:"madeAt"`
	Accounts []held    `json:"accounts"`
}

// held is what one account holds.
type held struct {
	Account      string     `json:"account"`
	Organization string     `json:"organization"` // who keeps it
	Code         string     `json:"code,omitempty"`
	Tags         []string   `json:"tags,omitempty"`
	ChannelType  *string    `json:"channelType,omitempty"`
	FirstSaleOn  *time.Time `json:"firstSaleOn,omitempty"`
	CreatedAt    time.Time  `json:"createdAt"`
	// Contact is missing where the account is another organisation's and its contact details are not shared: ask that organisation.
	Contact   *contactHeld   `json:"contact,omitempty"`
	AskOwner  bool           `json:"askOwner,omitempty"`
	People    []personHeld   `json:"people,omitempty"`
	Consents  []consentHeld  `json:"consents"`
	Entries   []entryHeld    `json:"entries,omitempty"`
	Purchases []purchaseHeld `json:"purchases"`
	Opinions  []opinionHeld  `json:"opinions"`
	Shares    []shareHeld    `json:"shares"`
	Views     []viewHeld     `json:"looks"`
}

type contactHeld struct {
	Name       string     `json:"name"`
	OtherNames []string   `json:"otherNames,omitempty"`
	PersonalID string     `json:"personalId,omitempty"`
	Phone      string     `json:"phone,omitempty"`
	Email      string     `json:"email,omitempty"`
	Street     string     `json:"street,omitempty"`
	District   string     `json:"district,omitempty"`
	City       string     `json:"city,omitempty"`
	Region     string     `json:"region,omitempty"`
	PostalCode string     `json:"postalCode,omitempty"`
	Country    string     `json:"country,omitempty"`
	BirthDate  *time.Time `json:"birthDate,omitempty"`
}

type personHeld struct {
	Name  string `json:"name"`
	Role  string `json:"role,omitempty"`
	Phone string `json:"phone,omitempty"`
	Email string `json:"email,omitempty"`
}

type consentHeld struct {
	Purpose string    `json:"purpose"`
	Granted bool      `json:"granted"`
	Source  string    `json:"source"`
	GivenOn time.Time `json:"givenOn"`
}

type entryHeld struct {
	Kind       string    `json:"kind"`
	Text       string    `json:"text"`
	HappenedAt time.Time `json:"happenedAt"`
}

type purchaseHeld struct {
	InvoiceNo string    `json:"invoice"`
	SaleDate  time.Time `json:"date"`
	Product   string    `json:"product"`
	Quantity  string    `json:"quantity"`
	NetAmount string    `json:"netAmount"`
	Currency  string    `json:"currency"`
	Note      string    `json:"note,omitempty"`
}

type opinionHeld struct {
	RespondedOn time.Time `json:"date"`
	CSAT        *int      `json:"satisfaction,omitempty" db:"csat"`
	NPS         *int      `json:"recommends,omitempty" db:"nps"`
	Comment     string    `json:"comment,omitempty"`
}

type shareHeld struct {
	Recipient string     `json:"recipient"`
	Level     string     `json:"level"`
	StartsOn  time.Time  `json:"from"`
	EndsOn    time.Time  `json:"until"`
	Reason    string     `json:"reason"`
	RevokedAt *time.Time `json:"revokedAt,omitempty"`
}

type viewHeld struct {
	Viewer   string    `json:"viewer"`
	Reason   string    `json:"reason"`
	ViewedAt time.Time `json:"at"`
}

// Document gives all that is held on a person in one document: an account of one's own, or what stands for a customer of the brand's. It is JSON. That
// it was made is in the log. Returns NotFound, Invalid without a reason, and Conflict for an organisation and for who is forgotten.
func (s *Service) Document(ctx context.Context, sc scope.Scope, w Whom, reason string) (text []byte, err error) {
	if err := w.check(reason); err != nil {
		return nil, err
	}
	err = s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := s.mayForget(ctx, tx, sc, w); err != nil {
			return err
		}
		accounts, subjectType, id, err := accountsOf(ctx, tx, sc, w)
		if err != nil {
			return err
		}
		doc := document{MadeAt: s.now(), Accounts: []held{}}
		for _, a := range accounts {
			h, err := heldIn(ctx, tx, sc, a)
			if err != nil {
				return err
			}
			doc.Accounts = append(doc.Accounts, h)
		}
		if text, err = json.MarshalIndent(doc, "", "  "); err != nil {
			return err
		}
		return audit.Record(ctx, tx, audit.Entry{Organization: sc.Organization, Action: "privacy.document", SubjectType: subjectType, SubjectID: audit.ID(id), Reason: reason})
	})
	return text, err
}

func accountsOf(ctx context.Context, tx pgx.Tx, sc scope.Scope, w Whom) (all []customer.Account, subjectType string, id uuid.UUID, err error) {
	if w.AccountID != nil {
		a, err := customer.Load(ctx, tx, sc, *w.AccountID)
		return []customer.Account{a}, "account", *w.AccountID, err
	}
	c, err := customer.LoadStanding(ctx, tx, *w.CustomerID)
	if err != nil {
		return nil, "", uuid.Nil, err
	}
	members, err := customer.MembersOf(ctx, tx, c.ID)
	return members, "customer", c.ID, err
}

func heldIn(ctx context.Context, tx pgx.Tx, sc scope.Scope, a customer.Account) (h held, err error) {
	h = held{Account: a.NodeID(), ChannelType: a.ChannelType, FirstSaleOn: a.FirstSaleOn, CreatedAt: a.CreatedAt, Consents: []consentHeld{}, Purchases: []purchaseHeld{}, Opinions: []opinionHeld{}, Shares: []shareHeld{}, Views: []viewHeld{}}
	args := postgres.Args{"owner": a.DistributorID, "account": a.ID, "most": mostLines}
	if err := tx.QueryRow(ctx, `SELECT coalesce((SELECT name FROM organizations WHERE id = @owner), '')`, postgres.Args{"owner": a.DistributorID}).Scan(&h.Organization); err != nil {
		return h, err
	}
	contact, people, err := customer.ContactOf(ctx, tx, a.DistributorID, a.ID) // row-level security decides
	if err != nil {
		return h, err
	}
	if contact.AccountID == uuid.Nil {
		h.AskOwner = a.DistributorID != sc.Organization
	} else {
		h.Contact = &contactHeld{contact.Name, contact.OtherNames, contact.TaxID, contact.Phone, contact.Email, contact.Street, contact.District, contact.City,
			contact.Region, contact.PostalCode, contact.Country, contact.BirthDate}
		for _, p := range people {
			h.People = append(h.People, personHeld{p.Name, p.Role, p.Phone, p.Email})
		}
	}
	if a.DistributorID == sc.Organization {
		h.Code, h.Tags = a.Code, a.Tags
	}
	if h.Consents, err = postgres.Rows[consentHeld](tx.Query(ctx, `SELECT purpose, granted, source, given_on FROM account_consents
		WHERE distributor_id = @owner AND account_id = @account ORDER BY given_on, id LIMIT @most`, args)); err != nil {
		return h, err
	}
	if h.Entries, err = postgres.Rows[entryHeld](tx.Query(ctx, `SELECT kind, text, happened_at FROM (
		  SELECT kind, text, happened_at, id FROM account_entries WHERE distributor_id = @owner AND account_id = @account
		  UNION ALL SELECT 'NOTE', r.note, r.created_at, r.id FROM registrations r WHERE r.distributor_id = @owner AND r.account_id = @account AND r.note <> ''
		  UNION ALL SELECT v.kind, v.text, v.happened_on::timestamptz, v.id FROM registrations r JOIN registration_activities v ON v.registration_id = r.id
		    WHERE r.distributor_id = @owner AND r.account_id = @account) e
		ORDER BY happened_at, id LIMIT @most`, args)); err != nil {
		return h, err
	}
	if h.Purchases, err = postgres.Rows[purchaseHeld](tx.Query(ctx, `SELECT l.invoice_no, l.sale_date, p.code AS product, l.quantity::text, l.net_amount::text, l.currency::text, coalesce(n.note, '') AS note
		FROM sale_lines l JOIN products p ON p.id = l.product_id LEFT JOIN sale_line_notes n ON n.distributor_id = l.distributor_id AND n.line_id = l.id
		WHERE l.distributor_id = @owner AND l.account_id = @account AND l.voided_at IS NULL ORDER BY l.sale_date, l.id LIMIT @most`, args)); err != nil {
		return h, err
	}
	if h.Opinions, err = postgres.Rows[opinionHeld](tx.Query(ctx, `SELECT responded_on, csat, nps, comment FROM feedback
		WHERE distributor_id = @owner AND account_id = @account ORDER BY responded_on, id LIMIT @most`, args)); err != nil {
		return h, err
	}
	if h.Shares, err = postgres.Rows[shareHeld](tx.Query(ctx, `SELECT coalesce(o.name, '') AS recipient, s.level, s.starts_on, s.ends_on, s.reason, s.revoked_at
		FROM shares s LEFT JOIN organizations o ON o.id = s.grantee_id WHERE s.owner_id = @owner AND s.account_id = @account ORDER BY s.granted_at, s.id LIMIT @most`, args)); err != nil {
		return h, err
	}
	h.Views, err = postgres.Rows[viewHeld](tx.Query(ctx, `SELECT v.viewer_name AS viewer, v.reason, v.viewed_at FROM contact_views v
		WHERE v.owner_id = @owner AND v.account_id = @account ORDER BY v.viewed_at, v.id LIMIT @most`, args))
	return h, err
}

// FileName names the document.
func (w Whom) FileName() string {
	if w.CustomerID != nil {
		return typeid.Format(typeid.Customer, *w.CustomerID) + ".json"
	}
	return typeid.Format(typeid.Account, *w.AccountID) + ".json"
}
