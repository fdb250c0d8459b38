import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { Panel } from "~/shared/ui/panel";
import type { CustomerRecord, OwnedAccount } from "../customer";
import { useAccountName, useOwnerName } from "../use-names";

/** The accounts that stand for the customer: whose, what they say, and whether contact details can be shown. */
export function AccountsPanel({ customer }: { customer: CustomerRecord }) {
  const { t } = useTranslation("customers");
  const accountName = useAccountName();
  const ownerName = useOwnerName();
  const go = useListNavigation();
  const may = useMay();
  const columns: Column<OwnedAccount>[] = [
    {
      id: "name",
      header: t("account"),
      primary: true,
      cell: (row) => (
        <div>
          <TextLink to="/accounts/$accountId" params={{ accountId: row.id }} inherit>
            {accountName(row)}
          </TextLink>
          <Text size="xs" c="dimmed">
            {[row.isOrganization && row.code, row.taxId?.value, t(`source.${row.source}`)].filter(Boolean).join(" · ")}
          </Text>
        </div>
      ),
    },
    { id: "owner", header: t("owner"), cell: (row) => ownerName(row) },
    {
      id: "contact",
      header: t("contact"),
      cell: (row) =>
        row.canReveal ? (
          <Button size="compact-sm" variant="light" leftSection={<Icon name="user" size={14} />} onClick={() => go.dialog("reveal", row.id)}>
            {t("reveal.open")}
          </Button>
        ) : (
          <Text span size="sm" c="dimmed">
            {row.contact.__typename === "MaskedContact" ? t(`mask.${row.contact.reason}`) : t("mask.own")}
          </Text>
        ),
    },
    {
      id: "acts",
      header: t("acts"),
      headerHidden: true,
      cell: (row) =>
        may("customer", "match") &&
        customer.accountCount > 1 && (
          <Group justify="flex-end">
            <Button size="compact-sm" variant="subtle" color="gray" aria-label={t("unlink.openOf", { account: accountName(row), owner: ownerName(row) })} onClick={() => go.dialog("unlink", row.id)}>
              {t("unlink.open")}
            </Button>
          </Group>
        ),
    },
  ];
  return (
    <Panel title={t("accounts")} description={t("accountsHint")}>
      <DataTable label={t("accounts")} columns={columns} rows={customer.accounts} rowId={(row) => row.id} empty={{ title: t("accountsNone"), hint: t("accountsNoneHint") }} />
    </Panel>
  );
}
