// Package workday owns the brand's calendar: on which days people work, and when something is due that is due after so many of them.
//
// Rules:
//   - A business day is a day outside the weekend that is no holiday, or a day that makes up for one, in the brand's time zone.
//   - Whatever the clocks do between, a due time has the local time of what it is reckoned from.
//   - A changed calendar counts for what becomes due from then on: due times that are set stay.
//
// Imports ground, auth and audit.
package workday
