import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "~/shared/format/format";
import { formatPeriod } from "~/shared/format/period";
import { NoData } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { amountOf, totalOf, type Amount, type SetTarget } from "../target";
import { TargetCell } from "./target-cell";
import classes from "./target-grid.module.css";

/** A row: a distributor, or one of its product lines. */
export interface GridRow {
  key: string;
  /** The row's name, as text for the fields' names and as it is drawn. */
  name: string;
  head: ReactNode;
  distributorId: string;
  /** Undefined: for all product lines together. */
  lineId?: string | undefined;
  /** The targets of the row's distributor. */
  targets: readonly SetTarget[];
}

interface Props {
  label: string;
  /** What the rows are. */
  corner: string;
  year: string;
  columns: readonly string[];
  rows: readonly GridRow[] | undefined;
  editable: boolean;
  onSet(row: GridRow, period: string, amount: string | null): Promise<string | undefined>;
  /** The targets that the last row adds up; undefined: no last row. */
  sums?: readonly (readonly SetTarget[])[] | undefined;
  sumLabel?: string;
}

/** Targets of a year: a row for each distributor or product line, a column for each period and one for the year. */
export function TargetGrid({ label, corner, year, columns, rows, editable, onSet, sums, sumLabel }: Props) {
  const { t } = useTranslation(["targets", "common"]);
  const language = useLanguage();
  const periods = [...columns, year];
  const name = (period: string) => (period === year ? t("targets:year") : formatPeriod(period, language, { short: true }).replace(language === "en" ? ` ${year}` : `${year}年`, ""));
  const money = (amount: string | undefined) => (amount === undefined ? <NoData /> : <span className={classes["amount"]}>{formatDecimal(amount, language)}</span>);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <div className={classes["scroll"]} role="region" aria-label={label} tabIndex={0}>
      <table className={classes["grid"]} data-editable={editable || undefined} aria-busy={!rows}>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {periods.map((period) => (
              <th key={period} scope="col" data-year={period === year || undefined}>
                {name(period)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {!rows &&
            Array.from({ length: 6 }, (_, index) => (
              <tr key={index}>
                <th scope="row">
                  <Skeleton height={14} width={`${60 + ((index * 23) % 35)}%`} />
                </th>
                {periods.map((period) => (
                  <td key={period} data-year={period === year || undefined}>
                    <Skeleton height={14} />
                  </td>
                ))}
              </tr>
            ))}
          {rows?.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.head}</th>
              {periods.map((period) => {
                const amount: Amount | undefined = amountOf(row.targets, period, row.lineId);
                return (
                  <td key={period} data-year={period === year || undefined}>
                    <TargetCell
                      key={`${row.key} ${period}`}
                      label={t("targets:cell", { name: row.name, period: formatPeriod(period, language) })}
                      amount={amount}
                      editable={editable}
                      onSet={(value) => onSet(row, period, value)}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {sums && (
          <tfoot>
            <tr>
              <th scope="row">{sumLabel}</th>
              {periods.map((period) => (
                <td key={period} data-year={period === year || undefined}>
                  {money(totalOf(sums.map((targets) => amountOf(targets, period))))}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
