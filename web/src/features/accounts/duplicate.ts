import { graphql, type ResultOf } from "~/shared/graphql/gql";

const sideFragment = graphql(`
  fragment DuplicateSide on Account @_unmask {
    id
    code
    name
    otherNames
    isOrganization
    taxId { value check }
    territory { id name { default zhHant zhHans } }
    channelType
    tags
    source
    createdAt
    firstSaleOn
    contact {
      __typename
      ... on ContactDetails { phone email street district city postalCode birthDate }
    }
    purchases(months: 24) { month revenue { amount currency } lines }
  }
`);

/** Two accounts that may be one customer, with all that a person needs to tell. */
export const duplicateFragment = graphql(
  `
    fragment Duplicate on AccountDuplicate @_unmask {
      id
      likely
      fields { field agreement }
      first { ...DuplicateSide }
      second { ...DuplicateSide }
    }
  `,
  [sideFragment],
);

export type Duplicate = ResultOf<typeof duplicateFragment>;
export type DuplicateSide = Duplicate["first"];
export type Side = "first" | "second";

/** The side that stays unless a person says otherwise: the one with more sale lines, else the older one. */
export function likelySurvivor({ first, second }: Duplicate): Side {
  const lines = (side: DuplicateSide) => side.purchases.reduce((sum, month) => sum + month.lines, 0);
  const difference = lines(first) - lines(second);
  if (difference !== 0) return difference > 0 ? "first" : "second";
  return first.createdAt <= second.createdAt ? "first" : "second";
}
