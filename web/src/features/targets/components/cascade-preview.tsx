import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LightChart } from "~/shared/figure/light-chart";
import { formatMoney } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { sentences } from "~/shared/i18n/sentences";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { cascadeSums } from "../cascade";
import type { Parts } from "./cascade-dialog";

/** Each month's target before and after, with what the year comes to. */
export function CascadePreview({ parts }: { parts: Parts }) {
  const { t } = useTranslation("targets");
  const language = useLanguage();
  const { baseCurrency } = useViewer();
  const money = (amount: string | number, compact: "axis" | false = false) => formatMoney({ amount: String(amount), currency: baseCurrency }, language, { compact });
  const { before, after, changed, closed } = cascadeSums(parts);
  return (
    <Stack gap="sm">
      <Text size="sm" role="status">
        {sentences(
          language,
          before === undefined ? t("cascade.sum", { after: money(after) }) : t("cascade.sumBefore", { before: money(before), after: money(after) }),
          t("cascade.changed", { count: changed }),
          closed > 0 && t("cascade.closed", { count: closed }),
        )}
      </Text>
      <LightChart
        label={t("cascade.months")}
        axis={t("cascade.month")}
        labels={parts.map((part) => {
          const month = formatPeriod(part.period, language, { short: true });
          return part.closed ? t("cascade.closedMonth", { month }) : month;
        })}
        series={[
          { name: t("cascade.after"), as: "bar", values: parts.map((part) => Number(part.amount.amount)) },
          { name: t("cascade.before"), as: "mark", values: parts.map((part) => (part.before ? Number(part.before.amount) : null)) },
        ]}
        format={(value) => money(value)}
        formatShort={(value) => money(value, "axis")}
        height={220}
      />
    </Stack>
  );
}
