import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import type { Client } from "@urql/core";
import { viewerQuery, type Viewer } from "~/shared/session/viewer";
import { text } from "./search";

export interface RouterContext {
  client: Client;
}

/** Thrown when the viewer can't be read, so that the error page tells why. */
export class ViewerUnavailable extends Error {
  readonly requestId: string | undefined;
  constructor(requestId: string | undefined) {
    super("viewer unavailable");
    this.requestId = requestId;
  }
}

async function loadViewer(client: Client): Promise<Viewer | null> {
  const result = await client.query(viewerQuery, {}).toPromise();
  if (result.error && !result.data) {
    const response: unknown = result.error.response;
    throw new ViewerUnavailable(response instanceof Response ? (response.headers.get("X-Request-Id") ?? undefined) : undefined);
  }
  return result.data?.viewer ?? null;
}

/** The root of all pages. Its component comes from src/app, for features must not import it. */
export const rootRoute = createRootRouteWithContext<RouterContext>()();

/** The parent of each page inside the shell: who is not signed in is sent to the login page and comes back after. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  beforeLoad: async ({ context, location }) => {
    const viewer = await loadViewer(context.client);
    if (!viewer) throw redirect({ to: "/login", search: { next: location.href === "/" ? undefined : location.href } as never });
    return { viewer };
  },
});

/** The parent of each page outside the shell. */
export const publicRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "public",
});

/** What the login page takes: where to go after. */
export const loginSearch = (search: Record<string, unknown>): { next?: string } => {
  const next = text(search["next"]);
  return next ? { next } : {};
};
