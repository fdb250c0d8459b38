import { Anchor, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "~/shared/format/format";
import { metricText, useMetricName, type MetricUnit } from "~/shared/format/metric";
import { graphql, readFragment, type FragmentOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { Panel } from "~/shared/ui/panel";
import classes from "./rows.module.css";

export const liftsFragment = graphql(`
  fragment Lifts on Scorecard {
    lifts { key grade value composite }
    metrics { key value unit }
  }
`);

/** What one metric alone would have to reach for the next grade, the least first. Nothing at the best grade. */
export function Lifts({ data }: { data: FragmentOf<typeof liftsFragment> }) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const metricName = useMetricName();
  const { lifts, metrics } = readFragment(liftsFragment, data);
  const next = lifts[0];
  if (!next) return null;
  const score = (value: string) => formatDecimal(value, language, { digits: 1 });
  const write = (value: string, unit: MetricUnit | undefined) => metricText(value, unit ?? "SCORE", language);
  return (
    <Panel title={t("lifts.title", { grade: next.grade })} description={t("lifts.lead")}>
      <ol className={classes["rows"]}>
        {lifts.map((lift) => {
          const metric = metrics.find(({ key }) => key === lift.key);
          const now = metric && metric.value !== null ? write(metric.value, metric.unit) : t("metric.noData");
          return (
            <li key={lift.key} data-lift={lift.key}>
              <Anchor href={`#metric-${lift.key}`} size="sm" fw={600}>
                {metricName(lift.key)}
              </Anchor>
              <Text component="span" size="sm" ta="end">
                {lift.value === null
                  ? t("lifts.notEnough", { composite: score(lift.composite) })
                  : t("lifts.enough", { now, value: write(lift.value, metric?.unit), composite: score(lift.composite) })}
              </Text>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
