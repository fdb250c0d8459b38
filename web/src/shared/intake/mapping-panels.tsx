import { Alert, List } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import { ColumnList } from "./column-list";
import type { FieldChoice, FileColumn, Mapping } from "./columns";
import { Preview } from "./preview";

interface Props<Field extends string> {
  columns: readonly FileColumn<Field>[];
  mapping: Mapping<Field>;
  preview: readonly (readonly string[])[];
  /** Groups of fields of which none has a column yet. */
  missing: readonly (readonly Field[])[];
  doubled: ReadonlySet<Field>;
  choice: FieldChoice<Field>;
  nameOf(field: Field): string;
  onChange(index: number, field: Field | null): void;
}

/** What stands in the way of importing, how the columns were understood, and the first rows. */
export function MappingPanels<Field extends string>({ columns, mapping, preview, missing, doubled, choice, nameOf, onChange }: Props<Field>) {
  const { t } = useTranslation("intake");
  const used = [...mapping.values()].filter((field) => field !== null).length;
  return (
    <>
      {(missing.length > 0 || doubled.size > 0) && (
        <Alert color="yellow" role="status" icon={<Icon name="alert" />} title={t("mapping.notReady")}>
          <List size="sm">
            {missing.map((group) => (
              <List.Item key={group.join()}>{t("mapping.missing", { field: group.map(nameOf).join(t("mapping.or")) })}</List.Item>
            ))}
            {[...doubled].map((field) => (
              <List.Item key={field}>{t("mapping.doubled", { field: nameOf(field) })}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Panel title={t("mapping.title")} description={t("mapping.understood", { used, count: columns.length })}>
        <ColumnList columns={columns} mapping={mapping} preview={preview} doubled={doubled} choice={choice} nameOf={nameOf} onChange={onChange} />
      </Panel>
      <Panel title={t("preview.title", { count: preview.length })} description={t("preview.hint")}>
        <Preview columns={columns} mapping={mapping} rows={preview} nameOf={nameOf} />
      </Panel>
    </>
  );
}
