// Package intake reads tables that people upload, whatever they hold: which
// format, encoding and layout a file has, what its columns mean, and what its
// cells say. A kind of file is told by its Fields; the parser that makes
// something of a row is that kind's own and builds upon Cells.
//
// The road of a file:
//
//	Fields.Inspect → Layout, preview      what kind of file this is; a fault when it can't be read
//	Fields.Suggest → Mapping              what its columns mean; the user confirms or changes it
//	Fields.Survey  → row count, styles    one whole pass: is every row readable, how are dates and numbers written
//	Open → Reader → Record                the rows, one at a time
//	Fields.Cells                          a row's fields, with the problems of each
//	WriteRejects                          the rows to mend, in the layout they came in
//
// Rules:
//   - A file is a stream: memory does not grow with the number of rows.
//   - Nothing is guessed cell by cell that a whole column can tell: the order of
//     day and month, the decimal sign, Excel serials and years of the Republic
//     of China are decided per column, from evidence (Style).
//   - A file that can't be read is a fault of kind Invalid; a field that can't be
//     read is a Problem of its row, and the other rows go on.
//   - Every row below the header is one Record, so that what becomes of the rows
//     adds up to the rows read.
//   - A file is hostile until read: sizes, columns, sheets and ratios are bounded
//     before memory is spent (see limits.go).
//
// It is ground, and pure: no database, no clock, no network. It imports fault, period and
// libraries for encodings, decimals, currencies and spreadsheets.
package intake
