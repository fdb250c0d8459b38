import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** All that the report page shows besides its rows. One document part for query, subscription and mutations, so that whatever comes back the page moves on. */
export const reportFragment = graphql(`
  fragment Report on SalesReport @_unmask {
    id
    source
    fileName
    state
    layout { format encoding delimiter sheet headerRow }
    mapping { index header field confidence }
    missingFields
    preview
    rowsTotal
    rowsDone
    rowsAccepted
    rowsDuplicate
    rowsRejected
    rowsMended
    rowsIgnored
    rowsWarned
    total { amount currency }
    salesFrom
    salesUntil
    failure { key params }
    sameAs { id fileName createdAt }
    distributor { id name { default zhHant zhHans } }
    createdBy { id name }
    createdAt
    startedAt
    finishedAt
    rejectsUrl
    canConfirm: viewerCan(action: "confirm")
    canCancel: viewerCan(action: "cancel")
  }
`);

export type Report = ResultOf<typeof reportFragment>;

export const reportQuery = graphql(
  `
    query SalesReport($id: ID!) {
      salesReport(id: $id) { ...Report }
    }
  `,
  [reportFragment],
);

export const progressSubscription = graphql(
  `
    subscription SalesReportProgress($id: ID!) {
      salesReportProgress(id: $id) { ...Report }
    }
  `,
  [reportFragment],
);
