package customer

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/partner"
	"github.com/tonglu/portal/internal/typeid"
)

func TestKeysAreOfOneListAndOfOneSpelling(t *testing.T) {
	t.Parallel()
	north, south := typeid.New(), typeid.New()
	key := KeyOf(north, "", "Alpha Store")
	for name, other := range map[string]struct {
		key  []byte
		same bool
	}{
		"other spaces and case": {KeyOf(north, "", " ALPHA  store"), true},
		"another list":          {KeyOf(south, "", "Alpha Store"), false},
		"a code of that text":   {KeyOf(north, "Alpha Store", ""), false},
		"a code beside it":      {KeyOf(north, "C1", "Alpha Store"), false},
		"nobody":                {KeyOf(north, "", ""), false},
	} {
		if bytes.Equal(key, other.key) != other.same {
			t.Errorf("%s: equal is %v, want %v", name, !other.same, other.same)
		}
	}
	if !bytes.Equal(KeyOf(north, "c1", "Beta"), KeyOf(north, "C1", "Alpha Store")) {
		t.Error("a code names an account whatever its name and case")
	}
}

func TestIDsOfPersonsAreToldFromThoseOfOrganizations(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]bool{
		"A123456789": true, "a223456789": true, "AC01234567": true, "A800000014": true, // Taiwan: national, and resident certificates old and new
		"A323456789": false, "12345675": false, "NL123456789B01": false, "": false,
		"11010519491231002X": true, "440308199901010012": true, // China
		"110105194913310020": false, "91110108MA01C8QP8X": false, "910105199001010017": true,
	} {
		if got := IsPersonalID(id); got != want {
			t.Errorf("%q: %v, want %v", id, got, want)
		}
	}
	for _, c := range []struct {
		name, taxID string
		want        bool
	}{{"王小明", "", false}, {"王小明", "A123456789", false}, {"王小明", "12345675", true}, {"Alpha Cycles", "", true}, {"大同股份有限公司", "", true}, {"Marjan van Agt", "", false}, {"", "", false}} {
		if got := LooksLikeOrganization(c.name, c.taxID); got != c.want {
			t.Errorf("%s %s: %v, want %v", c.name, c.taxID, got, c.want)
		}
	}
}

func TestWhatIsOddIsNamedByItsField(t *testing.T) {
	t.Parallel()
	f := Facts{Name: "X", IsOrganization: true, TaxID: "12345672", LegalTaxID: "91350100M000100Y44", Contact: Contact{Phone: "0912345678"}, People: []Person{{Name: "A", Phone: "+886912345678"}, {Name: "B", Phone: "77"}}}
	paths := func(odd fault.Fields) string {
		var out []string
		for _, o := range odd {
			out = append(out, o.Path)
		}
		return strings.Join(out, " ")
	}
	if got := paths(f.Warnings("")); got != "contact.people.1.phone contact.phone legalTaxId taxId" {
		t.Errorf("without a country: %s", got)
	}
	if got := paths(f.Warnings("TW")); got != "contact.people.1.phone legalTaxId taxId" {
		t.Errorf("of Taiwan: %s", got)
	}
}

func TestTheTerritoryOfAnAddressIsTheDeepestThatIsKnown(t *testing.T) {
	t.Parallel()
	id := func(n byte) uuid.UUID { return uuid.UUID{15: n} }
	node := func(n byte, kind partner.TerritoryKind, parent *uuid.UUID, depth, first, last int, name string, aliases ...string) partner.Territory {
		return partner.Territory{ID: id(n), Code: "T" + string('0'+rune(n)), Name: partner.Name{Default: name}, Kind: kind, ParentID: parent, Depth: depth, Aliases: aliases, First: first, Last: last}
	}
	tw, tpe := id(1), id(2)
	tree := partner.NewTerritoryIndex([]partner.Territory{node(1, partner.Country, nil, 0, 1, 4, "Taiwan", "TW"), node(2, partner.City, &tw, 1, 2, 3, "台北市", "臺北市"),
		node(3, partner.District, &tpe, 2, 3, 3, "信義區", "110"), node(4, partner.City, &tw, 1, 4, 4, "高雄市")})
	for _, c := range []struct {
		at   Contact
		want byte
	}{
		{Contact{City: "臺北市", District: "信義區"}, 3}, {Contact{City: "台北市", District: "無名區"}, 2}, {Contact{Region: "高雄市"}, 4},
		{Contact{PostalCode: "11051"}, 3}, {Contact{City: "Atlantis"}, 1}, {Contact{Country: "XX", City: "台北市"}, 0}, {Contact{Street: "忠孝東路"}, 0},
	} {
		got := TerritoryOf(tree, c.at, "TW")
		if c.want == 0 && got != nil || c.want != 0 && (got == nil || *got != id(c.want)) {
			t.Errorf("%+v is in %v, want %d", c.at, got, c.want)
		}
	}
}

func TestTrimmingKeepsOneOfEach(t *testing.T) {
	t.Parallel()
	f := Facts{Name: " A\t", Tags: []string{" x", "x", "", "y "}, Contact: Contact{Email: " A@B.C ", Country: "tw"}}.Trim()
	if f.Name != "A" || !slices.Equal(f.Tags, []string{"x", "y"}) || f.Contact.Email != "a@b.c" || f.Contact.Country != "TW" {
		t.Errorf("%+v", f)
	}
}
