import { Badge, Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DateRangeText, NameText } from "~/shared/format/text";
import { useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { TextLink } from "~/shared/ui/link";
import type { ComponentProps } from "react";
import type { ShareRow } from "../share";
import { useAccountName } from "../use-account-name";

const stateColors = { PENDING: "blue", LIVE: "jade", ENDED: "gray", REVOKED: "gray" } as const;

interface Props extends Omit<ComponentProps<typeof DataTable<ShareRow>>, "columns" | "rowId" | "rowTone"> {
  /** Whether the rows are of many accounts, which are then named. */
  named: boolean;
  onRevoke(share: ShareRow): void;
}

/** Shares, each with what it opens, until when and what for. */
export function ShareTable({ named, onRevoke, ...table }: Props) {
  const { t } = useTranslation("accounts");
  const { distributor } = useViewer();
  const name = useAccountName();
  const other = (row: ShareRow) => (distributor ? t("share.brand") : <NameText value={row.distributor.name} />);
  const columns: (Column<ShareRow> | false)[] = [
    named && {
      id: "account",
      header: t("share.customer"),
      primary: true,
      cell: (row) =>
        row.account ? (
          <TextLink to="/accounts/$accountId" params={{ accountId: row.account.id }} inherit>
            {name(row.account)}
          </TextLink>
        ) : (
          t("share.closed")
        ),
    },
    { id: "with", header: t("share.with"), primary: !named, cell: (row) => other(row) },
    {
      id: "level",
      header: t("share.level"),
      cell: (row) => (
        <>
          {t(`share.level.${row.level}`)}
          {row.isLead && (
            <Text size="xs" c="dimmed">
              {t("share.isLead")}
            </Text>
          )}
        </>
      ),
    },
    { id: "days", header: t("share.days"), cell: (row) => <DateRangeText from={row.startsOn} until={row.endsOn} /> },
    {
      id: "reason",
      header: t("share.reason"),
      cell: (row) => (
        <>
          {row.reason}
          {row.revokeReason && (
            <Text size="xs" c="dimmed">
              {t("share.revokedFor", { reason: row.revokeReason })}
            </Text>
          )}
        </>
      ),
    },
    { id: "by", header: t("share.by"), wideOnly: true, cell: (row) => row.grantedBy?.name ?? "" },
    { id: "state", header: t("share.state"), cell: (row) => <Badge color={stateColors[row.state]}>{t(`share.state.${row.state}`)}</Badge> },
    {
      id: "actions",
      header: t("share.actions"),
      headerHidden: true,
      cell: (row) =>
        row.canRevoke && (
          <Button size="xs" variant="default" onClick={() => onRevoke(row)}>
            {t("share.revoke")}
          </Button>
        ),
    },
  ];
  return <DataTable {...table} columns={columns.filter((column) => column !== false)} rowId={(row) => row.id} rowTone={(row) => (row.state === "ENDED" || row.state === "REVOKED" ? "muted" : undefined)} />;
}
