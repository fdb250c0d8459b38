import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, text, type ListSearch } from "~/shared/routing/search";

interface PeriodSearch extends ListSearch {
  year?: string | undefined;
}

const year = (value: unknown) => {
  const given = text(value);
  return given && /^20\d{2}$/.test(given) ? given : undefined;
};

const periods = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/periods",
  validateSearch: (search: Record<string, unknown>): PeriodSearch => defined({ ...listSearch(search), year: year(search["year"]) }),
  component: lazyRouteComponent(() => import("./views/period-page"), "PeriodPage"),
});

export const settingsRoutes = [periods] as const;
