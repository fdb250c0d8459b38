// Package feedback owns what customers say of a distributor: satisfaction from 1 to 5, how likely they would recommend it from 0 to 10,
// and their words; how it comes in; and the links at which customers say it themselves.
//
// Rules:
//   - The brand writes answers down, imports them and asks for them; a distributor reads what is said of it and can write none of it,
//     nor learn of a link: row-level security holds that.
//   - An answer is never changed. One that was a mistake is withdrawn, with a reason, and counts no more.
//   - A link asks one customer once. Its token is random and kept as a digest alone. A link that is unknown, answered, revoked or over
//     answers the same after the same statement, and a new link of the same customer ends the one that waits.
//   - A customer who answers has no scope: two functions of the database take the token's digest and reach that link alone.
//   - The same row of a file again adds nothing. What customers wrote is of persons: it goes with them, and after some years.
//
// Imports ground, audit, auth, idempotency, workday, partner, customer and sale.
package feedback
