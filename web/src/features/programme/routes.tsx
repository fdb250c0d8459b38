import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, period, text, type ListSearch } from "~/shared/routing/search";

interface NewSearch {
  /** The version to begin from; the one in force unless told. */
  base?: string | undefined;
  /** The past period to try it on. */
  period?: string | undefined;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/programme",
  validateSearch: (search: Record<string, unknown>): ListSearch => listSearch(search),
  component: lazyRouteComponent(() => import("./views/programme-page"), "ProgrammePage"),
});

const create = createRoute({
  getParentRoute: () => shellRoute,
  path: "/programme/new",
  validateSearch: (search: Record<string, unknown>): NewSearch => defined({ base: text(search["base"]), period: period(search["period"]) }),
  component: lazyRouteComponent(() => import("./views/new-programme-page"), "NewProgrammePage"),
});

export const programmeRoutes = [list, create] as const;
