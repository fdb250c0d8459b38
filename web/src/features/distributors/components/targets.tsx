import { Group, NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { MoneyText, NameText, PeriodText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { yearsOf } from "../years";

const targetsQuery = graphql(`
  query DistributorTargets($id: ID!, $year: Int!) {
    targets(first: 100, filter: { distributorId: $id, year: $year }) {
      edges { node { id period productLine { id name { default zhHant zhHans } } amount { amount currency } } }
      totalCount
    }
  }
`);

type Row = ResultOf<typeof targetsQuery>["targets"]["edges"][number]["node"];

/** The distributor's targets of a year. */
export function Targets({ distributorId, year, joinedOn }: { distributorId: string; year: string; joinedOn: string }) {
  const { t } = useTranslation("distributors");
  const go = useListNavigation();
  const { today } = useViewer();
  const [{ data, fetching, error }, again] = useQuery({ query: targetsQuery, variables: { id: distributorId, year: Number(year) }, requestPolicy: "cache-and-network" });
  const columns: Column<Row>[] = [
    { id: "period", header: t("targets.period"), primary: true, cell: (row) => <PeriodText value={row.period} /> },
    { id: "line", header: t("territory.line"), cell: (row) => (row.productLine ? <NameText value={row.productLine.name} /> : t("territory.everyLine")) },
    { id: "amount", header: t("target"), numeric: true, cell: (row) => <MoneyText value={row.amount} /> },
  ];
  return (
    <>
      <Group mb="sm" justify="flex-end">
        <NativeSelect aria-label={t("year")} value={year} data={yearsOf(joinedOn, today)} onChange={(event) => go.filter({ year: event.currentTarget.value })} />
      </Group>
      <DataTable
        label={t("tab.targets")}
        columns={columns}
        rows={data?.targets.edges.map((edge) => edge.node)}
        rowId={(row) => row.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={{ icon: "target", title: t("targets.none", { year }), hint: t("targets.noneHint") }}
      />
    </>
  );
}
