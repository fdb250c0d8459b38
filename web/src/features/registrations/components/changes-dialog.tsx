import { Checkbox, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { fields as allFields, registrationFragment, type Field } from "../registration";

const requestMutation = graphql(
  `
    mutation RequestRegistrationChanges($input: RequestRegistrationChangesInput!) {
      requestRegistrationChanges(input: $input) {
        registration { ...Registration }
      }
    }
  `,
  [registrationFragment],
);

/** Asks for changes: the chosen fields open for the distributor, the others stay shut. */
export function ChangesDialog({ registrationId, onClose }: { registrationId: string; onClose: () => void }) {
  const { t } = useTranslation("registrations");
  const [{ fetching }, request] = useMutation(requestMutation);
  const form = useForm({ initialValues: { fields: [] as Field[], text: "" } });
  const faults = useFormFaults(form);
  const { fields, text } = form.values;
  const submit = form.onSubmit(async () => {
    const { data, error } = await request({ input: { registrationId, fields, text: text.trim() } });
    if (!data) {
      faults.show(error);
      return;
    }
    notifyDone(t("changes.done"));
    onClose();
  });
  return (
    <FormDialog title={t("changes.title")} onClose={onClose} onSubmit={submit} submitLabel={t("changes.confirm")} busy={fetching} disabled={fields.length === 0 || !text.trim()} fault={faults.fault}>
      <Checkbox.Group label={t("changes.fields")} withAsterisk {...form.getInputProps("fields")}>
        <Stack gap={8} mt={6}>
          {allFields.map((field) => (
            <Checkbox key={field} value={field} label={t(`field.${field}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Textarea label={t("changes.text")} description={t("changes.textHint")} required autosize minRows={3} maxLength={2000} {...form.getInputProps("text")} />
    </FormDialog>
  );
}
