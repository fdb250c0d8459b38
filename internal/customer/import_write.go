package customer

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/typeid"
)

// importedAccount is an account with all that rows of a list may change.
type importedAccount struct {
	ID             uuid.UUID
	KeyHash        []byte
	Code           string
	Name           string
	OtherNames     []string
	IsOrganization bool
	TaxID          string
	LegalTaxID     string
	ChannelType    *string
	TerritoryID    *uuid.UUID
	Tags           []string
	MergedInto     *uuid.UUID
	ErasedAt       *time.Time
	ContactOthers  []string
	PersonalID     string
	Phone          string
	Email          string
	Street         string
	District       string
	City           string
	Region         string
	PostalCode     string
	Country        string
	BirthDate      *time.Time
	People         []string
	Notes          []string
	Marketing      *bool
}

// selectImported reads the accounts of an owner by key or tax id, the oldest first, with those of the notes that they have.
const selectImported = `
	SELECT a.id, a.key_hash, a.code, coalesce(a.name, c.name, '') AS name, a.other_names, a.is_organization, a.tax_id, a.legal_tax_id, a.channel_type, a.territory_id,
	  a.tags, a.merged_into, a.erased_at, coalesce(c.other_names, '{}') AS contact_others, coalesce(c.tax_id, '') AS personal_id, coalesce(c.phone, '') AS phone,
	  coalesce(c.email, '') AS email, coalesce(c.street, '') AS street, coalesce(c.district, '') AS district, coalesce(c.city, '') AS city, coalesce(c.region, '') AS region,
	  coalesce(c.postal_code, '') AS postal_code, coalesce(c.country, '') AS country, c.birth_date,
	  ARRAY(SELECT lower(p.name) FROM account_people p WHERE p.distributor_id = a.distributor_id AND p.account_id = a.id ORDER BY p.id) AS people,
	  ARRAY(SELECT e.text FROM account_entries e WHERE e.distributor_id = a.distributor_id AND e.account_id = a.id AND e.kind = 'NOTE' AND e.text = ANY(@notes) ORDER BY e.id) AS notes,
	  (SELECT s.granted FROM account_consents s WHERE s.distributor_id = a.distributor_id AND s.account_id = a.id AND s.purpose = 'MARKETING'
	    ORDER BY s.given_on DESC, s.id DESC LIMIT 1) AS marketing
	FROM accounts a LEFT JOIN account_contacts c ON c.distributor_id = a.distributor_id AND c.account_id = a.id
	WHERE a.distributor_id = @owner AND a.id IN (
	  SELECT id FROM accounts WHERE distributor_id = @owner AND key_hash = ANY(@keys)
	  UNION SELECT id FROM accounts WHERE distributor_id = @owner AND tax_id <> '' AND tax_id = ANY(@tax_ids) AND erased_at IS NULL)
	ORDER BY a.created_at, a.id`

func (f *importedAccount) draft(owner uuid.UUID) *draft {
	d := &draft{key: f.KeyHash, name: f.Name, personalID: f.PersonalID, people: map[string]bool{}, notes: map[string]bool{}, marketing: f.Marketing,
		Account: Account{DistributorID: owner, ID: f.ID, Code: f.Code, OtherNames: f.OtherNames, IsOrganization: f.IsOrganization, TaxID: f.TaxID, LegalTaxID: f.LegalTaxID,
			ChannelType: f.ChannelType, TerritoryID: f.TerritoryID, Tags: f.Tags, MergedInto: f.MergedInto, ErasedAt: f.ErasedAt},
		contact: Contact{OtherNames: f.ContactOthers, Phone: f.Phone, Email: f.Email, Street: f.Street, District: f.District, City: f.City, Region: f.Region,
			PostalCode: f.PostalCode, Country: strings.TrimSpace(f.Country), BirthDate: f.BirthDate}}
	for _, who := range f.People {
		d.people[who] = true
	}
	for _, note := range f.Notes {
		d.notes[note] = true
	}
	return d
}

// draftColumns are drafts as the statements read them.
const draftColumns = `jsonb_to_recordset(@rows::jsonb) AS r (id uuid, key text, code text, name text, other_names text[], is_organization boolean, tax_id text, legal_tax_id text,
	channel_type text, territory_id uuid, tags text[], contact_name text, contact_others text[], personal_id text, phone text, email text, street text, district text,
	city text, region text, postal_code text, country text, birth_date date)`

// beside is what stands beside an account: a person, a note, a consent.
type beside struct {
	ID      uuid.UUID `json:"id"`
	Account uuid.UUID `json:"account"`
	Text    string    `json:"text"`
	Granted bool      `json:"granted"`
}

