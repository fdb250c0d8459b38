import { Badge } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { DateTimeText, NoData } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { pageVariables } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { PrivacyHeader } from "../components/privacy-header";

const requestsQuery = graphql(`
  query Erasures($first: Int, $after: String, $last: Int, $before: String) {
    erasures(first: $first, after: $after, last: $last, before: $before) {
      edges { node { id reason requestedBy { id name } requestedAt accounts doneAt } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);

type Request = ResultOf<typeof requestsQuery>["erasures"]["edges"][number]["node"];

const route = getRouteApi("/shell/privacy/requests");

/** Who asked to be forgotten, without a name: when, why, and whether it is done. */
export function RequestPage() {
  const { t } = useTranslation("privacy");
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const [{ data, error, fetching }, again] = useQuery({ query: requestsQuery, variables: pageVariables(search), requestPolicy: "cache-and-network" });
  const rows = data?.erasures.edges.map((edge) => edge.node);
  const underway = rows?.some((row) => row.doneAt === null) ?? false;
  // A request is carried out within seconds; until then the page asks again.
  useEffect(() => {
    if (!underway) return;
    const timer = setInterval(() => again({ requestPolicy: "network-only" }), 3000);
    return () => clearInterval(timer);
  }, [underway, again]);
  const columns: Column<Request>[] = [
    { id: "requestedAt", header: t("requests.at"), primary: true, cell: (row) => <DateTimeText value={row.requestedAt} /> },
    { id: "reason", header: t("reason"), cell: (row) => row.reason },
    { id: "by", header: t("requests.by"), cell: (row) => row.requestedBy?.name ?? <NoData /> },
    { id: "accounts", header: t("requests.accounts"), numeric: true, cell: (row) => (row.doneAt ? formatInteger(row.accounts, language) : <NoData />) },
    { id: "state", header: t("requests.state"), cell: (row) => (row.doneAt ? <Badge color="jade">{t("requests.done")}</Badge> : <Badge color="yellow">{t("requests.underway")}</Badge>) },
  ];
  return (
    <>
      <PrivacyHeader title={t("requests.title")} lead={t("requests.lead")} />
      <DataTable label={t("requests.title")} columns={columns} rows={rows} rowId={(row) => row.id} fetching={fetching} error={error} onRetry={() => again({ requestPolicy: "network-only" })} empty={{ icon: "user", title: t("requests.none"), hint: t("requests.noneHint") }} pageInfo={data?.erasures.pageInfo} totalCount={data?.erasures.totalCount} onPage={go.page} />
    </>
  );
}
