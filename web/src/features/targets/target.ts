import { sumDecimals } from "~/shared/format/decimal";

/** A target as the grid needs it. */
export interface SetTarget {
  period: string;
  productLine: { id: string } | null;
  amount: { amount: string };
}

/** Where an amount comes from: it was set, or it is a sum of what was set. */
export type Origin = "set" | "lines" | "parts";

export interface Amount {
  amount: string;
  origin: Origin;
}

const pad = (month: number) => String(month).padStart(2, "0");

/** The columns of a year: its quarters or its months. */
export function columnsOf(year: string, by: "quarter" | "month"): string[] {
  return by === "quarter" ? [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`) : Array.from({ length: 12 }, (_, index) => `${year}-${pad(index + 1)}`);
}

/** The periods that make up a period: of a year its quarters, of a quarter its months, of a month none. */
export function partsOf(period: string): string[] {
  if (/^\d{4}$/.test(period)) return columnsOf(period, "quarter");
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  return quarter ? [1, 2, 3].map((month) => `${quarter[1]}-${pad((Number(quarter[2]) - 1) * 3 + month)}`) : [];
}

/**
 * The target of a period, as the server counts it: the one for all product lines together; else the sum over
 * single lines; else the sum of its quarters' or months', each found in the same way. With a line, that line's own.
 * Undefined when there is none; a part without a target adds nothing.
 */
export function amountOf(targets: readonly SetTarget[], period: string, lineId?: string): Amount | undefined {
  const here = targets.filter((one) => one.period === period);
  const set = here.find((one) => (one.productLine?.id ?? undefined) === lineId);
  if (set) return { amount: set.amount.amount, origin: "set" };
  if (lineId === undefined && here.length > 0) return { amount: sumDecimals(here.map((one) => one.amount.amount)), origin: "lines" };
  const parts = partsOf(period).flatMap((part) => amountOf(targets, part, lineId) ?? []);
  return parts.length > 0 ? { amount: sumDecimals(parts.map((part) => part.amount)), origin: "parts" } : undefined;
}

/** The sum of what is there; undefined when nothing is. */
export function totalOf(amounts: readonly (Amount | undefined)[]): string | undefined {
  const there = amounts.flatMap((one) => one?.amount ?? []);
  return there.length > 0 ? sumDecimals(there) : undefined;
}
