import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { channelTypes, type ChannelType } from "~/shared/lines/channel-types";
import { shellRoute } from "~/shared/routing/roots";
import { date, defined, listSearch, oneOf, text, type ListSearch } from "~/shared/routing/search";
import { productStatuses, type ProductStatus } from "./product";

interface ProductListSearch extends ListSearch {
  line?: string | undefined;
  status?: ProductStatus | undefined;
}

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: "/products",
  validateSearch: (search: Record<string, unknown>): ProductListSearch =>
    defined({ ...listSearch(search, ["CODE", "NAME"]), line: text(search["line"]), status: oneOf(productStatuses)(search["status"]) }),
  component: lazyRouteComponent(() => import("./views/product-list-page"), "ProductListPage"),
});

interface PriceListSearch extends ListSearch {
  product?: string | undefined;
  on?: string | undefined;
  channel?: ChannelType | undefined;
}

const prices = createRoute({
  getParentRoute: () => shellRoute,
  path: "/products/prices",
  validateSearch: (search: Record<string, unknown>): PriceListSearch =>
    defined({ ...listSearch(search, ["PRODUCT"]), product: text(search["product"]), on: date(search["on"]), channel: oneOf(channelTypes)(search["channel"]) }),
  component: lazyRouteComponent(() => import("./views/price-list-page"), "PriceListPage"),
});

const rates = createRoute({
  getParentRoute: () => shellRoute,
  path: "/products/rates",
  validateSearch: (search: Record<string, unknown>): ListSearch => listSearch(search, ["CURRENCY"]),
  component: lazyRouteComponent(() => import("./views/rate-list-page"), "RateListPage"),
});

const lines = createRoute({
  getParentRoute: () => shellRoute,
  path: "/products/lines",
  validateSearch: (search: Record<string, unknown>): ListSearch => listSearch(search),
  component: lazyRouteComponent(() => import("./views/line-list-page"), "LineListPage"),
});

const one = createRoute({
  getParentRoute: () => shellRoute,
  path: "/products/$productId",
  validateSearch: (search: Record<string, unknown>): ListSearch => listSearch(search),
  component: lazyRouteComponent(() => import("./views/product-page"), "ProductPage"),
});

export const productRoutes = [list, prices, rates, lines, one] as const;
