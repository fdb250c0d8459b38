import { Badge, Button, Group } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { formatInteger } from "~/shared/format/format";
import { DateTimeText, MoneyText, NoData, PeriodText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { YearPicker } from "~/shared/ui/year-picker";
import { CloseDialog } from "../components/close-dialog";
import { PeriodHeader } from "../components/period-header";
import { ReopenDialog } from "../components/reopen-dialog";
import { ReopeningDialog } from "../components/reopening-dialog";
import { openBefore, stateOf } from "../months";
import { monthFragment, type Month } from "../period";

const monthsQuery = graphql(
  `
    query AccountingMonths($year: Int!) {
      accountingPeriods(year: $year) { ...AccountingMonth }
    }
  `,
  [monthFragment],
);

const sumsQuery = graphql(`
  query MonthSums($filter: SaleFilter) {
    salesSummary(filter: $filter, groupBy: [MONTH]) {
      groups { dimension key }
      lines
      revenue { amount currency }
    }
  }
`);

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
        return (
          <Group gap={6}>
            <Badge color={colors[state]}>{t(`settings:state.${state}`)}</Badge>
            {row.reopening && <Badge color="yellow">{t("settings:reopening.waits")}</Badge>}
          </Group>
        );
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
        if (row.reopening && may("period", "reopen")) {
          return (
            <Group gap={4} wrap="nowrap">
              {row.reopening.viewerCanConfirm && (
                <Button size="xs" variant="default" onClick={() => go.dialog("confirm", row.period)}>
                  {t("settings:reopening.confirm.open")}
                </Button>
              )}
              <Button size="xs" variant="subtle" color="gray" onClick={() => go.dialog("refuse", row.period)}>
                {t(row.reopening.viewerCanConfirm ? "settings:reopening.refuse.open" : "settings:reopening.takeBack.open")}
              </Button>
            </Group>
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
      <PeriodHeader title={t("common:nav.periods")} lead={may("period", "close") ? t("settings:lead") : t("settings:leadReader")} />
      <Group mb="md" gap="sm">
        <YearPicker year={Number(year)} last={Number(viewer.today.slice(0, 4))} count={8} onChange={(value) => go.filter({ year: String(value), dialog: undefined, id: undefined })} />
      </Group>
      <DataTable label={t("settings:monthsOf", { year })} columns={columns.filter((column) => column !== false)} rows={months} rowId={(row) => row.period} fetching={fetching} error={error} onRetry={() => again({ requestPolicy: "network-only" })} empty={{ icon: "calendar", title: t("settings:none"), hint: t("settings:noneHint") }} />
      {chosen && search.dialog === "close" && may("period", "close") && stateOf(chosen, viewer.today) === "open" && (
        <CloseDialog period={chosen.period} sum={sumOf(chosen.period)} before={openBefore(months ?? [], chosen.period, viewer.today).map((one) => one.period)} onClose={() => go.dialog(undefined)} />
      )}
      {chosen && search.dialog === "reopen" && may("period", "reopen") && chosen.closed && !chosen.reopening && <ReopenDialog period={chosen.period} onClose={() => go.dialog(undefined)} />}
      {chosen?.reopening && (search.dialog === "confirm" || search.dialog === "refuse") && may("period", "reopen") && (search.dialog === "refuse" || chosen.reopening.viewerCanConfirm) && (
        <ReopeningDialog month={chosen} reopening={chosen.reopening} act={search.dialog} sum={sumOf(chosen.period)} onClose={() => go.dialog(undefined)} />
      )}
    </>
  );
}
