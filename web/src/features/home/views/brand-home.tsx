import { SimpleGrid, Skeleton, Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { periodOf, periodText, stepPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay, useViewer } from "~/shared/session/viewer";
import { PageHeader } from "~/shared/ui/page-header";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { ConflictsDue } from "../components/conflicts-due";
import { MissingReports, missingReportsFragment } from "../components/missing-reports";
import { PortfolioFigures, portfolioFiguresFragment } from "../components/portfolio-figures";
import { PortfolioTrend, portfolioTrendFragment } from "../components/portfolio-trend";
import { RegistrationsDue } from "../components/registrations-due";
import { RevenueChanges, revenueChangeFragment } from "../components/revenue-changes";

const overviewQuery = graphql(
  `
    query BrandHome($period: Period!) {
      portfolioOverview(period: $period) {
        ...PortfolioFigures
        ...PortfolioTrend
        ...MissingReports
        rose { ...RevenueChange }
        fell { ...RevenueChange }
      }
    }
  `,
  [portfolioFiguresFragment, portfolioTrendFragment, missingReportsFragment, revenueChangeFragment],
);

const route = getRouteApi("/shell/");

/** "Who needs me this week, and why?": the portfolio's revenue against target, who moved, whose report is missing. */
export function BrandHome() {
  const { t } = useTranslation("home");
  const { today } = useViewer();
  const may = useMay();
  const search = route.useSearch();
  const go = useListNavigation();
  // The last month that is over: the present one is half empty.
  const period = search.period ?? periodText(stepPeriod(periodOf(today, "month"), -1));
  const [{ data, error, fetching }, again] = useQuery({ query: overviewQuery, variables: { period } });
  const overview = data?.portfolioOverview;
  return (
    <>
      <PageHeader title={t("overview.title")} subtitle={t("overview.subtitle")} actions={<PeriodPicker label={t("period")} value={period} today={today} onChange={(next) => go.filter({ period: next })} />} />
      {error && !overview && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!overview && !error && <Skeleton height={420} radius="lg" />}
      {overview && (
        <Stack gap="lg" aria-busy={fetching}>
          <PortfolioFigures data={overview} period={period} />
          <PortfolioTrend data={overview} />
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <RevenueChanges title={t("rose.title")} empty={t("rose.empty")} changes={overview.rose} period={period} />
            <RevenueChanges title={t("fell.title")} empty={t("fell.empty")} changes={overview.fell} period={period} />
          </SimpleGrid>
          {may("conflict", "read") && <ConflictsDue />}
          {may("registration", "decide") && <RegistrationsDue />}
          <MissingReports data={overview} />
        </Stack>
      )}
    </>
  );
}
