import { Button, Group, NativeSelect } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { metricKeys, useMetricName } from "~/shared/format/metric";
import { periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { pageVariables, sortVariable } from "~/shared/routing/search";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { DataTable } from "~/shared/ui/data-table";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { PageHeader } from "~/shared/ui/page-header";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { SearchField } from "~/shared/ui/search-field";
import { tiers } from "~/shared/words/tiers";
import { ChipFilter } from "../components/chip-filter";
import { PickBar } from "../components/pick-bar";
import { useListColumns } from "../components/list-columns";
import { listRowFragment } from "../list-row";
import { listPackUrl } from "../pack";
import { firstMetric, grades, picked, type sortFields } from "../search";

const listQuery = graphql(
  `
    query Scorecards($period: Period!, $filter: ScorecardFilter, $sort: ScorecardSort, $first: Int, $after: String, $last: Int, $before: String) {
      scorecards(period: $period, filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {
        edges { node { ...ScorecardRow } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [listRowFragment],
);

const route = getRouteApi("/shell/scorecards");

/** All scorecards of a period, ranked, with one metric of choice beside the composite; some can be chosen to be compared. */
export function ScorecardListPage() {
  const { t } = useTranslation(["scorecards", "common"]);
  const metricName = useMetricName();
  const search = route.useSearch();
  const go = useListNavigation();
  const { today } = useViewer();
  const period = search.period ?? periodText(stepPeriod(periodOf(today, "month"), -1));
  const metric = search.metric ?? firstMetric;
  const chosen = search.pick ?? [];
  const sort = sortVariable<(typeof sortFields)[number]>(search);
  const [{ data, fetching, error }, again] = useQuery({
    query: listQuery,
    variables: {
      period,
      filter: { search: search.search ?? null, tiers: search.tier ?? null, grades: search.grade ?? null },
      sort: sort ? { ...sort, ...(sort.field.startsWith("METRIC") && { metric }) } : null,
      ...pageVariables(search),
    },
    requestPolicy: "cache-and-network",
  });
  const rows = data?.scorecards.edges.map((edge) => edge.node);
  // Choosing keeps the page, unlike a filter.
  const pick = (ids: readonly string[]) => go.filter({ pick: picked([...ids]), after: search.after, before: search.before });
  const columns = useListColumns({ period, metric, chosen, onPick: (id, on) => pick(on ? [...chosen, id] : chosen.filter((one) => one !== id)) });
  const filtered = Boolean(search.search || search.tier || search.grade);
  return (
    <>
      <PageHeader
        title={t("common:nav.scorecards")}
        subtitle={t("scorecards:list.lead")}
        actions={
          <>
            <PeriodPicker label={t("scorecards:period")} value={period} today={today} onChange={(next) => go.filter({ period: next })} />
            <Button component="a" href={listPackUrl(period, metric, search)} download variant="default" leftSection={<Icon name="download" />}>
              {filtered ? t("scorecards:take.listed") : t("scorecards:take.all")}
            </Button>
          </>
        }
      />
      <Filters label={t("scorecards:list.filters")}>
        <SearchField label={t("scorecards:list.search")} value={search.search} onChange={(value) => go.filter({ search: value })} />
        <NativeSelect wrapperProps={{ "data-wide": true }} aria-label={t("scorecards:list.metric")} value={metric} data={metricKeys.map((key) => ({ value: key, label: metricName(key) }))} onChange={(event) => go.filter({ metric: event.currentTarget.value })} />
        <ChipFilter label={t("scorecards:list.tier")} choices={tiers.map((tier) => ({ value: tier, label: t(`common:tier.${tier}`) }))} value={search.tier} onChange={(tier) => go.filter({ tier })} />
        <ChipFilter label={t("scorecards:list.grade")} choices={grades.map((grade) => ({ value: grade, label: grade }))} value={search.grade} onChange={(grade) => go.filter({ grade })} />
      </Filters>
      <PickBar chosen={chosen} period={period} onClear={() => pick([])} />
      <DataTable
        label={t("common:nav.scorecards")}
        columns={columns}
        rows={rows}
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
      {rows && rows.length > 1 && (
        <Group mt="sm">
          <Button size="xs" variant="subtle" onClick={() => pick([...chosen, ...rows.map((row) => row.distributor.id)])}>
            {t("scorecards:pick.page")}
          </Button>
        </Group>
      )}
    </>
  );
}
