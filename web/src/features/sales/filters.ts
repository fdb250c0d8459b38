import { parsePeriod, periodOf, periodRange, periodText, stepPeriod } from "~/shared/format/period";
import type { SalesSearch } from "./search";

/** Days, both of them in it; a missing one is without end. */
export interface Range {
  from: string | undefined;
  until: string | undefined;
}

/** The year of the last month that is over: on the first days of a year there is nothing to see of it yet. */
export const defaultPeriod = (today: string): string => String(stepPeriod(periodOf(today, "month"), -1).year);

export const isByDays = (search: SalesSearch): boolean => Boolean(search.from || search.until);

/** The days that the search is about, by period or as given. */
export function rangeOf(search: SalesSearch, today: string): Range {
  if (isByDays(search)) return { from: search.from, until: search.until };
  const period = parsePeriod(search.period ?? defaultPeriod(today));
  return period ? periodRange(period) : { from: undefined, until: undefined };
}

/** The conditions that sums know, too. */
function common(search: SalesSearch) {
  return {
    distributorId: search.distributor ?? null,
    productLineId: search.line ?? null,
    productId: search.product ?? null,
    territoryId: search.territory ?? null,
    channelType: search.channel ?? null,
  };
}

const days = ({ from, until }: Range) => ({ from: from ?? null, until: until ?? null });

/** The search as the filter of lines. */
export function lineFilter(search: SalesSearch, today: string) {
  return {
    ...common(search),
    ...days(rangeOf(search, today)),
    returns: search.returns === undefined ? null : search.returns === "true",
    includeVoided: search.voided ?? null,
    breach: search.breach ?? null,
  };
}

/** The search as the filter of sums, which are kept by whole months, with returns and without voided lines. */
export const sumFilter = (search: SalesSearch, today: string) => ({ ...common(search), ...days(wholeMonths(rangeOf(search, today))) });

const monthOf = (day: string) => periodRange(periodOf(day, "month"));

/** The range with its first and last month in whole. */
export const wholeMonths = ({ from, until }: Range): Range => ({ from: from && monthOf(from).from, until: until && monthOf(until).until });

/** Whether the sums cover other lines than the list below them does: more days, returns, or those that are in no breach. */
export function sumsDiffer(search: SalesSearch, today: string): { days: boolean; returns: boolean; breach: boolean } {
  const range = rangeOf(search, today);
  const whole = wholeMonths(range);
  return { days: range.from !== whole.from || range.until !== whole.until, returns: search.returns !== undefined, breach: search.breach !== undefined };
}

/** The months of the trend: those of the range up to today, but twelve when there are fewer than three. */
export function trendMonths(search: SalesSearch, today: string): string[] {
  const { from, until } = rangeOf(search, today);
  const last = periodOf(until && until < today ? until : today, "month");
  const end = periodText(last);
  const months: string[] = [];
  const start = from ? periodText(periodOf(from, "month")) : "";
  for (let steps = 0; steps < 120; steps++) {
    const month = periodText(stepPeriod(last, -steps));
    if (start ? month < start : steps >= 12) break;
    months.unshift(month);
  }
  // A range that lies ahead has no months up to today; the last twelve say more than nothing.
  if (months.length >= 3 && start <= end) return months;
  return Array.from({ length: 12 }, (_, index) => periodText(stepPeriod(last, index - 11)));
}

/** The filter of the trend's sums. */
export function trendFilter(search: SalesSearch, today: string) {
  const months = trendMonths(search, today);
  const [first = today, last = today] = [months[0], months.at(-1)];
  return { ...common(search), from: monthOf(`${first}-01`).from, until: monthOf(`${last}-01`).until };
}

interface Group {
  dimension: string;
  key: string;
}

/** What narrows the search to a group of sums; undefined for a group of lines that do not say. */
export function narrowing({ dimension, key }: Group): Partial<SalesSearch> | undefined {
  if (!key) return undefined;
  switch (dimension) {
    case "DISTRIBUTOR":
      return { distributor: key };
    case "PRODUCT_LINE":
      return { line: key };
    case "PRODUCT":
      return { product: key };
    case "TERRITORY":
      return { territory: key };
    case "CHANNEL_TYPE":
      return { channel: key as NonNullable<SalesSearch["channel"]> };
    default:
      return { period: key, from: undefined, until: undefined };
  }
}
