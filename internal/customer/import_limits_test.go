package customer_test

import (
	"testing"

	"github.com/tonglu/portal/internal/customer"
	"github.com/tonglu/portal/internal/customer/accountfile"
)

// What a list may say of a customer is what a person may type: else a list would be taken in that nobody can edit.
func TestListsHaveTheLimitsOfForms(t *testing.T) {
	t.Parallel()
	for what, is := range map[string][2]int{
		"code": {accountfile.MaxCode, customer.MaxAccountCode}, "name": {accountfile.MaxName, customer.MaxAccountName}, "tax id": {accountfile.MaxTaxID, customer.MaxTaxID},
		"phone": {accountfile.MaxPhone, customer.MaxPhone}, "email": {accountfile.MaxEmail, customer.MaxEmail}, "place": {accountfile.MaxPlace, customer.MaxPlace},
		"street": {accountfile.MaxStreet, customer.MaxStreet}, "postal code": {accountfile.MaxPostal, customer.MaxPostalCode}, "tag": {accountfile.MaxTag, customer.MaxTag},
		"tags": {accountfile.MaxTags, customer.MaxTags},
	} {
		if is[0] != is[1] {
			t.Errorf("%s: %d in a list, %d in a form", what, is[0], is[1])
		}
	}
}
