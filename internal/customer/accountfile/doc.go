// Package accountfile knows what an account list holds: its fields, what they are called in the three languages, and
// what a row says of a customer.
//
// The file itself is read by package intake; here are
//
//	Fields                         for Inspect, Suggest and Survey
//	NewParser → Parse → Result     a row's fields, with the problems of each
//
// Every record is one Result, so that what becomes of the rows adds up to the rows read. What is only doubtful, such as
// a tax id whose check digit is wrong or a phone that nobody can tell the country of, is a warning and is kept.
//
// It is pure: no database, no clock, no network. It imports intake and match.
package accountfile
