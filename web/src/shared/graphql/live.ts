import type { SubscriptionOperation } from "@urql/core";
import { createClient, type Client } from "graphql-sse";
import { liveStatus } from "./live-status";

let client: Client | undefined;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Opens one stream for the operation (distinct connections mode). A lost stream is opened again, at growing
 * intervals and for as long as somebody listens; the server begins each stream with the present state.
 */
export function subscribe(url: string, operation: SubscriptionOperation) {
  client ??= createClient({
    url: new URL(url, window.location.href).href,
    credentials: "same-origin",
    retryAttempts: Number.POSITIVE_INFINITY,
    retry: async (attempt) => {
      liveStatus.set("lost");
      await pause(Math.min(15_000, 500 * 2 ** Math.min(attempt, 5)) + Math.random() * 500);
    },
    on: {
      connected: () => liveStatus.set("open"),
    },
  });
  const stream = client;
  const payload = { ...operation, query: operation.query ?? "" };
  return {
    subscribe: (sink: { next(value: never): void; error(error: unknown): void; complete(): void }) => ({
      unsubscribe: stream.subscribe(payload, {
        next: (value) => {
          liveStatus.set("open");
          sink.next(value as never);
        },
        error: sink.error.bind(sink),
        complete: sink.complete.bind(sink),
      }),
    }),
  };
}
