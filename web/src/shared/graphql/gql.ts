import { initGraphQLTada } from "gql.tada";
import type { introspection } from "~/gql/graphql-env";

/** Writes a typed document or fragment. Scalars are what JSON carries: decimals and dates stay text. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    Date: string;
    DateTime: string;
    Decimal: string;
    Currency: string;
    Email: string;
    Period: string;
    Params: Record<string, unknown>;
  };
}>();

export { readFragment } from "gql.tada";
export type { FragmentOf, ResultOf, VariablesOf } from "gql.tada";
