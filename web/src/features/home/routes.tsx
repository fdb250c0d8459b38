import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { loadNamespaces } from "i18next";
import { shellRoute } from "~/shared/routing/roots";
import { defined, period } from "~/shared/routing/search";

const home = createRoute({
  getParentRoute: () => shellRoute,
  path: "/",
  validateSearch: (search: Record<string, unknown>): { period?: string | undefined } => defined({ period: period(search["period"]) }),
  // Words and code of the first page come side by side.
  loader: () => void loadNamespaces("home"),
  component: lazyRouteComponent(() => import("./views/home-page"), "HomePage"),
});

export const homeRoutes = [home] as const;
