import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, flag, listSearch, text, type ListSearch } from "~/shared/routing/search";

interface TerritorySearch extends ListSearch {
  /** The chosen region. */
  territory?: string | undefined;
  /** Colours the regions by who may sell this product line. */
  line?: string | undefined;
  /** Shows assignments that are over or still to come, too. */
  all?: true | undefined;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/territories",
  validateSearch: (search: Record<string, unknown>): TerritorySearch => defined({ ...listSearch(search), territory: text(search["territory"]), line: text(search["line"]), all: flag(search["all"]) }),
  component: lazyRouteComponent(() => import("./views/territory-page"), "TerritoryPage"),
});

export const territoryRoutes = [list] as const;
