import { useTranslation } from "react-i18next";
import { negated, sumDecimals } from "~/shared/format/decimal";
import { metricText, unitOf, useMetricChange, useMetricName } from "~/shared/format/metric";
import { DecimalText, MoneyText, NoData } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import type { Restatement } from "../restatement";

type Change = Restatement["changes"][number];

/** What differs between the frozen card and the numbers as they are now. */
export function ChangeTable({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation("settings");
  const metricName = useMetricName();
  const changeText = useMetricChange();
  const language = useLanguage();
  const { baseCurrency } = useViewer();
  const nameOf = (key: string) => (key === "composite" ? t("change.composite") : key === "revenue" ? t("change.revenue") : metricName(key));
  const write = (key: string, value: string | null) => {
    if (value === null) return <NoData />;
    if (key === "revenue") return <MoneyText value={{ amount: value, currency: baseCurrency }} />;
    return key === "composite" ? <DecimalText value={value} digits={2} /> : metricText(value, unitOf(key), language, { digits: 2 });
  };
  const difference = ({ key, before, after }: Change) => {
    if (before === null || after === null) return <NoData />;
    const amount = sumDecimals([after, negated(before)]);
    if (key === "revenue") return <MoneyText value={{ amount, currency: baseCurrency }} signed />;
    return key === "composite" ? <DecimalText value={amount} digits={2} signed /> : changeText(Number(amount), unitOf(key), 2);
  };
  const columns: Column<Change>[] = [
    { id: "what", header: t("change.what"), primary: true, cell: (row) => nameOf(row.key) },
    { id: "before", header: t("change.before"), numeric: true, cell: (row) => write(row.key, row.before) },
    { id: "after", header: t("change.after"), numeric: true, cell: (row) => write(row.key, row.after) },
    { id: "difference", header: t("change.difference"), numeric: true, cell: difference },
    {
      id: "score",
      header: t("change.score"),
      numeric: true,
      cell: ({ scoreBefore, scoreAfter }) =>
        scoreBefore === null && scoreAfter === null ? (
          <NoData />
        ) : (
          <span style={{ whiteSpace: "nowrap" }}>
            <DecimalText value={scoreBefore} digits={1} /> → <DecimalText value={scoreAfter} digits={1} />
          </span>
        ),
    },
  ];
  return <DataTable label={t("change.label")} columns={columns} rows={changes} rowId={(row) => row.key} empty={{ icon: "check", title: t("change.none"), hint: t("change.noneHint") }} />;
}
