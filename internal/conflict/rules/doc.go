// Package rules owns what the portal takes for a channel conflict, or for an early warning of one: each rule is one file and one
// test, and stands in the table All.
//
// Rules:
//   - A rule is one query over a set: lines, customers, or weeks. It finds facts, each with the subject of the case that it belongs to;
//     what becomes of them is package conflict's.
//   - It asks nothing of the order in which lines, links and registrations came: the same rows give the same facts.
//   - Its thresholds are values with units, bounds and defaults, which the brand sets from a day on; the query takes them as arguments of
//     the same names. A fact goes by the values of its own day.
//   - What a fact measures the other side reads as well: numbers and dates, nobody's name or id.
//
// Imports ground only.
package rules
