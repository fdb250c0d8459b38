import { NativeSelect, SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import type { Series } from "~/shared/figure/figure-frame";
import { TrendChart } from "~/shared/figure/trend-chart";
import { formatMoney } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Panel } from "~/shared/ui/panel";
import type { DistributorFacts } from "../facts";
import { monthsOf, yearsOf } from "../years";
import { FactsPanel } from "./facts-panel";
import { YearFigures, yearFiguresFragment, yearScorecardFragment } from "./year-figures";

const overviewQuery = graphql(
  `
    query DistributorOverview($id: ID!, $year: Period!, $before: Period!, $number: Int!) {
      distributor(id: $id) { id revenue(period: $year) { ...YearFigures } }
      scorecard(distributorId: $id, period: $year) { ...YearScorecard }
      months: salesSummary(filter: { distributorId: $id, period: $year }, groupBy: [MONTH]) { groups { key } revenue { amount } }
      lastYear: salesSummary(filter: { distributorId: $id, period: $before }, groupBy: [MONTH]) { groups { key } revenue { amount } }
      targets(first: 100, filter: { distributorId: $id, year: $number }) {
        edges { node { id period productLine { id } amount { amount currency } } }
      }
    }
  `,
  [yearFiguresFragment, yearScorecardFragment],
);

/** A distributor's year: revenue against target and last year, the grade, and the facts. */
export function Overview({ distributor, year }: { distributor: DistributorFacts; year: string }) {
  const { t } = useTranslation("distributors");
  const language = useLanguage();
  const go = useListNavigation();
  const { today, baseCurrency } = useViewer();
  const before = String(Number(year) - 1);
  const [{ data, error, fetching }, again] = useQuery({ query: overviewQuery, variables: { id: distributor.id, year, before, number: Number(year) }, requestPolicy: "cache-and-network" });
  const byMonth = (rows: readonly { groups: readonly { key: string }[]; revenue: { amount: string } }[] = []) => new Map(rows.map((row) => [row.groups[0]?.key, Number(row.revenue.amount)]));
  const [now, last] = [byMonth(data?.months), byMonth(data?.lastYear)];
  const targets = new Map(data?.targets.edges.filter(({ node }) => !node.productLine).map(({ node }) => [node.period, Number(node.amount.amount)]));
  const months = monthsOf(year);
  const write = (compact: "axis" | false) => (value: number) => formatMoney({ amount: String(value), currency: baseCurrency }, language, { compact });
  const series: Series[] = [
    { name: year, as: "bar", values: months.map((month) => (month > today ? null : (now.get(month) ?? 0))) },
    { name: before, as: "dashed", values: monthsOf(before).map((month) => last.get(month) ?? null) },
  ];
  if (months.some((month) => targets.has(month))) series.push({ name: t("target"), as: "mark", values: months.map((month) => targets.get(month) ?? null) });
  return (
    <Stack gap="lg">
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!data && !error && <Skeleton height={120} radius="lg" />}
      {data?.distributor && <YearFigures data={data.distributor.revenue} scorecard={data.scorecard} distributorId={distributor.id} year={year} />}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Panel
          title={t("overview.trend")}
          actions={<NativeSelect aria-label={t("year")} value={year} data={yearsOf(distributor.joinedOn, today)} onChange={(event) => go.filter({ year: event.currentTarget.value })} />}
        >
          {!data ? (
            <Skeleton height={280} />
          ) : series.every((one) => one.values.every((value) => !value)) ? (
            <EmptyState icon="chart" title={t("overview.none", { year })} hint={t("overview.noneHint")} />
          ) : (
            <TrendChart label={t("overview.trend")} axis={t("month")} labels={months.map((month) => formatPeriod(month, language, { short: true }))} series={series} format={write(false)} formatShort={write("axis")} height={280} />
          )}
        </Panel>
        <FactsPanel distributor={distributor} />
      </SimpleGrid>
    </Stack>
  );
}
