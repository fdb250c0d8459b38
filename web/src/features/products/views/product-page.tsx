import { Button, SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { NameText, NoData } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Facts } from "~/shared/ui/facts";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink, TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { Panel } from "~/shared/ui/panel";
import { AliasPanel } from "../components/alias-panel";
import { PriceDialog } from "../components/price-dialog";
import { PriceTable } from "../components/price-table";
import { ProductDialog } from "../components/product-dialog";
import { ProductStatusBadge } from "../components/product-status";
import { policyFragment, productFragment, type Product } from "../product";

const productQuery = graphql(
  `
    query Product($id: ID!) {
      product(id: $id) { ...ProductFacts }
    }
  `,
  [productFragment],
);

const pricesQuery = graphql(
  `
    query ProductPrices($filter: PricePolicyFilter, $first: Int, $after: String, $last: Int, $before: String) {
      pricePolicies(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...PolicyFacts } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [policyFragment],
);

const route = getRouteApi("/shell/products/$productId");

/** One product: its facts, its codes in the distributors' files, its prices. */
export function ProductPage() {
  const { t } = useTranslation(["products", "common"]);
  const localName = useLocalName();
  const { productId } = route.useParams();
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({ query: productQuery, variables: { id: productId } });
  const product = data?.product;
  const back = (
    <TextLink to="/products" size="sm">
      {t("common:nav.products")}
    </TextLink>
  );
  if (!product) {
    return (
      <>
        <PageHeader title={t("products:product")} back={back} />
        {error ? (
          <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />
        ) : fetching ? (
          <Skeleton height={320} radius="lg" />
        ) : (
          <EmptyState icon="product" title={t("products:notFound")} hint={t("products:notFoundHint")} />
        )}
      </>
    );
  }
  const edit = may("product", "update");
  return (
    <>
      <PageHeader
        title={localName(product.name)}
        back={back}
        subtitle={product.code}
        actions={
          <>
            <ProductStatusBadge status={product.status} />
            {may("saleLine", "read") && (
              <ButtonLink variant="default" leftSection={<Icon name="chart" size={16} />} to="/sales" search={{ product: product.id }}>
                {t("products:sales")}
              </ButtonLink>
            )}
            {edit && (
              <Button leftSection={<Icon name="edit" size={16} />} onClick={() => go.dialog("edit")}>
                {t("products:edit")}
              </Button>
            )}
          </>
        }
      />
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <ProductFacts product={product} />
          <AliasPanel product={product} />
        </SimpleGrid>
        {may("pricePolicy", "read") && <Prices product={product} />}
      </Stack>
      {edit && search.dialog === "edit" && <ProductDialog product={product} onClose={() => go.dialog(undefined)} />}
    </>
  );
}

function ProductFacts({ product }: { product: Product }) {
  const { t } = useTranslation(["products", "common"]);
  const facts = [
    [t("products:line"), <NameText key="line" value={product.productLine.name} />],
    [t("products:gtin"), product.gtin ?? <NoData key="gtin" />],
    [t("products:unit"), product.unit],
    [t("common:name.default"), product.name.default],
    [t("common:name.zhHant"), product.name.zhHant || <NoData key="hant" />],
    [t("common:name.zhHans"), product.name.zhHans || <NoData key="hans" />],
  ] as const;
  return (
    <Panel title={t("products:facts")}>
      <Facts apart>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </Facts>
    </Panel>
  );
}

function Prices({ product }: { product: Product }) {
  const { t } = useTranslation(["products", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const [{ data, fetching, error }, again] = useQuery({ query: pricesQuery, variables: { filter: { productId: product.id }, ...pageVariables(search) } });
  const policies = data?.pricePolicies.edges.map((edge) => edge.node);
  const set = may("pricePolicy", "update");
  const edited = search.dialog === "price" ? policies?.find((one) => one.id === search.id) : undefined;
  return (
    <Panel
      title={t("products:prices.title")}
      description={t("products:prices.lead")}
      actions={
        set && (
          <Button variant="default" size="xs" onClick={() => go.dialog("price")}>
            {t("products:prices.set")}
          </Button>
        )
      }
    >
      <PriceTable
        ofOne
        policies={policies}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "list", title: t("products:prices.none"), hint: set ? t("products:prices.noneHint") : t("products:prices.noneHintReader") }}
        onEdit={(policy) => go.dialog("price", policy.id)}
        pageInfo={data?.pricePolicies.pageInfo}
        totalCount={data?.pricePolicies.totalCount}
        onPage={go.page}
      />
      {set && search.dialog === "price" && (!search.id || edited) && <PriceDialog key={search.id} product={product} policy={edited} onClose={() => go.dialog(undefined)} />}
    </Panel>
  );
}
