import { ActionIcon, Badge, Text } from "@mantine/core";
import type { CombinedError } from "@urql/core";
import { useTranslation } from "react-i18next";
import { DateText, MoneyText, NameText, NoData } from "~/shared/format/text";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import type { EmptyStateProps } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import type { PageInfo } from "~/shared/ui/table-pager";
import { inForce, type Policy } from "../product";

interface Props {
  policies: readonly Policy[] | undefined;
  /** Whether the rows are of one product, whose name is told elsewhere. */
  ofOne?: boolean;
  fetching: boolean;
  error: CombinedError | undefined;
  onRetry(): void;
  empty: EmptyStateProps;
  onEdit(policy: Policy): void;
  sort?: string;
  onSort?: (sort: string) => void;
  pageInfo?: PageInfo | undefined;
  totalCount?: number | undefined;
  onPage?: (to: { after?: string; before?: string }) => void;
}

/** Price policies, by product and first day. */
export function PriceTable({ policies, ofOne = false, onEdit, ...rest }: Props) {
  const { t } = useTranslation(["products", "common"]);
  const may = useMay();
  const { today } = useViewer();
  const channel = (policy: Policy) => (policy.channelType ? t(`common:channel.${policy.channelType}`) : t("products:prices.anyChannel"));
  const columns: (Column<Policy> | false)[] = [
    !ofOne && {
      id: "product",
      header: t("products:product"),
      primary: true,
      sortField: "PRODUCT",
      cell: (row) => (
        <div>
          <TextLink to="/products/$productId" params={{ productId: row.product.id }}>
            <NameText value={row.product.name} />
          </TextLink>
          <Text size="xs" c="dimmed" fw={400} ff="monospace">
            {row.product.code}
          </Text>
        </div>
      ),
    },
    { id: "channel", header: t("products:channel"), primary: ofOne, cell: channel },
    { id: "from", header: t("products:from"), cell: (row) => <DateText value={row.from} /> },
    { id: "until", header: t("products:until"), cell: (row) => (row.until ? <DateText value={row.until} /> : t("products:noEnd")) },
    { id: "list", header: t("products:listPrice"), numeric: true, cell: (row) => <MoneyText value={row.listPrice} /> },
    { id: "floor", header: t("products:floorPrice"), numeric: true, cell: (row) => (row.floorPrice ? <MoneyText value={row.floorPrice} /> : <NoData />) },
    {
      id: "now",
      header: t("products:prices.now"),
      cell: (row) => {
        const state = inForce(row, today) ? "now" : row.from > today ? "later" : "over";
        return <Badge color={{ now: "jade", later: "blue", over: "gray" }[state]}>{t(`products:prices.state.${state}`)}</Badge>;
      },
    },
    may("pricePolicy", "update") && {
      id: "edit",
      header: t("products:prices.edit"),
      headerHidden: true,
      cell: (row) => (
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={t("products:prices.editOne", { code: row.product.code, channel: channel(row) })} onClick={() => onEdit(row)}>
          <Icon name="edit" size={16} />
        </ActionIcon>
      ),
    },
  ];
  return <DataTable label={t("products:prices.title")} columns={columns.filter((column) => column !== false)} rows={policies} rowId={(row) => row.id} {...rest} />;
}
