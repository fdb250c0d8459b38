import { Box } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatDecimal, formatMoney } from "~/shared/format/format";
import { metricText, unitOf, useMetricName, type MetricUnit } from "~/shared/format/metric";
import { NoData } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import type { Change } from "../version";
import classes from "./changes-table.module.css";

interface Props {
  label: string;
  changes: readonly Change[];
  /** What each metric is counted in. */
  units: ReadonlyMap<string, MetricUnit>;
}

/** What differs between two versions of a card: each number before and after, with its score. */
export function ChangesTable({ label, changes, units }: Props) {
  const { t } = useTranslation("scorecards");
  const language = useLanguage();
  const metricName = useMetricName();
  const { baseCurrency } = useViewer();
  const nameOf = (key: string) => (key === "composite" ? t("list.composite") : key === "revenue" ? t("head.revenue") : metricName(key));
  const write = (key: string, value: string | null, score: string | null) => {
    if (value === null) return <NoData />;
    if (key === "composite") return formatDecimal(value, language, { digits: 2 });
    if (key === "revenue") return formatMoney({ amount: value, currency: baseCurrency }, language);
    const text = metricText(value, units.get(key) ?? unitOf(key), language, { digits: 2 });
    return score === null ? text : t("change.scored", { value: text, score: formatDecimal(score, language, { digits: 1 }) });
  };
  return (
    <Box className={classes["scroll"]} role="region" aria-label={label} tabIndex={0}>
      <table className={classes["table"]} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t("change.what")}</th>
            <th scope="col">{t("change.before")}</th>
            <th scope="col">{t("change.after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ key, before, after, scoreBefore, scoreAfter }) => (
            <tr key={key} data-change={key}>
              <th scope="row">{nameOf(key)}</th>
              <td>{write(key, before, scoreBefore)}</td>
              <td>{write(key, after, scoreAfter)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
