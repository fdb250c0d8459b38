import { ActionIcon, Anchor, Badge, Checkbox, Group, Text } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { formatMoney } from "~/shared/format/format";
import { DateText, DecimalText, MoneyText, NameText } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import type { Column } from "~/shared/ui/data-table";
import { Icon } from "~/shared/ui/icon";
import type { Line } from "./line";
import { SellerName } from "./seller-name";

interface Options {
  t: TFunction<["lines"]>;
  /** Shows whose line it is. */
  withDistributor: boolean;
  selected: ReadonlySet<string>;
  onSelect(id: string, on: boolean): void;
  onCorrect(id: string): void;
  /** Makes the invoice the way to the line's details. */
  onOpen?: ((id: string) => void) | undefined;
}

/** The columns of a table of sale lines. */
export function lineColumns({ t, withDistributor, selected, onSelect, onCorrect, onOpen }: Options): Column<Line>[] {
  return [
    {
      id: "select",
      header: t("select"),
      headerHidden: true,
      cell: (line) => line.void && <Checkbox aria-label={t("selectOne", { invoice: line.invoiceNumber })} checked={selected.has(line.id)} onChange={(event) => onSelect(line.id, event.currentTarget.checked)} />,
    },
    {
      id: "invoice",
      header: t("invoice"),
      primary: true,
      cell: (line) => (
        <>
          {onOpen ? (
            <Anchor component="button" type="button" inherit ta="start" aria-haspopup="dialog" onClick={() => onOpen(line.id)}>
              {line.invoiceNumber}
            </Anchor>
          ) : (
            line.invoiceNumber
          )}
          {line.voidedAt && (
            <Badge color="gray" ml={6}>
              {t("voided")}
            </Badge>
          )}
          {withDistributor && (
            <Text size="xs" c="dimmed">
              <SellerName seller={line.distributor} />
            </Text>
          )}
        </>
      ),
    },
    { id: "date", header: t("date"), sortField: "SALE_DATE", cell: (line) => <DateText value={line.saleDate} /> },
    {
      id: "product",
      header: t("product"),
      cell: (line) => (
        <div>
          <NameText value={line.product.name} />
          <Text size="xs" c="dimmed">
            {line.product.code}
          </Text>
        </div>
      ),
    },
    { id: "customer", header: t("customer"), wideOnly: true, cell: (line) => line.account?.name ?? line.account?.code ?? "" },
    { id: "quantity", header: t("quantity"), numeric: true, cell: (line) => <DecimalText value={line.quantity} /> },
    { id: "net", header: t("net"), numeric: true, sortField: "BASE_AMOUNT", cell: (line) => <NetAmount line={line} /> },
    {
      id: "actions",
      header: t("actions"),
      headerHidden: true,
      cell: (line) =>
        line.correct && (
          <Group justify="flex-end">
            <ActionIcon variant="subtle" aria-label={t("correctOne", { invoice: line.invoiceNumber })} onClick={() => onCorrect(line.id)}>
              <Icon name="edit" />
            </ActionIcon>
          </Group>
        ),
    },
  ];
}

/** The amount in the line's own currency, and in the base currency when that is another: sorting goes by the latter. */
function NetAmount({ line }: { line: Line }) {
  const { t } = useTranslation("lines");
  const language = useLanguage();
  return (
    <span>
      <MoneyText value={line.netAmount} />
      {line.baseAmount.currency !== line.netAmount.currency && (
        <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
          {t("inBase", { amount: formatMoney(line.baseAmount, language) })}
        </Text>
      )}
    </span>
  );
}
