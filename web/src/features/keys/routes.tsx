import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { listSearch } from "~/shared/routing/search";

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/api-keys",
  validateSearch: (search: Record<string, unknown>) => listSearch(search),
  component: lazyRouteComponent(() => import("./views/key-page"), "KeyPage"),
});

export const keyRoutes = [list] as const;
