import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { publicRoute, shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, text } from "~/shared/routing/search";

const register = createRoute({
  getParentRoute: () => shellRoute,
  path: "/privacy",
  validateSearch: (search: Record<string, unknown>): { controller?: string | undefined } => defined({ controller: text(search["controller"]) }),
  component: lazyRouteComponent(() => import("./views/register-page"), "RegisterPage"),
});

const retention = createRoute({
  getParentRoute: () => shellRoute,
  path: "/privacy/retention",
  validateSearch: (search: Record<string, unknown>) => listSearch(search),
  component: lazyRouteComponent(() => import("./views/retention-page"), "RetentionPage"),
});

const requests = createRoute({
  getParentRoute: () => shellRoute,
  path: "/privacy/requests",
  validateSearch: (search: Record<string, unknown>) => listSearch(search),
  component: lazyRouteComponent(() => import("./views/request-page"), "RequestPage"),
});

const notice = createRoute({
  getParentRoute: () => publicRoute,
  path: "/privacy/public",
  component: lazyRouteComponent(() => import("./views/notice-page"), "NoticePage"),
});

export const privacyRoutes = [register, retention, requests] as const;

/** What is read without a login. */
export const publicPrivacyRoutes = [notice] as const;
