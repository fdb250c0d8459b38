import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** What the page and the form of a distributor show. */
export const factsFragment = graphql(`
  fragment DistributorFacts on Distributor @_unmask {
    id
    code
    name { default zhHant zhHans }
    parent { id name { default zhHant zhHans } }
    tier
    status
    channelTypes
    currency
    country
    timeZone
    joinedOn
    leftOn
    managers { id name email }
  }
`);

export type DistributorFacts = ResultOf<typeof factsFragment>;
