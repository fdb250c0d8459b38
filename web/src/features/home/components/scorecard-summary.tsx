import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Sparkline } from "~/shared/figure/sparkline";
import { TargetBar } from "~/shared/figure/target-bar";
import { formatDecimal, formatPercent } from "~/shared/format/format";
import { MetricValue, useMetricName } from "~/shared/format/metric";
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
  const { t } = useTranslation("home");
  const language = useLanguage();
  const metricName = useMetricName();
  const title = t("scorecard.title");
  const description = formatPeriod(period, language);
  const actions = (
    <TextLink to="/scorecards/$distributorId" params={{ distributorId }} search={{ period }} size="sm">
      {t("scorecard.open")}
    </TextLink>
  );
  if (!data) {
    return (
      <Panel title={title} description={description}>
        <EmptyState icon="score" title={t("scorecard.none")} hint={t("scorecard.noneHint")} />
      </Panel>
    );
  }
  const card = readFragment(scorecardSummaryFragment, data);
  const attained = card.target && percentOf(card.revenue.amount, card.target.amount);
  const weakest = card.metrics.filter((metric) => metric.score !== null).sort((a, b) => Number(a.score) - Number(b.score)).slice(0, 4);
  return (
    <Panel title={title} description={description} actions={actions}>
      <Group gap="md" wrap="nowrap" align="center">
        <GradeMark grade={card.grade} size={56} />
        <Stack gap={2} flex={1} miw={0}>
          <Text fw={600}>{card.composite === null ? t("scorecard.noComposite") : t("scorecard.composite", { score: formatDecimal(card.composite, language, { digits: 1 }) })}</Text>
          <Text size="sm" c="dimmed" component="div">
            <MoneyText value={card.revenue} />
            {card.target && (
              <>
                {" "}
                {t("scorecard.of")} <MoneyText value={card.target} compact />
              </>
            )}
          </Text>
          {attained !== null && <TargetBar label={t("figures.revenue")} percent={attained} text={formatPercent(attained, language)} />}
        </Stack>
      </Group>
      {weakest.length > 0 && (
        <>
          <Text size="sm" c="dimmed" mt="md">
            {t("scorecard.weakest")}
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
                  format={(value) => formatDecimal(value.toFixed(1), language)}
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
