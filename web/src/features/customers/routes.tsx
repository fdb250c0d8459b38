import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { listSearch } from "~/shared/routing/search";
import { customerListSearch, matchSearch, shareSearch } from "./search";

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/customers",
  validateSearch: customerListSearch,
  component: lazyRouteComponent(() => import("./views/customer-list-page"), "CustomerListPage"),
});

const matches = createRoute({
  getParentRoute: () => shellRoute,
  path: "/customers/matches",
  validateSearch: matchSearch,
  component: lazyRouteComponent(() => import("./views/match-page"), "MatchPage"),
});

const leads = createRoute({
  getParentRoute: () => shellRoute,
  path: "/customers/leads",
  validateSearch: (search: Record<string, unknown>) => listSearch(search),
  component: lazyRouteComponent(() => import("./views/lead-page"), "LeadPage"),
});

const shares = createRoute({
  getParentRoute: () => shellRoute,
  path: "/customers/shares",
  validateSearch: shareSearch,
  component: lazyRouteComponent(() => import("./views/share-page"), "SharePage"),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: "/customers/$customerId",
  validateSearch: (search: Record<string, unknown>) => listSearch(search),
  component: lazyRouteComponent(() => import("./views/customer-page"), "CustomerPage"),
});

export const customerRoutes = [list, matches, leads, shares, one] as const;
