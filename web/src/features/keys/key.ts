import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const keyFragment = graphql(`
  fragment Key on ApiKey @_unmask {
    id
    name
    role
    createdBy { id name }
    createdAt
    revokedAt
  }
`);

export type Key = ResultOf<typeof keyFragment>;
export type Role = Key["role"];

/** The roles that an organisation's keys may work in, the least powerful first: a key should do no more than it must. */
export const rolesFor = (kind: "BRAND" | "DISTRIBUTOR"): readonly Role[] =>
  kind === "BRAND" ? ["BRAND_ANALYST", "AUDITOR", "CHANNEL_MANAGER", "BRAND_ADMIN"] : ["DISTRIBUTOR_VIEWER", "DISTRIBUTOR_REP", "DISTRIBUTOR_ADMIN"];

/** A command that asks the portal who the key is: the quickest proof that it works. */
export function curlOf(origin: string, secret: string): string {
  return `curl -s '${origin}/graphql' \\\n  -H 'Authorization: Bearer ${secret}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"query":"{ viewer { role organization { name } } }"}'`;
}
