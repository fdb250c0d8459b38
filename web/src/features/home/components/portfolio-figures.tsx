import { SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TargetBar } from "~/shared/figure/target-bar";
import { formatPercent } from "~/shared/format/format";
import { MoneyText } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { TextLink } from "~/shared/ui/link";
import { StatCard } from "~/shared/ui/stat-card";
import { percentOf } from "../percent";

export const portfolioFiguresFragment = graphql(`
  fragment PortfolioFigures on PortfolioOverview {
    distributors
    revenue { amount currency }
    target { amount currency }
    lastYear { amount currency }
    missingReportCount
  }
`);

/** The portfolio's four numbers. */
export function PortfolioFigures({ data, period }: { data: FragmentOf<typeof portfolioFiguresFragment>; period: string }) {
  const { t } = useTranslation("home");
  const language = useLanguage();
  const { distributors, revenue, target, lastYear, missingReportCount } = readFragment(portfolioFiguresFragment, data);
  const attained = target && percentOf(revenue.amount, target.amount);
  const ofLastYear = percentOf(revenue.amount, lastYear.amount);
  const growth = ofLastYear === null ? null : ofLastYear - 100;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: "xs", sm: "md" }}>
      <StatCard
        label={t("figures.revenue")}
        value={
          <TextLink to="/sales" search={{ period } as never} inherit c="inherit" underline="hover">
            <MoneyText value={revenue} compact />
          </TextLink>
        }
        hint={<MoneyText value={revenue} />}
      />
      <StatCard
        label={t("figures.attainment")}
        value={attained === null ? t("figures.none") : formatPercent(attained, language)}
        hint={target ? <>{t("figures.ofTarget")} <MoneyText value={target} compact /></> : t("figures.noTarget")}
        picture={attained !== null && <TargetBar label={t("figures.attainment")} percent={attained} text={formatPercent(attained, language)} />}
      />
      <StatCard
        label={t("figures.growth")}
        value={growth === null ? t("figures.none") : formatPercent(growth, language, { signed: true })}
        hint={<>{t("figures.lastYear")} <MoneyText value={lastYear} compact /></>}
        {...(growth !== null && growth < 0 && { tone: "bad" as const })}
      />
      <StatCard label={t("figures.missing")} value={t("figures.missingOf", { missing: missingReportCount, all: distributors })} hint={t("figures.missingHint")} {...(missingReportCount > 0 && { tone: "bad" as const })} />
    </SimpleGrid>
  );
}
