import { Badge, NativeSelect, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fields, type Mapping, type SaleField } from "../mapping";
import type { Report } from "../report";
import classes from "./column-list.module.css";

interface Props {
  columns: Report["mapping"];
  mapping: Mapping;
  preview: Report["preview"];
  doubled: ReadonlySet<SaleField>;
  onChange(index: number, field: SaleField | null): void;
}

const confidenceColors = { CONFIRMED: "jade", EXACT: "jade", SYNONYM: "jade", CONTENT: "yellow", NONE: "gray" } as const;

/** One row for each column of the file: its header, some values, and what it is taken for. */
export function ColumnList({ columns, mapping, preview, doubled, onChange }: Props) {
  const { t } = useTranslation("reports");
  const options = [
    { value: "", label: t("mapping.unused") },
    { group: t("mapping.needed"), items: fields.needed.map((field) => ({ value: field, label: t(`field.${field}`) })) },
    { group: t("mapping.more"), items: fields.more.map((field) => ({ value: field, label: t(`field.${field}`) })) },
  ];
  return (
    <ul className={classes["list"]}>
      {columns.map((column) => {
        const field = mapping.get(column.index) ?? null;
        const examples = [...new Set(preview.map((row) => row[column.index] ?? "").filter((value) => value.trim() !== ""))].slice(0, 3);
        const changed = field !== column.field;
        const header = column.header.trim() || t("mapping.noHeader", { number: column.index + 1 });
        return (
          <li key={column.index} data-unused={field === null || undefined}>
            <div className={classes["source"]}>
              <Text fw={600}>{header}</Text>
              <Text size="sm" c="dimmed" truncate>
                {examples.length > 0 ? examples.join(" · ") : t("mapping.blank")}
              </Text>
            </div>
            <Badge color={changed ? "jade" : confidenceColors[column.confidence]} className={classes["confidence"]}>
              {changed ? t("confidence.chosen") : t(`confidence.${column.confidence}`)}
            </Badge>
            <NativeSelect
              className={classes["field"]}
              aria-label={t("mapping.fieldOf", { header })}
              data={field === "LINE_ID" ? [...options, { value: "LINE_ID", label: t("field.LINE_ID") }] : options}
              value={field ?? ""}
              error={field && doubled.has(field) ? t("mapping.doubledShort") : undefined}
              onChange={(event) => onChange(column.index, (event.currentTarget.value || null) as SaleField | null)}
            />
          </li>
        );
      })}
    </ul>
  );
}
