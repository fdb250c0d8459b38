import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** A share as a row of a list. */
export const shareFragment = graphql(`
  fragment ShareRow on Share @_unmask {
    id
    account { id name code isOrganization }
    distributor { id name { default zhHant zhHans } }
    isGiven
    level
    startsOn
    endsOn
    reason
    state
    grantedBy { id name }
    grantedAt
    revokedAt
    revokeReason
    isLead
    canRevoke
  }
`);

export type ShareRow = ResultOf<typeof shareFragment>;

/** Somebody's look at contact details as a row of a list. */
export const lookFragment = graphql(`
  fragment Look on ContactView @_unmask {
    account { id name code isOrganization }
    viewerName
    byBrand
    distributor { id name { default zhHant zhHans } }
    reason
    viewedAt
  }
`);

export type Look = ResultOf<typeof lookFragment>;
