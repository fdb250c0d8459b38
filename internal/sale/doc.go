// Package sale owns sales reports, the lines they bring and the rollups over them.
//
// The road of a report: Service.Create keeps the file's particulars and enqueues a job; Worker.Advance
// looks at the file, waits for a person to confirm its columns when nobody has before, and then brings
// its rows in, a chunk in a transaction: lines, rejected rows, rollups, audit entry and the place to go on from.
//
// Rules: a line's identity is (distributor, invoice number, line number), unique among live lines. Lines are
// never changed or deleted: a correction voids one and adds another. Each rollup equals a sum over the live
// lines and the credit entries that count, always, because whoever adds or voids lines calls move in the same transaction, and whoever
// books credit moveCredit. A line whose credit a case has split stays as it is until that is undone. Writers of one
// distributor's lines take turns on its row in data_versions. The lines of an account that was merged into another stay its own, and
// count as the other's.
//
// Service works as portal_app for requests; Worker as portal_engine for jobs. Imports ground, audit, partner,
// catalog and customer.
package sale
