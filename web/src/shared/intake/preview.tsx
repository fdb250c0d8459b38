import { useTranslation } from "react-i18next";
import type { FileColumn, Mapping } from "./columns";
import classes from "./preview.module.css";

interface Props<Field extends string> {
  columns: readonly FileColumn<Field>[];
  mapping: Mapping<Field>;
  rows: readonly (readonly string[])[];
  nameOf(field: Field): string;
}

/** The first rows as the file has them, under the facts that they are taken for. Unused columns stay pale. */
export function Preview<Field extends string>({ columns, mapping, rows, nameOf }: Props<Field>) {
  const { t } = useTranslation("intake");
  return (
    // It scrolls sideways, so the keyboard must reach it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes["scroll"]} tabIndex={0} role="group" aria-label={t("preview.title", { count: rows.length })}>
      <table className={classes["table"]}>
        <thead>
          <tr>
            {columns.map((column) => {
              const field = mapping.get(column.index) ?? null;
              return (
                <th key={column.index} scope="col" data-unused={field === null || undefined}>
                  <span className={classes["field"]}>{field ? nameOf(field) : t("mapping.unused")}</span>
                  <span className={classes["header"]}>{column.header}</span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <td key={column.index} data-unused={(mapping.get(column.index) ?? null) === null || undefined}>
                  {row[column.index] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
