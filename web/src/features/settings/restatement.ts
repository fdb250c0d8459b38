import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const restatementFragment = graphql(`
  fragment RestatementRow on Restatement @_unmask {
    id
    period
    reason
    state
    openedBy
    openedAt
    endedAt
    version
    distributor { id code name { default zhHant zhHans } }
  }
`);

export const detailFragment = graphql(
  `
    fragment RestatementWhole on Restatement @_unmask {
      ...RestatementRow
      changes { key before after scoreBefore scoreAfter }
      canPublish: viewerCan(action: "publish")
      canCancel: viewerCan(action: "cancel")
    }
  `,
  [restatementFragment],
);

export type RestatementRow = ResultOf<typeof restatementFragment>;
export type Restatement = ResultOf<typeof detailFragment>;