// write writes the accounts that have changed. A person's names stand with the contact.
func (b *importBatch) write(ctx context.Context, tx pgx.Tx) error {
	var accounts []accountOut
	var people, notes, consents []beside
	for _, d := range b.drafts {
		if d.changed {
			accounts = append(accounts, d.out())
		}
		for _, name := range d.newPeople {
			people = append(people, beside{ID: typeid.New(), Account: d.ID, Text: name})
		}
		for _, note := range d.newNotes {
			notes = append(notes, beside{ID: typeid.New(), Account: d.ID, Text: note})
		}
		if d.newMarketing != nil {
			consents = append(consents, beside{ID: typeid.New(), Account: d.ID, Granted: *d.newMarketing})
		}
	}
	batch := &pgx.Batch{}
	args := func(rows any) postgres.Args {
		return postgres.Args{"owner": b.owner, "rows": rows}
	}
	if len(accounts) > 0 {
		batch.Queue(writeAccounts, with(args(accounts), "now", b.now))
		batch.Queue(writeContacts, args(accounts))
	}
	if len(people) > 0 {
		batch.Queue(`INSERT INTO account_people (distributor_id, id, account_id, name)
			SELECT @owner, r.id, r.account, r.text FROM jsonb_to_recordset(@rows::jsonb) AS r (id uuid, account uuid, text text) ORDER BY r.id`, args(people))
	}
	if len(notes) > 0 {
		batch.Queue(`INSERT INTO account_entries (distributor_id, id, account_id, kind, text, happened_at, created_by, created_at)
			SELECT @owner, r.id, r.account, 'NOTE', r.text, @now::timestamptz, @by::uuid, @now::timestamptz
			FROM jsonb_to_recordset(@rows::jsonb) AS r (id uuid, account uuid, text text) ORDER BY r.id`, with(args(notes), "now", b.now, "by", b.by))
	}
	if len(consents) > 0 {
		batch.Queue(`INSERT INTO account_consents (distributor_id, id, account_id, purpose, granted, source, given_on, recorded_by, recorded_at)
			SELECT @owner, r.id, r.account, 'MARKETING', r.granted, @source, @now::timestamptz::date, @by::uuid, @now::timestamptz
			FROM jsonb_to_recordset(@rows::jsonb) AS r (id uuid, account uuid, granted boolean) ORDER BY r.id`,
			with(args(consents), "now", b.now, "by", b.by, "source", b.source))
	}
	if batch.Len() == 0 {
		return nil
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("writing accounts: %w", err)
	}
	return nil
}

const writeAccounts = `
	INSERT INTO accounts AS a (distributor_id, id, key_hash, code, name, other_names, is_organization, tax_id, legal_tax_id, channel_type, territory_id, tags,
	  source, created_at, updated_at, edited_at)
	SELECT @owner, r.id, r.key::bytea, r.code, r.name, r.other_names, r.is_organization, r.tax_id, r.legal_tax_id, r.channel_type, r.territory_id, r.tags,
	  'IMPORT', @now::timestamptz, @now::timestamptz, @now::timestamptz
	FROM ` + draftColumns + ` ORDER BY r.id
	ON CONFLICT (distributor_id, id) DO UPDATE SET code = excluded.code, name = excluded.name, other_names = excluded.other_names,
	  is_organization = excluded.is_organization, tax_id = excluded.tax_id, legal_tax_id = excluded.legal_tax_id, channel_type = excluded.channel_type,
	  territory_id = excluded.territory_id, tags = excluded.tags, updated_at = excluded.updated_at, edited_at = coalesce(a.edited_at, excluded.edited_at)`

const writeContacts = `
	INSERT INTO account_contacts (distributor_id, account_id, name, other_names, tax_id, phone, email, street, district, city, region, postal_code, country, birth_date)
	SELECT @owner, r.id, r.contact_name, r.contact_others, r.personal_id, r.phone, r.email, r.street, r.district, r.city, r.region, r.postal_code, r.country, r.birth_date
	FROM ` + draftColumns + ` ORDER BY r.id
	ON CONFLICT (distributor_id, account_id) DO UPDATE SET name = excluded.name, other_names = excluded.other_names, tax_id = excluded.tax_id, phone = excluded.phone,
	  email = excluded.email, street = excluded.street, district = excluded.district, city = excluded.city, region = excluded.region,
	  postal_code = excluded.postal_code, country = excluded.country, birth_date = excluded.birth_date`
