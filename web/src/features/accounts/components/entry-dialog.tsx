import { SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { FormDialog } from "~/shared/ui/form-dialog";

const addMutation = graphql(`
  mutation AddAccountEntry($input: AddAccountEntryInput!) {
    addAccountEntry(input: $input) {
      entry { kind happenedAt }
    }
  }
`);

const kinds = ["NOTE", "CALL", "VISIT", "MESSAGE"] as const;

interface Props {
  accountId: string;
  onAdded(): void;
  onClose(): void;
}

/** Adds a note, call, visit or message to the timeline. */
export function EntryDialog({ accountId, onAdded, onClose }: Props) {
  const { t } = useTranslation("accounts");
  const [{ fetching }, add] = useMutation(addMutation);
  const [key] = useState(() => crypto.randomUUID());
  const form = useForm({
    initialValues: { kind: "NOTE" as (typeof kinds)[number], text: "", happenedAt: "" },
    validate: { text: (value) => (value.trim() ? null : t("timeline.needText")) },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ kind, text, happenedAt }) => {
    faults.show(undefined);
    const result = await add({ input: { accountId, kind, text: text.trim(), happenedAt: happenedAt ? new Date(happenedAt).toISOString() : null, idempotencyKey: key } });
    if (!result.data) return faults.show(result.error);
    onAdded();
    onClose();
  });
  return (
    <FormDialog title={t("timeline.add")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault}>
      <SegmentedControl aria-label={t("timeline.kind")} data={kinds.map((value) => ({ value, label: t(`timeline.kind.${value}`) }))} {...form.getInputProps("kind")} />
      <Textarea label={t("timeline.text")} withAsterisk autosize minRows={3} maxRows={12} data-autofocus {...form.getInputProps("text")} />
      <TextInput type="datetime-local" label={t("timeline.when")} description={t("timeline.whenHint")} {...form.getInputProps("happenedAt")} />
    </FormDialog>
  );
}
