import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { salesSearch } from "./search";

const explorer = createRoute({
  getParentRoute: () => shellRoute,
  path: "/sales",
  validateSearch: salesSearch,
  component: lazyRouteComponent(() => import("./views/sales-page"), "SalesPage"),
});

export const salesRoutes = [explorer] as const;
