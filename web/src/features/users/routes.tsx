import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, oneOf, text, type ListSearch } from "~/shared/routing/search";
import { roles, userStatuses, type Role, type UserStatus } from "./user";

interface UserListSearch extends ListSearch {
  role?: Role | undefined;
  status?: UserStatus | undefined;
  distributor?: string | undefined;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/users",
  validateSearch: (search: Record<string, unknown>): UserListSearch =>
    defined({ ...listSearch(search, ["NAME"]), role: oneOf(roles)(search["role"]), status: oneOf(userStatuses)(search["status"]), distributor: text(search["distributor"]) }),
  component: lazyRouteComponent(() => import("./views/user-list-page"), "UserListPage"),
});

const policy = createRoute({
  getParentRoute: () => shellRoute,
  path: "/users/policy",
  component: lazyRouteComponent(() => import("./views/policy-page"), "PolicyPage"),
});

const profile = createRoute({
  getParentRoute: () => shellRoute,
  path: "/profile",
  component: lazyRouteComponent(() => import("./views/profile-page"), "ProfilePage"),
});

export const userRoutes = [list, policy, profile] as const;
