import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import { doubledIn, missingIn, type SaleField } from "../mapping";
import { reportFragment, type Report } from "../report";
import { ColumnList } from "./column-list";
import { LayoutForm } from "./layout-form";
import { Preview } from "./preview";

const confirmMutation = graphql(
  `
    mutation ConfirmSalesReport($input: ConfirmSalesReportInput!) {
      confirmSalesReport(input: $input) {
        salesReport { ...Report }
      }
    }
  `,
  [reportFragment],
);

/** How the columns were understood, with the first rows; a person corrects and confirms. */
export function MappingStep({ report }: { report: Report }) {
  const { t } = useTranslation("reports");
  const go = useListNavigation();
  const [{ fetching }, confirm] = useMutation(confirmMutation);
  const [fault, setFault] = useState<Fault>();
  const [changes, setChanges] = useState<ReadonlyMap<number, SaleField | null>>(new Map());
  const mapping = new Map(report.mapping.map((column) => [column.index, changes.has(column.index) ? (changes.get(column.index) ?? null) : column.field]));
  const missing = missingIn(mapping);
  const doubled = doubledIn(mapping);
  const ready = missing.length === 0 && doubled.size === 0;
  const used = [...mapping.values()].filter((field) => field !== null).length;

  const submit = async () => {
    setFault(undefined);
    const result = await confirm({ input: { id: report.id, mapping: [...changes].map(([index, field]) => ({ index, header: report.mapping.find((column) => column.index === index)?.header ?? null, field })) } });
    if (result.error) setFault(faultFrom(result.error));
  };
  return (
    <Stack gap="lg">
      {fault && <FaultAlert fault={fault} />}
      {!ready && (
        <Alert color="yellow" role="status" icon={<Icon name="alert" />} title={t("mapping.notReady")}>
          <List size="sm">
            {missing.map((group) => (
              <List.Item key={group.join()}>{t("mapping.missing", { field: group.map((field) => t(`field.${field}`)).join(t("mapping.or")) })}</List.Item>
            ))}
            {[...doubled].map((field) => (
              <List.Item key={field}>{t("mapping.doubled", { field: t(`field.${field}`) })}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Panel title={t("mapping.title")} description={t("mapping.understood", { used, count: report.mapping.length })}>
        <ColumnList
          columns={report.mapping}
          mapping={mapping}
          preview={report.preview}
          doubled={doubled}
          onChange={(index, field) => setChanges(new Map(changes).set(index, field))}
        />
      </Panel>
      <Panel title={t("preview.title", { count: report.preview.length })} description={t("preview.hint")}>
        <Preview columns={report.mapping} mapping={mapping} rows={report.preview} />
      </Panel>
      {report.layout && <LayoutForm key={JSON.stringify(report.layout)} reportId={report.id} layout={report.layout} />}
      <Group justify="flex-end" gap="sm">
        {report.canCancel && (
          <Button variant="default" onClick={() => go.dialog("cancel")}>
            {t("cancel.discard")}
          </Button>
        )}
        {report.canConfirm && (
          <Button size="md" onClick={() => void submit()} loading={fetching} disabled={!ready}>
            {t("mapping.confirm")}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" ta="end">
        {t("mapping.remembered")}
      </Text>
    </Stack>
  );
}
