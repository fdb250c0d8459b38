package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/typeid"
)

// accountsFile is an account list of so many rows.
func accountsFile(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("Customer Code,Customer Name,Phone,Note\n")
	for n := range rows {
		fmt.Fprintf(&b, "C%d,客戶%d有限公司,02-23%02d-%04d,note %d\n", n, n, n/10_000%100, n%10_000, n)
	}
	return b.Bytes()
}

// importAccounts uploads an account list and has it taken in.
func (s *site) importAccounts(text []byte) {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "accounts.csv")
	s.must(err)
	_, _ = part.Write(text) // into memory
	_ = form.Close()
	answer, err := s.request("/files", form.FormDataContentType(), &body)
	s.must(err)
	ask := func(query string, variables map[string]any) string {
		text, err := json.Marshal(map[string]any{"query": query, "variables": variables})
		s.must(err)
		answer, err := s.request("/graphql", "application/json", bytes.NewReader(text))
		s.must(err)
		var data struct {
			It struct{ AccountImport struct{ ID string } }
		}
		s.must(json.Unmarshal(answer["data"], &data))
		return data.It.AccountImport.ID
	}
	id := ask(`mutation($f: ID!) { it: importAccounts(input: {fileId: $f}) { accountImport { id } } }`, map[string]any{"f": strings.Trim(string(answer["id"]), `"`)})
	s.until("AWAITING_CONFIRMATION", comeback, func() bool { return s.imports("state = 'AWAITING_CONFIRMATION'") == 1 })
	ask(`mutation($i: ID!) { it: confirmAccountImport(input: {id: $i}) { accountImport { id } } }`, map[string]any{"i": id})
}

// imports counts the account lists for which the condition holds.
func (s *site) imports(condition string) (n int) {
	_ = s.engine.Pgx().QueryRow(s.t.Context(), "SELECT count(*) FROM account_imports WHERE "+condition).Scan(&n)
	return n
}

// A list whose worker is killed goes on in the next process: each account is there once, and so is what stands beside it.
func TestAnAccountListSurvivesKills(t *testing.T) {
	t.Parallel()
	const rows = 9_000
	s := newSite(t)
	s.importAccounts(accountsFile(rows))
	random := rand.New(rand.NewPCG(20260402, 1))
	for _, row := range []int{1, rows / 3, 2 * rows / 3} {
		s.until("progress", comeback, func() bool { return s.imports(fmt.Sprintf("cursor_row > %d", row)) == 1 })
		time.Sleep(time.Duration(random.IntN(200)) * time.Millisecond)
		t.Logf("killed past row %d (ended: %v)", row, s.imports("state = 'ACCEPTED'") == 1)
		s.kill()
	}
	s.until("the end", large, func() bool { return s.imports("state = 'ACCEPTED'") == 1 })
	if s.imports(fmt.Sprintf("rows_created = %d AND rows_updated + rows_unchanged + rows_rejected = 0", rows)) != 1 {
		t.Errorf("the import does not tell of %d accounts", rows)
	}
	var accounts, keys, notes int
	s.must(s.engine.Pgx().QueryRow(t.Context(), `SELECT count(*), count(DISTINCT key_hash), (SELECT count(*) FROM account_entries) FROM accounts`).Scan(&accounts, &keys, &notes))
	if accounts != rows || keys != rows || notes != rows {
		t.Errorf("%d accounts with %d keys and %d notes", accounts, keys, notes)
	}
}

// portal import takes an account list down the same road, for a distributor or for the brand itself.
func TestAccountsAreImportedFromTheCommandLine(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	file := filepath.Join(tempDir(t), "accounts.csv")
	s.must(os.WriteFile(file, []byte("Customer Code,Customer Name,Birthday\nC1,王小明,1990-01-01\nC2,李大華,2090-01-01\n"), 0o600))
	for owner, args := range map[string][]string{"NORTH": {"import", "accounts", "--distributor=NORTH", file}, "BRAND": {"import", "accounts", file}} {
		p := startProgram(t, s.dir, []string{"DATABASE_URL=" + s.server.URL(), "PORTAL_DATA_DIR=" + s.dir}, args...)
		err := p.cmd.Wait()
		if out := p.text(); err == nil || !strings.Contains(out, "ACCEPTED_WITH_REJECTS: 1 created, 0 updated, 0 unchanged, 1 rejected, 0 ignored") || !strings.Contains(out, "C2,李大華,2090-01-01,Birthday: lies in the future") {
			t.Errorf("%s: %v\n%s", owner, err, out)
		}
	}
	var owners int
	s.must(s.engine.Pgx().QueryRow(t.Context(), `SELECT count(DISTINCT distributor_id) FROM accounts`).Scan(&owners))
	if owners != 2 {
		t.Errorf("the accounts are of %d organisations", owners)
	}
}

// Rejected rows of an account list are where those of reports are, for whoever may import accounts, of its owner alone.
func TestRejectedAccountsAreDownloaded(t *testing.T) {
	t.Parallel()
	g := counter(t)
	g.Work()
	rep := g.As("distributor_rep", "NORTH")
	file := upload(t, rep, `名單 "a".csv`, "Customer Code,Customer Name,Birthday\nC1,=cmd|' /C calc'!A0,2090-01-01\nC2,王小明,1990-01-01\n")
	var made struct {
		It struct{ AccountImport struct{ ID string } }
	}
	rep.Do(t, `mutation($f: ID!) { it: importAccounts(input: {fileId: $f}) { accountImport { id } } }`, map[string]any{"f": file.ID}).Into(t, &made)
	id := made.It.AccountImport.ID
	rep.Do(t, `mutation($i: ID!) { confirmAccountImport(input: {id: $i}) { accountImport { id } } }`, map[string]any{"i": id}).Want(t, "")
	path := "/rejects/" + id
	var r *graphtest.Response
	eventually(t, "the rejected rows", func() bool { r = get(t, rep, path+"?lang=zh-Hant"); return r.Status == 200 })
	if !strings.HasPrefix(r.Body, "Customer Code,Customer Name,Birthday,_退回原因\r\nC1,'=cmd|' /C calc'!A0,2090-01-01,Birthday: 日期在未來") {
		t.Errorf("rejects:\n%s", r.Body)
	}
	for who, want := range map[string]int{"distributor_admin@NORTH": 200, "distributor_viewer@NORTH": 403, "distributor_admin@SOUTH": 404, "brand_admin@BRAND": 404, "auditor@BRAND": 403} {
		role, of, _ := strings.Cut(who, "@")
		if r := get(t, g.As(role, of), path); r.Status != want {
			t.Errorf("%s: %d, want %d: %.200s", who, r.Status, want, r.Body)
		}
	}
	if r := get(t, g.Nobody(), path); r.Status != 401 {
		t.Errorf("nobody: %d", r.Status)
	}
	for _, none := range []string{typeid.Format(typeid.AccountImport, typeid.New()), typeid.AccountImport + "_x"} {
		if r := get(t, rep, "/rejects/"+none); r.Status != 404 {
			t.Errorf("%s: %d", none, r.Status)
		}
	}
}
