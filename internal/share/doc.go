// Package share owns what an organisation lets another see of its accounts: shares with a level, a time and a reason; who had contact
// details shown; leads that the brand offers; and the answer to whether a customer is taken.
//
// Rules:
//   - One side is always the brand, the other one distributor: distributors share nothing with each other.
//   - A share holds from its first day to its last, in UTC, unless it is revoked. It is read from the database each time, never from a cache,
//     and row-level security reads it too: a revoked share opens nothing from the next statement on.
//   - Contact details of another's account are never part of a list or a page: Reveal shows one account's, for a reason, and leaves a view
//     that the owner reads.
//   - The first to accept a lead has it. Until then those it is offered to see the account's profile, then only who accepted.
//   - Whether a customer is taken is answered only when the brand has switched it on, from one word in three, in the same time and by
//     the same statements whoever has it, and each question is kept for both sides to see.
//
// Imports ground, audit, idempotency, partner and customer.
package share
