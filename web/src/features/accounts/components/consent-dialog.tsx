import { NativeSelect, Radio, Group, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { consentPurposes, type ConsentPurpose } from "../consent";

const recordMutation = graphql(`
  mutation RecordConsent($input: RecordConsentInput!) {
    recordConsent(input: $input) {
      account { id consents { purpose granted source givenOn } }
    }
  }
`);

/** Keeps what the customer said about a purpose, and how. */
export function ConsentDialog({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const { t } = useTranslation("accounts");
  const { today } = useViewer();
  const [{ fetching }, record] = useMutation(recordMutation);
  const form = useForm({
    initialValues: { purpose: "MARKETING" as ConsentPurpose, granted: "yes", source: "", givenOn: today as string | null },
    validate: { source: (value) => (value.trim() ? null : t("consent.needSource")) },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ purpose, granted, source, givenOn }) => {
    faults.show(undefined);
    const result = await record({ input: { accountId, purpose, granted: granted === "yes", source: source.trim(), givenOn } });
    if (!result.data) return faults.show(result.error);
    notifyDone(t("consent.recorded"));
    onClose();
  });
  return (
    <FormDialog title={t("consent.record")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault}>
      <NativeSelect label={t("consent.for")} data={consentPurposes.map((value) => ({ value, label: t(`consent.purpose.${value}`) }))} {...form.getInputProps("purpose")} />
      <Radio.Group label={t("consent.answer")} {...form.getInputProps("granted")}>
        <Group mt={6}>
          <Radio value="yes" label={t("consent.granted")} />
          <Radio value="no" label={t("consent.refused")} />
        </Group>
      </Radio.Group>
      <TextInput label={t("consent.source")} description={t("consent.sourceHint")} withAsterisk maxLength={200} {...form.getInputProps("source")} />
      <DateField label={t("consent.givenOn")} maxDate={today} value={form.values.givenOn} onChange={(day) => form.setFieldValue("givenOn", day)} error={form.errors["givenOn"]} />
    </FormDialog>
  );
}
