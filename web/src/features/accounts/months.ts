import { periodOf, periodText, stepPeriod } from "~/shared/format/period";

/** The months up to the day's own, the earliest first: "2026-03". */
export function monthsBack(today: string, count: number): string[] {
  const last = periodOf(today, "month");
  return Array.from({ length: count }, (_, index) => periodText(stepPeriod(last, index + 1 - count)));
}
