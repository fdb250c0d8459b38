import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, oneOf, text, type ListSearch } from "~/shared/routing/search";

/** Within how many days records may end, for the filter. */
export const spans = ["30", "90", "180"] as const;

interface RecordSearch extends ListSearch {
  distributor?: string | undefined;
  course?: string | undefined;
  ends?: (typeof spans)[number] | undefined;
}

const records = createRoute({
  getParentRoute: () => shellRoute,
  path: "/training",
  validateSearch: (search: Record<string, unknown>): RecordSearch => defined({ ...listSearch(search), distributor: text(search["distributor"]), course: text(search["course"]), ends: oneOf(spans)(search["ends"]) }),
  component: lazyRouteComponent(() => import("./views/record-page"), "RecordPage"),
});

const courses = createRoute({
  getParentRoute: () => shellRoute,
  path: "/training/courses",
  validateSearch: (search: Record<string, unknown>): ListSearch => listSearch(search),
  component: lazyRouteComponent(() => import("./views/course-page"), "CoursePage"),
});

const requirements = createRoute({
  getParentRoute: () => shellRoute,
  path: "/training/requirements",
  validateSearch: (search: Record<string, unknown>): { distributor?: string | undefined } => defined({ distributor: text(search["distributor"]) }),
  component: lazyRouteComponent(() => import("./views/requirement-page"), "RequirementPage"),
});

const imports = createRoute({
  getParentRoute: () => shellRoute,
  path: "/training/import",
  component: lazyRouteComponent(() => import("./views/import-page"), "ImportPage"),
});

export const trainingRoutes = [records, courses, requirements, imports] as const;
