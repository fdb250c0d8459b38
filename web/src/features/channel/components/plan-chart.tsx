import { useTranslation } from "react-i18next";
import { LightChart } from "~/shared/figure/light-chart";
import { formatMoney } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import type { View } from "../channel";

/** Budget, target and result of each month of the year. */
export function PlanChart({ months }: { months: View["months"] }) {
  const { t } = useTranslation("channel");
  const language = useLanguage();
  const { baseCurrency, today } = useViewer();
  const money = (amount: number, compact: "axis" | false = false) => formatMoney({ amount: String(amount), currency: baseCurrency }, language, { compact });
  const number = (value: { amount: string } | null) => (value ? Number(value.amount) : null);
  return (
    <LightChart
      label={t("plan")}
      axis={t("month")}
      labels={months.map((one) => formatPeriod(one.period, language, { short: true }))}
      series={[
        // A month to come has no result yet, and none is not nothing.
        { name: t("revenue"), as: "bar", values: months.map((one) => (one.period > today.slice(0, 7) ? null : number(one.revenue))) },
        { name: t("target"), as: "mark", values: months.map((one) => number(one.target)) },
        { name: t("budget"), as: "dashed", values: months.map((one) => number(one.budget)) },
      ]}
      format={(value) => money(value)}
      formatShort={(value) => money(value, "axis")}
      height={260}
    />
  );
}
