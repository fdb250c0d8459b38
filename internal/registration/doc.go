// Package registration owns the claims of distributors that they are working a customer for a product line, what proves it, and the
// protection that the brand grants for a time.
//
// Rules:
//   - Submitting answers "received, under review" after the same statements whether others registered the customer or not. Only the
//     brand sees several side by side.
//   - The first whole submission wins, then dated proof of work, then discretion with a documented reason; a claim that lapsed doesn't
//     outrank one that was made in the gap.
//   - The brand decides within two business days, else it escalates. A protection lasts 90 days, reminds at 30, 14 and 7 days before its
//     end, is made longer only with activity, and ends by itself.
//   - No answer, reason or notice tells of anybody else.
//
// Imports ground, audit, idempotency, user, notify, workday, partner, catalog, customer and sale.
package registration
