import { SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatInteger } from "~/shared/format/format";
import { MoneyText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { StatCard } from "~/shared/ui/stat-card";
import type { Report } from "../report";

/** How the rows ended; the four add up to the rows read. */
export function ReportFigures({ report }: { report: Report }) {
  const { t } = useTranslation("reports");
  const language = useLanguage();
  const open = report.rowsRejected - report.rowsMended;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: "xs", sm: "md" }}>
      <StatCard label={t("result.accepted")} value={formatInteger(report.rowsAccepted, language)} hint={<MoneyText value={report.total} />} tone="good" />
      <StatCard label={t("result.duplicate")} value={formatInteger(report.rowsDuplicate, language)} hint={t("result.duplicateHint")} />
      <StatCard
        label={t("result.rejected")}
        value={formatInteger(report.rowsRejected, language)}
        hint={report.rowsMended > 0 ? t("result.mended", { count: report.rowsMended, mended: formatInteger(report.rowsMended, language) }) : t("result.rejectedHint")}
        {...(open > 0 && { tone: "bad" as const })}
      />
      <StatCard label={t("result.ignored")} value={formatInteger(report.rowsIgnored, language)} hint={t("result.ignoredHint")} />
    </SimpleGrid>
  );
}
