import { Badge, NativeSelect, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { FieldChoice, FileColumn, Mapping } from "./columns";
import classes from "./column-list.module.css";

interface Props<Field extends string> {
  columns: readonly FileColumn<Field>[];
  mapping: Mapping<Field>;
  preview: readonly (readonly string[])[];
  doubled: ReadonlySet<Field>;
  choice: FieldChoice<Field>;
  nameOf(field: Field): string;
  onChange(index: number, field: Field | null): void;
}

const confidenceColors = { CONFIRMED: "jade", EXACT: "jade", SYNONYM: "jade", CONTENT: "yellow", NONE: "gray" } as const;

/** One row for each column of the file: its header, some values, and what it is taken for. */
export function ColumnList<Field extends string>({ columns, mapping, preview, doubled, choice, nameOf, onChange }: Props<Field>) {
  const { t } = useTranslation("intake");
  const optionOf = (field: Field) => ({ value: field as string, label: nameOf(field) });
  const options = [
    { value: "", label: t("mapping.unused") },
    { group: t("mapping.needed"), items: choice.needed.map(optionOf) },
    { group: t("mapping.more"), items: choice.more.map(optionOf) },
  ];
  const known = (field: Field | null) => field === null || choice.needed.includes(field) || choice.more.includes(field);
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
              // The portal's own columns, in files that come back, are not to choose but show.
              data={field !== null && !known(field) ? [...options, optionOf(field)] : options}
              value={field ?? ""}
              error={field && doubled.has(field) ? t("mapping.doubledShort") : undefined}
              onChange={(event) => onChange(column.index, (event.currentTarget.value || null) as Field | null)}
            />
          </li>
        );
      })}
    </ul>
  );
}
