import { NativeSelect, SegmentedControl, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { useMetricName } from "~/shared/format/metric";
import { formatPeriod } from "~/shared/format/period";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { FormDialog } from "~/shared/ui/form-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { contestFragment, type LineSelection } from "../contest";
import { LinePicker } from "./line-picker";

const contestMutation = graphql(
  `
    mutation ContestMetric($input: ContestMetricInput!) {
      contestMetric(input: $input) { contest { ...Contest } }
    }
  `,
  [contestFragment],
);

interface Props {
  distributorId: string;
  period: string;
  /** The card's metrics, each with the lines that it is made of, if it is. */
  metrics: readonly { key: string; lines: LineSelection | undefined }[];
  /** The metric that is contested; when a line is, the first that is made of lines. */
  metric: string | undefined;
  /** The line that is contested, chosen elsewhere. */
  line: string | undefined;
  onClose(): void;
}

/** Says that a metric, or one line of it, is wrong, and why. */
export function ContestDialog({ distributorId, period, metrics, metric, line, onClose }: Props) {
  const { t } = useTranslation(["scorecards", "common"]);
  const language = useLanguage();
  const metricName = useMetricName();
  const [{ fetching }, run] = useMutation(contestMutation);
  const [key] = useState(() => crypto.randomUUID());
  const first = (line ? metrics.find((one) => one.lines) : undefined) ?? metrics[0];
  const form = useForm({
    initialValues: { metric: metric ?? first?.key ?? "", what: line ? "line" : "metric", saleLineId: line ?? "", reason: "" },
    validate: {
      saleLineId: (value, { what }) => (what === "line" && !value ? t("scorecards:contest.needLine") : null),
      reason: (value) => (value.trim() ? null : t("scorecards:contest.needReason")),
    },
  });
  const faults = useFormFaults(form);
  const { values } = form;
  const lines = metrics.find((one) => one.key === values.metric)?.lines;
  const byLine = values.what === "line" && lines !== undefined;
  const submit = form.onSubmit(async ({ metric: chosen, saleLineId, reason }) => {
    faults.show(undefined);
    const result = await run({ input: { distributorId, period, metric: chosen, saleLineId: byLine ? saleLineId : null, reason: reason.trim(), idempotencyKey: key } });
    if (result.data) {
      notifyDone(t("scorecards:contest.done", { name: metricName(chosen) }));
      onClose();
    } else faults.show(result.error);
  });
  return (
    <FormDialog title={t("scorecards:contest.title")} onClose={onClose} onSubmit={submit} submitLabel={t("scorecards:contest.send")} busy={fetching} fault={faults.fault} size="lg">
      <Text size="sm">{t("scorecards:contest.consequence", { period: formatPeriod(period, language) })}</Text>
      <NativeSelect
        label={t("scorecards:contest.metric")}
        data={metrics.map((one) => ({ value: one.key, label: metricName(one.key) }))}
        {...form.getInputProps("metric")}
        onChange={(event) => form.setValues({ metric: event.currentTarget.value, saleLineId: line ?? "" })}
      />
      {lines && (
        <SegmentedControl
          aria-label={t("scorecards:contest.what")}
          value={values.what}
          onChange={(what) => form.setFieldValue("what", what)}
          data={[
            { value: "metric", label: t("scorecards:contest.whole") },
            { value: "line", label: t("scorecards:contest.oneLine") },
          ]}
        />
      )}
      {byLine && <LinePicker selection={lines} value={values.saleLineId || undefined} onChange={(id) => form.setFieldValue("saleLineId", id)} error={form.errors["saleLineId"]?.toString()} />}
      <Textarea label={t("scorecards:contest.reason")} description={t("scorecards:contest.reasonHint")} withAsterisk autosize minRows={3} maxRows={10} maxLength={2000} data-autofocus {...form.getInputProps("reason")} />
    </FormDialog>
  );
}
