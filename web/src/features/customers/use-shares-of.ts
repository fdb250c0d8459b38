import type { CombinedError } from "@urql/core";
import { useEffect, useState } from "react";
import { useClient } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { lookFragment, shareFragment, type Look, type Share } from "./share";

const ofAccountQuery = graphql(
  `
    query SharesOfAccount($id: ID!) {
      shares(first: 20, filter: { accountId: $id }) { edges { node { ...CustomerShare } } }
      contactViews(first: 20, filter: { accountId: $id }) { edges { node { ...ContactLook } } }
    }
  `,
  [shareFragment, lookFragment],
);

interface State {
  key: string;
  shares: Share[];
  looks: Look[];
  error: CombinedError | undefined;
}

/** Accounts beyond these are left out, which the caller must say. */
export const mostAccounts = 24;

/** Reads the shares of the accounts and the looks at them, the latest first; reload asks the server anew. */
export function useSharesOf(accountIds: readonly string[]) {
  const client = useClient();
  const key = accountIds.slice(0, mostAccounts).join();
  const [state, setState] = useState<State>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    const read = async () => {
      const results = await Promise.all(key.split(",").filter(Boolean).map((id) => client.query(ofAccountQuery, { id }, { requestPolicy: "network-only" }).toPromise()));
      if (!current) return;
      const shares = results.flatMap((one) => one.data?.shares.edges.map((edge) => edge.node) ?? []);
      const looks = results.flatMap((one) => one.data?.contactViews.edges.map((edge) => edge.node) ?? []);
      setState({
        key,
        shares: shares.sort((a, b) => b.grantedAt.localeCompare(a.grantedAt)),
        looks: looks.sort((a, b) => b.viewedAt.localeCompare(a.viewedAt)),
        error: results.find((one) => !one.data)?.error,
      });
    };
    void read();
    return () => {
      current = false;
    };
  }, [client, key, round]);
  return { ...(state?.key === key ? state : undefined), reload: () => setRound((one) => one + 1) };
}
