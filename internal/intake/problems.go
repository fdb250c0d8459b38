package intake

// Message keys of what may be wrong with a row of any kind of file. The parameters are in brackets.
const (
	KeyRequired        = "row.required"          // a field that each row needs is blank
	KeyUnreadableDate  = "row.date.unreadable"   // [order, when the column has one]
	KeyAmbiguousDate   = "row.date.ambiguous"    // warning [read: as which day]
	KeyFutureDate      = "row.date.future"       // [today]
	KeyOldDate         = "row.date.tooOld"       // [min]
	KeyNumber          = "row.number.unreadable" // [example: how the column writes numbers]
	KeyNumberRange     = "row.number.range"      // [max]
	KeyAmbiguousNumber = "row.number.ambiguous"  // warning [read]: three decimals, which could be thousands
	KeyCurrency        = "row.currency.unknown"  // neither a code nor a sign of a currency
	KeyChannel         = "row.channel.unknown"   // [allowed]
	KeyTooLong         = "row.text.tooLong"      // [max]
	KeyGarbled         = "row.text.garbled"      // bytes that are no characters of the file's encoding
	KeyRounded         = "row.code.rounded"      // 4.71E+12: a spreadsheet has cut digits off
	KeyCellError       = "row.cell.error"        // #REF! and the like
	KeyRowColumns      = "row.columns"           // [found, expected] more cells than headers
)
