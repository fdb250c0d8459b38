import { sumDecimals } from "~/shared/format/decimal";

/** A month's part as the server reckons it. */
export interface Part {
  period: string;
  amount: { amount: string };
  before: { amount: string } | null;
  closed: boolean;
}

/** What the year comes to before and after, and how many months would change. */
export function cascadeSums(parts: readonly Part[]): { before: string | undefined; after: string; changed: number; closed: number } {
  const there = parts.flatMap((part) => part.before?.amount ?? []);
  return {
    before: there.length > 0 ? sumDecimals(there) : undefined,
    after: sumDecimals(parts.map((part) => part.amount.amount)),
    changed: parts.filter((part) => !part.closed && (part.before === null || Number(part.before.amount) !== Number(part.amount.amount))).length,
    closed: parts.filter((part) => part.closed).length,
  };
}
