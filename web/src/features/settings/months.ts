/** What a month is for accounting: still going on, over and open, or closed. */
export type MonthState = "going" | "open" | "closed";

/** The state of a month on a day of the brand's: one that is not over can't be closed. */
export function stateOf(month: { period: string; closed: boolean }, today: string): MonthState {
  if (month.closed) return "closed";
  return month.period < today.slice(0, 7) ? "open" : "going";
}

/** The months before one that are over and open still: they are usually closed first. */
export const openBefore = <M extends { period: string; closed: boolean }>(months: readonly M[], period: string, today: string): M[] => months.filter((one) => one.period < period && stateOf(one, today) === "open");
