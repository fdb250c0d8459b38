// Package conflict owns channel conflicts: cases between parties, the evidence that was frozen, who answers by when, what was
// proposed, decided and appealed, and what a decision does to data.
//
// Rules:
//   - Where a case stands and what may follow is the table of state.go, and nowhere else.
//   - A case is the brand's alone until its parties are told. From then on each party sees the same facts, and in full its own lines.
//     In what parties read, others are labels; who they are stands in conflict_parties alone, where each finds its own row.
//   - Statements are sealed until all have answered or their time is over, for the brand too.
//   - Nobody mediates who has an interest in exactly one of the parties, set the price or approved the registration at issue.
//   - A decision is applied whole, in one transaction with the audit log and the rollups, by a job that reaches all parties; an appeal
//     that succeeds takes it back to the cent.
//   - What is due when is in business days of the brand's calendar; a passed time escalates by itself and is written down.
//
// Imports ground, audit, idempotency, user, notify, workday, partner, catalog, customer, share, sale and registration.
package conflict
