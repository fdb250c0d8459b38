package customer

import (
	"crypto/sha256"
	"regexp"
	"strings"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/customer/match"
)

// KeyOf gives the hash of what an organisation's files name a customer by: its code, else its name; nil when they
// name nobody. Sales lines find accounts by it. It is salted with the owner, so that equal names in two lists have
// unlike keys.
func KeyOf(owner uuid.UUID, code, name string) []byte {
	switch {
	case code != "":
		return keyHash(owner, "code", strings.ToLower(code))
	case name != "":
		return keyHash(owner, "name", strings.ToLower(strings.Join(strings.Fields(name), " ")))
	}
	return nil
}

func keyHash(owner uuid.UUID, parts ...string) []byte {
	h := sha256.New()
	h.Write(owner[:])
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return h.Sum(nil)[:16]
}

// LooksLikeOrganization recognises legal forms, words for shops, and tax ids that are no person's. What it does not know
// is taken for a person, whose name stays with the owner.
func LooksLikeOrganization(name, taxID string) bool {
	if taxID != "" {
		return !IsPersonalID(taxID)
	}
	low := " " + strings.ToLower(name) + " "
	for _, word := range organizationWords {
		if strings.Contains(low, word) {
			return true
		}
	}
	return false
}

// Numbers of persons: Taiwan's national and resident ids, and those of China, which hold a birthday.
var personalIDs = regexp.MustCompile(`^(?i:[A-Z][A-D1289][0-9]{8}|[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X])$`)

// IsPersonalID reports whether the text is an id number of a person, as those of Taiwan and China are written, and no
// organisation's.
func IsPersonalID(text string) bool {
	if len(text) != 10 && len(text) != 18 || !personalIDs.MatchString(text) {
		return false
	}
	return len(text) == 10 || !match.ValidChinaCreditCode(strings.ToUpper(text))
}

var organizationWords = []string{
	"公司", "集團", "集团", "企業", "企业", "商行", "商店", "商場", "商场", "超市", "百貨", "百货", "門市", "门店", "實業", "实业",
	"貿易", "贸易", "工作室", "飯店", "酒店", "餐廳", "餐厅", "學校", "学校", "大學", "大学", "醫院", "医院", "中心", "株式会社", "有限会社",
	"合同会社", "주식회사", " co.", " co ", " ltd", " inc", " llc", " corp", " gmbh", " ag ", " b.v.", " bv ", " company", " store", " shop",
	" store", "stores ", " market", " supply", " supplies", " outlet", " mall", " center", " centre", " sports", " bikes", " cycles",
}
