import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, manyOf, period, text, year, type ListSearch } from "~/shared/routing/search";

interface YearSearch extends ListSearch {
  year?: string | undefined;
}

const yearSearch = (search: Record<string, unknown>): YearSearch => defined({ ...listSearch(search), year: year(search["year"]) });

const periods = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/periods",
  validateSearch: yearSearch,
  component: lazyRouteComponent(() => import("./views/period-page"), "PeriodPage"),
});

export const restatementStates = ["OPEN", "PUBLISHED", "CANCELLED"] as const;

interface RestatementSearch extends ListSearch {
  distributor?: string | undefined;
  state?: (typeof restatementStates)[number][] | undefined;
  /** What a new one is to be about. */
  period?: string | undefined;
}

const restatements = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/restatements",
  validateSearch: (search: Record<string, unknown>): RestatementSearch => defined({ ...listSearch(search), distributor: text(search["distributor"]), state: manyOf(restatementStates)(search["state"]), period: period(search["period"]) }),
  component: lazyRouteComponent(() => import("./views/restatement-page"), "RestatementPage"),
});

const rules = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/rules",
  component: lazyRouteComponent(() => import("./views/rule-list-page"), "RuleListPage"),
});

const rule = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/rules/$rule",
  component: lazyRouteComponent(() => import("./views/rule-page"), "RulePage"),
});

const calendar = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/calendar",
  validateSearch: yearSearch,
  component: lazyRouteComponent(() => import("./views/calendar-page"), "CalendarPage"),
});

export const settingsRoutes = [periods, restatements, rules, rule, calendar] as const;
