package partner

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/partner/sheet"
	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
	"github.com/tonglu/portal/internal/typeid"
)

// DistributorRow is a distributor in a file. Parent is the code of another, in the file or known.
type DistributorRow struct {
	Line   int `json:"-"` // where it stands in its file
	Code   string
	Parent string
	Facts  // without ParentID
}

func readDistributors(r io.Reader, faults *sheet.Faults) ([]DistributorRow, error) {
	cells, err := sheet.Read(r, []sheet.Column{
		sheet.Must("code"), sheet.Must("name"), sheet.May("name_zh_hant"), sheet.May("name_zh_hans"), sheet.May("parent"),
		sheet.Must("tier"), sheet.May("status"), sheet.Must("channel_types"), sheet.Must("currency"), sheet.Must("country"),
		sheet.Must("time_zone"), sheet.Must("joined_on"), sheet.May("left_on"),
	}, faults)
	rows := make([]DistributorRow, len(cells))
	for i, c := range cells {
		rows[i] = DistributorRow{Line: c.Line, Code: c.Text("code"), Parent: c.Text("parent"), Facts: Facts{
			Name: ReadName(c), Tier: Tier(c.Text("tier")), Status: Status(c.Text("status")), Currency: c.Text("currency"),
			Country: c.Text("country"), TimeZone: c.Text("time_zone"), JoinedOn: c.Date("joined_on"), LeftOn: c.MaybeDate("left_on"),
		}}
		for _, channel := range c.List("channel_types") {
			rows[i].ChannelTypes = append(rows[i].ChannelTypes, ChannelType(channel))
		}
	}
	return rows, err
}

// ReadName reads the three columns of a name.
func ReadName(c sheet.Row) Name {
	return Name{c.Text("name"), c.Text("name_zh_hant"), c.Text("name_zh_hans")}
}

// ImportDistributors adds the distributors, or changes those whose code is known to what the rows say. An empty
// status is ACTIVE.
func (s *Service) ImportDistributors(ctx context.Context, sc scope.Scope, rows []DistributorRow) (Summary, error) {
	return s.importDistributors(ctx, sc, rows, &sheet.Faults{})
}

func (s *Service) importDistributors(ctx context.Context, sc scope.Scope, rows []DistributorRow, faults *sheet.Faults) (Summary, error) {
	done := Summary{Kind: "distributors", Rows: len(rows)}
	err := s.pool.InTx(ctx, sc, func(tx pgx.Tx) error {
		if err := lock(ctx, tx, lockParents); err != nil {
			return err
		}
		known, err := LoadCodes(ctx, tx, "distributors")
		if err != nil {
			return fmt.Errorf("reading distributors: %w", err)
		}
		chain, err := parents(ctx, tx)
		if err != nil {
			return err
		}
		list := planDistributors(rows, known, chain, faults)
		if err := faults.Err(); err != nil {
			return err
		}
		written, err := putDistributors(ctx, tx, list)
		if err != nil {
			return fmt.Errorf("importing distributors: %w", err)
		}
		done.Added, done.Changed = tally(written)
		ids := make([]uuid.UUID, len(written))
		for i, w := range written {
			ids[i] = w.ID
		}
		if err := Touch(ctx, tx, ids...); err != nil {
			return err
		}
		return RecordImport(ctx, tx, done, rows)
	})
	return done, err
}

// planDistributors checks the rows and gives the distributors that they describe, with ids.
func planDistributors(rows []DistributorRow, known map[string]uuid.UUID, chain map[uuid.UUID]uuid.UUID, faults *sheet.Faults) []Distributor {
	list := make([]Distributor, len(rows))
	lines := map[string]int{}
	for i, row := range rows {
		row.Name = row.Name.Trim()
		if row.Status == "" {
			row.Status = Active
		}
		line := LineOf(row.Line, i)
		report := RowReport(faults, line)
		if earlier, ok := lines[row.Code]; ok {
			Repeated(report, "code", earlier)
		}
		lines[row.Code] = line
		checkCode(row.Code, report)
		row.check(report)
		if _, ok := known[row.Code]; !ok {
			known[row.Code] = typeid.New()
		}
		list[i] = Distributor{ID: known[row.Code], Code: row.Code, Facts: row.Facts}
	}
	for i, row := range rows {
		delete(chain, list[i].ID)
		if row.Parent == "" {
			continue
		}
		parent, ok := known[row.Parent]
		if !ok {
			Unknown(RowReport(faults, LineOf(row.Line, i)), "parent", row.Parent)
			continue
		}
		list[i].ParentID, chain[list[i].ID] = &parent, parent
	}
	for i, row := range rows {
		if cyclic(list[i].ID, chain) {
			RowReport(faults, LineOf(row.Line, i))("parent", "distributor.cycle", nil)
		}
	}
	return list
}

