import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateText, NameText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";

const assignmentsQuery = graphql(`
  query DistributorAssignments($id: ID!) {
    distributor(id: $id) {
      id
      assignments {
        id
        territory { id code name { default zhHant zhHans } }
        productLine { id name { default zhHant zhHans } }
        from
        until
        exclusive
      }
    }
  }
`);

type Row = NonNullable<ResultOf<typeof assignmentsQuery>["distributor"]>["assignments"][number];

/** What the distributor may sell where; what is over is pale. */
export function Assignments({ distributorId }: { distributorId: string }) {
  const { t } = useTranslation("distributors");
  const { today } = useViewer();
  const [{ data, fetching, error }, again] = useQuery({ query: assignmentsQuery, variables: { id: distributorId }, requestPolicy: "cache-and-network" });
  const isOver = (row: Row) => row.until !== null && row.until < today;
  const columns: Column<Row>[] = [
    { id: "territory", header: t("territory.name"), primary: true, cell: (row) => <NameText value={row.territory.name} /> },
    { id: "line", header: t("territory.line"), cell: (row) => (row.productLine ? <NameText value={row.productLine.name} /> : t("territory.everyLine")) },
    { id: "exclusive", header: t("territory.kind"), cell: (row) => <Badge color={row.exclusive ? "jade" : "gray"}>{row.exclusive ? t("territory.exclusive") : t("territory.shared")}</Badge> },
    { id: "from", header: t("territory.from"), cell: (row) => <DateText value={row.from} /> },
    { id: "until", header: t("territory.until"), cell: (row) => (row.until ? <DateText value={row.until} /> : t("territory.noEnd")) },
    { id: "now", header: t("territory.now"), cell: (row) => (isOver(row) ? t("territory.over") : row.from > today ? t("territory.ahead") : t("territory.inForce")) },
  ];
  return (
    <DataTable
      label={t("tab.territory")}
      columns={columns}
      rows={data?.distributor?.assignments}
      rowId={(row) => row.id}
      fetching={fetching}
      error={error}
      onRetry={() => again({ requestPolicy: "network-only" })}
      empty={{ icon: "map", title: t("territory.none"), hint: t("territory.noneHint") }}
    />
  );
}
