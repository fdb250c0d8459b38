import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { publicRoute, shellRoute } from "~/shared/routing/roots";
import { defined, flag, listSearch, oneOf, period, text, type ListSearch } from "~/shared/routing/search";

interface FeedbackSearch extends ListSearch {
  distributor?: string | undefined;
  period?: string | undefined;
  unhappy?: true | undefined;
}

const answers = createRoute({
  getParentRoute: () => shellRoute,
  path: "/feedback",
  validateSearch: (search: Record<string, unknown>): FeedbackSearch => defined({ ...listSearch(search), distributor: text(search["distributor"]), period: period(search["period"]), unhappy: flag(search["unhappy"]) }),
  component: lazyRouteComponent(() => import("./views/feedback-page"), "FeedbackPage"),
});

/** Links that wait for an answer, or the others. */
export const linkStates = ["waiting", "done"] as const;

interface LinkSearch extends ListSearch {
  distributor?: string | undefined;
  state?: (typeof linkStates)[number] | undefined;
}

const links = createRoute({
  getParentRoute: () => shellRoute,
  path: "/feedback/links",
  validateSearch: (search: Record<string, unknown>): LinkSearch => defined({ ...listSearch(search), distributor: text(search["distributor"]), state: oneOf(linkStates)(search["state"]) }),
  component: lazyRouteComponent(() => import("./views/link-page"), "LinkPage"),
});

const imports = createRoute({
  getParentRoute: () => shellRoute,
  path: "/feedback/import",
  component: lazyRouteComponent(() => import("./views/import-page"), "ImportPage"),
});

const survey = createRoute({
  getParentRoute: () => publicRoute,
  path: "/survey/$token",
  component: lazyRouteComponent(() => import("./views/survey-page"), "SurveyPage"),
});

export const feedbackRoutes = [answers, links, imports] as const;
export const publicFeedbackRoutes = [survey] as const;
