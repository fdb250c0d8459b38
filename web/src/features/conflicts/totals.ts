import { sumDecimals } from "~/shared/format/decimal";
import type { Effect } from "./case";

/** By how much the revenue of each party changes in all, in the order of their labels. */
export function totalsOf(remedies: readonly { effects: readonly Pick<Effect, "party" | "revenue">[] }[]): { label: string; amount: string; currency: string }[] {
  const byLabel = new Map<string, { amounts: string[]; currency: string }>();
  for (const { party, revenue } of remedies.flatMap(({ effects }) => effects)) {
    const known = byLabel.get(party.label) ?? { amounts: [], currency: revenue.currency };
    known.amounts.push(revenue.amount);
    byLabel.set(party.label, known);
  }
  return [...byLabel].map(([label, { amounts, currency }]) => ({ label, amount: sumDecimals(amounts), currency })).sort((a, b) => (a.label < b.label ? -1 : 1));
}
