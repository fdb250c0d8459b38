package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/audit"
)

// An auditor takes the log with its seals and checks it without the portal: no environment is read.
func TestAnExportOfTheLogIsCheckedOffline(t *testing.T) {
	t.Parallel()
	g := counter(t)
	g.Login("distributor_admin", "NORTH").Do(t, `mutation { setNoticeSettings(input: {mail: DAILY}) { settings { mail } } }`, nil).Want(t, "")
	if err := audit.NewSealer(g.DB.Engine(), slog.New(slog.DiscardHandler)).Seal(t.Context()); err != nil {
		t.Fatal(err)
	}
	answer := get(t, g.As("auditor", "BRAND"), "/exports/audit")
	if got := answer.Header.Get("Content-Disposition"); !strings.Contains(got, "attachment") || !strings.Contains(got, ".jsonl") {
		t.Errorf("it comes as %q", got)
	}
	if !strings.Contains(answer.Body, "user.setMailChoice") {
		t.Fatalf("the export: %s", answer.Body)
	}
	whole := filepath.Join(t.TempDir(), "audit.jsonl")
	check := func(text string) (string, error) {
		t.Helper()
		if err := os.WriteFile(whole, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		err := run(t.Context(), []string{"verify", "--chain", whole}, func(string) string { return "" }, &out)
		return out.String(), err
	}
	if out, err := check(answer.Body); err != nil || !strings.Contains(out, "seals holds") {
		t.Errorf("an honest export: %v\n%s", err, out)
	}
	if out, err := check(strings.Replace(answer.Body, "DAILY", "NONE", 1)); err == nil || !strings.Contains(out, "(user.setMailChoice) was altered") {
		t.Errorf("an altered export: %v\n%s", err, out)
	}
	if body := g.As("brand_admin", "BRAND").Do(t, `{ auditEntries(filter: {action: "audit.export"}) { totalCount } }`, nil).Body; !strings.Contains(body, `"totalCount":1`) {
		t.Errorf("that it was taken is not in the log: %s", body)
	}
}
