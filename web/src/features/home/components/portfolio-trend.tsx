import { useTranslation } from "react-i18next";
import type { Series } from "~/shared/figure/figure-frame";
import { LightChart } from "~/shared/figure/light-chart";
import { formatMoney } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { Panel } from "~/shared/ui/panel";

export const portfolioTrendFragment = graphql(`
  fragment PortfolioTrend on PortfolioOverview {
    revenue { currency }
    months {
      period
      revenue { amount }
      target { amount }
      lastYear { amount }
    }
  }
`);

/** Revenue by month beside the target and the year before. */
export function PortfolioTrend({ data }: { data: FragmentOf<typeof portfolioTrendFragment> }) {
  const { t } = useTranslation("home");
  const language = useLanguage();
  const { months, revenue } = readFragment(portfolioTrendFragment, data);
  const { currency } = revenue;
  const money = (value: number) => formatMoney({ amount: String(value), currency }, language);
  const short = (value: number) => formatMoney({ amount: String(value), currency }, language, { compact: "axis" });
  const series: Series[] = [
    { name: t("trend.revenue"), as: "bar", values: months.map((month) => Number(month.revenue.amount)) },
    { name: t("trend.lastYear"), as: "dashed", values: months.map((month) => Number(month.lastYear.amount)) },
  ];
  if (months.some((month) => month.target)) series.push({ name: t("trend.target"), as: "mark", values: months.map((month) => (month.target ? Number(month.target.amount) : null)) });
  return (
    <Panel title={t("trend.title")}>
      <LightChart label={t("trend.title")} axis={t("trend.month")} labels={months.map((month) => formatPeriod(month.period, language, { short: true }))} series={series} format={money} formatShort={short} />
    </Panel>
  );
}
