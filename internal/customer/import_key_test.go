package customer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/tonglu/portal/internal/customer"
)

// accounts writes an owner's accounts, by code and name.
func (l *lists) accounts(owner any) string {
	l.t.Helper()
	return value[string](l, `SELECT coalesce(string_agg(concat_ws('|', nullif(a.code, ''), coalesce(a.name, c.name), nullif(a.tax_id, ''), nullif(c.tax_id, ''), nullif(c.phone, '')), ' ' ORDER BY a.code, coalesce(a.name, c.name), a.tax_id, c.tax_id), '')
		FROM accounts a LEFT JOIN account_contacts c ON c.distributor_id = a.distributor_id AND c.account_id = a.id WHERE a.distributor_id = $1`, owner)
}

func TestWhomARowNames(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lists []string // of one owner, one after the other
		want  []string // how each ended
		left  string
	}{
		"by its code, whatever the name": {
			[]string{"Customer Code,Customer Name\nC1,甲有限公司\n", "Customer Code,Customer Name\nc1,甲股份有限公司\nC2,甲股份有限公司\n"},
			[]string{"1+0+0", "1+1+0"}, "C2|甲股份有限公司 c1|甲股份有限公司",
		},
		"by its tax id without a code": {
			[]string{"Customer Name,Tax ID\n甲有限公司,16740494\n", "Customer Name,Tax ID\n甲(股)公司,16740494\n"},
			[]string{"1+0+0", "0+1+0"}, "甲(股)公司|16740494",
		},
		"by its name without both": {
			[]string{"Customer Name,Phone\n甲有限公司,02-2345-6789\n", "Customer Name,Phone\n甲有限公司 ,02-2345-6780\n"},
			[]string{"1+0+0", "0+1+0"}, "甲有限公司|02-2345-6780",
		},
		"a tax id joins the account that has the name alone": {
			[]string{"Customer Name,Phone\n甲有限公司,02-2345-6789\n", "Customer Name,Tax ID\n甲有限公司,16740494\n"},
			[]string{"1+0+0", "0+1+0"}, "甲有限公司|16740494|02-2345-6789",
		},
		"two organisations of one name": {
			[]string{"Customer Name,Tax ID\n全家便利商店,16740494\n全家便利商店,04595257\n", "Customer Name,Tax ID\n全家便利商店,04595257\n全家便利商店,16740494\n"},
			[]string{"2+0+0", "0+0+2"}, "全家便利商店|04595257 全家便利商店|16740494",
		},
		"a wrong tax id recognises nobody": {
			[]string{"Customer Name,Tax ID\n甲有限公司,16740495\n乙有限公司,16740495\n"},
			[]string{"2+0+0"}, "乙有限公司|16740495 甲有限公司|16740495",
		},
		"people of one name": {
			[]string{"姓名,身分證字號\n王小明,A123456789\n王小明,B123456780\n", "姓名,身分證字號\n王小明,A123456789\n"},
			[]string{"2+0+0", "0+0+1"}, "王小明|A123456789 王小明|B123456780",
		},
		"blank cells leave what is known": {
			[]string{"Customer Code,Customer Name,Phone,Tags\nC1,甲有限公司,02-2345-6789,VIP\n", "Customer Code,Customer Name,Phone,Tags\nC1,,,\n"},
			[]string{"1+0+0", "0+0+1"}, "C1|甲有限公司|02-2345-6789",
		},
		"twice in one file, the later row counts": {
			[]string{"Customer Code,Customer Name,Phone\nC1,甲有限公司,02-2345-6789\nC1,甲有限公司,02-2345-6780\nC1,甲有限公司,02-2345-6780\n"},
			[]string{"1+1+1"}, "C1|甲有限公司|02-2345-6780",
		},
		"a person becomes an organisation, and not the other way round": {
			[]string{"Customer Code,Customer Name\nC1,好棒棒\n", "Customer Code,Customer Name,Tax ID\nC1,好棒棒,16740494\n", "Customer Code,Customer Name\nC1,好棒棒\n"},
			[]string{"1+0+0", "0+1+0", "0+0+1"}, "C1|好棒棒|16740494",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLists(t)
			for n, text := range c.lists {
				i := l.rows(l.north, strings.TrimSuffix(text, "\n"))
				if got := fmt.Sprintf("%d+%d+%d", i.RowsCreated, i.RowsUpdated, i.RowsUnchanged); got != c.want[n] || i.State != customer.ImportAccepted {
					t.Errorf("list %d: %s, want %s\n%s", n, counts(i), c.want[n], l.listed(i))
				}
			}
			if got := l.accounts(l.north); got != c.left {
				t.Errorf("left are %s, want %s", got, c.left)
			}
		})
	}
}

