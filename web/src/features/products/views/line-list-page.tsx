import { Button, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { NoData } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { CatalogHeader } from "../components/catalog-header";
import { LineDialog } from "../components/line-dialog";

const linesQuery = graphql(`
  query ProductLines {
    productLines { id code name { default zhHant zhHans } }
  }
`);

type Line = ResultOf<typeof linesQuery>["productLines"][number];

const route = getRouteApi("/shell/products/lines");

/** The product lines. */
export function LineListPage() {
  const { t } = useTranslation(["products", "common"]);
  const search = route.useSearch();
  const go = useListNavigation();
  const create = useMay()("product", "create");
  const [{ data, fetching, error }, again] = useQuery({ query: linesQuery });
  const button = create && (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => go.dialog("create")}>
      {t("products:lines.add")}
    </Button>
  );
  const columns: Column<Line>[] = [
    {
      id: "name",
      header: t("products:name"),
      primary: true,
      cell: (row) => (
        <TextLink to="/products" search={{ line: row.id }}>
          {row.name.default}
        </TextLink>
      ),
    },
    { id: "code", header: t("products:code"), cell: (row) => <Text span size="sm" ff="monospace">{row.code}</Text> },
    { id: "hant", header: t("common:name.zhHant"), wideOnly: true, cell: (row) => row.name.zhHant || <NoData /> },
    { id: "hans", header: t("common:name.zhHans"), wideOnly: true, cell: (row) => row.name.zhHans || <NoData /> },
  ];
  return (
    <>
      <CatalogHeader title={t("products:lines.title")} lead={t("products:lines.lead")} actions={button} />
      <DataTable
        label={t("products:lines.title")}
        columns={columns}
        rows={data?.productLines}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "product", title: t("products:lines.none"), hint: create ? t("products:lines.noneHint") : t("products:noneHintReader"), action: button || undefined }}
      />
      {create && search.dialog === "create" && <LineDialog onClose={() => go.dialog(undefined)} />}
    </>
  );
}
