import { Group, SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { TargetBar } from "~/shared/figure/target-bar";
import { formatDecimal, formatPercent } from "~/shared/format/format";
import { MoneyText, NoData } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { GradeMark } from "~/shared/ui/grade-mark";
import { TextLink } from "~/shared/ui/link";
import { StatCard } from "~/shared/ui/stat-card";

export const yearFiguresFragment = graphql(`
  fragment YearFigures on RevenueAgainstTarget {
    revenue { amount currency }
    target { amount currency }
    attainment
    lastYear { amount currency }
  }
`);

export const yearScorecardFragment = graphql(`
  fragment YearScorecard on Scorecard {
    composite
    grade
    provisional
  }
`);

interface Props {
  data: FragmentOf<typeof yearFiguresFragment>;
  scorecard: FragmentOf<typeof yearScorecardFragment> | null;
  distributorId: string;
  year: string;
}

/** The year in four numbers, each the way to what it is made of. */
export function YearFigures({ data, scorecard, distributorId, year }: Props) {
  const { t } = useTranslation("distributors");
  const language = useLanguage();
  const { revenue, target, attainment, lastYear } = readFragment(yearFiguresFragment, data);
  const card = scorecard && readFragment(yearScorecardFragment, scorecard);
  const growth = Number(lastYear.amount) > 0 ? (Number(revenue.amount) / Number(lastYear.amount) - 1) * 100 : null;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: "xs", sm: "md" }}>
      <StatCard
        label={t("overview.revenue", { year })}
        value={
          <TextLink to="/sales" search={{ distributor: distributorId, period: year }} inherit c="inherit" underline="always">
            <MoneyText value={revenue} compact />
          </TextLink>
        }
        hint={<MoneyText value={revenue} />}
      />
      <StatCard
        label={t("overview.attainment")}
        value={attainment === null ? <NoData /> : formatPercent(attainment, language)}
        hint={
          target ? (
            <>
              {t("target")} <MoneyText value={target} compact />
            </>
          ) : (
            t("overview.noTarget")
          )
        }
        picture={attainment !== null && <TargetBar label={t("overview.attainment")} percent={Number(attainment)} text={formatPercent(attainment, language)} />}
      />
      <StatCard
        label={t("overview.growth")}
        value={growth === null ? <NoData /> : formatPercent(growth, language, { signed: true })}
        hint={
          <>
            {card?.provisional ? t("overview.allOfLastYear") : t("overview.lastYear")} <MoneyText value={lastYear} compact />
          </>
        }
        {...(growth !== null && growth < 0 && !card?.provisional && { tone: "bad" as const })}
      />
      <StatCard
        label={t("overview.grade")}
        value={
          <Group gap="sm" wrap="nowrap">
            <GradeMark grade={card?.grade ?? null} size={40} />
            {card?.composite ? formatDecimal(card.composite, language, { digits: 1 }) : null}
          </Group>
        }
        hint={
          <TextLink to="/scorecards/$distributorId" params={{ distributorId }} search={{ period: year }} size="sm">
            {card?.provisional ? t("overview.openProvisional") : t("overview.openScorecard")}
          </TextLink>
        }
      />
    </SimpleGrid>
  );
}
