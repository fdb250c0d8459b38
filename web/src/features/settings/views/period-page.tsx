import { Badge, Button, Group } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { DateTimeText, MoneyText, NoData, PeriodText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { PageHeader } from "~/shared/ui/page-header";
import { CloseDialog } from "../components/close-dialog";
import { ReopenDialog } from "../components/reopen-dialog";
import { YearPicker } from "../components/year-picker";
import { openBefore, stateOf } from "../months";

const monthsQuery = graphql(`
  query AccountingMonths($year: Int!) {
    accountingPeriods(year: $year) { period closed closedAt closedBy { id name } }
  }
`);

const sumsQuery = graphql(`
  query MonthSums($filter: SaleFilter) {
    salesSummary(filter: $filter, groupBy: [MONTH]) {
      groups { dimension key }
      lines
      revenue { amount currency }
    }
  }
`);

type Month = ResultOf<typeof monthsQuery>["accountingPeriods"][number];

const colors = { going: "blue", open: "yellow", closed: "jade" } as const;

const route = getRouteApi("/shell/settings/periods");

/** The accounting months of a year: a closed month's numbers don't move any more. */
export function PeriodPage() {
  const { t } = useTranslation(["settings", "common"]);
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const viewer = useViewer();
  const may = useMay();
  const year = search.year ?? viewer.today.slice(0, 4);
  const [{ data, fetching, error }, again] = useQuery({ query: monthsQuery, variables: { year: Number(year) } });
  const [{ data: sums }] = useQuery({ query: sumsQuery, variables: { filter: { period: year } }, pause: !may("saleLine", "read") });
  const sumOf = (period: string) => sums?.salesSummary.find((one) => one.groups[0]?.key === period);
  const months = data?.accountingPeriods;
  const chosen = months?.find((one) => one.period === search.id);
  const act = may("period", "close") || may("period", "reopen");
  const columns: (Column<Month> | false)[] = [
    { id: "month", header: t("settings:month"), primary: true, cell: (row) => <PeriodText value={row.period} /> },
    {
      id: "state",
      header: t("settings:state"),
      cell: (row) => {
        const state = stateOf(row, viewer.today);
        return <Badge color={colors[state]}>{t(`settings:state.${state}`)}</Badge>;
      },
    },
    may("saleLine", "read") && { id: "lines", header: t("settings:lines"), numeric: true, cell: (row) => (sumOf(row.period) ? formatInteger(sumOf(row.period)?.lines ?? 0, language) : <NoData />) },
    may("saleLine", "read") && { id: "revenue", header: t("settings:revenue"), numeric: true, cell: (row) => <MoneyText value={sumOf(row.period)?.revenue} /> },
    { id: "closedAt", header: t("settings:closedAt"), cell: (row) => (row.closedAt ? <DateTimeText value={row.closedAt} /> : <NoData />) },
    viewer.distributor === null && { id: "closedBy", header: t("settings:closedBy"), cell: (row) => row.closedBy?.name ?? <NoData /> },
    act && {
      id: "act",
      header: t("settings:act"),
      headerHidden: true,
      cell: (row) => {
        const state = stateOf(row, viewer.today);
        if (state === "open" && may("period", "close")) {
          return (
            <Button size="xs" variant="default" onClick={() => go.dialog("close", row.period)}>
              {t("settings:close.open")}
            </Button>
          );
        }
        if (state === "closed" && may("period", "reopen")) {
          return (
            <Button size="xs" variant="subtle" color="gray" onClick={() => go.dialog("reopen", row.period)}>
              {t("settings:reopen.open")}
            </Button>
          );
        }
        return "";
      },
    },
  ];
  return (
    <>
      <PageHeader title={t("common:nav.periods")} subtitle={may("period", "close") ? t("settings:lead") : t("settings:leadReader")} />
      <Group mb="md" gap="sm">
        <YearPicker year={Number(year)} last={Number(viewer.today.slice(0, 4))} count={8} onChange={(value) => go.filter({ year: String(value), dialog: undefined, id: undefined })} />
      </Group>
      <DataTable label={t("settings:monthsOf", { year })} columns={columns.filter((column) => column !== false)} rows={months} rowId={(row) => row.period} fetching={fetching} error={error} onRetry={() => again({ requestPolicy: "network-only" })} empty={{ icon: "calendar", title: t("settings:none"), hint: t("settings:noneHint") }} />
      {chosen && search.dialog === "close" && may("period", "close") && stateOf(chosen, viewer.today) === "open" && (
        <CloseDialog period={chosen.period} sum={sumOf(chosen.period)} before={openBefore(months ?? [], chosen.period, viewer.today).map((one) => one.period)} onClose={() => go.dialog(undefined)} />
      )}
      {chosen && search.dialog === "reopen" && may("period", "reopen") && chosen.closed && <ReopenDialog period={chosen.period} onClose={() => go.dialog(undefined)} />}
    </>
  );
}
