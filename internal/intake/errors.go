package intake

import (
	"errors"
	"io"

	"github.com/tonglu/portal/internal/fault"
)

// Message keys of the faults of a whole file. All are of kind Invalid.
const (
	KeyEmpty           = "file.empty"
	KeyUnreadable      = "file.unreadable"      // none of the formats, or damaged
	KeyTruncated       = "file.truncated"       // the end is missing
	KeyEncrypted       = "file.encrypted"       // a workbook with a password
	KeyOldExcel        = "file.oldExcel"        // .xls or .xlsb: save as .xlsx
	KeyHTML            = "file.html"            // a web page or XML, often named .xls: save as .xlsx
	KeyNUL             = "file.nul"             // row
	KeyBomb            = "file.bomb"            // unpacks to far more than it is
	KeyTooManyColumns  = "file.tooManyColumns"  // max
	KeyTooManySheets   = "file.tooManySheets"   // max
	KeyRowTooLong      = "file.rowTooLong"      // row, max (bytes)
	KeyUnclosedQuote   = "file.unclosedQuote"   // row
	KeyNoHeader        = "file.noHeader"        // no row looks like column names
	KeyNoRows          = "file.noRows"          // a header and nothing below
	KeyUnknownSheet    = "file.unknownSheet"    // sheet
	KeyUnknownEncoding = "file.unknownEncoding" // encoding
	KeyUnknownDelim    = "file.unknownDelimiter"
)

// invalid is a fault of the file.
func invalid(key string, params fault.Params) error {
	return fault.New(fault.Invalid, key, params)
}

// damaged says that the file is cut off when cause tells so, else that it is unreadable.
// A fault passes through.
func damaged(cause error) error {
	if _, ok := errors.AsType[*fault.Error](cause); ok {
		return cause
	}
	if errors.Is(cause, io.ErrUnexpectedEOF) || errors.Is(cause, io.EOF) {
		return fault.Wrap(cause, fault.Invalid, KeyTruncated, nil)
	}
	return fault.Wrap(cause, fault.Invalid, KeyUnreadable, nil)
}
