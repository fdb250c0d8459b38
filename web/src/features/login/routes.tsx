import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { loginSearch, publicRoute } from "~/shared/routing/roots";

const login = createRoute({
  getParentRoute: () => publicRoute,
  path: "/login",
  validateSearch: loginSearch,
  component: lazyRouteComponent(() => import("./views/login-page"), "LoginPage"),
});

export const loginRoutes = [login] as const;
