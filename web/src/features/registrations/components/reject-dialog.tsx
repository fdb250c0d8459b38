import { NativeSelect, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { reasons, registrationFragment } from "../registration";

const rejectMutation = graphql(
  `
    mutation RejectRegistration($input: RejectRegistrationInput!) {
      rejectRegistration(input: $input) {
        registration { ...Registration }
      }
    }
  `,
  [registrationFragment],
);

/** Says no, with a reason that tells of nobody else. */
export function RejectDialog({ registrationId, onClose }: { registrationId: string; onClose: () => void }) {
  const { t } = useTranslation("registrations");
  const [{ fetching }, reject] = useMutation(rejectMutation);
  const form = useForm({ initialValues: { reason: "" as (typeof reasons)[number] | "", text: "" } });
  const faults = useFormFaults(form);
  const { reason, text } = form.values;
  const submit = form.onSubmit(async () => {
    if (!reason) return;
    const { data, error } = await reject({ input: { registrationId, reason, text: text.trim() || null } });
    if (!data) {
      faults.show(error);
      return;
    }
    notifyDone(t("reject.done"));
    onClose();
  });
  return (
    <FormDialog title={t("reject.title")} onClose={onClose} onSubmit={submit} submitLabel={t("reject.confirm")} busy={fetching} disabled={!reason || (reason === "OTHER" && !text.trim())} fault={faults.fault}>
      <NativeSelect label={t("reject.reason")} required data={[{ value: "", label: t("reject.choose") }, ...reasons.map((value) => ({ value, label: t(`reason.${value}`) }))]} data-autofocus {...form.getInputProps("reason")} />
      <Textarea label={t("reject.text")} description={t("reject.textHint")} required={reason === "OTHER"} autosize minRows={2} maxLength={2000} {...form.getInputProps("text")} />
      <Text size="sm" c="dimmed">
        {t("reject.consequence")}
      </Text>
    </FormDialog>
  );
}
