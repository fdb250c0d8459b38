import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, flag, listSearch, type ListSearch } from "~/shared/routing/search";

interface InboxSearch extends ListSearch {
  /** Only what has not been read. */
  unread?: true | undefined;
}

const inbox = createRoute({
  getParentRoute: () => shellRoute,
  path: "/inbox",
  validateSearch: (search: Record<string, unknown>): InboxSearch => defined({ ...listSearch(search), unread: flag(search["unread"]) }),
  component: lazyRouteComponent(() => import("./views/inbox-page"), "InboxPage"),
});

export const inboxRoutes = [inbox] as const;
