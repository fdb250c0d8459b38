import { useTranslation } from "react-i18next";
import { DecimalText, PercentText } from "./text";

const known = ["revenue_attainment", "revenue_growth", "active_customers", "new_customers", "repeat_rate", "mix_breadth", "report_timeliness", "data_quality"] as const;
type KnownMetric = (typeof known)[number];

const isKnown = (key: string): key is KnownMetric => known.includes(key as KnownMetric);

/** Gives the name of a metric in the user's language; one that this app does not know keeps its key. */
export function useMetricName(): (key: string) => string {
  const { t } = useTranslation();
  return (key) => (isKnown(key) ? t(`metric.${key}`) : key);
}

export type MetricUnit = "PERCENT" | "COUNT" | "SCORE" | "HOURS";

/** A metric's value in its unit. */
export function MetricValue({ value, unit }: { value: string | null; unit: MetricUnit }) {
  if (unit === "PERCENT") return <PercentText value={value} digits={1} />;
  return <DecimalText value={value} digits={unit === "COUNT" ? 0 : 1} />;
}
