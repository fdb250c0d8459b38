import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, manyOf, period, type ListSearch } from "~/shared/routing/search";
import { tiers, type Tier } from "~/shared/words/tiers";

interface ScorecardListSearch extends ListSearch {
  period?: string | undefined;
  tier?: Tier[] | undefined;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/scorecards",
  validateSearch: (search: Record<string, unknown>): ScorecardListSearch =>
    defined({ ...listSearch(search, ["NAME", "REVENUE"]), period: period(search["period"]), tier: manyOf(tiers)(search["tier"]) }),
  // A distributor has one scorecard: its own.
  beforeLoad: ({ context, search }) => {
    const own = context.viewer.distributor;
    if (own) throw redirect({ to: "/scorecards/$distributorId", params: { distributorId: own.id }, search: { period: search.period } });
  },
  component: lazyRouteComponent(() => import("./views/scorecard-list-page"), "ScorecardListPage"),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: "/scorecards/$distributorId",
  validateSearch: (search: Record<string, unknown>): { period?: string | undefined } => defined({ period: period(search["period"]) }),
  component: lazyRouteComponent(() => import("./views/scorecard-page"), "ScorecardPage"),
});

export const scorecardRoutes = [list, one] as const;
