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
import { accountFields, accountRequirements, importFragment, type AccountField, type AccountImport } from "../account-import";

const confirmMutation = graphql(
  `
    mutation ConfirmAccountImport($input: ConfirmAccountImportInput!) {
      confirmAccountImport(input: $input) {
        accountImport { ...AccountImport }
      }
    }
  `,
  [importFragment],
);

const cancelMutation = graphql(
  `
    mutation CancelAccountImport($input: CancelAccountImportInput!) {
      cancelAccountImport(input: $input) {
        accountImport { ...AccountImport }
      }
    }
  `,
  [importFragment],
);

/** How the columns of a list were understood; a person corrects and confirms. */
export function ImportMapping({ one }: { one: AccountImport }) {
  const { t } = useTranslation(["accounts", "intake"]);
  const [{ fetching }, confirm] = useMutation(confirmMutation);
  const [{ fetching: cancelling }, cancel] = useMutation(cancelMutation);
  const [fault, setFault] = useState<Fault>();
  const [changes, setChanges] = useState<ReadonlyMap<number, AccountField | null>>(new Map());
  const mapping = new Map(one.mapping.map((column) => [column.index, changes.has(column.index) ? (changes.get(column.index) ?? null) : column.field]));
  const missing = missingIn<AccountField>(accountRequirements, mapping);
  const doubled = doubledIn(mapping);
  const submit = async () => {
    setFault(undefined);
    const said = [...changes].map(([index, field]) => ({ index, header: one.mapping.find((column) => column.index === index)?.header ?? null, field }));
    const result = await confirm({ input: { id: one.id, mapping: said } });
    if (result.error) setFault(faultFrom(result.error));
  };
  const discard = async () => {
    const result = await cancel({ input: { id: one.id } });
    if (result.error) setFault(faultFrom(result.error));
  };
  return (
    <Stack gap="lg">
      {fault && <FaultAlert fault={fault} />}
      <MappingPanels<AccountField>
        columns={one.mapping}
        mapping={mapping}
        preview={one.preview}
        missing={missing}
        doubled={doubled}
        choice={accountFields}
        nameOf={(field) => t(`accounts:field.${field}`)}
        onChange={(index, field) => setChanges(new Map(changes).set(index, field))}
      />
      <MappingActions>
        <Button variant="default" onClick={() => void discard()} loading={cancelling}>
          {t("accounts:import.discard")}
        </Button>
        <Button size="md" onClick={() => void submit()} loading={fetching} disabled={missing.length > 0 || doubled.size > 0}>
          {t("intake:mapping.confirm")}
        </Button>
      </MappingActions>
    </Stack>
  );
}
