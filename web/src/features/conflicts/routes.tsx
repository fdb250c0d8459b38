import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { conflictListSearch, conflictSearch, decideSearch, openSearch, signalSearch } from "./search";

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/conflicts",
  validateSearch: conflictListSearch,
  component: lazyRouteComponent(() => import("./views/conflicts-page"), "ConflictsPage"),
});

const open = createRoute({
  getParentRoute: () => shellRoute,
  path: "/conflicts/new",
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import("./views/open-page"), "OpenPage"),
});

const signals = createRoute({
  getParentRoute: () => shellRoute,
  path: "/conflicts/signals",
  validateSearch: signalSearch,
  component: lazyRouteComponent(() => import("./views/signal-list-page"), "SignalListPage"),
});

const interests = createRoute({
  getParentRoute: () => shellRoute,
  path: "/conflicts/interests",
  validateSearch: conflictSearch,
  component: lazyRouteComponent(() => import("./views/interest-page"), "InterestPage"),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: "/conflicts/$conflictId",
  validateSearch: conflictSearch,
  component: lazyRouteComponent(() => import("./views/conflict-page"), "ConflictPage"),
});

const decide = createRoute({
  getParentRoute: () => shellRoute,
  path: "/conflicts/$conflictId/decide",
  validateSearch: decideSearch,
  component: lazyRouteComponent(() => import("./views/decide-page"), "DecidePage"),
});

export const conflictRoutes = [list, open, signals, interests, one, decide] as const;
