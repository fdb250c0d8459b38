package accountfile

import (
	"context"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/intake"
)

func TestRealListsNeedNoHelp(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		rows   int
		fields string
		first  string
	}{
		"tw_store_branches/branches_sample_big5.csv": {2000,
			"公司統一編號=legalTaxId 公司名稱=legalName 分公司統一編號=taxId 分公司名稱=name 分公司地址=street",
			"2 organization 全聯實業股份有限公司關西中山東分公司 tax=00000716 legal=16740494 street=新竹縣關西鎮東安里中山東路26號"},
		"tw_store_branches/branches.csv": {0,
			"company_tax_id=legalTaxId company_name=legalName branch_tax_id=taxId branch_name=name branch_address=street",
			"2 organization 全聯實業股份有限公司關西中山東分公司 tax=00000716 legal=16740494 street=新竹縣關西鎮東安里中山東路26號"},
		"adventureworks/dim_reseller.csv": {701,
			"ResellerKey=code Phone=phone BusinessType=tags ResellerName=name AddressLine1=street",
			"2 organization A Bike Store code=1 phone=245-555-0173 street=2251 Elliot Avenue tags=Value Added Reseller"},
		"adventureworks/dim_customer_direct.csv": {18_484,
			"CustomerKey=code FirstName=givenName LastName=familyName EmailAddress=email AddressLine1=street Phone=phone",
			"2 person Jon Yang code=11000 phone=1 (11) 500 555-0162 email=jon24@adventure-works.com street=3761 N. 14th St (row.phone.country)"},
	} {
		src := shared(t, name)
		l, preview, err := Fields.Inspect(context.Background(), src, intake.Options{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := suggested(Fields.Suggest(l.Headers, preview)); got != want.fields {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want.fields)
			continue
		}
		results := parseFile(t, src)
		if want.rows > 0 && len(results) != want.rows {
			t.Errorf("%s: %d rows, want %d", name, len(results), want.rows)
		}
		if got := show(results[:1]); got != want.first {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want.first)
		}
		for _, r := range results {
			if r.Kind != intake.Data || intake.Rejected(r.Problems) && want.rows > 0 || strings.ContainsRune(r.Row.Name, '\uFFFD') {
				t.Fatalf("%s: row %d: %s %q %v", name, r.Row.Number, r.Kind, r.Row.Name, r.Problems)
			}
		}
	}
}
