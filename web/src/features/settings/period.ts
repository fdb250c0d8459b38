import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** A month as everybody may see it; who closed and who reopens it is the brand's. */
export const monthFragment = graphql(`
  fragment AccountingMonth on AccountingPeriod @_unmask {
    period
    closed
    closedAt
    closedBy { id name }
    reopening {
      id
      reason
      requestedAt
      requestedBy { id name }
      viewerCanConfirm
    }
  }
`);

export type Month = ResultOf<typeof monthFragment>;
