import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { distributorListSearch, distributorSearch } from "./search";

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/distributors",
  validateSearch: distributorListSearch,
  // A distributor sees itself and nobody else.
  beforeLoad: ({ context }) => {
    const own = context.viewer.distributor;
    if (own) throw redirect({ to: "/distributors/$distributorId", params: { distributorId: own.id } });
  },
  component: lazyRouteComponent(() => import("./views/distributor-list-page"), "DistributorListPage"),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: "/distributors/$distributorId",
  validateSearch: distributorSearch,
  component: lazyRouteComponent(() => import("./views/distributor-page"), "DistributorPage"),
});

export const distributorRoutes = [list, one] as const;
