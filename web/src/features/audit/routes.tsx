import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { date, defined, listSearch, text, type ListSearch } from "~/shared/routing/search";

interface AuditSearch extends ListSearch {
  action?: string | undefined;
  actor?: string | undefined;
  /** Only entries about this thing. */
  subject?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/audit",
  validateSearch: (search: Record<string, unknown>): AuditSearch =>
    defined({ ...listSearch(search, ["AT"]), action: text(search["action"]), actor: text(search["actor"]), subject: text(search["subject"]), from: date(search["from"]), until: date(search["until"]) }),
  component: lazyRouteComponent(() => import("./views/audit-page"), "AuditPage"),
});

export const auditRoutes = [list] as const;
