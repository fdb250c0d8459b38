import { Group, SimpleGrid, Skeleton, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { sumDecimals } from "~/shared/format/decimal";
import { formatDate, formatInteger, formatMoney } from "~/shared/format/format";
import { formatPeriod, parsePeriod, periodOf, periodRange, periodText, stepPeriod } from "~/shared/format/period";
import { MoneyText, PercentText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { PageHeader } from "~/shared/ui/page-header";
import { Panel } from "~/shared/ui/panel";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { StatCard } from "~/shared/ui/stat-card";
import { channelQuery, type Channel, type View } from "../channel";
import { Concentration } from "../components/concentration";
import { Contribution } from "../components/contribution";
import { FiguresTable } from "../components/figures-table";
import { LargestTable } from "../components/largest-table";
import { PlanChart } from "../components/plan-chart";
import { TerritoryTable } from "../components/territory-table";

const route = getRouteApi("/shell/channel");

/** How the channel does in a period: what each kind of channel brings, how concentrated it is, and where it lies. */
export function ChannelPage() {
  const { t } = useTranslation(["channel", "common"]);
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const viewer = useViewer();
  const may = useMay();
  const period = search.period ?? periodText(stepPeriod(periodOf(viewer.today, "quarter"), -1));
  const [{ data, fetching, error }, again] = useQuery({ query: channelQuery, variables: { period }, pause: !may("channel", "read") });
  const view = data?.channelView;
  const parsed = parsePeriod(period);
  const until = parsed && periodRange(parsed).until;
  const empty = view && view.channels.length === 0 && view.territories.length === 0;
  if (!may("channel", "read")) {
    return (
      <>
        <PageHeader title={t("common:nav.channel")} />
        <EmptyState icon="chart" title={t("channel:forbidden")} hint={t("channel:forbiddenHint")} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t("common:nav.channel")} subtitle={t("channel:lead")} />
      <Group mb="md">
        <PeriodPicker label={t("channel:period")} value={period} today={viewer.today} onChange={(next) => go.filter({ period: next })} />
      </Group>
      {until && until > viewer.today && (
        <Text size="sm" c="dimmed" mb="md">
          {t("channel:going", { until: formatDate(until, language) })}
        </Text>
      )}
      {error && !view && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!view && !error && <Skeleton height={640} radius="lg" />}
      {empty && <EmptyState icon="chart" title={t("channel:none")} hint={t("channel:noneHint")} />}
      {view && !empty && (
        <Stack gap="lg">
          <Figures view={view} />
          <SimpleGrid cols={{ base: 1, lg: 2 }}>
            <Panel title={t("channel:contribution")} description={t("channel:contributionHint")}>
              <Contribution channels={view.channels} />
            </Panel>
            <Panel title={t("channel:concentration")} description={t("channel:concentrationHint")}>
              <Concentration concentration={view.concentration} />
            </Panel>
          </SimpleGrid>
          <Panel title={t("channel:plan")} description={t("channel:planHint", { year: parsePeriod(view.period)?.year ?? "" })}>
            <PlanChart months={view.months} />
          </Panel>
          <Panel title={t("channel:figures")} description={t("channel:figuresHint")}>
            <FiguresTable channels={view.channels} />
          </Panel>
          <Panel title={t("channel:territories")} description={t("channel:territoriesHint")}>
            <TerritoryTable rows={view.territories} period={view.period} sort={search.sort ?? "REVENUE.DESC"} onSort={go.sort} />
          </Panel>
          <Panel title={t("channel:largest")}>
            <LargestTable rows={view.concentration.largest} period={view.period} />
          </Panel>
        </Stack>
      )}
    </>
  );
}

/** The sums over all kinds of channel. */
function Figures({ view }: { view: View }) {
  const { t } = useTranslation("channel");
  const language = useLanguage();
  const { baseCurrency } = useViewer();
  const sum = (pick: (row: Channel) => { amount: string } | null) => {
    const there = view.channels.flatMap((row) => pick(row)?.amount ?? []);
    return there.length > 0 ? { amount: sumDecimals(there), currency: baseCurrency } : null;
  };
  const revenue = sum((row) => row.revenue);
  const lastYear = sum((row) => row.lastYear);
  const budget = sum((row) => row.budget);
  const of = (part: { amount: string } | null, whole: { amount: string } | null) => (part && whole && Number(whole.amount) > 0 ? (Number(part.amount) / Number(whole.amount)) * 100 : null);
  const growth = of(revenue, lastYear);
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: "xs", sm: "md" }}>
      <StatCard label={t("revenue")} value={<MoneyText value={revenue} compact />} hint={formatPeriod(view.period, language)} />
      <StatCard label={t("growth")} value={<PercentText value={growth === null ? null : growth - 100} digits={1} signed />} hint={lastYear && t("growthHint", { amount: formatMoney(lastYear, language, { compact: true }) })} />
      <StatCard label={t("ofBudget")} value={<PercentText value={of(revenue, budget)} digits={1} />} hint={budget ? t("ofBudgetHint", { amount: formatMoney(budget, language, { compact: true }) }) : t("ofBudgetNone")} />
      <StatCard label={t("topFifth")} value={<PercentText value={view.concentration.topFifth} digits={1} />} hint={t("concentration.sellers", { count: view.concentration.distributors, all: formatInteger(view.concentration.distributors, language) })} />
    </SimpleGrid>
  );
}
