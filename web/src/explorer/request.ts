import { createClient } from "graphql-sse";

/** What is sent to the API. */
export interface Request {
  query: string;
  operationName?: string | null;
  variables?: unknown;
}

const address = () => new URL("/graphql", window.location.href).href;
const json = { "content-type": "application/json", accept: "application/graphql-response+json, application/json" };

/** Asks once. The session's cookie goes along; an Authorization header among the headers counts before it. */
export async function ask(request: Request, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await fetch(address(), { method: "POST", credentials: "same-origin", headers: { ...json, ...headers }, body: JSON.stringify(request) });
  return answer.json();
}

/** Opens a stream of answers. */
export function watch(request: Request, headers: Record<string, string> = {}): AsyncIterable<unknown> {
  const client = createClient({ url: address(), credentials: "same-origin", headers, retryAttempts: 0 });
  return client.iterate({ query: request.query, operationName: request.operationName ?? undefined, variables: request.variables as Record<string, unknown> | undefined });
}

/** The request as a command for a shell, where $KEY holds an API key. */
export function curlOf(request: Request): string {
  const body = JSON.stringify({ query: request.query, ...(request.operationName ? { operationName: request.operationName } : {}), ...(request.variables ? { variables: request.variables } : {}) });
  return `curl -s ${quoted(address())} -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d ${quoted(body)}`;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
