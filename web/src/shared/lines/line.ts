import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** What the tables and dialogs of sale lines show. */
export const lineFragment = graphql(`
  fragment Line on SaleLine @_unmask {
    id
    invoiceNumber
    lineNumber
    saleDate
    quantity
    channelType
    serial
    note
    voidedAt
    voidReason
    distributor { id name { default zhHant zhHans } }
    product { id code name { default zhHant zhHans } }
    account { id code name }
    territory { id code name { default zhHant zhHans } }
    unitPrice { amount currency }
    discount { amount }
    netAmount { amount currency }
    baseAmount { amount currency }
    correct: viewerCan(action: "correct")
    void: viewerCan(action: "void")
  }
`);

export type Line = ResultOf<typeof lineFragment>;