func putDistributors(ctx context.Context, q postgres.Querier, list []Distributor) ([]upserted, error) {
	if err := keepPast(ctx, q, list...); err != nil {
		return nil, err
	}
	var ids []uuid.UUID
	var parents []*uuid.UUID
	var codes, names, hants, hanses, tiers, statuses, channels, currencies, countries, zones []string
	var joined []time.Time
	var left []*time.Time
	for _, d := range list {
		ids, parents, codes = append(ids, d.ID), append(parents, d.ParentID), append(codes, d.Code)
		names, hants, hanses = append(names, d.Name.Default), append(hants, d.Name.Hant), append(hanses, d.Name.Hans)
		tiers, statuses, channels = append(tiers, string(d.Tier)), append(statuses, string(d.Status)), append(channels, packed(d.ChannelTypes))
		currencies, countries, zones = append(currencies, d.Currency), append(countries, d.Country), append(zones, d.TimeZone)
		joined, left = append(joined, d.JoinedOn), append(left, d.LeftOn)
	}
	args := postgres.Args{"ids": ids, "names": names}
	if _, err := q.Exec(ctx, `INSERT INTO organizations AS o (id, kind, name)
		SELECT id, 'DISTRIBUTOR', name FROM unnest(@ids::uuid[], @names::text[]) AS n (id, name)
		ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name WHERE o.name <> EXCLUDED.name`, args); err != nil {
		return nil, err
	}
	for name, value := range map[string]any{"codes": codes, "hants": hants, "hanses": hanses, "parents": parents, "tiers": tiers,
		"statuses": statuses, "channels": channels, "currencies": currencies, "countries": countries, "zones": zones, "joined": joined, "left": left} {
		args[name] = value
	}
	return postgres.Rows[upserted](q.Query(ctx, `
		INSERT INTO distributors AS d (id, code, name, name_hant, name_hans, parent_id, tier, status, channel_types, currency, country, time_zone, joined_on, left_on)
		SELECT id, code, name, nullif(hant, ''), nullif(hans, ''), parent, tier, status, string_to_array(channels, E'\x1f'), currency, country, zone, joined, gone
		FROM unnest(@ids::uuid[], @codes::text[], @names::text[], @hants::text[], @hanses::text[], @parents::uuid[], @tiers::text[], @statuses::text[],
			@channels::text[], @currencies::text[], @countries::text[], @zones::text[], @joined::date[], @left::date[])
			AS n (id, code, name, hant, hans, parent, tier, status, channels, currency, country, zone, joined, gone) ORDER BY id
		ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, name_hant = EXCLUDED.name_hant, name_hans = EXCLUDED.name_hans, parent_id = EXCLUDED.parent_id,
			tier = EXCLUDED.tier, status = EXCLUDED.status, channel_types = EXCLUDED.channel_types, currency = EXCLUDED.currency,
			country = EXCLUDED.country, time_zone = EXCLUDED.time_zone, joined_on = EXCLUDED.joined_on, left_on = EXCLUDED.left_on
		WHERE (d.name, d.name_hant, d.name_hans, d.parent_id, d.tier, d.status, d.channel_types, d.currency, d.country, d.time_zone, d.joined_on, d.left_on)
			IS DISTINCT FROM (EXCLUDED.name, EXCLUDED.name_hant, EXCLUDED.name_hans, EXCLUDED.parent_id, EXCLUDED.tier, EXCLUDED.status,
			EXCLUDED.channel_types, EXCLUDED.currency, EXCLUDED.country, EXCLUDED.time_zone, EXCLUDED.joined_on, EXCLUDED.left_on)
		RETURNING id, xmax = 0 AS added`, args))
}
