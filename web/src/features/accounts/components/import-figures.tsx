import { SimpleGrid } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatInteger } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { StatCard } from "~/shared/ui/stat-card";
import type { AccountImport } from "../account-import";

/** How the rows ended; they add up to the rows read. */
export function ImportFigures({ one }: { one: AccountImport }) {
  const { t } = useTranslation("accounts");
  const language = useLanguage();
  const count = (rows: number) => formatInteger(rows, language);
  return (
    <SimpleGrid cols={{ base: 2, md: 5 }} spacing={{ base: "xs", sm: "md" }}>
      <StatCard label={t("import.created")} value={count(one.rowsCreated)} hint={t("import.createdHint")} tone="good" />
      <StatCard label={t("import.updated")} value={count(one.rowsUpdated)} hint={t("import.updatedHint")} />
      <StatCard label={t("import.unchanged")} value={count(one.rowsUnchanged)} hint={t("import.unchangedHint")} />
      <StatCard label={t("import.rejected")} value={count(one.rowsRejected)} hint={t("import.rejectedHint")} {...(one.rowsRejected > 0 && { tone: "bad" as const })} />
      <StatCard label={t("import.ignored")} value={count(one.rowsIgnored)} hint={t("import.ignoredHint")} />
    </SimpleGrid>
  );
}
