import { sumDecimals } from "~/shared/format/decimal";
import type { Effect } from "./case";
import type { Party } from "./conflict";

/** By how much the revenue of each party changes in all, in the order of their labels. */
export function totalsOf(remedies: readonly { effects: readonly Pick<Effect, "party" | "revenue">[] }[]): { party: Party; amount: string; currency: string }[] {
  const byLabel = new Map<string, { party: Party; amounts: string[]; currency: string }>();
  for (const { party, revenue } of remedies.flatMap(({ effects }) => effects)) {
    const known = byLabel.get(party.label) ?? { party, amounts: [], currency: revenue.currency };
    known.amounts.push(revenue.amount);
    byLabel.set(party.label, known);
  }
  return [...byLabel.values()].map(({ party, amounts, currency }) => ({ party, amount: sumDecimals(amounts), currency })).sort((a, b) => (a.party.label < b.party.label ? -1 : 1));
}
