import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, oneOf, text, type ListSearch } from "~/shared/routing/search";

export const steps = ["quarter", "month"] as const;
export type Step = (typeof steps)[number];

interface TargetSearch extends ListSearch {
  year?: string | undefined;
  by?: Step | undefined;
  distributor?: string | undefined;
}

const year = (value: unknown) => {
  const given = text(value);
  return given && /^20\d{2}$/.test(given) ? given : undefined;
};

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/targets",
  validateSearch: (search: Record<string, unknown>): TargetSearch => defined({ ...listSearch(search), year: year(search["year"]), by: oneOf(steps)(search["by"]), distributor: text(search["distributor"]) }),
  component: lazyRouteComponent(() => import("./views/target-page"), "TargetPage"),
});

export const targetRoutes = [list] as const;
