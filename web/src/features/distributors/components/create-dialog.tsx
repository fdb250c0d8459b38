import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { createInput, newFacts } from "../form";
import { FactFields, focusFirst, useFactsForm } from "./fact-fields";

const createMutation = graphql(`
  mutation CreateDistributor($input: CreateDistributorInput!) {
    createDistributor(input: $input) {
      distributor { id code name { default zhHant zhHans } }
    }
  }
`);

/** Adds a distributor and its organisation. */
export function CreateDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (id: string) => void }) {
  const { t } = useTranslation("distributors");
  const localName = useLocalName();
  const { baseCurrency, today } = useViewer();
  const [{ fetching }, run] = useMutation(createMutation);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useFactsForm(newFacts(baseCurrency, today));
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async (facts) => {
    faults.show(undefined);
    const result = await run({ input: { ...createInput(facts), idempotencyKey } });
    if (result.data) {
      const { distributor } = result.data.createDistributor;
      notifyDone(t("create.done", { name: localName(distributor.name) }));
      onCreated(distributor.id);
    } else faults.show(result.error);
  }, focusFirst(form));
  return (
    <FormDialog title={t("create.title")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault} submitLabel={t("create.submit")} size="lg">
      <FactFields form={form} isNew />
    </FormDialog>
  );
}
