// Package training owns the courses that the brand requires of distributors' people, and who has passed them.
//
// Rules:
//   - A course is required of the distributors that each of its filled lists holds, tiers and channel types: of nobody when both are
//     empty. It is required from a day on, until it is retired.
//   - A pass counts from its day to its last, which is reckoned by the course as it was when the pass was written down. Several passes of
//     one person are that person's.
//   - A record is never changed. One that was a mistake is withdrawn, with a reason, and counts no more.
//   - The brand writes passes down, or imports them; a distributor reads those of its people and can write none: row-level security
//     holds that. Names of who passed go when they have long served no end.
//
// Imports ground, audit, auth, idempotency, workday, partner and sale.
package training
