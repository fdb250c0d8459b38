import { Button, NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { graphql } from "~/shared/graphql/gql";
import { channelTypes } from "~/shared/lines/channel-types";
import { ProductSelect } from "~/shared/pickers/product-select";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { CatalogHeader } from "../components/catalog-header";
import { PriceDialog } from "../components/price-dialog";
import { PriceTable } from "../components/price-table";
import { policyFragment } from "../product";

const listQuery = graphql(
  `
    query PricePolicies($filter: PricePolicyFilter, $sort: PricePolicySort, $first: Int, $after: String, $last: Int, $before: String) {
      pricePolicies(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...PolicyFacts } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [policyFragment],
);

const route = getRouteApi("/shell/products/prices");

/** The price policies of all products. */
export function PriceListPage() {
  const { t } = useTranslation(["products", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: {
      filter: { productId: search.product ?? null, on: search.on ?? null, channelType: search.channel ?? null },
      sort: sortVariable<"PRODUCT">(search) ?? null,
      ...pageVariables(search),
    },
  });
  const policies = data?.pricePolicies.edges.map((edge) => edge.node);
  const set = may("pricePolicy", "update");
  const edited = search.dialog === "price" ? policies?.find((one) => one.id === search.id) : undefined;
  const button = set && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("price")}>
      {t("products:prices.set")}
    </Button>
  );
  const filtered = Boolean(search.product || search.on || search.channel);
  return (
    <>
      <CatalogHeader title={t("products:prices.title")} lead={t("products:prices.lead")} actions={button} />
      <Filters label={t("products:filters")}>
        <ProductSelect compact label={t("products:anyProduct")} value={search.product} onChange={(id) => go.filter({ product: id })} />
        <DateField aria-label={t("products:prices.on")} placeholder={t("products:prices.on")} clearable clearButtonProps={{ "aria-label": t("common:action.clear") }} value={search.on ?? null} onChange={(on) => go.filter({ on: on ?? undefined })} />
        <NativeSelect
          aria-label={t("products:channel")}
          value={search.channel ?? ""}
          data={[{ value: "", label: t("products:prices.everyChannel") }, ...channelTypes.map((type) => ({ value: type, label: t(`common:channel.${type}`) }))]}
          onChange={(event) => go.filter({ channel: event.currentTarget.value || undefined })}
        />
      </Filters>
      <PriceTable
        policies={policies}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={
          filtered
            ? { icon: "search", title: t("products:prices.noneFound"), hint: t("products:noneFoundHint") }
            : { icon: "list", title: t("products:prices.none"), hint: set ? t("products:prices.noneHint") : t("products:prices.noneHintReader"), action: button || undefined }
        }
        onEdit={(policy) => go.dialog("price", policy.id)}
        sort={search.sort ?? "PRODUCT.ASC"}
        onSort={go.sort}
        pageInfo={data?.pricePolicies.pageInfo}
        totalCount={data?.pricePolicies.totalCount}
        onPage={go.page}
      />
      {set && search.dialog === "price" && (!search.id || edited) && <PriceDialog key={search.id} policy={edited} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
