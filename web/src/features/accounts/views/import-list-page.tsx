import { Stack, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { DateTimeText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { Steps } from "~/shared/intake/steps";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { EmptyState } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import { AccountsHeader } from "../components/accounts-header";
import { ImportStateBadge } from "../components/import-state";
import { SendList } from "../components/send-list";

const importsQuery = graphql(`
  query AccountImports($first: Int, $after: String, $last: Int, $before: String) {
    accountImports(first: $first, after: $after, last: $last, before: $before) {
      edges { node { id state fileName createdAt createdBy { id name } rowsCreated rowsUpdated rowsUnchanged rowsRejected } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);

type Row = ResultOf<typeof importsQuery>["accountImports"]["edges"][number]["node"];

const route = getRouteApi("/shell/accounts/import");

/** Where a list of customers is dropped, and what became of the earlier ones. */
export function ImportListPage() {
  const { t } = useTranslation("accounts");
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const may = useMay();
  const allowed = may("account", "import");
  const [{ data, error, fetching }, again] = useQuery({ query: importsQuery, variables: pageVariables(search), requestPolicy: "cache-and-network", pause: !allowed });
  const count = (id: string, header: string, rows: (row: Row) => number): Column<Row> => ({ id, header, numeric: true, cell: (row) => formatInteger(rows(row), language) });
  const columns: Column<Row>[] = [
    {
      id: "file",
      header: t("import.file"),
      primary: true,
      cell: (row) => (
        <TextLink to="/accounts/import/$importId" params={{ importId: row.id }} inherit style={{ overflowWrap: "anywhere" }}>
          {row.fileName}
        </TextLink>
      ),
    },
    { id: "state", header: t("share.state"), cell: (row) => <ImportStateBadge state={row.state} /> },
    { id: "createdAt", header: t("import.createdAt"), cell: (row) => <DateTimeText value={row.createdAt} /> },
    { id: "createdBy", header: t("import.createdBy"), wideOnly: true, cell: (row) => row.createdBy?.name ?? "" },
    count("created", t("import.created"), (row) => row.rowsCreated),
    count("updated", t("import.updated"), (row) => row.rowsUpdated),
    count("unchanged", t("import.unchanged"), (row) => row.rowsUnchanged),
    count("rejected", t("import.rejected"), (row) => row.rowsRejected),
  ];
  return (
    <>
      <AccountsHeader title={t("import.title")} lead={t("import.lead")} />
      {allowed ? (
        <Stack gap="lg">
          <div>
            <Steps at="file" />
            <SendList title={t("import.drop")} />
          </div>
          <Title order={2} size="h3">
            {t("import.earlier")}
          </Title>
          <DataTable
            label={t("import.earlier")}
            columns={columns}
            rows={data?.accountImports.edges.map((edge) => edge.node)}
            rowId={(row) => row.id}
            fetching={fetching}
            error={error}
            onRetry={() => again({ requestPolicy: "network-only" })}
            empty={{ icon: "file", title: t("import.none"), hint: t("import.noneHint") }}
            pageInfo={data?.accountImports.pageInfo}
            totalCount={data?.accountImports.totalCount}
            onPage={go.page}
          />
        </Stack>
      ) : (
        <EmptyState icon="file" title={t("new.forbidden")} hint={t("new.forbiddenHint")} />
      )}
    </>
  );
}
