import { sumDecimals } from "~/shared/format/decimal";

interface Purchase {
  month: string;
  revenue: { amount: string };
}

export interface Stack {
  name: string;
  /** One sum for each month; null where nothing was bought. */
  values: (number | null)[];
}

/** The first days of the months from one to another, both counted. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  const end = last.slice(0, 7);
  let [year = 0, month = 1] = first.split("-").map(Number);
  for (let text = first.slice(0, 7); text <= end && months.length < 120; text = `${year}-${String(month).padStart(2, "0")}`) {
    months.push(`${text}-01`);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  return months;
}

/** Purchases as bars on top of each other: one stack of sums by month for each group, the largest first; those beyond the limit become one. */
export function stacksOf<P extends Purchase>(purchases: readonly P[], months: readonly string[], groupOf: (purchase: P) => string, limit: number, others: string): Stack[] {
  const groups = new Map<string, P[]>();
  for (const one of purchases) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
  const total = (rows: readonly P[]) => sumDecimals(rows.map((one) => one.revenue.amount));
  const sorted = [...groups].sort(([, a], [, b]) => Number(total(b)) - Number(total(a)));
  const shown = sorted.length > limit ? [...sorted.slice(0, limit - 1), [others, sorted.slice(limit - 1).flatMap(([, rows]) => rows)] as const] : sorted;
  return shown.map(([name, rows]) => ({
    name,
    values: months.map((month) => {
      const inMonth = rows.filter((one) => one.month === month);
      return inMonth.length > 0 ? Number(total(inMonth)) : null;
    }),
  }));
}
