import { graphql } from "~/shared/graphql/gql";
import { useEveryPage } from "~/shared/graphql/use-every-page";

const accountsQuery = graphql(`
  query FeedbackAccounts($filter: AccountFilter, $first: Int, $after: String) {
    accounts(filter: $filter, first: $first, after: $after) {
      edges { node { id code name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** The customers of a distributor to choose from, 500 at most. Others' customers can't be searched by name. */
export function useAccounts(distributorId: string | undefined) {
  return useEveryPage({ query: accountsQuery, variables: { filter: { distributorId: distributorId ?? null } }, pick: (data) => data.accounts, pages: 5, pause: !distributorId });
}
