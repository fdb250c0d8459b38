package rules_test

import (
	"testing"

	"github.com/google/uuid"
)

func TestDirectCompetition(t *testing.T) {
	w := newWorld(t)
	w.report("NORTH", "A1,1,2022-03-04,P-1,1,100,C1,TPE,STORE,", "A2,1,2024-03-04,P-1,1,100,C2,TPE,STORE,")
	// The brand's own lines come as it comes to have a way to report them.
	brand := value[uuid.UUID](w, `SELECT brand_id FROM brand_settings`)
	w.exec(`INSERT INTO accounts (distributor_id, id, key_hash, code, is_organization, name) SELECT brand_id, gen_random_uuid(), decode(md5(c), 'hex'), c, true, c FROM brand_settings, unnest('{C1,C2}'::text[]) c`)
	w.exec(`INSERT INTO match_pending SELECT distributor_id, id FROM accounts WHERE code IN ('C1', 'C2') ON CONFLICT DO NOTHING`)
	w.exec(`INSERT INTO sale_lines SELECT (jsonb_populate_record(l, jsonb_build_object('distributor_id', a.distributor_id, 'account_id', a.id, 'id', gen_random_uuid(), 'sale_date', '2024-03-05', 'invoice_no', 'BR-' || a.code))).*
		FROM sale_lines l, accounts a WHERE l.invoice_no = 'A1' AND a.distributor_id = (SELECT brand_id FROM brand_settings)`)
	w.match("C1", "C2")
	w.wants("DIRECT_COMPETITION")
	w.exec(`UPDATE customers SET owner_id = (SELECT id FROM distributors WHERE code = 'NORTH') WHERE id IN (SELECT k.customer_id FROM customer_links k JOIN accounts a ON a.id = k.account_id WHERE a.code = 'C2')`)
	w.register("NORTH", "C1", "POTS", "", "APPROVED", "2024-02-20", "2024-03-01", "2024-05-29")
	w.report("NORTH", "A3,1,2024-03-09,P-1,1,100,C2,TPE,STORE,") // has both looked at
	w.wants("DIRECT_COMPETITION",
		"LOW OPEN 100 {} BRAND RESPONDENT BR-C1, NORTH CLAIMANT -",
		"LOW OPEN 100 {} BRAND RESPONDENT BR-C2, NORTH CLAIMANT -")
	w.wants("CUSTOMER_OVERLAP")
	if got := value[int](w, `SELECT count(*) FROM conflict_parties WHERE distributor_id = $1`, brand); got != 2 {
		t.Errorf("the brand is a party of %d cases", got)
	}
}
