import { NativeSelect, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { activityInput, emptyActivity } from "../form";
import { activityKinds, registrationFragment } from "../registration";

const addMutation = graphql(
  `
    mutation AddRegistrationActivity($input: AddRegistrationActivityInput!) {
      addRegistrationActivity(input: $input) {
        registration { ...Registration }
      }
    }
  `,
  [registrationFragment],
);

/** Adds proof of work to a registration. */
export function ActivityDialog({ registrationId, onClose }: { registrationId: string; onClose: () => void }) {
  const { t } = useTranslation("registrations");
  const { today } = useViewer();
  const [key] = useState(() => crypto.randomUUID());
  const [{ fetching }, add] = useMutation(addMutation);
  const form = useForm({ initialValues: { activity: emptyActivity(today) } });
  const faults = useFormFaults(form);
  const { activity } = form.values;
  const submit = form.onSubmit(async () => {
    const { data, error } = await add({ input: { registrationId, activity: activityInput(activity), idempotencyKey: key } });
    if (!data) {
      faults.show(error);
      return;
    }
    notifyDone(t("proof.added"));
    onClose();
  });
  return (
    <FormDialog title={t("proof.add")} onClose={onClose} onSubmit={submit} submitLabel={t("proof.add")} busy={fetching} disabled={!activity.text.trim() || !activity.happenedOn} fault={faults.fault}>
      <NativeSelect label={t("proof.kind")} data={activityKinds.map((kind) => ({ value: kind, label: t(`activity.${kind}`) }))} data-autofocus {...form.getInputProps("activity.kind")} />
      <DateField label={t("proof.on")} required maxDate={today} value={activity.happenedOn} onChange={(day) => form.setFieldValue("activity.happenedOn", day)} error={form.errors["activity.happenedOn"]} />
      <Textarea label={t("proof.text")} required autosize minRows={3} maxLength={2000} {...form.getInputProps("activity.text")} />
    </FormDialog>
  );
}
