import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, text, type ListSearch } from "~/shared/routing/search";

interface YearSearch extends ListSearch {
  year?: string | undefined;
}

const year = (value: unknown) => {
  const given = text(value);
  return given && /^20\d{2}$/.test(given) ? given : undefined;
};

const yearSearch = (search: Record<string, unknown>): YearSearch => defined({ ...listSearch(search), year: year(search["year"]) });

const periods = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/periods",
  validateSearch: yearSearch,
  component: lazyRouteComponent(() => import("./views/period-page"), "PeriodPage"),
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

export const settingsRoutes = [periods, rules, rule, calendar] as const;
