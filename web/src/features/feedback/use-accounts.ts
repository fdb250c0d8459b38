import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql, type ResultOf } from "~/shared/graphql/gql";

const accountsQuery = graphql(`
  query FeedbackAccounts($filter: AccountFilter) {
    accounts(filter: $filter, first: 20) {
      edges { node { id code name } }
    }
  }
`);

export type FeedbackAccount = ResultOf<typeof accountsQuery>["accounts"]["edges"][number]["node"];

/**
 * The customers of a distributor to choose from, by part of the code or of a firm's name: the server searches. Those that were chosen
 * stay among them, whatever is typed then.
 */
export function useAccounts(distributorId: string | undefined, chosen: readonly string[]) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 250);
  const [kept, setKept] = useState<readonly FeedbackAccount[]>([]);
  const [{ data, fetching }] = useQuery({ query: accountsQuery, variables: { filter: { distributorId: distributorId ?? null, search: search || null } }, pause: !distributorId });
  const found = distributorId ? (data?.accounts.edges.map((edge) => edge.node) ?? []) : [];
  const accounts = [...kept.filter(({ id }) => chosen.includes(id) && !found.some((one) => one.id === id)), ...found];
  /** Remembers what is chosen now. */
  const keep = (ids: readonly string[]) => setKept(accounts.filter(({ id }) => ids.includes(id)));
  return { accounts, fetching, onSearch: setTyped, keep };
}
