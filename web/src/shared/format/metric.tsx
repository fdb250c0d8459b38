import { useTranslation } from "react-i18next";
import { useLanguage } from "~/shared/i18n/use-language";
import type { Language } from "~/shared/i18n/languages";
import { formatDecimal, formatHours, formatPercent } from "./format";
import { DecimalText, NoData, PercentText } from "./text";
import classes from "./text.module.css";

/** What a scorecard may measure, in the order in which it is offered. */
export const metricKeys = [
  "revenue_attainment",
  "revenue_growth",
  "territory_share",
  "active_customers",
  "new_customers",
  "repeat_rate",
  "mix_breadth",
  "satisfaction",
  "nps",
  "report_timeliness",
  "data_quality",
  "price_compliance",
  "territory_compliance",
  "conflict_response",
  "conflicts_upheld",
  "training_completion",
  "manager_review",
] as const;
export type MetricKey = (typeof metricKeys)[number];

const isKnown = (key: string): key is MetricKey => metricKeys.includes(key as MetricKey);

/** Gives the name of a metric in the user's language; one that this app does not know keeps its key. */
export function useMetricName(): (key: string) => string {
  const { t } = useTranslation();
  return (key) => (isKnown(key) ? t(`metric.${key}`) : key);
}

export type MetricUnit = "PERCENT" | "COUNT" | "SCORE" | "HOURS";

/** A metric's value in its unit. */
export function MetricValue({ value, unit }: { value: string | null; unit: MetricUnit }) {
  const language = useLanguage();
  if (value === null) return <NoData />;
  if (unit === "PERCENT") return <PercentText value={value} digits={1} />;
  if (unit === "HOURS") return <span className={classes["figure"]}>{formatHours(value, language)}</span>;
  return <DecimalText value={value} digits={unit === "COUNT" ? 0 : 1} />;
}

/** A metric's value as text in its unit: for charts and sentences. */
export function metricText(value: string | number, unit: MetricUnit, language: Language, how: { signed?: boolean } = {}): string {
  switch (unit) {
    case "PERCENT":
      return formatPercent(value, language, how);
    case "HOURS":
      return formatHours(value, language, how);
    default:
      return formatDecimal(value, language, { ...how, digits: unit === "COUNT" && Number.isInteger(Number(value)) ? 0 : 1 });
  }
}
