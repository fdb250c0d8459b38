import { NumberInput, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { registrationFragment } from "../registration";

const extendMutation = graphql(
  `
    mutation ExtendRegistration($input: ExtendRegistrationInput!) {
      extendRegistration(input: $input) {
        registration { ...Registration }
      }
    }
  `,
  [registrationFragment],
);

/** A protection is made longer by so many days at most, with proof of work as recent. */
const mostDays = 30;

/** Makes the protection longer. */
export function ExtendDialog({ registrationId, onClose }: { registrationId: string; onClose: () => void }) {
  const { t } = useTranslation("registrations");
  const [{ fetching }, extend] = useMutation(extendMutation);
  const form = useForm({ initialValues: { days: mostDays as number | string, reason: "" } });
  const faults = useFormFaults(form);
  const { days, reason } = form.values;
  const submit = form.onSubmit(async () => {
    const { data, error } = await extend({ input: { registrationId, days: Number(days), reason: reason.trim() || null } });
    if (!data) {
      faults.show(error);
      return;
    }
    notifyDone(t("extend.done"));
    onClose();
  });
  return (
    <FormDialog title={t("extend.title")} onClose={onClose} onSubmit={submit} submitLabel={t("extend.confirm")} busy={fetching} disabled={Number(days) < 1} fault={faults.fault}>
      <Text size="sm">{t("extend.hint", { count: mostDays })}</Text>
      <NumberInput label={t("extend.days")} required min={1} max={mostDays} allowDecimal={false} data-autofocus {...form.getInputProps("days")} />
      <Textarea label={t("extend.reason")} description={t("extend.reasonHint")} autosize minRows={2} maxLength={2000} {...form.getInputProps("reason")} />
    </FormDialog>
  );
}
