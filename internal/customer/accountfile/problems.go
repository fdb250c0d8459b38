package accountfile

import "github.com/tonglu/portal/internal/intake"

// Message keys of what may be wrong with a row, beyond intake's. The parameters are in brackets. All but the first are
// warnings.
const (
	KeyErased       = "row.account.erased"    // the customer has asked to be forgotten
	KeyAgain        = "row.account.again"     // [row] an earlier row of the file names the same customer: the later one counts
	KeyTaxIDCheck   = "row.taxId.check"       // the check digit is wrong: kept, never used to recognise anybody
	KeyTaxIDNothing = "row.taxId.unreadable"  // too short, or one digit all along: left out
	KeyTaxIDZeros   = "row.taxId.zeros"       // [read] a spreadsheet took the zeros in front, which are back
	KeyPhoneCountry = "row.phone.country"     // the country can't be told: kept as it is
	KeyEmail        = "row.email.unreadable"  // kept as it is
	KeyCountry      = "row.country.unknown"   // left out
	KeyConsent      = "row.consent.unknown"   // neither yes nor no: left out
	KeyKind         = "row.kind.unknown"      // neither an organisation nor a person: told by the name
	KeyBirthDate    = "row.birthDate.company" // an organisation has none: left out
	KeyTooManyTags  = "row.tags.tooMany"      // [max] the rest is left out
)

// Sentences say what is wrong with a row, for the files that leave the portal.
var Sentences = intake.Sentences{
	KeyErased:       {"this customer has asked to be forgotten; what was held is erased.", "此客戶已要求刪除資料,資料已清除。", "此客户已要求删除资料,资料已清除。"},
	KeyAgain:        {"Row {row} of this file names the same customer; the later row counts.", "本檔第 {row} 列為同一客戶;以較後一列為準。", "本文件第 {row} 行为同一客户;以较后一行为准。"},
	KeyTaxIDCheck:   {"has a wrong check digit; it was kept and is never used to recognise a customer.", "檢查碼不符;已保留,但不用於辨識客戶。", "校验码不符;已保留,但不用于识别客户。"},
	KeyTaxIDNothing: {"is no tax id and was left out.", "不是統一編號,未採用。", "不是税号,未采用。"},
	KeyTaxIDZeros:   {"was read as {read}: a spreadsheet had cut the zeros in front.", "已讀為 {read}(試算表去掉了開頭的 0)。", "已读作 {read}(电子表格去掉了开头的 0)。"},
	KeyPhoneCountry: {"has no country that can be told; write it as +886 2 2345 6789.", "無法判斷國家;請寫成 +886 2 2345 6789。", "无法判断国家;请写成 +86 10 8888 8888。"},
	KeyEmail:        {"is not an email address; it was kept as it is.", "不是電子郵件地址;已照原樣保留。", "不是电子邮件地址;已照原样保留。"},
	KeyCountry:      {"is not a country that is known; it was left out.", "無此國家,未採用。", "没有此国家,未采用。"},
	KeyConsent:      {"is neither yes nor no; it was left out.", "無法判斷同意與否,未採用。", "无法判断同意与否,未采用。"},
	KeyKind:         {"is neither an organisation nor a person; the name was judged instead.", "無法判斷公司或個人,改由名稱判斷。", "无法判断企业或个人,改由名称判断。"},
	KeyBirthDate:    {"belongs to a person; this is an organisation's row, and it was left out.", "此列為公司,生日未採用。", "此行为企业,生日未采用。"},
	KeyTooManyTags:  {"has more than {max} tags; the rest was left out.", "超過 {max} 個標籤,其餘未採用。", "超过 {max} 个标签,其余未采用。"},
}
