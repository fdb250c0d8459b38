import { Skeleton, Text, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { createColumnHelper, tableFeatures, useTable, type ColumnDef } from "@tanstack/react-table";
import type { CombinedError } from "@urql/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { EmptyState, type EmptyStateProps } from "./empty-state";
import { Icon } from "./icon";
import { TablePager, type PageInfo } from "./table-pager";
import classes from "./data-table.module.css";

const features = tableFeatures({});

/** One column: what its header says, what its cells hold. */
export interface Column<Row> {
  id: string;
  header: string;
  cell(row: Row): ReactNode;
  /** The schema's sort field, when the server can sort by it. */
  sortField?: string;
  /** Numbers stand at the right. */
  numeric?: boolean;
  /** The row's name: stands first and large on a phone, and heads the row for screen readers. */
  primary?: boolean;
  /** Left out on a phone's cards. */
  wideOnly?: boolean;
  /** Shown to screen readers only, as for a column of buttons. */
  headerHidden?: boolean;
}

interface Props<Row> {
  /** What the table holds, for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined while the first page loads. */
  rows: readonly Row[] | undefined;
  rowId(row: Row): string;
  /** A page is being fetched while an older one shows. */
  fetching?: boolean;
  error?: CombinedError | undefined;
  onRetry?: () => void;
  empty: EmptyStateProps;
  /** "NAME.ASC", as in the URL. */
  sort?: string | undefined;
  onSort?: (sort: string) => void;
  pageInfo?: PageInfo | undefined;
  totalCount?: number | null | undefined;
  onPage?: (to: { after?: string; before?: string }) => void;
  /** Marks a row: "muted" for what no longer counts. */
  rowTone?: (row: Row) => "muted" | undefined;
}

/** Forgets the row's type for the table's own bookkeeping; the columns keep it. */
function makeColumns<Row>(columns: readonly Column<Row>[]): ColumnDef<typeof features, { row: Row }>[] {
  const helper = createColumnHelper<typeof features, { row: Row }>();
  return columns.map((column) => helper.display({ id: column.id, header: column.header, cell: ({ row }) => column.cell(row.original.row) }));
}

/**
 * A list from the server: pages, sort and filters live in the URL and come in as properties. On a phone each row
 * becomes a card. While loading it shows a skeleton, without rows an empty state, after a failure a way to retry.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowId, fetching = false, error, onRetry, empty, sort, onSort, pageInfo, totalCount, onPage, rowTone } = props;
  const { t } = useTranslation();
  const table = useTable({
    features,
    columns: makeColumns(columns),
    data: (rows ?? []).map((row) => ({ row })),
    getRowId: ({ row }) => rowId(row),
  });
  const byId = new Map(columns.map((column) => [column.id, column]));

  if (error && !rows) return <FaultAlert fault={faultFrom(error)} retrying={fetching} {...(onRetry && { onRetry })} />;
  if (rows && rows.length === 0 && !fetching) return <EmptyState {...empty} />;
  return (
    <div className={classes["frame"]}>
      {error && <FaultAlert fault={faultFrom(error)} retrying={fetching} {...(onRetry && { onRetry })} />}
      {/* Roles are spelt out, for the cards of a phone take them away from table elements. */}
      <div className={classes["scroll"]}>
        <table className={classes["table"]} role="table" aria-label={label} aria-busy={fetching || !rows} data-fetching={(fetching && rows) || undefined}>
          <thead role="rowgroup">
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} role="row">
                {group.headers.map((header) => {
                  const column = byId.get(header.column.id);
                  return column ? <HeaderCell key={header.id} column={column} sort={sort} {...(onSort && { onSort })} /> : null;
                })}
              </tr>
            ))}
          </thead>
          <tbody role="rowgroup">
            {!rows &&
              Array.from({ length: 6 }, (_, index) => (
                <tr key={index} role="row">
                  {columns.map((column) => (
                    <td key={column.id} role="cell" data-wide={column.wideOnly || undefined}>
                      <Skeleton height={14} width={`${50 + ((index * 17 + column.id.length * 13) % 45)}%`} />
                    </td>
                  ))}
                </tr>
              ))}
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id} role="row" data-tone={rowTone?.(row.original.row)}>
                {row.getAllCells().map((cell) => {
                  const column = byId.get(cell.column.id);
                  if (!column) return null;
                  const Cell = column.primary ? "th" : "td";
                  return (
                    <Cell
                      key={cell.id}
                      role={column.primary ? "rowheader" : "cell"}
                      {...(column.primary && { scope: "row" })}
                      data-label={column.headerHidden ? undefined : column.header}
                      data-numeric={column.numeric || undefined}
                      data-primary={column.primary || undefined}
                      data-wide={column.wideOnly || undefined}
                    >
                      {/* One box, for a phone's cards set the label against it. */}
                      <div>
                        <table.FlexRender cell={cell} />
                      </div>
                    </Cell>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!rows && (
        <VisuallyHidden role="status">
          {t("table.loading")}
        </VisuallyHidden>
      )}
      {rows && onPage && pageInfo && <TablePager pageInfo={pageInfo} totalCount={totalCount} shown={rows.length} onPage={onPage} busy={fetching} />}
    </div>
  );
}

function HeaderCell<Row>({ column, sort, onSort }: { column: Column<Row>; sort: string | undefined; onSort?: (sort: string) => void }) {
  const { t } = useTranslation();
  const [field, direction] = sort?.split(".") ?? [];
  const sorted = column.sortField !== undefined && field === column.sortField;
  const content = column.headerHidden ? <VisuallyHidden>{column.header}</VisuallyHidden> : column.header;
  return (
    <th
      role="columnheader"
      scope="col"
      data-numeric={column.numeric || undefined}
      data-wide={column.wideOnly || undefined}
      {...(column.sortField && { "aria-sort": sorted ? (direction === "DESC" ? "descending" : "ascending") : "none" })}
    >
      {column.sortField && onSort ? (
        <UnstyledButton
          className={classes["sort"]}
          data-sorted={sorted || undefined}
          onClick={() => onSort(`${column.sortField}.${sorted && direction === "ASC" ? "DESC" : sorted ? "ASC" : column.numeric ? "DESC" : "ASC"}`)}
        >
          {content}
          <Text component="span" className={classes["arrow"]} data-sorted={sorted || undefined}>
            <Icon name={sorted && direction === "DESC" ? "arrowDown" : "arrowUp"} size={13} />
          </Text>
          <VisuallyHidden>{t("table.sort")}</VisuallyHidden>
        </UnstyledButton>
      ) : (
        content
      )}
    </th>
  );
}
