import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Sparkline } from "~/shared/figure/sparkline";
import { formatDecimal } from "~/shared/format/format";
import { MetricValue, metricText } from "~/shared/format/metric";
import { formatPeriod } from "~/shared/format/period";
import { NoData } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { toneOf } from "../compare";
import type { CompareRow } from "../compare-row";
import { changeOf, turnOf } from "../trend";
import { ChangeText } from "./change-text";
import classes from "./compare-table.module.css";

interface Props {
  name: string;
  /** Undefined where the distributor's programme does not have it. */
  metric: CompareRow["metrics"][number] | undefined;
  trends: boolean;
}

/** One metric of one distributor: value and change, score and band, and what went before. */
export function CompareCell({ name, metric, trends }: Props) {
  const { t } = useTranslation(["scorecards", "common"]);
  const language = useLanguage();
  if (!metric || metric.value === null)
    return (
      <td>
        <NoData />
      </td>
    );
  const change = changeOf(metric);
  const notes = [
    metric.score !== null && t("scorecards:metric.score", { score: formatDecimal(metric.score, language, { digits: 0 }) }),
    metric.band && t(`common:band.${metric.band}`),
    metric.contested && t("scorecards:contested"),
  ].filter(Boolean);
  return (
    <td data-tone={toneOf(metric.score)} data-metric={metric.key}>
      <span className={classes["value"]}>
        <MetricValue value={metric.value} unit={metric.unit} />
        <ChangeText turn={turnOf(metric)} text={change === null ? null : metricText(change.toFixed(2), metric.unit === "PERCENT" ? "SCORE" : metric.unit, language, { signed: true })} />
      </span>
      <div className={classes["notes"]}>
        <Text size="xs" component="div">
          {notes.join(" · ")}
        </Text>
        {trends && (
          <Sparkline
            label={name}
            width={84}
            height={20}
            points={metric.trend.map((point) => ({ label: formatPeriod(point.period, language), value: point.value === null ? null : Number(point.value) }))}
            format={(value) => metricText(value, metric.unit, language)}
          />
        )}
      </div>
    </td>
  );
}
