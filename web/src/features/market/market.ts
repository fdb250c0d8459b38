import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const sizeFragment = graphql(`
  fragment MarketSizeRow on MarketSize @_unmask {
    id
    year
    source
    amount { amount currency }
    territory { id code name { default zhHant zhHans } }
    productLine { id name { default zhHant zhHans } }
  }
`);

export const budgetsQuery = graphql(`
  query Budgets($year: Int!) {
    budgets(year: $year) { year channelType amount { amount currency } }
  }
`);

export type MarketSize = ResultOf<typeof sizeFragment>;
export type Budget = ResultOf<typeof budgetsQuery>["budgets"][number];
