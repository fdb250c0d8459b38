import { Button, Group, Stack } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatInteger } from "~/shared/format/format";
import { DecimalText, MoneyText, NameText } from "~/shared/format/text";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { TextLink } from "~/shared/ui/link";
import type { TerritoryRow } from "../channel";
import { sorted, valueOf, type SortField } from "../territories";
import classes from "./territory-table.module.css";

interface Props {
  rows: readonly TerritoryRow[];
  period: string;
  sort: string;
  onSort(sort: string): void;
}

const few = 20;

/** How the channel lies in each territory: breadth, length, depth and density as bars, sorted by any of them. */
export function TerritoryTable({ rows, period, sort, onSort }: Props) {
  const { t } = useTranslation("channel");
  const language = useLanguage();
  const localName = useLocalName();
  const [all, setAll] = useState(false);
  const ordered = sorted(rows, sort, (row) => localName(row.territory.name));
  const bar = (field: Exclude<SortField, "NAME">, text: (row: TerritoryRow) => ReactNode) => {
    const most = Math.max(0, ...rows.map((row) => valueOf(row, field) ?? 0));
    const cell = (row: TerritoryRow) => (
      <span className={classes["cell"]}>
        {text(row)}
        {valueOf(row, field) !== null && (
          <span aria-hidden="true" className={classes["track"]}>
            <span className={classes["fill"]} style={{ width: most > 0 ? `${Math.max(0, ((valueOf(row, field) ?? 0) / most) * 100)}%` : 0 }} />
          </span>
        )}
      </span>
    );
    return { id: field, sortField: field, numeric: true, cell };
  };
  const columns: Column<TerritoryRow>[] = [
    {
      id: "NAME",
      header: t("territory"),
      sortField: "NAME",
      primary: true,
      cell: ({ territory }) => (
        <TextLink to="/sales" search={{ territory: territory.id, period }}>
          <NameText value={territory.name} />
        </TextLink>
      ),
    },
    { header: t("revenue"), ...bar("REVENUE", (row) => <MoneyText value={row.revenue} compact />) },
    { id: "lastYear", header: t("lastYear"), numeric: true, wideOnly: true, cell: (row) => <MoneyText value={row.lastYear} compact /> },
    { header: t("breadth"), ...bar("BREADTH", (row) => formatInteger(row.breadth, language)) },
    { header: t("length"), ...bar("LENGTH", (row) => <DecimalText value={row.length} digits={1} />) },
    { header: t("depth"), ...bar("DEPTH", (row) => <DecimalText value={row.depth} digits={1} />) },
    { header: t("density"), ...bar("DENSITY", (row) => <DecimalText value={row.density} digits={2} />) },
    { header: t("assigned"), ...bar("ASSIGNED", (row) => formatInteger(row.assigned, language)) },
  ];
  return (
    <Stack gap="sm">
      <DataTable label={t("territories")} columns={columns} rows={all ? ordered : ordered.slice(0, few)} rowId={(row) => row.territory.id} sort={sort} onSort={onSort} empty={{ icon: "map", title: t("noTerritories"), hint: t("noneHint") }} />
      {!all && ordered.length > few && (
        <Group>
          <Button variant="default" size="xs" onClick={() => setAll(true)}>
            {t("showAll", { count: ordered.length, all: formatInteger(ordered.length, language) })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
