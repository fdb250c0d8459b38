import type { Evidence } from "./case";

/** A price against what it is compared with, of one piece of evidence. */
export interface PricePair {
  id: string;
  price: number;
  against: number;
}

const number = (value: unknown): number | undefined => {
  const read = typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
  return Number.isFinite(read) ? read : undefined;
};

/** What a price is compared with, by the names that the rules give their measures. */
const pairs = [
  ["price", "floor"],
  ["online", "offline"],
] as const;

/** The prices that the evidence speaks of, with what each is compared with; none for rules that look at no price. */
export function pricePairs(evidence: readonly Pick<Evidence, "id" | "measures" | "withdrawnAt">[]): { kind: (typeof pairs)[number][0]; rows: PricePair[] } | undefined {
  for (const [name, other] of pairs) {
    const rows = evidence.flatMap(({ id, measures, withdrawnAt }) => {
      const [price, against] = [number(measures[name]), number(measures[other])];
      return withdrawnAt || price === undefined || against === undefined ? [] : [{ id, price, against }];
    });
    if (rows.length > 0) return { kind: name, rows };
  }
  return undefined;
}
