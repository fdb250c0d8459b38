import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const productStatuses = ["ACTIVE", "DISCONTINUED"] as const;
export type ProductStatus = (typeof productStatuses)[number];

/** A product with all that its page and its form show. */
export const productFragment = graphql(`
  fragment ProductFacts on Product @_unmask {
    id
    code
    gtin
    unit
    status
    name { default zhHant zhHans }
    productLine { id code name { default zhHant zhHans } }
    aliases { alias distributor { id code name { default zhHant zhHans } } }
  }
`);

export type Product = ResultOf<typeof productFragment>;

/** A price policy with all that lists and its form show. */
export const policyFragment = graphql(`
  fragment PolicyFacts on PricePolicy @_unmask {
    id
    channelType
    from
    until
    listPrice { amount currency }
    floorPrice { amount currency }
    product { id code name { default zhHant zhHans } }
  }
`);

export type Policy = ResultOf<typeof policyFragment>;

/** Whether a span of days holds the day; without an end it goes on. */
export const inForce = (span: { from: string; until: string | null }, day: string): boolean => span.from <= day && (span.until === null || day <= span.until);

/** The day so many days later, or earlier when negative. */
export function shiftDay(day: string, days: number): string {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}

interface Draft {
  channelType: string | null;
  from: string | null;
  until: string | null;
}

type Span = Pick<Policy, "channelType" | "from" | "until">;

/**
 * What a policy of the same product would meet: the one that it replaces, for it begins on the same day, and those
 * whose days it overlaps, which the server refuses. Policies of another channel type never meet.
 */
export function meets<P extends Span>(draft: Draft, known: readonly P[]): { replaced: P | undefined; overlaps: P[] } {
  const { from, until } = draft;
  if (!from) return { replaced: undefined, overlaps: [] };
  const same = known.filter((one) => one.channelType === draft.channelType);
  return {
    replaced: same.find((one) => one.from === from),
    overlaps: same.filter((one) => one.from !== from && (until === null || one.from <= until) && (one.until === null || from <= one.until)),
  };
}
