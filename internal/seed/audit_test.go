package seed

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres/pgtest"
)

// wordless are parts of the way to a value that need no word: months and years, places in a list, names of rules, which have words elsewhere.
var wordless = regexp.MustCompile(`^([0-9-]+|[A-Z]+(_[A-Z]+)+)?$`)

var snake = regexp.MustCompile(`_([a-z])`)

// fieldsHaveWords holds the fields in the demo's audit entries against the words that the log's screen has for them, as
// web/src/features/audit/field.ts finds them.
func fieldsHaveWords(t *testing.T, db *pgtest.DB) {
	t.Helper()
	rows, err := db.Owner().Query(t.Context(), `
		WITH RECURSIVE fields AS (
		  SELECT DISTINCT e.action, v.key, v.value FROM audit_entries e CROSS JOIN LATERAL (VALUES (e.before), (e.after)) s (said) CROSS JOIN LATERAL jsonb_each(s.said) v WHERE jsonb_typeof(s.said) = 'object'
		  UNION
		  SELECT f.action, v.key, v.value FROM fields f CROSS JOIN LATERAL jsonb_each(f.value) v WHERE jsonb_typeof(f.value) = 'object')
		SELECT DISTINCT action || ' ' || key FROM fields ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 50 {
		t.Errorf("the demo's log has only the fields %v", found)
	}
	for _, language := range []string{"en", "zh-Hant", "zh-Hans"} {
		words := map[string]string{}
		text, err := os.ReadFile("../../web/src/shared/i18n/locales/" + language + "/audit.json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &words); err != nil {
			t.Fatal(err)
		}
		for _, one := range found {
			_, field, _ := strings.Cut(one, " ")
			if wordless.MatchString(field) {
				continue
			}
			camel := snake.ReplaceAllStringFunc(field, func(s string) string { return strings.ToUpper(s[1:]) })
			camel = strings.ReplaceAll(camel, "ID", "Id")
			if words["value."+strings.ToLower(camel[:1])+camel[1:]] == "" {
				t.Errorf("%s: no word for the field of %s", language, one)
			}
		}
	}
}