func TestTheAccountOfSalesLinesIsTheOneOfTheList(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	if _, err := l.db.Owner().Exec(t.Context(), `INSERT INTO accounts (distributor_id, id, key_hash, code, name, is_organization) VALUES
		($1, gen_random_uuid(), $2, 'C1', '甲有限公司', true), ($1, gen_random_uuid(), $3, '', '乙有限公司', true)`,
		l.north, customer.KeyOf(l.north, "C1", ""), customer.KeyOf(l.north, "", "乙有限公司")); err != nil {
		t.Fatal(err)
	}
	i := l.rows(l.north, "Customer Code,Customer Name,Phone,Tax ID", "C1,甲有限公司,02-2345-6789,", ",乙有限公司,,16740494")
	if counts(i) != "ACCEPTED 0+2+0+0+0 (0)" {
		t.Error(counts(i))
	}
	if got := l.accounts(l.north); got != "乙有限公司|16740494 C1|甲有限公司|02-2345-6789" {
		t.Error(got)
	}
}

func TestWhoAskedToBeForgottenStaysSo(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	l.rows(l.north, "Customer Code,Customer Name", "C1,王小明")
	if _, err := l.db.Owner().Exec(t.Context(), `UPDATE accounts SET erased_at = now()`); err != nil {
		t.Fatal(err)
	}
	i := l.rows(l.north, "Customer Code,Customer Name,Phone", "C1,王小明,0912345678")
	if got := l.listed(i); got != "2 REJECTED row.account.erased" || strings.Contains(l.accounts(l.north), "0912345678") {
		t.Errorf("%s\n%s", got, l.accounts(l.north))
	}
}

func TestWhatStandsBesideAnAccountIsKeptOnce(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	header := "Customer Code,Customer Name,Contact Person,Note,Marketing Consent,Tags,English Name"
	l.rows(l.north, header, "C1,甲有限公司,王小明,good,yes,VIP、A,Jia Ltd", "C2,李大華,,,no,,")
	l.rows(l.north, header, "C1,甲有限公司,王小明,good,yes,VIP、A,Jia Ltd ", "C1,甲有限公司,林小姐,better,,,Jia", "C2,李大華,,,no,,")
	i := l.rows(l.north, header, "C1,甲有限公司,林小姐,better,no,,")
	if counts(i) != "ACCEPTED 0+1+0+0+0 (0)" {
		t.Error(counts(i))
	}
	for want, sql := range map[string]string{
		"林小姐 王小明":                   `SELECT string_agg(name, ' ' ORDER BY name) FROM account_people`,
		"better good":               `SELECT string_agg(text, ' ' ORDER BY text) FROM account_entries WHERE kind = 'NOTE'`,
		"C1 true C1 false C2 false": `SELECT string_agg(a.code || ' ' || s.granted, ' ' ORDER BY a.code, s.id) FROM account_consents s JOIN accounts a ON a.id = s.account_id WHERE s.source LIKE 'imp\_%'`,
		"{VIP,A} {\"Jia Ltd\",Jia}": `SELECT tags::text || ' ' || other_names::text FROM accounts WHERE code = 'C1'`,
	} {
		if got := value[string](l, sql); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
