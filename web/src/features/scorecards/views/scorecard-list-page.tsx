import { Group, NativeSelect, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { Sparkline } from "~/shared/figure/sparkline";
import { TargetBar } from "~/shared/figure/target-bar";
import { formatPercent } from "~/shared/format/format";
import { MetricValue, useMetricName } from "~/shared/format/metric";
import { formatPeriod, periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { DecimalText, MoneyText, NameText } from "~/shared/format/text";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { GradeMark } from "~/shared/ui/grade-mark";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { SearchField } from "~/shared/ui/search-field";
import { tiers } from "~/shared/words/tiers";
import classes from "./scorecard-list-page.module.css";

const listQuery = graphql(`
  query Scorecards($period: Period!, $filter: ScorecardFilter, $sort: ScorecardSort, $first: Int, $after: String, $last: Int, $before: String) {
    scorecards(period: $period, filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
      edges {
        node {
          distributor { id code tier name { default zhHant zhHans } }
          composite
          grade
          revenue { amount currency }
          metrics { key value unit trend { period value } }
        }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);

type Row = ResultOf<typeof listQuery>["scorecards"]["edges"][number]["node"];

const route = getRouteApi("/shell/scorecards");

/** All scorecards of a period, side by side. */
export function ScorecardListPage() {
  const { t } = useTranslation(["scorecards", "common"]);
  const language = useLanguage();
  const metricName = useMetricName();
  const search = route.useSearch();
  const go = useListNavigation();
  const { today } = useViewer();
  const period = search.period ?? periodText(stepPeriod(periodOf(today, "month"), -1));
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: { period, filter: { search: search.search ?? null, tiers: search.tier ?? null }, sort: sortVariable<"NAME" | "REVENUE">(search) ?? null, ...pageVariables(search) },
    requestPolicy: "cache-and-network",
  });
  const metric = (row: Row, key: string) => row.metrics.find((one) => one.key === key);
  const metricColumn = (key: string, wideOnly = false): Column<Row> => ({
    id: key,
    header: metricName(key),
    numeric: true,
    wideOnly,
    cell: (row) => {
      const found = metric(row, key);
      return <MetricValue value={found?.value ?? null} unit={found?.unit ?? "PERCENT"} />;
    },
  });
  const columns: Column<Row>[] = [
    {
      id: "distributor",
      header: t("scorecards:list.distributor"),
      primary: true,
      sortField: "NAME",
      cell: (row) => (
        <>
          <TextLink to="/scorecards/$distributorId" params={{ distributorId: row.distributor.id }} search={{ period }} inherit>
            <NameText value={row.distributor.name} />
          </TextLink>
          <Text size="xs" c="dimmed">
            {row.distributor.code} · {t(`common:tier.${row.distributor.tier}`)}
          </Text>
        </>
      ),
    },
    {
      id: "composite",
      header: t("scorecards:list.composite"),
      numeric: true,
      cell: (row) => (
        <Group gap="xs" wrap="nowrap" justify="flex-end">
          <GradeMark grade={row.grade} size={28} />
          <span className={classes["score"]}>
            <DecimalText value={row.composite} digits={1} />
          </span>
        </Group>
      ),
    },
    { id: "revenue", header: t("scorecards:list.revenue"), numeric: true, sortField: "REVENUE", cell: (row) => <MoneyText value={row.revenue} compact /> },
    {
      id: "attainment",
      header: t("scorecards:list.attainment"),
      cell: (row) => {
        const value = metric(row, "revenue_attainment")?.value ?? null;
        const text = value === null ? "" : formatPercent(value, language, { digits: 1 });
        return (
          <Group gap="xs" wrap="nowrap">
            <TargetBar label={metricName("revenue_attainment")} percent={value === null ? null : Number(value)} text={text} />
            <span aria-hidden="true">{text}</span>
          </Group>
        );
      },
    },
    {
      id: "trend",
      header: t("scorecards:list.trend"),
      wideOnly: true,
      cell: (row) => (
        <Sparkline
          label={metricName("revenue_attainment")}
          points={(metric(row, "revenue_attainment")?.trend ?? []).map((point) => ({ label: formatPeriod(point.period, language), value: point.value === null ? null : Number(point.value) }))}
          format={(value) => formatPercent(value, language)}
        />
      ),
    },
    metricColumn("revenue_growth"),
    metricColumn("report_timeliness", true),
  ];
  const filtered = Boolean(search.search || search.tier);
  return (
    <>
      <PageHeader title={t("common:nav.scorecards")} subtitle={t("scorecards:list.lead")} actions={<PeriodPicker label={t("scorecards:period")} value={period} today={today} onChange={(next) => go.filter({ period: next })} />} />
      <Filters label={t("scorecards:list.filters")}>
        <SearchField label={t("scorecards:list.search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
        <NativeSelect
          aria-label={t("scorecards:list.tier")}
          value={search.tier?.[0] ?? ""}
          data={[{ value: "", label: t("scorecards:list.anyTier") }, ...tiers.map((tier) => ({ value: tier, label: t(`common:tier.${tier}`) }))]}
          onChange={(event) => go.filter({ tier: event.currentTarget.value || undefined })}
        />
      </Filters>
      <DataTable
        label={t("common:nav.scorecards")}
        columns={columns}
        rows={data?.scorecards.edges.map((edge) => edge.node)}
        rowId={(row) => row.distributor.id}
        fetching={fetching}
        error={error}
        onRetry={() => again({ requestPolicy: "network-only" })}
        empty={filtered ? { icon: "search", title: t("scorecards:list.noneFound"), hint: t("scorecards:list.noneFoundHint") } : { icon: "score", title: t("scorecards:list.none"), hint: t("scorecards:list.noneHint") }}
        sort={search.sort ?? "NAME.ASC"}
        onSort={go.sort}
        pageInfo={data?.scorecards.pageInfo}
        totalCount={data?.scorecards.totalCount}
        onPage={go.page}
      />
    </>
  );
}
