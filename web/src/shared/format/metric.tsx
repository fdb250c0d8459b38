import { useTranslation } from "react-i18next";
import { useLanguage } from "~/shared/i18n/use-language";
import type { Language } from "~/shared/i18n/languages";
import { formatDecimal, formatHours, formatPercent } from "./format";
import { DecimalText, NoData, PercentText } from "./text";
import classes from "./text.module.css";

export type MetricUnit = "PERCENT" | "COUNT" | "SCORE" | "HOURS";

/** What a scorecard may measure and what it is counted in, in the order in which it is offered. */
export const metricUnits = {
  revenue_attainment: "PERCENT",
  revenue_growth: "PERCENT",
  territory_share: "PERCENT",
  active_customers: "COUNT",
  new_customers: "COUNT",
  repeat_rate: "PERCENT",
  mix_breadth: "PERCENT",
  satisfaction: "SCORE",
  nps: "SCORE",
  report_timeliness: "PERCENT",
  data_quality: "PERCENT",
  price_compliance: "PERCENT",
  territory_compliance: "PERCENT",
  conflict_response: "HOURS",
  conflicts_upheld: "COUNT",
  training_completion: "PERCENT",
  manager_review: "SCORE",
} as const satisfies Record<string, MetricUnit>;
export type MetricKey = keyof typeof metricUnits;
export const metricKeys = Object.keys(metricUnits) as MetricKey[];

const isKnown = (key: string): key is MetricKey => metricKeys.includes(key as MetricKey);

/** Gives the name of a metric in the user's language; one that this app does not know keeps its key. */
export function useMetricName(): (key: string) => string {
  const { t } = useTranslation();
  return (key) => (isKnown(key) ? t(`metric.${key}`) : key);
}

/** What a metric is counted in, for answers that don't say it; a metric that this app does not know is a plain number. */
export const unitOf = (key: string): MetricUnit => (isKnown(key) ? metricUnits[key] : "SCORE");

/** A metric's value in its unit. */
export function MetricValue({ value, unit }: { value: string | null; unit: MetricUnit }) {
  const language = useLanguage();
  if (value === null) return <NoData />;
  if (unit === "PERCENT") return <PercentText value={value} digits={1} />;
  if (unit === "HOURS") return <span className={classes["figure"]}>{formatHours(value, language)}</span>;
  return <DecimalText value={value} digits={unit === "COUNT" ? 0 : 1} />;
}

/** Writes how a metric changed: what is in per cent changes by percentage points. */
export function useMetricChange(): (change: number, unit: MetricUnit, digits?: number) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (change, unit, digits = 1) => (unit === "PERCENT" ? t("unit.points", { points: formatDecimal(change.toFixed(2), language, { digits, signed: true }) }) : metricText(change.toFixed(2), unit, language, { digits, signed: true }));
}

/** A metric's value as text in its unit: for charts and sentences. */
export function metricText(value: string | number, unit: MetricUnit, language: Language, how: { signed?: boolean; digits?: number } = {}): string {
  switch (unit) {
    case "PERCENT":
      return formatPercent(value, language, how);
    case "HOURS":
      return formatHours(value, language, how);
    default:
      return formatDecimal(value, language, { ...how, digits: unit === "COUNT" && Number.isInteger(Number(value)) ? 0 : (how.digits ?? 1) });
  }
}
