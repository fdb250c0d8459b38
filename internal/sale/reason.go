package sale

import (
	"github.com/tonglu/portal/internal/intake"
	"github.com/tonglu/portal/internal/sale/salesfile"
)

// Reason writes a problem as a sentence in a language, as intake.Explain does.
func Reason(lang string, p intake.Problem) string { return intake.Explain(lang, p, reasons) }

// reasons are the sentences of what may be wrong with a row of a sales file.
var reasons = intake.Sentences{
	salesfile.KeyZeroQuantity: {"must not be 0; a return is negative.", "數量不可為 0;退貨請填負數。", "数量不能为 0;退货请填负数。"},
	salesfile.KeyNoCurrency:   {"is missing.", "缺少幣別。", "缺少币种。"},
	salesfile.KeyAmountGap:    {"price × quantity − discount gives {expected}; the net amount {found} counts.", "單價 × 數量 − 折扣為 {expected};以淨額 {found} 為準。", "单价 × 数量 − 折扣为 {expected};以净额 {found} 为准。"},
	salesfile.KeyAmountSign:   {"was read as negative, because it is a return.", "因屬退貨,已讀為負數。", "因属退货,已读作负数。"},
	"row.product.unknown":     {"no such product; the nearest codes are {nearest}.", "查無此產品;相近代碼:{nearest}。", "没有此产品;相近编码:{nearest}。"},
	"row.currency.noRate":     {"there is no exchange rate for {currency} on {date}; ask the brand for one.", "{currency} 在 {date} 沒有匯率,請洽品牌商。", "{currency} 在 {date} 没有汇率,请联系品牌商。"},
	"row.territory.unknown":   {"is not a known region; the line counts without one.", "無此區域;本筆仍計入,但不列區域。", "没有此区域;本行仍计入,但不列区域。"},
	"row.date.closed":         {"{month} is closed; ask the brand to open it.", "{month} 已結帳,請洽品牌商重新開放。", "{month} 已结账,请联系品牌商重新开放。"},
	"row.changed": {"was reported before with other facts ({wasDate}, {wasQuantity}, {wasAmount} {currency}; now {date}, {quantity}, {amount}). To change it, correct the line in the portal.",
		"先前已回報且內容不同({wasDate}、{wasQuantity}、{wasAmount} {currency};現為 {date}、{quantity}、{amount})。如需更改,請在入口更正該明細。",
		"此前已上报且内容不同({wasDate}、{wasQuantity}、{wasAmount} {currency};现为 {date}、{quantity}、{amount})。如需更改,请在门户更正该明细。"},
}
