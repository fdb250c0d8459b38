import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { period } from "~/shared/routing/search";

const home = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  validateSearch: (search: Record<string, unknown>): { period?: string } => {
    const given = period(search["period"]);
    return given ? { period: given } : {};
  },
  component: lazyRouteComponent(() => import("./views/home-page"), "HomePage"),
});

export const homeRoutes = [home] as const;
