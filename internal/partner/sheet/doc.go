// Package sheet reads the files in which the brand's master data comes in: UTF-8 CSV whose first row names the
// columns. It tells what is wrong with every row at once, by row and column; it knows nothing of what the
// columns mean. Sales reports have a reader of their own, which takes any layout.
//
// It imports fault and period.
package sheet
