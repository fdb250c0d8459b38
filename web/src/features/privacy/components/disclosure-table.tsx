import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatInteger } from "~/shared/format/format";
import { DateText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { DataTable, type Column } from "~/shared/ui/data-table";
import type { Disclosure } from "../category";

/** Who else may see a category today, by the shares that hold. */
export function DisclosureTable({ label, disclosures }: { label: string; disclosures: readonly Disclosure[] }) {
  const { t } = useTranslation("privacy");
  const language = useLanguage();
  if (disclosures.length === 0) return <Text component="span">{t("disclosures.none")}</Text>;
  const columns: Column<Disclosure>[] = [
    { id: "recipient", header: t("disclosures.recipient"), primary: true, cell: (row) => row.recipient.name },
    { id: "level", header: t("disclosures.level"), cell: (row) => t(`level.${row.level}`) },
    { id: "accounts", header: t("disclosures.accounts"), numeric: true, cell: (row) => formatInteger(row.accounts, language) },
    { id: "until", header: t("disclosures.until"), cell: (row) => <DateText value={row.until} /> },
  ];
  return <DataTable label={label} columns={columns} rows={disclosures} rowId={(row) => `${row.recipient.id} ${row.level}`} empty={{ title: t("disclosures.none"), hint: "" }} />;
}
