import { NativeSelect, Select, SimpleGrid, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { feedbackFragment } from "../feedback";
import { useAccountName } from "../use-account-name";
import { useAccounts } from "../use-accounts";

const recordMutation = graphql(
  `
    mutation RecordFeedback($input: RecordFeedbackInput!) {
      recordFeedback(input: $input) {
        feedback { ...FeedbackRow }
      }
    }
  `,
  [feedbackFragment],
);

const scale = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, index) => String(from + index));

/** Writes down what a customer said, as over the telephone. */
export function RecordDialog({ distributor, onClose }: { distributor: string | undefined; onClose: () => void }) {
  const { t } = useTranslation(["feedback", "common"]);
  const { today } = useViewer();
  const accountName = useAccountName();
  const [{ fetching }, record] = useMutation(recordMutation);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useForm({
    initialValues: { distributorId: distributor, accountId: null as string | null, respondedOn: today as string | null, csat: "", nps: "", comment: "" },
    validate: {
      distributorId: (value) => (value ? null : t("feedback:need.distributor")),
      respondedOn: (value) => (value ? null : t("feedback:need.day")),
      csat: (value, { nps }) => (value || nps ? null : t("feedback:need.answer")),
    },
  });
  const faults = useFormFaults(form);
  const { distributorId, accountId } = form.values;
  const { accounts, onSearch, keep } = useAccounts(distributorId, accountId ? [accountId] : []);
  const submit = form.onSubmit(async ({ respondedOn, csat, nps, comment, ...rest }) => {
    faults.show(undefined);
    const { data, error } = await record({
      input: { distributorId: rest.distributorId ?? "", accountId: rest.accountId, respondedOn: respondedOn ?? "", csat: csat ? Number(csat) : null, nps: nps ? Number(nps) : null, comment: comment.trim() || null, idempotencyKey },
    });
    if (data) {
      notifyDone(t("feedback:recorded"));
      onClose();
    } else faults.show(error);
  });
  const unanswered = { value: "", label: t("feedback:unanswered") };
  return (
    <FormDialog title={t("feedback:record")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault}>
      <DistributorSelect
        required
        label={t("feedback:distributor")}
        value={distributorId}
        onChange={(id) => {
          form.setFieldValue("distributorId", id);
          form.setFieldValue("accountId", null);
        }}
        error={form.errors["distributorId"] as string | undefined}
      />
      <Select
        label={t("feedback:customer")}
        description={t("feedback:customerHint")}
        searchable
        clearable
        disabled={!distributorId}
        data={accounts.map((one) => ({ value: one.id, label: accountName(one) }))}
        // The server has searched already.
        filter={({ options }) => options}
        onSearchChange={onSearch}
        nothingFoundMessage={t("common:picker.nothing")}
        clearButtonProps={{ "aria-label": t("common:action.clear") }}
        value={accountId}
        onChange={(id) => {
          keep(id ? [id] : []);
          form.setFieldValue("accountId", id);
        }}
        error={form.errors["accountId"]}
      />
      <DateField label={t("feedback:respondedOn")} required maxDate={today} value={form.values.respondedOn} onChange={(day) => form.setFieldValue("respondedOn", day)} error={form.errors["respondedOn"]} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <NativeSelect label={t("feedback:csat")} data={[unanswered, ...scale(1, 5)]} {...form.getInputProps("csat")} />
        <NativeSelect label={t("feedback:nps")} data={[unanswered, ...scale(0, 10)]} {...form.getInputProps("nps")} />
      </SimpleGrid>
      <Textarea label={t("feedback:comment")} autosize minRows={2} maxLength={2000} {...form.getInputProps("comment")} />
    </FormDialog>
  );
}
