import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const contestFragment = graphql(`
  fragment Contest on Contest @_unmask {
    id
    period
    metric
    saleLine { id invoiceNumber lineNumber saleDate baseAmount { amount currency } }
    reason
    state
    createdAt
    answer
    endedAt
    mayAnswer: viewerCan(action: "answer")
    mayWithdraw: viewerCan(action: "withdraw")
  }
`);

export type Contest = ResultOf<typeof contestFragment>;

export const stateColors: Record<Contest["state"], string> = { OPEN: "yellow", ACCEPTED: "jade", REJECTED: "red", WITHDRAWN: "gray" };

/** Which lines a metric's number is made of, as its explanation says. */
export interface LineSelection {
  distributorId: string;
  from: string;
  until: string;
  returns: boolean | null;
}
