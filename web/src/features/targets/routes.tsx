import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, oneOf, text, year, type ListSearch } from "~/shared/routing/search";

export const steps = ["quarter", "month"] as const;
export type Step = (typeof steps)[number];

interface TargetSearch extends ListSearch {
  year?: string | undefined;
  by?: Step | undefined;
  distributor?: string | undefined;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/targets",
  validateSearch: (search: Record<string, unknown>): TargetSearch => defined({ ...listSearch(search), year: year(search["year"]), by: oneOf(steps)(search["by"]), distributor: text(search["distributor"]) }),
  component: lazyRouteComponent(() => import("./views/target-page"), "TargetPage"),
});

const imports = createRoute({
  getParentRoute: () => shellRoute,
  path: "/targets/import",
  component: lazyRouteComponent(() => import("./views/target-import-page"), "TargetImportPage"),
});

export const targetRoutes = [list, imports] as const;
