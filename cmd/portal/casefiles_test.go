package main

import (
	"mime"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/typeid"
)

// A case's file is offered to keep, under its own name to who may see that and under one that tells nothing to the other side; to everybody else it is none.
func TestFilesOfCasesAreServed(t *testing.T) {
	t.Parallel()
	g := counter(t)
	blob, err := g.Files.Create(t.Context(), "North's offer.pdf", strings.NewReader("%PDF-1.7 offer"), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	id, file := typeid.New(), typeid.New()
	g.Exec(`INSERT INTO conflicts (id, rule, state, severity, mode, statements_opened_at) VALUES ($1, 'MANUAL', 'IN_MEDIATION', 'LOW', 'ADVISORY', now())`, id)
	for label, code := range map[string]string{"A": "NORTH", "B": "SOUTH"} {
		g.Exec(`INSERT INTO conflict_parties (distributor_id, case_id, label, told_at) VALUES ($1, $2, $3, now())`, g.Organization(code), id, label)
	}
	g.Exec(`INSERT INTO conflict_files (case_id, id, label, part, ordinal, media_type, size, sha256, file_id) VALUES ($1, $2, 'A', 'STATEMENT', 2, 'application/pdf', $3, $4, $5)`,
		id, file, blob.Size, blob.SHA256, blob.ID)
	g.Exec(`INSERT INTO conflict_file_names (distributor_id, case_id, file_id, name) VALUES ($1, $2, $3, $4)`, g.Organization("NORTH"), id, file, "North's offer.pdf")
	path := "/cases/files/" + typeid.Format(typeid.CaseFile, file)
	names := map[string]string{"distributor_rep@NORTH": "North's offer.pdf", "distributor_viewer@SOUTH": "attachment-2.pdf", "distributor_rep@SOUTH": "attachment-2.pdf", "brand_admin@BRAND": "North's offer.pdf"}
	for who, name := range names {
		by, of, _ := strings.Cut(who, "@")
		r := get(t, g.As(by, of), path)
		_, params, err := mime.ParseMediaType(r.Header.Get("Content-Disposition"))
		if r.Status != 200 || err != nil || params["filename"] != name || r.Body != "%PDF-1.7 offer" || r.Header.Get("X-Content-Type-Options") != "nosniff" || r.Header.Get("Content-Type") != "application/octet-stream" {
			t.Errorf("%s: %d %v %q", who, r.Status, r.Header, r.Body)
		}
	}
	none := "/cases/files/" + typeid.Format(typeid.CaseFile, typeid.New())
	g.Exec(`UPDATE conflict_parties SET told_at = NULL WHERE label = 'B'`)
	untold, unknown := get(t, g.As("distributor_rep", "SOUTH"), path), get(t, g.As("distributor_rep", "SOUTH"), none)
	if untold.Status != 404 || new(told).read(t, untold).Key != new(told).read(t, unknown).Key {
		t.Errorf("untold: %d %s, unknown: %d %s", untold.Status, untold.Body, unknown.Status, unknown.Body)
	}
	if r := get(t, g.As("auditor", "BRAND"), path); r.Status != 403 {
		t.Errorf("the auditor: %d", r.Status)
	}
	if r := get(t, g.Nobody(), path); r.Status != 401 {
		t.Errorf("nobody: %d", r.Status)
	}
}
