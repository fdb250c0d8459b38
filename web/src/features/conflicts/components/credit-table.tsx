import { Anchor, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { DateTimeText, MoneyText, NameText, NoData, PeriodText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useMay } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { TextLink } from "~/shared/ui/link";

const creditQuery = graphql(`
  query CaseCredit($conflictId: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    creditEntries(filter: { conflictId: $conflictId }, first: $first, after: $after, last: $last, before: $before) {
      edges {
        node {
          id
          distributor { id name { default zhHant zhHans } }
          period
          product { id name { default zhHant zhHans } }
          amount { amount currency }
          saleLine { id invoiceNumber }
          bookedAt
          reversedAt
        }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);

type Row = ResultOf<typeof creditQuery>["creditEntries"]["edges"][number]["node"];

/** The credit entries of the case that the viewer may see: a party's own, the brand's all. */
export function CreditTable({ conflictId }: { conflictId: string }) {
  const { t } = useTranslation("conflicts");
  const may = useMay();
  const [shown, setShown] = useState(false);
  const [page, setPage] = useState<{ after?: string; before?: string }>({});
  const [{ data, fetching, error }, again] = useQuery({
    query: creditQuery,
    variables: { conflictId, ...(page.before ? { last: 10, before: page.before } : { first: 10, after: page.after }) },
    pause: !shown || !may("saleLine", "read"),
    requestPolicy: "cache-and-network",
  });
  if (!may("saleLine", "read")) return null;
  if (!shown) {
    return (
      <Anchor component="button" type="button" size="sm" ta="start" onClick={() => setShown(true)}>
        {t("credit.show")}
      </Anchor>
    );
  }
  const columns: Column<Row>[] = [
    { id: "distributor", header: t("credit.owner"), primary: true, cell: (row) => (row.distributor ? <NameText value={row.distributor.name} /> : t("brand")) },
    { id: "period", header: t("credit.period"), cell: (row) => <PeriodText value={row.period} short /> },
    { id: "product", header: t("credit.product"), cell: (row) => <NameText value={row.product.name} /> },
    {
      id: "line",
      header: t("credit.line"),
      cell: (row) =>
        row.saleLine ? (
          <TextLink to="/sales" search={{ dialog: "line", id: row.saleLine.id }} size="sm">
            {row.saleLine.invoiceNumber}
          </TextLink>
        ) : (
          <NoData />
        ),
    },
    {
      id: "amount",
      header: t("credit.amount"),
      numeric: true,
      cell: (row) => (
        <>
          <MoneyText value={row.amount} signed />
          {row.reversedAt && (
            <Text size="xs" c="dimmed">
              {t("credit.reversed")}
            </Text>
          )}
        </>
      ),
    },
    { id: "booked", header: t("credit.booked"), wideOnly: true, cell: (row) => <DateTimeText value={row.bookedAt} stacked /> },
  ];
  return (
    <DataTable
      label={t("credit.title")}
      columns={columns}
      rows={data?.creditEntries.edges.map(({ node }) => node)}
      rowId={(row) => row.id}
      fetching={fetching}
      error={error}
      onRetry={() => again({ requestPolicy: "network-only" })}
      empty={{ icon: "chart", title: t("credit.none"), hint: t("credit.noneHint") }}
      pageInfo={data?.creditEntries.pageInfo}
      totalCount={data?.creditEntries.totalCount}
      onPage={setPage}
      rowTone={(row) => (row.reversedAt ? "muted" : undefined)}
    />
  );
}
