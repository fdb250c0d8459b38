import { Anchor, Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDecimal, formatPercent } from "~/shared/format/format";
import { MetricValue, useMetricChange, useMetricName } from "~/shared/format/metric";
import { NoData } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { Panel } from "~/shared/ui/panel";
import { changeOf, turnOf } from "../trend";
import { ChangeText } from "./change-text";
import { ScoreTrack } from "./score-bar";
import classes from "./glance.module.css";

export const glanceFragment = graphql(`
  fragment Glance on ScorecardMetric {
    key
    value
    unit
    higherIsBetter
    score
    weight
    contested
    trend { period value }
  }
`);

/** All metrics under each other: the bar is the score, the mark is the target. Each leads to its explanation below. */
export function Glance({ metrics }: { metrics: readonly FragmentOf<typeof glanceFragment>[] }) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const metricName = useMetricName();
  const changeText = useMetricChange();
  const shown = metrics.map((metric) => readFragment(glanceFragment, metric));
  return (
    <Panel title={t("glance.title")} description={t("glance.lead")}>
      <table className={classes["table"]} aria-label={t("glance.title")}>
        <thead>
          <tr>
            <th scope="col">{t("glance.metric")}</th>
            <th scope="col" data-wide>
              {t("glance.weight")}
            </th>
            <th scope="col" className={classes["score"]}>
              {t("glance.score")}
            </th>
            <th scope="col">{t("glance.value")}</th>
            <th scope="col" data-wide>
              {t("glance.change")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((metric) => {
            const change = changeOf(metric);
            return (
              <tr key={metric.key}>
                <th scope="row">
                  <Anchor href={`#metric-${metric.key}`} size="sm" c="inherit">
                    {metricName(metric.key)}
                  </Anchor>
                  {metric.contested && (
                    <Badge color="yellow" size="sm" ml={6} data-contested={metric.key}>
                      {t("contested")}
                    </Badge>
                  )}
                </th>
                <td data-wide>{formatPercent(metric.weight, language)}</td>
                <td className={classes["score"]}>
                  <span>
                    <ScoreTrack score={metric.score} />
                    <span className={classes["points"]}>{metric.score === null ? <NoData /> : formatDecimal(metric.score, language, { digits: 0 })}</span>
                  </span>
                </td>
                <td>
                  <MetricValue value={metric.value} unit={metric.unit} />
                </td>
                <td data-wide>
                  <ChangeText turn={turnOf(metric)} text={change === null ? null : changeText(change, metric.unit)} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}
