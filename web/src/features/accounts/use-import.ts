import { useEffect } from "react";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { importFragment, isMoving } from "./account-import";

const importQuery = graphql(
  `
    query AccountImportById($id: ID!) {
      accountImport(id: $id) { ...AccountImport }
    }
  `,
  [importFragment],
);

const every = 1000;

/** The import, asked for again each second while it moves. */
export function useImport(id: string) {
  const [query, again] = useQuery({ query: importQuery, variables: { id }, requestPolicy: "cache-and-network" });
  // On the way from one import to another the first one's data stays until the other's comes; it must not show as the other's.
  const found = query.data?.accountImport;
  const one = found?.id === id ? found : undefined;
  const moving = one ? isMoving(one.state) : false;
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => again({ requestPolicy: "network-only" }), every);
    return () => clearInterval(timer);
  }, [moving, again]);
  return { ...query, one, again };
}
