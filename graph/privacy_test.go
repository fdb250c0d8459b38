package graph_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/tonglu/portal/graph/graphtest"
	"github.com/tonglu/portal/internal/privacy"
	"github.com/tonglu/portal/internal/typeid"
	"github.com/tonglu/portal/internal/verify"
)

const (
	erase    = `mutation ($account: ID, $customer: ID) { eraseCustomer(input: {accountId: $account, customerId: $customer, reason: "asked by letter"}) { erasure { id doneAt } } }`
	erasures = `query { erasures { totalCount edges { node { accounts doneAt reason requestedBy { name } } } } }`
	takeAway = `mutation ($account: ID, $customer: ID) { exportPersonalData(input: {accountId: $account, customerId: $customer, reason: "asked by letter"}) { document fileName } }`
)

// carry does what was asked for, as the job would.
func carry(g *graphtest.Graph, t *testing.T) {
	t.Helper()
	rows, err := g.DB.Owner().Query(t.Context(), `SELECT organization_id, id FROM erasures`)
	if err != nil {
		t.Fatal(err)
	}
	var all [][2]uuid.UUID
	for rows.Next() {
		var one [2]uuid.UUID
		if err := rows.Scan(&one[0], &one[1]); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	for range 2 { // a job may run twice
		for _, e := range all {
			if err := privacy.NewKeeper(g.DB.Engine(), time.Now).Carry(t.Context(), e[0], e[1]); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestAForgottenPersonIsNowhere looks through every text of the database.
func TestAForgottenPersonIsNowhere(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	south := g.Organization("SOUTH")
	line := typeid.New()
	g.Exec(`INSERT INTO sale_lines (distributor_id, id, report_id, row_no, invoice_no, line_no, sale_date, product_id, product_line_id, account_id, channel_type, quantity, net_amount, currency, base_amount, facts)
		VALUES ($1, $2, gen_random_uuid(), 1, 'I-9', '1', current_date - 40, $3, $4, $5, 'STORE', 2, 77.7, 'TWD', 77.7, '\x00')`, south, line, g.ID("T-1"), g.ID("TOOLS"), s.person)
	g.Exec(`INSERT INTO sale_line_notes (distributor_id, line_id, note) VALUES ($1, $2, '王小明 likes blue')`, south, line)
	g.Exec(`INSERT INTO account_entries (distributor_id, id, account_id, kind, text, happened_at) VALUES ($1, gen_random_uuid(), $2, 'CALL', 'called 王小明', now())`, south, s.person)
	g.Exec(`INSERT INTO report_row_cells (distributor_id, report_id, row_no, cells) VALUES ($1, gen_random_uuid(), 4, ARRAY['I-9', '王小明', '77.7'])`, south)
	g.Exec(`INSERT INTO feedback (distributor_id, id, account_id, responded_on, csat, comment, source) VALUES ($1, gen_random_uuid(), $2, current_date, 5, '王小明 was glad', 'SURVEY')`, south, s.person)
	ask(t, g, "SOUTH", s.person)
	admin := g.As("distributor_admin", "SOUTH")
	claim := claimIn(t, g.As("distributor_rep", "SOUTH").Do(t, register, wholeClaim(g, s.person, object{"note": "王小明 moves house", "site": "王小明's flat",
		"activities": []object{{"kind": "CALL", "happenedOn": inDays(0), "text": "王小明 asked for a quote"}}})))
	g.As("brand_admin", "BRAND").Do(t, askChanges, object{"id": claim.ID, "fields": []string{"NOTE"}}).Want(t, "")
	g.Exec(`UPDATE registrations SET request_text = '王小明?'`)
	g.Exec(`UPDATE registration_events SET params = params || '{"text": "王小明?"}' WHERE kind = 'changesRequested'`)
	who := map[string]any{"account": accountID(s.person)}

	var taken struct {
		ExportPersonalData struct{ Document, FileName string }
	}
	admin.Do(t, takeAway, who).Into(t, &taken)
	for _, held := range []string{"王小明", "0912-345-678", "called 王小明", "I-9", "likes blue", "was glad", "moves house", "asked for a quote"} {
		if !strings.Contains(taken.ExportPersonalData.Document, held) {
			t.Errorf("the document lacks %s: %s", held, taken.ExportPersonalData.Document)
		}
	}
	g.As("distributor_rep", "SOUTH").Do(t, erase, who).Want(t, "FORBIDDEN")
	g.As("distributor_admin", "NORTH").Do(t, erase, who).Want(t, "NOT_FOUND")
	admin.Do(t, erase, map[string]any{"account": accountID(s.lone)}).Want(t, "CONFLICT")
	admin.Do(t, erase, nil).WantField(t, "input.accountId")
	first := admin.Do(t, erase, who).Want(t, "").Body
	if again := admin.Do(t, erase, who).Want(t, "").Body; again != first {
		t.Errorf("asked again: %s, then %s", first, again)
	}
	carry(g, t)
	if body := admin.Do(t, erasures, nil).Want(t, "").Body; !strings.Contains(body, `"accounts":1`) || strings.Contains(body, `"doneAt":null`) {
		t.Errorf("erasures: %s", body)
	}
	if found := everywhere(g, t, "王小明", "0912-345-678"); len(found) > 0 {
		t.Errorf("the person is still in %v", found)
	}
	var sum string
	if err := g.DB.Owner().QueryRow(t.Context(), `SELECT sum(base_amount)::text FROM sale_lines WHERE account_id = $1`, s.person).Scan(&sum); err != nil || sum != "77.7000" {
		t.Errorf("the sum is %s, %v", sum, err)
	}
	if left := scanned[string](t, g, `SELECT concat_ws(' ', (SELECT count(*) FROM feedback WHERE csat = 5 AND comment = ''), (SELECT count(*) FROM survey_links WHERE revoked_at IS NULL))`); left != "1 0" {
		t.Errorf("answers and links that are left: %s", left)
	}
	admin.Do(t, erase, who).Want(t, "CONFLICT")
	admin.Do(t, takeAway, who).Want(t, "CONFLICT")
	matchAll(g, t) // what is left of the person matches nobody
}

// everywhere gives the columns that hold one of the texts.
func everywhere(g *graphtest.Graph, t *testing.T, texts ...string) (found []string) {
	t.Helper()
	rows, err := g.DB.Owner().Query(t.Context(), `SELECT quote_ident(c.relname), quote_ident(a.attname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND format_type(a.atttypid, NULL) IN ('text', 'jsonb', 'text[]', 'character varying')`)
	if err != nil {
		t.Fatal(err)
	}
	var columns [][2]string
	for rows.Next() {
		var one [2]string
		if err := rows.Scan(&one[0], &one[1]); err != nil {
			t.Fatal(err)
		}
		columns = append(columns, one)
	}
	for _, c := range columns {
		for _, text := range texts {
			var n int
			if err := g.DB.Owner().QueryRow(t.Context(), "SELECT count(*) FROM "+c[0]+" WHERE "+c[1]+"::text LIKE '%' || $1 || '%'", text).Scan(&n); err != nil {
				t.Fatal(err)
			}
			if n > 0 {
				found = append(found, c[0]+"."+c[1])
			}
		}
	}
	return found
}

// TestTheBrandForgetsACustomerEverywhere erases at every distributor what stands for the person.
func TestTheBrandForgetsACustomerEverywhere(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	var id uuid.UUID
	if err := g.DB.Owner().QueryRow(t.Context(), `SELECT customer_id FROM customer_links WHERE account_id = $1`, s.person).Scan(&id); err != nil {
		t.Fatal(err)
	}
	who := map[string]any{"customer": typeid.Format(typeid.Customer, id)}
	admin := g.As("brand_admin", "BRAND")
	// What a distributor does not share stays with it: the document says whom to ask.
	if body := admin.Do(t, takeAway, who).Want(t, "").Body; strings.Contains(body, "王小明") || !strings.Contains(body, "askOwner") {
		t.Errorf("the brand's document: %s", body)
	}
	g.As("channel_manager", "BRAND").Do(t, erase, who).Want(t, "FORBIDDEN")
	admin.Do(t, erase, who).Want(t, "")
	carry(g, t)
	admin.Do(t, erase, who).Want(t, "CONFLICT")
	if found := everywhere(g, t, "王小明"); len(found) > 0 {
		t.Errorf("the person is still in %v", found)
	}
	if found, err := verify.Run(t.Context(), g.DB.Engine().Pgx()); err != nil || len(found) > 0 {
		t.Errorf("verify: %v, %v", found, err)
	}
}

// TestColumnsWithPersonalDataAreMarked holds the register complete: every column of the tables that only their owners read is marked, or known to
// say nothing of people.
func TestColumnsWithPersonalDataAreMarked(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	rows, err := g.DB.Owner().Query(t.Context(), `SELECT c.relname || '.' || a.attname, coalesce(col_description(c.oid, a.attnum), '') FROM pg_class c
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_policies p ON p.tablename = c.relname AND p.policyname = 'app_read'
		WHERE c.relkind = 'r' AND p.qual NOT LIKE '%all%' AND p.qual LIKE '%app_organization%' AND format_type(a.atttypid, NULL) NOT IN ('uuid', 'integer', 'bigint', 'boolean', 'bytea', 'timestamp with time zone')
		ORDER BY 1`)
	if err != nil {
		t.Fatal(err)
	}
	nothing := []string{"exports.", "files.", "idempotency_keys.", "account_duplicates.", "account_entries.kind", "account_column_mappings.", "account_imports.", "account_import_rows.", "report_row_cells.line_id"}
	n := 0
	for rows.Next() {
		var column, mark string
		if err := rows.Scan(&column, &mark); err != nil {
			t.Fatal(err)
		}
		n++
		if mark == "" && !slices.ContainsFunc(nothing, func(known string) bool { return strings.HasPrefix(column, known) }) {
			t.Errorf("%s is not marked", column)
		}
	}
	if n < 20 {
		t.Errorf("only %d columns were looked at", n)
	}
}

func TestTheRegisterShowsDisclosuresOfToday(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	id := grant(t, g.As("distributor_rep", "NORTH"), s.north, "CONTACTS")
	register := `query { privacyRegister { category controller { name } contents subjects retentionDays purpose { key } disclosures { recipient { name } level accounts until } } }`
	public := g.Nobody().Do(t, `query { privacyCategories { category purpose { key } basis { key } contents retentionDays protection { key } } }`, nil).Want(t, "").Body
	if strings.Count(public, `"category"`) != len(privacy.Categories) || strings.Contains(public, "North") {
		t.Errorf("the public register: %s", public)
	}
	for role, of := range map[string]string{"auditor": "BRAND", "brand_admin": "BRAND", "distributor_admin": "NORTH"} {
		if body := g.As(role, of).Do(t, register, nil).Want(t, "").Body; !strings.Contains(body, `"level":"CONTACTS"`) {
			t.Errorf("%s: %s", role, body)
		}
	}
	if body := g.As("distributor_admin", "SOUTH").Do(t, register, nil).Want(t, "").Body; strings.Contains(body, `"level"`) {
		t.Errorf("SOUTH reads NORTH's disclosures: %s", body)
	}
	g.As("distributor_rep", "NORTH").Do(t, register, nil).Want(t, "FORBIDDEN")
	g.As("distributor_rep", "NORTH").Do(t, revokeIt, map[string]any{"id": id}).Want(t, "")
	if body := g.As("auditor", "BRAND").Do(t, register, nil).Want(t, "").Body; strings.Contains(body, `"level"`) {
		t.Errorf("a revoked share is a disclosure: %s", body)
	}
}

func TestWhatWasKeptLongEnoughGoes(t *testing.T) {
	t.Parallel()
	g := graphtest.New(t)
	s := withAccounts(g, t)
	keeper := privacy.NewKeeper(g.DB.Engine(), time.Now)
	person := func() (n int) {
		t.Helper()
		if err := keeper.Enforce(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := g.DB.Owner().QueryRow(t.Context(), `SELECT count(*) FROM account_contacts WHERE name = '王小明'`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, at := range []string{"now() - interval '3 years'", "now()"} {
		g.Exec(`INSERT INTO contact_views (distributor_id, id, owner_id, account_id, share_id, viewer_name, viewer_org, reason, viewed_at)
			VALUES ($1, gen_random_uuid(), $1, $2, gen_random_uuid(), 'V', $3, 'visit', `+at+`)`, g.Organization("SOUTH"), s.person, g.Brand)
	}
	for _, years := range []int{1, 2, 4, 9} {
		g.Exec(`INSERT INTO feedback (distributor_id, id, responded_on, csat, comment, source) VALUES ($1, gen_random_uuid(), current_date - 365 * $2::int, 5, 'good', 'SURVEY')`, g.Organization("SOUTH"), years)
		g.Exec(`INSERT INTO training_records (distributor_id, id, course_id, trainee, passed_on, expires_on, recorded_by) VALUES ($1, gen_random_uuid(), $1, 'Lin', current_date - 365 * ($2::int + 1), current_date - 365 * $2::int, $1)`, g.Organization("SOUTH"), years)
	}
	g.Exec(`INSERT INTO training_records (distributor_id, id, course_id, trainee, passed_on, recorded_by) VALUES ($1, gen_random_uuid(), $1, 'Lin', '2001-01-01', $1)`, g.Organization("SOUTH")) // for ever
	for range 2 {
		if person() != 1 {
			t.Error("a person of today was forgotten")
		}
	}
	if kept := scanned[string](t, g, `SELECT concat_ws(' ', (SELECT count(*) FROM feedback), (SELECT count(*) FROM feedback WHERE comment <> ''), (SELECT count(*) FROM training_records WHERE trainee = 'Lin'), (SELECT count(*) FROM training_records))`); kept != "4 2 4 5" {
		t.Errorf("answers, their words, names, passes: %s", kept)
	}
	var left, said int
	if err := g.DB.Owner().QueryRow(t.Context(), `SELECT (SELECT count(*) FROM contact_views), (SELECT count(*) FROM audit_entries WHERE action = 'privacy.enforce' AND after->>'contactViews' = '1')`).
		Scan(&left, &said); err != nil || left != 1 || said != 1 {
		t.Errorf("%d looks are left, the log says it %d times, %v", left, said, err)
	}
	admin := g.As("brand_admin", "BRAND")
	set := `mutation ($days: Int!) { setRetention(input: {category: "DORMANT_PERSONS", days: $days}) { period { days } } }`
	admin.Do(t, set, map[string]any{"days": 0}).WantField(t, "input.days")
	admin.Do(t, set, map[string]any{"days": 30}).Want(t, "")
	admin.Do(t, `mutation { setRetention(input: {category: "RAW_FILES", days: 3000}) { period { days } } }`, nil).Want(t, "CONFLICT")
	g.Exec(`UPDATE accounts SET created_at = now() - interval '40 days', updated_at = now() - interval '40 days' WHERE id = $1`, s.person)
	g.Exec(`INSERT INTO feedback (distributor_id, id, account_id, responded_on, csat, source) VALUES ($1, gen_random_uuid(), $2, current_date - 3, 5, 'SURVEY')`, g.Organization("SOUTH"), s.person)
	if person() != 1 {
		t.Error("a person who answered three days ago was forgotten")
	}
	g.Exec(`UPDATE feedback SET responded_on = current_date - 40`)
	if person() != 0 {
		t.Error("a person of long ago is still there")
	}
}
