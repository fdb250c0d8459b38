import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { date, defined, listSearch, manyOf, text, type ListSearch } from "~/shared/routing/search";
import { reportSearch } from "./search";
import { reportStates, type ReportState } from "./states";

interface ReportListSearch extends ListSearch {
  state?: ReportState[] | undefined;
  distributor?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/reports",
  validateSearch: (search: Record<string, unknown>): ReportListSearch =>
    defined({
      ...listSearch(search, ["CREATED_AT"]),
      state: manyOf(reportStates)(search["state"]),
      distributor: text(search["distributor"]),
      from: date(search["from"]),
      until: date(search["until"]),
    }),
  component: lazyRouteComponent(() => import("./views/report-list-page"), "ReportListPage"),
});

const create = createRoute({
  getParentRoute: () => shellRoute,
  path: "/reports/new",
  validateSearch: (search: Record<string, unknown>): { way?: "form" } => (search["way"] === "form" ? { way: "form" } : {}),
  component: lazyRouteComponent(() => import("./views/new-report-page"), "NewReportPage"),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: "/reports/$reportId",
  validateSearch: reportSearch,
  component: lazyRouteComponent(() => import("./views/report-page"), "ReportPage"),
});

export const reportRoutes = [list, create, one] as const;
