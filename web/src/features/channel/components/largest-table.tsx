import { useTranslation } from "react-i18next";
import { negated, sumDecimals } from "~/shared/format/decimal";
import { MoneyText, NameText } from "~/shared/format/text";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { TextLink } from "~/shared/ui/link";
import type { View } from "../channel";

type Row = View["concentration"]["largest"][number];

/** The distributors that bring most, with how they changed. */
export function LargestTable({ rows, period }: { rows: readonly Row[]; period: string }) {
  const { t } = useTranslation("channel");
  const columns: Column<Row>[] = [
    {
      id: "distributor",
      header: t("distributor"),
      primary: true,
      cell: ({ distributor }) => (
        <TextLink to="/scorecards/$distributorId" params={{ distributorId: distributor.id }} search={{ period }}>
          <NameText value={distributor.name} />
        </TextLink>
      ),
    },
    { id: "revenue", header: t("revenue"), numeric: true, cell: (row) => <MoneyText value={row.revenue} compact /> },
    { id: "change", header: t("change"), numeric: true, cell: (row) => <MoneyText value={{ amount: sumDecimals([row.revenue.amount, negated(row.before.amount)]), currency: row.revenue.currency }} compact signed /> },
  ];
  return <DataTable label={t("largest")} columns={columns} rows={rows} rowId={(row) => row.distributor.id} empty={{ icon: "store", title: t("none"), hint: t("noneHint") }} />;
}
