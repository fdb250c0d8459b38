package salesfile

// Message keys of what may be wrong with a row, beyond intake's. The parameters are in brackets.
const (
	KeyZeroQuantity = "row.quantity.zero"
	KeyNoCurrency   = "row.currency.missing" // none in the row and none of the distributor's
	KeyAmountGap    = "row.amount.gap"       // warning [expected, found]: price × quantity − discount is not the net amount, which counts
	KeyAmountSign   = "row.amount.sign"      // warning: a return with a positive amount, read as negative
)
