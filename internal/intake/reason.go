package intake

import (
	"fmt"
	"strings"
)

// Sentences say what is wrong, by message key: in English, Traditional and Simplified Chinese, with parameters in braces.
type Sentences map[string][3]string

// Explain writes a problem as a sentence in a language (en, zh-Hant, zh-Hans; another is English): what is wrong, in
// which column, and what would be right. more are the kind of file's own sentences. It is for files that leave the
// portal; on screens the web app translates.
func Explain(lang string, p Problem, more Sentences) string {
	texts, ok := more[p.Key]
	if !ok {
		texts, ok = sentences[p.Key]
	}
	if !ok {
		return p.Key
	}
	text := texts[0]
	switch lang {
	case "zh-Hant":
		text = texts[1]
	case "zh-Hans":
		text = texts[2]
	}
	pairs := []string{"{value}", p.Value, "{column}", p.Column}
	for name, value := range p.Params {
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(value))
	}
	text = strings.NewReplacer(pairs...).Replace(text)
	if p.Column != "" {
		text = p.Column + ": " + text
	}
	return text
}

// sentences are those of what may be wrong with any row.
var sentences = Sentences{
	KeyRequired:        {"is blank but needed.", "不可空白。", "不能为空。"},
	KeyUnreadableDate:  {"is not a day that can be read; write it as 2024-03-31.", "日期無法辨識,請寫成 2024-03-31。", "日期无法识别,请写成 2024-03-31。"},
	KeyAmbiguousDate:   {"was read as {read}.", "已讀為 {read}。", "已读作 {read}。"},
	KeyFutureDate:      {"lies in the future; today is {today}.", "日期在未來;今天是 {today}。", "日期在未来;今天是 {today}。"},
	KeyOldDate:         {"is too long ago; the first day taken is {min}.", "日期過早;最早為 {min}。", "日期过早;最早为 {min}。"},
	KeyPeriod:          {"is not a period; write it as 2026, 2026-Q3 or 2026-07.", "不是期間,請寫成 2026、2026-Q3 或 2026-07。", "不是期间,请写成 2026、2026-Q3 或 2026-07。"},
	KeyNumber:          {"is not a number that can be read; write it as 1234.50.", "數字無法辨識,請寫成 1234.50。", "数字无法识别,请写成 1234.50。"},
	KeyNumberRange:     {"is too large; it must be below {max}.", "數字過大,須小於 {max}。", "数字过大,须小于 {max}。"},
	KeyAmbiguousNumber: {"was read as {read}, with three decimals; write thousands without a sign, as in 1234.", "已讀為 {read}(三位小數);千位請勿加分隔符號,例如 1234。", "已读作 {read}(三位小数);千位请勿加分隔符,例如 1234。"},
	KeyCurrency:        {"is not a currency; write its code, as in TWD.", "不是幣別,請填代碼,例如 TWD。", "不是币种,请填代码,例如 CNY。"},
	KeyChannel:         {"is not a channel type; one of {allowed}.", "不是通路類型;可填 {allowed}。", "不是渠道类型;可填 {allowed}。"},
	KeyTooLong:         {"is longer than {max} characters.", "超過 {max} 個字。", "超过 {max} 个字。"},
	KeyGarbled:         {"holds characters that can't be read in this file's encoding.", "含有無法以此檔案編碼讀取的字元。", "含有无法以此文件编码读取的字符。"},
	KeyRounded:         {"was cut off by a spreadsheet; write all digits as text.", "已被試算表截斷,請以文字填寫完整數字。", "已被电子表格截断,请以文本填写完整数字。"},
	KeyCellError:       {"holds an error of the spreadsheet.", "儲存格為試算表錯誤值。", "单元格为电子表格错误值。"},
	KeyRowColumns:      {"The row has {found} cells where {expected} were expected.", "此列有 {found} 欄,應為 {expected} 欄。", "此行有 {found} 列,应为 {expected} 列。"},

	"row.ignored." + string(Blank):        {"The row is blank.", "空白列。", "空白行。"},
	"row.ignored." + string(Title):        {"The row is a title.", "標題列。", "标题行。"},
	"row.ignored." + string(Total):        {"The row is a total.", "合計列。", "合计行。"},
	"row.ignored." + string(HeaderRepeat): {"The row repeats the headers.", "重複的表頭。", "重复的表头。"},
}
