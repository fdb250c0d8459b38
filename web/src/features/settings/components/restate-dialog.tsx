import { Input, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { graphql } from "~/shared/graphql/gql";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { restatementFragment } from "../restatement";

const openMutation = graphql(
  `
    mutation RestatePeriod($input: RestatePeriodInput!) {
      restatePeriod(input: $input) {
        restatement { ...RestatementRow }
      }
    }
  `,
  [restatementFragment],
);

interface Props {
  distributor: string | undefined;
  /** The closed period to begin with. */
  period: string;
  onClose(): void;
}

/** Lets one distributor's lines of a closed period be changed, with the reason that its card keeps. */
export function RestateDialog({ distributor, period, onClose }: Props) {
  const { t } = useTranslation("settings");
  const { today } = useViewer();
  const go = useListNavigation();
  const [{ fetching }, open] = useMutation(openMutation);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const form = useForm({
    initialValues: { distributorId: distributor, period, reason: "" },
    validate: {
      distributorId: (value) => (value ? null : t("restatement.needDistributor")),
      reason: (value) => (value.trim() ? null : t("restatement.needReason")),
    },
  });
  const faults = useFormFaults(form);
  const submit = form.onSubmit(async ({ distributorId, reason, ...rest }) => {
    faults.show(undefined);
    const { data, error } = await open({ input: { ...rest, distributorId: distributorId ?? "", reason: reason.trim(), idempotencyKey } });
    if (data) {
      notifyDone(t("restatement.done"));
      go.dialog("show", data.restatePeriod.restatement.id);
    } else faults.show(error);
  });
  return (
    <FormDialog title={t("restatement.new")} onClose={onClose} onSubmit={submit} submitLabel={t("restatement.submit")} busy={fetching} fault={faults.fault}>
      <Text size="sm">{t("restatement.consequence")}</Text>
      <DistributorSelect required label={t("restatement.distributor")} value={form.values.distributorId} onChange={(id) => form.setFieldValue("distributorId", id)} error={form.errors["distributorId"] as string | undefined} />
      <Input.Wrapper label={t("restatement.period")} error={form.errors["period"]}>
        <PeriodPicker label={t("restatement.period")} value={form.values.period} today={today} onChange={(next) => form.setFieldValue("period", next)} />
      </Input.Wrapper>
      <Textarea label={t("restatement.reason")} description={t("restatement.reasonHint")} withAsterisk autosize minRows={2} maxLength={2000} {...form.getInputProps("reason")} />
    </FormDialog>
  );
}
