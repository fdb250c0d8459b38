import { formatDecimal, formatPercent } from "~/shared/format/format";
import type { MetricUnit } from "~/shared/format/metric";
import type { Language } from "~/shared/i18n/languages";

/** A metric's value as text in its unit: for charts and sentences. */
export function metricText(value: string | number, unit: MetricUnit, language: Language): string {
  return unit === "PERCENT" ? formatPercent(value, language) : formatDecimal(value, language, { digits: unit === "COUNT" && Number.isInteger(Number(value)) ? 0 : 1 });
}
