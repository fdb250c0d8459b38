// Package salesfile knows what a sales file holds: its fields, what they are
// called in the three languages, and what a row says.
//
// The file itself is read by package intake; here are
//
//	Fields                         for Inspect, Suggest and Survey
//	NewParser → Parse → Result     a row's fields, with the problems of each
//
// Every record is one Result, so that accepted, duplicate, rejected and ignored
// rows add up to the rows read.
//
// It is pure: no database, no clock, no network. It imports intake and libraries
// for decimals.
package salesfile
