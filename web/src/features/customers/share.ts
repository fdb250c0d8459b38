import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** What a list shows of a share. */
export const shareFragment = graphql(`
  fragment CustomerShare on Share @_unmask {
    id
    account { id code name isOrganization distributor { id name { default zhHant zhHans } } }
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

export type Share = ResultOf<typeof shareFragment>;

/** What a list shows of a look at contact details. */
export const lookFragment = graphql(`
  fragment ContactLook on ContactView @_unmask {
    account { id code name isOrganization distributor { id name { default zhHant zhHans } } }
    viewerName
    byBrand
    distributor { id name { default zhHant zhHans } }
    reason
    viewedAt
  }
`);

export type Look = ResultOf<typeof lookFragment>;
