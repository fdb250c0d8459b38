import { Anchor, Badge, Button, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DateText, DecimalText, MoneyText, NameText, NoData } from "~/shared/format/text";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Panel } from "~/shared/ui/panel";
import type { Evidence } from "../case";
import { usePartyName } from "../use-party-name";

interface Props {
  /** Undefined while they load. */
  evidence: readonly Evidence[] | undefined;
  complete: boolean;
  go: ListNavigation;
}

/** Rows that show before the rest is asked for. */
const few = 8;

/** What the rule saw, frozen: the same facts for all, in full what is the viewer's own. What stopped to hold is struck. */
export function EvidencePanel({ evidence, complete, go }: Props) {
  const { t } = useTranslation(["conflicts", "common"]);
  const partyName = usePartyName();
  const [all, setAll] = useState(false);
  const columns: Column<Evidence>[] = [
    {
      id: "what",
      header: t("conflicts:evidence.what"),
      primary: true,
      cell: (row) => (
        <div>
          <Anchor component="button" type="button" inherit ta="start" aria-haspopup="dialog" td={row.withdrawnAt ? "line-through" : undefined} onClick={() => go.dialog("evidence", row.id)}>
            {row.product ? <NameText value={row.product.name} /> : row.productLine ? <NameText value={row.productLine.name} /> : t(row.registration ? "conflicts:evidence.registration" : "conflicts:evidence.sale")}
          </Anchor>
          {row.form && (
            <Badge color="yellow" ml={6}>
              {t(`conflicts:form.${row.form}`)}
            </Badge>
          )}
          {row.sale && (
            <Text size="xs" c="dimmed">
              {t("conflicts:evidence.ofInvoice", { invoice: row.sale.invoiceNumber })}
            </Text>
          )}
          {row.withdrawnAt && (
            <Text size="xs" c="dimmed" component="div">
              {t("conflicts:evidence.withdrawn")} <DateText value={row.withdrawnAt.slice(0, 10)} />
            </Text>
          )}
        </div>
      ),
    },
    { id: "party", header: t("conflicts:evidence.party"), cell: (row) => <span title={partyName(row.party)}>{row.party.label}</span> },
    {
      id: "where",
      header: t("conflicts:evidence.where"),
      cell: (row) => (
        <div>
          {row.territory ? <NameText value={row.territory.name} /> : <NoData />}
          <Text size="xs" c="dimmed" component="div">
            <DateText value={row.happenedOn} />
            {row.channelType && ` · ${t(`common:channel.${row.channelType}`)}`}
          </Text>
        </div>
      ),
    },
    { id: "quantity", header: t("conflicts:evidence.quantity"), numeric: true, cell: (row) => <DecimalText value={row.quantity} /> },
    { id: "amount", header: t("conflicts:amount"), numeric: true, cell: (row) => <MoneyText value={row.amount} /> },
  ];
  const rows = all ? evidence : evidence?.slice(0, few);
  return (
    <Panel title={t("conflicts:evidence.title")} description={t("conflicts:evidence.hint")}>
      <DataTable
        label={t("conflicts:evidence.title")}
        columns={columns}
        rows={rows}
        rowId={(row) => row.id}
        empty={{ icon: "file", title: t("conflicts:evidence.none"), hint: t("conflicts:evidence.noneHint") }}
        rowTone={(row) => (row.withdrawnAt ? "muted" : undefined)}
      />
      {evidence && evidence.length > few && (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setAll(!all)}>
          {all ? t("conflicts:evidence.fewer") : t("conflicts:evidence.all", { count: evidence.length })}
        </Button>
      )}
      {evidence && !complete && (
        <Text size="sm" c="dimmed" mt="xs">
          {t("conflicts:evidence.incomplete", { count: evidence.length })}
        </Text>
      )}
    </Panel>
  );
}
