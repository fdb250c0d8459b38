import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { accountFragment, namedFragment } from "./customer";

/** All that the match queue shows of a pair. */
export const pairFragment = graphql(
  `
    fragment Pair on MatchCandidate @_unmask {
      id
      probability
      weight
      state
      automatic
      decidedAt
      decidedBy { id name }
      fields { field agreement weight }
      first { ...CustomerAccount }
      second { ...CustomerAccount }
      customers { ...NamedCustomer accountCount }
    }
  `,
  [accountFragment, namedFragment],
);

export type Pair = ResultOf<typeof pairFragment>;
export type PairState = Pair["state"];
export type Decision = ReturnType<typeof graphql.scalar<"MatchDecision">>;
export type MatchFilter = ReturnType<typeof graphql.scalar<"MatchFilter">>;

export const decideMutation = graphql(
  `
    mutation DecideMatch($input: DecideMatchInput!) {
      decideMatch(input: $input) {
        candidate { ...Pair }
      }
    }
  `,
  [pairFragment],
);

/** One bar of the explanation: how many bits it adds, and how long it is against the longest, in per cent. */
export interface Bar {
  weight: number;
  share: number;
}

/**
 * What the sum of a pair's weights is made of: its fields, and what two accounts start from before any field is looked
 * at, which is what the sum has beyond the fields.
 */
export function explain(pair: { weight: string; fields: readonly { weight: string }[] }): { fields: Bar[]; start: Bar } {
  const weights = pair.fields.map((field) => Number(field.weight));
  const start = Math.round((Number(pair.weight) - weights.reduce((sum, one) => sum + one, 0)) * 100) / 100;
  const longest = Math.max(...[...weights, start].map(Math.abs), 0.01);
  const bar = (weight: number): Bar => ({ weight, share: (Math.abs(weight) / longest) * 100 });
  return { fields: weights.map(bar), start: bar(start) };
}

/** How sure a pair is, in per cent; never a whole 100, for nothing short of asking is. */
export const surePercent = (probability: string): number => Math.min(99.9, Math.floor(Number(probability) * 1000) / 10);

/** Where the next pair without a decision is behind the given place; the place itself when there is none. */
export function nextUndecided(pairs: readonly { id: string }[], decided: ReadonlySet<string>, from: number): number {
  const next = pairs.findIndex((pair, index) => index > from && !decided.has(pair.id));
  return next === -1 ? Math.min(from + 1, Math.max(0, pairs.length - 1)) : next;
}
