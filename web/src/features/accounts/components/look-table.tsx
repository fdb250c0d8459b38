import { useTranslation } from "react-i18next";
import type { ComponentProps } from "react";
import { DateTimeText, NameText } from "~/shared/format/text";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { TextLink } from "~/shared/ui/link";
import type { Look } from "../share";
import { useAccountName } from "../use-account-name";

interface Props extends Omit<ComponentProps<typeof DataTable<Look>>, "columns" | "rowId"> {
  named: boolean;
}

/** Who had contact details shown, when and what for. */
export function LookTable({ named, ...table }: Props) {
  const { t } = useTranslation("accounts");
  const name = useAccountName();
  const columns: (Column<Look> | false)[] = [
    { id: "who", header: t("looks.who"), primary: true, cell: (row) => row.viewerName },
    { id: "of", header: t("looks.of"), cell: (row) => (row.byBrand ? t("looks.brand") : <NameText value={row.distributor.name} />) },
    named && {
      id: "account",
      header: t("share.customer"),
      cell: (row) =>
        row.account ? (
          <TextLink to="/accounts/$accountId" params={{ accountId: row.account.id }} inherit>
            {name(row.account)}
          </TextLink>
        ) : (
          t("share.closed")
        ),
    },
    { id: "reason", header: t("looks.reason"), cell: (row) => row.reason },
    { id: "when", header: t("looks.when"), cell: (row) => <DateTimeText value={row.viewedAt} /> },
  ];
  return <DataTable {...table} columns={columns.filter((column) => column !== false)} rowId={(row) => `${row.viewedAt} ${row.viewerName} ${row.account?.id ?? ""}`} />;
}
