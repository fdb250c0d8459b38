import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { cardSearch, compareSearch, scorecardListSearch } from "./search";

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/scorecards",
  validateSearch: scorecardListSearch,
  // A distributor has one scorecard: its own.
  beforeLoad: ({ context, search }) => {
    const own = context.viewer.distributor;
    if (own) throw redirect({ to: "/scorecards/$distributorId", params: { distributorId: own.id }, search: { period: search.period } });
  },
  component: lazyRouteComponent(() => import("./views/scorecard-list-page"), "ScorecardListPage"),
});

const compare = createRoute({
  getParentRoute: () => shellRoute,
  path: "/scorecards/compare",
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import("./views/compare-page"), "ComparePage"),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: "/scorecards/$distributorId",
  validateSearch: cardSearch,
  component: lazyRouteComponent(() => import("./views/scorecard-page"), "ScorecardPage"),
});

export const scorecardRoutes = [list, compare, one] as const;
