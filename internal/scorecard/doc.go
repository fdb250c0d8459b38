// Package scorecard says how a distributor did in a period: metrics, scores, a composite and a grade.
//
// Every number comes from the rollups that the sale package moves with the lines, never from the lines
// themselves, so that a card costs the same at a thousand lines and at a billion. A metric without data
// has no value and no score; it is never taken as 0. The programme in force at the start of the period
// weighs and grades. All arithmetic is exact decimals; rounding is the last step.
//
// metric.go and score.go are the rules; store.go reads what they need, for many distributors and periods
// in one round trip. The card of a closed period is not reckoned: it was frozen when the period was closed (period.go,
// freeze.go) and is read as it was frozen (frozen.go), until two persons open the month again (reopen.go) or numbers of one
// distributor are restated (restate.go). Programmes are published and withdrawn in programme_set.go.
//
// standing.go says how cards compare: a job (standing_job.go) ranks them as their numbers move. channel.go is how all
// distributors do together, pack.go the cards of a period as a workbook.
package scorecard
