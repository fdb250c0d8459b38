import { Button, Center, Group, NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatInteger, formatPercent } from "~/shared/format/format";
import { DecimalText, MoneyText } from "~/shared/format/text";
import { graphql, readFragment, type FragmentOf, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { TextLink } from "~/shared/ui/link";
import { narrowing } from "../filters";
import { dimensions, type SalesSearch } from "../search";
import { useGroupName } from "../group-name";
import classes from "./sums.module.css";

export const splitFragment = graphql(`
  fragment Split on SalesSummaryRow {
    groups {
      dimension
      key
      name { default zhHant zhHans }
    }
    lines
    quantity
    revenue { amount currency }
  }
`);

type Row = ResultOf<typeof splitFragment>;

const few = 10;

interface Props {
  data: readonly FragmentOf<typeof splitFragment>[];
  /** The sum of all rows, for their shares. */
  total: number;
  search: SalesSearch;
  go: ListNavigation;
}

/** The sums by one dimension or two, largest first. Each leads to itself, narrowed down. */
export function SplitTable({ data, total, search, go }: Props) {
  const { t } = useTranslation(["sales", "common"]);
  const language = useLanguage();
  const groupName = useGroupName();
  const { distributor } = useViewer();
  const [all, setAll] = useState(false);
  const rows = readFragment(splitFragment, data);
  const by = search.by ?? "PRODUCT_LINE";
  const offered = dimensions.filter((one) => !(distributor && one === "DISTRIBUTOR"));
  const words = (one: (typeof dimensions)[number]) => ({ value: one, label: t(`sales:dimension.${one}`) });
  const narrowed = (row: Row) => {
    const patches = row.groups.map(narrowing);
    const clean: SalesSearch = { ...search, after: undefined, before: undefined, dialog: undefined, id: undefined };
    return patches.some((one) => one === undefined) ? undefined : patches.reduce<SalesSearch>((sum, patch) => ({ ...sum, ...patch }), clean);
  };
  const largest = Math.max(0, ...rows.map((row) => Number(row.revenue.amount)));
  const share = (row: Row) => (total > 0 ? (Number(row.revenue.amount) / total) * 100 : null);
  const groupColumn = (index: number, dimension: (typeof dimensions)[number]): Column<Row> => ({
    id: `group${index}`,
    header: t(`sales:dimension.${dimension}`),
    primary: index === 0,
    cell: (row) => {
      const group = row.groups[index];
      if (!group) return null;
      const target = index === 0 ? narrowed(row) : undefined;
      return target ? (
        <TextLink to="/sales" search={target} resetScroll={false}>
          {groupName(group)}
        </TextLink>
      ) : (
        groupName(group)
      );
    },
  });
  const columns: Column<Row>[] = [
    groupColumn(0, by),
    ...(search.and ? [groupColumn(1, search.and)] : []),
    { id: "revenue", header: t("sales:revenue"), numeric: true, cell: (row) => <MoneyText value={row.revenue} /> },
    {
      id: "share",
      header: t("sales:share"),
      numeric: true,
      cell: (row) => {
        const part = share(row);
        return (
          part !== null && (
            <span className={classes["share"]}>
              <span aria-hidden="true" className={classes["track"]}>
                <span className={classes["fill"]} style={{ display: "block", width: `${Math.max(0, (Number(row.revenue.amount) / largest) * 100)}%` }} />
              </span>
              {formatPercent(part, language, { digits: 1 })}
            </span>
          )
        );
      },
    },
    { id: "quantity", header: t("sales:quantity"), numeric: true, wideOnly: true, cell: (row) => <DecimalText value={row.quantity} /> },
    { id: "lines", header: t("sales:lines"), numeric: true, wideOnly: true, cell: (row) => formatInteger(row.lines, language) },
  ];
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <NativeSelect
          aria-label={t("sales:splitBy")}
          value={by}
          data={offered.map(words)}
          onChange={(event) => go.filter({ by: event.currentTarget.value, ...(event.currentTarget.value === search.and && { and: undefined }) })}
        />
        <NativeSelect
          aria-label={t("sales:andBy")}
          value={search.and ?? ""}
          data={[{ value: "", label: t("sales:andByNone") }, ...offered.filter((one) => one !== by).map(words)]}
          onChange={(event) => go.filter({ and: event.currentTarget.value || undefined })}
        />
      </Group>
      <DataTable
        label={t("sales:splitTitle")}
        columns={columns}
        rows={all ? rows : rows.slice(0, few)}
        rowId={(row) => row.groups.map((group) => group.key).join(" ")}
        empty={{ icon: "chart", title: t("sales:noSums"), hint: t("sales:noSumsHint") }}
      />
      {rows.length > few && (
        <Center>
          <Button variant="subtle" size="xs" onClick={() => setAll(!all)}>
            {all ? t("sales:showFew", { shown: few }) : t("sales:showAll", { all: formatInteger(rows.length, language) })}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
