package sale

import (
	"fmt"
	"strings"

	"github.com/tonglu/portal/internal/sale/intake"
)

// Reason writes a problem as a sentence in a language (en, zh-Hant, zh-Hans; another is English): what is wrong, in
// which column, and what would be right. For files that leave the portal; on screens the web app translates.
func Reason(lang string, p intake.Problem) string {
	texts, ok := reasons[p.Key]
	if !ok {
		return p.Key
	}
	text := texts.en
	switch lang {
	case "zh-Hant":
		text = texts.hant
	case "zh-Hans":
		text = texts.hans
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

type inThree struct{ en, hant, hans string }

// reasons are the sentences of what may be wrong with a row.
var reasons = map[string]inThree{
	intake.KeyRequired:        {"is blank but needed.", "不可空白。", "不能为空。"},
	intake.KeyUnreadableDate:  {"is not a day that can be read; write it as 2024-03-31.", "日期無法辨識,請寫成 2024-03-31。", "日期无法识别,请写成 2024-03-31。"},
	intake.KeyAmbiguousDate:   {"was read as {read}.", "已讀為 {read}。", "已读作 {read}。"},
	intake.KeyFutureDate:      {"lies in the future; today is {today}.", "日期在未來;今天是 {today}。", "日期在未来;今天是 {today}。"},
	intake.KeyOldDate:         {"is too long ago; the first day taken is {min}.", "日期過早;最早為 {min}。", "日期过早;最早为 {min}。"},
	intake.KeyNumber:          {"is not a number that can be read; write it as 1234.50.", "數字無法辨識,請寫成 1234.50。", "数字无法识别,请写成 1234.50。"},
	intake.KeyNumberRange:     {"is too large; it must be below {max}.", "數字過大,須小於 {max}。", "数字过大,须小于 {max}。"},
	intake.KeyAmbiguousNumber: {"was read as {read}, with three decimals; write thousands without a sign, as in 1234.", "已讀為 {read}(三位小數);千位請勿加分隔符號,例如 1234。", "已读作 {read}(三位小数);千位请勿加分隔符,例如 1234。"},
	intake.KeyZeroQuantity:    {"must not be 0; a return is negative.", "數量不可為 0;退貨請填負數。", "数量不能为 0;退货请填负数。"},
	intake.KeyCurrency:        {"is not a currency; write its code, as in TWD.", "不是幣別,請填代碼,例如 TWD。", "不是币种,请填代码,例如 CNY。"},
	intake.KeyNoCurrency:      {"is missing.", "缺少幣別。", "缺少币种。"},
	intake.KeyAmountGap:       {"price × quantity − discount gives {expected}; the net amount {found} counts.", "單價 × 數量 − 折扣為 {expected};以淨額 {found} 為準。", "单价 × 数量 − 折扣为 {expected};以净额 {found} 为准。"},
	intake.KeyAmountSign:      {"was read as negative, because it is a return.", "因屬退貨,已讀為負數。", "因属退货,已读作负数。"},
	intake.KeyChannel:         {"is not a channel type; one of {allowed}.", "不是通路類型;可填 {allowed}。", "不是渠道类型;可填 {allowed}。"},
	intake.KeyTooLong:         {"is longer than {max} characters.", "超過 {max} 個字。", "超过 {max} 个字。"},
	intake.KeyGarbled:         {"holds characters that can't be read in this file's encoding.", "含有無法以此檔案編碼讀取的字元。", "含有无法以此文件编码读取的字符。"},
	intake.KeyRounded:         {"was cut off by a spreadsheet; write all digits as text.", "已被試算表截斷,請以文字填寫完整數字。", "已被电子表格截断,请以文本填写完整数字。"},
	intake.KeyCellError:       {"holds an error of the spreadsheet.", "儲存格為試算表錯誤值。", "单元格为电子表格错误值。"},
	intake.KeyRowColumns:      {"The row has {found} cells where {expected} were expected.", "此列有 {found} 欄,應為 {expected} 欄。", "此行有 {found} 列,应为 {expected} 列。"},
	"row.product.unknown":     {"no such product; the nearest codes are {nearest}.", "查無此產品;相近代碼:{nearest}。", "没有此产品;相近编码:{nearest}。"},
	"row.currency.noRate":     {"there is no exchange rate for {currency} on {date}; ask the brand for one.", "{currency} 在 {date} 沒有匯率,請洽品牌商。", "{currency} 在 {date} 没有汇率,请联系品牌商。"},
	"row.territory.unknown":   {"is not a known region; the line counts without one.", "無此區域;本筆仍計入,但不列區域。", "没有此区域;本行仍计入,但不列区域。"},
	"row.date.closed":         {"{month} is closed; ask the brand to open it.", "{month} 已結帳,請洽品牌商重新開放。", "{month} 已结账,请联系品牌商重新开放。"},
	"row.changed": {"was reported before with other facts ({wasDate}, {wasQuantity}, {wasAmount} {currency}; now {date}, {quantity}, {amount}). To change it, correct the line in the portal.",
		"先前已回報且內容不同({wasDate}、{wasQuantity}、{wasAmount} {currency};現為 {date}、{quantity}、{amount})。如需更改,請在入口更正該明細。",
		"此前已上报且内容不同({wasDate}、{wasQuantity}、{wasAmount} {currency};现为 {date}、{quantity}、{amount})。如需更改,请在门户更正该明细。"},
	"row.ignored.BLANK":         {"The row is blank.", "空白列。", "空白行。"},
	"row.ignored.TITLE":         {"The row is a title.", "標題列。", "标题行。"},
	"row.ignored.TOTAL":         {"The row is a total.", "合計列。", "合计行。"},
	"row.ignored.HEADER_REPEAT": {"The row repeats the headers.", "重複的表頭。", "重复的表头。"},
}
