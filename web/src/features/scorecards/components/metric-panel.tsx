import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDecimal, formatInteger, formatPercent } from "~/shared/format/format";
import { MetricValue, metricText, useMetricName } from "~/shared/format/metric";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import type { Contribution } from "../contribution";
import { Explanation, explanationFragment } from "./explanation";
import { MetricTrend } from "./metric-trend";
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
      band
      rank
      contested
      trend { period value }
      explanation { ...Explanation }
    }
  `,
  [explanationFragment],
);

interface Props {
  data: FragmentOf<typeof metricFragment>;
  distributorId: string;
  period: string;
  /** What the metric is to the composite; undefined without data. */
  part: Contribution | undefined;
  /** Says that the metric is wrong; undefined to who may not. */
  onContest: ((key: string) => void) | undefined;
}

/** One metric: where it stands, what it does to the composite, how it came about, and how it moved. */
export function MetricPanel({ data, distributorId, period, part, onContest }: Props) {
  const { t } = useTranslation(["scorecards", "common"]);
  const language = useLanguage();
  const metricName = useMetricName();
  const metric = readFragment(metricFragment, data);
  const name = metricName(metric.key);
  const points = (value: number) => formatDecimal(value, language, { digits: 1 });
  const known = metric.trend.some((point) => point.value !== null);
  return (
    <div id={`metric-${metric.key}`} className={classes["panel"]} data-metric={metric.key}>
      <Panel
        title={name}
        description={
          <Group gap="xs">
            <span>
              {t("scorecards:metric.weight", { weight: formatPercent(metric.weight, language) })}
              {!metric.higherIsBetter && <> · {t("scorecards:metric.lowerIsBetter")}</>}
              {metric.rank !== null && <> · {t("scorecards:metric.rank", { rank: formatInteger(metric.rank, language) })}</>}
            </span>
            {metric.band && <Badge color={metric.band === "TOP" || metric.band === "UPPER" ? "jade" : "gray"}>{t(`common:band.${metric.band}`)}</Badge>}
            {metric.contested && <Badge color="yellow">{t("scorecards:contested")}</Badge>}
          </Group>
        }
        actions={
          onContest && (
            <Button data-screen-only size="compact-sm" variant="default" leftSection={<Icon name="flag" size={14} />} aria-label={t("scorecards:contest.of", { name })} onClick={() => onContest(metric.key)}>
              {t("scorecards:contest.do")}
            </Button>
          )
        }
      >
        <div className={classes["grid"]}>
          <Stack gap="sm" miw={0}>
            <Group gap="sm" align="baseline">
              <span className={classes["value"]}>{metric.value === null ? t("scorecards:metric.noData") : <MetricValue value={metric.value} unit={metric.unit} />}</span>
              <Text component="span" size="sm" c="dimmed">
                {t("scorecards:metric.ofTarget", { target: metricText(metric.target, metric.unit, language) })}
              </Text>
              {metric.score !== null && (
                <Text component="span" fw={600} ml="auto" style={{ fontVariantNumeric: "tabular-nums" }}>
                  {t("scorecards:metric.score", { score: points(Number(metric.score)) })}
                </Text>
              )}
            </Group>
            <ScoreBar label={name} unit={metric.unit} value={metric.value} score={metric.score} floor={metric.floor} target={metric.target} stretch={metric.stretch} />
            <Text size="sm">
              {part
                ? part.gain > 0
                  ? t("scorecards:metric.gain", { brings: points(part.brings), gain: points(part.gain) })
                  : t("scorecards:metric.brings", { brings: points(part.brings) })
                : t("scorecards:metric.leftOut")}
            </Text>
          </Stack>
          {known && <MetricTrend name={name} target={metric.target} trend={metric.trend} format={(value) => metricText(value, metric.unit, language)} />}
          <Explanation data={metric.explanation} distributorId={distributorId} period={period} />
        </div>
      </Panel>
    </div>
  );
}
