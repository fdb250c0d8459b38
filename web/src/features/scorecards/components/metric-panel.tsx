import { Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Series } from "~/shared/figure/figure-frame";
import { TrendChart } from "~/shared/figure/trend-chart";
import { formatDecimal, formatPercent } from "~/shared/format/format";
import { MetricValue, useMetricName } from "~/shared/format/metric";
import { formatPeriod } from "~/shared/format/period";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { Panel } from "~/shared/ui/panel";
import type { Contribution } from "../contribution";
import { metricText } from "../metric-text";
import { Explanation, explanationFragment } from "./explanation";
import { ScoreBar } from "./score-bar";
import classes from "./metric-panel.module.css";

export const metricFragment = graphql(
  `
    fragment Metric on ScorecardMetric {
      key
      value
      unit
      higherIsBetter
      floor
      target
      stretch
      score
      weight
      trend { period value }
      explanation { ...Explanation }
    }
  `,
  [explanationFragment],
);

interface Props {
  data: FragmentOf<typeof metricFragment>;
  distributorId: string;
  /** What the metric is to the composite; undefined without data. */
  part: Contribution | undefined;
}

/** One metric: where it stands, what it does to the composite, how it came about, and how it moved. */
export function MetricPanel({ data, distributorId, part }: Props) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const metricName = useMetricName();
  const metric = readFragment(metricFragment, data);
  const name = metricName(metric.key);
  const points = (value: number) => formatDecimal(value, language, { digits: 1 });
  const format = (value: number) => metricText(value, metric.unit, language);
  const known = metric.trend.some((point) => point.value !== null);
  const series: Series[] = [
    { name, as: "line", values: metric.trend.map((point) => (point.value === null ? null : Number(point.value))) },
    { name: t("metric.target"), as: "dashed", values: metric.trend.map(() => Number(metric.target)) },
  ];
  return (
    <Panel
      title={name}
      description={t("metric.weight", { weight: formatPercent(metric.weight, language) })}
      actions={
        metric.score !== null && (
          <Text component="span" fw={600} style={{ fontVariantNumeric: "tabular-nums" }}>
            {t("metric.score", { score: formatDecimal(metric.score, language, { digits: 1 }) })}
          </Text>
        )
      }
    >
      <div className={classes["grid"]}>
        <Stack gap="sm" miw={0}>
          <Group gap="sm" align="baseline">
            <span className={classes["value"]}>{metric.value === null ? t("metric.noData") : <MetricValue value={metric.value} unit={metric.unit} />}</span>
            <Text component="span" size="sm" c="dimmed">
              {t("metric.ofTarget", { target: metricText(metric.target, metric.unit, language) })}
            </Text>
          </Group>
          <ScoreBar label={name} unit={metric.unit} value={metric.value} score={metric.score} floor={metric.floor} target={metric.target} stretch={metric.stretch} />
          <Text size="sm">{part ? (part.gain > 0 ? t("metric.gain", { brings: points(part.brings), gain: points(part.gain) }) : t("metric.brings", { brings: points(part.brings) })) : t("metric.leftOut")}</Text>
          <Explanation data={metric.explanation} distributorId={distributorId} />
        </Stack>
        {known && (
          <TrendChart
            label={t("metric.trend", { name })}
            axis={t("metric.period")}
            labels={metric.trend.map((point) => formatPeriod(point.period, language, { short: true }))}
            series={series}
            format={format}
            height={220}
          />
        )}
      </div>
    </Panel>
  );
}
