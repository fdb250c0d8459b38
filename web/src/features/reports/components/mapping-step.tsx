import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { doubledIn, missingIn } from "~/shared/intake/columns";
import { MappingActions } from "~/shared/intake/mapping-actions";
import { MappingPanels } from "~/shared/intake/mapping-panels";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { fields, requirements, type SaleField } from "../mapping";
import { reportFragment, type Report } from "../report";
import { LayoutForm } from "./layout-form";

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
  const { t } = useTranslation(["reports", "intake"]);
  const go = useListNavigation();
  const [{ fetching }, confirm] = useMutation(confirmMutation);
  const [fault, setFault] = useState<Fault>();
  const [changes, setChanges] = useState<ReadonlyMap<number, SaleField | null>>(new Map());
  const mapping = new Map(report.mapping.map((column) => [column.index, changes.has(column.index) ? (changes.get(column.index) ?? null) : column.field]));
  const missing = missingIn(requirements, mapping);
  const doubled = doubledIn(mapping);
  const ready = missing.length === 0 && doubled.size === 0;

  const submit = async () => {
    setFault(undefined);
    const result = await confirm({ input: { id: report.id, mapping: [...changes].map(([index, field]) => ({ index, header: report.mapping.find((column) => column.index === index)?.header ?? null, field })) } });
    if (result.error) setFault(faultFrom(result.error));
  };
  return (
    <Stack gap="lg">
      {fault && <FaultAlert fault={fault} />}
      <MappingPanels
        columns={report.mapping}
        mapping={mapping}
        preview={report.preview}
        missing={missing}
        doubled={doubled}
        choice={fields}
        nameOf={(field) => t(`reports:field.${field}`)}
        onChange={(index, field) => setChanges(new Map(changes).set(index, field))}
      />
      {report.layout && <LayoutForm key={JSON.stringify(report.layout)} reportId={report.id} layout={report.layout} />}
      <MappingActions>
        {report.canCancel && (
          <Button variant="default" onClick={() => go.dialog("cancel")}>
            {t("reports:cancel.discard")}
          </Button>
        )}
        {report.canConfirm && (
          <Button size="md" onClick={() => void submit()} loading={fetching} disabled={!ready}>
            {t("intake:mapping.confirm")}
          </Button>
        )}
      </MappingActions>
    </Stack>
  );
}
