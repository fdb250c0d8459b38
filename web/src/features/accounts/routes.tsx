import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { listSearch } from "~/shared/routing/search";
import { accountListSearch, importSearch, leadListSearch, shareListSearch } from "./search";

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/accounts",
  validateSearch: accountListSearch,
  component: lazyRouteComponent(() => import("./views/account-list-page"), "AccountListPage"),
});

const create = createRoute({
  getParentRoute: () => shellRoute,
  path: "/accounts/new",
  component: lazyRouteComponent(() => import("./views/new-account-page"), "NewAccountPage"),
});

const duplicates = createRoute({
  getParentRoute: () => shellRoute,
  path: "/accounts/duplicates",
  validateSearch: (search: Record<string, unknown>) => listSearch(search),
  component: lazyRouteComponent(() => import("./views/duplicate-page"), "DuplicatePage"),
});

const shares = createRoute({
  getParentRoute: () => shellRoute,
  path: "/accounts/shares",
  validateSearch: shareListSearch,
  component: lazyRouteComponent(() => import("./views/share-list-page"), "ShareListPage"),
});

const leads = createRoute({
  getParentRoute: () => shellRoute,
  path: "/accounts/leads",
  validateSearch: leadListSearch,
  component: lazyRouteComponent(() => import("./views/lead-list-page"), "LeadListPage"),
});

const imports = createRoute({
  getParentRoute: () => shellRoute,
  path: "/accounts/import",
  validateSearch: (search: Record<string, unknown>) => listSearch(search),
  component: lazyRouteComponent(() => import("./views/import-list-page"), "ImportListPage"),
});

const oneImport = createRoute({
  getParentRoute: () => shellRoute,
  path: "/accounts/import/$importId",
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import("./views/import-page"), "ImportPage"),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: "/accounts/$accountId",
  validateSearch: (search: Record<string, unknown>) => listSearch(search),
  component: lazyRouteComponent(() => import("./views/account-page"), "AccountPage"),
});

const edit = createRoute({
  getParentRoute: () => shellRoute,
  path: "/accounts/$accountId/edit",
  component: lazyRouteComponent(() => import("./views/edit-account-page"), "EditAccountPage"),
});

export const accountRoutes = [list, create, duplicates, shares, leads, imports, oneImport, one, edit] as const;
