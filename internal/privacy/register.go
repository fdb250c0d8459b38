package privacy

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// Category is a kind of data on people, as the marks on columns name it.
type Category string

// The categories. What each is for, on what ground, and how it is protected is said by message keys: privacy.<category>.purpose, .basis and .protection.
const (
	Staff         Category = "STAFF"          // people who work with the portal
	Identity      Category = "IDENTITY"       // who a customer is
	ContactValues Category = "CONTACT"        // how to reach it
	ContactPerson Category = "CONTACT_PERSON" // whom one speaks with at an organisation
	Consent       Category = "CONSENT"        // what it agreed to
	Opinions      Category = "OPINIONS"       // what it says of a distributor
	Dealings      Category = "DEALINGS"       // notes on it
	Purchases     Category = "PURCHASES"      // what it bought
	RawFiles      Category = "RAW_FILES"      // rows as they were uploaded
	Training      Category = "TRAINING"       // which people of distributors passed which course
	Recognition   Category = "RECOGNITION"    // hashes by which it is recognised
)

// Categories are all of them, in the register's order.
var Categories = []Category{Identity, ContactValues, ContactPerson, Purchases, Dealings, Opinions, Consent, Recognition, RawFiles, Training, Staff}

// retentionOf says which period limits a category; the others are kept as long as the account, or until a person asks to be forgotten.
var retentionOf = map[Category]string{RawFiles: "RAW_FILES", Identity: "DORMANT_PERSONS", ContactValues: "DORMANT_PERSONS", Dealings: "DORMANT_PERSONS",
	Consent: "DORMANT_PERSONS", Recognition: "DORMANT_PERSONS", Opinions: "OPINIONS", Training: "TRAINING"}

// Disclosure is who may see contents of a category besides the controller, by shares that hold today.
type Disclosure struct {
	ControllerID uuid.UUID
	RecipientID  uuid.UUID
	Level        string
	Accounts     int
	Until        time.Time // the latest last day
}

// Record is an entry of the register: one category at one controller.
type Record struct {
	Category      Category
	ControllerID  uuid.UUID
	Contents      []string // columns, as table.column
	Subjects      int      // people, about whom something of the kind is kept
	Disclosures   []Disclosure
	RetentionDays *int // nil: as long as the account
}

// Public is what everybody may read of a category.
type Public struct {
	Category      Category
	Contents      []string
	RetentionDays *int
}

// PublicRegister reads the categories.
func (s *Service) PublicRegister(ctx context.Context) ([]Public, error) {
	return inTx(ctx, s.pool, scope.ForLogin(), func(tx pgx.Tx) ([]Public, error) {
		contents, err := marked(ctx, tx)
		if err != nil {
			return nil, err
		}
		days, err := periods(ctx, tx)
		if err != nil {
			return nil, err
		}
		out := make([]Public, len(Categories))
		for i, c := range Categories {
			out[i] = Public{Category: c, Contents: contents[c], RetentionDays: days.of(c)}
		}
		return out, nil
	})
}

// Register reads the entries of the controllers that the scope reaches, at most 5,000.
func (s *Service) Register(ctx context.Context, sc scope.Scope) ([]Record, error) {
	return inTx(ctx, s.pool, sc, func(tx pgx.Tx) ([]Record, error) {
		contents, err := marked(ctx, tx)
		if err != nil {
			return nil, err
		}
		days, err := periods(ctx, tx)
		if err != nil {
			return nil, err
		}
		counts, err := controllers(ctx, tx, sc)
		if err != nil {
			return nil, err
		}
		shared, err := disclosures(ctx, tx, sc)
		if err != nil {
			return nil, err
		}
		var out []Record
		for _, c := range counts {
			for _, category := range Categories {
				r := Record{Category: category, ControllerID: c.ID, Contents: contents[category], Subjects: c.Persons, RetentionDays: days.of(category)}
				switch category {
				case Staff, Training:
					r.Subjects = c.Staff
				case ContactPerson:
					r.Subjects = c.Organizations
				}
				for _, d := range shared {
					if d.ControllerID == c.ID && discloses(d.Level, category) {
						r.Disclosures = append(r.Disclosures, d)
					}
				}
				out = append(out, r)
			}
		}
		return out, nil
	})
}

// discloses reports whether a share of the level shows contents of the category.
func discloses(level string, c Category) bool {
	switch c {
	case Identity, ContactValues, ContactPerson:
		return level == "CONTACTS"
	case Purchases:
		return level != "PROFILE"
	}
	return false
}

// controller is an organisation with how many people it keeps data on.
type controller struct {
	ID            uuid.UUID
	Persons       int
	Organizations int // accounts of organisations, each with people to speak with
	Staff         int
}

func controllers(ctx context.Context, tx pgx.Tx, sc scope.Scope) ([]controller, error) {
	args := map[string]any{}
	return postgres.Rows[controller](tx.Query(ctx, `
		SELECT o.id, coalesce(a.persons, 0)::int AS persons, coalesce(a.organizations, 0)::int AS organizations, coalesce(u.staff, 0)::int AS staff
		FROM organizations o
		LEFT JOIN (SELECT distributor_id, count(*) FILTER (WHERE NOT is_organization) AS persons, count(*) FILTER (WHERE is_organization) AS organizations
		  FROM accounts WHERE erased_at IS NULL AND merged_into IS NULL GROUP BY 1) a ON a.distributor_id = o.id
		LEFT JOIN (SELECT organization_id, count(*) AS staff FROM users GROUP BY 1) u ON u.organization_id = o.id
		WHERE `+sc.Where("o.id", args)+` ORDER BY o.kind, o.name, o.id LIMIT 550`, postgres.Args(args)))
}

func disclosures(ctx context.Context, tx pgx.Tx, sc scope.Scope) ([]Disclosure, error) {
	args := map[string]any{}
	return postgres.Rows[Disclosure](tx.Query(ctx, `
		SELECT s.owner_id AS controller_id, s.grantee_id AS recipient_id, s.level, count(DISTINCT s.account_id)::int AS accounts, max(s.ends_on) AS until
		FROM shares s WHERE holds_today(s.starts_on, s.ends_on, s.revoked_at) AND `+sc.Where("s.owner_id", args)+`
		GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`, postgres.Args(args)))
}

// marked reads which columns hold what of people, from the marks on them.
func marked(ctx context.Context, tx pgx.Tx) (map[Category][]string, error) {
	type mark struct{ Category, Name string }
	rows, err := postgres.Rows[mark](tx.Query(ctx, `
		SELECT substring(d.description FROM '^personal=([A-Z_]+)$') AS category, c.relname || '.' || a.attname AS name
		FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
		WHERE c.relnamespace = 'public'::regnamespace AND d.description LIKE 'personal=%' ORDER BY 1, 2`))
	out := map[Category][]string{}
	for _, m := range rows {
		out[Category(m.Category)] = append(out[Category(m.Category)], m.Name)
	}
	return out, err
}

// inTx is Pool.InTx for a function that gives a value.
func inTx[T any](ctx context.Context, pool *postgres.Pool, sc scope.Scope, fn func(pgx.Tx) (T, error)) (value T, err error) {
	err = pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		value, err = fn(tx)
		return err
	})
	return value, err
}
