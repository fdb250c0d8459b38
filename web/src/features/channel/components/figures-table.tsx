import { useTranslation } from "react-i18next";
import { formatInteger } from "~/shared/format/format";
import { DecimalText, PercentText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { DataTable, type Column } from "~/shared/ui/data-table";
import type { Channel } from "../channel";

/** Customers, price level and satisfaction of each kind of channel. */
export function FiguresTable({ channels }: { channels: readonly Channel[] }) {
  const { t } = useTranslation(["channel", "common"]);
  const language = useLanguage();
  const columns: Column<Channel>[] = [
    { id: "channel", header: t("channel:channelType"), primary: true, cell: (row) => t(`common:channel.${row.channelType}`) },
    { id: "distributors", header: t("channel:distributors"), numeric: true, cell: (row) => formatInteger(row.distributors, language) },
    { id: "active", header: t("channel:activeCustomers"), numeric: true, cell: (row) => formatInteger(row.activeCustomers, language) },
    { id: "new", header: t("channel:newCustomers"), numeric: true, cell: (row) => formatInteger(row.newCustomers, language) },
    { id: "repeat", header: t("channel:repeatRate"), numeric: true, cell: (row) => <PercentText value={row.repeatRate} digits={1} /> },
    { id: "price", header: t("channel:priceLevel"), numeric: true, cell: (row) => <PercentText value={row.priceLevel} digits={1} /> },
    { id: "csat", header: t("channel:csat"), numeric: true, cell: (row) => <DecimalText value={row.csat} digits={2} /> },
    { id: "nps", header: t("channel:nps"), numeric: true, cell: (row) => <DecimalText value={row.nps} digits={0} signed /> },
  ];
  return <DataTable label={t("channel:figures")} columns={columns} rows={channels} rowId={(row) => row.channelType} empty={{ icon: "chart", title: t("channel:none"), hint: t("channel:noneHint") }} />;
}
