import type { CombinedError, TypedDocumentNode } from "@urql/core";
import { useCallback, useEffect, useState } from "react";
import { useClient } from "urql";

interface Page<Row> {
  edges: readonly { node: Row }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

interface State<Row> {
  key: string;
  rows: Row[];
  error: CombinedError | undefined;
  /** Whether the last page has come. */
  complete: boolean;
  fetching: boolean;
}

interface Options<Data, Variables, Row> {
  query: TypedDocumentNode<Data, Variables>;
  /** Without first and after, which are this hook's. */
  variables: Variables;
  pick(data: Data): Page<Row>;
  /** At most so many pages of 100 are fetched. */
  pages?: number;
  pause?: boolean;
  /** Counts up when the caller knows that the list has changed. */
  round?: number;
}

/**
 * Reads a list page by page to its end, for pictures and sums that need all of it. Rows show as they come. A list
 * longer than the cap stays incomplete, which the caller must say. reload asks the server anew.
 */
export function useEveryPage<Data, Variables extends object, Row>({ query, variables, pick, pages = 20, pause = false, round: changes = 0 }: Options<Data, Variables, Row>) {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<State<Row>>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (pause) return;
    let current = true;
    const rows: Row[] = [];
    const read = async () => {
      let after: string | null = null;
      for (let page = 0; page < pages; page++) {
        const result = await client.query(query, { ...(JSON.parse(key) as Variables), first: 100, after }, { requestPolicy: "network-only" }).toPromise();
        if (!current) return;
        if (!result.data) {
          setState({ key, rows: [...rows], error: result.error, complete: false, fetching: false });
          return;
        }
        const { edges, pageInfo } = pick(result.data);
        rows.push(...edges.map((edge) => edge.node));
        const more = pageInfo.hasNextPage && pageInfo.endCursor !== null && page + 1 < pages;
        const next = { key, rows: [...rows], error: undefined, complete: !pageInfo.hasNextPage, fetching: more };
        // While a whole list is read anew, the old one shows until the new one is whole, too.
        setState((before) => (more && before?.key === key && before.complete ? before : next));
        if (!more) return;
        after = pageInfo.endCursor;
      }
    };
    void read();
    return () => {
      current = false;
    };
    // pick is written inline by callers; what it picks depends on the query alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [client, query, key, pages, pause, round, changes]);
  const reload = useCallback(() => setRound((one) => one + 1), []);
  // Rows of other variables are never shown; rows of the same ones stay while they are read anew.
  const known = state?.key === key ? state : undefined;
  return { rows: known?.rows, error: known?.error, complete: known?.complete ?? false, fetching: known?.fetching ?? true, reload };
}
