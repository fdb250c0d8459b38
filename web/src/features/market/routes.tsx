import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, text, year, type ListSearch } from "~/shared/routing/search";

interface SizeSearch extends ListSearch {
  year?: string | undefined;
  territory?: string | undefined;
}

const sizes = createRoute({
  getParentRoute: () => shellRoute,
  path: "/market",
  validateSearch: (search: Record<string, unknown>): SizeSearch => defined({ ...listSearch(search), year: year(search["year"]), territory: text(search["territory"]) }),
  component: lazyRouteComponent(() => import("./views/size-page"), "SizePage"),
});

interface BudgetSearch {
  year?: string | undefined;
  dialog?: string | undefined;
  /** Which kind of channel the dialog is about. */
  id?: string | undefined;
}

const budgets = createRoute({
  getParentRoute: () => shellRoute,
  path: "/market/budgets",
  validateSearch: (search: Record<string, unknown>): BudgetSearch => defined({ year: year(search["year"]), dialog: text(search["dialog"]), id: text(search["id"]) }),
  component: lazyRouteComponent(() => import("./views/budget-page"), "BudgetPage"),
});

export const marketRoutes = [sizes, budgets] as const;
