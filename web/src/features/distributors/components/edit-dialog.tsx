import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { factsFragment, type DistributorFacts } from "../facts";
import { changes, factsOf } from "../form";
import { FactFields, focusFirst, useFactsForm } from "./fact-fields";

const updateMutation = graphql(
  `
    mutation UpdateDistributor($input: UpdateDistributorInput!) {
      updateDistributor(input: $input) {
        distributor { ...DistributorFacts }
      }
    }
  `,
  [factsFragment],
);

/** Changes a distributor's facts. */
export function EditDialog({ distributor, onClose }: { distributor: DistributorFacts; onClose: () => void }) {
  const { t } = useTranslation("distributors");
  const localName = useLocalName();
  const [{ fetching }, run] = useMutation(updateMutation);
  const before = factsOf(distributor);
  const form = useFactsForm(before);
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async (facts) => {
    faults.show(undefined);
    const result = await run({ input: { id: distributor.id, ...changes(before, facts) } });
    if (result.data) {
      notifyDone(t("edit.done", { name: localName(result.data.updateDistributor.distributor.name) }));
      onClose();
    } else faults.show(result.error);
  }, focusFirst(form));
  return (
    <FormDialog title={t("edit.title", { code: distributor.code })} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault} size="lg">
      <FactFields form={form} isNew={false} />
    </FormDialog>
  );
}
