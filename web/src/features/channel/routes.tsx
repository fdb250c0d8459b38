import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { shellRoute } from "~/shared/routing/roots";
import { defined, listSearch, period, type ListSearch } from "~/shared/routing/search";
import { sortFields } from "./territories";

interface ChannelSearch extends ListSearch {
  period?: string | undefined;
}

const view = createRoute({
  getParentRoute: () => shellRoute,
  path: "/channel",
  validateSearch: (search: Record<string, unknown>): ChannelSearch => defined({ ...listSearch(search, sortFields), period: period(search["period"]) }),
  component: lazyRouteComponent(() => import("./views/channel-page"), "ChannelPage"),
});

export const channelRoutes = [view] as const;
