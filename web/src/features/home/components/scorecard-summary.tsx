import { Badge, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Sparkline } from "~/shared/figure/sparkline";
import { TargetBar } from "~/shared/figure/target-bar";
import { formatDecimal, formatPercent } from "~/shared/format/format";
import { MetricValue, metricText, useMetricName } from "~/shared/format/metric";
import { formatPeriod } from "~/shared/format/period";
import { MoneyText } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { EmptyState } from "~/shared/ui/empty-state";
import { GradeMark } from "~/shared/ui/grade-mark";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import classes from "./rows.module.css";
import { percentOf } from "../percent";

export const scorecardSummaryFragment = graphql(`
  fragment ScorecardSummary on Scorecard {
    composite
    grade
    provisional
    band
    lifts { key grade value composite }
    contests { id state }
    revenue { amount currency }
    target { amount currency }
    metrics {
      key
      value
      unit
      score
      trend { period value }
    }
  }
`);

interface Props {
  data: FragmentOf<typeof scorecardSummaryFragment> | null;
  distributorId: string;
  period: string;
}

/** How I stand: the grade, revenue against target, and the metrics that pull the score down most. */
export function ScorecardSummary({ data, distributorId, period }: Props) {
  const { t } = useTranslation(["home", "common"]);
  const language = useLanguage();
  const metricName = useMetricName();
  const title = t("home:scorecard.title");
  const description = formatPeriod(period, language);
  const actions = (
    <TextLink to="/scorecards/$distributorId" params={{ distributorId }} search={{ period }} size="sm">
      {t("home:scorecard.open")}
    </TextLink>
  );
  if (!data) {
    return (
      <Panel title={title} description={description}>
        <EmptyState icon="score" title={t("home:scorecard.none")} hint={t("home:scorecard.noneHint")} />
      </Panel>
    );
  }
  const card = readFragment(scorecardSummaryFragment, data);
  const attained = card.target && percentOf(card.revenue.amount, card.target.amount);
  const contested = card.contests.filter(({ state }) => state === "OPEN").length;
  const lift = card.lifts.find(({ value }) => value !== null);
  const liftUnit = card.metrics.find(({ key }) => key === lift?.key)?.unit;
  const weakest = card.metrics.filter((metric) => metric.score !== null).sort((a, b) => Number(a.score) - Number(b.score)).slice(0, 4);
  return (
    <Panel title={title} description={description} actions={actions}>
      <Group gap="md" wrap="nowrap" align="center">
        <GradeMark grade={card.grade} size={56} />
        <Stack gap={6} flex={1} miw={0}>
          <Group gap="xs">
            <Text fw={600}>{card.composite === null ? t("home:scorecard.noComposite") : t("home:scorecard.composite", { score: formatDecimal(card.composite, language, { digits: 1 }) })}</Text>
            {card.band && <Badge color={card.band === "TOP" || card.band === "UPPER" ? "jade" : "gray"}>{t(`common:band.${card.band}`)}</Badge>}
            {contested > 0 && <Badge color="yellow">{t("home:scorecard.contested", { count: contested })}</Badge>}
          </Group>
          <Text size="sm" c="dimmed" component="div">
            <MoneyText value={card.revenue} compact />
            {card.target && (
              <>
                {" "}
                {t("home:scorecard.of")} <MoneyText value={card.target} compact />
              </>
            )}
          </Text>
          {attained !== null && <TargetBar label={t("home:figures.revenue")} percent={attained} text={formatPercent(attained, language)} />}
        </Stack>
      </Group>
      {lift && lift.value !== null && (
        <Text size="sm" mt="sm">
          {t("home:scorecard.lift", { grade: lift.grade, name: metricName(lift.key), value: metricText(lift.value, liftUnit ?? "SCORE", language) })}
        </Text>
      )}
      {weakest.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mt="md">
            {t("home:scorecard.weakest")}
          </Text>
          <ul className={classes["rows"]}>
            {weakest.map((metric) => (
              <li key={metric.key}>
                <Text component="span" size="sm" className={classes["label"]}>
                  {metricName(metric.key)}
                </Text>
                <Sparkline
                  label={metricName(metric.key)}
                  points={metric.trend.map((point) => ({ label: formatPeriod(point.period, language), value: point.value === null ? null : Number(point.value) }))}
                  format={(value) => metricText(value, metric.unit, language)}
                />
                <Text component="span" size="sm" className={classes["change"]} ta="end">
                  <MetricValue value={metric.value} unit={metric.unit} />
                </Text>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
