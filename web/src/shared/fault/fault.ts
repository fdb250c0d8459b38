import type { CombinedError } from "@urql/core";

export interface FieldFault {
  path: string;
  key: string;
  params: Record<string, unknown>;
}

/** What went wrong, as the server says it or as the network shows it. */
export interface Fault {
  code: string;
  key: string;
  params: Record<string, unknown>;
  fields: FieldFault[];
  requestId: string | undefined;
}

const record = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});
const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Reads a fault from extensions or from the JSON body of a plain HTTP answer. */
export function faultOf(source: unknown, requestId?: string): Fault {
  const from = record(source);
  const fields = Array.isArray(from["fields"]) ? from["fields"].map(record) : [];
  return {
    code: text(from["code"]) ?? "INTERNAL",
    key: text(from["key"]) ?? "internal",
    params: record(from["params"]),
    fields: fields.map((field) => ({ path: text(field["path"]) ?? "", key: text(field["key"]) ?? "invalid", params: record(field["params"]) })),
    requestId: text(from["requestId"]) ?? requestId,
  };
}

/** The fault of a failed operation: the first that the server told, else the network's. */
export function faultFrom(error: CombinedError): Fault {
  const first = error.graphQLErrors[0];
  if (first) return faultOf(first.extensions, requestIdOf(error));
  return { code: "UNAVAILABLE", key: "network", params: {}, fields: [], requestId: requestIdOf(error) };
}

function requestIdOf(error: CombinedError): string | undefined {
  const response: unknown = error.response;
  return response instanceof Response ? (response.headers.get("X-Request-Id") ?? undefined) : undefined;
}
