// Package seed makes the demonstration data: an invented brand, its distributors,
// and the files that their systems would have exported, month by month.
//
// The road:
//
//	New → World        who sells what, where, at which price; pure, no database
//	World.Seller       one distributor at work: its customers, its lines by month
//	World.Submissions  the files it hands in, and when
//	World.Write        the bytes of such a file, in the distributor's own layout
//	Load               the whole of it, through the domains' own services
//
// Rules:
//   - The same options give the same bytes. Every thing draws from a stream of
//     its own (distributor 7's March does not depend on distributor 6), so that
//     things can be made in any order and by several workers.
//   - Nothing is larger in memory than one distributor's month, whatever the scale.
//   - Everybody here is invented. Trade item numbers are from the range that is
//     never given to a product, addresses end in .example.
//   - What is odd in the data on purpose is listed: World.Plants, Submission.Expected.
//
// It may import every domain; only cmd imports it.
package seed
