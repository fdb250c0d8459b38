import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { listSearch } from "~/shared/routing/search";
import { newRegistrationSearch, registrationListSearch } from "./search";

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/registrations",
  validateSearch: registrationListSearch,
  component: lazyRouteComponent(() => import("./views/registration-list-page"), "RegistrationListPage"),
});

const create = createRoute({
  getParentRoute: () => shellRoute,
  path: "/registrations/new",
  validateSearch: newRegistrationSearch,
  component: lazyRouteComponent(() => import("./views/new-registration-page"), "NewRegistrationPage"),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: "/registrations/$registrationId",
  validateSearch: (search: Record<string, unknown>) => listSearch(search),
  component: lazyRouteComponent(() => import("./views/registration-page"), "RegistrationPage"),
});

export const registrationRoutes = [list, create, one] as const;
