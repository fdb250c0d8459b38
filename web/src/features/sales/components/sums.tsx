import { Alert, Button, Group, SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { TrendChart } from "~/shared/figure/trend-chart";
import { formatInteger, formatMoney } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { DecimalText, MoneyText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import { StatCard } from "~/shared/ui/stat-card";
import { rangeOf, sumFilter, sumsDiffer, trendFilter, trendMonths, wholeMonths } from "../filters";
import type { SalesSearch } from "../search";
import { SplitTable, splitFragment } from "./split-table";

const sumsQuery = graphql(
  `
    query SalesSums($filter: SaleFilter!, $trend: SaleFilter!, $by: [SaleDimension!]!) {
      total: salesSummary(filter: $filter, groupBy: []) { lines quantity revenue { amount currency } }
      months: salesSummary(filter: $trend, groupBy: [MONTH]) { groups { key } revenue { amount } }
      split: salesSummary(filter: $filter, groupBy: $by) { ...Split }
    }
  `,
  [splitFragment],
);

/** What the filters add up to: in all, by month, and split. */
export function Sums({ search, go }: { search: SalesSearch; go: ListNavigation }) {
  const { t } = useTranslation("sales");
  const language = useLanguage();
  const { today, baseCurrency } = useViewer();
  const by = [search.by ?? "PRODUCT_LINE", ...(search.and ? [search.and] : [])];
  const [{ data, error, fetching }, again] = useQuery({ query: sumsQuery, variables: { filter: sumFilter(search, today), trend: trendFilter(search, today), by }, requestPolicy: "cache-and-network" });
  if (error && !data) return <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />;
  if (!data) {
    return (
      <Stack gap="lg">
        <Skeleton height={88} radius="lg" />
        <Skeleton height={414} radius="lg" />
        <Skeleton height={460} radius="lg" />
      </Stack>
    );
  }
  const total = data.total[0];
  const wide = /\d{10}/.test(total?.revenue.amount ?? ""); // more than a third of the page has room for
  const months = trendMonths(search, today);
  const revenue = new Map(data.months.map((row) => [row.groups[0]?.key, Number(row.revenue.amount)]));
  const money = (value: number) => formatMoney({ amount: String(value), currency: baseCurrency }, language);
  const short = (value: number) => formatMoney({ amount: String(value), currency: baseCurrency }, language, { compact: "axis" });
  return (
    <Stack gap="lg">
      <Differences search={search} go={go} />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing={{ base: "xs", sm: "md" }}>
        <StatCard label={t("revenue")} value={<MoneyText value={total?.revenue} compact={wide} />} hint={wide && <MoneyText value={total?.revenue} />} />
        <StatCard label={t("quantity")} value={<DecimalText value={total?.quantity} />} />
        <StatCard
          label={t("lines")}
          value={
            <TextLink to="/sales" search={search} hash="lines" inherit c="inherit" underline="always">
              {formatInteger(total?.lines ?? 0, language)}
            </TextLink>
          }
        />
      </SimpleGrid>
      <Panel title={t("trendTitle")}>
        <TrendChart
          label={t("trendTitle")}
          axis={t("dimension.MONTH")}
          labels={months.map((month) => formatPeriod(month, language, { short: true }))}
          series={[{ name: t("revenue"), as: "bar", values: months.map((month) => revenue.get(month) ?? 0) }]}
          format={money}
          formatShort={short}
          height={300}
        />
      </Panel>
      <Panel title={t("splitTitle")}>
        <SplitTable data={data.split} total={Number(total?.revenue.amount ?? 0)} search={search} go={go} />
      </Panel>
    </Stack>
  );
}

/** Says where the sums cover more than the lines below, for sums are kept by whole months and with returns. */
function Differences({ search, go }: { search: SalesSearch; go: ListNavigation }) {
  const { t } = useTranslation("sales");
  const { today } = useViewer();
  const differ = sumsDiffer(search, today);
  if (!differ.days && !differ.returns && !differ.breach) return null;
  const whole = wholeMonths(rangeOf(search, today));
  return (
    <Alert color="blue" py="xs" icon={<Icon name="info" />}>
      <Group gap="xs">
        {differ.days && t("wholeMonths")} {differ.returns && t("withReturns")} {differ.breach && t("withOthers")}
        {differ.days && (
          <Button size="compact-sm" variant="default" onClick={() => go.filter({ ...whole })}>
            {t("widen")}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
